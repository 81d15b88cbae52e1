import { createReadStream, createWriteStream } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { access, constants, mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ConfigurationError, openSqlite, UnavailableError } from '../../src/kit/index.ts';
import type { SqliteDatabase } from '../../src/kit/index.ts';
import { cannotOpen, classify, isLocked, messages, needsRollback } from './errors.ts';

/** Takes what is needed from the schema `source` into the database in memory that it is attached to. */
export type Copy = (database: SqliteDatabase) => void;

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** How long to wait for a lock of another process, or for a moment without changes. */
  readonly lockTimeoutMilliseconds: number;
}

/** A database file, and what there was of it and beside it before it was read. */
interface Target {
  /** Without symbolic links: SQLite looks for the log where they lead. */
  readonly location: string;
  readonly state: string;
  /** Of the database, its log and its journal together. */
  readonly bytes: bigint;
  readonly hasLog: boolean;
}

const LARGEST_COPY_BYTES = 1n << 30n;
const PAUSE_MILLISECONDS = 25;
/** What SQLite keeps beside a database and what holds committed content, or the way back to it. */
const COMPANIONS = ['-wal', '-journal'];

/**
 * Attaches the file as `source` to a database in memory, lets `copy` take what is needed from it in one transaction, and
 * lets go of the file: it is locked for that moment only, however slowly its structure is streamed afterwards.
 *
 * Nothing is written, neither to the file nor beside it. `mode=ro` alone does not see to that: on a database in WAL mode
 * SQLite then makes `-wal` and `-shm` files that it cannot remove, touches those that are there, or fails in a read-only
 * folder (sqlite.org/wal.html, "Read-Only Databases"). The ways taken instead are at `readOnce`.
 *
 * Throws an error kind. A lock is waited for without blocking the process.
 */
export async function readUntouched(file: string, options: ReadOptions, copy: Copy): Promise<SqliteDatabase> {
  for (let waited = 0; ; waited += PAUSE_MILLISECONDS) {
    options.signal.throwIfAborted();
    const isLastAttempt = waited >= options.lockTimeoutMilliseconds;
    try {
      const database = await readOnce(file, options.signal, copy);
      if (database !== undefined) return database;
      if (isLastAttempt) throw new UnavailableError(messages.changing({ file }));
    } catch (error) {
      if (isLastAttempt || !isLocked(error)) throw classify(error, file);
    }
    await delay(PAUSE_MILLISECONDS, undefined, { signal: options.signal });
  }
}

/**
 * Reads the file once; `undefined` when it was changed meanwhile, where no lock holds changes off.
 *
 * - With a log (`-wal`): as SQLite does it, but its index (`-shm`) is opened read-only. When no process uses the index,
 *   SQLite makes its own in memory. Without an index, because the two files were copied from elsewhere: in a copy.
 * - In WAL mode without a log: everything is in the file, which is read as an immutable one, without locks.
 * - In the other journal modes: under a reader's lock, which leaves no trace. When a writer died within a transaction,
 *   that must be rolled back first: in a copy.
 */
async function readOnce(file: string, signal: AbortSignal, copy: Copy): Promise<SqliteDatabase | undefined> {
  const target = await lookAt(file);
  const { location } = target;
  if (!target.hasLog && (await isInWalMode(location))) {
    return ifUnchanged(target, () => attach(location, 'mode=ro&immutable=1', copy));
  }
  try {
    return await attach(location, target.hasLog ? 'mode=ro&readonly_shm=1' : 'mode=ro', copy);
  } catch (error) {
    if (!needsRollback(error) && !(target.hasLog && cannotOpen(error))) throw error;
    if (target.bytes > LARGEST_COPY_BYTES) throw new UnavailableError(messages.unfinished({ file }), { cause: error });
    return ifUnchanged(target, () => attachCopy(location, signal, copy));
  }
}

async function lookAt(file: string): Promise<Target> {
  const location = await realpath(file);
  const database = await stat(location, { bigint: true });
  if (!database.isFile()) throw new ConfigurationError(messages.notAFile({ file }));
  await access(location, constants.R_OK);
  const companions = await Promise.all(COMPANIONS.map((suffix) => statIfThere(location + suffix)));
  const states = [database, ...companions];
  return {
    location,
    state: states.map((each) => `${each?.ino} ${each?.size} ${each?.mtimeNs}`).join(),
    bytes: states.reduce((sum, each) => sum + (each?.size ?? 0n), 0n),
    hasLog: (companions[0]?.size ?? 0n) > 0n,
  };
}

async function statIfThere(location: string): Promise<BigIntStats | undefined> {
  return stat(location, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/**
 * Asks SQLite, which refuses WAL mode without locks before it makes any file. The file is not opened in another way:
 * to close it would drop all locks that this process has on it, such as those of an open metadata store
 * (sqlite.org/howtocorrupt.html, 2.2).
 */
async function isInWalMode(location: string): Promise<boolean> {
  const database = await openSqlite(addressOf(location, 'mode=ro&nolock=1'), { readOnly: true });
  try {
    database.exec('PRAGMA schema_version');
    return false;
  } catch (error) {
    return cannotOpen(error);
  } finally {
    database.close();
  }
}

async function ifUnchanged(target: Target, open: () => Promise<SqliteDatabase>): Promise<SqliteDatabase | undefined> {
  const [opened] = await Promise.allSettled([open()]);
  const [after] = await Promise.allSettled([lookAt(target.location)]);
  const isUnchanged = after.status === 'fulfilled' && after.value.state === target.state;
  if (isUnchanged && opened.status === 'rejected') throw opened.reason;
  if (opened.status === 'rejected') return undefined;
  if (isUnchanged) return opened.value;
  opened.value.close();
  return undefined;
}

async function attach(location: string, query: string, copy: Copy): Promise<SqliteDatabase> {
  const database = await openSqlite(':memory:');
  try {
    database.exec('PRAGMA temp_store = MEMORY');
    database.prepare('ATTACH ? AS source').run(addressOf(location, query));
    database.exec('BEGIN');
    copy(database);
    database.exec('COMMIT; DETACH source');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Recovers a copy, in a folder that only this user may enter. */
async function attachCopy(location: string, signal: AbortSignal, copy: Copy): Promise<SqliteDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'egeria-integrate-sqlite-'));
  try {
    const database = path.join(folder, 'copy.db');
    for (const suffix of ['', ...COMPANIONS]) {
      if ((await statIfThere(location + suffix)) === undefined) continue;
      await pipeline(createReadStream(location + suffix), createWriteStream(database + suffix), { signal });
    }
    return await attach(database, 'mode=rw', copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function addressOf(location: string, query: string): string {
  const address = pathToFileURL(location);
  address.search = query;
  return address.href;
}
