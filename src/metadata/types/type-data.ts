/** One attribute of a type, as the data file states it. */
export interface AttributeData {
  /** A primitive (`string`), a collection (`map<string,int>`, `array<string>`) or the name of an enum. */
  readonly type: string;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly deprecated?: boolean;
}

/** What entity, relationship and classification types have in common. */
export interface TypeData {
  readonly guid: string;
  readonly version: number;
  readonly superType?: string;
  readonly deprecated?: boolean;
  /** What this type itself declares; what it inherits is not repeated. */
  readonly properties: Readonly<Record<string, AttributeData>>;
}

export interface EnumData {
  readonly guid: string;
  /** Symbolic name to ordinal. */
  readonly values: Readonly<Record<string, number>>;
  readonly default?: string;
}

export interface RelationshipEndData {
  readonly type: string;
  readonly role: string;
  /** `AT_MOST_ONE` or `ANY_NUMBER`: how many elements at this end one element at the other end may have. */
  readonly cardinality: string;
}

export interface RelationshipData extends TypeData {
  readonly end1: RelationshipEndData;
  readonly end2: RelationshipEndData;
}

export interface ClassificationData extends TypeData {
  /** Entity types that it may be attached to, their subtypes included. */
  readonly validFor: readonly string[];
}

/** The shape of `open-metadata-types-6.1.json`. */
export interface OpenMetadataTypeData {
  readonly source: string;
  readonly version: string;
  readonly enums: Readonly<Record<string, EnumData>>;
  readonly entities: Readonly<Record<string, TypeData>>;
  readonly relationships: Readonly<Record<string, RelationshipData>>;
  readonly classifications: Readonly<Record<string, ClassificationData>>;
}
