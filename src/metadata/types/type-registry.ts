import { attributeType } from './attribute-type.ts';
import type { AttributeType } from './attribute-type.ts';
import { nearestName } from './nearest-name.ts';
import typeData from './open-metadata-types-6.1.json' with { type: 'json' };
import type { OpenMetadataTypeData, RelationshipEndData, TypeData } from './type-data.ts';

export type TypeKind = 'entity' | 'relationship' | 'classification' | 'enum';

/** An attribute of a type, declared by it or inherited. */
export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly required: boolean;
  /** No two elements of the declaring type and its subtypes have the same value. */
  readonly unique: boolean;
  readonly deprecated: boolean;
  /** The type whose declaration holds: the nearest one. */
  readonly declaredBy: string;
}

/** What entity, relationship and classification types have in common. */
export interface DefinedType {
  readonly name: string;
  readonly guid: string;
  readonly version: number;
  readonly deprecated: boolean;
  /** Nearest first, the root last. */
  readonly supertypes: readonly string[];
  /** By name: inherited ones first, from the root down, then its own. */
  readonly properties: ReadonlyMap<string, Attribute>;
  /** The properties without which nothing of the type can be, but for the unique one, which is stated apart. */
  readonly requiredProperties: readonly string[];
}

export interface EntityType extends DefinedType {
  readonly kind: 'entity';
}

export interface RelationshipEnd {
  readonly type: string;
  readonly role: string;
  /** Egeria's cardinality: how many elements at this end one element at the other end may have. */
  readonly cardinality: 'AT_MOST_ONE' | 'ANY_NUMBER';
}

export interface RelationshipType extends DefinedType {
  readonly kind: 'relationship';
  readonly end1: RelationshipEnd;
  readonly end2: RelationshipEnd;
}

export interface ClassificationType extends DefinedType {
  readonly kind: 'classification';
  /** The entity types that it may be attached to, with their subtypes. */
  readonly validFor: readonly string[];
}

export interface EnumType {
  readonly kind: 'enum';
  readonly name: string;
  readonly guid: string;
  readonly values: ReadonlySet<string>;
  /** Egeria's number of each value. */
  readonly ordinals: ReadonlyMap<string, number>;
  readonly defaultValue: string | undefined;
}

/** The open metadata types of one level. A name means one type, whatever its kind. */
export interface TypeRegistry {
  /** The level of Egeria that the types were read from: `6.1`. */
  readonly version: string;
  entity(name: string): EntityType | undefined;
  relationship(name: string): RelationshipType | undefined;
  classification(name: string): ClassificationType | undefined;
  enumType(name: string): EnumType | undefined;
  /** All names of a kind, in alphabetical order. */
  names(kind: TypeKind): readonly string[];
  kindOf(name: string): TypeKind | undefined;
  /** True of a type and itself. False of a name that is no type. */
  isSubtypeOf(name: string, supertype: string): boolean;
  /** The type itself and all beneath it; empty for a name that is no type. */
  subtypesOf(name: string): ReadonlySet<string>;
  /**
   * The attribute that is unique for elements of an entity type, and the type beneath which it is: `qualifiedName` of
   * `Referenceable`, or `undefined` for the few types that have no qualified name (`Like`, `Rating`, `SearchKeyword` …).
   */
  uniqueAttribute(entityTypeName: string): Attribute | undefined;
  /** The name that was most likely meant, of a type of the kind. */
  nearest(name: string, kind: TypeKind): string | undefined;
}

let registry: TypeRegistry | undefined;

/** The open metadata types 6.1. They are made sense of at the first call, each type when it is first asked for. */
export function typeRegistry(): TypeRegistry {
  registry ??= createTypeRegistry(typeData);
  return registry;
}

const kinds = ['entity', 'relationship', 'classification', 'enum'] as const;

