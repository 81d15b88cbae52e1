import { randomUUID } from 'node:crypto';
import type { Element, PropertyMap } from '../../../src/metadata/element.ts';
import { asGuid, asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { EntityType, RelationshipType } from '../../../src/metadata/types/type-registry.ts';
import type { Mutation, NewElement } from '../../../src/store/open-metadata-store.ts';
import type { Json } from './element-json.ts';
import { missingParameter, nameTaken, notSubtype, unknownType } from './exceptions.ts';
import { callerOf, firstStamp, isoTime, parameter, writerOf } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { readProperties } from './property-values.ts';
import { EffectivityBody, NewElementBody, UpdateBody, readBody } from './request-bodies.ts';

type Relate = Mutation & { readonly kind: 'relate' };

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
    bodies: ['UpdatePropertiesRequestBody'],
    needsBody: true,
    run: updateElement,
  },
  {
    name: 'update-element-effectivity',
    method: 'POST',
    path: '/metadata-elements/{guid}/update-effectivity',
    response: 'VoidResponse',
    action: 'updateMetadataElementEffectivityInStore',
    bodies: ['UpdateEffectivityDatesRequestBody'],
    needsBody: true,
    run: updateEffectivity,
  },
];

async function createElement(call: Call): Promise<Json> {
  const body = readBody(NewElementBody, call.body);
  const caller = callerOf(body);
  const type = typeRegistry().entity(body.typeName ?? '');
  if (type === undefined) throw unknownType(body.typeName ?? '<null>', call);
  const guid = asGuid(`${type.name}-${randomUUID()}`);
  const parent = await relationshipToParent(guid, type, body, call);
  const element = await newElement(guid, type, body, call);
  await call.repository.write(
    [{ kind: 'create-element', element }, ...(parent === undefined ? [] : [parent])],
    writerOf(call, caller),
  );
  const stamps = call.repository.facts.note(guid, caller).classifications;
  for (const name of ['Anchors', ...(element.classifications ?? []).map((each) => each.typeName)]) {
    stamps.set(name, firstStamp(call, caller));
  }
  return { guid };
}

async function newElement(
  guid: NewElement['guid'],
  type: EntityType,
  body: NewElementBody,
  call: Call,
): Promise<NewElement> {
  const { name = '', properties } = readNamed(type, body.properties, call);
  const isNamed = typeRegistry().uniqueAttribute(type.name) !== undefined;
  if (isNamed && name === '') throw missingParameter('qualifiedName', call);
  if (isNamed && (await call.repository.named(name)).length > 0) throw nameTaken(type.name, name, call);
  const anchor = body.isOwnAnchor === true ? undefined : body.anchorGUID;
  if (anchor !== undefined) await call.repository.visible(anchor, 'anchorGUID', call);
  const [scope] = body.anchorScopeGUIDs;
  return {
    guid,
    typeName: type.name,
    qualifiedName: asQualifiedName(name),
    properties,
    classifications: newClassifications(body, call),
    ...(anchor === undefined ? {} : { anchorGuid: asGuid(anchor) }),
    ...(scope === undefined ? {} : { anchorScopeGuid: asGuid(scope) }),
    effectiveFrom: isoTime(body.properties?.effectiveFrom),
    effectiveTo: isoTime(body.properties?.effectiveTo),
  };
}

/** Properties, and apart from them the qualified name, which our store keeps apart. */
function readNamed(
  type: EntityType,
  body: NewElementBody['properties'],
  call: Call,
): { readonly name: string | undefined; readonly properties: PropertyMap } {
  const { qualifiedName, ...properties } = readProperties(type, body, call);
  return { name: typeof qualifiedName === 'string' ? qualifiedName : undefined, properties };
}

