import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openSqlite } from '../../../src/kit/index.ts';
import { tempFolder } from '../../../test/support/temp-folder.ts';

/** A SQLite database file in a folder of its own, removed when the test ends. */
export interface SqliteFile {
  readonly config: { readonly file: string };
  readonly folder: string;
  readonly placeholders: Readonly<Record<string, string>>;
  /** Runs SQL on a connection of its own, on which even SQLite's own tables may be changed. */
  run(sql: string): Promise<void>;
}

export const seed = readFileSync(path.join(import.meta.dirname, 'seed.sql'), 'utf8');

/** Makes a database file by running SQL. */
export async function sqliteFile(sql: string, name = 'shop.db'): Promise<SqliteFile> {
  const folder = tempFolder();
  const file = path.join(folder, name);
  const run = async (statements: string): Promise<void> => {
    const database = await openSqlite(file);
    database.enableDefensive(false);
    database.exec(statements);
    database.close();
  };
  await run(sql);
  return { config: { file }, folder, placeholders: { [folder]: '{folder}' }, run };
}
