import { typeRegistry } from '../../metadata/types/type-registry.ts';
import type { ElementQuery, PropertyCondition, PropertyOperator } from '../open-metadata-store.ts';
import type { Codes } from './codes.ts';
import type { StoreConnection } from './connection.ts';
import { textCondition } from './full-text.ts';
import { elementIds, listOf } from './query.ts';
import type { Sql } from './query.ts';
import { ANCHORS } from './rows.ts';

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
  // Every element carries the classification of its anchor, which is in no row.
  if (query.classification !== undefined && query.classification !== ANCHORS) {
    conditions.push(classificationCondition(query.classification, query.effectiveTime));
  }
  if (query.anchoredTo !== undefined) {
    const { text, parameters } = listOf(query.anchoredTo.flatMap((guid) => elementIds(guid, connection)));
    conditions.push({ text: `e.anchor IN ${text}`, parameters });
  }
  if (query.text !== undefined) {
    const text = textCondition(query.text, query.asOfTime !== undefined, connection);
    if (text === undefined) return undefined;
    conditions.push(text);
  }
  return conditions;
}

function propertyCondition({ property, operator, value }: PropertyCondition): Sql {
  const subject = subjectOf(property);
  if (operator === 'IS_NULL') return { text: `${subject} IS NULL`, parameters: [] };
  if (operator === 'NOT_NULL') return { text: `${subject} IS NOT NULL`, parameters: [] };
  return {
    text: `${subject} ${COMPARISONS[operator]} ?`,
    parameters: [typeof value === 'boolean' ? Number(value) : (value ?? '')],
  };
}

/** The value of a property. What cannot be the name of one has none. */
function subjectOf(property: string): string {
  if (property === 'qualifiedName') return 'e.name';
  return /^\w+$/.test(property) ? `json_extract(e.properties, '$.${property}')` : 'NULL';
}

function classificationCondition(typeName: string, effectiveTime: string | undefined): Sql {
  const carries = `EXISTS (SELECT 1 FROM json_each(e.classifications) k WHERE k.value ->> '$.t' = ?`;
  if (effectiveTime === undefined) return { text: `${carries})`, parameters: [typeName] };
  const time = Date.parse(effectiveTime);
  return {
    text: `${carries} AND coalesce(k.value ->> '$.f' <= ?, 1) AND coalesce(k.value ->> '$.u' > ?, 1))`,
    parameters: [typeName, time, time],
  };
}
