import type { StoreConnection } from './connection.ts';

/**
 * The indexes that the first load of a store does without, with what they are on: to make them at its end takes half the
 * time of keeping them up to date, and none of their pages is written twice. What needs them asks for them first.
 */
const lateIndexes = {
  element_type: 'element (type)',
  element_anchor: 'element (anchor) WHERE anchor IS NOT NULL',
  relationship_end1: 'relationship (end1)',
  relationship_end2: 'relationship (end2)',
};

const names = Object.keys(lateIndexes);

/** Drops the indexes if the store has nothing in them that is worth it. Runs within the caller's write transaction. */
export function dropLateIndexes({ database }: StoreConnection): void {
  if (database.prepare('SELECT 1 FROM relationship LIMIT 1').get() !== undefined) return;
  for (const name of names) database.exec(`DROP INDEX IF EXISTS ${name}`);
}

/** Makes those indexes that are missing: at the end of a first load, whoever began it, or after one that was killed. */
export async function makeLateIndexes(connection: StoreConnection): Promise<void> {
  const text = `SELECT count(*) AS there FROM sqlite_schema WHERE name IN (${names.map(() => '?').join(', ')})`;
  const found = await connection.read(() => connection.prepared(text).get(...names));
  if (found?.['there'] === names.length) return;
  for (const [name, on] of Object.entries(lateIndexes)) {
    await connection.transaction(() => connection.database.exec(`CREATE INDEX IF NOT EXISTS ${name} ON ${on}`));
  }
}
