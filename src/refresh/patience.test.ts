import { expect, it } from 'vitest';
import { manualClock } from '../../test/support/manual-clock.ts';
import { patience } from './patience.ts';

it('patience waits as long as it takes when nothing was told to stop', async () => {
  const clock = manualClock();
  const waitFor = patience(new AbortController().signal, clock);
  const work = Promise.withResolvers<string>();
  const waiting = waitFor(work.promise);
  await clock.advance(1_000_000);
  work.resolve('done');
  expect(await waiting).toBe('done');
  await expect(waitFor(Promise.reject(new Error('failed')))).rejects.toThrow('failed');
});

it('patience waits some seconds after the stop, for each piece of work, and leaves no timer behind', async () => {
  const clock = manualClock();
  const stop = new AbortController();
  const waitFor = patience(stop.signal, clock);
  const early = Promise.withResolvers<string>();
  const waiting = waitFor(early.promise);
  stop.abort();
  await clock.advance(3_999);
  early.resolve('in time');
  expect(await waiting).toBe('in time');
  expect(clock.asleep).toBe(0);

  const start = clock.now();
  const stuck = waitFor(new Promise<string>(() => undefined));
  await clock.advance(10_000);
  expect(await stuck).toBeUndefined();
  expect(clock.now()).toBe(start + 10_000);
  expect(clock.asleep).toBe(0);
});
