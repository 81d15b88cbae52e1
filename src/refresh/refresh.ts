import type { IntegrationConnector, PermittedSynchronization } from '../connector/connector.ts';
import type { ConnectorProvider } from '../connector/provider.ts';
import type { ConnectorPlace, DaemonEvent, IntegrationReport } from '../report/events.ts';
import { IntegrationBug } from '../messages/error-kinds.ts';
import type { QualifiedName } from '../metadata/qualified-name.ts';
import type { Account } from '../report/account.ts';
import { openAccount } from '../report/account.ts';
import { reportOf, reportedError } from '../report/integration-report.ts';
import type { Clock } from '../runtime/clock.ts';
import type { IntegrationService } from '../services/integration-services.ts';
import { mayCatalog } from '../services/integration-services.ts';
import type { DeleteMethod, MetadataSource, OpenMetadataStore, Writer } from '../store/open-metadata-store.ts';
import type { SyncLedger } from '../store/sync-ledger.ts';
import { apply } from './apply.ts';
import { batch, oneAhead } from './batch.ts';
import { check } from './check.ts';
import { compare, compareRaced } from './compare.ts';
import type { CompareInput, Publication } from './compare.ts';
import { refreshContext } from './context.ts';
import type { RefreshContext } from './context.ts';
import { dryLedger } from './dry-ledger.ts';
import { messages } from './messages.ts';
import { patience } from './patience.ts';
import { permit, permitBatch } from './permit.ts';
import { publish } from './publish.ts';
import { read } from './read.ts';
import type { ReadOutcome } from './read.ts';
import { settle } from './settle.ts';
import { sweep } from './sweep.ts';
import type { RemovalRefused } from './sweep.ts';

/** One refresh of one catalog target. */
export interface RefreshInput {
  readonly store: OpenMetadataStore;
  readonly connector: IntegrationConnector;
  readonly provider: ConnectorProvider;
  readonly service: IntegrationService;
  readonly place: ConnectorPlace;
  readonly metadataSourceQualifiedName: QualifiedName;
  readonly permittedSynchronization: PermittedSynchronization;
  /** Elements belong to the local cohort and not to the metadata source; always so when people may change them. */
  readonly localCohort: boolean;
  readonly deleteMethod: DeleteMethod;
  readonly userId: string;
  /** Digest of what decides which elements are seen. */
  readonly configurationDigest: string;
  readonly dryRun: boolean;
  readonly allowRemovals: boolean;
  readonly removalGuardPercent: number;
  /** Whether every element's change is told as an event. */
  readonly wantsElements: boolean;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  onEvent(event: DaemonEvent): void;
}

/** What one refresh works with. */
interface Refresh extends RefreshInput {
  readonly account: Account;
  readonly ledger: SyncLedger;
  readonly context: RefreshContext;
  readonly writer: Writer;
  readonly outcome: ReadOutcome;
  /** Aborts reading: whoever runs the refresh wants it to end, or applying failed. */
  readonly stop: AbortController;
}

/**
 * Reads, checks, compares, permits, applies, sweeps and reports: the only place that knows the order of the stages.
 * It does not throw for a third party or a store that fails: the report says what happened.
 */
export async function refreshCatalogTarget(input: RefreshInput): Promise<IntegrationReport> {
  const start = input.clock.now();
  const account = openAccount({
    finding: (finding) => input.onEvent({ kind: 'finding', ...finding, ...input.place }),
    element: input.wantsElements
      ? (action) => input.onEvent({ kind: 'element', ...action, ...input.place })
      : undefined,
  });
  const outcome: ReadOutcome = { complete: false, error: undefined };
  let removalRefused: RemovalRefused;
  try {
    const refresh = await begin(input, account, outcome);
    const publications = await applyAll(refresh);
    removalRefused = await finish(refresh, publications);
  } catch (error) {
    account.failOutstanding();
    outcome.complete = false;
    // What the connector threw came first, and is the error of the report.
    if (outcome.error === undefined) outcome.error = error;
    else account.note('failed', reportedError(error).message);
  }
  if (!account.isConserved) outcome.error = new IntegrationBug(messages.accountOff({ ...account.totals }));
  const report = reportOf({
    place: input.place,
    metadataSourceQualifiedName: input.metadataSourceQualifiedName,
    start,
    end: input.clock.now(),
    dryRun: input.dryRun,
    complete: outcome.complete,
    account,
    removalRefused,
    error: outcome.error === undefined ? undefined : reportedError(outcome.error),
  });
  input.onEvent({ kind: 'report', ...report });
  return report;
}

