import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const script = fileURLToPath(new URL('./store-process.ts', import.meta.url));

/** What a process is to do on a store file. */
export interface StoreTask {
  /** `write` batches, `change` one element again and again, `hold` the lock of writers, or just open the file. */
  readonly role: 'write' | 'change' | 'hold' | 'open';
  /** What its elements and its metadata source are named by. */
  readonly label?: string;
  /** How many batches or changes. */
  readonly count?: number;
  /** How many elements a batch has. */
  readonly elements?: number;
  /** Runs it by a shell that allows no larger file, in KiB. */
  readonly fileLimitKiB?: number;
  /** The user whose rights it has while it works. */
  readonly uid?: number;
}

/** A process that works on a store file; ended when the test ends. */
export interface StoreProcess {
  /** All lines that it has written so far. */
  readonly lines: readonly string[];
  /** Waits for a line that begins like this; fails when the process ends before. */
  readonly saying: (start: string) => Promise<string>;
  /** Lets a process that holds the lock release it. */
  readonly release: () => void;
  /** Ends it as a crash would. */
  readonly kill: () => void;
  /** Waits for its end; gives its exit code, `null` of a process that was killed. */
  readonly ended: Promise<number | null>;
}

/** Starts a process that works on a store file. */
export function spawnStoreProcess(file: string, task: StoreTask): StoreProcess {
  const child = start(file, task);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines: string[] = [];
  const waiting: { readonly start: string; readonly resolve: (line: string) => void }[] = [];
  const reader = createInterface({ input: child.stdout ?? process.stdin });
  reader.on('line', (line) => {
    lines.push(line);
    for (const one of waiting) if (line.startsWith(one.start)) one.resolve(line);
  });
  const ended = Promise.all([once(child, 'exit'), once(reader, 'close')]).then(() => child.exitCode);
  return {
    lines,
    async saying(start) {
      const line = new Promise<string>((resolve) => {
        const said = lines.find((one) => one.startsWith(start));
        if (said === undefined) waiting.push({ start, resolve });
        else resolve(said);
      });
      const end = ended.then((): string => {
        throw new Error(`The process ended without saying "${start}": ${lines.join('; ')}`);
      });
      return Promise.race([line, end]);
    },
    release: () => child.stdin?.end(),
    kill: () => child.kill('SIGKILL'),
    ended,
  };
}

function start(file: string, task: StoreTask): ChildProcess {
  const { role, label = 'process', count = 0, elements = 1, fileLimitKiB, uid } = task;
  const user = uid === undefined ? [] : [String(uid)];
  const args = [script, file, role, label, String(count), String(elements), ...user];
  const stdio = ['pipe', 'pipe', 'inherit'] as const;
  if (fileLimitKiB === undefined) return spawn(process.execPath, args, { stdio: [...stdio] });
  // POSIX counts the limit in units of 512 bytes.
  const command = `ulimit -f ${fileLimitKiB * 2} && exec "$0" "$@"`;
  return spawn('/bin/sh', ['-c', command, process.execPath, ...args], { stdio: [...stdio] });
}
