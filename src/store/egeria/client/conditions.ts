import type { Effectivity, Element } from '../../../metadata/element.ts';
import type { Guid } from '../../../metadata/qualified-name.ts';
import { metadataCollectionSource } from '../../metadata-collection.ts';
import type { PropertyCondition } from '../../open-metadata-store.ts';
import { doubled } from './apostrophes.ts';
import type { FindText } from './bodies.ts';
import type { BodyForm } from './dialects.ts';
import type { ElementListing, RemoteElement } from '../egeria-client.ts';
import { searchedValueText } from './property-values.ts';
import { ourTypeNames } from './type-names.ts';
import type { TypeNames } from './type-names.ts';

type TextSearch = BodyForm['textSearch'];

/** Every element is of this type: a listing must name one (Egeria 6.1). */
export const ROOT_TYPE = 'OpenMetadataRoot';

/**
 * What of a listing a server looks for by itself, as JSON text. It may find more than is meant, never less: what it
 * compares otherwise than the port does is left out here, and `fulfils` decides.
 */
export function findTextOf(
  listing: ElementListing,
  textSearch: TextSearch = 'operators',
  { propertyNames }: Pick<TypeNames, 'propertyNames'> = ourTypeNames,
): FindText {
  const { typeName = ROOT_TYPE, conditions = [], nameBeginning, classification, anchoredTo, words = [] } = listing;
  const carried = [
    ...(classification === undefined ? [] : [`{"name":${JSON.stringify(classification)}}`]),
    // `anchorGUID` of the request is ignored (6.1).
    ...(anchoredTo === undefined
      ? []
      : [`{"name":"Anchors","searchProperties":${equalsAny('anchorGUID', anchoredTo)}}`]),
  ];
  const searched = [
    ...beginningText(nameBeginning, textSearch),
    ...conditions.flatMap((condition) => {
      const places = propertyNames(condition.property).map((property) => ({ ...condition, property }));
      return anyOf(places.flatMap((place) => searchedText(place, textSearch) ?? []));
    }),
    ...words.flatMap((word) => occurrenceText(word, textSearch, propertyNames)),
  ];
  return {
    typeName,
    searchProperties: searched.length === 0 ? undefined : all(searched),
    matchClassifications: carried.length === 0 ? undefined : matching('SearchClassifications', 'ALL', carried),
  };
}

/**
 * The condition that an element has one of these qualified names; those with an apostrophe in both forms, where the server
 * doubles them.
 */
export function namesText(names: readonly string[], doubles: boolean): string {
  return equalsAny('qualifiedName', doubles ? names.flatMap(bothForms) : names);
}

/** The condition that an element is a metadata source of this program's, whatever a server makes of its apostrophe. */
export function sourcesText(): string {
  return equalsAny('source', bothForms(metadataCollectionSource));
}

function bothForms(text: string): readonly string[] {
  return text.includes("'") ? [text, doubled(text)] : [text];
}

function equalsAny(property: string, values: readonly string[]): string {
  const conditions = values.map((value) => conditionText(property, 'EQ', value));
  return matching('SearchProperties', 'ANY', conditions);
}

/** Whether an element is what a listing asks for. */
export function fulfils(element: Element, listing: ElementListing): boolean {
  const { conditions = [], nameBeginning = '', classification, anchoredTo, effectiveTime, words = [] } = listing;
  if (!element.qualifiedName.startsWith(nameBeginning)) return false;
  if (anchoredTo !== undefined && !isAnchoredTo(element, anchoredTo)) return false;
  if (classification !== undefined && !carries(element, classification)) return false;
  if (effectiveTime !== undefined && !isEffective(element, effectiveTime)) return false;
  if (words.length > 0 && !saysAll(element, words)) return false;
  return conditions.every((condition) => holds(element, condition));
}

/** Whether something is effective at a time: from its first moment on, until its last is over. */
export function isEffective({ effectiveFrom, effectiveTo }: Effectivity, time: string): boolean {
  const moment = Date.parse(time);
  const hasBegun = effectiveFrom === undefined || Date.parse(effectiveFrom) <= moment;
  return hasBegun && (effectiveTo === undefined || Date.parse(effectiveTo) > moment);
}

/** An element as it is at a time, its classifications each by their own dates; `undefined`: it is not effective then. */
export function effectiveAt(element: RemoteElement, time: string | undefined): RemoteElement | undefined {
  if (time === undefined) return element;
  if (!isEffective(element, time)) return undefined;
  return { ...element, classifications: element.classifications.filter((each) => isEffective(each, time)) };
}

