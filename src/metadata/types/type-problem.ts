import { describeAttributeType } from './attribute-type.ts';
import { nearestName } from './nearest-name.ts';
import { typeRegistry } from './type-registry.ts';
import type { Attribute, ClassificationType, DefinedType, RelationshipType, TypeKind } from './type-registry.ts';

/** Why something that was stated does not fit the open metadata types. Holds no value, but for an unknown enum value. */
export interface TypeProblem {
  readonly kind:
    | 'unknown-type'
    | 'unknown-property'
    | 'wrong-value'
    | 'unknown-enum-value'
    | 'missing-required'
    | 'wrong-end'
    | 'not-attachable';
  /** The type, property or enum value that is wrong. */
  readonly name: string;
  /** The right name that is nearest to a misspelt one. */
  readonly nearest: string | undefined;
  /** What is wrong, as a sentence without its full stop, the nearest right name included. */
  readonly message: string;
}

const kindNames: Readonly<Record<TypeKind, string>> = {
  entity: 'an entity type',
  relationship: 'a relationship type',
  classification: 'a classification',
  enum: 'an enum',
};

export function unknownType(name: string, kind: TypeKind): TypeProblem {
  const types = typeRegistry();
  const nearest = types.nearest(name, kind);
  const actualKind = types.kindOf(name);
  const actual = actualKind === undefined ? '' : `, but ${kindNames[actualKind]}`;
  const message = `${shortened(name)} is not ${kindNames[kind]} of Egeria ${types.version}${actual}`;
  return { kind: 'unknown-type', name, nearest, message: withNearest(message, nearest) };
}

export function unknownProperty(type: DefinedType, name: string): TypeProblem {
  if (type.properties.get(name)?.unique === true) {
    const message = `${name} of ${type.name} is stated beside its properties, not among them`;
    return { kind: 'unknown-property', name, nearest: undefined, message };
  }
  const candidates = [...type.properties.values()].filter((attribute) => !attribute.unique);
  const nearest = nearestName(
    name,
    candidates.map((attribute) => attribute.name),
  );
  const message = `${type.name} has no property ${shortened(name)}`;
  return { kind: 'unknown-property', name, nearest, message: withNearest(message, nearest) };
}

export function wrongValue(type: DefinedType, attribute: Attribute, value: unknown): TypeProblem {
  const taken = `${attribute.name} of ${type.name} takes ${attribute.type.name} (${describeAttributeType(attribute.type)})`;
  if (attribute.type.kind === 'enum' && typeof value === 'string') {
    const nearest = nearestName(value, attribute.type.values);
    const message = `${taken}, not ${shortened(value)}`;
    return { kind: 'unknown-enum-value', name: value, nearest, message: withNearest(message, nearest) };
  }
  const message = `${taken}, not ${describeValue(value)}`;
  return { kind: 'wrong-value', name: attribute.name, nearest: undefined, message };
}

export function missingRequired(type: DefinedType, name: string): TypeProblem {
  return { kind: 'missing-required', name, nearest: undefined, message: `${type.name} needs the property ${name}` };
}

export function wrongEnd(type: RelationshipType, end1TypeName: string, end2TypeName: string): TypeProblem {
  const types = typeRegistry();
  const fits = (end: 1 | 2, typeName: string) =>
    types.isSubtypeOf(typeName, end === 1 ? type.end1.type : type.end2.type);
  const wrong = fits(1, end1TypeName) ? end2TypeName : end1TypeName;
  if (types.entity(wrong) === undefined) return unknownType(wrong, 'entity');
  const isTurnedRound = fits(1, end2TypeName) && fits(2, end1TypeName);
  const advice = isTurnedRound ? '; the ends are the wrong way round' : '';
  const ends = `${type.end1.type} at end 1 and ${type.end2.type} at end 2`;
  const message = `${type.name} has ${ends}, not ${end1TypeName} and ${end2TypeName}${advice}`;
  return { kind: 'wrong-end', name: wrong, nearest: undefined, message };
}

export function notAttachable(type: ClassificationType, elementTypeName: string): TypeProblem {
  if (typeRegistry().entity(elementTypeName) === undefined) return unknownType(elementTypeName, 'entity');
  const message = `${type.name} can be attached to ${type.validFor.join(' or ')}, not to ${elementTypeName}`;
  return { kind: 'not-attachable', name: type.name, nearest: undefined, message };
}

function withNearest(message: string, nearest: string | undefined): string {
  return nearest === undefined ? message : `${message}; did you mean ${nearest}?`;
}

/** A name from outside, short enough for a message. */
function shortened(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 60)}…`;
}

/** What a value is, without saying it: it may be somebody's data. */
function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'this array';
  if (value instanceof Date) return 'a Date object';
  if (typeof value === 'string') return 'this text';
  if (typeof value === 'number') return 'this number';
  return typeof value === 'object' ? 'this object' : `a ${typeof value}`;
}
