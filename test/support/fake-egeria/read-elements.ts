import type { Element } from '../../../src/metadata/element.ts';
import { asGuid } from '../../../src/metadata/qualified-name.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { ElementQuery } from '../../../src/store/open-metadata-store.ts';
import type { Json } from './element-json.ts';
import { unknownType } from './exceptions.ts';
import { isoTime, parameter } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { listJson, pageOf } from './paging.ts';
import type { Page } from './paging.ts';
import { FindBody, ReadBody, ResultsBody, SearchStringBody, readBody } from './request-bodies.ts';
import { matches, matchesClassifications, namesAskedFor, searchable } from './search-conditions.ts';

const reading = { name: 'read-element', response: 'OpenMetadataElementResponse', action: 'getMetadataElementByGUID' };
const listing = { method: 'POST', response: 'OpenMetadataElementsResponse' } as const;

export const elementReads: readonly Operation[] = [
  { ...reading, method: 'GET', path: '/metadata-elements/{guid}', run: readElement },
  {
    ...listing,
    name: 'find-elements',
    path: '/metadata-elements/by-search-conditions',
    action: 'findMetadataElements',
    needsBody: true,
    run: findElements,
  },
  {
    ...listing,
    name: 'search-elements',
    path: '/metadata-elements/by-search-string',
    action: 'findMetadataElementsWithString',
    needsBody: true,
    run: searchElements,
  },
  {
    name: 'search-anchored-elements',
    method: 'POST',
    path: '/metadata-elements/by-search-string/for-anchor/{guid}',
    response: 'AnchorSearchMatchesResponse',
    action: 'findElementsForAnchor',
    needsBody: true,
    run: searchAnchored,
  },
  {
    name: 'read-anchored-elements',
    method: 'POST',
    path: '/metadata-elements/{guid}/with-anchored-elements',
    response: 'OpenMetadataGraphResponse',
    action: 'getAnchoredElementsGraph',
    run: readAnchored,
  },
  {
    ...listing,
    name: 'read-history',
    path: '/metadata-elements/{guid}/history',
    action: 'getMetadataElementHistory',
    run: readHistory,
  },
  // The last of them: what is no other path is taken for a GUID (recordings, "by unique name").
  { ...reading, method: 'POST', path: '/metadata-elements/{guid}', run: readElement },
];

/** The state that a read is of: from its body, or from its query. */
export function readOf(call: Call): ReadBody {
  const body = readBody(ReadBody, call.body);
  const isForLineage = body.forLineage === true || call.query.get('forLineage') === 'true';
  const effectiveTime = body.effectiveTime ?? (Number(call.query.get('effectiveTime') ?? 0) || undefined);
  return { ...body, forLineage: isForLineage, effectiveTime };
}

async function readElement(call: Call): Promise<Json> {
  const element = await call.repository.visible(parameter(call, 'guid'), 'elementGUID', call, readOf(call));
  return { element: call.json.element(element) };
}

/** What every listing of elements is narrowed by. */
function queryOf(body: ResultsBody): ElementQuery {
  return {
    typeName: body.metadataElementTypeName,
    anchor: body.anchorGUID === undefined ? undefined : asGuid(body.anchorGUID),
    asOfTime: isoTime(body.asOfTime),
    effectiveTime: isoTime(body.effectiveTime),
    forLineage: body.forLineage === true,
  };
}

function checkTypes(body: ResultsBody, call: Call): void {
  for (const name of [body.metadataElementTypeName, ...body.metadataElementSubtypeNames]) {
    if (name !== undefined && name !== '' && typeRegistry().entity(name) === undefined) throw unknownType(name, call);
  }
}

async function findElements(call: Call): Promise<Json> {
  const body = readBody(FindBody, call.body);
  const page = pageOf<Element>(body, call);
  checkTypes(body, call);
  const isWanted = (element: Element): boolean =>
    isOfTypes(element, body) &&
    matches(searchable(element), body.searchProperties) &&
    matchesClassifications(element, body.matchClassifications);
  const names = namesAskedFor(body.searchProperties);
  if (names !== undefined) {
    const found = await Promise.all([...new Set(names)].map((name) => call.repository.named(name, queryOf(body))));
    const inAnchor = found
      .flat()
      .filter((each) => body.anchorGUID === undefined || isAnchoredTo(each, body.anchorGUID));
    return elementsJson(page.of(inAnchor.filter(isWanted)), call);
  }
  const isPlain = body.searchProperties?.conditions?.length === undefined && body.matchClassifications === undefined;
  if (isPlain && !page.isSequenced && body.metadataElementSubtypeNames.length === 0) {
    const { startFrom, pageSize } = page;
    const elements = await Array.fromAsync(call.repository.find({ ...queryOf(body), startFrom, pageSize }));
    return elementsJson(elements, call);
  }
  return elementsJson(await listed(queryOf(body), isWanted, page, call), call);
}