function saysAll({ properties: { displayName, description } }: Element, words: readonly string[]): boolean {
  const text = `${textOf(displayName)}\n${textOf(description)}`.toLowerCase();
  return words.every((word) => text.includes(word.toLowerCase()));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isAnchoredTo({ guid, anchorGuid }: Element, anchors: readonly Guid[]): boolean {
  return anchorGuid !== guid && anchors.includes(anchorGuid);
}

function carries({ classifications }: Element, typeName: string): boolean {
  return classifications.some((classification) => classification.typeName === typeName);
}

/** Comparing in order is not sent: a repository in PostgreSQL compares numbers as texts (6.1). Nor is what has no words. */
function searchedText({ property, operator, value }: PropertyCondition, textSearch: TextSearch): string | undefined {
  if (operator === 'EQ' && typeof value === 'string' && property === 'qualifiedName') return nestedNames(value);
  if (operator === 'EQ' && (typeof value === 'boolean' || Number.isInteger(value))) {
    return conditionText(property, 'EQ', value);
  }
  if (operator === 'EQ' && typeof value === 'string' && !value.includes("'"))
    return conditionText(property, 'EQ', value);
  if (operator !== 'LIKE' || typeof value !== 'string') return undefined;
  // The longest stretch without a wildcard: the server knows none.
  const [longest = ''] = value.split(/[%_]/u).toSorted((one, other) => other.length - one.length);
  const text = likeText(longest);
  return text === undefined ? undefined : holdsText(property, text, textSearch);
}

/** A text that occurs in the display name or in the description, whatever its case. */
function occurrenceText(
  word: string,
  textSearch: TextSearch,
  propertyNames: TypeNames['propertyNames'],
): readonly string[] {
  const text = likeText(word);
  if (text === undefined) return [];
  const names = ['displayName', 'description'].flatMap(propertyNames);
  return anyOf(names.map((name) => holdsText(name, text, textSearch)));
}

/** Of several conditions one, of one that one. */
function anyOf(conditions: readonly string[]): readonly string[] {
  return conditions.length < 2
    ? conditions
    : [`{"nestedConditions":${matching('SearchProperties', 'ANY', conditions)}}`];
}

/** Up to an apostrophe, which may be doubled: `fulfils` decides. */
function beginningText(beginning: string | undefined, textSearch: TextSearch): readonly string[] {
  const [plain = ''] = beginning?.split("'") ?? [];
  if (plain === '') return [];
  return textSearch === 'operators'
    ? [conditionText('qualifiedName', 'STARTS_WITH', plain)]
    : [conditionText('qualifiedName', 'LIKE', `${quoted(plain)}.*`)];
}

/** A text occurs in a property, whatever its case. */
function holdsText(property: string, text: string, textSearch: TextSearch): string {
  return textSearch === 'operators'
    ? conditionText(property, 'CASE_INSENSITIVE_LIKE', text)
    : conditionText(property, 'LIKE', `(?i).*${quoted(text)}.*`);
}

/** As Java's regular expressions quote, and as repositories recognise it that know no others (5.3). */
function quoted(text: string): string {
  return String.raw`\Q${text.replaceAll(String.raw`\E`, String.raw`\E\\E\Q`)}\E`;
}

/** In both forms: `fulfils` decides. */
function nestedNames(name: string): string {
  return `{"nestedConditions":${namesText([name], true)}}`;
}

/** An apostrophe may be kept doubled (6.1 with PostgreSQL): the longest stretch without one is sent. */
function likeText(text: string): string | undefined {
  const [longest = ''] = text.split("'").toSorted((one, other) => other.length - one.length);
  return longest === '' ? undefined : longest;
}

/** A value that cannot be sent is left to `fulfils`: the property must be there at least. */
function conditionText(property: string, operator: string, value: string | number | boolean | undefined): string {
  const text = value === undefined ? undefined : searchedValueText(property, value);
  if (text === undefined) return `{"property":${JSON.stringify(property)},"operator":"NOT_NULL"}`;
  return `{"property":${JSON.stringify(property)},"operator":"${operator}","value":${text}}`;
}

function all(conditions: readonly string[]): string {
  return matching('SearchProperties', 'ALL', conditions);
}

function matching(className: string, matchCriteria: 'ALL' | 'ANY', conditions: readonly string[]): string {
  return `{"class":"${className}","matchCriteria":"${matchCriteria}","conditions":[${conditions.join(',')}]}`;
}

function holds({ qualifiedName, properties }: Element, { property, operator, value }: PropertyCondition): boolean {
  const found = property === 'qualifiedName' ? qualifiedName : properties[property];
  switch (operator) {
    case 'IS_NULL':
      return found === undefined;
    case 'NOT_NULL':
      return found !== undefined;
    case 'EQ':
      return found === value;
    case 'NEQ':
      return found !== value;
    case 'LIKE':
      return typeof found === 'string' && typeof value === 'string' && isLike(found, value);
    case 'LT':
    case 'LTE':
    case 'GT':
    case 'GTE':
      return isInOrder(found, operator, value);
    default:
      return operator satisfies never;
  }
}

function isInOrder(found: unknown, operator: 'LT' | 'LTE' | 'GT' | 'GTE', value: unknown): boolean {
  const isText = typeof found === 'string' && typeof value === 'string';
  if (!isText && !(typeof found === 'number' && typeof value === 'number')) return false;
  if (operator === 'LT') return found < value;
  if (operator === 'LTE') return found <= value;
  return operator === 'GT' ? found > value : found >= value;
}

function isLike(text: string, pattern: string): boolean {
  const source = pattern
    .replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  return new RegExp(`^${source}$`, 'isu').test(text);
}
