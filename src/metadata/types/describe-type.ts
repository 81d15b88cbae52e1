import type { Attribute, DefinedType, RelationshipEnd, RelationshipType, TypeRegistry } from './type-registry.ts';

export interface AttributeDescription {
  readonly name: string;
  /** As Egeria writes it: `int`, `map<string,string>`, `KeyPattern`. */
  readonly type: string;
  /** The values of an enum; absent for other types. */
  readonly values?: readonly string[];
  readonly required: boolean;
  readonly unique: boolean;
  readonly deprecated: boolean;
  readonly declaredBy: string;
}

/** A relationship that an element of the described type can take part in. */
export interface TakesPartIn {
  readonly relationship: string;
  /** The end that the element of the described type is at. */
  readonly end: 1 | 2;
  /** What is at the other end, in which role, and how many of it one element may have. */
  readonly other: RelationshipEnd;
}

interface DefinedTypeDescription {
  readonly name: string;
  readonly guid: string;
  readonly version: number;
  readonly deprecated: boolean;
  /** Nearest first. */
  readonly supertypes: readonly string[];
  /** All beneath it, in alphabetical order. */
  readonly subtypes: readonly string[];
  readonly properties: readonly AttributeDescription[];
}

/** All that the open metadata types say of one type, inherited facts included. Plain data, for people and for JSON. */
export type TypeDescription =
  | (DefinedTypeDescription & {
      readonly kind: 'entity';
      readonly relationships: readonly TakesPartIn[];
      /** The classifications that may be attached to an element of the type. */
      readonly classifications: readonly string[];
    })
  | (DefinedTypeDescription & {
      readonly kind: 'relationship';
      readonly end1: RelationshipEnd;
      readonly end2: RelationshipEnd;
    })
  | (DefinedTypeDescription & { readonly kind: 'classification'; readonly validFor: readonly string[] })
  | {
      readonly kind: 'enum';
      readonly name: string;
      readonly guid: string;
      readonly values: readonly string[];
      readonly defaultValue?: string;
    };

/** Describes a type of any kind; `undefined` when there is none of that name. */
export function describeType(types: TypeRegistry, name: string): TypeDescription | undefined {
  const entity = types.entity(name);
  if (entity !== undefined) {
    return {
      kind: 'entity',
      ...describeDefinedType(types, entity),
      relationships: relationshipsOf(types, name),
      classifications: classificationsOf(types, name),
    };
  }
  const relationship = types.relationship(name);
  if (relationship !== undefined) {
    const { end1, end2 } = relationship;
    return { kind: 'relationship', ...describeDefinedType(types, relationship), end1, end2 };
  }
  const classification = types.classification(name);
  if (classification !== undefined) {
    const { validFor } = classification;
    return { kind: 'classification', ...describeDefinedType(types, classification), validFor };
  }
  const enumType = types.enumType(name);
  if (enumType === undefined) return undefined;
  const { guid, defaultValue } = enumType;
  const description = { kind: 'enum', name, guid, values: [...enumType.values] } as const;
  return defaultValue === undefined ? description : { ...description, defaultValue };
}

function describeDefinedType(types: TypeRegistry, type: DefinedType): DefinedTypeDescription {
  return {
    name: type.name,
    guid: type.guid,
    version: type.version,
    deprecated: type.deprecated,
    supertypes: type.supertypes,
    subtypes: [...types.subtypesOf(type.name)].filter((name) => name !== type.name).toSorted(),
    properties: Array.from(type.properties.values(), describeAttribute),
  };
}

function describeAttribute(attribute: Attribute): AttributeDescription {
  const { name, type, required, unique, deprecated, declaredBy } = attribute;
  const values = type.kind === 'enum' ? { values: [...type.values] } : {};
  return { name, type: type.name, ...values, required, unique, deprecated, declaredBy };
}

function relationshipsOf(types: TypeRegistry, entityTypeName: string): readonly TakesPartIn[] {
  const all = types.names('relationship').map((name) => types.relationship(name));
  return all.filter((type) => type !== undefined).flatMap((type) => partsIn(types, entityTypeName, type));
}

function partsIn(types: TypeRegistry, entityTypeName: string, type: RelationshipType): readonly TakesPartIn[] {
  const parts: TakesPartIn[] = [];
  if (types.isSubtypeOf(entityTypeName, type.end1.type)) {
    parts.push({ relationship: type.name, end: 1, other: type.end2 });
  }
  if (types.isSubtypeOf(entityTypeName, type.end2.type)) {
    parts.push({ relationship: type.name, end: 2, other: type.end1 });
  }
  return parts;
}

function classificationsOf(types: TypeRegistry, entityTypeName: string): readonly string[] {
  return types
    .names('classification')
    .filter((name) => types.classification(name)?.validFor.some((valid) => types.isSubtypeOf(entityTypeName, valid)));
}
