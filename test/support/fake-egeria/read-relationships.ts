import type { Element, Relationship } from '../../../src/metadata/element.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { Json } from './element-json.ts';
import { unknownElement, unknownRelationship, unknownType } from './exceptions.ts';
import { isoTime, parameter } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { listJson, pageOf } from './paging.ts';
import { readOf } from './read-elements.ts';
import { FindRelationshipsBody, ResultsBody, readBody } from './request-bodies.ts';
import { matches } from './search-conditions.ts';
import { shownRelationships } from './shown-relationships.ts';
import { visibleElement } from './visibility.ts';

const related = { response: 'RelatedMetadataElementListResponse', action: 'getRelatedMetadataElements' };
const between = { response: 'OpenMetadataRelationshipListResponse', action: 'getMetadataElementRelationships' };
const byGuid = {
  name: 'read-relationship',
  path: '/relationships/by-guid/{guid}',
  response: 'OpenMetadataRelationshipResponse',
  action: 'getRelationshipByGUID',
};
const linked = '/metadata-elements/{guid1}';

export const relationshipReads: readonly Operation[] = [
  {
    ...related,
    name: 'read-related-elements',
    method: 'POST',
    path: '/related-elements/{guid}/any-type',
    run: readRelated,
  },
  {
    ...related,
    name: 'read-related-elements',
    method: 'POST',
    path: '/related-elements/{guid}/type/{type}',
    run: readRelated,
  },
  {
    ...between,
    name: 'read-relationships-between',
    method: 'POST',
    path: `${linked}/linked-by-any-type/to-elements/{guid2}`,
    run: readBetween,
  },
  {
    ...between,
    name: 'read-relationships-between',
    method: 'POST',
    path: `${linked}/linked-by-type/{type}/to-elements/{guid2}`,
    run: readBetween,
  },
  {
    name: 'find-relationships',
    method: 'POST',
    path: '/relationships/by-search-conditions',
    response: 'OpenMetadataRelationshipListResponse',
    action: 'findRelationshipsBetweenMetadataElements',
    needsBody: true,
    run: findRelationships,
  },
  { ...byGuid, method: 'GET', run: readRelationship },
  { ...byGuid, method: 'POST', run: readRelationship },
];

/** The type that a path or a body names, with its subtypes; `undefined` when any will do. */
function typesOf(name: string | undefined, call: Call): ReadonlySet<string> | undefined {
  if (name === undefined || name === '') return undefined;
  if (typeRegistry().relationship(name) === undefined) throw unknownType(name, call);
  return typeRegistry().subtypesOf(name);
}

function optionsOf(call: Call) {
  const read = readOf(call);
  return {
    asOfTime: isoTime(read.asOfTime),
    effectiveTime: isoTime(read.effectiveTime),
    forLineage: read.forLineage === true,
  };
}

async function readRelated(call: Call): Promise<Json> {
  const body = readBody(ResultsBody, call.body);
  const page = pageOf<Relationship>(body, call, 'getRelationshipsByType');
  const types = typesOf(call.parameters['type'], call);
  // Without a body it is about what is effective now (recorded, "related without a body").
  const now = isoTime(call.repository.clock.now());
  const options = call.hasBody ? optionsOf(call) : { ...optionsOf(call), effectiveTime: now };
  const named = { guid: parameter(call, 'guid'), parameterName: 'elementGUID' };
  const start = await visibleElement(named, call.repository, call, readOf(call));
  const startingAtEnd = Number(call.query.get('startingAtEnd') ?? 0);
  const all = await call.repository.relationshipsOf(start.guid, options);
  const wanted = all.filter((one) => {
    const isAtEnd = [one.end1.guid, one.end2.guid].indexOf(start.guid) + 1 === startingAtEnd;
    return (types?.has(one.typeName) ?? true) && (startingAtEnd === 0 || isAtEnd);
  });
  const elementList: Json[] = [];
  for (const one of page.of(body.forDuplicateProcessing === true ? wanted : shownRelationships(wanted))) {
    const other = await call.repository.element((one.end1.guid === start.guid ? one.end2 : one.end1).guid, options);
    if (other !== undefined) elementList.push(call.json.related(one, other));
  }
  return {
    relatedElementList: {
      startingElement: call.json.element(start),
      ...listJson('elementList', elementList),
      ...mermaidGraph(elementList),
    },
  };
}

