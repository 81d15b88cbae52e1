import { truncateSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { z } from 'zod';
import type { IntegrationConnector, MetadataRecord } from '../../src/kit/index.ts';
import { describeConnector } from '../../test/contract/describe-connector.ts';
import { orderFaults } from '../../test/contract/record-faults.ts';
import { recordingContext, recordsOf } from '../../test/contract/recording-context.ts';
import { otherProcess } from './__fixtures__/other-process.ts';
import { seed, sqliteFile } from './__fixtures__/sqlite-file.ts';
import type { SqliteFile } from './__fixtures__/sqlite-file.ts';
import { provider } from './provider.ts';

describeConnector(provider, {
  target: () => sqliteFile(seed),
  change: (target) => target.run('ALTER TABLE customer ADD COLUMN added TEXT'),
  breakIt: (target) => truncateSync(target.config.file, 5000),
  brokenKind: 'UnavailableError',
  golden: '__fixtures__/expected.records.json',
});

type Config = Partial<z.input<typeof provider.config>>;

async function connectorFor({ config }: SqliteFile, more: Config = {}): Promise<IntegrationConnector> {
  const connector = await provider.connect(
    { name: '', config: provider.config.parse({ ...config, ...more }) },
    { signal: new AbortController().signal, permittedSynchronization: 'FROM_THIRD_PARTY', baseFolder: '/' },
  );
  onTestFinished(() => connector.disconnect());
  return connector;
}

/** What is catalogued of a database that these statements make: the names below the schema, and what was said. */
async function catalogued(sql: string, more: Config = {}): Promise<Catalogued> {
  const context = recordingContext();
  const file = await sqliteFile(sql);
  const records = await recordsOf(await connectorFor(file, more), context);
  const prefix = new RegExp(`^SQLite Relational (Table|Column):::${file.config.file}\\.main\\.`);
  const short = ({ qualifiedName }: { qualifiedName: string }): string => qualifiedName.replace(prefix, '');
  return {
    names: records.slice(3).map(short),
    find: (name) => records.find((record) => short(record) === name),
    said: context.warnings.map(({ id, facts }) => ({ id, ...facts })),
    unreadable: context.unreadableScopes.map(({ scope, cause }) => [short({ qualifiedName: scope }), cause]),
    records,
  };
}

interface Catalogued {
  readonly names: readonly string[];
  readonly find: (name: string) => MetadataRecord | undefined;
  readonly said: readonly object[];
  readonly unreadable: readonly (readonly [name: string, cause: unknown])[];
  readonly records: readonly MetadataRecord[];
}

describe('tables', () => {
  it('are chosen by patterns, of which an exclusion wins', async () => {
    const sql = 'CREATE TABLE a1 (x); CREATE TABLE a2 (x); CREATE VIEW a3 AS SELECT 1 AS x; CREATE TABLE b (x)';
    const { names, said } = await catalogued(sql, { includeTables: ['a*', 'c'], excludeTables: ['a?', '!a1', 'd*'] });
    expect(names).toEqual([]);
    expect(said).toEqual([
      { id: 'SQLITE-DATABASE-404-002', key: 'includeTables', pattern: 'c' },
      { id: 'SQLITE-DATABASE-404-002', key: 'excludeTables', pattern: '!a1' },
      { id: 'SQLITE-DATABASE-404-002', key: 'excludeTables', pattern: 'd*' },
    ]);
    const some = await catalogued(sql, { includeTables: ['a*'], excludeTables: ['a2'] });
    expect(some.names).toEqual(['a1', 'a1.x', 'a3', 'a3.x']);
    expect(some.said).toEqual([]);
  });

  it('are catalogued without views when that is wanted', async () => {
    const { names } = await catalogued('CREATE TABLE t (x); CREATE VIEW v AS SELECT * FROM t', { includeViews: false });
    expect(names).toEqual(['t', 't.x']);
  });

  it('may be missing altogether', async () => {
    const { records, said } = await catalogued('');
    expect(records.map(({ typeName }) => typeName)).toEqual([
      'RelationalDatabase',
      'DeployedDatabaseSchema',
      'RelationalDBSchemaType',
    ]);
    expect(said).toEqual([]);
  });

  it('leave out the shadow tables of virtual ones, their hidden columns and what SQLite keeps for itself', async () => {
    const { names } = await catalogued(
      'CREATE VIRTUAL TABLE f USING fts5 (body); CREATE VIRTUAL TABLE r USING rtree (id, low, high);' +
        'CREATE TABLE f_other (x INTEGER PRIMARY KEY AUTOINCREMENT); ANALYZE',
    );
    expect(names).toEqual(['f', 'f.body', 'f_other', 'f_other.x', 'r', 'r.id', 'r.low', 'r.high']);
  });

  it('take part in foreign keys by what these say, however they say it', async () => {
    const { find, said } = await catalogued(`
      CREATE TABLE "Parent" (a INT, b INT, c INT UNIQUE, PRIMARY KEY (b, a));
      CREATE TABLE no_key (x INT);
      CREATE TABLE child (
        a INT, b INT, c INT REFERENCES PARENT (C), twice INT REFERENCES parent (c),
        gone INT REFERENCES missing, lost INT REFERENCES parent (nowhere), none INT REFERENCES no_key,
        FOREIGN KEY (b, a) REFERENCES parent ON UPDATE CASCADE ON DELETE SET NULL,
        FOREIGN KEY (twice) REFERENCES parent (c), FOREIGN KEY (twice) REFERENCES child (c)
      )`);
    const references = (column: string): unknown =>
      find(`child.${column}`)?.relationships.map(({ typeName, to, toEnd, properties }) => [
        typeName,
        toEnd,
        to.replace(/^.*\.main\./, ''),
        properties['description'],
      ]);
    const composite = 'FOREIGN KEY (b, a) REFERENCES Parent (b, a) ON UPDATE CASCADE ON DELETE SET NULL';
    expect(references('a')).toEqual([['ForeignKey', 1, 'Parent.a', composite]]);
    expect(references('b')).toEqual([['ForeignKey', 1, 'Parent.b', composite]]);
    expect(references('c')).toEqual([['ForeignKey', 1, 'Parent.c', 'FOREIGN KEY (c) REFERENCES Parent (c)']]);
    expect(references('twice')).toEqual([
      ['ForeignKey', 1, 'child.c', 'FOREIGN KEY (twice) REFERENCES child (c)'],
      ['ForeignKey', 1, 'Parent.c', 'FOREIGN KEY (twice) REFERENCES Parent (c)'],
    ]);
    expect(['gone', 'lost', 'none'].map(references)).toEqual([[], [], []]);
    const id = 'SQLITE-DATABASE-422-003';
    expect(said).toEqual([
      { id, table: 'child', foreignKey: 'FOREIGN KEY (none) REFERENCES no_key (?)' },
      { id, table: 'child', foreignKey: 'FOREIGN KEY (lost) REFERENCES Parent (nowhere)' },
      { id, table: 'child', foreignKey: 'FOREIGN KEY (gone) REFERENCES missing (?)' },
    ]);
  });

  it('are not referred to when they are left out, and nothing is said of it', async () => {
    const sql = 'CREATE TABLE p (x INTEGER PRIMARY KEY); CREATE TABLE c (x REFERENCES p)';
    const { find, said } = await catalogued(sql, { excludeTables: ['p'] });
    expect(find('c.x')?.relationships).toEqual([]);
    expect(said).toEqual([]);
  });

  it('have columns that may be null where SQLite lets them', async () => {
    const { records } = await catalogued(`
      CREATE TABLE rowid_alias (yes INT, no INTEGER PRIMARY KEY);
      CREATE TABLE not_an_alias (yes INT PRIMARY KEY);
      CREATE TABLE nor_this (yes INTEGER PRIMARY KEY DESC);
      CREATE TABLE composite (yes INTEGER, no INTEGER NOT NULL, PRIMARY KEY (yes, no));
      CREATE TABLE without_rowid (no TEXT PRIMARY KEY, yes) WITHOUT ROWID;
      CREATE TABLE strict (no TEXT PRIMARY KEY, yes TEXT) STRICT;
      CREATE TABLE strict_alias (no INTEGER PRIMARY KEY, yes TEXT) STRICT`);
    const columns = records.filter(({ typeName }) => typeName === 'RelationalColumn');
    expect(columns).toHaveLength(12);
    const wrong = columns.filter(
      ({ properties }) => properties['isNullable'] !== (properties['displayName'] === 'yes'),
    );
    expect(wrong).toEqual([]);
  });
});

describe('what SQLite cannot tell', () => {
  it('is said of a view that no longer compiles, and the others have their columns', async () => {
    const { find, names, said } = await catalogued(`
      CREATE TABLE t (x); CREATE VIEW broken AS SELECT x, gone FROM t; CREATE VIEW fine AS SELECT x FROM t;
      CREATE VIEW no_function AS SELECT made_up(x) AS y FROM t`);
    expect(names).toEqual(['broken', 'fine', 'fine.x', 'no_function', 't', 't.x']);
    const calculated = {
      typeName: 'CalculatedValue',
      properties: { formula: 'SELECT x, gone FROM t', formulaType: 'SQL' },
    };
    expect(find('broken')?.classifications).toContainEqual(calculated);
    expect(said).toEqual([
      { id: 'SQLITE-DATABASE-422-001', table: 'broken', reason: 'no such column: gone' },
      { id: 'SQLITE-DATABASE-422-001', table: 'no_function', reason: 'no such function: made_up' },
    ]);
  });

  it('is unreadable in a virtual table whose module is missing', async () => {
    const { find, names, unreadable } = await catalogued(`
      CREATE TABLE t (x); PRAGMA writable_schema = ON;
      INSERT INTO sqlite_schema VALUES ('table', 'v', 'v', 0, 'CREATE VIRTUAL TABLE v USING "no module" (x)')`);
    expect(names).toEqual(['t', 't.x', 'v']);
    expect(find('v')?.properties['additionalProperties']).toEqual({ tableType: 'virtual table', module: 'no module' });
    expect(unreadable).toMatchObject([['v', { kind: 'UnavailableError', notice: { id: 'SQLITE-DATABASE-422-002' } }]]);
  });
});

describe('a refresh', () => {
  const manyTables = (count: number): string =>
    Array.from({ length: count }, (_, index) => `CREATE TABLE t${index} (a, b, c REFERENCES t0);`).join('\n');

  it('does not keep other processes from writing, and tells what there was when it began', async () => {
    const file = await sqliteFile(manyTables(300));
    const batches = (await connectorFor(file)).refresh(recordingContext())[Symbol.asyncIterator]();
    const first = await batches.next();
    expect(first.done).toBe(false);
    await otherProcess(file.config.file).run('DROP TABLE t299; CREATE TABLE later (x)');
    let count = [first.value].flat().length;
    for (let next = await batches.next(); next.done !== true; next = await batches.next())
      count += [next.value].flat().length;
    expect(count).toBe(3 + 300 * 4);
  });

  it('asks the same number of queries whatever the size', async () => {
    const queries = [vi.spyOn(DatabaseSync.prototype, 'exec'), vi.spyOn(DatabaseSync.prototype, 'prepare')];
    const counts: number[] = [];
    for (const tables of [1, 300]) {
      const connector = await connectorFor(await sqliteFile(manyTables(tables)));
      for (const query of queries) query.mockClear();
      expect(await recordsOf(connector)).toHaveLength(3 + tables * 4);
      counts.push(queries.reduce((sum, query) => sum + query.mock.calls.length, 0));
    }
    expect(counts[1]).toBe(counts[0]);
  });

  it('comes in arrays of some hundred records', async () => {
    const connector = await connectorFor(await sqliteFile(manyTables(500)));
    const sizes = await Array.fromAsync(connector.refresh(recordingContext()), (item) => [item].flat().length);
    expect(Math.max(...sizes)).toBeLessThan(300);
    expect(sizes.length).toBeLessThan(12);
  });

  it('takes tables of 2,000 columns, and names that hold the signs of qualified names', async () => {
    const columns = Array.from({ length: 2000 }, (_, index) => `c${index}`).join();
    const odd = ['a.b', 'a', 'b', 'b"', '"', '::', ':', ' ', '\n', '🙂', 'Ä', 'ä', '-', '%2E', "'", '[', 'select'];
    const quoted = odd.map((name) => `"${name.replaceAll('"', '""')}"`);
    const oddTables = quoted.map((table) => `CREATE TABLE ${table} (${quoted.join()});`).join('\n');
    const { records } = await catalogued(`CREATE TABLE wide (${columns}); ${oddTables}`);
    expect(records).toHaveLength(3 + 2001 + odd.length * (odd.length + 1));
    expect(orderFaults(records)).toEqual([]);
  });

  it('resolves the file against the folder of the definition, and names it by its path and file system', async () => {
    const { folder } = await sqliteFile('CREATE TABLE t (x)');
    const connector = await provider.connect(
      { name: '', config: provider.config.parse({ file: './shop.db', fileSystemName: 'laptop' }) },
      { signal: new AbortController().signal, permittedSynchronization: 'FROM_THIRD_PARTY', baseFolder: folder },
    );
    onTestFinished(() => connector.disconnect());
    expect((await recordsOf(connector)).map(({ qualifiedName }) => qualifiedName)).toEqual([
      `SQLite Relational Database::laptop:${folder}/shop.db`,
      `SQLite Relational Database Schema::laptop:${folder}/shop.db.main`,
      `SQLite Relational Database Schema::laptop:${folder}/shop.db.main::Schema Type`,
      `SQLite Relational Table::laptop:${folder}/shop.db.main.t`,
      `SQLite Relational Column::laptop:${folder}/shop.db.main.t.x`,
    ]);
  });
});
