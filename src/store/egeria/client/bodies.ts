import { InvalidMetadataError } from '../../../messages/error-kinds.ts';
import type { Effectivity, PropertyMap } from '../../../metadata/element.ts';
import type { QualifiedName } from '../../../metadata/qualified-name.ts';
import type { DeleteMethod, ReadOptions } from '../../open-metadata-store.ts';
import type { BodyForm } from './dialects.ts';
import { egeriaMessages } from '../messages.ts';
import type { NewClassification, NewRemoteElement, NewRemoteRelationship, Owner, Page } from '../egeria-client.ts';
import { propertyText, propertyValueMapText } from './property-values.ts';

/**
 * The bodies of requests, as JSON text. A server drops a field that it does not know without a word, so that each body
 * holds only fields that `body-schemas.ts` has; a test holds every one of them to it.
 */

/** The body that creates an element, with its anchor, its parent and its first classifications. */
export function createElementBody(form: BodyForm, element: NewRemoteElement, owner: Owner): string {
  const { anchorGuid, anchorScopeGuid, parent, classifications } = element;
  return object([
    field('class', 'NewOpenMetadataElementRequestBody'),
    field('typeName', element.typeName),
    `"isOwnAnchor":${anchorGuid === undefined}`,
    field('anchorGUID', anchorGuid),
    anchorScope(form, anchorScopeGuid),
    field('parentGUID', parent?.guid),
    field('parentRelationshipTypeName', parent?.relationshipTypeName),
    parent === undefined ? '' : `"parentAtEnd1":${parent.parentAtEnd1}`,
    parent === undefined ? '' : `"parentRelationshipProperties":${properties(form, parent.properties)}`,
    classifications.length === 0 ? '' : `"initialClassifications":${initialClassifications(form, classifications)}`,
    `"properties":${properties(form, element.properties, element, element.qualifiedName)}`,
    form.effectivity === 'body' ? dates(element) : '',
    source(owner),
  ]);
}

/** The body that updates an element, a relationship or a classification; a replaced element keeps its qualified name. */
export function updateBody(
  form: BodyForm,
  changed: PropertyMap,
  replace: boolean,
  owner: Owner,
  qualifiedName?: QualifiedName,
): string {
  return object([
    field('class', 'UpdatePropertiesRequestBody'),
    `"${form.merge}":${form.merge === 'mergeUpdate' ? !replace : replace}`,
    `"properties":${properties(form, changed, {}, replace ? qualifiedName : undefined)}`,
    FOR_LINEAGE,
    source(owner),
  ]);
}

/** The body that sets effectivity dates; an end that is absent is open. */
export function effectivityBody(form: BodyForm, effectivity: Effectivity, owner: Owner): string {
  return object([field('class', form.classes.updateEffectivity), dates(effectivity), FOR_LINEAGE, source(owner)]);
}

/** The body that removes an element, with what is anchored to it. Throws InvalidMetadataError where it cannot be archived. */
export function deleteElementBody(form: BodyForm, deleteMethod: DeleteMethod, owner: Owner): string {
  const { archiveElement, deleteElement } = form.classes;
  const className = deleteMethod === 'ARCHIVE' ? archiveElement : deleteElement;
  if (className === undefined) throw new InvalidMetadataError(egeriaMessages.cannotArchive());
  return object([
    field('class', className),
    // Archiving has a path of its own: with this method, Egeria 6.1 removes.
    form.deleteMethod && deleteMethod !== 'ARCHIVE' ? field('deleteMethod', deleteMethod) : '',
    form.cascade === undefined ? '' : `"${form.cascade}":true`,
    FOR_LINEAGE,
    source(owner),
  ]);
}

export function classifyBody(form: BodyForm, classification: NewClassification, owner: Owner): string {
  return object([
    field('class', form.classes.classify),
    `"properties":${properties(form, classification.properties, classification)}`,
    form.effectivity === 'body' ? dates(classification) : '',
    FOR_LINEAGE,
    source(owner),
  ]);
}

/** The body that takes a classification away: without the method, which Egeria 6.1 does not need here. */
export function declassifyBody(form: BodyForm, owner: Owner): string {
  return object([field('class', form.classes.declassify), FOR_LINEAGE, source(owner)]);
}

export function relateBody(form: BodyForm, relationship: NewRemoteRelationship, owner: Owner): string {
  return object([
    field('class', 'NewRelatedElementsRequestBody'),
    field('typeName', relationship.typeName),
    field('metadataElement1GUID', relationship.end1),
    field('metadataElement2GUID', relationship.end2),
    `"properties":${properties(form, relationship.properties, relationship)}`,
    form.effectivity === 'body' ? dates(relationship) : '',
    source(owner),
  ]);
}

/** The body that removes a relationship: Egeria 6.1 refuses it by the default method. */
export function unrelateBody(form: BodyForm, owner: Owner): string {
  return object([
    field('class', form.classes.unrelate),
    form.deleteMethod ? field('deleteMethod', 'SOFT_DELETE') : '',
    FOR_LINEAGE,
    source(owner),
  ]);
}

/** The body that reads one element or relationship. */
export function getBody(options: ReadOptions): string {
  return object([field('class', 'GetRequestBody'), readOptions(options)]);
}

/** The body that reads a page of what is related to an element. */
export function resultsBody(form: BodyForm, page: Page, options: ReadOptions): string {
  return object([field('class', 'ResultsRequestBody'), EVERY_ONE, listing(form, page, options)]);
}