/** A registry over type data of any level. */
export function createTypeRegistry(data: OpenMetadataTypeData): TypeRegistry {
  const sections = {
    entity: new Map(Object.entries(data.entities)),
    relationship: new Map(Object.entries(data.relationships)),
    classification: new Map(Object.entries(data.classifications)),
    enum: new Map(Object.entries(data.enums)),
  };
  const enumType = memoized((name: string): EnumType | undefined => {
    const type = sections.enum.get(name);
    if (type === undefined) return undefined;
    return {
      kind: 'enum',
      name,
      guid: type.guid,
      values: new Set(Object.keys(type.values)),
      ordinals: new Map(Object.entries(type.values)),
      defaultValue: type.default,
    };
  });
  const define = typeDefiner(
    new Map([...sections.entity, ...sections.relationship, ...sections.classification]),
    (name) => enumType(name)?.values,
  );
  const entity = memoized((name: string): EntityType | undefined => {
    const type = sections.entity.get(name);
    return type && { kind: 'entity', ...define(name, type) };
  });
  const relationship = memoized((name: string): RelationshipType | undefined => {
    const type = sections.relationship.get(name);
    return type && { kind: 'relationship', ...define(name, type), end1: end(type.end1), end2: end(type.end2) };
  });
  const classification = memoized((name: string): ClassificationType | undefined => {
    const type = sections.classification.get(name);
    return type && { kind: 'classification', ...define(name, type), validFor: type.validFor };
  });
  const definedType = (name: string) => entity(name) ?? relationship(name) ?? classification(name);
  const kindOf = (name: string): TypeKind | undefined => kinds.find((kind) => sections[kind].has(name));
  const isSubtypeOf = (name: string, supertype: string): boolean => {
    const type = definedType(name);
    return type !== undefined && (name === supertype || type.supertypes.includes(supertype));
  };
  const knownSubtypes = memoized((name: string): ReadonlySet<string> | undefined => {
    const kind = kindOf(name);
    return kind === undefined || kind === 'enum' ? undefined : withSubtypes(name, sections[kind]);
  });
  return {
    version: data.version,
    entity,
    relationship,
    classification,
    enumType,
    names: (kind) => [...sections[kind].keys()].toSorted(),
    kindOf,
    isSubtypeOf,
    subtypesOf: (name) => knownSubtypes(name) ?? new Set(),
    uniqueAttribute: (name) =>
      Array.from(entity(name)?.properties.values() ?? []).find((attribute) => attribute.unique),
    nearest: (name, kind) => nearestName(name, sections[kind].keys()),
  };
}

/** A type with all beneath it, without making sense of the types: most of them nobody asks about. */
function withSubtypes(name: string, types: ReadonlyMap<string, TypeData>): ReadonlySet<string> {
  const isBeneath = (candidate: string | undefined): boolean =>
    candidate === name || (candidate !== undefined && isBeneath(types.get(candidate)?.superType));
  return new Set([...types.keys()].filter(isBeneath));
}

/** Gives what all kinds of types have in common, with what is inherited. */
function typeDefiner(
  types: ReadonlyMap<string, TypeData>,
  enumValues: (name: string) => ReadonlySet<string> | undefined,
): (name: string, type: TypeData) => DefinedType {
  const supertypesOf = (type: TypeData | undefined): readonly string[] =>
    type?.superType === undefined ? [] : [type.superType, ...supertypesOf(types.get(type.superType))];

  const propertiesOf = memoized((name: string): ReadonlyMap<string, Attribute> => {
    const type = types.get(name);
    const properties = new Map(type?.superType === undefined ? [] : propertiesOf(type.superType));
    for (const [property, attribute] of Object.entries(type?.properties ?? {})) {
      properties.set(property, {
        name: property,
        type: attributeType(attribute.type, enumValues),
        required: attribute.required === true,
        unique: attribute.unique === true,
        deprecated: attribute.deprecated === true,
        declaredBy: name,
      });
    }
    return properties;
  });

  return (name, type) => {
    const properties = propertiesOf(name);
    const required = [...properties.values()].filter((attribute) => attribute.required && !attribute.unique);
    return {
      name,
      guid: type.guid,
      version: type.version,
      deprecated: type.deprecated === true,
      supertypes: supertypesOf(type),
      properties,
      requiredProperties: required.map((attribute) => attribute.name),
    };
  };
}

function end(data: RelationshipEndData): RelationshipEnd {
  return {
    type: data.type,
    role: data.role,
    cardinality: data.cardinality === 'AT_MOST_ONE' ? 'AT_MOST_ONE' : 'ANY_NUMBER',
  };
}

/** Remembers what was found, and nothing of what was not: misspelt names come from outside and have no bound. */
function memoized<Value>(make: (name: string) => Value): (name: string) => Value {
  const made = new Map<string, Value>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const value = make(name);
    if (value !== undefined) made.set(name, value);
    return value;
  };
}
