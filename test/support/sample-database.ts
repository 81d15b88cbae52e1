import path from 'node:path';
import { openSqlite } from '../../src/runtime/sqlite.ts';

/** Makes or changes a SQLite database with these statements. */
export async function sampleDatabase(folder: string, file: string, statements: string): Promise<void> {
  const database = await openSqlite(path.join(folder, file));
  try {
    database.exec(statements);
  } finally {
    database.close();
  }
}

/** Two tables with a foreign key. */
export const shop = `
create table customer (id integer primary key, name text not null);
create table orders (id integer primary key, customer_id integer references customer (id), total real);
`;

/** A definition of one or more SQLite connectors, by name and file. */
export function sqliteDefinition(files: Readonly<Record<string, string>>, more = ''): string {
  const connectors = Object.entries(files).map(
    ([name, file]) => `      - connectorName: ${name}
        provider: sqlite-database
        configurationProperties: { file: ${JSON.stringify(file)} }
${more}`,
  );
  return `name: coco
integrationServices:
  - service: database-integrator
    connectors:
${connectors.join('')}`;
}
