import { isOfType } from './attribute-type.ts';
import { missingRequired, notAttachable, unknownProperty, unknownType, wrongEnd, wrongValue } from './type-problem.ts';
import type { TypeProblem } from './type-problem.ts';
import { typeRegistry } from './type-registry.ts';
import type { DefinedType } from './type-registry.ts';

/** Property values by name. A property that is `undefined` counts as absent. */
type StatedProperties = Readonly<Record<string, unknown>>;

/**
 * Checks a whole element: every property known and of the right type, every required one there. The qualified name
 * is stated beside the properties, and so is not one of them. Allocates nothing while nothing is wrong.
 */
export function checkEntityProperties(typeName: string, properties: StatedProperties): TypeProblem | undefined {
  const type = typeRegistry().entity(typeName);
  return type === undefined ? unknownType(typeName, 'entity') : checkProperties(type, properties);
}

/** Checks one property of an entity type alone, as a change to an element that exists needs it. */
export function checkEntityProperty(typeName: string, propertyName: string, value: unknown): TypeProblem | undefined {
  const type = typeRegistry().entity(typeName);
  return type === undefined ? unknownType(typeName, 'entity') : checkProperty(type, propertyName, value);
}

/** Checks a classification: it may be attached to elements of that type, and its properties are right. */
export function checkClassification(
  elementTypeName: string,
  classificationName: string,
  properties: StatedProperties,
): TypeProblem | undefined {
  const types = typeRegistry();
  const type = types.classification(classificationName);
  if (type === undefined) return unknownType(classificationName, 'classification');
  for (const name of type.validFor) {
    if (types.subtypesOf(name).has(elementTypeName)) return checkProperties(type, properties);
  }
  return notAttachable(type, elementTypeName);
}

/** Checks a relationship: elements of those types may be at its ends, and its properties are right. */
export function checkRelationship(
  typeName: string,
  end1TypeName: string,
  end2TypeName: string,
  properties: StatedProperties,
): TypeProblem | undefined {
  const types = typeRegistry();
  const type = types.relationship(typeName);
  if (type === undefined) return unknownType(typeName, 'relationship');
  const fits = types.subtypesOf(type.end1.type).has(end1TypeName) && types.subtypesOf(type.end2.type).has(end2TypeName);
  return fits ? checkProperties(type, properties) : wrongEnd(type, end1TypeName, end2TypeName);
}

/** Checks a relationship as the element at one of its ends states it: the other element is at end `toEnd`. */
export function checkStatedRelationship(
  statedByTypeName: string,
  {
    typeName,
    toEnd,
    properties,
  }: { readonly typeName: string; readonly toEnd: 1 | 2; readonly properties: StatedProperties },
  otherTypeName: string,
): TypeProblem | undefined {
  return toEnd === 1
    ? checkRelationship(typeName, otherTypeName, statedByTypeName, properties)
    : checkRelationship(typeName, statedByTypeName, otherTypeName, properties);
}

/** Which ends of a relationship type Egeria limits to one element. */
export interface SingleEnds {
  /** An element at end 2 should have at most one: a foreign key column refers to one primary key column. */
  readonly end1: boolean;
  /** An element at end 1 should have at most one. */
  readonly end2: boolean;
}

/**
 * The cardinality of a relationship type's ends (`AT_MOST_ONE` in Egeria 6.1). Something that exists may break it, such
 * as a column in two foreign keys: that is worth a warning and no reason to refuse it. An unknown type limits nothing.
 */
export function singleEnds(relationshipTypeName: string): SingleEnds {
  const type = typeRegistry().relationship(relationshipTypeName);
  return { end1: type?.end1.cardinality === 'AT_MOST_ONE', end2: type?.end2.cardinality === 'AT_MOST_ONE' };
}

function checkProperties(type: DefinedType, properties: StatedProperties): TypeProblem | undefined {
  for (const name in properties) {
    const problem = checkProperty(type, name, properties[name]);
    if (problem !== undefined) return problem;
  }
  for (const name of type.requiredProperties) {
    if (properties[name] === undefined) return missingRequired(type, name);
  }
  return undefined;
}

function checkProperty(type: DefinedType, name: string, value: unknown): TypeProblem | undefined {
  const attribute = type.properties.get(name);
  const isStatedApart = attribute?.unique === true;
  if (attribute === undefined || isStatedApart) return unknownProperty(type, name);
  return value === undefined || isOfType(attribute.type, value) ? undefined : wrongValue(type, attribute, value);
}
