import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../test/support/fake-clock.ts';
import { classification, element } from '../metadata/element.ts';
import type { StatedElement } from '../metadata/element.ts';
import { asQualifiedName } from '../metadata/qualified-name.ts';
import { batch, oneAhead } from './batch.ts';
import type { ReadAheadInput } from './batch.ts';
import { patience } from './patience.ts';

async function* arraysOf(...arrays: (readonly StatedElement[])[]): AsyncIterable<readonly StatedElement[]> {
  yield* arrays;
}

/** Elements named by numbers, with descriptions of so many characters. */
function elements(numbers: readonly number[], characters = 0): StatedElement[] {
  return numbers.map((number) =>
    element('RelationalTable', asQualifiedName(String(number)), { description: 'x'.repeat(characters) }),
  );
}

async function batchesOf(size: number, ...arrays: (readonly StatedElement[])[]): Promise<number[][]> {
  const batches = await Array.fromAsync(batch(arraysOf(...arrays), size));
  return batches.map((one) => one.map(({ qualifiedName }) => Number(qualifiedName)));
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

/** Reads ahead of a source that can be waited for. */
function stopping(onEarlyEnd: () => void): ReadAheadInput {
  const onGivenUp = (): never => expect.unreachable('the source stops when it is told to');
  return { onEarlyEnd, patience: async (work) => work, onGivenUp };
}

describe('batch', () => {
  it.each([
    [2, [[1], [2], [3], [4], [5]], [[1, 2], [3, 4], [5]]],
    [
      3,
      [[1, 2], [3, 4], [5]],
      [
        [1, 2, 3],
        [4, 5],
      ],
    ],
    [2, [[1, 2, 3, 4, 5]], [[1, 2], [3, 4], [5]]],
    [
      2,
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [10, [[1, 2], [3]], [[1, 2, 3]]],
    [2, [[], []], []],
  ])('of %i gathers what comes in %j', async (size, arrays, batches) => {
    expect(await batchesOf(size, ...arrays.map((numbers) => elements(numbers)))).toEqual(batches);
  });

  it('ends a batch early when its texts are very long, those of classifications too', async () => {
    const views = elements([4, 5], 10).map((view) => ({
      ...view,
      classifications: [classification('CalculatedValue', { formula: 'x'.repeat(2_000_000) })],
    }));
    const long = elements([1, 2, 3], 1_500_000);
    expect(await batchesOf(1000, long, views)).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });
});

describe('oneAhead', () => {
  it('passes on everything in order, and reads one item ahead, never more', async () => {
    const log: string[] = [];
    const seen: number[] = [];
    for await (const number of oneAhead(
      counting(4, log),
      stopping(() => log.push('stopped')),
    )) {
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
      for await (const number of oneAhead(
        counting(4, log),
        stopping(() => log.push('stopped')),
      )) {
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
    for await (const number of oneAhead(
      source,
      stopping(() => stop.abort()),
    )) {
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
      for await (const number of oneAhead(
        source,
        stopping(() => undefined),
      )) {
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(number);
      }
    };
    await expect(work()).rejects.toThrow('gone away');
    expect(seen).toEqual([1]);
  });

  it('gives up a source that does not stop', async () => {
    const source = (async function* stuck() {
      yield 1;
      await new Promise(() => undefined);
    })();
    const log: string[] = [];
    const signal = new AbortController();
    const input: ReadAheadInput = {
      onEarlyEnd: () => signal.abort(),
      patience: patience(signal.signal, fakeClock()),
      onGivenUp: () => log.push('given up'),
    };
    for await (const number of oneAhead(source, input)) {
      log.push(`work on ${number}`);
      break;
    }
    expect(log).toEqual(['work on 1', 'given up']);
  });
});
