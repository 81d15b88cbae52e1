import type { Element } from '../../../src/metadata/element.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { ElementQuery, ReadOptions } from '../../../src/store/open-metadata-store.ts';
import type { Json } from './element-json.ts';
import {
  missingBody,
  missingName,
  notSubtype,
  repositoryCauses,
  repositoryFailure,
  unknownType,
} from './exceptions.ts';
import { isoTime, parameter } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { listJson, pageOf } from './paging.ts';
import type { Page } from './paging.ts';
import { FindBody, ReadBody, ResultsBody, SearchStringBody, readBody } from './request-bodies.ts';
import { isComplete, matches, matchesClassifications, namesAskedFor, searchable } from './search-conditions.ts';
import { visibleElement } from './visibility.ts';

const ROOT = 'OpenMetadataRoot';

const reading = { name: 'read-element', response: 'OpenMetadataElementResponse', action: 'getMetadataElementByGUID' };
const listing = { method: 'POST', response: 'OpenMetadataElementsResponse' } as const;

export const elementReads: readonly Operation[] = [
  { ...reading, method: 'GET', path: '/metadata-elements/{guid}', run: readElement },
  {
    ...listing,
    name: 'find-elements',
    path: '/metadata-elements/by-search-conditions',
    action: 'findMetadataElements',
    run: findElements,
  },
  {
    ...listing,
    name: 'search-elements',
    path: '/metadata-elements/by-search-string',
    action: 'findElements',
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
  const named = { guid: parameter(call, 'guid'), parameterName: 'elementGUID' };
  return { element: call.json.element(await visibleElement(named, call.repository, call, readOf(call))) };
}

/** What every listing of elements is narrowed by; the anchor that a body names is not looked at by 6.1. */
function queryOf(body: ResultsBody, call: Call): ElementQuery {
  if ((body.asOfTime ?? 0) > call.repository.clock.now()) {
    throw repositoryFailure(repositoryCauses.invalidParameter, 'findEntities', call);
  }
  return {
    typeName: body.metadataElementTypeName,
    asOfTime: isoTime(body.asOfTime),
    effectiveTime: isoTime(body.effectiveTime),
    forLineage: body.forLineage === true,
  };
}

function checkTypes(body: ResultsBody, call: Call): void {
  for (const name of [body.metadataElementTypeName, ...body.metadataElementSubtypeNames]) {
    if (name === undefined || typeRegistry().entity(name) !== undefined) continue;
    throw typeRegistry().kindOf(name) === undefined ? unknownType(name, call) : notSubtype(name, ROOT, call);
  }
}

async function findElements(call: Call): Promise<Json> {
  if (!call.hasBody) throw missingBody(call);
  const body = readBody(FindBody, call.body);
  const page = pageOf<Element>(body, call);
  checkTypes(body, call);
  const { searchProperties, matchClassifications } = body;
  const isNarrowed = (searchProperties ?? matchClassifications ?? undefined) !== undefined;
  if (body.metadataElementTypeName === undefined && !isNarrowed) throw missingName('metadataElementTypeName', call);
  if (!isComplete(searchProperties)) throw repositoryFailure(repositoryCauses.invalidParameter, 'findEntities', call);
  const query = queryOf(body, call);
  const isWanted = (element: Element): boolean =>
    isOfTypes(element, body) &&
    matches(typeRegistry().entity(element.typeName), searchable(element), searchProperties) &&
    matchesClassifications(element, matchClassifications);
  const names = namesAskedFor(searchProperties);
  if (names !== undefined) {
    const found = await Promise.all([...new Set(names)].map((name) => call.repository.named(name, query)));
    return elementsJson(page.of(found.flat().filter(isWanted)), call);
  }
  return elementsJson(await listed(query, isNarrowed || hasSubtypes(body) ? isWanted : undefined, page, call), call);
}

function hasSubtypes(body: ResultsBody): boolean {
  return body.metadataElementSubtypeNames.length > 0;
}

function isOfTypes(element: Element, body: ResultsBody): boolean {
  const types = typeRegistry();
  const subtypes = body.metadataElementSubtypeNames;
  const isOf = (name: string | undefined): boolean => name === undefined || types.isSubtypeOf(element.typeName, name);
  return isOf(body.metadataElementTypeName) && (subtypes.length === 0 || subtypes.some((name) => isOf(name)));
}

/** A page of what is wanted; of everything when nothing says what is. */
async function listed(
  query: ElementQuery,
  isWanted: ((element: Element) => boolean) | undefined,
  page: Page<Element>,
  call: Call,
): Promise<readonly Element[]> {
  if (isWanted === undefined && !page.isSequenced) {
    const { startFrom, pageSize } = page;
    return call.repository.find({ ...query, startFrom, pageSize });
  }
  return page.of((await call.repository.find(query)).filter(isWanted ?? (() => true)));
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
  return elementsJson(await listed(queryOf(body, call), isWanted, page, call), call);
}

async function searchAnchored(call: Call): Promise<Json> {
  const body = readBody(SearchStringBody, call.body);
  const page = pageOf<Element>(body, call);
  const anchor = await call.repository.element(parameter(call, 'guid'));
  if (anchor === undefined) return {};
  const found = (await family(anchor, queryOf(body, call), call)).filter((element) => holdsText(element, body));
  const matching = page.of(found).map((each) => call.json.element(each));
  return { element: { ...call.json.element(anchor), ...listJson('matchingElements', matching) } };
}

/** What is anchored to an element. */
async function family(anchor: Element, options: ReadOptions, call: Call): Promise<readonly Element[]> {
  const members = call.repository.facts.anchoredTo(anchor.guid);
  const found = await Promise.all(members.map((guid) => call.repository.element(guid, options)));
  return found.filter((each) => each?.anchorGuid === anchor.guid).filter((each) => each !== undefined);
}

/** Whether a property that is text holds the text asked for, whatever its case; no text is held by all. */
function holdsText(element: Element, body: SearchStringBody): boolean {
  const asked = (body.searchString ?? '').toLowerCase();
  return Object.values(searchable(element)).some((value) => {
    if (typeof value !== 'string') return false;
    const held = value.toLowerCase();
    if (body.startsWith === true && !held.startsWith(asked)) return false;
    if (body.endsWith === true && !held.endsWith(asked)) return false;
    const isWhole = body.startsWith === true && body.endsWith === true;
    return isWhole ? held === asked : held.includes(asked);
  });
}

async function readAnchored(call: Call): Promise<Json> {
  const read = readOf(call);
  const named = { guid: parameter(call, 'guid'), parameterName: 'elementGUID' };
  const anchor = await visibleElement(named, call.repository, call, read);
  const options = { asOfTime: isoTime(read.asOfTime), effectiveTime: isoTime(read.effectiveTime) };
  const anchored = await family(anchor, options, call);
  const relationships = new Map<string, Json>();
  for (const one of [anchor, ...anchored]) {
    for (const relationship of await call.repository.relationshipsOf(one.guid, options)) {
      const end1 = await call.repository.element(relationship.end1.guid, options);
      const end2 = await call.repository.element(relationship.end2.guid, options);
      if (end1 === undefined || end2 === undefined) continue;
      relationships.set(relationship.guid, call.json.relationship(relationship, { end1, end2 }));
    }
  }
  return {
    element: {
      ...call.json.element(anchor),
      ...listJson(
        'anchoredElements',
        anchored.map((each) => call.json.element(each)),
      ),
      ...listJson('relationships', [...relationships.values()]),
      ...(anchored.length === 0 ? {} : { mermaidGraph: 'flowchart LR' }),
    },
  };
}

async function readHistory(call: Call): Promise<Json> {
  const { startFrom, pageSize } = pageOf<Element>(readBody(ResultsBody, call.body), call);
  const guid = parameter(call, 'guid');
  await visibleElement({ guid, parameterName: 'elementGUID' }, call.repository, call, { forLineage: true });
  // A page is cut out of the newest versions that fit into one: later pages are empty (recorded, "history, next page").
  const versions = (await call.repository.history(guid)).slice(-pageSize);
  return elementsJson(versions.slice(startFrom), call);
}
