import { describe, expect, it } from 'vitest';
import { batch, oneAhead } from './batch.ts';

async function* arraysOf(...arrays: number[][]): AsyncIterable<number[]> {
  yield* arrays;
}

/** Counts from 1, tells how far it was asked, and when it was closed. */
function counting(limit: number, log: string[]): AsyncIterable<number> {
  return (async function* numbers() {
    try {
      for (let number = 1; number <= limit; number += 1) {
        log.push(`read ${number}`);
        yield number;
      }
    } finally {
      log.push('closed');
    }
  })();
}

describe('batch', () => {
  it.each([
    [2, [[1], [2], [3], [4], [5]], [[1, 2], [3, 4], [5]]],
    [3, [[1, 2], [3, 4], [5]], [[1, 2, 3, 4], [5]]],
    [10, [[1, 2], [3]], [[1, 2, 3]]],
    [2, [[], []], []],
    [2, [[1, 2, 3, 4, 5]], [[1, 2, 3, 4, 5]]],
  ])('of %i gathers whole arrays in their order', async (size, arrays, batches) => {
    expect(await Array.fromAsync(batch(arraysOf(...arrays), size))).toEqual(batches);
  });
});

describe('oneAhead', () => {
  it('passes on everything in order, and reads one item ahead, never more', async () => {
    const log: string[] = [];
    const seen: number[] = [];
    for await (const number of oneAhead(counting(4, log), () => log.push('stopped'))) {
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`work on ${number}`);
      seen.push(number);
    }
    expect(seen).toEqual([1, 2, 3, 4]);
    expect(log).toEqual([
      'read 1',
      'read 2',
      'work on 1',
      'read 3',
      'work on 2',
      'read 4',
      'work on 3',
      'closed',
      'work on 4',
    ]);
  });

  it('says that it stops early before it waits for the source to close', async () => {
    const log: string[] = [];
    const work = async (): Promise<void> => {
      for await (const number of oneAhead(counting(4, log), () => log.push('stopped'))) {
        throw new Error(`cannot work on ${number}`);
      }
    };
    await expect(work()).rejects.toThrow('cannot work on 1');
    expect(log).toEqual(['read 1', 'read 2', 'stopped', 'closed']);
  });

  it('ends a source that waits for what never comes, once that is told to stop', async () => {
    const stop = new AbortController();
    const source = (async function* waiting() {
      yield 1;
      await new Promise((_resolve, reject) => {
        stop.signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
      });
    })();
    for await (const number of oneAhead(source, () => stop.abort())) {
      expect(number).toBe(1);
      break;
    }
    expect(stop.signal.aborted).toBe(true);
  });

  it('throws what the source throws when its turn comes', async () => {
    const source = (async function* failing() {
      yield 1;
      throw new Error('gone away');
    })();
    const seen: number[] = [];
    const work = async (): Promise<void> => {
      for await (const number of oneAhead(source, () => undefined)) {
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(number);
      }
    };
    await expect(work()).rejects.toThrow('gone away');
    expect(seen).toEqual([1]);
  });
});
