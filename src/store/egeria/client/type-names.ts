import type { Classification, PropertyMap, PropertyValue, Relationship } from '../../../metadata/element.ts';
import { typeRegistry } from '../../../metadata/types/type-registry.ts';
import type { Attribute } from '../../../metadata/types/type-registry.ts';
import type {
  NewClassification,
  NewRemoteElement,
  NewRemoteRelationship,
  ParentLink,
  RemoteElement,
} from '../egeria-client.ts';
import type { OlderTypes } from './dialects.ts';
import { heldAttributes } from './types.ts';
import type { TypeGallery } from './types.ts';

const ADDITIONAL = 'additionalProperties';

/** What a server calls what our types name otherwise. Everything beyond it is in our types' words. */
export interface TypeNames {
  /** Whether it calls everything as our types do. */
  readonly areOurs: boolean;
  /** The name that a type of relationships has there. */
  relationshipType(typeName: string): string;
  /** The names under which it may have a property, for looking something up by it; none: it cannot be looked up. */
  readonly propertyNames: (name: string) => readonly string[];
  /** Whether a change of these cannot be merged: they are within one property there. */
  needWhole(properties: PropertyMap): boolean;
  /** Properties of a type as it takes them. */
  written(typeName: string, properties: PropertyMap): PropertyMap;
  newElement(element: NewRemoteElement): NewRemoteElement;
  newClassification(classification: NewClassification): NewClassification;
  newRelationship(relationship: NewRemoteRelationship): NewRemoteRelationship;
  /** An element as it gives it, in our words. */
  element(element: RemoteElement): RemoteElement;
  relationship(relationship: Relationship): Relationship;
  /** Its types in our words; `undefined`: they were not asked for, being so already. */
  readonly gallery: TypeGallery | undefined;
}

/** A server whose types are of our generation. */
export const ourTypeNames: TypeNames = {
  areOurs: true,
  relationshipType: (typeName) => typeName,
  propertyNames: (name) => [name],
  needWhole: () => false,
  written: (_typeName, properties) => properties,
  newElement: (element) => element,
  newClassification: (classification) => classification,
  newRelationship: (relationship) => relationship,
  element: (element) => element,
  relationship: (relationship) => relationship,
  gallery: undefined,
};

/**
 * A server whose types are older: it says of each which of our properties it lacks and which older one it has in its place.
 *
 * @param gallery its types as it tells them
 */
export function olderTypeNames(older: OlderTypes, gallery: TypeGallery): TypeNames {
  const theirs = new Map(Object.entries(older.relationshipTypes));
  const ours = new Map([...theirs].map(([our, their]) => [their, our]));
  const kept = new Set(older.keptAsAdditional);
  const words = olderWords(older, gallery);
  const relationshipType = (typeName: string): string => theirs.get(typeName) ?? typeName;
  const written = (typeName: string, properties: PropertyMap): PropertyMap =>
    writtenProperties(typeName, properties, words);
  const read = <Part extends Pick<Classification, 'typeName' | 'properties'>>(part: Part): Part => ({
    ...part,
    properties: readProperties(part.typeName, part.properties, words),
  });
  const newClassification = (one: NewClassification): NewClassification => ({
    ...one,
    properties: written(one.typeName, one.properties),
  });
  const parentLink = (parent: ParentLink): ParentLink => ({
    ...parent,
    relationshipTypeName: relationshipType(parent.relationshipTypeName),
    properties: written(parent.relationshipTypeName, parent.properties),
  });
  return {
    areOurs: false,
    relationshipType,
    propertyNames: (name) => (kept.has(name) ? [] : [name, ...(older.properties[name] ?? [])]),
    needWhole: (properties) => Object.keys(properties).some((name) => name === ADDITIONAL || kept.has(name)),
    written,
    newElement: ({ parent, ...element }) => ({
      ...element,
      properties: written(element.typeName, element.properties),
      classifications: element.classifications.map(newClassification),
      parent: parent && parentLink(parent),
    }),
    newClassification,
    newRelationship: (relationship) => ({
      ...relationship,
      typeName: relationshipType(relationship.typeName),
      properties: written(relationship.typeName, relationship.properties),
    }),
    element: (element) => read({ ...element, classifications: element.classifications.map(read) }),
    relationship: (relationship) =>
      read({ ...relationship, typeName: ours.get(relationship.typeName) ?? relationship.typeName }),
    gallery: inOurWords(gallery, ours, words, keptEnums(older, gallery)),
  };
}

