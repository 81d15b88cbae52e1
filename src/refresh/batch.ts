import type { PropertyMap, StatedElement } from '../metadata/element.ts';
import type { Patience } from './patience.ts';

/** Characters of text after which a batch ends early: a few views may have more text than a thousand tables. */
const MOST_CHARACTERS = 4_000_000;

/** Gathers what is stated into batches of `size` elements, in their order; fewer of those with very long texts. */
export async function* batch(
  arrays: AsyncIterable<readonly StatedElement[]>,
  size: number,
): AsyncIterable<readonly StatedElement[]> {
  let gathered: StatedElement[] = [];
  let characters = 0;
  for await (const array of arrays) {
    for (const stated of array) {
      gathered.push(stated);
      characters += charactersOf(stated);
      if (gathered.length < size && characters < MOST_CHARACTERS) continue;
      yield gathered;
      gathered = [];
      characters = 0;
    }
  }
  if (gathered.length > 0) yield gathered;
}

function charactersOf({ properties, classifications }: StatedElement): number {
  let sum = textLength(properties);
  for (const one of classifications) sum += textLength(one.properties);
  return sum;
}

function textLength(properties: PropertyMap): number {
  let sum = 0;
  for (const name in properties) {
    const value = properties[name];
    if (typeof value === 'string') sum += value.length;
  }
  return sum;
}

/** What reading ahead needs to end early. */
export interface ReadAheadInput {
  /** Called before the source is closed early. Closing waits for the item that is being read: this cuts that short. */
  readonly onEarlyEnd: () => void;
  /** Waits for the source, and gives it up when it does not stop. */
  readonly patience: Patience;
  readonly onGivenUp: () => void;
}

/**
 * Asks for the next item while the current one is worked on: one in hand, one ahead, never more. When the consumer
 * stops early the source is closed.
 */
export async function* oneAhead<T>(
  source: AsyncIterable<T>,
  { onEarlyEnd, patience, onGivenUp }: ReadAheadInput,
): AsyncIterable<T> {
  const iterator = source[Symbol.asyncIterator]();
  let next = iterator.next();
  let isAtEnd = false;
  try {
    for (;;) {
      const result = await patience(next);
      isAtEnd = result === undefined || result.done === true;
      if (result === undefined || result.done === true) return;
      next = iterator.next();
      // A failure ahead is thrown when its turn comes.
      next.catch(() => undefined);
      yield result.value;
    }
  } finally {
    if (!isAtEnd) onEarlyEnd();
    if ((await patience(closed(iterator))) === undefined) onGivenUp();
  }
}

async function closed(iterator: AsyncIterator<unknown>): Promise<true> {
  await iterator.return?.();
  return true;
}
