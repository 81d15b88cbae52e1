import type { Element, PropertyMap, StatedElement, StatedRelationship } from '../metadata/element.ts';
import { relationshipsStatedBy } from '../metadata/element.ts';
import type { Message } from '../messages/message.ts';
import type { Guid, QualifiedName } from '../metadata/qualified-name.ts';
import type { DeleteMethod, MetadataSource, Writer } from './open-metadata-store.ts';

/** How far the ledger beside a remote store is compared with it when it is opened: not at all, a few pages, all of it. */
export type Verification = 'none' | 'some' | 'all';

/** What a ledger is about: one catalog target's statements for one metadata source. */
export interface LedgerScope {
  readonly metadataSourceName: QualifiedName;
  readonly catalogTargetName: string;
  /** For whom its elements are written; `undefined`: for the local cohort. */
  readonly owner: MetadataSource | undefined;
  /** Digest of what decides which elements are seen (filters); a change of it explains elements that are missing. */
  readonly configurationDigest: string;
  /** What its connector states: which listings a ledger that is lost is rebuilt from. */
  readonly entityTypes: readonly string[];
  readonly relationshipTypes: readonly string[];
  /** Is told where something is that takes long, such as `1200 of 4000 sent`; for people. */
  readonly at?: ((place: string) => void) | undefined;
}

/** A stated element in the forms that comparing and writing need, each made once. */
export interface PreparedElement {
  readonly stated: StatedElement;
  /** JSON of the properties. */
  readonly propertiesText: string;
  /** Digest of all that was stated: type, name, properties, classifications, relationships, anchor. */
  readonly fingerprint: string;
}

/** What the ledger knows of a stated element. */
export interface LedgerMatch {
  /** Small integer that stands for the element within this ledger. */
  readonly key: number;
  /** The statement is what it was, and nobody has touched the element since. */
  readonly unchanged: boolean;
}

/** A relationship that this scope has written for an element. */
export interface OwnedRelationship extends StatedRelationship {
  readonly guid: Guid;
}

/** An element as it stands in the store, with what this scope wrote of it. */
export interface CurrentElement {
  readonly key: number;
  readonly element: Element;
  readonly relationships: readonly OwnedRelationship[];
  /** The classifications that this scope has stated. */
  readonly ownedClassifications: readonly string[];
  /** The names of its anchor and of what that lies in; `undefined` when it is its own. */
  readonly anchor: QualifiedName | undefined;
  readonly anchorScope: QualifiedName | undefined;
  /** Whether this scope has written it before. */
  readonly inLedger: boolean;
  /** The values last written or carried out by this scope; kept for local-cohort elements only. */
  readonly base: PropertyMap | undefined;
}

/** How an element of the store comes to what is stated. */
export interface ElementUpdate {
  /** All its properties after the update; absent when they stay. */
  readonly properties: PropertyMap | undefined;
  /** All classifications of this scope's after the update; absent when they stay. */
  readonly classifications: StatedElement['classifications'] | undefined;
  /** Classifications that this scope had stated and no longer states. */
  readonly declassify: readonly string[];
  readonly relate: readonly StatedRelationship[];
  readonly updateRelationships: readonly OwnedRelationship[];
  readonly unrelate: readonly OwnedRelationship[];
  /** Whether the anchor stated differs from the one there. */
  readonly reanchor: boolean;
  /** Whether the element, and what this scope states of it, is to belong to the writer from now on. */
  readonly reown: boolean;
}

/** What `apply` writes for one stated element. */
export type LedgerChange =
  | { readonly kind: 'create'; readonly prepared: PreparedElement; readonly base: PropertyMap | undefined }
  | {
      readonly kind: 'update';
      readonly prepared: PreparedElement;
      readonly current: CurrentElement;
      readonly update: ElementUpdate;
      readonly base: PropertyMap | undefined;
      /** Whether the ledger must go on comparing this element: a change of it is still to be carried out. */
      readonly pending: boolean;
    }
  /** The element is as stated, but the ledger did not know it, or it waits for the other element of a relationship. */
  | {
      readonly kind: 'record';
      readonly prepared: PreparedElement;
      readonly current: CurrentElement;
      readonly base: PropertyMap | undefined;
      readonly pending: boolean;
      readonly waiting: readonly StatedRelationship[];
    };

/** The relationships that a change writes, as far as their other elements are there. */
export function relationshipsOf(change: LedgerChange): readonly StatedRelationship[] {
  switch (change.kind) {
    case 'create':
      return relationshipsStatedBy(change.prepared.stated);
    case 'update':
      return change.update.relate;
    case 'record':
      return change.waiting;
    default:
      return change satisfies never;
  }
}

