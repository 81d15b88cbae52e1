import type { Guid } from '../../metadata/qualified-name.ts';
import type { SqliteDatabase } from '../../runtime/sqlite.ts';
import type { ReadOptions } from '../open-metadata-store.ts';
import { ELEMENT_ROW_COLUMNS } from './element-rows.ts';
import { ELEMENT_COLUMNS, ELEMENT_JOINS, RELATIONSHIP_COLUMNS, STUB_COLUMNS } from './rows.ts';

/** A piece of SQL with its parameters. */
export interface Sql {
  readonly text: string;
  readonly parameters: readonly (string | number)[];
}

/** A page in the order of ids. */
export interface Page {
  readonly after: number;
  readonly limit: number;
  readonly skip?: number;
}

/** A query for a page of elements: of now, or of the state as of a time. */
export function elementQuery(
  conditions: readonly Sql[],
  options: ReadOptions,
  page: Page,
  database: SqliteDatabase,
): Sql {
  const source = sourceOf('element', ELEMENT_ROW_COLUMNS, options, database);
  const all = [...conditions, ...effective('e', options), { text: 'e.id > ?', parameters: [page.after] }];
  if (options.forLineage !== true) all.push({ text: 'e.memento = 0', parameters: [] });
  return {
    text: `SELECT ${ELEMENT_COLUMNS} FROM ${source} e ${ELEMENT_JOINS}
      WHERE ${all.map((condition) => condition.text).join(' AND ')} ORDER BY e.id LIMIT ? OFFSET ?`,
    parameters: [...all.flatMap((condition) => condition.parameters), page.limit, page.skip ?? 0],
  };
}

const RELATIONSHIP_ROW_COLUMNS = `id, guid, type, end1, end2, properties, source, version, created, updated,
  effective_from, effective_to`;

/** A query for a page of an element's relationships, at either end. */
export function relationshipQuery(guid: Guid, options: ReadOptions, page: Page, database: SqliteDatabase): Sql {
  const elements = elementIds(guid, database);
  const source = sourceOf('relationship', RELATIONSHIP_ROW_COLUMNS, options, database);
  const all = [
    { text: `(r.end1 IN (${elements}) OR r.end2 IN (${elements}))`, parameters: [] },
    ...effective('r', options),
    { text: 'r.id > ?', parameters: [page.after] },
  ];
  return {
    text: `SELECT ${RELATIONSHIP_COLUMNS} FROM ${source} r
      JOIN change c ON c.id = r.created JOIN change u ON u.id = r.updated
      WHERE ${all.map((condition) => condition.text).join(' AND ')} ORDER BY r.id LIMIT ?`,
    parameters: [...all.flatMap((condition) => condition.parameters), page.limit],
  };
}

/** A query for what names the elements of these ids, as far as they may be seen. */
export function stubQuery(ids: Iterable<number>, options: ReadOptions, database: SqliteDatabase): Sql {
  const source = sourceOf('element', 'id, guid, type, name, properties, memento', options, database);
  const visible = options.forLineage === true ? '' : 'AND s.memento = 0';
  return {
    text: `SELECT ${STUB_COLUMNS} FROM ${source} s WHERE s.id IN (${[...ids].join(', ')}) ${visible}`,
    parameters: [],
  };
}

/** A query for all versions of an element, those of earlier elements with the same GUID first. */
export function historyQuery(guid: Guid): Sql {
  const text = `SELECT ${ELEMENT_COLUMNS}, u.source AS change_source, e.removed,
      x.time AS until_time, x.user_id AS until_user
    FROM (SELECT ${ELEMENT_ROW_COLUMNS}, NULL AS until, 0 AS removed FROM element WHERE guid = ?
          UNION ALL SELECT ${ELEMENT_ROW_COLUMNS}, until, removed FROM element_history WHERE guid = ?) e
    ${ELEMENT_JOINS} LEFT JOIN change x ON x.id = e.until ORDER BY e.id, e.version`;
  return { text, parameters: [guid, guid] };
}

/** The ids of the elements that have or had a GUID, for a list of SQL. */
export function elementIds(guid: Guid, database: SqliteDatabase): string {
  const rows = database
    .prepare('SELECT id FROM element WHERE guid = ? UNION SELECT id FROM element_history WHERE guid = ?')
    .all(guid, guid);
  return rows.map((row) => Number(row['id'])).join(', ');
}

/** The rows of now, or those of a time: what stands since then, and what stood then and was ended later. */
function sourceOf(
  table: 'element' | 'relationship',
  columns: string,
  { asOfTime }: ReadOptions,
  database: SqliteDatabase,
): string {
  if (asOfTime === undefined) return table;
  const row = database.prepare('SELECT max(id) AS id FROM change WHERE time <= ?').get(Date.parse(asOfTime));
  const change = Number(row?.['id'] ?? 0);
  return `(SELECT ${columns} FROM ${table} WHERE updated <= ${change}
    UNION ALL SELECT ${columns} FROM ${table}_history WHERE updated <= ${change} AND until > ${change})`;
}

/** Which rows are effective at the time asked for. */
function effective(alias: 'e' | 'r', { effectiveTime }: ReadOptions): Sql[] {
  if (effectiveTime === undefined) return [];
  const time = Date.parse(effectiveTime);
  return [
    {
      text: `(${alias}.effective_from IS NULL OR ${alias}.effective_from <= ?)
        AND (${alias}.effective_to IS NULL OR ${alias}.effective_to > ?)`,
      parameters: [time, time],
    },
  ];
}
