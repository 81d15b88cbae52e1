import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { onTestFinished } from 'vitest';
import type { PostgresAddress } from '../../support/postgres-server.ts';
import { canary } from './canary.ts';

/** A database of a test's own, and a user whose password is the canary. */
export interface CanaryDatabase {
  /** For the user, password included. */
  readonly url: string;
  /** The same for another database; without a name for the server. */
  readonly urlOf: (database: string) => string;
  /** Runs statements as the user. */
  readonly run: (statements: string) => Promise<void>;
  /** Runs a statement as the superuser; the values of its rows. */
  readonly sql: (statement: string) => Promise<readonly unknown[][]>;
  /** Opens a session of the superuser, which ends with the test. */
  readonly session: () => Promise<Client>;
}

/** Creates a database and its owner of the same name, and runs statements in it as the owner. Both go when the test ends. */
export async function canaryDatabase(server: PostgresAddress, name: string, statements = ''): Promise<CanaryDatabase> {
  const { drop, ...database } = await createCanaryDatabase(server, name, statements);
  onTestFinished(drop);
  return database;
}

/** The same, for whoever drops it. */
export async function createCanaryDatabase(
  server: PostgresAddress,
  name: string,
  statements: string,
): Promise<CanaryDatabase & { readonly drop: () => Promise<void> }> {
  const [identifier, password] = [escapeIdentifier(name), escapeLiteral(canary)];
  const administer = (text: string): Promise<unknown> => query(server.url, text);
  await administer(`DROP DATABASE IF EXISTS ${identifier} WITH (FORCE)`);
  await administer(`DROP ROLE IF EXISTS ${identifier}`);
  await administer(`CREATE ROLE ${identifier} LOGIN PASSWORD ${password}`);
  await administer(`CREATE DATABASE ${identifier} OWNER ${identifier}`);
  const urlOf = (database: string): string =>
    `postgresql://${name}:${encodeURIComponent(canary)}@${server.host}:${server.port}/${encodeURIComponent(database)}`;
  const own = new URL(server.url);
  own.pathname = `/${encodeURIComponent(name)}`;
  await query(urlOf(name), statements);
  return {
    async drop() {
      await administer(`DROP DATABASE IF EXISTS ${identifier} WITH (FORCE)`);
      await administer(`DROP ROLE ${identifier}`);
    },
    url: urlOf(name),
    urlOf,
    run: async (text) => void (await query(urlOf(name), text)),
    sql: (text) => query(own.href, text),
    async session() {
      const client = new Client({ connectionString: own.href });
      client.on('error', () => undefined);
      await client.connect();
      onTestFinished(() => client.end());
      return client;
    },
  };
}

async function query(url: string, text: string): Promise<readonly unknown[][]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<unknown[]>({ text, rowMode: 'array' });
    return Array.isArray(result) ? [] : result.rows;
  } finally {
    await client.end();
  }
}
