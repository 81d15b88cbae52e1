import {
  ConfigurationError,
  defineMessages,
  IntegrationBug,
  IntegrationError,
  NotAuthorizedError,
  UnavailableError,
} from '../../src/kit/index.ts';

export const messages = defineMessages({
  notAFile: {
    id: 'SQLITE-DATABASE-400-001',
    text: 'The path of the SQLite database is not that of a file',
    systemAction: 'Nothing was read or changed.',
    userAction: 'Set `file` to the database file itself, not to the folder that it is in.',
  },
  notADatabase: {
    id: 'SQLITE-DATABASE-400-002',
    text: 'The file is not a SQLite database, or it is encrypted',
    systemAction: 'Nothing was read or changed.',
    userAction: 'Check `file`. Of an encrypted database, catalog a decrypted copy: the key cannot be given here.',
  },
  notReadable: {
    id: 'SQLITE-DATABASE-403-001',
    text: 'The SQLite database may not be read',
    systemAction: 'Nothing was read or changed.',
    userAction: 'Grant the user that runs the daemon read access to the file and to the folders above it.',
  },
  missing: {
    id: 'SQLITE-DATABASE-404-001',
    text: 'The SQLite database file does not exist',
    systemAction: 'Nothing was read or changed; what was catalogued before stays.',
    userAction: 'Check `file`, and whether the file system that it is on is there.',
  },
  locked: {
    id: 'SQLITE-DATABASE-503-001',
    text: 'Another process keeps the SQLite database locked',
    systemAction: 'The file was not read; what was catalogued before stays.',
    userAction: 'Sync again when the other process has finished, or give `lockTimeoutMilliseconds` more time.',
  },
  changing: {
    id: 'SQLITE-DATABASE-503-002',
    text: 'The SQLite database was changed each time that it was read',
    systemAction: 'What was read was thrown away; what was catalogued before stays.',
    userAction: 'Sync again when the database is quieter, or give `lockTimeoutMilliseconds` more time.',
  },
  damaged: {
    id: 'SQLITE-DATABASE-503-003',
    text: 'The SQLite database is damaged or only partly there',
    systemAction: 'Nothing was changed; what was catalogued before stays.',
    userAction: 'If the file is just being copied, sync again. Otherwise run `PRAGMA integrity_check` on it.',
  },
  unfinished: {
    id: 'SQLITE-DATABASE-503-004',
    text: 'The last process to write to the SQLite database did not finish, and the file is too large to recover in a copy',
    systemAction: 'Nothing was changed; what was catalogued before stays.',
    userAction: 'Open the database once with its application or with `sqlite3`, which recovers it, and sync again.',
  },
  failed: {
    id: 'SQLITE-DATABASE-503-005',
    text: 'The SQLite database could not be read',
    systemAction: 'Nothing was changed; what was catalogued before stays.',
    userAction:
      'See the cause: the disk that the file is on, or the one for temporary files, does not answer as it should.',
  },
  unexpected: {
    id: 'SQLITE-DATABASE-500-001',
    text: 'SQLite answered something that the connector does not know',
    systemAction: 'The refresh ended; what was catalogued before stays.',
    userAction: 'Report it, with the cause.',
  },
  patternMatchesNothing: {
    id: 'SQLITE-DATABASE-404-002',
    text: 'A pattern matches no table or view',
    systemAction: 'The other patterns were used.',
    userAction: 'Check its spelling, capitals included.',
  },
  viewIsBroken: {
    id: 'SQLITE-DATABASE-422-001',
    text: 'A view no longer compiles, so that its columns are unknown',
    systemAction: 'The view was catalogued with its definition and without columns.',
    userAction: 'Repair or drop the view, or name it in `excludeTables`.',
  },
  virtualTableIsUnreadable: {
    id: 'SQLITE-DATABASE-422-002',
    text: 'The module of a virtual table is missing or fails, so that its columns are unknown',
    systemAction: 'The table was catalogued; columns of it that were catalogued before stay.',
    userAction: 'If the module belongs to an extension, name the table in `excludeTables`.',
  },
  foreignKeyLeadsNowhere: {
    id: 'SQLITE-DATABASE-422-003',
    text: 'A foreign key refers to a table or column that does not exist',
    systemAction: 'The foreign key was left out.',
    userAction: 'Correct the foreign key, or create what it refers to.',
  },
});

/** SQLite's primary result codes, as far as they are told apart. */
const resultCode = {
  ERROR: 1,
  BUSY: 5,
  LOCKED: 6,
  NOMEM: 7,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  PROTOCOL: 15,
  NOTADB: 26,
};

/** Means that the log or journal beside the file needs a recovery that only a writer can do: SQLITE_READONLY_ROLLBACK. */
const READONLY_ROLLBACK = 776;

/** Whether another process has the database locked: it may be free in a moment. */
export function isLocked(error: unknown): boolean {
  return [resultCode.BUSY, resultCode.LOCKED, resultCode.PROTOCOL].includes(primaryCode(error) ?? 0);
}

/** Whether SQLite could open neither the file nor what it needs beside it. */
export function cannotOpen(error: unknown): boolean {
  return primaryCode(error) === resultCode.CANTOPEN;
}

/** Whether a writer died in the middle of a transaction, so that a rollback is due. */
export function needsRollback(error: unknown): boolean {
  return extendedCode(error) === READONLY_ROLLBACK;
}

/** Whether a view or virtual table is at fault: it names what is gone, its module is missing or finds its data damaged. */
export function isBroken(error: unknown): boolean {
  return [resultCode.ERROR, resultCode.CORRUPT].includes(primaryCode(error) ?? 0);
}

/** Puts what SQLite or the file system answered into one of the error kinds. */
export function classify(error: unknown, file: string): unknown {
  if (error instanceof IntegrationError || isAbort(error)) return error;
  const options = { cause: error };
  switch (systemCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UnavailableError(messages.missing({ file }), options);
    case 'EACCES':
    case 'EPERM':
      return new NotAuthorizedError(messages.notReadable({ file }), options);
    case undefined:
      break;
    default:
      return new UnavailableError(messages.failed({ file, code: systemCode(error) }), options);
  }
  if (isLocked(error)) return new UnavailableError(messages.locked({ file }), options);
  const code = extendedCode(error);
  switch (primaryCode(error)) {
    case resultCode.NOTADB:
      return new ConfigurationError(messages.notADatabase({ file }), options);
    case resultCode.CORRUPT:
      return new UnavailableError(messages.damaged({ file }), options);
    case resultCode.NOMEM:
    case resultCode.READONLY:
    case resultCode.IOERR:
    case resultCode.FULL:
    case resultCode.CANTOPEN:
      return new UnavailableError(messages.failed({ file, code }), options);
    default:
      return new IntegrationBug(messages.unexpected({ file, code }), options);
  }
}

function primaryCode(error: unknown): number | undefined {
  const code = extendedCode(error);
  return code === undefined ? undefined : code & 0xff;
}

function extendedCode(error: unknown): number | undefined {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' ? code : undefined;
}

function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && !code.startsWith('ERR_') ? code : undefined;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
