import { StoreError } from '../../messages/error-kinds.ts';
import type { Clock } from '../../runtime/clock.ts';
import { openSqlite } from '../../runtime/sqlite.ts';
import type { SqliteDatabase } from '../../runtime/sqlite.ts';
import { classify, isBusy } from './errors.ts';
import { messages } from './messages.ts';
import { APPLICATION_ID, migrations } from './schema.ts';

/** How long a writer waits for another process, in milliseconds. */
const LOCK_PATIENCE = 60_000;
/** How long one attempt may hold up the event loop, in milliseconds. */
const LOCK_ATTEMPT = 20;
const LOCK_PAUSE = 50;
/** Pages that may gather in the write-ahead log before they are moved into the file: 32 MiB. */
const CHECKPOINT_PAGES = 4000;
/** Cache in KiB: enough for the inner pages of every index of some million elements. */
const CACHE_KIB = 8_000;

/** An open store file: statements and transactions. */
export interface StoreConnection {
  readonly path: string;
  readonly database: SqliteDatabase;
  readonly clock: Clock;
  /** Runs `work` in one write transaction. It waits for other writers without blocking the event loop. */
  transaction<T>(work: () => T): Promise<T>;
  /** Runs a read; a lock that is held for a moment is waited for. */
  read<T>(work: () => T): Promise<T>;
  close(): void;
}

/** Opens a store file, created and brought to the current version when needed. `:memory:` is a store of this process. */
export async function openConnection(path: string, clock: Clock): Promise<StoreConnection> {
  let database: SqliteDatabase | undefined;
  try {
    database = await openSqlite(path, { timeout: LOCK_ATTEMPT });
    const connection = connectionOver(database, path, clock);
    await patiently(connection, () => prepare(connection));
    return connection;
  } catch (error) {
    database?.close();
    throw classify(error, path);
  }
}

function connectionOver(database: SqliteDatabase, path: string, clock: Clock): StoreConnection {
  const connection: StoreConnection = {
    path,
    database,
    clock,
    async transaction(work) {
      try {
        await patiently(connection, () => database.exec('BEGIN IMMEDIATE'));
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw classify(error, path);
      }
    },
    async read(work) {
      try {
        return await patiently(connection, work);
      } catch (error) {
        throw classify(error, path);
      }
    },
    close: () => {
      if (database.isOpen) database.close();
    },
  };
  return connection;
}

/** Tries until the lock is free. Each attempt is short, so that the event loop goes on in between. */
async function patiently<T>(connection: StoreConnection, work: () => T): Promise<T> {
  const { clock } = connection;
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

function prepare(connection: StoreConnection): void {
  const { database, path } = connection;
  const version = pragma(database, 'user_version');
  if (version > migrations.length)
    throw new StoreError(messages.tooNew({ store: path, version, known: migrations.length }));
  const isNew = version === 0 && database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'] === 0;
  if (!isNew && pragma(database, 'application_id') !== APPLICATION_ID) {
    throw new StoreError(messages.notAStore({ store: path }));
  }
  if (isNew) database.exec('PRAGMA page_size = 8192');
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA cache_size = -${CACHE_KIB};`);
  if (version < migrations.length) migrate(database);
}

function migrate(database: SqliteDatabase): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have done it while this one waited.
    for (const step of migrations.slice(pragma(database, 'user_version'))) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function pragma(database: SqliteDatabase, name: 'user_version' | 'application_id'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
