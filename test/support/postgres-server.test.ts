import { existsSync } from 'node:fs';
import { Client } from 'pg';
import type { ClientConfig } from 'pg';
import { expect, it } from 'vitest';
import { describeWithPostgres } from './describe-with-postgres.ts';
import { startPostgres } from './postgres-server.ts';

async function ask(config: ClientConfig | string, question: string): Promise<unknown[]> {
  const client = new Client(config);
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: question, rowMode: 'array' });
    return rows.flat();
  } finally {
    await client.end();
  }
}

describeWithPostgres('startPostgres', (postgres) => {
  it('runs a PostgreSQL 18', async () => {
    expect(await ask(postgres.url, 'show server_version')).toEqual([expect.stringMatching(/^18\./)]);
  });

  it('refuses a wrong password', async () => {
    const url = postgres.url.replace(postgres.password, 'wrong');
    await expect(ask(url, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('creates databases with names that need quoting', async () => {
    const url = await postgres.createDatabase('a "quoted" name ü');
    expect(await ask(url, 'select current_database()')).toEqual(['a "quoted" name ü']);
  });

  it('speaks TLS only, with a certificate that can be verified, when told so', { timeout: 30_000 }, async () => {
    const server = await startPostgres({ tls: 'required', logicalReplication: true });
    try {
      await expect(ask(server.url, 'select 1')).rejects.toMatchObject({ code: '28000' });
      const { host, port, user, password, certificate } = server;
      const verified = { host, port, user, password, ssl: { ca: certificate } };
      expect(await ask(verified, 'select ssl from pg_stat_ssl where pid = pg_backend_pid()')).toEqual([true]);
      expect(await ask(verified, 'show wal_level')).toEqual(['logical']);
    } finally {
      await server.stop();
    }
  });

  it('stops as in a crash and leaves nothing behind', { timeout: 30_000 }, async () => {
    const server = await startPostgres();
    const [dataDirectory] = await ask(server.url, 'show data_directory');
    expect(existsSync(String(dataDirectory))).toBe(true);
    const client = new Client(server.url);
    await client.connect();
    const lost = new Promise((resolve) => client.once('error', resolve));
    await server.stopImmediate();
    await server.stop();
    expect(await lost).toBeInstanceOf(Error);
    expect(existsSync(String(dataDirectory))).toBe(false);
    await expect(ask(server.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
