import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { describeWithPostgres } from '../../test/support/describe-with-postgres.ts';
import { connectorTo, postgresDatabase, query, urlOf } from './__fixtures__/postgres-database.ts';
import type { Config } from './__fixtures__/postgres-database.ts';

/** Why a connection does not come about. It names no password, whatever the kind. */
async function refusal(config: Config): Promise<unknown> {
  const error: unknown = await connectorTo(config).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const told = [error, ...(error instanceof Error ? [error.cause] : [])].map(
    (each) => String(each) + JSON.stringify(each),
  );
  for (const form of [canary, encodeURIComponent(canary)]) expect(told.join()).not.toContain(form);
  return error;
}

const canary = 'Canary:p@ss/w%rd?';

describeWithPostgres('a connection', (postgres) => {
  const user = { user: 'connector_postgresql_caller', password: canary };
  beforeAll(async () => {
    await query(postgres.url, `CREATE ROLE ${user.user} LOGIN PASSWORD '${canary}'`);
    return async () => void (await query(postgres.url, `DROP ROLE ${user.user}`));
  });
  const url = urlOf(postgres, 'postgres', user);

  it('takes the password from its own key, as it is', async () => {
    const withoutPassword = url.replace(encodeURIComponent(canary), '');
    const connector = await connectorTo({ url: withoutPassword, password: canary });
    await connector.disconnect();
  });

  it.each<[string, Config, object]>([
    [
      'a wrong password',
      { url, password: `${canary}!` },
      { kind: 'NotAuthorizedError', notice: { id: 'POSTGRESQL-401-001' }, cause: { code: '28P01' } },
    ],
    [
      'no password',
      { url: `postgresql://${user.user}@${postgres.host}:${postgres.port}/postgres` },
      { kind: 'NotAuthorizedError', notice: { id: 'POSTGRESQL-401-002' } },
    ],
    [
      'a database that does not exist',
      { url: urlOf(postgres, 'nowhere', user) },
      {
        kind: 'UnavailableError',
        notice: {
          id: 'POSTGRESQL-404-001',
          facts: { database: 'nowhere', server: `${postgres.host}:${postgres.port}` },
        },
        cause: { code: '3D000' },
      },
    ],
    [
      'a server without TLS that has to have it',
      { url, sslMode: 'require' },
      { kind: 'UnavailableError', notice: { id: 'POSTGRESQL-525-001' } },
    ],
    [
      'the same by URL',
      { url: `${url}?sslmode=verify-full` },
      { kind: 'UnavailableError', notice: { id: 'POSTGRESQL-525-001' } },
    ],
    [
      'certificates that are not there',
      { url, caFile: 'nowhere.pem' },
      { kind: 'ConfigurationError', notice: { id: 'POSTGRESQL-400-002' }, cause: { code: 'ENOENT' } },
    ],
    [
      'a database and patterns for databases',
      { url, includeDatabases: ['shop*'] },
      { kind: 'ConfigurationError', notice: { id: 'POSTGRESQL-400-003' } },
    ],
    ['a wrong URL', { url: `${url}?CANARY=1` }, { kind: 'ConfigurationError', notice: { id: 'POSTGRESQL-400-001' } }],
  ])('fails for %s', async (_what, config, expected) => {
    expect(await refusal(config)).toMatchObject(expected);
  });

  it('fails when the server has no connection left', async () => {
    await query(postgres.url, `ALTER ROLE ${user.user} CONNECTION LIMIT 0`);
    onTestFinished(async () => void (await query(postgres.url, `ALTER ROLE ${user.user} CONNECTION LIMIT -1`)));
    expect(await refusal({ url })).toMatchObject({
      kind: 'UnavailableError',
      notice: { id: 'POSTGRESQL-503-005' },
      cause: { code: '53300' },
    });
  });

  it('fails when the database accepts none', async () => {
    const { name } = await postgresDatabase(
      postgres,
      'connector_postgresql_closed',
      '',
      'ALLOW_CONNECTIONS false',
    ).catch(() => ({ name: 'connector_postgresql_closed' }));
    expect(await refusal({ url: urlOf(postgres, name, user) })).toMatchObject({
      kind: 'UnavailableError',
      notice: { id: 'POSTGRESQL-503-008' },
    });
  });

  it('fails when nobody listens', async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    listener.close();
    const error = await refusal({ url: urlOf({ ...postgres, port }, 'postgres', user) });
    expect(error).toMatchObject({
      kind: 'UnavailableError',
      notice: { id: 'POSTGRESQL-503-001' },
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it.each<[string, (socket: Socket) => void, string]>([
    ['nobody answers', () => undefined, 'POSTGRESQL-503-002'],
    ['what answers hangs up', (socket) => socket.destroy(), 'POSTGRESQL-503-003'],
    ['what answers is no PostgreSQL', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'POSTGRESQL-503-003'],
  ])('fails when %s', async (_what, answer, id) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      onTestFinished(() => void socket.destroy());
      answer(socket);
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    for (const sslMode of ['disable', 'require'] as const) {
      const error = await refusal({
        url: urlOf({ ...postgres, port }, 'postgres', user),
        sslMode,
        connectTimeoutSeconds: 0.2,
      });
      expect(error).toMatchObject({ kind: 'UnavailableError', notice: { id } });
    }
  });
});
