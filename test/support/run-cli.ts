import { PassThrough, Writable } from 'node:stream';
import type { Host } from '../../src/cli/host.ts';
import { main } from '../../src/cli/main.ts';
import type { DaemonEvent, ResultEvent } from '../../src/report/events.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import type { Clock } from '../../src/runtime/clock.ts';

/** What a command put out and how it ended. */
export interface CliResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** The surroundings of a command. */
export interface CliOptions {
  /** The current folder. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** Both outputs are a terminal of this width. */
  readonly columns?: number;
  /** Whether somebody answers questions, by `type`. */
  readonly isInteractive?: boolean;
}

/** A command that is running. */
export interface RunningCli {
  readonly done: Promise<CliResult>;
  /** What was put out so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Sends the process a signal. */
  readonly signal: (signal: 'SIGINT' | 'SIGTERM') => void;
  /** Types at the terminal. */
  readonly type: (text: string) => void;
  /** The exit codes with which the process would have been ended at once. */
  readonly endedAtOnce: readonly number[];
}

/** Runs a command in this process, to its end. */
export function runCli(commandLine: readonly string[], options: CliOptions): Promise<CliResult> {
  return startCli(commandLine, options).done;
}

/** Starts a command in this process. */
export function startCli(commandLine: readonly string[], options: CliOptions): RunningCli {
  const stdout = new Output(options.columns);
  const stderr = new Output(options.columns);
  const stdin = new PassThrough();
  const listeners = new Set<(signal: 'SIGINT' | 'SIGTERM') => void>();
  const endedAtOnce: number[] = [];
  const host: Host = {
    stdout,
    stderr,
    stdin,
    isInteractive: options.isInteractive ?? false,
    environment: options.env ?? {},
    currentFolder: options.cwd,
    userName: 'tester',
    program: 'egeria-integrate',
    clock: options.clock ?? systemClock,
    onSignal(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    exitNow: (exitCode) => endedAtOnce.push(exitCode),
  };
  const done = main(commandLine, host).then((exitCode) => ({ stdout: stdout.text, stderr: stderr.text, exitCode }));
  return {
    done,
    stdout: () => stdout.text,
    stderr: () => stderr.text,
    signal: (signal) => {
      for (const listener of listeners) listener(signal);
    },
    type: (text) => void stdin.write(text),
    endedAtOnce,
  };
}

/** The events of `--output json`. */
export function eventsIn({ stdout }: Pick<CliResult, 'stdout'>): DaemonEvent[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as DaemonEvent);
}

/** The last event of `--output json`. */
export function resultIn(result: Pick<CliResult, 'stdout'>): ResultEvent {
  const last = eventsIn(result).at(-1);
  if (last?.kind !== 'result') throw new Error(`The last event is no result: ${result.stdout.slice(-500)}`);
  return last;
}

/** Remembers what is written; as a terminal it takes the movements of the cursor too, which leave no trace. */
class Output extends Writable {
  text = '';
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  readonly rows: number | undefined;

  constructor(columns: number | undefined) {
    super({ decodeStrings: false });
    this.isTTY = columns !== undefined;
    this.columns = columns;
    this.rows = columns === undefined ? undefined : 24;
  }

  override _write(chunk: string | Uint8Array, _encoding: string, written: () => void): void {
    this.text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    written();
  }

  /** As the streams of a process, it is not ended by what is piped into it. */
  override end(): this {
    return this;
  }

  cursorTo(): boolean {
    return true;
  }

  moveCursor(): boolean {
    return true;
  }

  clearLine(): boolean {
    return true;
  }
}
