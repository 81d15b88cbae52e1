import type { GroupedFinding, IntegrationReport } from '../../report/events.ts';
import { messageSentence } from '../../messages/sentence.ts';
import type { Message } from '../../messages/message.ts';
import { detail } from './message-lines.ts';
import { placeName } from './place-name.ts';
import type { Style } from './style.ts';
import { fit, visible, wrap } from './visible.ts';

/** Causes that are shown; the report file holds every one. */
const shownCauses = 8;
const shownExamples = 3;

type Severity = 'error' | GroupedFinding['severity'];

/** One cause, wherever it occurred. */
interface Cause {
  readonly severity: Severity;
  readonly message: Message;
  count: number;
  readonly examples: string[];
  /** Names of the catalog targets. */
  readonly places: Set<string>;
  readonly cause: string | undefined;
  readonly stack: string | undefined;
}

const order: readonly Severity[] = ['error', 'failed', 'refused', 'unreadable', 'kept', 'warning'];

const words: Readonly<Record<Severity, string>> = {
  error: 'failed',
  failed: 'failed',
  refused: 'refused',
  unreadable: 'unreadable',
  kept: 'kept',
  warning: 'warning',
};

/** What went wrong or needs to be known: each cause once, with its count, three examples and what to do. */
export function causesText(reports: readonly IntegrationReport[], style: Style, columns: number): string {
  const causes = groupCauses(reports);
  const shown = causes.slice(0, shownCauses).flatMap((cause) => ['', ...causeLines(cause, style, columns)]);
  const more = causes.length - shownCauses;
  if (more > 0) shown.push('', style.dim(`… and ${more} more causes: --report FILE writes them all.`));
  return shown.length === 0 ? '' : `${shown.join('\n')}\n`;
}

function groupCauses(reports: readonly IntegrationReport[]): Cause[] {
  const groups = new Map<string, Cause>();
  const add = (report: IntegrationReport, severity: Severity, message: Message, group: Partial<Cause>): void => {
    const key = `${severity} ${message.id} ${group.cause ?? ''}`;
    const known = groups.get(key) ?? {
      severity,
      message,
      count: 0,
      examples: [],
      places: new Set<string>(),
      cause: group.cause,
      stack: group.stack,
    };
    known.count += group.count ?? 1;
    known.examples.push(...(group.examples ?? []));
    known.places.add(placeName(report));
    groups.set(key, known);
  };
  for (const report of reports) {
    const { error } = report;
    if (error !== undefined) add(report, 'error', error.message, { cause: error.cause, stack: error.stack });
    for (const { severity, message, count, examples } of report.findings) {
      add(report, severity, message, { count, examples: [...examples] });
    }
  }
  return [...groups.values()].toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

function causeLines(cause: Cause, style: Style, columns: number): string[] {
  const { severity, message, count, examples, places } = cause;
  const isGrave = severity === 'error' || severity === 'failed';
  const mark = isGrave ? style.red('✘') : style.yellow('!');
  const head = `${count} ${words[severity]}: ${visible(headOf(cause))}`;
  const shown = examples
    .slice(0, shownExamples)
    .map((example) => `    ${fit(visible(example), Math.max(20, columns - 4))}`);
  const more = count - shown.length;
  return [
    `${mark} ${style.bold(wrap(head, Math.max(20, columns - 2)).join('\n  '))}`,
    ...shown,
    ...(shown.length > 0 && more > 0 ? [style.dim(`    … and ${more} more`)] : []),
    ...(cause.cause === undefined ? [] : detail('cause', cause.cause, style, columns)),
    ...detail('at', [...places].join(', '), style, columns),
    ...detail('done', message.systemAction, style, columns),
    ...detail('do', message.userAction, style, columns),
    ...detail('id', message.id, style, columns),
    ...(cause.stack === undefined ? [] : cause.stack.split('\n').map((line) => `    ${visible(line)}`)),
  ];
}

/** The facts of one occurrence stand for all only where there is one. */
function headOf({ message, count }: Cause): string {
  return count === 1 ? messageSentence(message) : `${message.text}.`;
}
