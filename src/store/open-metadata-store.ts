import type { Effectivity, Element, PropertyMap, Relationship } from '../metadata/element.ts';
import type { Guid, QualifiedName } from '../metadata/qualified-name.ts';
import type { LedgerScope, SyncLedger } from './sync-ledger.ts';

/** How an element is removed (Egeria 6.1's `DeleteMethod`). */
export type DeleteMethod = 'LOOK_FOR_LINEAGE' | 'ARCHIVE' | 'SOFT_DELETE' | 'PURGE';

/** The metadata source on whose behalf something is written; its elements are its own to change. */
export interface MetadataSource {
  readonly guid: Guid;
  readonly name: QualifiedName;
}

/**
 * Who writes. What is written for a metadata source is that source's to change and remove, and nobody else's; without
 * one it belongs to the local cohort, and anyone may change it (external provenance, Egeria 6.1).
 */
export interface Writer {
  readonly userId: string;
  readonly metadataSource: MetadataSource | undefined;
}

/** Which state of the catalog is read. */
export interface ReadOptions {
  /** The state as of this time, ISO 8601; now when absent. */
  readonly asOfTime?: string | undefined;
  /**
   * Only what is effective at this time, ISO 8601; whatever its effectivity when absent. Elements, classifications and
   * relationships are filtered each by their own dates.
   */
  readonly effectiveTime?: string | undefined;
  /** Also elements that were archived (`Memento`), and relationships to them. */
  readonly forLineage?: boolean | undefined;
}

export type PropertyOperator = 'EQ' | 'NEQ' | 'LT' | 'LTE' | 'GT' | 'GTE' | 'LIKE' | 'IS_NULL' | 'NOT_NULL';

/**
 * A condition on one property. `qualifiedName` counts as a property; dates are compared in their one form of ISO 8601.
 * `LIKE` takes `%` and `_` and is not case-sensitive. An element without the property fulfils `NEQ` and `IS_NULL` only.
 */
export interface PropertyCondition {
  readonly property: string;
  readonly operator: PropertyOperator;
  readonly value?: string | number | boolean | undefined;
}

/** Which elements are looked for; all conditions hold together. Results are ordered by creation. */
export interface ElementQuery extends ReadOptions {
  /** Of this type or one of its subtypes. */
  readonly typeName?: string | undefined;
  readonly conditions?: readonly PropertyCondition[] | undefined;
  /** Words that all occur in display name or description, whatever their case and accents; a word may end in `*`. */
  readonly text?: string | undefined;
  /** Carrying this classification. */
  readonly classification?: string | undefined;
  /** Anchored to one of these, some hundreds at most; none of them is found for being its own anchor. */
  readonly anchoredTo?: readonly Guid[] | undefined;
  /** 0-based. */
  readonly startFrom?: number | undefined;
  /** At most so many; all when absent. */
  readonly pageSize?: number | undefined;
}

/** An element, and those of its relationships that it is at end 2 of, in the order of their creation. */
export interface CatalogEntry {
  readonly element: Element;
  readonly relationships: readonly Relationship[];
}

/** Relationships by what is at their end 2, for whoever asks for those of very many elements. */
export interface RelationshipListing {
  /**
   * Those of a type as they were when it was first asked for, archived ends or not. The ends may be without names, and one
   * may be lacking that is there: that something is not there is to be confirmed by `relationships`.
   */
  atEnd2(guid: Guid, typeName: string): Promise<readonly Relationship[]>;
  close(): void;
}

/** One version of an element: who made it when and on whose behalf, when and how it ended. Times are ISO 8601. */
export interface ElementVersion {
  readonly element: Element;
  readonly from: string;
  readonly changedBy: string;
  /** The metadata source for which it was made; `undefined`: none. */
  readonly onBehalfOf: QualifiedName | undefined;
  readonly until: string | undefined;
  /** Whether this version ended by a removal. */
  readonly removed: boolean;
  readonly removedBy: string | undefined;
}

/** A new element. */
export interface NewElement extends Effectivity {
  /** Given by an import; made by the store when absent. */
  readonly guid?: Guid | undefined;
  /** Given by an import; 1 when absent. A store that counts by itself takes no notice of it. */
  readonly version?: number | undefined;
  readonly typeName: string;
  readonly qualifiedName: QualifiedName;
  readonly properties: PropertyMap;
  readonly classifications?:
    | readonly ({ readonly typeName: string; readonly properties: PropertyMap } & Effectivity)[]
    | undefined;
  /** Its own anchor when absent. */
  readonly anchorGuid?: Guid | undefined;
  readonly anchorScopeGuid?: Guid | undefined;
}