async function begin(input: RefreshInput, account: Account, outcome: ReadOutcome): Promise<Refresh> {
  const { store, metadataSourceQualifiedName } = input;
  const metadataSource = input.localCohort ? undefined : await sourceOf(input);
  const stop = new AbortController();
  const context = refreshContext(input, account, AbortSignal.any([input.signal, stop.signal]));
  const ledger = await store.ledger({
    metadataSourceName: metadataSourceQualifiedName,
    catalogTargetName: input.place.catalogTargetName,
    owner: metadataSource,
    configurationDigest: input.configurationDigest,
    entityTypes: input.provider.catalogs,
    relationshipTypes: input.provider.relates,
    at: (place) => context.forConnector.at(place),
  });
  return {
    ...input,
    account,
    outcome,
    stop,
    ledger: input.dryRun ? dryLedger(ledger, store) : ledger,
    context,
    writer: { userId: input.userId, metadataSource },
  };
}

/** The metadata source; a dry run makes none, and owns nothing but what a source that exists does. */
async function sourceOf({
  store,
  metadataSourceQualifiedName: name,
  userId,
  dryRun,
}: RefreshInput): Promise<MetadataSource> {
  if (!dryRun) return store.metadataSource(name, userId);
  const known = await store.elementNamed(name);
  return { guid: (known?.guid ?? '') as MetadataSource['guid'], name };
}

/** Reads and writes everything that is stated. One batch is in hand or, as the store has it, a few; one more is being read. */
async function applyAll(refresh: Refresh): Promise<readonly Publication[]> {
  const { account, ledger, context, writer, outcome, stop } = refresh;
  const seen = context.seen;
  const stating: CompareInput = { ledger, account, seen, policy: policyOf(refresh) };
  const permitting = { metadataSource: writer.metadataSource };
  const records = read(refresh.connector.refresh(context.forConnector), {
    signal: context.forConnector.signal,
    onRead: (count) => context.progress(count),
    outcome,
  });
  const checked = check(records, {
    account,
    serviceName: refresh.service.name,
    mayCatalog: (typeName) => mayCatalog(refresh.service, typeName),
  });
  const batches = oneAhead(batch(checked, refresh.store.capabilities.batchRecords), {
    onEarlyEnd: () => stop.abort(),
    patience: patience(context.forConnector.signal, refresh.clock),
    onGivenUp: () => account.note('warning', messages.givenUp()),
  });
  const applied = apply(permit(compare(batches, stating), permitting), {
    ledger,
    writer,
    account,
    seen,
    batchesAtOnce: refresh.dryRun ? 1 : refresh.store.capabilities.batchesAtOnce,
    again: async (changes) => permitBatch(await compareRaced(changes, stating), permitting),
  });
  const publications: Publication[] = [];
  for await (const some of applied) publications.push(...some);
  return publications;
}

/** What can only be done after reading. */
async function finish(refresh: Refresh, publications: readonly Publication[]): Promise<RemovalRefused> {
  const { account, ledger, context, outcome, signal } = refresh;
  outcome.complete &&= !signal.aborted;
  await settle({ ...refresh, isComplete: outcome.complete });
  if (!account.isConserved) throw new IntegrationBug(messages.accountOff({ ...account.totals }));
  if (!outcome.complete) return undefined;
  if (account.totals.stated === 0 && ledger.owned === 0) account.note('warning', messages.nothingStated());
  await publish(publications, { ...refresh, context: context.forConnector });
  outcome.complete &&= !signal.aborted;
  if (!outcome.complete) return undefined;
  if (account.hasInvalid) {
    account.note('warning', messages.noSweep());
    return undefined;
  }
  const refused = await sweep({ ...refresh, seen: context.seen, unreadable: context.unreadable });
  if (refused === undefined) await ledger.complete();
  return refused;
}

function policyOf({
  localCohort,
  permittedSynchronization,
  provider,
  metadataSourceQualifiedName: metadataSourceName,
}: Refresh): CompareInput['policy'] {
  const publishes = permittedSynchronization === 'FROM_THIRD_PARTY' ? [] : provider.publishes;
  return { localCohort, metadataSourceName, permittedSynchronization, publishes };
}
