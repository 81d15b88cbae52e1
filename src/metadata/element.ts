import type { Guid, QualifiedName } from './qualified-name.ts';
import type {
  ClassificationProperties,
  ClassificationTypeName,
  EntityProperties,
  EntityTypeName,
  RelationshipProperties,
  RelationshipTypeName,
} from './types/type-names.generated.ts';

/** A value of a property: primitive, enum symbol, `array<…>` or `map<string,…>`. Dates are ISO 8601 in UTC. */
export type PropertyValue =
  | string
  | number
  | boolean
  | readonly string[]
  | readonly number[]
  | Readonly<Record<string, string | number | boolean>>;

/** Property values by name. A property that is `undefined` counts as absent. */
export type PropertyMap = Readonly<Record<string, PropertyValue | undefined>>;

/** A classification as a connector states it. */
export interface StatedClassification {
  readonly typeName: ClassificationTypeName;
  readonly properties: PropertyMap;
}

/** A relationship as one of its two elements states it. */
export interface StatedRelationship {
  readonly typeName: RelationshipTypeName;
  /** The other element. It is stated in the same refresh (before or after) or is in the store. */
  readonly to: QualifiedName;
  /** The end of the relationship that the other element is at. */
  readonly toEnd: 1 | 2;
  readonly properties: PropertyMap;
}

/** One element of the third party, with all that the connector knows of it: a record. */
export interface StatedElement {
  readonly kind: 'element';
  readonly typeName: EntityTypeName;
  readonly qualifiedName: QualifiedName;
  /** All properties but `qualifiedName`, in the same order for every element of a type. */
  readonly properties: PropertyMap;
  readonly classifications: readonly StatedClassification[];
  /** The relationship to the element beneath which this one is; stated before it. */
  readonly parent: StatedRelationship | undefined;
  /** Further relationships that are this element's to state. */
  readonly relationships: readonly StatedRelationship[];
  /** The element whose life this one shares; `undefined` when it is its own anchor (Egeria's `Anchors`). */
  readonly anchor: QualifiedName | undefined;
  /** What the anchor lies in, such as the database of a schema: `anchorScopeGUIDs`. */
  readonly anchorScope: QualifiedName | undefined;
}

/** What a connector yields: a stated fact on its way in. */
export type MetadataRecord = StatedElement;

const NONE: readonly never[] = [];
const NO_PROPERTIES: PropertyMap = {};

/** What a statement may add to type, name and properties. */
export interface StatedDetails {
  readonly classifications?: readonly StatedClassification[];
  readonly parent?: StatedRelationship | undefined;
  readonly relationships?: readonly StatedRelationship[];
  readonly anchor?: QualifiedName | undefined;
  readonly anchorScope?: QualifiedName | undefined;
}

/** States an element. A misspelt type or property does not compile. */
export function element<T extends EntityTypeName>(
  typeName: T,
  qualifiedName: QualifiedName,
  properties: EntityProperties[T],
  details: StatedDetails = {},
): StatedElement {
  return {
    kind: 'element',
    typeName,
    qualifiedName,
    properties: properties as PropertyMap,
    classifications: details.classifications ?? NONE,
    parent: details.parent,
    relationships: details.relationships ?? NONE,
    anchor: details.anchor,
    anchorScope: details.anchorScope,
  };
}

/** States a relationship of the element to `to`, which is at end `toEnd` of it. */
export function relationship<T extends RelationshipTypeName>(
  typeName: T,
  to: QualifiedName,
  toEnd: 1 | 2,
  properties?: RelationshipProperties[T],
): StatedRelationship {
  return { typeName, to, toEnd, properties: (properties as PropertyMap | undefined) ?? NO_PROPERTIES };
}

/** States a classification of the element. */
export function classification<T extends ClassificationTypeName>(
  typeName: T,
  properties?: ClassificationProperties[T],
): StatedClassification {
  return { typeName, properties: (properties as PropertyMap | undefined) ?? NO_PROPERTIES };
}

/** All relationships that an element states, its parent first. */
export function relationshipsStatedBy({ parent, relationships }: StatedElement): readonly StatedRelationship[] {
  return parent === undefined ? relationships : [parent, ...relationships];
}

/** Where an element comes from (Egeria's `ElementOrigin`), as far as the daemon distinguishes it. */
export type Origin =
  | { readonly category: 'LOCAL_COHORT' }
  | { readonly category: 'EXTERNAL_SOURCE'; readonly guid: Guid; readonly name: QualifiedName };

/** Who changed something, when, and how often it was changed (Egeria's `ElementVersions`). Times are ISO 8601. */
export interface Versions {
  readonly version: number;
  readonly createdBy: string;
  readonly createTime: string;
  readonly updatedBy: string | undefined;
  readonly updateTime: string | undefined;
}

/** From when until when a fact is true; a missing end is open. ISO 8601. */
export interface Effectivity {
  readonly effectiveFrom?: string | undefined;
  readonly effectiveTo?: string | undefined;
}

export interface Classification extends Effectivity {
  readonly typeName: string;
  readonly properties: PropertyMap;
  readonly origin: Origin;
}

/** An element as the open metadata store holds it. */
export interface Element extends Effectivity {
  readonly guid: Guid;
  readonly typeName: string;
  readonly qualifiedName: QualifiedName;
  /** All properties but `qualifiedName`. */
  readonly properties: PropertyMap;
  readonly classifications: readonly Classification[];
  readonly origin: Origin;
  readonly versions: Versions;
  /** The anchor; the element itself when it is its own. */
  readonly anchorGuid: Guid;
  readonly anchorScopeGuid: Guid | undefined;
}

/** What names the element at one end of a relationship. */
export interface ElementStub {
  readonly guid: Guid;
  readonly typeName: string;
  readonly qualifiedName: QualifiedName;
  readonly displayName: string | undefined;
}

/** A relationship as the open metadata store holds it. */
export interface Relationship extends Effectivity {
  readonly guid: Guid;
  readonly typeName: string;
  readonly end1: ElementStub;
  readonly end2: ElementStub;
  readonly properties: PropertyMap;
  readonly origin: Origin;
  readonly versions: Versions;
}
