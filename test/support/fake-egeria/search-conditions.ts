import type { Element, PropertyMap, PropertyValue } from '../../../src/metadata/element.ts';
import { valueOf } from './property-values.ts';
import type { ConditionBody, FindBody, SearchBody } from './request-bodies.ts';

/** Whether properties fulfil what a search asks of them. */
export function matches(properties: PropertyMap, search: SearchBody | null | undefined): boolean {
  const conditions = search?.conditions ?? [];
  if (conditions.length === 0) return true;
  const isMet = (condition: ConditionBody): boolean =>
    condition.nestedConditions !== null && condition.nestedConditions !== undefined
      ? matches(properties, condition.nestedConditions)
      : fulfils(properties, condition);
  return meets(conditions, isMet, search?.matchCriteria);
}

/** Whether an element carries the classifications that a search asks for. */
export function matchesClassifications(element: Element, search: FindBody['matchClassifications']): boolean {
  const conditions = search?.conditions ?? [];
  if (conditions.length === 0) return true;
  return meets(
    conditions,
    ({ name, searchProperties }) =>
      element.classifications.some((each) => each.typeName === name && matches(each.properties, searchProperties)),
    search?.matchCriteria,
  );
}

function meets<Condition>(
  conditions: readonly Condition[],
  isMet: (condition: Condition) => boolean,
  criteria: SearchBody['matchCriteria'],
): boolean {
  if (criteria === 'NONE') return !conditions.some(isMet);
  return criteria === 'ANY' ? conditions.some(isMet) : conditions.every(isMet);
}

/** All properties of an element as a search sees them. */
export function searchable(element: Element): PropertyMap {
  const { qualifiedName, properties } = element;
  return qualifiedName === '' ? properties : { qualifiedName, ...properties };
}

/** What no element has fulfils `NEQ` and `IS_NULL` only; a property that no type has is nothing that anything has. */
function fulfils(properties: PropertyMap, { property, operator, value }: ConditionBody): boolean {
  const held = properties[property ?? ''];
  const asked = value === null || value === undefined ? undefined : valueOf(value);
  switch (operator ?? 'EQ') {
    case 'IS_NULL':
      return held === undefined;
    case 'NOT_NULL':
      return held !== undefined;
    case 'NEQ':
      return !isSame(held, asked);
    case 'EQ':
      return isSame(held, asked);
    case 'IN':
      return Array.isArray(asked) && asked.some((each: PropertyValue) => isSame(held, each));
    case 'LIKE':
      return typeof held === 'string' && typeof asked === 'string' && held.includes(asked);
    default:
      return held !== undefined && asked !== undefined && compares(held, asked, operator ?? 'EQ');
  }
}

function isSame(held: PropertyValue | undefined, asked: PropertyValue | undefined): boolean {
  return held !== undefined && JSON.stringify(held) === JSON.stringify(asked);
}

function compares(held: PropertyValue, asked: PropertyValue, operator: string): boolean {
  if (operator.endsWith('E') && held === asked) return true;
  return operator.startsWith('L') ? held < asked : held > asked;
}

/** The qualified names that a search can find something by at all, when it asks for names; `undefined` when any will do. */
export function namesAskedFor(search: SearchBody | null | undefined): readonly string[] | undefined {
  const conditions = search?.conditions ?? [];
  const names = conditions.map(nameAskedFor);
  if (search?.matchCriteria === 'NONE') return undefined;
  if (search?.matchCriteria === 'ANY' && conditions.length > 1) {
    return names.every((each) => each !== undefined) ? names.flat() : undefined;
  }
  return names.find((each) => each !== undefined);
}

function nameAskedFor({ property, operator, value, nestedConditions }: ConditionBody): readonly string[] | undefined {
  if (nestedConditions !== null && nestedConditions !== undefined) return namesAskedFor(nestedConditions);
  if (property !== 'qualifiedName' || value === null || value === undefined) return undefined;
  const asked = valueOf(value);
  if (operator === 'IN' && Array.isArray(asked)) return asked.map(String);
  return operator === 'EQ' && typeof asked === 'string' ? [asked] : undefined;
}
