import type { Effectivity, PropertyMap, Versions } from '../metadata/element.ts';
import type { Guid, QualifiedName } from '../metadata/qualified-name.ts';

/** What an archive says of itself. */
export interface ArchiveProperties {
  readonly guid: string;
  readonly name: string;
  /** Who made it. */
  readonly originator: string;
  /** ISO 8601. */
  readonly creationDate: string;
  /** The GUIDs of archives that a server has to load before this one. */
  readonly dependsOn?: readonly string[] | undefined;
}

/** Where an instance comes from, and with that who may change it (Egeria 6.1's `InstanceProvenanceType`). */
export interface ArchiveProvenance {
  readonly category: 'LOCAL_COHORT' | 'EXPORT_ARCHIVE' | 'CONTENT_PACK' | 'EXTERNAL_SOURCE';
  /** Of the metadata collection: the repository, the archive or the metadata source that it belongs to. */
  readonly guid: string;
  readonly name: string;
}

/** What entities, classifications and relationships of an archive have in common. Times are ISO 8601. */
export interface ArchiveInstance extends Versions, Effectivity {
  readonly typeName: string;
  readonly properties: PropertyMap;
  readonly provenance: ArchiveProvenance;
}

/** What an element is anchored to (`Anchors`); it is written as a classification of the element's own provenance. */
export interface ArchiveAnchor {
  /** Absent when the element is its own anchor. */
  readonly guid?: Guid | undefined;
  readonly typeName: string;
  /** The topmost type of the anchor below `Referenceable`, such as `Asset`. */
  readonly domainName: string;
  readonly scopeGuids: readonly Guid[];
}

/** An element of an archive. */
export interface ArchiveEntity extends ArchiveInstance {
  readonly guid: Guid;
  /** Empty for types that have none. */
  readonly qualifiedName: QualifiedName;
  /** Without `Anchors`. */
  readonly classifications: readonly ArchiveInstance[];
  readonly anchor: ArchiveAnchor | undefined;
}

/** The element at one end of a relationship: in the same archive, or in one that was loaded before. */
export interface ArchiveEnd {
  readonly guid: Guid;
  readonly typeName: string;
  /** Empty for types that have none. */
  readonly qualifiedName: QualifiedName;
}

/** A relationship of an archive. */
export interface ArchiveRelationship extends ArchiveInstance {
  readonly guid: Guid;
  readonly end1: ArchiveEnd;
  readonly end2: ArchiveEnd;
}

/** All that goes into an archive. What comes from an `Iterable` costs no turn of the event loop an element. */
export interface ArchiveContent {
  readonly properties: ArchiveProperties;
  readonly entities: Iterable<ArchiveEntity> | AsyncIterable<ArchiveEntity>;
  readonly relationships: Iterable<ArchiveRelationship> | AsyncIterable<ArchiveRelationship>;
}
