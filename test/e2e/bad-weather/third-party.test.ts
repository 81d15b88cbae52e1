import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { describeWithPostgres } from '../../support/describe-with-postgres.ts';
import { canary } from './canary.ts';
import { coco } from './coco.ts';
import type { CocoConnector } from './coco.ts';
import { canaryDatabase } from './postgres-database.ts';

const orders: CocoConnector = {
  connectorName: 'orders',
  provider: 'postgresql',
  configurationProperties: { url: '${env:ORDERS_URL}' },
};
const secret = encodeURIComponent(canary);

/** Port 1: nobody listens there. */
const refused = `postgresql://me:${secret}@127.0.0.1:1/shop`;

describeWithPostgres('a third party that cannot be had', (postgres) => {
  const server = `${postgres.host}:${postgres.port}`;
  // What hiccups is tried again after a second, what refuses the password is not.
  const unauthorized = `postgresql://${postgres.user}:${secret}@${server}/postgres`;

  it.each([
    {
      what: 'refuses the connection',
      url: refused,
      id: 'POSTGRESQL-503-001',
      cause: 'connect ECONNREFUSED 127.0.0.1:1',
      text: 'The PostgreSQL server cannot be reached, server 127.0.0.1:1, database shop, user me, code ECONNREFUSED.',
    },
    {
      what: 'refuses the password',
      url: unauthorized,
      id: 'POSTGRESQL-401-001',
      cause: 'password authentication failed for user "postgres"',
      text: `PostgreSQL refused the user or the password, server ${server}, database postgres, user postgres, code 28P01.`,
    },
    {
      what: 'has no such database',
      url: `postgresql://${postgres.user}:${postgres.password}@${server}/bad_weather_nowhere`,
      id: 'POSTGRESQL-404-001',
      cause: 'database "bad_weather_nowhere" does not exist',
      text: `The database does not exist, server ${server}, database bad_weather_nowhere, user postgres, code 3D000.`,
    },
  ])('since it $what: what happened, what was done, what to do; exit code 3', async ({ url, id, cause, text }) => {
    const here = coco({ ORDERS_URL: url, COLUMNS: '300' }, orders);
    const { exitCode, stdout, stderr } = await here.run('sync');
    expect(exitCode).toBe(3);
    expect(stdout).toContain(`✘ 1 failed: ${text}\n    cause   ${cause}\n    at      orders\n    done    `);
    expect(stdout).toMatch(new RegExp(`\n    do      \\S.*\n(?: {12}.*\n)*    id      ${id}\n`));
    expect(stdout).toContain('Exit code 3: nothing could be reached or signed in to');
    expect(`${stdout}${stderr}`).not.toContain('    at file:');
    expect(stderr.split('\n')).toEqual([
      `coco → ${path.join(here.folder, 'open-metadata.db')}`,
      expect.stringMatching(/^orders: /),
      '',
    ]);
  });

  it('is not said to be unchanged by a dry run: exit code 3', async () => {
    const { exitCode, stdout, stderr } = await coco({ ORDERS_URL: unauthorized }, orders).run('sync', '--dry-run');
    expect(exitCode).toBe(3);
    expect(stdout).not.toContain('Nothing would change');
    expect(stderr).toContain('code 28P01, nothing written\n');
  });

  it('lets the others go on: exit code 4', async () => {
    const { url } = await canaryDatabase(postgres, 'bad_weather_others', 'CREATE TABLE customer (id integer)');
    const broken = { ...orders, connectorName: 'broken', configurationProperties: { url: '${env:BROKEN_URL}' } };
    const here = coco({ ORDERS_URL: url, BROKEN_URL: unauthorized }, broken, orders);
    const { exitCode, reports, totals } = await here.sync();
    expect(exitCode).toBe(4);
    expect(reports).toMatchObject([
      { connectorName: 'broken', complete: false, error: { kind: 'NotAuthorizedError' } },
      { connectorName: 'orders', complete: true, totals: { created: 5 } },
    ]);
    expect(totals).toMatchObject({ stated: 5, created: 5 });
  });

  it('keeps what was catalogued before: nothing is removed', async () => {
    const { url } = await canaryDatabase(postgres, 'bad_weather_kept', 'CREATE TABLE customer (id integer)');
    const here = coco({ ORDERS_URL: url }, orders);
    await here.sync();
    const before = await here.names();
    for (const wrong of [url.replace(secret, 'wrong'), `${url}_gone`]) {
      const failing = here.start(['sync', '--allow-removals'], { env: { ORDERS_URL: wrong } });
      expect(await failing.done).toMatchObject({ exitCode: 3 });
    }
    expect(await here.names()).toEqual(before);
  });

  it('shows a stack only with --debug, and the secret not even there', async () => {
    const here = coco({ ORDERS_URL: unauthorized }, orders);
    const debugged = await here.run('--debug', 'sync');
    expect(debugged.exitCode).toBe(3);
    expect(debugged.stdout).toContain('    at Session');
  });
});

