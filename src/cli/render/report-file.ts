import { appendFileSync, closeSync, openSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError, UnavailableError } from '../../messages/error-kinds.ts';
import type { DaemonEvent } from '../../report/events.ts';
import { cliMessages } from '../messages.ts';
import type { Screen } from './screen.ts';

/** Characters that are gathered before they are written. */
const chunkSize = 64 * 1024;

/** Writes every event, one a line as JSON, to a file that is whole or not there; to a device or a pipe as they come. */
export interface ReportFile {
  readonly onEvent: (event: DaemonEvent) => void;
  /**
   * Puts the file in its place.
   *
   * @throws UnavailableError when it could not be written whole; then there is none
   */
  close(): void;
}

/**
 * Opens a report file: beside its place, until it is whole.
 *
 * @throws ConfigurationError when it cannot be written there
 */
export function openReportFile(file: string, currentFolder: string, screen: Screen): ReportFile {
  const { place, partial, descriptor } = open(file, path.resolve(currentFolder, file));
  let gathered = '';
  let failure: Error | undefined;
  const flush = (): void => {
    try {
      if (failure === undefined) appendFileSync(descriptor, gathered);
    } catch (error) {
      // A refresh is worth more than its report: it goes on, and the end says that there is none.
      failure = error instanceof Error ? error : new Error(String(error));
    }
    gathered = '';
  };
  return {
    onEvent(event) {
      if (event.kind === 'progress') return;
      gathered += `${screen.json(event)}\n`;
      if (gathered.length >= chunkSize) flush();
    },
    close() {
      flush();
      closeSync(descriptor);
      try {
        if (failure !== undefined) throw failure;
        if (partial !== undefined) renameSync(partial, place);
      } catch (cause) {
        if (partial !== undefined) rmSync(partial, { force: true });
        throw new UnavailableError(cliMessages.reportNotWritten({ file }), { cause });
      }
    },
  };
}

/** A link is followed, so that it stays one. What is there and is no file, such as `/dev/stdout`, is not replaced. */
function open(file: string, named: string) {
  try {
    const there = statSync(named, { throwIfNoEntry: false });
    if (there?.isFile() === false) return { place: named, partial: undefined, descriptor: openSync(named, 'w') };
    const place = there === undefined ? named : realpathSync(named);
    const partial = path.join(path.dirname(place), `.${path.basename(place)}.${process.pid}.partial`);
    return { place, partial, descriptor: openSync(partial, 'w') };
  } catch (cause) {
    throw new ConfigurationError(cliMessages.reportNotWritten({ file }), { cause });
  }
}
