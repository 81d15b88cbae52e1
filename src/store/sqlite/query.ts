import type { Guid } from '../../metadata/qualified-name.ts';
import type { ReadOptions } from '../open-metadata-store.ts';
import type { StoreConnection } from './connection.ts';
import { ELEMENT_ROW_COLUMNS } from './element-rows.ts';
import { ELEMENT_COLUMNS, ELEMENT_JOINS, RELATIONSHIP_COLUMNS, STUB_COLUMNS } from './rows.ts';

/** A piece of SQL with its parameters. What differs from call to call is a parameter, so that a text is prepared once. */
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
  connection: StoreConnection,
): Sql {
  const source = sourceOf('element', ELEMENT_ROW_COLUMNS, options, connection);
  const all = [...conditions, ...effective('e', options), { text: 'e.id > ?', parameters: [page.after] }];
  if (options.forLineage !== true) all.push({ text: 'e.memento = 0', parameters: [] });
  return {
    text: `SELECT ${ELEMENT_COLUMNS} FROM ${source.text} e ${ELEMENT_JOINS}
      WHERE ${all.map((condition) => condition.text).join(' AND ')} ORDER BY e.id ${limitOf(page)}`,
    parameters: [...source.parameters, ...all.flatMap((condition) => condition.parameters)],
  };
}

const RELATIONSHIP_ROW_COLUMNS = `id, guid, type, end1, end2, properties, source, version, created, updated,
  effective_from, effective_to`;

/** A query for a page of an element's relationships at one end. */
export function relationshipQuery(
  element: number,
  end: 'end1' | 'end2',
  options: ReadOptions,
  page: Page,
  connection: StoreConnection,
): Sql {
  const source = sourceOf('relationship', RELATIONSHIP_ROW_COLUMNS, options, connection);
  const all = [{ text: `r.${end} = ? AND r.id > ?`, parameters: [element, page.after] }, ...effective('r', options)];
  return {
    text: `SELECT ${RELATIONSHIP_COLUMNS} FROM ${source.text} r
      JOIN change c ON c.id = r.created JOIN change u ON u.id = r.updated
      WHERE ${all.map((condition) => condition.text).join(' AND ')} ORDER BY r.id ${limitOf(page)}`,
    parameters: [...source.parameters, ...all.flatMap((condition) => condition.parameters)],
  };
}

/** Where a walk through what is at end 2 of elements is: element by element, in the order of ids. */
export interface End2Position {
  readonly end2: number;
  readonly relationship: number;
}

/** A query for what is at end 2 of the elements up to one, from behind a position. */
export function end2Query({ end2, relationship }: End2Position, upTo: number, limit: number): Sql {
  return {
    text: `SELECT ${RELATIONSHIP_COLUMNS} FROM relationship r
      JOIN change c ON c.id = r.created JOIN change u ON u.id = r.updated
      WHERE (r.end2, r.id) > (?, ?) AND r.end2 <= ? ORDER BY r.end2, r.id LIMIT ${limit}`,
    parameters: [end2, relationship, upTo],
  };
}

/** A query for what names the elements of these ids, as far as they may be seen. */
export function stubQuery(ids: Iterable<number>, options: ReadOptions, connection: StoreConnection): Sql {
  const source = sourceOf('element', 'id, guid, type, name, properties, memento', options, connection);
  const list = listOf(ids);
  const visible = options.forLineage === true ? '' : 'AND s.memento = 0';
  return {
    text: `SELECT ${STUB_COLUMNS} FROM ${source.text} s WHERE s.id IN ${list.text} ${visible}`,
    parameters: [...source.parameters, ...list.parameters],
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

/** The ids of the elements that have or had a GUID. */
export function elementIds(guid: Guid, connection: StoreConnection): readonly number[] {
  const rows = connection
    .prepared('SELECT id FROM element WHERE guid = ? UNION SELECT id FROM element_history WHERE guid = ?')
    .all(guid, guid);
  return rows.map((row) => Number(row['id']));
}

/** A list of ids to stand behind IN. */
export function listOf(ids: Iterable<number>): Sql {
  return { text: '(SELECT value FROM json_each(?))', parameters: [JSON.stringify([...ids])] };
}

/** Written out: SQLite prepares a statement again whenever a limit that is a parameter is bound. */
function limitOf({ limit, skip = 0 }: Page): string {
  return skip === 0 ? `LIMIT ${limit}` : `LIMIT ${limit} OFFSET ${skip}`;
}

/** The rows of now, or those of a time: what stands since then, and what stood then and was ended later. */
function sourceOf(
  table: 'element' | 'relationship',
  columns: string,
  { asOfTime }: ReadOptions,
  connection: StoreConnection,
): Sql {
  if (asOfTime === undefined) return { text: table, parameters: [] };
  const row = connection.prepared('SELECT max(id) AS id FROM change WHERE time <= ?').get(Date.parse(asOfTime));
  const change = Number(row?.['id'] ?? 0);
  const text = `(SELECT ${columns} FROM ${table} WHERE updated <= ?
    UNION ALL SELECT ${columns} FROM ${table}_history WHERE updated <= ? AND until > ?)`;
  return { text, parameters: [change, change, change] };
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
