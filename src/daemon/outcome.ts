import type { ErrorKind } from '../messages/error-kinds.ts';
import { messages as refreshMessages } from '../refresh/messages.ts';
import type { ConnectorStatus, IntegrationReport } from '../report/events.ts';
import { exitCodes } from '../report/exit-codes.ts';
import type { ExitCode } from '../report/exit-codes.ts';
import { refusals } from '../store/refusals.ts';

/** What is done about an error of a kind: the one table. */
interface Outcome {
  /** The connector's status afterwards. */
  readonly status: ConnectorStatus;
  /** The exit code of a sync in which nothing went through. */
  readonly exitCode: ExitCode;
  /** What may heal by itself is tried again soon, then ever more seldom; the rest at the slowest step. */
  readonly retry: 'soon' | 'seldom';
}

const outcomes: Readonly<Record<ErrorKind, Outcome>> = {
  ConfigurationError: { status: 'CONFIG_FAILED', exitCode: exitCodes.configuration, retry: 'seldom' },
  UnavailableError: { status: 'INITIALIZE_FAILED', exitCode: exitCodes.unreachable, retry: 'soon' },
  NotAuthorizedError: { status: 'FAILED', exitCode: exitCodes.unreachable, retry: 'seldom' },
  InvalidMetadataError: { status: 'FAILED', exitCode: exitCodes.partial, retry: 'seldom' },
  ConflictError: { status: 'FAILED', exitCode: exitCodes.partial, retry: 'soon' },
  StoreError: { status: 'INITIALIZE_FAILED', exitCode: exitCodes.unreachable, retry: 'soon' },
  IntegrationBug: { status: 'FAILED', exitCode: exitCodes.bug, retry: 'seldom' },
};

/** What is done about an error of this kind. */
export function outcomeOf(kind: ErrorKind): Outcome {
  return outcomes[kind];
}

/** How the exit code is decided. */
export interface ExitOptions {
  /** Elements that were refused, or that conflict, count as a failure. */
  readonly strict: boolean;
  readonly interrupted: boolean;
}

/** Of several causes the first of these counts. */
const precedence: readonly ExitCode[] = [
  exitCodes.bug,
  exitCodes.removalRefused,
  exitCodes.configuration,
  exitCodes.unreachable,
  exitCodes.partial,
];

/** The exit code of a sync: nothing reached counts only when nothing went through. */
export function exitCodeOf(reports: readonly IntegrationReport[], { strict, interrupted }: ExitOptions): ExitCode {
  if (interrupted) return exitCodes.interrupted;
  const wentThrough = reports.some(hasGoneThrough);
  const codes = reports.flatMap((report) => codesOf(report, strict));
  const weighed = codes.map((code) =>
    wentThrough && (code === exitCodes.unreachable || code === exitCodes.configuration) ? exitCodes.partial : code,
  );
  return precedence.find((code) => weighed.includes(code)) ?? exitCodes.done;
}

/** Whether a refresh did any of its work: to the end, or until the third party failed in the middle. */
function hasGoneThrough({ error, totals }: IntegrationReport): boolean {
  if (error === undefined) return true;
  return error.kind !== 'StoreError' && totals.created + totals.updated + totals.unchanged > 0;
}

function codesOf(report: IntegrationReport, strict: boolean): ExitCode[] {
  const codes: ExitCode[] = [];
  if (report.error !== undefined) codes.push(outcomeOf(report.error.kind).exitCode);
  if (report.removalRefused !== undefined) codes.push(exitCodes.removalRefused);
  const isPartial =
    report.totals.failed > 0 ||
    report.findings.some(({ severity, message }) => isFailure(severity, message.id, strict));
  if (isPartial) codes.push(exitCodes.partial);
  return codes;
}

const invalidIds = new Set([
  refreshMessages.invalidRecord().id,
  refreshMessages.typeNotCatalogued().id,
  refusals.relationshipDoesNotFit().id,
]);

function isFailure(severity: IntegrationReport['findings'][number]['severity'], id: string, strict: boolean): boolean {
  if (severity === 'failed' || severity === 'unreadable') return true;
  return severity === 'refused' && (strict || invalidIds.has(id));
}
