import { setImmediate as turnOfTheEventLoop } from 'node:timers/promises';
import { StoreError } from '../../messages/error-kinds.ts';
import type { Clock } from '../../runtime/clock.ts';
import { openSqlite } from '../../runtime/sqlite.ts';
import type { SqliteDatabase, SqliteStatement } from '../../runtime/sqlite.ts';
import { isBusy, translated } from './errors.ts';
import { messages } from './messages.ts';
import { APPLICATION_ID, migrations } from './schema.ts';

/** How long a writer waits for another process, in milliseconds. */
const LOCK_PATIENCE = 60_000;
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

/**
 * Opens a store file, created and brought to the current version when needed. `:memory:` is a store of this process.
 * Throws StoreError, and then the file is as it was.
 */
export async function openConnection(
  path: string,
  clock: Clock,
  steps: readonly string[] = migrations,
): Promise<StoreConnection> {
  let database: SqliteDatabase | undefined;
  try {
    database = await openSqlite(path, { timeout: LOCK_ATTEMPT });
    const connection = connectionOver(database, path, clock);
    await patiently(clock, () => prepare(connection, steps));
    return connection;
  } catch (error) {
    database?.close();
    throw translated(error, path);
  }
}

function connectionOver(database: SqliteDatabase, path: string, clock: Clock): StoreConnection {
  const run = async <T>(begin: string, work: () => T): Promise<T> => {
    try {
      const result = await patiently(clock, () => {
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

/** Tries until the lock is free. Each attempt is short, so that the event loop goes on in between. */
async function patiently<T>(clock: Clock, work: () => T): Promise<T> {
  const deadline = clock.now() + LOCK_PATIENCE;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || clock.now() >= deadline) throw error;
    }
    await clock.sleep(LOCK_PAUSE);
  }
}

function prepare({ database, path }: StoreConnection, steps: readonly string[]): void {
  const version = pragma(database, 'user_version');
  const applicationId = pragma(database, 'application_id');
  const isEmpty = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'] === 0;
  const isNew = isEmpty && version === 0 && applicationId === 0;
  if (!isNew && applicationId !== APPLICATION_ID) throw new StoreError(messages.notAStore({ store: path }));
  if (version > steps.length) throw new StoreError(messages.tooNew({ store: path, version, known: steps.length }));
  if (isNew) database.exec('PRAGMA page_size = 8192');
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;
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
