import { randomUUID } from 'node:crypto';
import type { Relationship } from '../../../src/metadata/element.ts';
import { asGuid } from '../../../src/metadata/qualified-name.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { RelationshipType } from '../../../src/metadata/types/type-registry.ts';
import type { Json } from './element-json.ts';
import { repositoryFailure, unknownType } from './exceptions.ts';
import { callerOf, isoTime, parameter, writerOf } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { readProperties } from './property-values.ts';
import { DeleteBody, EffectivityBody, NewRelationshipBody, UpdateBody, readBody } from './request-bodies.ts';

const FFDC = 'org.odpi.openmetadata.frameworks.openmetadata.ffdc';
const REPOSITORY = 'org.odpi.openmetadata.repositoryservices.ffdc.exception';

export const relationshipWrites: readonly Operation[] = [
  {
    name: 'create-relationship',
    method: 'POST',
    path: '/related-elements',
    response: 'GUIDResponse',
    action: 'createRelatedElementsInStore',
    needsBody: true,
    run: relate,
  },
  {
    name: 'update-relationship',
    method: 'POST',
    path: '/related-elements/{guid}/update-properties',
    response: 'VoidResponse',
    action: 'updateRelationshipInStore',
    bodies: ['UpdatePropertiesRequestBody'],
    needsBody: true,
    run: updateRelationship,
  },
  {
    name: 'update-relationship-effectivity',
    method: 'POST',
    path: '/related-elements/{guid}/update-effectivity',
    response: 'VoidResponse',
    action: 'updateRelationshipEffectivityInStore',
    bodies: ['UpdateEffectivityDatesRequestBody'],
    needsBody: true,
    run: updateEffectivity,
  },
  {
    name: 'delete-relationship',
    method: 'POST',
    path: '/related-elements/{guid}/delete',
    response: 'VoidResponse',
    action: 'deleteRelationshipInStore',
    bodies: ['DeleteRelationshipRequestBody', 'OpenMetadataDeleteRequestBody'],
    run: deleteRelationship,
  },
];

async function relate(call: Call): Promise<Json> {
  const body = readBody(NewRelationshipBody, call.body);
  const { typeName = '<null>', metadataElement1GUID = '<null>', metadataElement2GUID = '<null>' } = body;
  const type = typeRegistry().relationship(typeName);
  if (type === undefined) throw unknownType(typeName, call);
  const end1 = await call.repository.visible(metadataElement1GUID, 'metadataElement1GUID', call);
  const end2 = await call.repository.visible(metadataElement2GUID, 'metadataElement2GUID', call);
  const isFit = isOf(end1.typeName, type.end1.type) && isOf(end2.typeName, type.end2.type);
  if (!isFit) throw repositoryFailure(`${FFDC}.InvalidParameterException`, 'createRelationship', call);
  const caller = callerOf(body);
  const properties = readProperties(type, body.properties, call);
  const effectivity = {
    effectiveFrom: isoTime(body.properties?.effectiveFrom),
    effectiveTo: isoTime(body.properties?.effectiveTo),
  };
  const existing = await call.repository.singleBetween(typeName, end1.guid, end2.guid);
  if (existing === undefined) {
    const guid = asGuid(`${typeName}-${randomUUID()}`);
    const relation = { kind: 'relate', guid, typeName, end1: end1.guid, end2: end2.guid, properties } as const;
    const [outcome] = await call.repository.write([{ ...relation, ...effectivity }], writerOf(call, caller));
    return { guid: outcome?.guid };
  }
  // Two elements are related once by most types: relating them again replaces the properties (recordings).
  call.repository.checkOwner(existing, caller, call);
  const update = { kind: 'update-relationship', guid: existing.guid, properties, replaceProperties: true } as const;
  await call.repository.write([update], writerOf(call, caller));
  return { guid: existing.guid };
}

function isOf(name: string, supertype: string): boolean {
  return typeRegistry().isSubtypeOf(name, supertype);
}

/** The relationship that a call is about, and its caller may change. */
async function ownRelationship(
  call: Call,
  caller: ReturnType<typeof callerOf>,
  repositoryMethod: string,
): Promise<{ readonly relationship: Relationship; readonly type: RelationshipType }> {
  const relationship = await call.repository.relationship(parameter(call, 'guid'));
  const type = typeRegistry().relationship(relationship?.typeName ?? '');
  if (relationship === undefined || type === undefined) {
    throw repositoryFailure(`${REPOSITORY}.RelationshipNotKnownException`, repositoryMethod, call);
  }
  call.repository.checkOwner(relationship, caller, call);
  return { relationship, type };
}

async function updateRelationship(call: Call): Promise<Json> {
  const body = readBody(UpdateBody, call.body);
  const caller = callerOf(body);
  const { relationship, type } = await ownRelationship(call, caller, 'updateRelationship');
  const properties = readProperties(type, body.properties, call);
  const replaceProperties = body.mergeUpdate === false;
  await call.repository.write(
    [{ kind: 'update-relationship', guid: relationship.guid, properties, replaceProperties }],
    writerOf(call, caller),
  );
  return {};
}

async function updateEffectivity(call: Call): Promise<Json> {
  const body = readBody(EffectivityBody, call.body);
  const caller = callerOf(body);
  const { relationship } = await ownRelationship(call, caller, 'updateRelationship');
  const [effectiveFrom, effectiveTo] = [isoTime(body.effectiveFrom), isoTime(body.effectiveTo)];
  await call.repository.write(
    [{ kind: 'update-effectivity', guid: relationship.guid, effectiveFrom, effectiveTo }],
    writerOf(call, caller),
  );
  return {};
}

async function deleteRelationship(call: Call): Promise<Json> {
  const caller = callerOf(readBody(DeleteBody, call.body));
  const { relationship } = await ownRelationship(call, caller, 'removeRelationship');
  await call.repository.write([{ kind: 'unrelate', guid: relationship.guid }], writerOf(call, caller));
  return {};
}
