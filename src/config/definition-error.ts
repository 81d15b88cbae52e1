import { ConfigurationError } from '../messages/error-kinds.ts';
import { definitionMessages } from './messages.ts';
import type { Message } from '../messages/message.ts';

/** A place in a daemon definition. Line and column count from 1. */
export interface SourcePlace {
  /** As the user named it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong with a daemon definition, or that the reader should know about it. */
export interface DefinitionProblem {
  readonly place: SourcePlace;
  readonly message: Message;
}

/** A daemon definition that is wrong, with every place. */
export class DefinitionError extends ConfigurationError {
  readonly problems: readonly DefinitionProblem[];

  constructor(problems: readonly DefinitionProblem[]) {
    super(definitionMessages.notValid({ problems: problems.length }));
    this.problems = problems.toSorted(byPlace);
  }
}

function byPlace({ place: one }: DefinitionProblem, { place: other }: DefinitionProblem): number {
  return one.line - other.line || one.column - other.column;
}

/** `FILE:LINE:COLUMN`, as editors and terminals recognise it. */
export function placeText(place: SourcePlace): string {
  return `${place.file}:${place.line}:${place.column}`;
}

/** The problem as one sentence, whose facts follow its text: `Unknown key "provder". Did you mean "provider"?` */
export function problemSentence({ text, facts }: Message): string {
  const { subject, expected, found, nearest, known, ...others } = facts;
  const parts = [
    text,
    subject === undefined ? '' : ` "${subject}"`,
    expected === undefined ? '' : `: it must be ${expected}`,
    found === undefined ? '' : `, not ${found}`,
    ...Object.entries(others).map(([name, value]) => `, ${name} ${value}`),
    '.',
    nearest === undefined ? '' : ` Did you mean "${nearest}"?`,
    known === undefined ? '' : ` There is: ${known}.`,
  ];
  return parts.join('');
}