async function readBetween(call: Call): Promise<Json> {
  const body = readBody(ResultsBody, call.body);
  const page = pageOf<Relationship>(body, call);
  const types = typesOf(call.parameters['type'], call);
  const ends = [parameter(call, 'guid1'), parameter(call, 'guid2')];
  // What is at end 2 has fewer of them, as a rule: a column of its table.
  const all = await call.repository.relationshipsOf(parameter(call, 'guid2'), optionsOf(call));
  const wanted = all.filter(
    (each) => (types?.has(each.typeName) ?? true) && [each.end1, each.end2].every((end) => ends.includes(end.guid)),
  );
  return relationshipsJson(page.of(wanted), call);
}

async function findRelationships(call: Call): Promise<Json> {
  const body = readBody(FindRelationshipsBody, call.body);
  const page = pageOf<Relationship>(body, call, 'getRelationshipsForType');
  typesOf(body.relationshipTypeName, call);
  const all = await call.repository.relationshipsOfType(body.relationshipTypeName, optionsOf(call));
  const found = await relationshipList(
    page.of(
      all.filter((one) => matches(typeRegistry().relationship(one.typeName), one.properties, body.searchProperties)),
    ),
    call,
  );
  return { relationshipList: { ...listJson('relationships', found), ...mermaidGraph(found) } };
}

async function readRelationship(call: Call): Promise<Json> {
  const relationship = await call.repository.relationship(parameter(call, 'guid'), optionsOf(call));
  if (relationship === undefined) throw await notThere(parameter(call, 'guid'), call);
  return { element: await relationshipJson(relationship, call) };
}

/** There is no such relationship, or it waits for one of its ends. */
async function notThere(guid: string, call: Call): Promise<Error> {
  const waiting = call.repository.pending.get(guid)?.relationship;
  if (waiting === undefined) return unknownRelationship(guid, call);
  const one = { guid: waiting.entityOneProxy.guid, parameterName: 'relationship.getEntityOneProxy().getGUID()' };
  const two = { guid: waiting.entityTwoProxy.guid, parameterName: 'relationship.getEntityTwoProxy().getGUID()' };
  return unknownElement((await call.repository.element(one.guid)) === undefined ? one : two, call);
}

async function relationshipsJson(relationships: readonly Relationship[], call: Call): Promise<Json> {
  return { relationshipList: listJson('relationships', await relationshipList(relationships, call)) };
}

async function relationshipList(relationships: readonly Relationship[], call: Call): Promise<readonly Json[]> {
  const ends = new Map<string, Element>();
  const list: Json[] = [];
  for (const one of relationships) {
    const json = await relationshipJson(one, call, ends);
    if (json !== undefined) list.push(json);
  }
  return list;
}

/** The diagram that comes with some lists; Egeria's own is a long text that no client of ours reads. */
function mermaidGraph(list: readonly Json[]): Json {
  return list.length === 0 ? {} : { mermaidGraph: 'flowchart LR' };
}

/** @param ends what was read before */
async function relationshipJson(
  one: Relationship,
  call: Call,
  ends: Map<string, Element> = new Map(),
): Promise<Json | undefined> {
  const options = { ...optionsOf(call), forLineage: true };
  const endOf = async (guid: string): Promise<Element | undefined> => {
    const element = ends.get(guid) ?? (await call.repository.element(guid, options));
    if (element !== undefined) ends.set(guid, element);
    return element;
  };
  const end1 = await endOf(one.end1.guid);
  const end2 = await endOf(one.end2.guid);
  return end1 && end2 && call.json.relationship(one, { end1, end2 });
}
