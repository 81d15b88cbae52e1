import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** A connection to a SQLite database. */
export type SqliteDatabase = DatabaseSync;

/** A statement of a connection, which may be run again and again. */
export type SqliteStatement = StatementSync;

/** How a SQLite database is opened. */
export interface SqliteOptions {
  readonly readOnly?: boolean;
  /** How long a statement waits for a lock before it fails, in milliseconds; 0 by default: callers wait without blocking. */
  readonly timeout?: number;
}

/** Opens a SQLite database (file, `file:` URL or `:memory:`); the one place that loads Node's SQLite. */
export async function openSqlite(location: string | URL, options: SqliteOptions = {}): Promise<SqliteDatabase> {
  const { DatabaseSync } = await import('node:sqlite');
  return new DatabaseSync(location, { readOnly: options.readOnly ?? false, timeout: options.timeout ?? 0 });
}
