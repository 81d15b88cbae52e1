import type { Element, PropertyMap, PropertyValue } from '../../../src/metadata/element.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import { valueOf } from './property-values.ts';
import type { Described } from './property-values.ts';
import type { ConditionBody, FindBody, SearchBody } from './request-bodies.ts';

/** Whether properties, of elements of a type, fulfil what a search asks of them. */
export function matches(
  type: Described | undefined,
  properties: PropertyMap,
  search: SearchBody | null | undefined,
): boolean {
  const conditions = search?.conditions ?? [];
  if (conditions.length === 0) return true;
  const isMet = (condition: ConditionBody): boolean =>
    condition.nestedConditions !== null && condition.nestedConditions !== undefined
      ? matches(type, properties, condition.nestedConditions)
      : fulfils(type, properties, condition);
  return meets(conditions, isMet, search?.matchCriteria);
}

/** Whether an element carries the classifications that a search asks for. */
export function matchesClassifications(element: Element, search: FindBody['matchClassifications']): boolean {
  const conditions = search?.conditions ?? [];
  if (conditions.length === 0) return true;
  return meets(
    conditions,
    ({ name, searchProperties }) =>
      element.classifications.some(
        (each) =>
          each.typeName === name && matches(typeRegistry().classification(name), each.properties, searchProperties),
      ),
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

/** Whether every condition says what is compared how: Egeria refuses a search in which one does not, or without any. */
export function isComplete(search: SearchBody | null | undefined): boolean {
  if (search === null || search === undefined) return true;
  const conditions = search.conditions ?? [];
  return (
    conditions.length > 0 &&
    conditions.every(({ property, operator, nestedConditions }) => {
      const isNested = nestedConditions !== null && nestedConditions !== undefined;
      const saysHow = typeof property === 'string' && typeof operator === 'string';
      return isNested ? isComplete(nestedConditions) : saysHow;
    })
  );
}

/** What an element does not have fulfils `NEQ`, `NOT_LIKE` and `IS_NULL` only. A value of another type is never equal. */
function fulfils(
  type: Described | undefined,
  properties: PropertyMap,
  { property, operator, value }: ConditionBody,
): boolean {
  const held = properties[property ?? ''];
  if (operator === 'IS_NULL') return held === undefined;
  if (operator === 'NOT_NULL') return held !== undefined;
  if (value === null || value === undefined) return false;
  const asked = valueOf(value);
  const isOfType = type?.properties.get(property ?? '')?.type.name === value.typeName;
  if (operator === 'EQ') return isOfType && isSame(held, asked);
  if (operator === 'NEQ') return !isOfType || !isSame(held, asked);
  if (!isOfType || held === undefined || asked === undefined) return operator?.includes('NOT_LIKE') === true;
  const isText = typeof held === 'string' && typeof asked === 'string';
  return isText && isTextOperator(operator) ? compareTexts(held, asked, operator) : compares(held, asked, operator);
}

function isSame(held: PropertyValue | undefined, asked: PropertyValue | undefined): boolean {
  return held !== undefined && JSON.stringify(held) === JSON.stringify(asked);
}

function isTextOperator(operator: ConditionBody['operator']): boolean {
  return /LIKE|WITH|CASE/u.test(operator ?? '');
}

function compareTexts(held: string, asked: string, operator: ConditionBody['operator']): boolean {
  const name = operator ?? '';
  if (name.startsWith('CASE_INSENSITIVE_')) {
    const rest = name.replace('CASE_INSENSITIVE_', '') as NonNullable<ConditionBody['operator']>;
    return compareTexts(held.toLowerCase(), asked.toLowerCase(), rest);
  }
  if (name === 'EQ') return held === asked;
  if (name === 'STARTS_WITH') return held.startsWith(asked);
  if (name === 'ENDS_WITH') return held.endsWith(asked);
  return held.includes(asked) === (name === 'LIKE');
}

function compares(held: PropertyValue, asked: PropertyValue, operator: ConditionBody['operator']): boolean {
  const name = operator ?? '';
  if (name.endsWith('E') && held === asked) return true;
  return name.startsWith('L') ? held < asked : held > asked;
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
  return operator === 'EQ' && typeof asked === 'string' ? [asked] : undefined;
}
