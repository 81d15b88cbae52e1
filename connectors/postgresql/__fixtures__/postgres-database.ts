import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import { recordingContext, recordsOf } from '../../../test/contract/recording-context.ts';
import type { RecordingContext } from '../../../test/contract/recording-context.ts';
import type { PostgresAddress } from '../../../test/support/postgres-server.ts';
import type { IntegrationConnector, MetadataRecord } from '../../../src/kit/index.ts';
import { provider } from '../provider.ts';

/** A database with one of everything. */
export const seed = readFileSync(path.join(import.meta.dirname, 'seed.sql'), 'utf8');

/** A database of the test's own. */
export interface PostgresDatabase {
  readonly name: string;
  /** For the superuser. */
  readonly url: string;
  /** Runs statements on a connection of its own. */
  readonly run: (sql: string) => Promise<void>;
  /** Runs a query on a connection of its own; the values of its rows. */
  readonly query: (sql: string) => Promise<readonly unknown[][]>;
}

/** Creates a database, runs statements in it, and drops it when the test ends. `options` as in `CREATE DATABASE`. */
export async function postgresDatabase(
  server: PostgresAddress,
  name: string,
  sql = '',
  options = '',
): Promise<PostgresDatabase> {
  const remove = `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`;
  await query(server.url, remove);
  await query(server.url, `CREATE DATABASE ${escapeIdentifier(name)} ${options}`);
  onTestFinished(async () => void (await query(server.url, remove)));
  const url = urlOf(server, name);
  await query(url, sql);
  return {
    name,
    url,
    run: async (statements) => void (await query(url, statements)),
    query: (text) => query(url, text),
  };
}

/** Runs statements on a connection of its own; the values of the rows of the last one. */
export async function query(url: string, sql: string): Promise<readonly unknown[][]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return Array.isArray(result) ? [] : result.rows;
  } finally {
    await client.end();
  }
}

/** The URL of a database of the server, for a user of it. */
export function urlOf(
  { host, port, user, password }: PostgresAddress,
  database: string,
  signIn: { readonly user: string; readonly password: string } = { user, password },
): string {
  const parts = [signIn.user, signIn.password, database].map(encodeURIComponent);
  return `postgresql://${parts[0]}:${parts[1]}@${host}:${port}/${parts[2]}`;
}

export type Config = z.input<typeof provider.config>;

/** A connector to the server, called `server`; disconnected when the test ends. */
export async function connectorTo(config: Config, signal?: AbortSignal): Promise<IntegrationConnector> {
  const connector = await provider.connect(
    { name: '', config: provider.config.parse({ serverName: 'server', ...config }) },
    {
      signal: signal ?? new AbortController().signal,
      permittedSynchronization: 'BOTH_DIRECTIONS',
      baseFolder: '/',
    },
  );
  onTestFinished(() => connector.disconnect());
  return connector;
}

/** What one refresh states and says. */
export interface Catalogued extends Pick<RecordingContext, 'warnings' | 'unreadableScopes'> {
  readonly records: readonly MetadataRecord[];
  /** The qualified names without technology and server: `database.schema.table`. */
  readonly names: readonly string[];
  /** What was stated under that name, but for the type of a schema. */
  readonly find: (name: string) => MetadataRecord;
}

export async function catalogued(config: Config): Promise<Catalogued> {
  const context = recordingContext();
  const records = await recordsOf(await connectorTo(config), context);
  const short = ({ qualifiedName }: MetadataRecord): string => qualifiedName.replace(/^.*?::server::/u, '');
  return {
    records,
    names: records.map(short),
    find(name) {
      const record = records.find((each) => short(each) === name);
      if (record === undefined) throw new Error(`${name} is not stated`);
      return record;
    },
    warnings: context.warnings,
    unreadableScopes: context.unreadableScopes,
  };
}
