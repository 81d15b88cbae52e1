import { expect, it } from 'vitest';
import { ahead } from './ahead.ts';

/** Work that is done when the test says so. */
function gatedWork() {
  const gates: PromiseWithResolvers<string>[] = [];
  const begun: string[] = [];
  const work = async (item: string): Promise<string> => {
    const gate = Promise.withResolvers<string>();
    begun.push(item);
    gates.push(gate);
    return gate.promise;
  };
  return { gates, begun, work };
}

it('gives results in the order of the items, however they come', async () => {
  const { gates, begun, work } = gatedWork();
  const results = ahead(['a', 'b', 'c'], 2, work);
  const first = results.next();
  await expect.poll(() => begun).toEqual(['a', 'b']);
  gates[1]?.resolve('B');
  gates[0]?.resolve('A');
  expect((await first).value).toBe('A');
  const second = results.next();
  await expect.poll(() => begun).toEqual(['a', 'b', 'c']);
  expect((await second).value).toBe('B');
  gates[2]?.resolve('C');
  expect(await Array.fromAsync(results)).toEqual(['C']);
});

it('begins one after the other when it is to be one at once', async () => {
  const told: string[] = [];
  const work = async (item: string): Promise<string> => {
    told.push(`begun ${item}`);
    return item;
  };
  for await (const item of ahead(['a', 'b'], 1, work)) told.push(`taken ${item}`);
  expect(told).toEqual(['begun a', 'taken a', 'begun b', 'taken b']);
});

it('throws what one of them throws, once those under way have ended', async () => {
  const { gates, begun, work } = gatedWork();
  const results = ahead(['a', 'b', 'c'], 2, work);
  let isOver = false;
  const failed = results.next().finally(() => {
    isOver = true;
  });
  failed.catch(() => undefined);
  await expect.poll(() => begun).toEqual(['a', 'b']);
  gates[0]?.reject(new Error('a failed'));
  await new Promise((resolve) => void setImmediate(resolve));
  expect(isOver).toBe(false);
  gates[1]?.resolve('B');
  await expect(failed).rejects.toThrow('a failed');
  expect(begun).toEqual(['a', 'b']);
});

it('gives what was begun before the items failed', async () => {
  const items = (async function* failing() {
    yield 'a';
    throw new Error('gone away');
  })();
  const results = ahead(items, 2, async (item) => item.toUpperCase());
  expect((await results.next()).value).toBe('A');
  await expect(results.next()).rejects.toThrow('gone away');
});
