import type { Relationship } from '../../metadata/element.ts';
import type { CatalogEntry, ReadOptions } from '../open-metadata-store.ts';
import type { Codes } from './codes.ts';
import type { StoreConnection } from './connection.ts';
import { elementQuery, end2Query, stubQuery } from './query.ts';
import type { End2Position } from './query.ts';
import { elementOf, relationshipOf, stubOf } from './rows.ts';

/** Elements, and relationships, that are read at once; between pages others may write. */
const PAGE = 500;

/** Which elements are seen. */
type Options = Pick<ReadOptions, 'forLineage'>;

/** A relationship, and the id of the element that it belongs to in a walk. */
interface AtEnd2 {
  readonly end2: number;
  readonly relationship: Relationship;
}

/** The elements in the order of their ids, and beside them the relationships in the order of the ids at their end 2. */
export async function* readCatalog(
  options: Options,
  connection: StoreConnection,
  codes: Codes,
): AsyncGenerator<CatalogEntry> {
  for (let after = 0; ;) {
    const { text, parameters } = elementQuery([], options, { after, limit: PAGE }, connection);
    const rows = await connection.read(() => connection.prepared(text).all(...parameters));
    const last = Number(rows.at(-1)?.['id'] ?? after);
    const found = atEnd2(after, last, options, connection, codes);
    let next = await found.next();
    for (const row of rows) {
      const id = Number(row['id']);
      const relationships: Relationship[] = [];
      for (; next.done !== true && next.value.end2 <= id; next = await found.next()) {
        if (next.value.end2 === id) relationships.push(next.value.relationship);
      }
      yield { element: elementOf(row, codes), relationships };
    }
    if (rows.length < PAGE) return;
    after = last;
  }
}

/** What is at end 2 of elements behind one and up to another; what is at the end of one that may not be seen is hidden. */
async function* atEnd2(
  after: number,
  upTo: number,
  options: Options,
  connection: StoreConnection,
  codes: Codes,
): AsyncGenerator<AtEnd2, undefined> {
  let from: End2Position = { end2: after + 1, relationship: 0 };
  for (;;) {
    const { rows, ends } = await connection.read(() => pageOf(from, upTo, options, connection));
    const stubs = new Map(ends.map((row) => [Number(row['id']), stubOf(row, codes)]));
    for (const row of rows) {
      const end1 = stubs.get(Number(row['end1']));
      const end2 = stubs.get(Number(row['end2']));
      if (end1 === undefined || end2 === undefined) continue;
      yield { end2: Number(row['end2']), relationship: relationshipOf(row, { end1, end2 }, codes) };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return undefined;
    from = { end2: Number(last['end2']), relationship: Number(last['id']) };
  }
}

type Row = Record<string, unknown>;

function pageOf(
  from: End2Position,
  upTo: number,
  options: Options,
  connection: StoreConnection,
): { readonly rows: readonly Row[]; readonly ends: readonly Row[] } {
  const query = end2Query(from, upTo, PAGE);
  const rows = connection.prepared(query.text).all(...query.parameters);
  if (rows.length === 0) return { rows, ends: [] };
  const stubs = stubQuery(
    new Set(rows.flatMap((row) => [Number(row['end1']), Number(row['end2'])])),
    options,
    connection,
  );
  return { rows, ends: connection.prepared(stubs.text).all(...stubs.parameters) };
}
