import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IntegrationError } from '../../src/kit/index.ts';
import { recordingContext, recordsOf } from '../../test/contract/recording-context.ts';
import { describeWithPostgres } from '../../test/support/describe-with-postgres.ts';
import { startPostgres } from '../../test/support/postgres-server.ts';
import type { PostgresServer } from '../../test/support/postgres-server.ts';
import { tempFolder } from '../../test/support/temp-folder.ts';
import { catalogued, connectorTo, query, urlOf } from './__fixtures__/postgres-database.ts';
import type { Config } from './__fixtures__/postgres-database.ts';

describeWithPostgres('a server of its own', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres({ tls: 'required' });
  });
  afterAll(() => server.stop());
  /** For the superuser of this server, which takes no connection without TLS. */
  const superuser = (sql: string, database = 'postgres') => query(`${urlOf(server, database)}?sslmode=no-verify`, sql);
  const user = { user: 'caller', password: 'secret' };

  describe('that demands TLS', () => {
    const connect = async (config: Partial<Config>): Promise<void> => {
      const connector = await connectorTo({ url: urlOf(server, 'postgres'), ...config });
      await connector.disconnect();
    };
    const certificate = (): string => path.join(tempFolder({ 'ca.pem': server.certificate ?? '' }), 'ca.pem');

    it.each<[string, () => Partial<Config>]>([
      ['is reached by default', () => ({})],
      ['is reached with prefer', () => ({ sslMode: 'prefer' })],
      ['is reached with require, whatever its certificate', () => ({ sslMode: 'require' })],
      ['is reached with require and its certificate', () => ({ sslMode: 'require', caFile: certificate() })],
      ['is reached with verify-ca and its certificate', () => ({ sslMode: 'verify-ca', caFile: certificate() })],
      [
        'is reached with verify-full, its certificate and its name',
        () => ({ sslMode: 'verify-full', caFile: certificate() }),
      ],
      [
        'is reached by what the URL says',
        () => ({
          url: `${urlOf(server, 'postgres')}?sslmode=verify-full&sslrootcert=${encodeURIComponent(certificate())}`,
        }),
      ],
    ])('%s', async (_what, config) => {
      await expect(connect(config())).resolves.toBeUndefined();
    });

    it('is encrypted by default', async () => {
      const connector = await connectorTo({ url: urlOf(server, 'postgres') });
      const sessions = `SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'egeria-integrate'`;
      expect(await superuser(sessions)).toEqual([[true]]);
      await connector.disconnect();
    });

    it.each<[string, () => Partial<Config>, object]>([
      [
        'without TLS',
        () => ({ sslMode: 'disable' }),
        { kind: 'NotAuthorizedError', notice: { id: 'POSTGRESQL-403-001' }, cause: { code: '28000' } },
      ],
      [
        'with verify-ca by a certificate that nobody vouches for',
        () => ({ sslMode: 'verify-ca' }),
        { kind: 'UnavailableError', notice: { id: 'POSTGRESQL-525-002' } },
      ],
      [
        'with verify-full by another name than the certificate is for',
        () => ({
          url: urlOf({ ...server, host: '127.1' }, 'postgres'),
          sslMode: 'verify-full',
          caFile: certificate(),
        }),
        {
          kind: 'UnavailableError',
          notice: { id: 'POSTGRESQL-525-002' },
          cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
        },
      ],
    ])('is not reached %s', async (_what, config, expected) => {
      await expect(connect(config())).rejects.toMatchObject(expected);
    });
  });

  describe('of which all databases are meant', () => {
    beforeAll(async () => {
      await superuser(`CREATE ROLE ${user.user} LOGIN PASSWORD '${user.password}'`);
      for (const name of ['shop', 'archive', 'closed', 'private', 'a_template'])
        await superuser(`CREATE DATABASE ${name}`);
      await superuser('CREATE TABLE orders (id int); GRANT SELECT ON orders TO PUBLIC', 'shop');
      await superuser('CREATE TABLE old_orders (id int); GRANT SELECT ON old_orders TO PUBLIC', 'archive');
      await superuser(`COMMENT ON DATABASE closed IS 'Under repair.'`);
      await superuser('ALTER DATABASE closed ALLOW_CONNECTIONS false');
      await superuser('REVOKE CONNECT ON DATABASE private FROM PUBLIC');
      await superuser('ALTER DATABASE a_template IS_TEMPLATE true');
    });
    const config = (): Config => ({ url: urlOf(server, '', user) });

    it('states every one but templates, and which cannot be read', async () => {
      const { names, records, unreadableScopes, find } = await catalogued(config());
      const databases = records.flatMap(({ typeName, properties }) =>
        typeName === 'RelationalDatabase' ? [properties['displayName']] : [],
      );
      expect(databases).toEqual(['postgres', 'shop', 'archive', 'closed', 'private']);
      expect(names).toEqual(expect.arrayContaining(['shop.public.orders.id', 'archive.public.old_orders.id']));
      expect(find('closed').properties).toMatchObject({ description: 'Under repair.' });
      expect(unreadableScopes).toMatchObject([
        {
          scope: 'PostgreSQL Relational Database::server::closed',
          cause: { kind: 'UnavailableError', notice: { id: 'POSTGRESQL-503-008' } },
        },
        {
          scope: 'PostgreSQL Relational Database::server::private',
          cause: { kind: 'NotAuthorizedError', notice: { id: 'POSTGRESQL-403-002' } },
        },
      ]);
      for (const { cause } of unreadableScopes) expect(String(cause)).not.toContain(user.password);
    });

    it('leaves out those that are not wanted', async () => {
      const { names, unreadableScopes, warnings } = await catalogued({
        ...config(),
        includeDatabases: ['*o*', 'nowhere'],
        excludeDatabases: ['postgres', 'clo*'],
      });
      expect(names.filter((name) => !name.includes('.'))).toEqual(['shop']);
      expect(unreadableScopes).toEqual([]);
      expect(warnings.map(({ facts }) => facts)).toEqual([{ key: 'includeDatabases', pattern: 'nowhere' }]);
    });

    it('finds a pattern that matches in one of them', async () => {
      const { names, warnings } = await catalogued({
        ...config(),
        includeDatabases: ['shop', 'archive'],
        includeTables: ['orders', 'nothing'],
      });
      expect(names).toContain('shop.public.orders');
      expect(names).not.toContain('archive.public.old_orders');
      expect(warnings.map(({ facts }) => facts)).toEqual([{ key: 'includeTables', pattern: 'nothing' }]);
    });

    it('is silent about patterns while one of them cannot be read', async () => {
      const { warnings } = await catalogued({
        ...config(),
        includeDatabases: ['shop', 'closed'],
        includeTables: ['repairs'],
      });
      expect(warnings).toEqual([]);
    });

    it('goes on without one that cannot be read to its end', async () => {
      await superuser(`CREATE VIEW locked AS SELECT 1 AS x`, 'archive');
      const { Client } = await import('pg');
      const holder = new Client({ connectionString: `${urlOf(server, 'archive')}?sslmode=no-verify` });
      await holder.connect();
      await holder.query('BEGIN; LOCK TABLE locked');
      const { names, unreadableScopes } = await catalogued({
        ...config(),
        includeDatabases: ['archive', 'shop', 'private'],
        statementTimeoutSeconds: 1,
      });
      await holder.end();
      expect(
        unreadableScopes.map(({ scope, cause }) => [scope, cause instanceof IntegrationError && cause.notice.id]),
      ).toEqual([
        ['PostgreSQL Relational Database::server::archive', 'POSTGRESQL-503-006'],
        ['PostgreSQL Relational Database::server::private', 'POSTGRESQL-403-002'],
      ]);
      expect(names).toContain('shop.public.orders.id');
    });

    it('is asked in another database when its own may not be used', async () => {
      await superuser('REVOKE CONNECT ON DATABASE postgres FROM PUBLIC');
      const { names, unreadableScopes } = await catalogued({ ...config(), includeDatabases: ['shop', 'postgres'] });
      await superuser('GRANT CONNECT ON DATABASE postgres TO PUBLIC');
      expect(names).toContain('shop.public.orders.id');
      expect(unreadableScopes).toMatchObject([{ scope: 'PostgreSQL Relational Database::server::postgres' }]);
    });

    it('has nothing of a database that is dropped while others are read', async () => {
      await superuser('CREATE DATABASE short_lived');
      const connector = await connectorTo({ ...config(), includeDatabases: ['shop', 'short_lived'] });
      const context = recordingContext();
      const names: string[] = [];
      for await (const records of connector.refresh(context)) {
        if (names.length === 0) await superuser('DROP DATABASE short_lived');
        names.push(...[records].flat().map(({ qualifiedName }) => qualifiedName));
      }
      expect(names.filter((name) => name.includes('short_lived'))).toEqual([]);
      expect(context.unreadableScopes).toEqual([]);
    });
  });

  it('is reached through its socket', async () => {
    const folder = tempFolder();
    await chmod(folder, 0o777);
    const local = await startPostgres({ settings: { unix_socket_directories: folder } });
    const url = `postgresql://postgres@/postgres?host=${encodeURIComponent(folder)}&port=${local.port}`;
    // The server of the tests has no rule for its socket; that it says so is the proof.
    await expect(connectorTo({ url, sslMode: 'require' })).rejects.toMatchObject({
      notice: { id: 'POSTGRESQL-403-001', facts: { server: `${folder}:${local.port}` } },
      cause: { message: expect.stringContaining('no pg_hba.conf entry for host "[local]"') as string },
    });
    await local.stop();
  });

  it.each(['stop', 'stopImmediate'] as const)(
    'that stops in the middle (%s) ends the refresh and names that',
    async (how) => {
      const mortal = await startPostgres();
      const url = urlOf(mortal, 'postgres');
      await query(
        url,
        `DO $do$ BEGIN FOR i IN 1..1200 LOOP EXECUTE format('CREATE TABLE t%s (x int)', i); END LOOP; END $do$`,
      );
      const connector = await connectorTo({ url });
      const records = connector.refresh(recordingContext())[Symbol.asyncIterator]();
      await records.next();
      await mortal[how]();
      await expect(
        (async () => {
          while ((await records.next()).done !== true);
        })(),
      ).rejects.toMatchObject({
        kind: 'UnavailableError',
        notice: { id: expect.stringMatching(/^POSTGRESQL-503-00[34]$/u) as string },
      });
      await connector.disconnect();
      await expect(recordsOf(connector)).rejects.toMatchObject({
        kind: 'UnavailableError',
        notice: { id: 'POSTGRESQL-503-001' },
      });
    },
  );

  it('that was restarted meanwhile is connected to again', async () => {
    const { Client } = await import('pg');
    const connector = await connectorTo({ url: urlOf(server, 'shop') });
    await recordsOf(connector);
    const admin = new Client({ connectionString: `${urlOf(server, 'postgres')}?sslmode=no-verify` });
    await admin.connect();
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'egeria-integrate'`,
    );
    await admin.end();
    expect((await recordsOf(connector)).length).toBeGreaterThan(3);
  });
});
