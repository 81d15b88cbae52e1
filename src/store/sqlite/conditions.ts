import { typeRegistry } from '../../metadata/types/type-registry.ts';
import type { ElementQuery, PropertyCondition, PropertyOperator } from '../open-metadata-store.ts';
import type { Codes } from './codes.ts';
import type { StoreConnection } from './connection.ts';
import type { Sql } from './query.ts';

const COMPARISONS: Readonly<Record<Exclude<PropertyOperator, 'IS_NULL' | 'NOT_NULL'>, string>> = {
  EQ: '=',
  NEQ: 'IS NOT',
  LT: '<',
  LTE: '<=',
  GT: '>',
  GTE: '>=',
  LIKE: 'LIKE',
};

/** The conditions of a query; `undefined` when nothing can fulfil them. */
export function conditionsOf(query: ElementQuery, codes: Codes, connection: StoreConnection): Sql[] | undefined {
  const conditions: Sql[] = [];
  if (query.typeName !== undefined) {
    const types = codes.knownTypeCodes(typeRegistry().subtypesOf(query.typeName));
    if (types.length === 0) return undefined;
    conditions.push({ text: `e.type IN (${types.join(', ')})`, parameters: [] });
  }
  for (const condition of query.conditions ?? []) conditions.push(propertyCondition(condition));
  if (query.classification !== undefined) {
    conditions.push({
      text: `EXISTS (SELECT 1 FROM json_each(e.classifications) k WHERE k.value ->> '$.t' = ?)`,
      parameters: [query.classification],
    });
  }
  if (query.anchor !== undefined) {
    const id = connection.database.prepare('SELECT id FROM element WHERE guid = ?').get(query.anchor)?.['id'];
    if (id === undefined) return undefined;
    conditions.push({ text: '(e.anchor = ? OR e.id = ?)', parameters: [Number(id), Number(id)] });
  }
  if (query.text !== undefined) {
    const text = textCondition(query.text, query.asOfTime !== undefined);
    if (text === undefined) return undefined;
    conditions.push(text);
  }
  return conditions;
}

function propertyCondition({ property, operator, value }: PropertyCondition): Sql {
  const isName = property === 'qualifiedName';
  const subject = isName ? 'e.name' : 'json_extract(e.properties, ?)';
  const parameters = isName ? [] : [`$."${property.replaceAll('"', String.raw`\"`)}"`];
  if (operator === 'IS_NULL') return { text: `${subject} IS NULL`, parameters };
  if (operator === 'NOT_NULL') return { text: `${subject} IS NOT NULL`, parameters };
  return {
    text: `${subject} ${COMPARISONS[operator]} ?`,
    parameters: [...parameters, typeof value === 'boolean' ? Number(value) : (value ?? '')],
  };
}

/** All words must occur. The index holds the present; a state of the past is searched without it. */
function textCondition(text: string, past: boolean): Sql | undefined {
  const words = text.match(/[\p{L}\p{N}]+\*?/gu);
  if (words === null) return undefined;
  if (!past) {
    const match = words.map((word) => (word.endsWith('*') ? `"${word.slice(0, -1)}"*` : `"${word}"`)).join(' AND ');
    return { text: 'e.id IN (SELECT rowid FROM search WHERE search MATCH ?)', parameters: [match] };
  }
  const body = `coalesce(e.properties ->> '$.displayName', '') || ' ' || coalesce(e.properties ->> '$.description', '')`;
  return {
    text: words.map(() => `${body} LIKE ?`).join(' AND '),
    parameters: words.map((word) => `%${word.replace('*', '')}%`),
  };
}
