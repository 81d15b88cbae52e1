import { DefinitionError, placeText } from '../config/definition-error.ts';
import { outcomeOf } from '../daemon/outcome.ts';
import { IntegrationError } from '../messages/error-kinds.ts';
import type { DaemonEvent } from '../report/events.ts';
import { exitCodes } from '../report/exit-codes.ts';
import type { ExitCode } from '../report/exit-codes.ts';
import { causeOf } from '../report/integration-report.ts';
import type { CommandContext } from './command-context.ts';
import { cliMessages } from './messages.ts';
import { detail } from './render/message-lines.ts';
import { noticeText } from './render/notices.ts';
import type { Screen } from './render/screen.ts';

type Notice = Extract<DaemonEvent, { kind: 'notice' }>;

/** Places of a definition that are named at once: who corrects the first ten sees the others next. */
const shownProblems = 10;

/** The exit code of a command that ended with an error. */
export function exitCodeOfError(error: unknown): ExitCode {
  return error instanceof IntegrationError ? outcomeOf(error.kind).exitCode : exitCodes.bug;
}

/** What an error has to say: a definition with faults one notice a place. */
export function noticesOf(error: unknown): Notice[] {
  if (error instanceof DefinitionError) {
    return error.problems.map(({ place, message }) => {
      return { kind: 'notice', severity: 'error', message, cause: undefined, place: placeText(place) };
    });
  }
  const message = error instanceof IntegrationError ? error.notice : cliMessages.unexpected();
  const reason = error instanceof IntegrationError ? error.cause : error;
  return [
    {
      kind: 'notice',
      severity: 'error',
      message,
      cause: reason === undefined ? undefined : causeOf(reason),
      place: undefined,
    },
  ];
}

/** Tells people what went wrong and what they can do, on standard error. */
export function tellFailure(error: unknown, screen: Screen, { debug }: CommandContext): void {
  const notices = noticesOf(error);
  for (const notice of notices.slice(0, shownProblems)) {
    screen.tell(noticeText(notice, screen));
    screen.annotate(notice);
  }
  const { noteStyle: style, columns } = screen;
  const [only] = notices;
  if (notices.length > shownProblems) screen.tell(`… and ${notices.length - shownProblems} more.\n`);
  if (error instanceof DefinitionError && only !== undefined) {
    const { userAction, id } = notices.length === 1 ? only.message : error.notice;
    const lines = [
      ...detail('done', only.message.systemAction, style, columns),
      ...detail('do', userAction, style, columns),
    ];
    screen.tell(`${[...lines, ...detail('id', id, style, columns)].join('\n')}\n`);
  }
  if (debug && error instanceof Error && error.stack !== undefined) screen.tell(`${error.stack}\n`);
}
