import { setImmediate as turnOfTheEventLoop } from 'node:timers/promises';
import { StoreError } from '../../messages/error-kinds.ts';
import type { Message } from '../../messages/message.ts';
import type { Clock } from '../../runtime/clock.ts';
import { openSqlite } from '../../runtime/sqlite.ts';
import type { SqliteDatabase, SqliteStatement } from '../../runtime/sqlite.ts';
import { isBusy, translated } from './errors.ts';
import { messages } from './messages.ts';
import { APPLICATION_ID, migrations } from './schema.ts';

/** How long a writer waits for another process, in milliseconds. */
const LOCK_PATIENCE = 60_000;
/** How long it still waits when it is told to stop. */
const LOCK_PATIENCE_STOPPING = 1_000;
/** How long it waits before it says so. */
const LOCK_SILENCE = 1_000;
/** How long one attempt may hold up the event loop, in milliseconds. */
const LOCK_ATTEMPT = 20;
const LOCK_PAUSE = 50;
/** Pages that may gather in the write-ahead log before they are moved into the file: 128 MiB. */
const CHECKPOINT_PAGES = 16_000;
/** Statements that are kept for the next time: more than there are texts, but for unusual searches. */
const KEPT_STATEMENTS = 100;
/** Cache in KiB: enough for the inner pages of every index of some million elements. */
const CACHE_KIB = 8_000;

/**
 * An open store file: statements and transactions. SQLite works at once, so each of them is followed by a turn of the
 * event loop: signals and timers come to their right however long somebody reads or writes.
 */
export interface StoreConnection {
  readonly path: string;
  readonly database: SqliteDatabase;
  readonly clock: Clock;
  /** A statement; preparing it costs more than running it, so that those in use are kept. */
  prepared(text: string): SqliteStatement;
  /**
   * Runs `work` in one write transaction, which begins and ends without giving way to other work of this process.
   * Other processes that write are waited for without blocking the event loop.
   */
  transaction<T>(work: () => T): Promise<T>;
  /** Runs `work` over one state of the store; a lock that is held for a moment is waited for. */
  read<T>(work: () => T): Promise<T>;
  close(): void;
}

/** How a connection waits for other processes. */
export interface LockWaiting {
  /** Ends the waiting; what needs none is still done. */
  readonly signal?: AbortSignal | undefined;
  /** Is told of a wait that takes more than a second. */
  readonly notify?: ((message: Message) => void) | undefined;
}

interface ConnectionOptions extends LockWaiting {
  /** The schema of the file; a store's by default. */
  readonly steps?: readonly string[];
  /**
   * What a power failure may take: nothing, or the last transactions, of a file that can be made anew from elsewhere. A
   * process that is killed loses nothing either way.
   */
  readonly durability?: 'everything' | 'all but the last';
}

/**
 * Opens a store file, created and brought to the current version when needed. `:memory:` is a store of this process.
 * Throws StoreError, and then the file is as it was.
 */
export async function openConnection(
  path: string,
  clock: Clock,
  { steps = migrations, durability = 'everything', ...waiting }: ConnectionOptions = {},
): Promise<StoreConnection> {
  let database: SqliteDatabase | undefined;
  try {
    database = await openSqlite(path, { timeout: LOCK_ATTEMPT });
    const patiently = patience(path, clock, waiting);
    const connection = connectionOver(database, path, clock, patiently);
    await patiently(() => prepare(connection, steps, durability === 'everything' ? 'FULL' : 'NORMAL'));
    return connection;
  } catch (error) {
    database?.close();
    throw translated(error, path);
  }
}

function connectionOver(database: SqliteDatabase, path: string, clock: Clock, patiently: Patiently): StoreConnection {
  const run = async <T>(begin: string, work: () => T): Promise<T> => {
    try {
      const result = await patiently(() => {
        database.exec(begin);
        return committed(database, work);
      });
      await turnOfTheEventLoop();
      return result;
    } catch (error) {
      throw translated(error, path);
    }
  };
  const kept = new Map<string, SqliteStatement>();
  return {
    path,
    database,
    clock,
    prepared(text) {
      const known = kept.get(text);
      if (known !== undefined) return known;
      if (kept.size >= KEPT_STATEMENTS) kept.clear();
      const statement = database.prepare(text);
      kept.set(text, statement);
      return statement;
    },
    transaction: async (work) => run('BEGIN IMMEDIATE', work),
    read: async (work) => run('BEGIN', work),
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}

function committed<T>(database: SqliteDatabase, work: () => T): T {
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

/** Some errors, such as a full disk, have rolled back already; a rollback that fails must not hide what went wrong. */
function rollBack(database: SqliteDatabase): void {
  try {
    if (database.isTransaction) database.exec('ROLLBACK');
  } catch {
    // The transaction is gone all the same.
  }
}

/** Tries until the lock is free. */
type Patiently = <T>(work: () => T) => Promise<T>;

/** Each attempt is short, so that the event loop goes on in between. */
function patience(path: string, clock: Clock, { signal, notify }: LockWaiting): Patiently {
  return async (work) => {
    const start = clock.now();
    let deadline = start + LOCK_PATIENCE;
    let isTold = false;
    for (let wasStopped = false; ;) {
      try {
        return work();
      } catch (error) {
        if (!isBusy(error) || clock.now() >= deadline) throw error;
      }
      if (!isTold && clock.now() - start >= LOCK_SILENCE) {
        isTold = true;
        notify?.(messages.waiting({ store: path }));
      }
      if (!wasStopped && signal?.aborted === true) {
        wasStopped = true;
        deadline = Math.min(deadline, clock.now() + LOCK_PATIENCE_STOPPING);
      }
      await clock.sleep(LOCK_PAUSE);
    }
  };
}

function prepare({ database, path }: StoreConnection, steps: readonly string[], synchronous: 'FULL' | 'NORMAL'): void {
  const version = pragma(database, 'user_version');
  const applicationId = pragma(database, 'application_id');
  const isEmpty = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'] === 0;
  const isNew = isEmpty && version === 0 && applicationId === 0;
  if (!isNew && applicationId !== APPLICATION_ID) throw new StoreError(messages.notAStore({ store: path }));
  if (version > steps.length) throw new StoreError(messages.tooNew({ store: path, version, known: steps.length }));
  if (isNew) database.exec('PRAGMA page_size = 8192');
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA cache_size = -${CACHE_KIB};`);
  if (version < steps.length) migrate(database, steps);
}

function migrate(database: SqliteDatabase, steps: readonly string[]): void {
  database.exec('BEGIN IMMEDIATE');
  committed(database, () => {
    // Another process may have done it while this one waited.
    for (const step of steps.slice(pragma(database, 'user_version'))) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${steps.length}`);
  });
}

function pragma(database: SqliteDatabase, name: 'user_version' | 'application_id'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
