import type { Guid } from '../../metadata/qualified-name.ts';
import type { SqliteDatabase } from '../../runtime/sqlite.ts';
import type { ReadOptions } from '../open-metadata-store.ts';
import { ELEMENT_COLUMNS, ELEMENT_JOINS, RELATIONSHIP_COLUMNS } from './rows.ts';

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

/** The elements of now, or the state as of a time: what stood then, and what was ended since. */
export function elementSource(options: ReadOptions, database: SqliteDatabase): Sql {
  if (options.asOfTime === undefined) return { text: 'element', parameters: [] };
  const change = lastChangeAt(options.asOfTime, database);
  const text = `(SELECT *, NULL AS until, 0 AS removed FROM element WHERE updated <= ?
    UNION ALL SELECT * FROM element_history WHERE updated <= ? AND until > ?)`;
  return { text, parameters: [change, change, change] };
}

/** A query for a page of elements. */
export function elementQuery(source: Sql, conditions: readonly Sql[], options: ReadOptions, page: Page): Sql {
  const all = [...conditions, ...visibility('e', options), { text: 'e.id > ?', parameters: [page.after] }];
  if (options.forLineage !== true) all.push({ text: 'e.memento = 0', parameters: [] });
  return {
    text: `SELECT ${ELEMENT_COLUMNS} FROM ${source.text} e ${ELEMENT_JOINS}
      WHERE ${all.map((condition) => condition.text).join(' AND ')} ORDER BY e.id LIMIT ? OFFSET ?`,
    parameters: [...source.parameters, ...all.flatMap((condition) => condition.parameters), page.limit, page.skip ?? 0],
  };
}

/** A query for a page of an element's relationships, at either end. */
export function relationshipQuery(guid: Guid, options: ReadOptions, page: Page, database: SqliteDatabase): Sql {
  const change = options.asOfTime === undefined ? undefined : lastChangeAt(options.asOfTime, database);
  const ids = `(SELECT id FROM element WHERE guid = ? UNION SELECT id FROM element_history WHERE guid = ?)`;
  const at = (table: string, until: string): string =>
    `SELECT id, guid, type, end1, end2, properties, source, version, created, updated, effective_from, effective_to
     FROM ${table} WHERE (end1 IN ${ids} OR end2 IN ${ids}) ${change === undefined ? '' : `AND updated <= ? ${until}`}`;
  const guids = [guid, guid, guid, guid];
  const now: Sql = { text: at('relationship', ''), parameters: change === undefined ? guids : [...guids, change] };
  const source: Sql =
    change === undefined
      ? now
      : {
          text: `${now.text} UNION ALL ${at('relationship_history', 'AND until > ?')}`,
          parameters: [...now.parameters, ...guids, change, change],
        };
  const ends =
    change === undefined
      ? 'element'
      : `(SELECT id, guid, type, name, properties FROM element
    UNION ALL SELECT id, guid, type, name, properties FROM element_history WHERE removed = 1)`;
  const all = [...visibility('r', options), { text: 'r.id > ?', parameters: [page.after] }];
  return {
    text: `SELECT r.id, ${RELATIONSHIP_COLUMNS} FROM (${source.text}) r
      JOIN ${ends} a ON a.id = r.end1 JOIN ${ends} b ON b.id = r.end2
      JOIN change c ON c.id = r.created JOIN change u ON u.id = r.updated
      WHERE ${all.map((condition) => condition.text).join(' AND ')} ORDER BY r.id LIMIT ?`,
    parameters: [...source.parameters, ...all.flatMap((condition) => condition.parameters), page.limit],
  };
}

/** Which rows are effective at the time asked for. */
function visibility(alias: 'e' | 'r', { effectiveTime }: ReadOptions): Sql[] {
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

function lastChangeAt(time: string, database: SqliteDatabase): number {
  const row = database.prepare('SELECT max(id) AS id FROM change WHERE time <= ?').get(Date.parse(time));
  return Number(row?.['id'] ?? 0);
}
