import type { Element, Relationship } from '../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../metadata/qualified-name.ts';
import type { ElementQuery, ElementVersion, ReadOptions } from '../open-metadata-store.ts';
import type { Codes } from './codes.ts';
import { conditionsOf } from './conditions.ts';
import type { StoreConnection } from './connection.ts';
import { addTextSearch } from './full-text.ts';
import { elementQuery, historyQuery, relationshipQuery } from './query.ts';
import type { Sql } from './query.ts';
import { elementOf, isoTime, relationshipOf } from './rows.ts';

/** Rows read at once; between pages others may write. */
const PAGE = 500;

type Row = Record<string, unknown>;

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
  const { database } = connection;
  addTextSearch(database);
  const rowsOf = async (query: () => Sql): Promise<Row[]> =>
    connection.read(() => {
      const { text, parameters } = query();
      return database.prepare(text).all(...parameters);
    });
  const one = async (column: 'guid' | 'name', value: string, options: ReadOptions): Promise<Element | undefined> => {
    const condition = { text: `e.${column} = ?`, parameters: [value] };
    const [row] = await rowsOf(() => elementQuery([condition], options, { after: 0, limit: 1 }, database));
    return row && elementOf(row, codes, options.effectiveTime);
  };
  return {
    element: async (guid, options = {}) => one('guid', guid, options),
    elementNamed: async (name, options = {}) => one('name', name, options),
    find: (query) => find(query, connection, codes),
    async *relationships(guid, options = {}) {
      let after = 0;
      for (;;) {
        const page = { after, limit: PAGE };
        const rows = await rowsOf(() => relationshipQuery(guid, options, page, database));
        for (const row of rows) yield relationshipOf(row, codes);
        if (rows.length < PAGE) return;
        after = Number(rows.at(-1)?.['id']);
      }
    },
    history: async (guid) => (await rowsOf(() => historyQuery(guid))).map((row) => versionOf(row, codes)),
  };
}

async function* find(query: ElementQuery, connection: StoreConnection, codes: Codes): AsyncIterable<Element> {
  const { database } = connection;
  let after = 0;
  let skip = query.startFrom ?? 0;
  let left = query.pageSize ?? Number.POSITIVE_INFINITY;
  while (left > 0) {
    const limit = Math.min(PAGE, left);
    const rows = await connection.read(() => {
      const conditions = conditionsOf(query, codes, database);
      if (conditions === undefined) return [];
      const { text, parameters } = elementQuery(conditions, query, { after, limit, skip }, database);
      return database.prepare(text).all(...parameters);
    });
    for (const row of rows) yield elementOf(row, codes, query.effectiveTime);
    if (rows.length < limit) return;
    after = Number(rows.at(-1)?.['id']);
    skip = 0;
    left -= rows.length;
  }
}

function versionOf(row: Row, codes: Codes): ElementVersion {
  const source = row['change_source'];
  return {
    element: elementOf(row, codes),
    from: isoTime(Number(row['update_time'])),
    changedBy: String(row['updated_by']),
    onBehalfOf: source === null ? undefined : codes.source(Number(source)).name,
    until: row['until_time'] === null ? undefined : isoTime(Number(row['until_time'])),
    removed: row['removed'] === 1,
    removedBy: row['removed'] === 1 ? String(row['until_user']) : undefined,
  };
}
