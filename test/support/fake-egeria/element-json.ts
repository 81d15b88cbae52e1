import type {
  Classification,
  Effectivity,
  Element,
  Origin,
  Relationship,
  Versions,
} from '../../../src/metadata/element.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { DefinedType } from '../../../src/metadata/types/type-registry.ts';
import { javaDate } from './answer.ts';
import { STORE_SERVER } from './exceptions.ts';
import { stampAt } from './facts.ts';
import type { FactBook, Facts, Owner, Stamp } from './facts.ts';
import { propertiesJson } from './property-values.ts';

/** An element, a relationship or a classification as an answer carries it. */
export type Json = Readonly<Record<string, unknown>>;

/** The metadata collection of the store itself. */
export const LOCAL_COLLECTION = '4685137d-6b1a-4315-a5ac-82afad07b3c4';

/** Writes elements and relationships as the platform's answers carry them. */
export interface ElementWriter {
  element(element: Element): Json;
  relationship(relationship: Relationship, ends: { readonly end1: Element; readonly end2: Element }): Json;
  /** A relationship from the point of view of the element at one of its ends: with the element at the other one. */
  related(relationship: Relationship, other: Element): Json;
}

export function elementWriter(facts: FactBook): ElementWriter {
  const element = (one: Element): Json => ({
    ...headerOf(one, facts),
    elementGUID: one.guid,
    ...classificationsJson(one, facts),
    ...present('elementProperties', propertiesJson(typeRegistry().entity(one.typeName), allProperties(one))),
  });
  return {
    element,
    relationship: (one, { end1, end2 }) => ({
      ...relationshipHeader(one, facts),
      relationshipType: typeJson(one.typeName),
      labelAtEnd1: typeRegistry().relationship(one.typeName)?.end1.role,
      elementGUIDAtEnd1: end1.guid,
      elementAtEnd1: stubJson(end1, facts),
      labelAtEnd2: typeRegistry().relationship(one.typeName)?.end2.role,
      elementGUIDAtEnd2: end2.guid,
      elementAtEnd2: stubJson(end2, facts),
    }),
    related: (one, other) => ({
      ...relationshipHeader(one, facts),
      element: element(other),
      elementAtEnd1: one.end1.guid === other.guid,
    }),
  };
}

/** An element without classifications, and so without an anchor, is possible on a platform. */
function classificationsJson(one: Element, facts: FactBook): Json {
  const list = one.classifications.map((each) => classificationJson(each, one, facts.of(one.guid)));
  return list.length === 0 ? {} : { classifications: list };
}

function allProperties(element: Element) {
  const name = element.qualifiedName;
  return name === '' ? element.properties : { qualifiedName: name, ...element.properties };
}

function relationshipHeader(one: Relationship, facts: FactBook): Json {
  return {
    ...headerOf(one, facts),
    relationshipGUID: one.guid,
    ...present('relationshipProperties', propertiesJson(typeRegistry().relationship(one.typeName), one.properties)),
  };
}

/** What names the element at an end of a relationship. */
function stubJson(one: Element, facts: FactBook): Json {
  return {
    ...headerOf(one, facts),
    guid: one.guid,
    ...classificationsJson(one, facts),
    ...present('uniqueName', one.qualifiedName === '' ? undefined : one.qualifiedName),
  };
}

function headerOf(one: Element | Relationship, facts: FactBook): Json {
  const known = facts.of(one.guid);
  return {
    headerVersion: 0,
    status: 'ACTIVE',
    type: typeJson(one.typeName),
    origin: originJson(known === undefined ? ownerOf(one.origin) : known.owner),
    versions: versionsJson(one, known),
    ...effectivityJson(one),
  };
}

function versionsJson({ versions }: Element | Relationship, facts: Facts | undefined): Json {
  const stamp = facts && stampAt(facts, versions.version);
  return stampJson(stamp ?? stampOfStore(versions));
}

function stampJson({ createdBy, createTime, updatedBy, updateTime, version, requestId }: Stamp): Json {
  return {
    createdBy,
    ...present('updatedBy', updatedBy),
    ...present('maintainedBy', requestId === '' ? undefined : [...new Set([createdBy, updatedBy ?? createdBy])]),
    createTime: javaDate(createTime),
    ...present('updateTime', updateTime && javaDate(updateTime)),
    version,
    ...present('lastRequestId', requestId === '' ? undefined : requestId),
  };
}

/** What the store says of what was written to it directly. */
function stampOfStore({ createdBy, createTime, updatedBy, updateTime, version }: Versions): Stamp {
  return {
    createdBy,
    createTime: Date.parse(createTime),
    updatedBy: updatedBy ?? createdBy,
    updateTime: Date.parse(updateTime ?? createTime),
    version,
    requestId: '',
  };
}

function classificationJson(one: Classification, element: Element, facts: Facts | undefined): Json {
  const known = facts?.classifications.get(one.typeName);
  const stamp = known ?? { ...stampOfStore(element.versions), owner: ownerOf(one.origin), isInitial: true };
  return {
    class: 'AttachedClassification',
    headerVersion: 0,
    status: 'ACTIVE',
    type: typeJson(one.typeName),
    origin: {
      ...originJson(stamp.owner),
      // What comes with its element says so (recordings, "by GUID"), what comes later does not ("read with several").
      ...(stamp.owner !== undefined && stamp.isInitial ? { originCategory: 'DEREGISTERED_REPOSITORY' } : {}),
    },
    versions: stampJson(stamp),
    ...effectivityJson(one),
    classificationOrigin: 'ASSIGNED',
    classificationName: one.typeName,
    ...present('classificationProperties', propertiesJson(typeRegistry().classification(one.typeName), one.properties)),
  };
}

/** The owner that the store itself knows. */
export function ownerOf(origin: Origin): Owner | undefined {
  if (origin.category === 'LOCAL_COHORT') return undefined;
  return { guid: origin.guid, name: origin.name, provenance: 'External Source' };
}

function originJson(owner: Owner | undefined): Json {
  if (owner === undefined) {
    return {
      sourceServer: STORE_SERVER,
      originCategory: 'LOCAL_COHORT',
      homeMetadataCollectionId: LOCAL_COLLECTION,
      homeMetadataCollectionName: STORE_SERVER,
    };
  }
  return {
    sourceServer: STORE_SERVER,
    originCategory: owner.provenance.toUpperCase().replace(' ', '_'),
    homeMetadataCollectionId: owner.guid,
    ...present('homeMetadataCollectionName', owner.name),
  };
}

function typeJson(name: string): Json {
  const types = typeRegistry();
  const type: DefinedType | undefined = types.entity(name) ?? types.relationship(name) ?? types.classification(name);
  return {
    typeId: type?.guid,
    typeName: name,
    ...present('superTypeNames', type?.supertypes.length === 0 ? undefined : type?.supertypes),
    typeVersion: type?.version,
    typeCategory: `${types.kindOf(name)?.toUpperCase() ?? 'UNKNOWN'}_DEF`,
  };
}

function effectivityJson({ effectiveFrom, effectiveTo }: Effectivity): Json {
  return {
    ...present('effectiveFromTime', effectiveFrom && javaDate(effectiveFrom)),
    ...present('effectiveToTime', effectiveTo && javaDate(effectiveTo)),
  };
}

/** Egeria leaves out what there is nothing of. */
function present(key: string, value: unknown): Json {
  return value === undefined ? {} : { [key]: value };
}