function newClassifications(body: NewElementBody, call: Call): NonNullable<NewElement['classifications']> {
  return Object.entries(body.initialClassifications ?? {}).map(([typeName, given]) => {
    const type = typeRegistry().classification(typeName);
    if (type === undefined) throw unknownType(typeName, call);
    return {
      typeName,
      properties: readProperties(type, given, call),
      effectiveFrom: isoTime(given?.effectiveFrom),
      effectiveTo: isoTime(given?.effectiveTo),
    };
  });
}

/** The relationship that a new element comes with; both ends are checked before anything is written. */
async function relationshipToParent(
  guid: Relate['end1'],
  type: EntityType,
  body: NewElementBody,
  call: Call,
): Promise<Relate | undefined> {
  if (body.parentGUID === undefined) return undefined;
  const typeName = body.parentRelationshipTypeName ?? '<null>';
  const parent = await call.repository.visible(body.parentGUID, 'parentGUID', call);
  const relationshipType = typeRegistry().relationship(typeName);
  if (relationshipType === undefined) throw unknownType(typeName, call);
  const isParentAtEnd1 = body.parentAtEnd1 === true;
  const [type1, type2] = isParentAtEnd1 ? [parent.typeName, type.name] : [type.name, parent.typeName];
  checkEnds(relationshipType, isParentAtEnd1 ? [type1, type2] : [type2, type1], isParentAtEnd1, call);
  const [end1, end2] = isParentAtEnd1 ? [parent.guid, guid] : [guid, parent.guid];
  return {
    kind: 'relate',
    guid: asGuid(`${typeName}-${randomUUID()}`),
    typeName,
    end1,
    end2,
    properties: readProperties(relationshipType, body.parentRelationshipProperties, call),
    effectiveFrom: isoTime(body.parentRelationshipProperties?.effectiveFrom),
    effectiveTo: isoTime(body.parentRelationshipProperties?.effectiveTo),
  };
}

function checkEnds(
  type: RelationshipType,
  [parentType, childType]: readonly [string, string],
  isParentAtEnd1: boolean,
  call: Call,
): void {
  const [parentEnd, childEnd] = isParentAtEnd1 ? [type.end1, type.end2] : [type.end2, type.end1];
  const types = typeRegistry();
  if (!types.isSubtypeOf(parentType, parentEnd.type)) throw notSubtype(parentType, parentEnd.type, call);
  if (!types.isSubtypeOf(childType, childEnd.type)) throw notSubtype(childType, childEnd.type, call);
}

async function updateElement(call: Call): Promise<Json> {
  const body = readBody(UpdateBody, call.body);
  const caller = callerOf(body);
  const element = await call.repository.visible(parameter(call, 'guid'), 'metadataElementGUID', call);
  call.repository.checkOwner(element, caller, call);
  const { name = element.qualifiedName, properties } = readNamed(entityType(element), body.properties, call);
  const isRenamed = name !== element.qualifiedName;
  if (isRenamed) call.repository.names.show(element.guid, name);
  const replaceProperties = body.mergeUpdate === false;
  const [outcome] = await call.repository.write(
    [{ kind: 'update-element', guid: element.guid, properties, replaceProperties }],
    writerOf(call, caller),
  );
  return { flag: outcome?.changed === true || isRenamed };
}

function entityType({ typeName }: Element): EntityType {
  const type = typeRegistry().entity(typeName);
  if (type === undefined) throw new Error(`${typeName} is no type of elements`);
  return type;
}

async function updateEffectivity(call: Call): Promise<Json> {
  const body = readBody(EffectivityBody, call.body);
  const caller = callerOf(body);
  const element = await call.repository.visible(parameter(call, 'guid'), 'metadataElementGUID', call);
  call.repository.checkOwner(element, caller, call);
  await call.repository.write(
    [
      {
        kind: 'update-effectivity',
        guid: element.guid,
        effectiveFrom: isoTime(body.effectiveFrom),
        effectiveTo: isoTime(body.effectiveTo),
      },
    ],
    writerOf(call, caller),
  );
  return {};
}
