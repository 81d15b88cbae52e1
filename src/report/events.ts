import type { ErrorKind } from '../messages/error-kinds.ts';
import type { Message } from '../messages/message.ts';

/** How many elements a refresh stated, and what became of them. `removed` counts what a removal took along. */
export interface Totals {
  readonly stated: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly refused: number;
  readonly failed: number;
}

/** The state of a connector (Egeria's `IntegrationConnectorStatus`). */
export type ConnectorStatus =
  | 'INITIALIZED'
  | 'WAITING'
  | 'REFRESHING'
  | 'RUNNING'
  | 'STOPPED'
  | 'INITIALIZE_FAILED'
  | 'CONFIG_FAILED'
  | 'SHUTDOWN'
  | 'FAILED';

/** Which connector and catalog target an event is about. */
export interface ConnectorPlace {
  readonly serviceURLMarker: string;
  readonly connectorName: string;
  readonly provider: string;
  /** Empty for the connector's own target. */
  readonly catalogTargetName: string;
}

/** One thing that a refresh could not do or wants to say, about one element or one scope. */
export interface Finding {
  readonly severity: 'warning' | 'refused' | 'failed' | 'unreadable' | 'kept';
  readonly message: Message;
  /** What it is about: a qualified name or a place. */
  readonly subject: string | undefined;
}

/** Findings of one cause: counted, with a few examples. */
export interface GroupedFinding {
  readonly severity: Finding['severity'];
  /** With the facts that all of them have in common. */
  readonly message: Message;
  readonly count: number;
  /** At most three: what each is about, and its facts where they differ. */
  readonly examples: readonly string[];
}

/** The integration report of one refresh of one catalog target. Times are ISO 8601. */
export interface IntegrationReport extends ConnectorPlace {
  readonly metadataSourceQualifiedName: string;
  readonly refreshStartDate: string;
  readonly refreshCompletionDate: string;
  readonly seconds: number;
  readonly dryRun: boolean;
  /** Whether everything was read: only then was anything removed. */
  readonly complete: boolean;
  readonly totals: Totals;
  /** Changes carried out to the third party; in a dry run those that would be. */
  readonly published: number;
  readonly findings: readonly GroupedFinding[];
  /** Set when the removal guard refused: how many of how many would have gone. */
  readonly removalRefused: { readonly wouldRemove: number; readonly owned: number } | undefined;
  readonly error: ReportedError | undefined;
}

/** An error as a report and an event show it: no secret, no stack but under `--debug`. */
export interface ReportedError {
  readonly kind: ErrorKind;
  readonly message: Message;
  /** What the driver said, redacted. */
  readonly cause: string | undefined;
  readonly stack: string | undefined;
}

/** Which change a dry run or a report names. */
export interface ElementAction {
  readonly action: 'create' | 'update' | 'remove' | 'refuse' | 'publish';
  readonly typeName: string;
  readonly qualifiedName: string;
  /** Old and new values of what differs; absent for creations and removals. */
  readonly differences?: readonly { readonly name: string; readonly from: unknown; readonly to: unknown }[];
  readonly reason?: string;
}

/** The end of a command, the last event. */
export interface ResultEvent {
  readonly kind: 'result';
  readonly exitCode: number;
  readonly totals: Totals;
  readonly connectors: readonly { readonly connectorName: string; readonly totals: Totals }[];
}

/** Everything that the daemon tells: typed and serialisable, rendered elsewhere. */
export type DaemonEvent =
  | {
      readonly kind: 'started';
      readonly daemon: string;
      readonly formatVersion: string;
      readonly store: string;
      readonly dryRun: boolean;
    }
  | ({
      readonly kind: 'status';
      readonly status: ConnectorStatus;
      readonly nextRefresh: string | undefined;
    } & ConnectorPlace)
  | ({ readonly kind: 'progress'; readonly stated: number; readonly place: string | undefined } & ConnectorPlace)
  | ({ readonly kind: 'element' } & ElementAction & ConnectorPlace)
  | ({ readonly kind: 'finding' } & Finding & ConnectorPlace)
  | ({ readonly kind: 'report' } & IntegrationReport)
  | {
      readonly kind: 'notice';
      readonly severity: 'warning' | 'error';
      readonly message: Message;
      readonly cause: string | undefined;
      readonly place: string | undefined;
    }
  | ResultEvent;
