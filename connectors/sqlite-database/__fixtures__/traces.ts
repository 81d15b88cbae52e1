import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, watch } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** What an action left behind in a folder. */
export interface Traces {
  /** Each file with its size, time of modification in nanoseconds, and digest. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Files that were made or removed meanwhile, even if only for a moment. */
  readonly madeOrRemoved: readonly string[];
}

/** Runs an action and tells what it left behind in a folder. Nobody else may work in it meanwhile. */
export async function tracesOf(folder: string, action: () => Promise<unknown>): Promise<Traces> {
  const before = filesIn(folder);
  const madeOrRemoved = new Set<string>();
  const watcher = watch(folder, (event, name) => {
    if (event === 'rename') madeOrRemoved.add(String(name));
  });
  try {
    await action();
    await nextTurn();
    await nextTurn();
  } finally {
    watcher.close();
  }
  return { before, after: filesIn(folder), madeOrRemoved: [...madeOrRemoved] };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).map((name) => {
    const file = path.join(folder, name);
    const { size, mtimeNs } = statSync(file, { bigint: true });
    return `${name} ${size} ${mtimeNs} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
  });
}
