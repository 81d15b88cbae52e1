import type { Element, Relationship } from '../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../metadata/qualified-name.ts';
import type { ElementQuery, ElementVersion, ReadOptions } from '../open-metadata-store.ts';
import type { Codes } from './codes.ts';
import type { StoreConnection } from './connection.ts';
import { elementQuery, elementSource, relationshipQuery } from './query.ts';
import type { Sql } from './query.ts';
import { ELEMENT_COLUMNS, ELEMENT_JOINS, elementOf, isoTime, relationshipOf } from './rows.ts';

/** Rows read at once; between pages others may write. */
const PAGE = 500;

/** The reading side of an embedded store. */
export interface StoreReader {
  element(guid: Guid, options?: ReadOptions): Promise<Element | undefined>;
  elementNamed(name: QualifiedName, options?: ReadOptions): Promise<Element | undefined>;
  find(query: ElementQuery): AsyncIterable<Element>;
  relationships(guid: Guid, options?: ReadOptions): AsyncIterable<Relationship>;
  history(guid: Guid): Promise<readonly ElementVersion[]>;
}

/** Reads over a connection. */
export function storeReader(connection: StoreConnection, codes: Codes): StoreReader {
  const rowsOf = async ({ text, parameters }: Sql): Promise<Record<string, unknown>[]> =>
    connection.read(() => connection.database.prepare(text).all(...parameters));
  const one = async (column: 'guid' | 'name', value: string, options: ReadOptions): Promise<Element | undefined> => {
    const source = elementSource(options, connection.database);
    const condition = { text: `e.${column} = ?`, parameters: [value] };
    const [row] = await rowsOf(elementQuery(source, [condition], options, { after: 0, limit: 1 }));
    return row && elementOf(row, codes);
  };
  return {
    element: async (guid, options = {}) => one('guid', guid, options),
    elementNamed: async (name, options = {}) => one('name', name, options),
    find: (query) => find(query, connection, codes),
    async *relationships(guid, options = {}) {
      let after = 0;
      for (;;) {
        const rows = await rowsOf(relationshipQuery(guid, options, { after, limit: PAGE }, connection.database));
        for (const row of rows) yield relationshipOf(row, codes);
        after = Number(rows.at(-1)?.['id']);
        if (rows.length < PAGE) return;
      }
    },
    async history(guid) {
      const rows = await rowsOf(historyQuery(guid));
      return rows.map((row) => ({
        element: elementOf(row, codes),
        from: isoTime(Number(row['update_time'])),
        until: row['until_time'] === null ? undefined : isoTime(Number(row['until_time'])),
        removed: row['removed'] === 1,
      }));
    },
  };
}

async function* find(query: ElementQuery, connection: StoreConnection, codes: Codes): AsyncIterable<Element> {
  const { database } = connection;
  const source = elementSource(query, database);
  const { conditionsOf } = await import('./conditions.ts');
  const conditions = conditionsOf(query, codes, connection);
  if (conditions === undefined) return;
  let after = 0;
  let skip = query.startFrom ?? 0;
  let left = query.pageSize ?? Number.POSITIVE_INFINITY;
  while (left > 0) {
    const limit = Math.min(PAGE, left);
    const sql = elementQuery(source, conditions, query, { after, limit, skip });
    const rows = await connection.read(() => database.prepare(sql.text).all(...sql.parameters));
    for (const row of rows) yield elementOf(row, codes);
    if (rows.length < limit) return;
    after = Number(rows.at(-1)?.['id']);
    skip = 0;
    left -= rows.length;
  }
}

function historyQuery(guid: Guid): Sql {
  const text = `SELECT ${ELEMENT_COLUMNS}, x.time AS until_time, e.removed
    FROM (SELECT *, NULL AS until, 0 AS removed FROM element WHERE guid = ?
          UNION ALL SELECT * FROM element_history WHERE guid = ?) e
    ${ELEMENT_JOINS} LEFT JOIN change x ON x.id = e.until ORDER BY e.version`;
  return { text, parameters: [guid, guid] };
}
