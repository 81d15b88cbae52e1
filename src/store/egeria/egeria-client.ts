import type { Effectivity, Element, PropertyMap, Relationship } from '../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../metadata/qualified-name.ts';
import type { TypeKind } from '../../metadata/types/type-registry.ts';
import type {
  DeleteMethod,
  ElementVersion,
  MetadataSource,
  PropertyCondition,
  ReadOptions,
} from '../open-metadata-store.ts';

/** What a server's types lack of one type of ours. */
export interface TypeGap {
  readonly kind: TypeKind;
  readonly typeName: string;
  /** The properties, or the values of an enum, that it lacks or has otherwise; `undefined`: it lacks the type. */
  readonly lacking: readonly string[] | undefined;
}

/** On whose behalf a call writes; `undefined`: for the local cohort. */
export type Owner = MetadataSource | undefined;

/** Which stretch of a listing is asked for. The end is an empty page: a short one is not the last. */
export interface Page {
  /** 0-based. */
  readonly startFrom: number;
  /** At most `maxPageSize`. */
  readonly pageSize: number;
  /**
   * By the time of creation from page to page, and within a page in the server's order (Egeria 6.1). Of what was created in
   * the same millisecond, a PostgreSQL repository may have some on no page (6.1); otherwise by GUID, each once.
   */
  readonly order?: 'oldest first' | 'newest first';
}

/** Which elements are listed. */
export interface ElementListing extends ReadOptions {
  /** Of this type or one of its subtypes; concrete types only are listed reliably. */
  readonly typeName?: string | undefined;
  /**
   * All hold together. `LIKE` takes `%` and `_`, as in the port; what the server cannot express is filtered here, so
   * that a page may hold fewer elements than were asked for, and none at all before the end: see `ElementPage`.
   */
  readonly conditions?: readonly PropertyCondition[] | undefined;
  /** Their qualified names begin so. */
  readonly nameBeginning?: string | undefined;
  readonly classification?: string | undefined;
  /** Anchored to one of these. An anchor carries no GUID of its own, and so is not found by it. */
  readonly anchoredTo?: readonly Guid[] | undefined;
  /** Each occurs in the display name or in the description, whatever its case; as the server compares, accents and all. */
  readonly words?: readonly string[] | undefined;
}

/** A classification that comes with a new element. */
export interface NewClassification extends Effectivity {
  readonly typeName: string;
  readonly properties: PropertyMap;
}

/** An element as one call creates it: its anchor, its parent and its first classifications go with it. */
export interface NewRemoteElement extends Effectivity {
  readonly typeName: string;
  /** Empty for types that have none. */
  readonly qualifiedName: QualifiedName;
  readonly properties: PropertyMap;
  readonly classifications: readonly NewClassification[];
  /** Its own anchor when absent. */
  readonly anchorGuid?: Guid | undefined;
  readonly anchorScopeGuid?: Guid | undefined;
  readonly parent?: ParentLink | undefined;
}

/** The relationship with which an element is created beneath another one. */
export interface ParentLink {
  readonly guid: Guid;
  readonly relationshipTypeName: string;
  readonly parentAtEnd1: boolean;
  readonly properties: PropertyMap;
}

/** An element as it is read from a server. */
export interface RemoteElement extends Element {
  /**
   * Differs between any two states of the element, its classifications included: the version alone does not count them
   * (Egeria 6.1, where a classification has a version of its own). Short, for equality only.
   */
  readonly revision: string;
}

/** One page of a listing: `isEnd` once the server's own page was empty, whatever was filtered out here. */
export interface ElementPage {
  readonly elements: readonly RemoteElement[];
  readonly isEnd: boolean;
}

/** An element as an update needs to know it; an `Element` is one. */
export interface UpdatedElement {
  readonly guid: Guid;
  /** Replacing all properties sends it along: Egeria 6.1 takes away a qualified name that is not sent. */
  readonly qualifiedName: QualifiedName;
  /** Where the server's types are older and it is not known, it is read. */
  readonly typeName?: string;
}

/** A relationship as one call creates it. */
export interface NewRemoteRelationship extends Effectivity {
  readonly typeName: string;
  readonly end1: Guid;
  readonly end2: Guid;
  readonly properties: PropertyMap;
}

/**
 * What a metadata access server is asked, whichever version of Egeria it is. One method is one call, unless it says
 * otherwise; what is read comes in the port's own forms (dates ISO 8601, enums by their symbol).
 *
 * Egeria's exceptions arrive as error kinds: a name that is taken and an element of another owner are ConflictError,
 * what does not fit the types is InvalidMetadataError, no permission is NotAuthorizedError; a server that cannot be
 * used is StoreError, and one that may be there again in a moment UnavailableError. Egeria's message id, system action
 * and user action are in their facts.
 */
