import type { ConnectorPlace, IntegrationReport, ReportedError } from './events.ts';
import { classified, IntegrationBug } from '../messages/error-kinds.ts';
import { defineMessages } from '../messages/message.ts';
import type { QualifiedName } from '../metadata/qualified-name.ts';
import type { Account } from './account.ts';

export const reportMessages = defineMessages({
  unexpected: {
    id: 'EGERIA-INTEGRATE-REPORT-500-001',
    text: 'Something unexpected happened',
    systemAction: 'This connector failed; the others went on.',
    userAction: 'This is a fault of egeria-integrate or of the connector: run again with --debug and report it.',
  },
});

/** What a report is made of. */
export interface ReportInput {
  readonly place: ConnectorPlace;
  readonly metadataSourceQualifiedName: QualifiedName;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly dryRun: boolean;
  readonly complete: boolean;
  readonly account: Account;
  readonly removalRefused: IntegrationReport['removalRefused'];
  readonly error: ReportedError | undefined;
}

/** The integration report of one refresh (Egeria's `IntegrationReport`, with what became of every element). */
export function reportOf(input: ReportInput): IntegrationReport {
  const { account, start, end } = input;
  return {
    ...input.place,
    metadataSourceQualifiedName: input.metadataSourceQualifiedName,
    refreshStartDate: new Date(start).toISOString(),
    refreshCompletionDate: new Date(end).toISOString(),
    seconds: (end - start) / 1000,
    dryRun: input.dryRun,
    complete: input.complete,
    totals: account.totals,
    published: account.published,
    findings: account.findings,
    removalRefused: input.removalRefused,
    error: input.error,
  };
}

/** An error as a report shows it; one that nobody has classified is a fault of ours. */
export function reportedError(error: unknown): ReportedError {
  const bug = new IntegrationBug(reportMessages.unexpected(), { cause: error });
  const known = classified(error) ?? bug;
  const { stack } = error instanceof Error ? error : bug;
  return {
    kind: known.kind,
    message: known.notice,
    cause: known.cause === undefined ? undefined : causeOf(known.cause),
    stack,
  };
}

/** What an error says, and what caused it, in one line; `above`: what it caused itself. */
export function causeOf(error: unknown, above: readonly unknown[] = []): string {
  if (!(error instanceof Error)) return String(error);
  const told = [...above, error];
  const own =
    error instanceof AggregateError && error.message === ''
      ? error.errors.map((one) => causeOf(one, told)).join('; ')
      : error.message;
  const { cause } = error;
  return cause === undefined || told.includes(cause) ? own : `${own}: ${causeOf(cause, told)}`;
}
