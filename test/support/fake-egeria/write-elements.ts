import { randomUUID } from 'node:crypto';
import type { Element } from '../../../src/metadata/element.ts';
import { asGuid, asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import type { Guid } from '../../../src/metadata/qualified-name.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { EntityType, RelationshipType } from '../../../src/metadata/types/type-registry.ts';
import type { Mutation, NewElement } from '../../../src/store/open-metadata-store.ts';
import { anchorAt } from './anchors.ts';
import type { Json } from './element-json.ts';
import {
  missingName,
  nameTaken,
  notSubtype,
  repositoryCauses,
  repositoryFailure,
  unknownType,
  wrongClassification,
  wrongProperties,
} from './exceptions.ts';
import type { Anchor } from './facts.ts';
import { callerOf, isoTime, parameter, writerOf } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { newProperties, readProperties, updatedProperties } from './property-values.ts';
import { EffectivityBody, NewElementBody, UpdateBody, readBody } from './request-bodies.ts';
import { searchable } from './search-conditions.ts';
import { checkOwner, visibleElement } from './visibility.ts';

export const elementWrites: readonly Operation[] = [
  {
    name: 'create-element',
    method: 'POST',
    path: '/metadata-elements',
    response: 'GUIDResponse',
    action: 'createMetadataElementInStore',
    needsBody: true,
    run: createElement,
  },
  {
    name: 'update-element',
    method: 'POST',
    path: '/metadata-elements/{guid}/update-properties',
    response: 'BooleanResponse',
    action: 'updateMetadataElementInStore',
    failing: { flag: true },
    needsBody: true,
    run: updateElement,
  },
  {
    name: 'update-element-effectivity',
    method: 'POST',
    path: '/metadata-elements/{guid}/update-effectivity',
    response: 'VoidResponse',
    action: 'updateMetadataElementEffectivityInStore',
    needsBody: true,
    run: updateEffectivity,
  },
];

async function createElement(call: Call): Promise<Json> {
  const body = readBody(NewElementBody, call.body);
  const caller = callerOf(body);
  if (body.typeName === undefined) throw missingName('metadataElementTypeName', call);
  const type = typeRegistry().entity(body.typeName);
  if (type === undefined) throw unknownType(body.typeName, call);
  const guid = asGuid(`${type.name}-${randomUUID()}`);
  const parent = await parentOf(body, call);
  const element = await newElement(guid, type, body, call);
  const anchors = await anchorsOf(guid, type, body, call);
  const by = writerOf(call, caller);
  await call.repository.write([{ kind: 'create-element', element }], by, anchors);
  // What is wrong with the relationship shows when the element is there already, and there it stays (recorded, "find e5c").
  if (parent !== undefined) {
    await call.repository.write([relationshipToParent(guid, type, parent, body, call)], by);
  }
  return { guid };
}

async function newElement(
  guid: NewElement['guid'],
  type: EntityType,
  body: NewElementBody,
  call: Call,
): Promise<NewElement> {
  const { qualifiedName, ...properties } = newProperties(type, body.properties, call);
  const name = typeof qualifiedName === 'string' ? qualifiedName : '';
  const isNamed = typeRegistry().uniqueAttribute(type.name) !== undefined;
  if (isNamed && name === '') throw missingName('qualifiedName', call);
  if (isNamed && (await call.repository.named(name)).length > 0) throw nameTaken(type.name, name, call);
  return {
    guid,
    typeName: type.name,
    qualifiedName: asQualifiedName(name),
    properties,
    classifications: newClassifications(type, body, call),
    effectiveFrom: isoTime(body.properties?.effectiveFrom),
    effectiveTo: isoTime(body.properties?.effectiveTo),
  };
}

/** What the element hangs on: itself, another element, or nothing at all. */
async function anchorsOf(
  guid: string,
  type: EntityType,
  body: NewElementBody,
  call: Call,
): Promise<ReadonlyMap<string, Anchor | undefined>> {
  const { anchorGUID, anchorScopeGUIDs } = body;
  if (body.isOwnAnchor === true) {
    return new Map([[guid, anchorAt({ guid: undefined, typeName: type.name }, anchorScopeGUIDs)]]);
  }
  if (anchorGUID === undefined) return new Map([[guid, undefined]]);
  const named = { guid: anchorGUID, parameterName: 'anchorGUID' };
  const anchor = await visibleElement(named, call.repository, call);
  return new Map([[guid, anchorAt(anchor, anchorScopeGUIDs)]]);
}

function newClassifications(
  elementType: EntityType,
  body: NewElementBody,
  call: Call,
): NonNullable<NewElement['classifications']> {
  return Object.entries(body.initialClassifications ?? {}).map(([typeName, given]) => {
    const type = typeRegistry().classification(typeName);
    const isFit = type?.validFor.some((name) => typeRegistry().isSubtypeOf(elementType.name, name)) ?? false;
    if (type === undefined || !isFit) throw wrongClassification(typeName, call);
    return {
      typeName,
      properties: newProperties(type, given, call),
      effectiveFrom: isoTime(given?.effectiveFrom),
      effectiveTo: isoTime(given?.effectiveTo),
    };
  });
}

interface Parent {
  readonly element: Element;
  readonly relationshipType: RelationshipType;
}

/** The parent that a new element comes under, with what can be checked of it beforehand. */
async function parentOf(body: NewElementBody, call: Call): Promise<Parent | undefined> {
  if (body.parentGUID === undefined) return undefined;
  const named = { guid: body.parentGUID, parameterName: 'parentGUID' };
  const element = await visibleElement(named, call.repository, call);
  const typeName = body.parentRelationshipTypeName;
  if (typeName === undefined) throw missingName('parentRelationshipTypeName', call);
  const relationshipType = typeRegistry().relationship(typeName);
  if (relationshipType === undefined) throw unknownType(typeName, call);
  const end = body.parentAtEnd1 === true ? relationshipType.end1 : relationshipType.end2;
  if (!typeRegistry().isSubtypeOf(element.typeName, end.type)) throw notSubtype(element.typeName, end.type, call);
  return { element, relationshipType };
}

function relationshipToParent(
  guid: Guid,
  type: EntityType,
  { element: parent, relationshipType }: Parent,
  body: NewElementBody,
  call: Call,
): Mutation {
  const isParentAtEnd1 = body.parentAtEnd1 === true;
  const properties = newProperties(relationshipType, body.parentRelationshipProperties, call);
  const end = isParentAtEnd1 ? relationshipType.end2 : relationshipType.end1;
  if (!typeRegistry().isSubtypeOf(type.name, end.type)) {
    throw repositoryFailure(repositoryCauses.invalidParameter, 'createRelationship', call);
  }
  const [end1, end2] = isParentAtEnd1 ? [parent.guid, guid] : [guid, parent.guid];
  return {
    kind: 'relate',
    guid: asGuid(`${relationshipType.name}-${randomUUID()}`),
    typeName: relationshipType.name,
    end1,
    end2,
    properties,
    effectiveFrom: isoTime(body.parentRelationshipProperties?.effectiveFrom),
    effectiveTo: isoTime(body.parentRelationshipProperties?.effectiveTo),
  };
}

async function updateElement(call: Call): Promise<Json> {
  const body = readBody(UpdateBody, call.body);
  const caller = callerOf(body);
  const { repository } = call;
  const named = { guid: parameter(call, 'guid'), parameterName: 'metadataElementGUID' };
  const element = await visibleElement(named, repository, call);
  checkOwner(element, caller, repository, call);
  const type = typeRegistry().entity(element.typeName);
  if (type === undefined) throw new Error(`${element.typeName} is no type of elements`);
  const read = readProperties(type, body.properties, call);
  const there = searchable(element);
  const kept = call.doublesApostrophes ? (JSON.parse(JSON.stringify(there), doubledText) as typeof there) : there;
  const after = updatedProperties(kept, read, body.mergeUpdate !== false);
  const { qualifiedName = '', ...properties } = after;
  const { guid, effectiveFrom, effectiveTo } = element;
  const by = writerOf(call, caller);
  const update = { kind: 'update-element', guid, properties, replaceProperties: true } as const;
  const [outcome] = await repository.write([update], by);
  const isChanged = outcome?.changed === true;
  if (qualifiedName === element.qualifiedName) return { flag: isChanged };
  // The store sees no change in a new name, and a version it must have.
  if (!isChanged) await repository.write([{ kind: 'update-effectivity', guid, effectiveFrom, effectiveTo }], by);
  repository.rename(guid, typeof qualifiedName === 'string' ? qualifiedName : '');
  return { flag: true };
}

function doubledText(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll("'", "''") : value;
}

/** There is such a call, and it always fails. */
async function updateEffectivity(call: Call): Promise<Json> {
  const caller = callerOf(readBody(EffectivityBody, call.body));
  const named = { guid: parameter(call, 'guid'), parameterName: 'metadataElementGUID' };
  const element = await visibleElement(named, call.repository, call);
  checkOwner(element, caller, call.repository, call);
  throw wrongProperties('no properties have been passed', call);
}