describeWithPostgres('a secret', (postgres) => {
  const server = `${postgres.host}:${postgres.port}`;

  it.each([
    ['in a URL that it breaks', `postgresql://me:${canary}@${server}/postgres`],
    ['in a URL that it turns into another one', `postgresql://me:12/C4nary-s3cret@${server}/postgres`],
    ['in a URL of no form', `jdbc:postgresql:${canary}`],
    ['in a URL with a port that is none', `postgresql://me:${secret}@${postgres.host}:port/postgres`],
    ['in the query part', `postgresql://me@${server}/postgres?password=${secret}`],
  ])('%s is shown nowhere', async (_what, url) => {
    const here = coco({ ORDERS_URL: url }, orders);
    for (const more of [
      ['--output', 'json'],
      ['--report', 'report.ndjson'],
    ]) {
      const { exitCode } = await here.run('--debug', 'sync', ...more);
      expect([2, 3]).toContain(exitCode);
    }
  });

  it('that is written out works, with a warning at its place, and is shown nowhere', async () => {
    const { url } = await canaryDatabase(postgres, 'bad_weather_written', 'CREATE TABLE customer (id integer)');
    const here = coco({}, { ...orders, configurationProperties: { url } });
    const { exitCode, stderr } = await here.run('sync', '--report', 'report.ndjson');
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^egeria-integrate\.yaml:11:20: warning: A secret is written out "url"\.\n/);
    expect((await here.run('validate')).exitCode).toBe(0);
    expect((await here.run('find', '')).exitCode).toBe(0);
  });

  it('that is a part of names does not garble what programs go by', async () => {
    const { sql, url } = await canaryDatabase(postgres, 'bad_weather_weak', 'CREATE TABLE customer (id integer)');
    await sql(`ALTER ROLE bad_weather_weak PASSWORD 'postgres'`);
    const postgresConnector = { ...orders, connectorName: 'my-postgres' };
    const { exitCode, reports, stdout } = await coco(
      { ORDERS_URL: url.replace(secret, 'postgres') },
      postgresConnector,
    ).sync();
    expect(exitCode).toBe(0);
    expect(reports).toMatchObject([{ provider: 'postgresql', connectorName: 'my-postgres' }]);
    expect(stdout).toContain('"action":"create","typeName":"RelationalTable"');
    expect(stdout).not.toContain('${env:');
  });

  it('that is brought in from a file is shown nowhere', async () => {
    const name = 'bad_weather_file';
    const { url } = await canaryDatabase(postgres, name, 'CREATE TABLE customer (id integer)');
    const properties = { url: url.replace(`:${secret}`, ''), password: '${file:secret.txt}' };
    const here = coco({}, { ...orders, configurationProperties: properties });
    writeFileSync(path.join(here.folder, 'secret.txt'), `${canary}\n`);
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { created: 5 } });
    writeFileSync(path.join(here.folder, 'secret.txt'), `${canary}!\n`);
    expect(await here.sync()).toMatchObject({ exitCode: 3, messageIds: ['POSTGRESQL-401-001'] });
    expect((await here.run('--debug', 'sync')).exitCode).toBe(3);
  });

  it('that is not there is named at its place, before anything is done: exit code 2', async () => {
    const here = coco(
      {},
      { ...orders, configurationProperties: { url: '${env:ORDERS_URL}', password: '${file:no.txt}' } },
    );
    const { exitCode, stdout, stderr } = await here.run('sync');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(
      /^egeria-integrate\.yaml:11:20: The environment variable is not set "ORDERS_URL"\.\negeria-integrate\.yaml:12:25: /,
    );
    expect(existsSync(path.join(here.folder, 'open-metadata.db'))).toBe(false);
  });
});

describeWithPostgres('a server with several databases', (postgres) => {
  it('of which one does not let us in keeps what is beneath that: exit code 4', async () => {
    const name = 'bad_weather_several';
    const one = await canaryDatabase(postgres, name, 'CREATE TABLE customer (id integer)');
    await canaryDatabase(postgres, `${name}_two`, 'CREATE TABLE invoice (id integer, total numeric)');
    const properties = { url: '${env:SERVER_URL}', serverName: 'server', includeDatabases: [`${name}*`] };
    const here = coco({ SERVER_URL: one.urlOf('') }, { ...orders, configurationProperties: properties });
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { created: 11 } });
    const before = await here.names();
    expect(before).toContain(`PostgreSQL Relational Column::server::${name}_two.public.invoice.total`);
    await one.sql(`REVOKE CONNECT ON DATABASE ${name}_two FROM PUBLIC; DROP TABLE customer`);
    await one.run('CREATE TABLE client (id integer)');
    const { exitCode, reports, totals, messageIds } = await here.sync();
    expect({ exitCode, messageIds }).toEqual({ exitCode: 4, messageIds: ['EGERIA-INTEGRATE-REFRESH-403-003'] });
    expect(reports[0]?.findings[0]).toMatchObject({ severity: 'unreadable', count: 1 });
    expect(totals).toMatchObject({ created: 2, removed: 2, failed: 0 });
    expect(await here.names()).toEqual(before.map((each) => each.replace('.customer', '.client')).toSorted());
    await one.sql(`GRANT CONNECT ON DATABASE ${name}_two TO PUBLIC`);
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { created: 0, unchanged: 11, removed: 0 } });
  });
});
