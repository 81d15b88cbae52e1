import { appendFileSync, closeSync, openSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError, UnavailableError } from '../../messages/error-kinds.ts';
import type { DaemonEvent } from '../../report/events.ts';
import { cliMessages } from '../messages.ts';
import type { Screen } from './screen.ts';

/** Characters that are gathered before they are written. */
const chunkSize = 64 * 1024;

/** Writes every event, one a line as JSON, to a file that is whole or not there. */
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
  const place = path.resolve(currentFolder, file);
  const partial = path.join(path.dirname(place), `.${path.basename(place)}.${process.pid}.partial`);
  const descriptor = attempt(file, () => openSync(partial, 'w'), ConfigurationError);
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
        renameSync(partial, place);
      } catch (cause) {
        rmSync(partial, { force: true });
        throw new UnavailableError(cliMessages.reportNotWritten({ file }), { cause });
      }
    },
  };
}

function attempt<Result>(file: string, open: () => Result, kind: typeof ConfigurationError): Result {
  try {
    return open();
  } catch (cause) {
    throw new kind(cliMessages.reportNotWritten({ file }), { cause });
  }
}
