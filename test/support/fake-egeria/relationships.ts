import { randomUUID } from 'node:crypto';
import type { Relationship } from '../../../src/metadata/element.ts';
import { asGuid } from '../../../src/metadata/qualified-name.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { Json } from './element-json.ts';
import {
  missingGuid,
  missingName,
  repositoryCauses,
  repositoryFailure,
  unknownRelationship,
  unknownType,
} from './exceptions.ts';
import { callerOf, isoTime, parameter, writerOf } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { newProperties, readProperties, updatedProperties } from './property-values.ts';
import { DeleteBody, EffectivityBody, NewRelationshipBody, UpdateBody, readBody } from './request-bodies.ts';
import { checkOwner, visibleElement } from './visibility.ts';

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
    action: 'updateRelatedElementsInStore',
    needsBody: true,
    run: updateRelationship,
  },
  {
    name: 'update-relationship-effectivity',
    method: 'POST',
    path: '/related-elements/{guid}/update-effectivity',
    response: 'VoidResponse',
    action: 'updateRelatedElementsStatusInStore',
    needsBody: true,
    run: updateEffectivity,
  },
  {
    name: 'delete-relationship',
    method: 'POST',
    path: '/related-elements/{guid}/delete',
    response: 'VoidResponse',
    action: 'deleteRelationshipInStore',
    needsBody: true,
    run: deleteRelationship,
  },
];

async function relate(call: Call): Promise<Json> {
  const body = readBody(NewRelationshipBody, call.body);
  const { typeName } = body;
  if (typeName === undefined) throw missingName('relationshipTypeName', call);
  const type = typeRegistry().relationship(typeName);
  if (type === undefined) throw unknownType(typeName, call);
  const end1 = await endOf('metadataElement1GUID', body.metadataElement1GUID, call);
  const end2 = await endOf('metadataElement2GUID', body.metadataElement2GUID, call);
  const isFit = isOf(end1.typeName, type.end1.type) && isOf(end2.typeName, type.end2.type);
  if (!isFit) throw repositoryFailure(repositoryCauses.invalidParameter, 'createRelationship', call);
  const caller = callerOf(body);
  const properties = newProperties(type, body.properties, call);
  const existing = await call.repository.singleBetween(typeName, end1.guid, end2.guid);
  if (existing === undefined) {
    const guid = asGuid(`${typeName}-${randomUUID()}`);
    const [effectiveFrom, effectiveTo] = [
      isoTime(body.properties?.effectiveFrom),
      isoTime(body.properties?.effectiveTo),
    ];
    const ends = { end1: end1.guid, end2: end2.guid };
    await call.repository.write(
      [{ kind: 'relate', guid, typeName, ...ends, properties, effectiveFrom, effectiveTo }],
      writerOf(call, caller),
    );
    return { guid };
  }
  // Two elements are related once by most types: relating them again replaces the properties (recordings).
  checkOwner(existing, caller, call.repository, call);
  const update = { kind: 'update-relationship', guid: existing.guid, properties, replaceProperties: true } as const;
  await call.repository.write([update], writerOf(call, caller));
  return { guid: existing.guid };
}

async function endOf(parameterName: string, guid: string | undefined, call: Call) {
  if (guid === undefined) throw missingGuid(parameterName, call);
  return visibleElement({ guid, parameterName }, call.repository, call);
}

function isOf(name: string, supertype: string): boolean {
  return typeRegistry().isSubtypeOf(name, supertype);
}

async function updateRelationship(call: Call): Promise<Json> {
  const body = readBody(UpdateBody, call.body);
  const caller = callerOf(body);
  const relationship = await known(call);
  const type = typeRegistry().relationship(relationship?.typeName ?? '');
  if (relationship === undefined || type === undefined) throw unknownRelationship(parameter(call, 'guid'), call);
  checkOwner(relationship, caller, call.repository, call);
  const read = readProperties(type, body.properties, call);
  const properties = updatedProperties(relationship.properties, read, body.mergeUpdate !== false);
  await call.repository.write(
    [{ kind: 'update-relationship', guid: relationship.guid, properties, replaceProperties: true }],
    writerOf(call, caller),
  );
  return {};
}

async function known(call: Call): Promise<Relationship | undefined> {
  return call.repository.relationship(parameter(call, 'guid'));
}

/** There is such a call, and it always fails. */
async function updateEffectivity(call: Call): Promise<Json> {
  readBody(EffectivityBody, call.body);
  if ((await known(call)) === undefined) throw unknownRelationship(parameter(call, 'guid'), call);
  throw missingName('relationshipGUIDTypeName', call);
}

async function deleteRelationship(call: Call): Promise<Json> {
  const caller = callerOf(readBody(DeleteBody, call.body));
  const relationship = await known(call);
  if (relationship === undefined) {
    throw repositoryFailure(repositoryCauses.relationshipNotKnown, 'removeRelationship', call);
  }
  checkOwner(relationship, caller, call.repository, call);
  await call.repository.write([{ kind: 'unrelate', guid: relationship.guid }], writerOf(call, caller));
  return {};
}
