import type { CanaryDatabase } from './postgres-database.ts';

/** More tables than the connector fetches at a time, more elements than the engine applies at a time; and then a view. */
const tables = 1100;
/** Tables with two columns, the view with one, the database, its schema and the schema's type. */
export const stallingElements = tables * 3 + 2 + 3;

export const stallingSchema = `
DO $$ BEGIN
  FOR number IN 1..${tables} LOOP EXECUTE format('CREATE TABLE item_%s (id integer, name text)', number); END LOOP;
END $$;
CREATE VIEW last_of_all AS SELECT id FROM item_1;
`;

/**
 * Locks the view, so that a refresh stands still when what was fetched before it has been read: PostgreSQL waits for the
 * lock to tell the view's definition. Returns how to let it go on.
 */
export async function stall(database: CanaryDatabase): Promise<() => Promise<void>> {
  const session = await database.session();
  await session.query('BEGIN; ALTER VIEW last_of_all RENAME TO other');
  return async () => void (await session.query('ROLLBACK'));
}