export interface EgeriaClient {
  /** The platform's URL and the server's name, without secrets. */
  readonly description: string;
  /** Who the server knows this client as. */
  readonly userId: string;
  /** The version of the platform, such as `6.1`. */
  readonly version: string;
  readonly maxPageSize: number;
  /** Whether elements can be removed by `ARCHIVE`: a view server of Egeria 6.1 fails at it. */
  readonly archives: boolean;
  /** What the server makes by itself for the source of what it was asked to create: types; under a user of its own. */
  readonly madeByServer: ReadonlySet<string>;

  /** `undefined` when there is none, or when it is hidden from this read. */
  element(guid: Guid, options?: ReadOptions): Promise<RemoteElement | undefined>;
  /** The elements that have these names, in any order: as few calls as the names fit into. */
  elementsNamed(names: readonly QualifiedName[], options?: ReadOptions): Promise<readonly RemoteElement[]>;
  /** In the order of the page from page to page, and within it in the server's (Egeria 6.1). */
  listElements(listing: ElementListing, page: Page): Promise<ElementPage>;
  /** Of this type or one of its subtypes. Their ends have no display names, since the server sends none. */
  listRelationships(
    typeName: string,
    page: Page,
    options?: Pick<ReadOptions, 'forLineage'>,
  ): Promise<readonly Relationship[]>;
  /** Relationships of an element at either end; none when it is not there. */
  relationshipsOf(guid: Guid, page: Page, options?: ReadOptions): Promise<readonly Relationship[]>;
  relationship(guid: Guid): Promise<Relationship | undefined>;
  /** Of this type, from the element at end 1 to the one at end 2; without display names. */
  relationshipsBetween(end1: Guid, end2: Guid, typeName: string): Promise<readonly Relationship[]>;
  /** All versions, oldest first: as many calls as there are pages. Egeria 6.1 gives none of a removed element. */
  history(guid: Guid): Promise<readonly ElementVersion[]>;

  createElement(element: NewRemoteElement, owner: Owner): Promise<Guid>;
  /**
   * Whether anything changed. Merged, `undefined` removes a property, which is two calls: the server cannot take away a
   * property, so what is there is read and replaced as a whole.
   */
  updateElement(element: UpdatedElement, properties: PropertyMap, replace: boolean, owner: Owner): Promise<boolean>;
  /** Refused by Egeria 6.1, whose own call for it fails (400): effectivity of an element is set when it is created. */
  updateElementEffectivity(guid: Guid, effectivity: Effectivity, owner: Owner): Promise<void>;
  /**
   * With what is anchored to it, but not with what is anchored to that (Egeria 6.1). Where members are related to one
   * another, such as two columns by a foreign key, it ends in the middle with a complaint of one that is gone already,
   * and members that it has come past would stay without being seen: then they are to be deleted before it is tried again.
   */
  deleteElement(guid: Guid, deleteMethod: DeleteMethod, owner: Owner): Promise<void>;
  classify(guid: Guid, classification: NewClassification, owner: Owner): Promise<void>;
  /** Replaces its properties; two calls when there are none left, which the server cannot do in one. */
  reclassify(guid: Guid, classification: NewClassification, owner: Owner): Promise<void>;
  declassify(guid: Guid, typeName: string, owner: Owner): Promise<void>;
  /** The GUID of the relationship: of the one that was there, if it is of a uni-link type. */
  relate(relationship: NewRemoteRelationship, owner: Owner): Promise<Guid>;
  updateRelationship(guid: Guid, properties: PropertyMap, replace: boolean, owner: Owner): Promise<void>;
  updateRelationshipEffectivity(guid: Guid, effectivity: Effectivity, owner: Owner): Promise<void>;
  unrelate(guid: Guid, owner: Owner): Promise<void>;

  /** The types of relationships that the server has, without those beneath another one: one call, of 1.4 MB. */
  relationshipTypes(): Promise<readonly string[]>;
  /** What the server's types lack of ours: one call, of 1.4 MB. */
  typeGaps(): Promise<readonly TypeGap[]>;
  /** Whether this user may load archives: one call without side effects. */
  mayLoadArchives(): Promise<boolean>;
  /**
   * Loads an Open Metadata Archive; resolves when all of it is there.
   *
   * @param content gives stretches of its JSON text, from the beginning each time that it is called
   */
  loadArchive(content: () => AsyncIterable<string>): Promise<void>;
  /**
   * What looks at the server before anything more is written, after the connection broke or the token was refused: the
   * platform may have been restarted, and all that it kept in memory be gone. What it throws ends that writing.
   */
  onInterruption(look: () => Promise<void>): void;
  disconnect(): Promise<void>;
}
