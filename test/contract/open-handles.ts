import { readdirSync, readlinkSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'vitest';

/** Runs an action and expects that, within a second of its end, nothing more is open than before. */
export async function expectNoLeak(action: () => Promise<void>): Promise<void> {
  const before = openHandles();
  await action();
  const deadline = performance.now() + 1000;
  let leaked = without(openHandles(), before);
  while (leaked.length > 0 && performance.now() < deadline) {
    await nextTurn();
    leaked = without(openHandles(), before);
  }
  expect(leaked).toEqual([]);
}

/** Files, sockets and processes. Timers are left out: the test runner has its own, which come and go. */
function openHandles(): string[] {
  const resources = process.getActiveResourcesInfo().filter((name) => name !== 'Immediate' && name !== 'Timeout');
  return [...resources, ...openFiles()];
}

/** As the system lists them, where it does. */
function openFiles(): string[] {
  try {
    return readdirSync('/proc/self/fd').flatMap(linkOf);
  } catch {
    return [];
  }
}

/** The listing's own descriptor is gone by now. */
function linkOf(descriptor: string): string[] {
  try {
    return [readlinkSync(`/proc/self/fd/${descriptor}`)];
  } catch {
    return [];
  }
}

function without(all: readonly string[], some: readonly string[]): string[] {
  const left = [...some];
  return all.filter((each) => {
    const index = left.indexOf(each);
    if (index === -1) return true;
    left.splice(index, 1);
    return false;
  });
}
