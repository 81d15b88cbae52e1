import type { Element, Relationship } from '../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../metadata/qualified-name.ts';
import type {
  CatalogEntry,
  ElementQuery,
  ElementVersion,
  ReadOptions,
  RelationshipListing,
} from '../open-metadata-store.ts';
import type { Codes } from './codes.ts';
import { conditionsOf } from './conditions.ts';
import type { StoreConnection } from './connection.ts';
import { addTextSearch } from './full-text.ts';
import { elementIds, elementQuery, historyQuery, relationshipQuery, stubQuery } from './query.ts';
import type { Sql } from './query.ts';
import { readCatalog } from './read-catalog.ts';
import { elementOf, isoTime, relationshipOf, stubOf } from './rows.ts';

/** Rows read at once; between pages others may write. */
const PAGE = 500;

type Row = Record<string, unknown>;

/** The reading side of an embedded store. */
export interface StoreReader {
  element(guid: Guid, options?: ReadOptions): Promise<Element | undefined>;
  elementNamed(name: QualifiedName, options?: ReadOptions): Promise<Element | undefined>;
  elementsNamed(names: readonly QualifiedName[], options?: ReadOptions): Promise<readonly Element[]>;
  find(query: ElementQuery): AsyncIterable<Element>;
  relationships(guid: Guid, options?: ReadOptions): AsyncIterable<Relationship>;
  listRelationships(): Promise<RelationshipListing>;
  catalog(options?: Pick<ReadOptions, 'forLineage'>): AsyncIterable<CatalogEntry>;
  history(guid: Guid): Promise<readonly ElementVersion[]>;
}

/** Reads over a connection. */
export function storeReader(connection: StoreConnection, codes: Codes): StoreReader {
  addTextSearch(connection.database);
  const rowsOf = async (query: () => Sql): Promise<Row[]> =>
    connection.read(() => {
      const { text, parameters } = query();
      return connection.prepared(text).all(...parameters);
    });
  const one = async (column: 'guid' | 'name', value: string, options: ReadOptions): Promise<Element | undefined> => {
    const condition = { text: `e.${column} = ?`, parameters: [value] };
    const [row] = await rowsOf(() => elementQuery([condition], options, { after: 0, limit: 1 }, connection));
    return row && elementOf(row, codes, options.effectiveTime);
  };
  return {
    element: async (guid, options = {}) => one('guid', guid, options),
    elementNamed: async (name, options = {}) => one('name', name, options),
    async elementsNamed(names, options = {}) {
      const found: Element[] = [];
      for (const name of new Set(names)) {
        const element = await one('name', name, options);
        if (element !== undefined) found.push(element);
      }
      return found;
    },
    find: (query) => find(query, connection, codes),
    relationships: (guid, options = {}) => relationships(guid, options, connection, codes),
    listRelationships: async () => ({
      async atEnd2(guid, typeName) {
        const all = await Array.fromAsync(relationships(guid, { forLineage: true }, connection, codes));
        return all.filter((one) => one.typeName === typeName && one.end2.guid === guid);
      },
      close: () => undefined,
    }),
    catalog: (options = {}) => readCatalog(options, connection, codes),
    history: async (guid) => (await rowsOf(() => historyQuery(guid))).map((row) => versionOf(row, codes)),
  };
}

async function* find(query: ElementQuery, connection: StoreConnection, codes: Codes): AsyncIterable<Element> {
  let after = 0;
  let skip = query.startFrom ?? 0;
  let left = query.pageSize ?? Number.POSITIVE_INFINITY;
  while (left > 0) {
    const limit = Math.min(PAGE, left);
    const rows = await connection.read(() => {
      const conditions = conditionsOf(query, codes, connection);
      if (conditions === undefined) return [];
      const { text, parameters } = elementQuery(conditions, query, { after, limit, skip }, connection);
      return connection.prepared(text).all(...parameters);
    });
    for (const row of rows) yield elementOf(row, codes, query.effectiveTime);
    if (rows.length < limit) return;
    after = Number(rows.at(-1)?.['id']);
    skip = 0;
    left -= rows.length;
  }
}

/** A relationship to an element that may not be seen, such as a memento, is hidden with it. */
async function* relationships(
  guid: Guid,
  options: ReadOptions,
  connection: StoreConnection,
  codes: Codes,
): AsyncIterable<Relationship> {
  let after = 0;
  for (;;) {
    const { rows, ends } = await connection.read(() => relationshipPage(guid, options, after, connection));
    const stubs = new Map(ends.map((row) => [Number(row['id']), stubOf(row, codes)]));
    for (const row of rows) {
      const end1 = stubs.get(Number(row['end1']));
      const end2 = stubs.get(Number(row['end2']));
      if (end1 !== undefined && end2 !== undefined) yield relationshipOf(row, { end1, end2 }, codes);
    }
    if (rows.length < PAGE) return;
    after = Number(rows.at(-1)?.['id']);
  }
}

/** The next relationships at either end, in their order, and what names their ends: two look-ups cost less than one of both ends. */
function relationshipPage(
  guid: Guid,
  options: ReadOptions,
  after: number,
  connection: StoreConnection,
): { readonly rows: readonly Row[]; readonly ends: readonly Row[] } {
  const all = ({ text, parameters }: Sql): Row[] => connection.prepared(text).all(...parameters);
  const page = { after, limit: PAGE };
  const found = new Map<number, Row>();
  for (const element of elementIds(guid, connection)) {
    for (const end of ['end1', 'end2'] as const) {
      const query = relationshipQuery(element, end, options, page, connection);
      for (const row of all(query)) found.set(Number(row['id']), row);
    }
  }
  const ids = [...found.keys()].toSorted((one, other) => one - other).slice(0, PAGE);
  const rows = ids.map((id) => found.get(id)).filter((row) => row !== undefined);
  const ends = new Set(rows.flatMap((row) => [Number(row['end1']), Number(row['end2'])]));
  return { rows, ends: ends.size === 0 ? [] : all(stubQuery(ends, options, connection)) };
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
