import { IntegrationError, StoreError } from '../../messages/error-kinds.ts';
import { messages } from './messages.ts';

const BUSY = 5;
const LOCKED = 6;

/** The primary result code of an error of SQLite; `undefined` of any other error. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  // Extended codes keep the primary one in their low byte.
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

/** Whether another connection holds a lock that this one needs. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === BUSY || code === LOCKED;
}

/** Translates what SQLite says into a StoreError; errors that are already translated pass. */
export function classify(error: unknown, path: string): IntegrationError {
  if (error instanceof IntegrationError) return error;
  const facts = { store: path };
  const options = { cause: error };
  switch (resultCode(error)) {
    case BUSY:
    case LOCKED:
      return new StoreError(messages.locked(facts), options);
    case 13: // SQLITE_FULL
      return new StoreError(messages.full(facts), options);
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
      return new StoreError(messages.readOnly(facts), options);
    case 11: // SQLITE_CORRUPT
      return new StoreError(messages.damaged(facts), options);
    case 26: // SQLITE_NOTADB
      return new StoreError(messages.notAStore(facts), options);
    case 14: // SQLITE_CANTOPEN
      return new StoreError(messages.cannotOpen(facts), options);
    default:
      return new StoreError(messages.failed(facts), options);
  }
}
