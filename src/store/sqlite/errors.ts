import { StoreError } from '../../messages/error-kinds.ts';
import { messages } from './messages.ts';

/** What SQLite's primary result codes mean for a store. */
const byPrimaryCode = new Map([
  [5, messages.locked], // SQLITE_BUSY
  [6, messages.locked], // SQLITE_LOCKED
  [15, messages.locked], // SQLITE_PROTOCOL
  [3, messages.readOnly], // SQLITE_PERM
  [8, messages.readOnly], // SQLITE_READONLY
  [11, messages.damaged], // SQLITE_CORRUPT
  [13, messages.full], // SQLITE_FULL
  [14, messages.cannotOpen], // SQLITE_CANTOPEN
  [26, messages.notAStore], // SQLITE_NOTADB
]);

/** Extended codes that mean something else than their primary one, SQLITE_IOERR: a quota or a limit is reached. */
const byExtendedCode = new Map([
  [778, messages.full], // SQLITE_IOERR_WRITE
  [4874, messages.full], // SQLITE_IOERR_SHMSIZE
]);

/** The extended result code of an error of SQLite, which keeps the primary one in its low byte. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

/** Whether another connection holds a lock that this one needs. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code !== undefined && byPrimaryCode.get(code & 0xff) === messages.locked;
}

/** Translates what SQLite says into a StoreError. Anything else passes: it is translated already, or a fault of ours. */
export function translated(error: unknown, path: string): Error {
  const code = resultCode(error);
  if (code === undefined) return error instanceof Error ? error : new Error(String(error));
  const message = byExtendedCode.get(code) ?? byPrimaryCode.get(code & 0xff) ?? messages.failed;
  return new StoreError(message({ store: path }), { cause: error });
}
