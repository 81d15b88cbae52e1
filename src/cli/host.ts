import type { Environment } from '../config/secrets.ts';
import type { Clock } from '../runtime/clock.ts';

/** A stream that people or programs read. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  /** The width of the terminal in characters. */
  readonly columns?: number | undefined;
  /** The height of the terminal in lines. */
  readonly rows?: number | undefined;
  /**
   * @param written is called when the text is out, or cannot be
   * @returns whether more may be written at once; else `drain` follows
   */
  write(text: string, written?: () => void): boolean;
  once(event: 'drain' | 'close', listener: () => void): unknown;
  off(event: 'drain' | 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** The process around the command line: what a test puts in its place. */
export interface Host {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly stdin: NodeJS.ReadableStream;
  /** Whether somebody can answer questions. */
  readonly isInteractive: boolean;
  readonly environment: Environment;
  /** Absolute. */
  readonly currentFolder: string;
  /** Who runs the command, as the system knows them. */
  readonly userName: string;
  /** How the program is called, for texts that say what to type: `egeria-integrate`. */
  readonly program: string;
  readonly clock: Clock;
  /** Listens to SIGINT and SIGTERM, in place of the system's own reaction, until the function returned is called. */
  onSignal(listener: (signal: 'SIGINT' | 'SIGTERM') => void): () => void;
  /** Ends the process at once, whatever is going on. */
  exitNow(exitCode: number): void;
}
