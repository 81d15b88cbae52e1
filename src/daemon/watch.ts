import type { CatalogTargetDefinition, ConnectorDefinition } from '../config/checked-definition.ts';
import { UnavailableError } from '../messages/error-kinds.ts';
import { reportedError } from '../report/integration-report.ts';
import { placeOf, refreshTarget, statusAfter } from './connector-handler.ts';
import type { DaemonInput } from './connector-handler.ts';
import { createTally, withStore } from './integration-daemon.ts';
import type { RunInput, Tally } from './integration-daemon.ts';
import { daemonMessages } from './messages.ts';
import { firstRefresh, nextRefresh, storePause } from './schedule.ts';
import type { Schedule } from './schedule.ts';
import { selectConnectors } from './selection.ts';

/** How long connectors may take to stop, in milliseconds, before the daemon ends without them. */
const stopLimit = 10_000;

/** How watching ended. */
export interface WatchOutcome {
  /** Whether all connectors stopped in time. */
  readonly stopped: boolean;
  /** What all refreshes came to. */
  readonly tally: Tally;
}

/**
 * Keeps the connectors running until the signal aborts: each refreshed at once and then again and again, side by side,
 * so that a slow or failing one delays no other. A store that is not to be reached is waited for, with growing pauses.
 *
 * @throws ConfigurationError before anything is done, StoreError when the store cannot be used
 */
export async function watch(input: RunInput): Promise<WatchOutcome> {
  const { signal } = input;
  for (let failures = 0; ; failures += 1) {
    try {
      return await watchWithStore(input);
    } catch (error) {
      if (!(error instanceof UnavailableError) || signal.aborted) throw error;
      await waitForStore(error, failures, input);
    }
    if (signal.aborted) return { stopped: true, tally: createTally(input.definition.connectors) };
  }
}

/** Says that the store is not there and when it is tried again, and waits until then. */
async function waitForStore(error: UnavailableError, failures: number, input: RunInput): Promise<void> {
  const { definition, selection, clock, onEvent } = input;
  const next = clock.now() + storePause(failures);
  const { message, cause } = reportedError(error);
  onEvent({ kind: 'notice', severity: 'warning', message, cause, place: undefined });
  for (const connector of selectConnectors(definition, selection)) {
    for (const target of connector.catalogTargets) tell(connector, target, 'INITIALIZE_FAILED', next, input);
  }
  await untilThen(next, input);
}

function watchWithStore(input: RunInput): Promise<WatchOutcome> {
  return withStore(input, async (connectors, daemon) => {
    const tally = createTally(connectors);
    const running = Promise.all(connectors.map((connector) => keepRunning(connector, tally, daemon)));
    const inTime = new AbortController();
    const stopped = await Promise.race([running.then(() => true), tooLate(daemon, inTime.signal)]);
    inTime.abort();
    if (!stopped) {
      const message = daemonMessages.abandoned();
      input.onEvent({ kind: 'notice', severity: 'warning', message, cause: undefined, place: undefined });
    }
    return { stopped, tally };
  });
}

async function tooLate({ clock, signal }: DaemonInput, inTime: AbortSignal): Promise<false> {
  await aborted(signal);
  await clock.sleep(stopLimit, inTime).catch(() => undefined);
  return false;
}

/** The targets of one connector are refreshed one after the other, each by its own schedule. */
async function keepRunning(connector: ConnectorDefinition, tally: Tally, daemon: DaemonInput): Promise<void> {
  const { clock, signal } = daemon;
  const schedules = new Map(
    connector.catalogTargets.map((target) => [target, firstRefresh(clock.now(), connector)] as const),
  );
  for (const [target, { next }] of schedules) tell(connector, target, 'INITIALIZED', next, daemon);
  while (!signal.aborted) {
    const due = earliest(schedules);
    if (due === undefined) break;
    const [target, schedule, next] = due;
    if (next > clock.now()) await untilThen(next, daemon);
    else schedules.set(target, await refreshOnce({ connector, target, schedule }, tally, daemon));
  }
  await aborted(signal);
  for (const target of schedules.keys()) tell(connector, target, 'STOPPED', undefined, daemon);
}

/** A catalog target whose time has come. */
interface DueTarget {
  readonly connector: ConnectorDefinition;
  readonly target: CatalogTargetDefinition;
  readonly schedule: Schedule;
}

async function refreshOnce(
  { connector, target, schedule }: DueTarget,
  tally: Tally,
  daemon: DaemonInput,
): Promise<Schedule> {
  const report = await refreshTarget(connector, target, daemon);
  tally.add(report);
  const after = nextRefresh(daemon.clock.now(), connector, schedule, report);
  if (!daemon.signal.aborted) tell(connector, target, statusAfter(report), after.next, daemon);
  return after;
}

function tell(
  connector: ConnectorDefinition,
  target: CatalogTargetDefinition,
  status: ReturnType<typeof statusAfter>,
  next: number | undefined,
  { onEvent }: Pick<DaemonInput, 'onEvent'>,
): void {
  const nextRefresh = next === undefined ? undefined : new Date(next).toISOString();
  onEvent({ kind: 'status', status, nextRefresh, ...placeOf(connector, target) });
}

type Due = readonly [CatalogTargetDefinition, Schedule, number];

function earliest(schedules: ReadonlyMap<CatalogTargetDefinition, Schedule>): Due | undefined {
  let first: Due | undefined;
  for (const [target, schedule] of schedules) {
    const { next } = schedule;
    if (next !== undefined && (first === undefined || next < first[2])) first = [target, schedule, next];
  }
  return first;
}

/** Longer pauses than this are taken in pieces: timers of the system hold no more than 24.8 days. */
const longestPause = 24 * 60 * 60_000;

async function untilThen(time: number, { clock, signal }: Pick<DaemonInput, 'clock' | 'signal'>): Promise<void> {
  try {
    await clock.sleep(Math.min(time - clock.now(), longestPause), signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
