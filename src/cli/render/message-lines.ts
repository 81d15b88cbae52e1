import { egeriaSays, messageSentence } from '../../messages/sentence.ts';
import type { Message } from '../../messages/message.ts';
import type { Style } from './style.ts';
import { visible, wrap } from './visible.ts';

/** How many columns the words before `cause`, `done` and `do` take. */
const indent = 4;
const labelWidth = 8;

/** How much a message weighs, for its mark. */
export type Weight = 'error' | 'warning';

/** What is known of one occurrence beside its message. */
export interface Occurrence {
  readonly weight: Weight;
  readonly message: Message;
  readonly cause?: string | undefined;
  /** Which connector it happened in. */
  readonly connector?: string | undefined;
  readonly stack?: string | undefined;
}

/**
 * A message for people:
 *
 *     ✘ EGERIA-INTEGRATE-STORE-409-001  The store was written by a newer version.
 *         cause   what the driver said
 *         done    what the system did
 *         do      what the reader should do
 *         egeria  what a server of Egeria's says to it, if one does
 */
export function messageLines(occurrence: Occurrence, style: Style, columns: number): string {
  const { weight, message, cause, connector, stack } = occurrence;
  const mark = weight === 'error' ? style.red('✘') : style.yellow('!');
  const head = wrap(visible(messageSentence(message)), Math.max(20, columns - 2));
  const said = egeriaSays(message);
  const lines = [
    `${mark} ${style.bold(head.join('\n  '))}`,
    ...detail('id', message.id, style, columns),
    ...(connector === undefined ? [] : detail('at', connector, style, columns)),
    ...(cause === undefined ? [] : detail('cause', cause, style, columns)),
    ...detail('done', message.systemAction, style, columns),
    ...detail('do', message.userAction, style, columns),
    ...(said === undefined ? [] : detail('egeria', said, style, columns)),
    ...(stack === undefined ? [] : [stack.split('\n').map(visible).join('\n')]),
  ];
  return `${lines.join('\n')}\n`;
}

/** One labelled fact, wrapped and indented. */
export function detail(label: string, text: string, style: Style, columns: number): string[] {
  const [first = '', ...rest] = wrap(visible(text), Math.max(20, columns - indent - labelWidth));
  const margin = ' '.repeat(indent + labelWidth);
  return [
    `${' '.repeat(indent)}${style.dim(label.padEnd(labelWidth))}${first}`,
    ...rest.map((line) => `${margin}${line}`),
  ];
}
