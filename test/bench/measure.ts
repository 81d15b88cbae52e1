import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** What one run of a command cost. */
export interface Cost {
  /** CPU seconds of the command as a whole process, start-up included, user and system. */
  readonly clientSeconds: number;
  /** From its start to its end by the clock. */
  readonly elapsedSeconds: number;
  /** CPU seconds that the PostgreSQL server spent meanwhile. */
  readonly serverSeconds: number;
  /** The most memory that the command held resident, in 2^20 bytes. */
  readonly peakMegabytes: number;
  /** The same of the first half of its time alone: what is flat has had its peak by then. */
  readonly halfwayPeakMegabytes: number;
}

export interface Command {
  readonly program: string;
  readonly parameters: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** A file that takes what the command writes to stdout and stderr. */
  readonly output: string;
  /** The process id of the postmaster that the command works with. */
  readonly postmaster?: number | undefined;
  /** The same command so many times in a row, the cost being that of one. Default 1. */
  readonly times?: number;
  /** How it may end. Default: with 0. */
  readonly exitCodes?: readonly number[];
}

/** The kernel counts CPU time for `/proc` in hundredths of a second. */
const TICKS_PER_SECOND = 100;
const LONGEST_RUN_MILLISECONDS = 15 * 60_000;
const MEMORY_SAMPLE_MILLISECONDS = 10;

/**
 * Runs a command and measures it. Nothing else that this process has started may end meanwhile: the kernel tells only
 * what all children that have ended have spent together.
 *
 * @throws Error when the command fails, with the end of its output
 */
export async function measure(command: Command): Promise<Cost> {
  const times = command.times ?? 1;
  const serverBefore = serverUsage(command.postmaster);
  const clientBefore = endedChildrenSeconds();
  const started = performance.now();
  let peaks: readonly MemoryPeak[] = [];
  for (let run = 0; run < times; run += 1) peaks = await runOnce(command);
  const elapsedSeconds = (performance.now() - started) / 1000;
  const clientSeconds = endedChildrenSeconds() - clientBefore;
  const serverAfter = await serverUsageAtRest(command.postmaster, serverBefore.processes);
  const last = peaks.at(-1) ?? { time: 0, bytes: 0 };
  const halfway = peaks.findLast(({ time }) => time <= last.time / 2) ?? last;
  return {
    clientSeconds: clientSeconds / times,
    elapsedSeconds: elapsedSeconds / times,
    serverSeconds: (serverAfter - serverBefore.seconds) / times,
    peakMegabytes: last.bytes / 2 ** 20,
    halfwayPeakMegabytes: halfway.bytes / 2 ** 20,
  };
}

/** The most memory that a process had held by a time, in milliseconds since its start. */
interface MemoryPeak {
  readonly time: number;
  readonly bytes: number;
}

/** @returns how its memory peaked in the course of the run */
async function runOnce(command: Command): Promise<readonly MemoryPeak[]> {
  const output = await open(command.output, 'w');
  try {
    const started = performance.now();
    const child = spawn(command.program, command.parameters, {
      stdio: ['ignore', output.fd, output.fd],
      env: { ...process.env, ...command.environment },
      timeout: LONGEST_RUN_MILLISECONDS,
    });
    const peaks: MemoryPeak[] = [];
    const sampler = setInterval(() => {
      const bytes = peakBytes(child.pid);
      if (bytes > 0) peaks.push({ time: performance.now() - started, bytes });
    }, MEMORY_SAMPLE_MILLISECONDS);
    const [exitCode, signal] = (await once(child, 'exit')) as [number | null, string | null];
    clearInterval(sampler);
    if (!(command.exitCodes ?? [0]).includes(exitCode ?? -1)) throw new Error(failureOf(command, exitCode ?? signal));
    return peaks;
  } finally {
    await output.close();
  }
}

function failureOf({ program, parameters, output }: Command, ending: number | string | null): string {
  const said = readFileSync(output, 'utf8').slice(-2000);
  return `${program} ${parameters.join(' ')} ended with ${ending}:\n${said}`;
}

/** The high-water mark of a process's memory; 0 when it has ended. */
function peakBytes(processId: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Fields of `/proc/PID/stat` from the state on, which is its third (proc(5)). */
function statusFields(processId: number | string): string[] {
  const status = readFileSync(`/proc/${processId}/stat`, 'utf8');
  return status.slice(status.lastIndexOf(')') + 2).split(' ');
}

function seconds(fields: readonly string[], from: number, to: number): number {
  return fields.slice(from, to).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
}

/** CPU seconds of all children of ours that have ended. */
function endedChildrenSeconds(): number {
  return seconds(statusFields('self'), 13, 15);
}

interface ServerUsage {
  readonly seconds: number;
  readonly processes: ReadonlySet<string>;
}

/** CPU seconds of the postmaster, of its processes and of those that have ended. */
function serverUsage(postmaster: number | undefined): ServerUsage {
  if (postmaster === undefined) return { seconds: 0, processes: new Set() };
  let sum = seconds(statusFields(postmaster), 11, 15);
  const processes = new Set<string>();
  for (const processId of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = statusFields(processId);
      if (fields[1] !== String(postmaster)) continue;
      processes.add(processId);
      sum += seconds(fields, 11, 13);
    } catch {
      // It ended while we were looking.
    }
  }
  return { seconds: sum, processes };
}

/** The server's usage once the sessions that came after `before` have ended. */
async function serverUsageAtRest(postmaster: number | undefined, before: ReadonlySet<string>): Promise<number> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const haveEnded = [...serverUsage(postmaster).processes].every((processId) => before.has(processId));
    // Once more, for a session that ended while its postmaster was being read.
    if (haveEnded) return serverUsage(postmaster).seconds;
    await sleep(10);
  }
  throw new Error('A session of PostgreSQL outlived the command that had opened it by five seconds.');
}

/** The value in the middle; of an even number of them the lower one. */
export function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.floor((ordered.length - 1) / 2)] ?? Number.NaN;
}

/** CPU seconds of client and server together. */
export function totalSeconds(cost: Cost): number {
  return cost.clientSeconds + cost.serverSeconds;
}

/** How something is measured: how often, in which folder, and who is told how far it is. */
export interface MeasureOptions {
  readonly runs: number;
  readonly folder: string;
  readonly progress: (text: string) => void;
}