function isOfTypes(element: Element, body: ResultsBody): boolean {
  const types = typeRegistry();
  const subtypes = body.metadataElementSubtypeNames;
  const isOf = (name: string | undefined): boolean => name === undefined || types.isSubtypeOf(element.typeName, name);
  return isOf(body.metadataElementTypeName) && (subtypes.length === 0 || subtypes.some((name) => isOf(name)));
}

function isAnchoredTo(element: Element, anchor: string): boolean {
  return element.anchorGuid === anchor || element.guid === anchor;
}

async function listed(
  query: ElementQuery,
  isWanted: (element: Element) => boolean,
  page: Page<Element>,
  call: Call,
): Promise<readonly Element[]> {
  const wanted: Element[] = [];
  for await (const element of call.repository.find(query)) {
    if (isWanted(element)) wanted.push(element);
    if (!page.isSequenced && wanted.length === page.startFrom + page.pageSize) break;
  }
  return page.of(wanted);
}

function elementsJson(elements: readonly Element[], call: Call): Json {
  return listJson(
    'elements',
    elements.map((each) => call.json.element(each)),
  );
}

async function searchElements(call: Call): Promise<Json> {
  const body = readBody(SearchStringBody, call.body);
  const page = pageOf<Element>(body, call);
  checkTypes(body, call);
  const isWanted = (element: Element): boolean => isOfTypes(element, body) && holdsText(element, body);
  return elementsJson(await listed(queryOf(body), isWanted, page, call), call);
}

async function searchAnchored(call: Call): Promise<Json> {
  const body = readBody(SearchStringBody, call.body);
  const page = pageOf<Element>(body, call);
  const anchor = await call.repository.visible(parameter(call, 'guid'), 'anchorGUID', call, readOf(call));
  const isWanted = (element: Element): boolean => element.guid !== anchor.guid && holdsText(element, body);
  const found = await listed({ ...queryOf(body), anchor: anchor.guid }, isWanted, page, call);
  const matching = listJson(
    'matchingElements',
    found.map((each) => call.json.element(each)),
  );
  return { element: { ...call.json.element(anchor), ...matching } };
}

/** Whether a property that is text holds the text asked for; no text is held by all. */
function holdsText(element: Element, body: SearchStringBody): boolean {
  const folded = (text: string): string => (body.ignoreCase === true ? text.toLowerCase() : text);
  const asked = folded(body.searchString ?? '');
  return Object.values(searchable(element)).some((value) => {
    if (typeof value !== 'string') return false;
    const held = folded(value);
    if (body.startsWith === true && !held.startsWith(asked)) return false;
    if (body.endsWith === true && !held.endsWith(asked)) return false;
    return held.includes(asked);
  });
}

async function readAnchored(call: Call): Promise<Json> {
  const read = readOf(call);
  const anchor = await call.repository.visible(parameter(call, 'guid'), 'elementGUID', call, read);
  const options = { asOfTime: isoTime(read.asOfTime), effectiveTime: isoTime(read.effectiveTime) };
  const family = await Array.fromAsync(call.repository.find({ ...options, anchor: anchor.guid }));
  const relationships = new Map<string, Json>();
  for (const one of family) {
    for (const relationship of await call.repository.relationshipsOf(one.guid, options)) {
      const end1 = await call.repository.element(relationship.end1.guid, options);
      const end2 = await call.repository.element(relationship.end2.guid, options);
      if (end1 === undefined || end2 === undefined) continue;
      relationships.set(relationship.guid, call.json.relationship(relationship, { end1, end2 }));
    }
  }
  const anchored = family.filter((one) => one.guid !== anchor.guid).map((one) => call.json.element(one));
  return {
    element: {
      ...call.json.element(anchor),
      ...listJson('anchoredElements', anchored),
      ...listJson('relationships', [...relationships.values()]),
    },
  };
}

async function readHistory(call: Call): Promise<Json> {
  const body = readBody(ResultsBody, call.body);
  const page = pageOf<Element>(body, call);
  const guid = parameter(call, 'guid');
  const versions = await call.repository.store.history(asGuid(guid));
  if (versions.length === 0) await call.repository.visible(guid, 'elementGUID', call);
  return elementsJson(page.of(versions.map((each) => call.repository.names.of(each.element))), call);
}
