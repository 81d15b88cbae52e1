import type { GroupedFinding, IntegrationReport } from '../../report/events.ts';
import { messageFacts, messageSentence } from '../../messages/sentence.ts';
import type { Message } from '../../messages/message.ts';
import { detail } from './message-lines.ts';
import { placeName } from './place-name.ts';
import type { Style } from './style.ts';
import { visible, wrap } from './visible.ts';

/** Causes that are shown; the report file holds every one. */
const shownCauses = 8;
const shownExamples = 3;

type Severity = 'error' | GroupedFinding['severity'];

/** One cause, wherever it occurred. */
interface Cause {
  readonly severity: Severity;
  /** What each report says of it. */
  readonly parts: Pick<GroupedFinding, 'message' | 'count' | 'examples'>[];
  /** Names of the catalog targets. */
  readonly places: Set<string>;
  readonly cause: string | undefined;
  readonly stack: string | undefined;
}

const order: readonly Severity[] = ['error', 'failed', 'refused', 'unreadable', 'kept', 'warning'];

const words: Readonly<Record<Severity, readonly [one: string, several: string]>> = {
  error: ['failed', 'failed'],
  failed: ['failed', 'failed'],
  refused: ['refused', 'refused'],
  unreadable: ['unreadable', 'unreadable'],
  kept: ['kept', 'kept'],
  warning: ['warning', 'warnings'],
};

/** What went wrong or needs to be known: each cause once, with its count, three examples and what to do. */
export function causesText(reports: readonly IntegrationReport[], style: Style, columns: number): string {
  const causes = groupCauses(reports);
  const shown = causes.slice(0, shownCauses).flatMap((cause) => ['', ...causeLines(cause, style, columns)]);
  const more = causes.length - shownCauses;
  if (more > 0) shown.push('', style.dim(`… and ${more} more causes: --report FILE writes them all.`));
  return shown.length === 0 ? '' : `${shown.join('\n')}\n`;
}

/**
 * The causes of one refresh of a daemon that goes on, where they are other ones than those of the last refresh of the
 * same catalog target: what is wrong is told once, and again when it has changed.
 */
export function createNews(style: Style, columns: number): (report: IntegrationReport) => string {
  const known = new Map<string, string>();
  return (report) => {
    const name = placeName(report);
    const text = causesText([report], style, columns);
    const isNew = text !== (known.get(name) ?? '');
    known.set(name, text);
    return isNew ? text : '';
  };
}

function groupCauses(reports: readonly IntegrationReport[]): Cause[] {
  const groups = new Map<string, Cause>();
  const add = (report: IntegrationReport, severity: Severity, part: Cause['parts'][number]): void => {
    const { cause, stack } = severity === 'error' ? (report.error ?? {}) : {};
    const key = `${severity} ${part.message.id} ${cause ?? ''}`;
    const known = groups.get(key) ?? { severity, parts: [], places: new Set<string>(), cause, stack };
    known.parts.push(part);
    known.places.add(placeName(report));
    groups.set(key, known);
  };
  for (const report of reports) {
    const { error, findings } = report;
    if (error !== undefined) add(report, 'error', { message: error.message, count: 1, examples: [] });
    for (const finding of findings) add(report, finding.severity, finding);
  }
  return [...groups.values()].toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

function causeLines(cause: Cause, style: Style, columns: number): string[] {
  const { severity, places } = cause;
  const { message, count, examples } = whole(cause.parts);
  const isGrave = severity === 'error' || severity === 'failed';
  const mark = isGrave ? style.red('✘') : style.yellow('!');
  const head = `${count} ${words[severity][count === 1 ? 0 : 1]}: ${visible(messageSentence(message))}`;
  const shown = examples
    .slice(0, shownExamples)
    .map((example) => `    ${wrap(visible(example), Math.max(20, columns - 6)).join('\n      ')}`);
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

/** The parts as one: facts that they do not have in common go to the examples. */
function whole(parts: Cause['parts']): { message: Message; count: number; examples: readonly string[] } {
  const [first, ...others] = parts.map(({ message }) => message);
  if (first === undefined) throw new Error('A cause has at least one part.');
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  if (others.every((each) => messageFacts(each) === messageFacts(first))) {
    return { message: first, count, examples: parts.flatMap(({ examples }) => examples) };
  }
  const examples = parts.flatMap(({ message, examples: own }) =>
    (own.length === 0 ? [''] : own).map((each) => [each, messageFacts(message)].filter(Boolean).join(', ')),
  );
  return { message: { ...first, facts: {} }, count, examples };
}
