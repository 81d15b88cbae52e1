import type { CatalogTargetDefinition, CheckedDefinition, ConnectorDefinition } from '../config/checked-definition.ts';
import type { Environment } from '../config/secrets.ts';
import { configure } from '../config/settings.ts';
import type { Configuration } from '../config/settings.ts';
import type { IntegrationConnector } from '../connector/connector.ts';
import { classified } from '../messages/error-kinds.ts';
import { refreshCatalogTarget } from '../refresh/refresh.ts';
import { openAccount } from '../report/account.ts';
import type { ConnectorPlace, DaemonEvent, IntegrationReport } from '../report/events.ts';
import { causeOf, reportedError, reportOf } from '../report/integration-report.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Redactor } from '../runtime/redact.ts';
import type { OpenMetadataStore } from '../store/open-metadata-store.ts';
import { daemonMessages } from './messages.ts';
import { outcomeOf } from './outcome.ts';

/** What all connectors of a daemon run with. */
export interface DaemonInput {
  readonly definition: CheckedDefinition;
  readonly store: OpenMetadataStore;
  readonly environment: Environment;
  readonly redactor: Redactor;
  readonly dryRun: boolean;
  readonly allowRemovals: boolean;
  /** Whether the change of every element is told as an event. */
  readonly wantsElements: boolean;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly onEvent: (event: DaemonEvent) => void;
}

/** What one refresh is of. */
interface Target {
  readonly connector: ConnectorDefinition;
  readonly target: CatalogTargetDefinition;
  readonly place: ConnectorPlace;
}

/** Pauses before connecting is tried again, in milliseconds: what only hiccuped is there in a moment. */
const connectPauses = [1_000];

/** How long a connector may take to disconnect, in milliseconds. */
const disconnectLimit = 5_000;

/** Where events of a catalog target say that they come from. */
export function placeOf(connector: ConnectorDefinition, target: CatalogTargetDefinition): ConnectorPlace {
  return {
    serviceURLMarker: connector.service.urlMarker,
    connectorName: connector.connectorName,
    provider: connector.provider.id,
    catalogTargetName: target.name,
  };
}

/**
 * Connects, refreshes one catalog target and disconnects. Does not throw for what the third party, the store or the
 * connector does: the report says it.
 */
export async function refreshTarget(
  connector: ConnectorDefinition,
  target: CatalogTargetDefinition,
  daemon: DaemonInput,
): Promise<IntegrationReport> {
  const of: Target = { connector, target, place: placeOf(connector, target) };
  const start = daemon.clock.now();
  daemon.onEvent({ kind: 'status', status: 'REFRESHING', nextRefresh: undefined, ...of.place });
  let connected: { readonly connection: IntegrationConnector; readonly digest: string };
  try {
    connected = await connect(of, daemon);
  } catch (error) {
    const report = failedReport(of, start, error, daemon);
    daemon.onEvent({ kind: 'report', ...report });
    return report;
  }
  try {
    return await refreshCatalogTarget({
      ...daemon,
      connector: connected.connection,
      provider: connector.provider,
      service: connector.service,
      place: of.place,
      metadataSourceQualifiedName: target.metadataSourceQualifiedName,
      permittedSynchronization: target.permittedSynchronization,
      localCohort: target.localCohort,
      deleteMethod: target.deleteMethod,
      userId: connector.userId,
      configurationDigest: connected.digest,
      removalGuardPercent: target.removalGuardPercent,
      onEvent: daemon.onEvent,
    });
  } finally {
    await disconnect(connected.connection, of.place, daemon);
  }
}

/** The settings are brought in anew for each refresh: files with secrets may have been renewed. */
async function connect(
  { connector: { provider }, target }: Target,
  { definition, environment, redactor, clock, signal }: DaemonInput,
): Promise<{ connection: IntegrationConnector; digest: string }> {
  const sources = { environment, folder: definition.folder };
  const { config, digest }: Configuration = await configure(provider, target.settings, sources, redactor);
  const { permittedSynchronization } = target;
  for (const pause of [...connectPauses, undefined]) {
    try {
      const context = { signal, permittedSynchronization, baseFolder: definition.folder };
      return { connection: await provider.connect({ name: target.name, config }, context), digest };
    } catch (error) {
      if (classified(error)?.kind !== 'UnavailableError' || pause === undefined || signal.aborted) throw error;
      await clock.sleep(pause, signal);
    }
  }
  throw new Error('unreachable: the last attempt returns or throws');
}

async function disconnect(connection: IntegrationConnector, place: ConnectorPlace, daemon: DaemonInput): Promise<void> {
  const waiting = new AbortController();
  const tooLong = daemon.clock.sleep(disconnectLimit, waiting.signal).then(
    () => Promise.reject(new Error('it took too long')),
    () => undefined,
  );
  try {
    await Promise.race([connection.disconnect(), tooLong]);
  } catch (error) {
    daemon.onEvent({
      kind: 'notice',
      severity: 'warning',
      message: daemonMessages.disconnectFailed({ subject: place.connectorName }),
      cause: causeOf(error),
      place: undefined,
    });
  } finally {
    waiting.abort();
  }
}

/** The report of a refresh that could not begin. */
function failedReport(
  { target, place }: Target,
  start: number,
  error: unknown,
  { clock, dryRun, signal }: DaemonInput,
): IntegrationReport {
  return reportOf({
    place,
    metadataSourceQualifiedName: target.metadataSourceQualifiedName,
    start,
    end: clock.now(),
    dryRun,
    complete: false,
    account: openAccount({ finding: () => undefined }),
    removalRefused: undefined,
    // Whatever a connect says that was aborted is not about the third party.
    error: signal.aborted ? undefined : reportedError(error),
  });
}

/** The status of a connector after a refresh. */
export function statusAfter({ error }: IntegrationReport): ReturnType<typeof outcomeOf>['status'] {
  return error === undefined ? 'WAITING' : outcomeOf(error.kind).status;
}
