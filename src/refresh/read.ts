import type { MetadataRecord } from '../metadata/element.ts';

/** How reading ended. */
export interface ReadOutcome {
  /** The connector returned normally: what it stated was everything. */
  complete: boolean;
  /** What the connector threw; what it throws because it was aborted does not count. */
  error: unknown;
}

/** What reading needs. */
export interface ReadInput {
  readonly signal: AbortSignal;
  /** Called with the number of records of every array that comes. */
  readonly onRead: (count: number) => void;
  readonly outcome: ReadOutcome;
}

/**
 * Reads what the connector states, as arrays. An error or an abort ends the stream and is noted in the outcome, so
 * that what was stated before is still applied.
 */
export async function* read(
  records: AsyncIterable<MetadataRecord | readonly MetadataRecord[]>,
  { signal, onRead, outcome }: ReadInput,
): AsyncIterable<readonly MetadataRecord[]> {
  try {
    for await (const item of records) {
      if (signal.aborted) return;
      const array = isArray(item) ? item : [item];
      onRead(array.length);
      yield array;
    }
    outcome.complete = !signal.aborted;
  } catch (error) {
    if (!signal.aborted) outcome.error = error;
  }
}

function isArray(item: MetadataRecord | readonly MetadataRecord[]): item is readonly MetadataRecord[] {
  return Array.isArray(item);
}
