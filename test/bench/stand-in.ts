import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const program = path.resolve(import.meta.dirname, '../support/fake-egeria/serve.ts');

/** How the stand-in of an Egeria platform is. */
export interface StandInOptions {
  /** Forgets what it is told, and is as fast as it can be. */
  readonly isLight: boolean;
  /** Milliseconds that each call takes. */
  readonly latency?: number;
  /** Calls that are worked on at once. Default: all. */
  readonly parallelism?: number;
  /** Nobody may load archives. */
  readonly refusesArchives?: boolean;
}

/** The stand-in of an Egeria platform in a process of its own, beside what is measured. */
export interface StandIn {
  readonly origin: string;
  /** How many calls it was asked so far. */
  calls(): Promise<number>;
  stop(): Promise<void>;
}

export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const { isLight, latency = 0, parallelism, refusesArchives = false } = options;
  const served = spawn(
    process.execPath,
    [
      program,
      ...(isLight ? ['--light'] : []),
      ...(refusesArchives ? ['--refuse-archives'] : []),
      ...(parallelism === undefined ? [] : ['--parallelism', String(parallelism)]),
      '--latency',
      String(latency),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: served.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { done, value } = await lines.next();
    if (done === true) throw new Error('The stand-in of a platform has ended.');
    return value;
  };
  return {
    origin: await nextLine(),
    async calls() {
      served.stdin.write('\n');
      const { calls } = JSON.parse(await nextLine()) as { readonly calls: Readonly<Record<string, number>> };
      return Object.values(calls).reduce((sum, count) => sum + count, 0);
    },
    async stop() {
      const ended = once(served, 'exit');
      served.stdin.end();
      await ended;
    },
  };
}
