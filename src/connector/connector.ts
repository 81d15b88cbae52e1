import type { Element, MetadataRecord, PropertyValue } from '../metadata/element.ts';
import type { Guid, QualifiedName } from '../metadata/qualified-name.ts';
import type { Message } from '../messages/message.ts';

/** In which direction metadata may flow (Egeria's `PermittedSynchronization`). */
export type PermittedSynchronization = 'BOTH_DIRECTIONS' | 'TO_THIRD_PARTY' | 'FROM_THIRD_PARTY';

/** Looks for elements in the store: by type with its subtypes, by name or by text. */
export interface ContextQuery {
  readonly typeName?: string;
  readonly qualifiedName?: QualifiedName;
  readonly text?: string;
}

/** What a connector is given for one refresh. */
export interface IntegrationContext {
  /** Aborts when the daemon stops. Hand it to the driver: a hung query delays the shutdown. */
  readonly signal: AbortSignal;
  readonly permittedSynchronization: PermittedSynchronization;
  /** The name of the catalog target; empty for the connector's own. */
  readonly catalogTargetName: string;
  /** Says that what is beneath `scope` could not be read: nothing beneath it is swept, and the reader is told why. */
  unreadable(scope: QualifiedName, cause: unknown): void;
  /** Tells the reader something that is no error: a pattern that matches nothing, an object that may be seen but not used. */
  warn(message: Message): void;
  /** Names where the refresh is, for progress and heartbeat: a schema, a folder. */
  at(place: string): void;
  /** A read-only view of the store. */
  find(query: ContextQuery): AsyncIterable<Element>;
}

/** A change that somebody made in open metadata and that is to be carried out to the third party. */
export interface ElementChange {
  readonly guid: Guid;
  readonly typeName: string;
  readonly qualifiedName: QualifiedName;
  /** The record as the third party stated it in this refresh: it tells the connector which object this is. */
  readonly stated: MetadataRecord;
  readonly propertyName: string;
  /** What the third party has now; `undefined`: nothing. */
  readonly from: PropertyValue | undefined;
  /** What it is to have; `undefined`: nothing. */
  readonly to: PropertyValue | undefined;
}

/** What became of one change. */
export interface PublishOutcome {
  readonly change: ElementChange;
  /** Why it could not be carried out; absent when it was. */
  readonly error?: unknown;
}

/**
 * One configured instance of a provider, connected to one catalog target.
 *
 * The daemon calls `refresh` (again and again in `watch`), `publish` after a complete refresh when the direction
 * permits it, and `disconnect` at the end, also after an abort.
 */
export interface IntegrationConnector {
  /**
   * Every element of the target, parents before children, one by one or in arrays of up to a few hundred.
   * Returning normally asserts that this was all, except for what is beneath an `unreadable` scope. The same
   * third party gives the same records in the same order.
   */
  refresh(context: IntegrationContext): AsyncIterable<MetadataRecord | readonly MetadataRecord[]>;
  /** Carries changes out, one outcome a change, in their order. Present if the provider publishes anything. */
  publish?(changes: AsyncIterable<ElementChange>, context: IntegrationContext): AsyncIterable<PublishOutcome>;
  /** Frees everything. Safe twice, and after a failed connect. */
  disconnect(): Promise<void>;
}