/** The body that reads a page of an element's history, oldest first. */
export function historyBody(form: BodyForm, page: Page): string {
  return object([field('class', 'HistoryRequestBody'), paging(form, page), '"oldestFirst":true,"forLineage":true']);
}

/** Which elements a server looks for; what stands here is JSON text. */
export interface FindText {
  readonly typeName: string;
  readonly searchProperties?: string | undefined;
  readonly matchClassifications?: string | undefined;
}

/** The body that reads a page of the elements that fulfil conditions. */
export function findBody(form: BodyForm, find: FindText, page: Page, options: ReadOptions): string {
  return object([
    field('class', 'FindRequestBody'),
    field('metadataElementTypeName', find.typeName),
    find.searchProperties === undefined ? '' : `"searchProperties":${find.searchProperties}`,
    find.matchClassifications === undefined ? '' : `"matchClassifications":${find.matchClassifications}`,
    listing(form, page, options),
  ]);
}

/** The body that reads a page of all relationships of a type. */
export function findRelationshipsBody(form: BodyForm, typeName: string, page: Page, options: ReadOptions): string {
  return object([
    field('class', 'FindRelationshipRequestBody'),
    field('relationshipTypeName', typeName),
    listing(form, page, options),
  ]);
}

/** What of a read stands in the query, where the body cannot say it. */
export function readQuery(
  { asOfTime, effectiveTime, forLineage }: ReadOptions,
  page?: Page,
  { showsEveryOne = false }: { readonly showsEveryOne?: boolean } = {},
): string {
  const query = new URLSearchParams();
  if (showsEveryOne) query.set('forDuplicateProcessing', 'true');
  if (forLineage === true) query.set('forLineage', 'true');
  if (asOfTime !== undefined) query.set('asOfTime', String(Date.parse(asOfTime)));
  if (effectiveTime !== undefined) query.set('effectiveTime', String(Date.parse(effectiveTime)));
  if (page !== undefined) {
    query.set('startFrom', String(page.startFrom));
    query.set('pageSize', String(page.pageSize));
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/**
 * Of several relationships of an element where its type allows one, such as a column's foreign keys, a server shows the
 * last one that was changed; asked this way, it shows all (6.1).
 */
const EVERY_ONE = '"forDuplicateProcessing":true';

/** What is archived may be changed and removed, too. */
const FOR_LINEAGE = '"forLineage":true';

function object(fields: readonly string[]): string {
  let text = '';
  for (const each of fields) if (each !== '') text += text === '' ? each : `,${each}`;
  return `{${text}}`;
}

function field(name: string, value: string | undefined): string {
  return value === undefined ? '' : `"${name}":${JSON.stringify(value)}`;
}

function properties(
  form: BodyForm,
  values: PropertyMap,
  effectivity: Effectivity = {},
  qualifiedName?: QualifiedName,
): string {
  let map = propertyValueMapText(values);
  if (qualifiedName !== undefined && qualifiedName !== '') {
    const first = propertyText('qualifiedName', qualifiedName);
    map = map === '{}' ? `{${first}}` : `{${first},${map.slice(1)}`;
  }
  return object([
    field('class', form.newProperties),
    `"propertyValueMap":${map}`,
    form.effectivity === 'properties' ? dates(effectivity) : '',
  ]);
}

function anchorScope({ anchorScope: name }: BodyForm, guid: string | undefined): string {
  if (guid === undefined) return '';
  return name === 'anchorScopeGUIDs' ? `"${name}":[${JSON.stringify(guid)}]` : field(name, guid);
}

function initialClassifications(form: BodyForm, classifications: readonly NewClassification[]): string {
  return object(classifications.map((each) => `"${each.typeName}":${properties(form, each.properties)}`));
}

function dates({ effectiveFrom, effectiveTo }: Effectivity): string {
  const texts = [field('effectiveFrom', effectiveFrom), field('effectiveTo', effectiveTo)];
  return texts.filter((text) => text !== '').join(',');
}

/** Both or neither: half of a source is taken for none (6.1). */
function source(owner: Owner): string {
  if (owner === undefined) return '';
  return `${field('externalSourceGUID', owner.guid)},${field('externalSourceName', owner.name)}`;
}

function readOptions({ asOfTime, effectiveTime, forLineage }: ReadOptions): string {
  const texts = [
    field('asOfTime', asOfTime),
    field('effectiveTime', effectiveTime),
    forLineage === true ? FOR_LINEAGE : '',
  ];
  return texts.filter((text) => text !== '').join(',');
}

function paging(form: BodyForm, { startFrom, pageSize }: Page): string {
  return form.paging === 'body' ? `"startFrom":${startFrom},"pageSize":${pageSize}` : '';
}

/** The default follows changes while pages are read. */
const sequencingOrders = { 'oldest first': 'CREATION_DATE_OLDEST', 'newest first': 'CREATION_DATE_RECENT' } as const;

function listing(form: BodyForm, page: Page, options: ReadOptions): string {
  const texts = [
    paging(form, page),
    `"sequencingOrder":"${page.order === undefined ? 'GUID' : sequencingOrders[page.order]}"`,
    // The default is to walk five relationships deep around each element (6.1).
    form.graphQueryDepth ? '"graphQueryDepth":0' : '',
    readOptions(options),
  ];
  return texts.filter((text) => text !== '').join(',');
}
