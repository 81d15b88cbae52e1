import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * The writing half of the physical limit: `limit-store FACTS STORE` writes the facts to a SQLite file in one
 * transaction, a row for each element and each relationship, in the plainest tables that keep names unique. On a file
 * that holds them already it changes no row. Prints what it counted.
 */
interface Fact {
  readonly kind: string;
  readonly id?: number;
  readonly in?: number | string;
  readonly name: string;
  readonly position?: number;
  readonly positions?: readonly number[];
  readonly to?: number;
  readonly to_positions?: readonly number[] | null;
}

interface Row {
  readonly fact: Fact;
  readonly name: string;
  readonly parent: string;
}

function rowsOf(facts: string): { readonly rows: Row[]; readonly nameById: Map<number | string, string> } {
  const nameById = new Map<number | string, string>();
  const rows: Row[] = [];
  for (const line of facts.split('\n')) {
    if (line === '') continue;
    const fact = JSON.parse(line) as Fact;
    const isColumn = fact.kind === 'column';
    const isInTable = isColumn || fact.kind.endsWith('-key');
    const parent = isInTable ? (nameById.get(fact.in ?? '') ?? '') : String(fact.in ?? 'database');
    const name = isInTable && !isColumn ? `${parent}.${fact.kind}.${fact.name}` : `${parent}.${fact.name}`;
    if (isColumn) nameById.set(`${fact.in}.${fact.position}`, name);
    else if (fact.id !== undefined) nameById.set(fact.id, name);
    rows.push({ fact, name, parent });
  }
  return { rows, nameById };
}

const [facts = '', store = ''] = process.argv.slice(2);
const { rows, nameById } = rowsOf(readFileSync(facts, 'utf8'));
const database = new DatabaseSync(store);
database.exec(`
  pragma journal_mode = wal;
  pragma synchronous = full;
  create table if not exists element (
    guid text primary key, kind text not null, name text not null unique, properties text not null) without rowid;
  create table if not exists relationship (
    kind text not null, end1 text not null, end2 text not null, guid text not null,
    primary key (kind, end1, end2)) without rowid;
`);
const putElement = database.prepare(`
  insert into element (guid, kind, name, properties) values (?, ?, ?, ?)
  on conflict (name) do update set properties = excluded.properties where properties <> excluded.properties`);
const putRelationship = database.prepare(`
  insert into relationship (kind, end1, end2, guid) values (?, ?, ?, ?) on conflict do nothing`);
let [relationships, changed] = [0, 0];

function relate(kind: string, end1: string, end2: string | undefined): void {
  changed += Number(putRelationship.run(kind, end1, end2 ?? '', randomUUID()).changes);
  relationships += 1;
}

database.exec('begin immediate');
for (const { fact, name, parent } of rows) {
  changed += Number(putElement.run(randomUUID(), fact.kind, name, JSON.stringify(fact)).changes);
  relate('contains', parent, name);
  for (const position of fact.positions ?? []) relate('is made of', name, nameById.get(`${fact.in}.${position}`));
  for (const position of fact.to_positions ?? []) relate('refers to', name, nameById.get(`${fact.to}.${position}`));
}
database.exec('commit');
database.close();
process.stdout.write(JSON.stringify({ elements: rows.length, relationships, changed }));