/** What became of the relationships that waited for their other element. */
export interface Settlement {
  /** Elements that had counted as unchanged, and the relationships that they now have more. */
  readonly related: readonly { readonly from: StatedElement; readonly relationships: readonly StatedRelationship[] }[];
  /** Relationships whose other element is neither stated nor in the store. */
  readonly missing: readonly { readonly from: QualifiedName; readonly relationship: StatedRelationship }[];
  /** New elements that the store does not have after all. */
  readonly lost?: readonly { readonly from: QualifiedName; readonly message: Message }[];
  /** Relationships that the store did not take. */
  readonly rejected?: readonly { readonly from: QualifiedName; readonly rejection: Rejection }[];
}

/** What there is of a relationship that an element states, whoever wrote it. `waiting`: for the other element. */
export type RelationshipState = 'present' | 'absent' | 'waiting';

/** What became of one change. */
export interface ApplyOutcome {
  /** 0 for a new element that was rejected. */
  readonly key: number;
  /** Another writer took the name, or changed or removed the element, meanwhile: to be compared again. */
  readonly raced: boolean;
  /** Why this element was not written although others of its batch were: a store that takes them one by one. */
  readonly rejection?: Rejection | undefined;
}

/** What a store says of one element or relationship that it did not take. */
export interface Rejection {
  /** `refused`: not permitted, somebody else's, or not valid; `failed`: anything else. */
  readonly fate: 'refused' | 'failed';
  readonly message: Message;
}

/** In place of the key of a parent: the ledger was lost, and what is in the store does not say beneath what it was stated. */
export const UNKNOWN_PLACE = 0;

/** An entry that no statement of a refresh matched. */
export interface UnseenEntry {
  readonly key: number;
  /** The key of the element beneath which it was stated; `undefined` at the top, UNKNOWN_PLACE if that was forgotten. */
  readonly parentKey: number | undefined;
  readonly guid: Guid;
  readonly typeName: string;
  readonly qualifiedName: QualifiedName;
  /** Kept on purpose after a change of the configuration hid it. */
  readonly kept: boolean;
  /** Another scope states it too. */
  readonly shared: boolean;
}

/** What a removal did. */
export interface RemovalOutcome {
  /** Elements removed, what was anchored to them included. */
  readonly removed: number;
  /** What the store did not remove: it stays, and so does its entry. */
  readonly rejected?: readonly { readonly entry: UnseenEntry; readonly rejection: Rejection }[];
}

/** The memory of what one scope has written; it shares a transaction with the elements when the store is embedded. */
export interface SyncLedger {
  /** How many elements this scope has written and not removed. */
  readonly owned: number;
  /** How many of them are kept although a changed configuration hides them. */
  readonly kept: number;
  /** Whether entries may have been written under another configuration: no refresh was complete with this one since. */
  readonly configurationChanged: boolean;

  /** Looks up stated elements, in any order; fastest in the order of the last refresh. */
  match(prepared: readonly PreparedElement[]): Promise<readonly (LedgerMatch | undefined)[]>;
  /** What the store holds under these names. */
  current(names: readonly QualifiedName[]): Promise<readonly (CurrentElement | undefined)[]>;
  /** What there is of relationships of one element that this scope has not written. */
  relationshipStates(key: number, relationships: readonly StatedRelationship[]): Promise<readonly RelationshipState[]>;
  /** Writes a batch, elements and ledger together; when it resolves it is durable. */
  apply(changes: readonly LedgerChange[], writer: Writer): Promise<readonly ApplyOutcome[]>;
  /** Writes the relationships whose other element was stated later. */
  settle(writer: Writer): Promise<Settlement>;
  /**
   * Notes that a change was carried out to the third party, which will state `prepared` from now on (`undefined` as
   * long as there is more to carry out). If the element differs from `base` by now, because somebody changed it again,
   * it goes on being compared.
   */
  acknowledge(key: number, prepared: PreparedElement | undefined, base: PropertyMap): Promise<void>;
  /**
   * The entries that `isSeen` does not know, in the order of their creation; without those that were added since the
   * ledger was opened, by this refresh or by another process. Writes nothing.
   */
  unseen(isSeen: (key: number) => boolean): AsyncIterable<readonly UnseenEntry[]>;
  /** The key of the element of this name, if the store has it. */
  keyOf(name: QualifiedName): Promise<number | undefined>;
  /** The key of the element beneath which this one was stated. */
  parentOf(key: number): Promise<number | undefined>;
  /** Removes elements and what is anchored to them. */
  remove(entries: readonly UnseenEntry[], deleteMethod: DeleteMethod, writer: Writer): Promise<RemovalOutcome>;
  /** Forgets entries that another scope still states; what only this one owned of them is left to that one. */
  release(entries: readonly UnseenEntry[]): Promise<void>;
  /** Keeps exactly these entries, which a changed configuration hides, until they are stated again or may be removed. */
  keep(entries: readonly UnseenEntry[]): Promise<void>;
  /** Notes a complete refresh. */
  complete(): Promise<void>;
}
