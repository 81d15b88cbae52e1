import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { Client } from 'pg';

/**
 * The reading half of the physical limit without psql: `limit-read QUERIES URL FACTS` writes the facts of a PostgreSQL
 * catalog to a file, a line each.
 */
const [queries = '', url = '', facts = ''] = process.argv.slice(2);
const client = new Client({ connectionString: url });
await client.connect();
const file = openSync(facts, 'w');
for (const statement of readFileSync(queries, 'utf8').split(';')) {
  if (statement.trim() === '') continue;
  const { rows } = await client.query<[string]>({
    text: statement,
    rowMode: 'array',
    types: { getTypeParser: () => String },
  });
  writeSync(file, rows.map(([fact]) => `${fact}\n`).join(''));
}
closeSync(file);
await client.end();