function writtenProperties(typeName: string, properties: PropertyMap, words: OlderWords): PropertyMap {
  const places = words.placesOf(typeName);
  const sent: Record<string, PropertyValue | undefined> = {};
  const additional: Record<string, string> = {};
  for (const [name, value] of Object.entries(properties)) {
    const place = places.get(name) ?? name;
    const [only] = place !== name && Array.isArray(value) ? (value as readonly string[]) : [value];
    if (place !== ADDITIONAL || name === ADDITIONAL) sent[place] = words.writtenValue(typeName, name, only);
    else if (typeof value === 'string') additional[name] = value;
  }
  if (Object.keys(additional).length === 0) return sent;
  return { ...sent, [ADDITIONAL]: { ...mapOf(properties[ADDITIONAL]), ...additional } };
}

/** In the order of their names, as they come from a server whose words are ours. */
function readProperties(typeName: string, properties: PropertyMap, words: OlderWords): PropertyMap {
  const { [ADDITIONAL]: map, ...plain } = properties;
  const additional = { ...mapOf(map) };
  const found: Record<string, PropertyValue | undefined> = { ...plain };
  for (const [name, place] of words.placesOf(typeName)) {
    const value = place === ADDITIONAL ? additional[name] : words.readValue(typeName, name, properties[place]);
    if (value === undefined) continue;
    if (place === ADDITIONAL) delete additional[name];
    else delete found[place];
    const isList = place !== name && propertiesOf(typeName)?.get(name)?.type.kind === 'array';
    found[name] = isList && typeof value === 'string' ? [value] : value;
  }
  const wasEmpty = Object.keys(mapOf(map)).length === 0;
  if (map !== undefined && (wasEmpty || Object.keys(additional).length > 0)) found[ADDITIONAL] = additional;
  return Object.fromEntries(Object.entries(found).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

interface OlderWords {
  /** Of our properties of a type, those that stand in another place there, or whose values may: name by name. */
  readonly placesOf: (typeName: string) => ReadonlyMap<string, string>;
  readonly writtenValue: ValueWords;
  readonly readValue: ValueWords;
}

type ValueWords = (typeName: string, name: string, value: PropertyValue | undefined) => PropertyValue | undefined;

/** How the types of a gallery say what ours say. */
function olderWords({ relationshipTypes, properties, keptAsAdditional }: OlderTypes, gallery: TypeGallery): OlderWords {
  const serverTypes = new Map((gallery.typeDefs ?? []).map((type) => [type.name, type]));
  const known = new Map<string, ReadonlyMap<string, string>>();
  const placesFound = (typeName: string): ReadonlyMap<string, string> => {
    const held = heldAttributes(relationshipTypes[typeName] ?? typeName, serverTypes);
    const found = new Map<string, string>();
    for (const [name, { type }] of propertiesOf(typeName) ?? []) {
      const older = properties[name]?.find((each) => held.has(each));
      if (held.has(name)) {
        if (type.kind === 'enum') found.set(name, name);
      } else if (older !== undefined) found.set(name, older);
      else if (keptAsAdditional.includes(name) && held.has(ADDITIONAL)) found.set(name, ADDITIONAL);
    }
    return found;
  };
  return {
    placesOf(typeName) {
      const places = known.get(typeName) ?? placesFound(typeName);
      known.set(typeName, places);
      return places;
    },
    ...enumWords(gallery),
  };
}

/** The values of an enum keep their ordinals from version to version. */
function enumWords({ attributeTypeDefs }: TypeGallery): Pick<OlderWords, 'writtenValue' | 'readValue'> {
  const types = typeRegistry();
  const serverEnums = new Map((attributeTypeDefs ?? []).map((type) => [type.name, type.elementDefs ?? []]));
  const enumOf = (typeName: string, name: string) => {
    const type = propertiesOf(typeName)?.get(name)?.type;
    const enumName = type?.kind === 'enum' ? type.name : '';
    const ours: ReadonlyMap<string, number> = types.enumType(enumName)?.ordinals ?? new Map();
    return { ours, theirs: serverEnums.get(enumName) ?? [] };
  };
  return {
    writtenValue(typeName, name, value) {
      if (typeof value !== 'string') return value;
      const { ours, theirs } = enumOf(typeName, name);
      const ordinal = ours.get(value);
      return theirs.find((each) => each.ordinal === ordinal)?.value ?? value;
    },
    readValue(typeName, name, value) {
      const { ours, theirs } = enumOf(typeName, name);
      const ordinal = theirs.find((each) => each.value === value)?.ordinal;
      return [...ours].find(([, each]) => each === ordinal)?.[0] ?? value;
    },
  };
}

function propertiesOf(typeName: string): ReadonlyMap<string, Attribute> | undefined {
  const types = typeRegistry();
  return (types.entity(typeName) ?? types.classification(typeName) ?? types.relationship(typeName))?.properties;
}

/** The types of a server as if they said what ours say, wherever it can be said: so that only what cannot is missed. */
function inOurWords(
  gallery: TypeGallery,
  ours: ReadonlyMap<string, string>,
  { placesOf }: OlderWords,
  enums: readonly string[],
): TypeGallery {
  const types = typeRegistry();
  const typeDefs = gallery.typeDefs?.map((type) => {
    const name = ours.get(type.name) ?? type.name;
    const properties = propertiesOf(name);
    const added = [...placesOf(name).keys()].flatMap((attributeName) => {
      const attributeType = properties?.get(attributeName)?.type;
      return attributeType === undefined ? [] : [{ attributeName, attributeType: { name: attributeType.name } }];
    });
    return { ...type, name, attributeDefinitions: [...added, ...(type.attributeDefinitions ?? [])] };
  });
  const attributeTypeDefs = gallery.attributeTypeDefs?.map((type) => {
    const byOrdinal = new Map([...(types.enumType(type.name)?.ordinals ?? [])].map(([value, each]) => [each, value]));
    const elementDefs = type.elementDefs?.map((each) => ({
      ...each,
      value: byOrdinal.get(each.ordinal ?? Number.NaN) ?? each.value,
    }));
    return { ...type, elementDefs };
  });
  const added = enums.map((name) => ({
    name,
    elementDefs: [...(types.enumType(name)?.values ?? [])].map((value) => ({ value })),
  }));
  return { typeDefs, attributeTypeDefs: [...(attributeTypeDefs ?? []), ...added] };
}

/** The enums that a server lacks and of which values are kept as texts. */
function keptEnums({ keptAsAdditional }: OlderTypes, gallery: TypeGallery): readonly string[] {
  const types = typeRegistry();
  const held = new Set(gallery.attributeTypeDefs?.map(({ name }) => name));
  const names = types.names('entity').flatMap((typeName) => {
    const properties = types.entity(typeName)?.properties;
    return keptAsAdditional.flatMap((name) => {
      const type = properties?.get(name)?.type;
      return type?.kind === 'enum' && !held.has(type.name) ? [type.name] : [];
    });
  });
  return [...new Set(names)];
}

function mapOf(value: PropertyValue | undefined): Readonly<Record<string, string>> {
  return typeof value === 'object' && !Array.isArray(value) ? (value as Readonly<Record<string, string>>) : {};
}
