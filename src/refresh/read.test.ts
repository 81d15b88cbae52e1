import { describe, expect, it } from 'vitest';
import { recordsOf, statedWorld, worldTable } from '../../test/support/stated-world.ts';
import type { MetadataRecord } from '../metadata/element.ts';
import { read } from './read.ts';
import type { ReadOutcome } from './read.ts';

const records = recordsOf(statedWorld({ 'a.first': worldTable('id', 'name') }));

function reading(source: AsyncIterable<MetadataRecord | readonly MetadataRecord[]>, signal: AbortSignal) {
  const outcome: ReadOutcome = { complete: false, error: undefined };
  const counts: number[] = [];
  const arrays = read(source, { signal, onRead: (count) => counts.push(count), outcome });
  return { arrays, outcome, counts };
}

const never = new AbortController().signal;

describe('read', () => {
  it('passes on records and arrays as arrays, counts them, and notes that it was all', async () => {
    const source = (async function* both() {
      yield records.slice(0, 2);
      for (const record of records.slice(2)) yield record;
    })();
    const { arrays, outcome, counts } = reading(source, never);
    expect(await Array.fromAsync(arrays)).toEqual([records.slice(0, 2), ...records.slice(2).map((one) => [one])]);
    expect(counts).toEqual([2, 1, 1, 1, 1]);
    expect(outcome).toEqual({ complete: true, error: undefined });
  });

  it('ends without throwing when the source throws, and notes the error', async () => {
    const error = new Error('gone away');
    const source = (async function* failing() {
      yield records;
      throw error;
    })();
    const { arrays, outcome } = reading(source, never);
    expect(await Array.fromAsync(arrays)).toEqual([records]);
    expect(outcome).toEqual({ complete: false, error });
  });

  it.each([true, false])('ends when it is aborted and closes the source (which throws: %s)', async (throws) => {
    const abort = new AbortController();
    let isClosed = false;
    const source = (async function* aborting() {
      try {
        yield records;
        abort.abort();
        if (throws) throw new Error('aborted');
        yield records;
      } finally {
        isClosed = true;
      }
    })();
    const { arrays, outcome } = reading(source, abort.signal);
    expect(await Array.fromAsync(arrays)).toEqual([records]);
    expect(outcome).toEqual({ complete: false, error: undefined });
    expect(isClosed).toBe(true);
  });

  it('is not complete when it was aborted while the last record was read', async () => {
    const abort = new AbortController();
    const source = (async function* ending() {
      yield records;
      abort.abort();
    })();
    const { arrays, outcome } = reading(source, abort.signal);
    await Array.fromAsync(arrays);
    expect(outcome).toEqual({ complete: false, error: undefined });
  });
});
