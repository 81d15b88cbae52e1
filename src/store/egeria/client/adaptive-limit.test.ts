import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { adaptiveLimit } from './adaptive-limit.ts';

/** A server in virtual time: a call takes `latency` milliseconds, and it works on so many at once. */
interface VirtualServer {
  readonly latency: number;
  readonly parallelism: number;
  /** What a call costs more for each that waits: a server that is worn down by too many. */
  readonly strain?: number;
}

/** Makes so many calls at once through the limit; returns the milliseconds that it took, and the limits on the way. */
async function load(
  calls: number,
  most: number,
  { latency, parallelism, strain = 0 }: VirtualServer,
): Promise<{ readonly milliseconds: number; readonly limits: readonly number[] }> {
  let now = 0;
  const queue: (() => void)[] = [];
  const working: { readonly at: number; readonly answer: () => void }[] = [];
  const limit = adaptiveLimit(most, { now: () => now, sleep: async () => undefined });
  const limits: number[] = [];
  const call = async (): Promise<void> =>
    new Promise((resolve) => {
      queue.push(resolve);
    });
  const done: unknown[] = [];
  const all = Promise.all(
    Array.from({ length: calls }, async () => {
      done.push(await limit.run(call));
    }),
  );
  for (await turn(); done.length < calls; await turn()) {
    while (working.length < parallelism && queue.length > 0) {
      const answer = queue.shift() ?? (() => undefined);
      working.push({ at: now + latency + strain * queue.length, answer });
    }
    working.sort((one, other) => one.at - other.at);
    const next = working.shift();
    if (next === undefined) continue;
    now = Math.max(now, next.at);
    next.answer();
    limits.push(limit.limit);
  }
  await all;
  return { milliseconds: now, limits };
}

describe('an adaptive limit', () => {
  it.each([
    [5, 8],
    [20, 8],
    [50, 16],
    [50, 32],
  ])('of calls of %i ms takes within 15 %% of what a server of parallelism %i needs', async (latency, parallelism) => {
    const calls = 4000;
    const { milliseconds } = await load(calls, 64, { latency, parallelism });
    expect(milliseconds).toBeLessThan((1.15 * calls * latency) / parallelism);
  });

  it('never lets more be under way than asked', async () => {
    const { limits } = await load(2000, 6, { latency: 20, parallelism: 100 });
    expect(Math.max(...limits)).toBe(6);
  });

  it('does not go on asking for more than helps', async () => {
    const { limits } = await load(4000, 256, { latency: 20, parallelism: 8 });
    expect(Math.max(...limits.slice(1000))).toBeLessThanOrEqual(32);
  });

  it('goes back when more calls at once make the server slower', async () => {
    const { limits } = await load(4000, 128, { latency: 20, parallelism: 4, strain: 4 });
    const settled = limits.slice(2000).toSorted((one, other) => one - other);
    expect(settled[settled.length >> 1]).toBeLessThanOrEqual(8);
  });

  it('halves when the server says that it has too much to do', async () => {
    let now = 0;
    const limit = adaptiveLimit(32, { now: () => now, sleep: async () => undefined });
    await Promise.all(
      Array.from({ length: 400 }, async () =>
        limit.run(async () => {
          await turn();
          now += 1;
        }),
      ),
    );
    const before = limit.limit;
    limit.overloaded();
    expect(before).toBeGreaterThan(1);
    expect(limit.limit).toBe(Math.floor(before / 2));
  });

  it('gives the place of a call that failed to the next one', async () => {
    const limit = adaptiveLimit(1, { now: () => 0, sleep: async () => undefined });
    const failed = limit.run(async () => Promise.reject(new Error('refused')));
    const next = limit.run(async () => 'done');
    await expect(failed).rejects.toThrow('refused');
    await expect(next).resolves.toBe('done');
  });
});
