import type { CheckedDefinition, ConnectorDefinition } from '../config/checked-definition.ts';
import { DefinitionError } from '../config/definition-error.ts';
import type { DefinitionProblem } from '../config/definition-error.ts';
import type { Environment } from '../config/secrets.ts';
import { configure } from '../config/settings.ts';
import { resolveStore } from '../config/store-settings.ts';
import type { Message } from '../messages/message.ts';
import type { IntegrationReport, ResultEvent, Totals } from '../report/events.ts';
import type { ExitCode } from '../report/exit-codes.ts';
import type { Redactor } from '../runtime/redact.ts';
import { openStore } from '../store/open-store.ts';
import type { Verification } from '../store/sync-ledger.ts';
import { placeOf, refreshTarget, statusAfter } from './connector-handler.ts';
import type { DaemonInput } from './connector-handler.ts';
import { exitCodeOf } from './outcome.ts';
import { selectConnectors } from './selection.ts';
import type { Selection } from './selection.ts';

/** What a run of the daemon is to do. */
export interface RunInput extends Omit<DaemonInput, 'store'> {
  readonly selection: Selection;
  /** How far the ledger beside a remote store is compared with it before each refresh. */
  readonly verification: Verification;
  /** Elements that were refused count as a failure. */
  readonly strict: boolean;
}

/** The version of the events: the minor number grows with what is added, the major one with what changes. */
export const eventFormatVersion = '1.0';

/**
 * Refreshes every selected catalog target once, one after the other, and ends with the result event.
 *
 * @throws ConfigurationError before anything is done, StoreError when the store cannot be opened
 */
export async function sync(input: RunInput): Promise<ExitCode> {
  return withStore(input, async (connectors, daemon) => {
    const reports: IntegrationReport[] = [];
    const tally = createTally(connectors);
    for (const connector of connectors) {
      for (const target of connector.catalogTargets) {
        if (input.signal.aborted) break;
        const report = await refreshTarget(connector, target, daemon);
        reports.push(report);
        tally.add(report);
        const status = report.error === undefined ? 'STOPPED' : statusAfter(report);
        input.onEvent({ kind: 'status', status, nextRefresh: undefined, ...placeOf(connector, target) });
      }
    }
    const exitCode = exitCodeOf(reports, { strict: input.strict, interrupted: input.signal.aborted });
    input.onEvent(tally.result(exitCode));
    return exitCode;
  });
}

/** Checks all that can be checked before anything is done, and opens the store for the time of the work. */
export async function withStore<Result>(
  input: RunInput,
  work: (connectors: readonly ConnectorDefinition[], daemon: DaemonInput) => Promise<Result>,
): Promise<Result> {
  const { definition, environment, redactor, dryRun, clock, signal, onEvent } = input;
  const connectors = selectConnectors(definition, input.selection);
  await checkConfiguration(connectors, definition, environment, redactor);
  const { storeSettings: settings, folder } = definition;
  const location = await resolveStore({ settings, folder, environment, redactor });
  const notify = (message: Message): void =>
    onEvent({ kind: 'notice', severity: 'warning', message, cause: undefined, place: undefined });
  const store = await openStore(location, clock, { dryRun, notify, signal, verification: input.verification });
  try {
    const { description } = store;
    onEvent({
      kind: 'started',
      daemon: definition.name,
      formatVersion: eventFormatVersion,
      store: description,
      dryRun,
    });
    return await work(connectors, { ...input, store });
  } finally {
    await store.disconnect();
  }
}

/** Brings in all secrets once, so that whatever is missing is said before the first connector runs. */
async function checkConfiguration(
  connectors: readonly ConnectorDefinition[],
  { folder }: CheckedDefinition,
  environment: Environment,
  redactor: Redactor,
): Promise<void> {
  const problems: DefinitionProblem[] = [];
  for (const { provider, catalogTargets } of connectors) {
    for (const { settings } of catalogTargets) {
      try {
        await configure(provider, settings, { environment, folder }, redactor);
      } catch (error) {
        if (!(error instanceof DefinitionError)) throw error;
        problems.push(...error.problems);
      }
    }
  }
  if (problems.length > 0) throw new DefinitionError(distinct(problems));
}

/** Catalog targets share the settings of their connector, and so its problems. */
function distinct(problems: readonly DefinitionProblem[]): DefinitionProblem[] {
  const byText = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...byText.values()];
}

/** Sums what refreshes came to, for the last event of a command. */
export interface Tally {
  add(report: IntegrationReport): void;
  result(exitCode: ExitCode): ResultEvent;
}

/** A tally over these connectors in which nothing has happened yet. */
export function createTally(connectors: readonly Pick<ConnectorDefinition, 'connectorName'>[]): Tally {
  const totals = noElements();
  const byName = new Map(connectors.map(({ connectorName }) => [connectorName, noElements()] as const));
  return {
    add(report) {
      for (const sum of [totals, byName.get(report.connectorName)]) if (sum !== undefined) addTo(sum, report.totals);
    },
    result: (exitCode) => ({
      kind: 'result',
      exitCode,
      totals,
      connectors: [...byName].map(([connectorName, own]) => ({ connectorName, totals: own })),
    }),
  };
}

type Sum = { -readonly [Name in keyof Totals]: number };

function noElements(): Sum {
  return { stated: 0, created: 0, updated: 0, unchanged: 0, removed: 0, refused: 0, failed: 0 };
}

function addTo(sum: Sum, totals: Totals): void {
  sum.stated += totals.stated;
  sum.created += totals.created;
  sum.updated += totals.updated;
  sum.unchanged += totals.unchanged;
  sum.removed += totals.removed;
  sum.refused += totals.refused;
  sum.failed += totals.failed;
}
