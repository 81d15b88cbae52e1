import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runInOrder } from './task-order.ts';
import type { OrderedTask } from './task-order.ts';

/** Tasks that note when they begin and end; `after` by their names. */
function tasksOf(
  names: Readonly<Record<string, readonly string[]>>,
  log: string[],
  fails: readonly string[] = [],
): readonly OrderedTask[] {
  const order = Object.keys(names);
  return order.map((name) => ({
    after: (names[name] ?? []).map((other) => order.indexOf(other)),
    async run() {
      log.push(`+${name}`);
      await turn();
      if (fails.includes(name)) throw new Error(`${name} failed`);
      log.push(`-${name}`);
    },
  }));
}

const atOnce = async (task: () => Promise<void>): Promise<void> => task();

describe('tasks in order', () => {
  it('begin together when they depend on nothing', async () => {
    const log: string[] = [];
    await runInOrder(tasksOf({ a: [], b: [], c: [] }, log), atOnce);
    expect(log).toEqual(['+a', '+b', '+c', '-a', '-b', '-c']);
  });

  it('begin when all that come before them are done, whatever the order in which they are given', async () => {
    const log: string[] = [];
    await runInOrder(
      tasksOf({ leaf: ['left', 'right'], left: ['root'], right: ['root', 'root'], root: [] }, log),
      atOnce,
    );
    expect(log).toEqual(['+root', '-root', '+left', '+right', '-left', '-right', '+leaf', '-leaf']);
  });

  it('begin when what else they wait for is done, and fail with it', async () => {
    const log: string[] = [];
    const gate = Promise.withResolvers<void>();
    const [first, second] = tasksOf({ a: [], b: [] }, log);
    const tasks = [{ ...first, ready: () => gate.promise }, second] as readonly OrderedTask[];
    const all = runInOrder(tasks, atOnce);
    await turn();
    await turn();
    expect(log).toEqual(['+b', '-b']);
    gate.resolve();
    await all;
    expect(log).toEqual(['+b', '-b', '+a', '-a']);
    const failing = [{ ...first, ready: async () => Promise.reject(new Error('gone')) }] as readonly OrderedTask[];
    await expect(runInOrder(failing, atOnce)).rejects.toThrow('gone');
  });

  it('end when there are none', async () => {
    await expect(runInOrder([], atOnce)).resolves.toBeUndefined();
  });

  it('that fail let those under way end, and begin no other', async () => {
    const log: string[] = [];
    const tasks = tasksOf({ bad: [], good: [], after: ['good'] }, log, ['bad']);
    await expect(runInOrder(tasks, atOnce)).rejects.toThrow('bad failed');
    expect(log).toEqual(['+bad', '+good', '-good']);
  });

  it('may be thousands', async () => {
    let done = 0;
    const tasks: OrderedTask[] = Array.from({ length: 5000 }, (_, position) => ({
      after: position === 0 ? [] : [0],
      run: async () => void (done += 1),
    }));
    await runInOrder(tasks, atOnce);
    expect(done).toBe(5000);
  });
});
