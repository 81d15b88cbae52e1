import { ConfigurationError } from '../messages/error-kinds.ts';
import { definitionMessages } from './messages.ts';
import type { Facts, Message } from '../messages/message.ts';
import { messageSentence } from '../messages/sentence.ts';

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

/** A daemon definition, or another document, that is wrong, with every place. */
export class DefinitionError extends ConfigurationError {
  readonly problems: readonly DefinitionProblem[];

  constructor(problems: readonly DefinitionProblem[], notice: (facts: Facts) => Message = definitionMessages.notValid) {
    const sorted = problems.toSorted(byPlace);
    const lines = sorted.map(({ place, message }) => `${placeText(place)}: ${messageSentence(message)}`);
    super(notice({ problems: problems.length }), { cause: new Error(lines.join('; ')) });
    this.problems = sorted;
  }
}

function byPlace({ place: one }: DefinitionProblem, { place: other }: DefinitionProblem): number {
  return one.line - other.line || one.column - other.column;
}

/** `FILE:LINE:COLUMN`, as editors and terminals recognise it. */
export function placeText(place: SourcePlace): string {
  return `${place.file}:${place.line}:${place.column}`;
}
