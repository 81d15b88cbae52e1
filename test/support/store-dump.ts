import { openSqlite } from '../../src/runtime/sqlite.ts';

/** Every row of every table of a store's file, as it stands: two equal dumps, and nothing was written between them. */
export async function dumpOf(path: string): Promise<Record<string, readonly string[]>> {
  const database = await openSqlite(path, { readOnly: true, timeout: 1000 });
  try {
    const tables = database
      .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`)
      .all()
      .map((row) => String(row['name']));
    return Object.fromEntries(
      tables.map((table) => [table, database.prepare(`SELECT * FROM "${table}"`).all().map(textOf)]),
    );
  } finally {
    database.close();
  }
}

function textOf(row: Record<string, unknown>): string {
  return JSON.stringify(row, (_name, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
  );
}
