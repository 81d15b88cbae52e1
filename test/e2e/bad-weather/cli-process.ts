import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { CliResult } from '../../support/run-cli.ts';

/** A command in a process of its own. */
export interface CliProcess {
  /** How it ended: the exit code, or the signal that ended it. */
  readonly done: Promise<CliResult & { readonly signal: NodeJS.Signals | null }>;
  /** Resolves when it has printed this text on standard output; rejects when it ended without. */
  readonly printed: (text: string) => Promise<void>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** The surroundings of the process. */
export interface ProcessOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** No file may grow beyond so many KiB, as on a disk that is full. */
  readonly fileSizeKib?: number;
  /** The file that standard output is written to. */
  readonly output?: string;
  /** Closes standard output after the first bytes, as `head -1` does. */
  readonly closesOutput?: boolean;
}

const entry = path.join(import.meta.dirname, 'cli-entry.ts');

/** Starts a command; what still runs when the test ends is killed. */
export function spawnCli(commandLine: readonly string[], options: ProcessOptions): CliProcess {
  // Of POSIX, the unit of `ulimit -f` is 512 bytes.
  const limit = options.fileSizeKib === undefined ? '' : `ulimit -f ${options.fileSizeKib * 2}; `;
  const output = options.output === undefined ? '' : ` >${options.output}`;
  const child = spawn('/bin/sh', ['-c', `${limit}exec "$@"${output}`, 'sh', process.execPath, entry, ...commandLine], {
    cwd: options.cwd,
    env: { ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (options.closesOutput === true) child.stdout.destroy();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const done = once(child, 'close').then(() => {
    return { stdout, stderr, exitCode: child.exitCode ?? -1, signal: child.signalCode };
  });
  return {
    done,
    kill: (signal) => void child.kill(signal),
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => void (stdout.includes(text) && resolve());
        child.stdout.on('data', look);
        look();
        done.then(() => reject(new Error(`It ended without printing ${text}: ${stdout}${stderr}`)), reject);
      }),
  };
}