/** One change of the catalog. */
export type Mutation =
  | { readonly kind: 'create-element'; readonly element: NewElement }
  /** `properties` are merged into what is there (`undefined` removes one), or replace it all. */
  | {
      readonly kind: 'update-element';
      readonly guid: Guid;
      readonly properties: PropertyMap;
      readonly replaceProperties?: boolean;
      /** Given by an import: if the update changes something, the version is this one at least. */
      readonly version?: number | undefined;
    }
  /** Of an element or a relationship: an end that is absent is open. */
  | ({ readonly kind: 'update-effectivity'; readonly guid: Guid } & Effectivity)
  | ({
      readonly kind: 'classify';
      readonly guid: Guid;
      readonly typeName: string;
      readonly properties: PropertyMap;
    } & Effectivity)
  | { readonly kind: 'declassify'; readonly guid: Guid; readonly typeName: string }
  /** Of two elements there is one relationship of a uni-link type: relating them again updates it (Egeria 6.1). */
  | ({
      readonly kind: 'relate';
      readonly guid?: Guid | undefined;
      /** Given by an import, as that of an element. */
      readonly version?: number | undefined;
      readonly typeName: string;
      readonly end1: Guid;
      readonly end2: Guid;
      readonly properties: PropertyMap;
    } & Effectivity)
  | {
      readonly kind: 'update-relationship';
      readonly guid: Guid;
      readonly properties: PropertyMap;
      readonly replaceProperties?: boolean;
      /** Given by an import, as that of an element. */
      readonly version?: number | undefined;
    }
  | { readonly kind: 'unrelate'; readonly guid: Guid }
  /** Removes the element and what is anchored to it. `LOOK_FOR_LINEAGE` when no method is given (Egeria's default). */
  | { readonly kind: 'delete-element'; readonly guid: Guid; readonly deleteMethod?: DeleteMethod };

/** What one mutation did: the GUID it made or touched, and how many elements went with a removal. */
export interface MutationOutcome {
  readonly guid: Guid;
  readonly changed: boolean;
  readonly removed: number;
}

/** What an adapter can do, so that callers and tests adapt to it. */
export interface StoreCapabilities {
  /** How many records one `apply` should take. */
  readonly batchRecords: number;
  /** How many batches one ledger may be given at once: it keeps their order, and works on the next while it waits. */
  readonly batchesAtOnce: number;
  /** How many calls of a reader or a writer are worth having under way at once: 1 where one works as fast as many. */
  readonly callsAtOnce: number;
  readonly history: boolean;
  /** Whole words and beginnings of words, accents left aside; otherwise texts that occur, as the store compares them. */
  readonly fullText: boolean;
  /** A write is carried out whole or not at all; otherwise one by one, and the error says what was done. */
  readonly atomicWrites: boolean;
  /** A new element or relationship may bring its GUID and its version along; otherwise one that does is refused. */
  readonly givenGuids: boolean;
  /** Who writes is who the writer says; otherwise whoever has signed in. */
  readonly namedUsers: boolean;
  /** The effectivity dates of what exists may be changed. */
  readonly changesEffectivity: boolean;
  /** A change of a classification is a version of its element. */
  readonly countsClassifications: boolean;
  /** The history of an element outlives it. */
  readonly historyOfRemoved: boolean;
  /** `ARCHIVE` leaves a memento of what it removes; otherwise it is refused. */
  readonly archives: boolean;
  /** `LOOK_FOR_LINEAGE` archives what has lineage, with what is anchored to it. */
  readonly keepsLineage: boolean;
  /** What is anchored to an anchored element goes with the anchor, too. */
  readonly removesWhatIsAnchoredTwice: boolean;
  /** The ledger lies within the store and knows at once what anybody does; one beside it learns of others when it is verified. */
  readonly ledgerWithin: boolean;
  /** Reading as of a time shows relationships and what was removed since, too. */
  readonly asOfTime: boolean;
}

/**
 * The open metadata store: elements, relationships and classifications with versions, provenance and anchors.
 *
 * Every write is checked against the types and against who owns the element; it throws InvalidMetadataError,
 * ConflictError (belongs to somebody else, name is taken) or StoreError, and then nothing of its batch is written if the
 * store's writes are atomic.
 */
export interface OpenMetadataStore {
  /** What it is, for people: a path or a URL without secrets. */
  readonly description: string;
  readonly capabilities: StoreCapabilities;

  element(guid: Guid, options?: ReadOptions): Promise<Element | undefined>;
  elementNamed(name: QualifiedName, options?: ReadOptions): Promise<Element | undefined>;
  /** The elements that have these names, in any order: far fewer calls than names where a call is long. */
  elementsNamed(names: readonly QualifiedName[], options?: ReadOptions): Promise<readonly Element[]>;
  /** Pages through the store by itself; several readers and a writer may be at work meanwhile. */
  find(query: ElementQuery): AsyncIterable<Element>;
  /** The relationships of an element at either end, in the order of their creation. */
  relationships(guid: Guid, options?: ReadOptions): AsyncIterable<Relationship>;
  /** Opens a listing, which reads all relationships of a type when it is first asked for one of them. */
  listRelationships(): Promise<RelationshipListing>;
  /**
   * All elements, in the order in which `find` gives them, each with the relationships that it is at end 2 of: so every
   * relationship comes once. Costs far less than asking for those of each element, and holds those of a few at a time.
   */
  catalog(options?: Pick<ReadOptions, 'forLineage'>): AsyncIterable<CatalogEntry>;
  /** All versions, oldest first; of a removed element too. */
  history(guid: Guid): Promise<readonly ElementVersion[]>;

  /** Carries out all mutations, or none if writes are atomic; when it resolves they are durable. */
  write(mutations: readonly Mutation[], writer: Writer): Promise<readonly MutationOutcome[]>;
  /** The metadata source of this name, its `MetadataCollection` element created when absent. */
  metadataSource(name: QualifiedName, userId: string): Promise<MetadataSource>;
  /** The ledger of what one catalog target's refreshes have written. */
  ledger(scope: LedgerScope): Promise<SyncLedger>;
  disconnect(): Promise<void>;
}
