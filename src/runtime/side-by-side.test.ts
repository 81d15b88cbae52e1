import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { sideBySide } from './side-by-side.ts';

it('gives results in the order of the items, however they come', async () => {
  const gates = new Map(['a', 'b'].map((name) => [name, Promise.withResolvers<readonly string[]>()]));
  const all = sideBySide(gates.keys(), async (name) => gates.get(name)?.promise);
  gates.get('b')?.resolve(['B']);
  gates.get('a')?.resolve(['A', 'a']);
  expect(await all).toEqual([['A', 'a'], ['B']]);
});

it('begins no other when one fails, and ends when those under way have ended', async () => {
  const begun: string[] = [];
  const slow = Promise.withResolvers<undefined>();
  const told: string[] = [];
  const next = Promise.withResolvers<undefined>();
  const places = {
    run: async <T>(work: () => Promise<T>): Promise<T> => {
      if (begun.length === 2) await next.promise;
      return work();
    },
  };
  const all = sideBySide(
    ['slow', 'fails', 'waits'],
    async (item) => {
      begun.push(item);
      if (item === 'fails') throw new Error('no');
      await slow.promise;
      told.push('slow has ended');
    },
    places,
  ).catch((error: unknown) => told.push(String(error)));
  await turn();
  next.resolve(undefined);
  slow.resolve(undefined);
  await all;
  expect(begun).toEqual(['slow', 'fails']);
  expect(told).toEqual(['slow has ended', 'Error: no']);
});
