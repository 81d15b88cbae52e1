import { Client, Connection } from 'pg';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { MetadataRecord } from '../../src/kit/index.ts';
import { orderFaults } from '../../test/contract/record-faults.ts';
import { recordingContext, recordsOf } from '../../test/contract/recording-context.ts';
import { describeWithPostgres } from '../../test/support/describe-with-postgres.ts';
import { catalogued, connectorTo, postgresDatabase, query } from './__fixtures__/postgres-database.ts';
import type { PostgresDatabase } from './__fixtures__/postgres-database.ts';

describeWithPostgres('reading a database', (postgres) => {
  const database = (sql: string, options?: string): Promise<PostgresDatabase> =>
    postgresDatabase(postgres, 'connector_postgresql_read', sql, options);
  const repeat = (times: number, statement: string): string =>
    `DO $do$ BEGIN FOR i IN 1..${times} LOOP EXECUTE format('${statement.replaceAll("'", "''")}', i, i); END LOOP; END $do$;`;

  it('takes the same number of queries whatever its size', async () => {
    const { url, run } = await database('CREATE TABLE t0 (x int)');
    const parsed = vi.spyOn(Connection.prototype, 'parse');
    const sent = vi.spyOn(Connection.prototype, 'query');
    const queries = async (): Promise<readonly number[]> => {
      vi.clearAllMocks();
      const { records } = await catalogued({ url });
      return [parsed.mock.calls.length + sent.mock.calls.length, records.length];
    };
    const small = await queries();
    await run(
      repeat(700, 'CREATE TABLE t%s (id int PRIMARY KEY, x text UNIQUE, t int REFERENCES t%s)') +
        repeat(50, 'CREATE SCHEMA s%s CREATE VIEW v%s AS SELECT 1 AS x'),
    );
    const large = await queries();
    expect(large[1]).toBeGreaterThan(2900);
    // Databases, schemas, types and three cursors; two transactions, and the planner set and set back.
    expect([small[0], large[0]]).toEqual([12, 12]);
  });

  it('goes on in order over the borders of what is fetched at once', async () => {
    const columns = Array.from({ length: 1600 }, (_none, at) => `c${at}`);
    const { url, name } = await database(
      `CREATE TABLE before (); CREATE TABLE wide (${columns.map((column) => `${column} int`).join(', ')});
       CREATE TABLE between (); CREATE TABLE after (x int);
       ALTER TABLE wide DROP COLUMN c7;
       COMMENT ON COLUMN wide.c1599 IS 'The last.'`,
    );
    const { records, names, find } = await catalogued({ url });
    const left = columns.filter((column) => column !== 'c7').map((column) => `wide.${column}`);
    expect(names.slice(3)).toEqual(
      ['before', 'wide', ...left, 'between', 'after', 'after.x'].map((each) => `${name}.public.${each}`),
    );
    expect(find(`${name}.public.wide.c8`).parent?.properties).toEqual({ position: 7 });
    expect(find(`${name}.public.wide.c1599`)).toMatchObject({
      properties: { description: 'The last.' },
      parent: { properties: { position: 1598 } },
    });
    expect(orderFaults(records)).toEqual([]);
  });

  it('states what was created later last, so that what is known keeps its order', async () => {
    const { url, run } = await database('CREATE SCHEMA z; CREATE TABLE z.z (z int); CREATE TABLE m (m int)');
    const before = (await catalogued({ url })).names;
    await run('CREATE TABLE z.a (a int); CREATE TABLE a (a int)');
    const after = (await catalogued({ url })).names;
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBe(before.length + 4);
  });

  it('has no trouble with what vanishes or appears meanwhile', async () => {
    const { url, name, run } = await database(
      repeat(300, 'CREATE TABLE t%s (a int, b int GENERATED ALWAYS AS (a + 1) STORED)') +
        repeat(700, 'CREATE VIEW v%s AS SELECT * FROM t1'),
    );
    const connector = await connectorTo({ url });
    const seen: MetadataRecord[] = [];
    for await (const records of connector.refresh(recordingContext())) {
      if (seen.length === 0) await run('DROP VIEW v500, v700; DROP TABLE t299; CREATE TABLE created_meanwhile (x int)');
      seen.push(...[records].flat());
    }
    const names = seen.map(({ qualifiedName }) =>
      qualifiedName.replace(`PostgreSQL Relational Table::server::${name}.public.`, ''),
    );
    expect(names).toEqual(expect.arrayContaining(['t300', 'v499', 'v501', 'v699']));
    expect(names).not.toContain('v500');
    expect(names).not.toContain('v700');
    expect(orderFaults(seen)).toEqual([]);
  });

  it('is done in a transaction that cannot write', async () => {
    const { url } = await database('CREATE TABLE t (x int)');
    const sent = vi.spyOn(Connection.prototype, 'query');
    await catalogued({ url });
    const begun = sent.mock.calls.map(([text]) => text.trim()).filter((text) => text.startsWith('BEGIN'));
    expect(begun).toHaveLength(2);
    for (const text of begun) expect(text).toMatch(/^BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;/u);
  });

  it('gives the same texts whatever search path the user has', async () => {
    const { url, name, run } = await database(
      `CREATE SCHEMA s; CREATE TYPE s.mood AS ENUM ('good'); CREATE TABLE s.t (m s.mood DEFAULT 'good'); CREATE VIEW s.v AS SELECT * FROM s.t;
       CREATE FUNCTION s.format_type(oid, int) RETURNS text LANGUAGE sql AS 'SELECT ''fooled''';
       CREATE TABLE s.pg_class (); `,
    );
    const before = await catalogued({ url });
    await run(`ALTER DATABASE ${name} SET search_path = s, pg_catalog`);
    const { records, find } = await catalogued({ url });
    expect(records).toEqual(before.records);
    expect(find(`${name}.s.t.m`).classifications).toMatchObject([
      { properties: { dataType: 's.mood', defaultValue: `'good'::s.mood` } },
    ]);
  });

  it('tells how a virtual column is calculated', async () => {
    const { url, name } = await database('CREATE TABLE t (a int, twice int GENERATED ALWAYS AS (a * 2) VIRTUAL)');
    expect((await catalogued({ url })).find(`${name}.public.t.twice`)).toMatchObject({
      properties: { additionalProperties: { generated: 'virtual' } },
      classifications: [
        { properties: { dataType: 'integer', defaultValue: undefined } },
        { typeName: 'CalculatedValue', properties: { formula: '(a * 2)' } },
      ],
    });
  });

  it('states a foreign key between partitioned tables once for each that has it, to the table that it names', async () => {
    const { url, name } = await database(
      `CREATE TABLE a (id int PRIMARY KEY) PARTITION BY RANGE (id); CREATE TABLE a1 PARTITION OF a FOR VALUES FROM (0) TO (10);
       CREATE TABLE a2 PARTITION OF a FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (id); CREATE TABLE a21 PARTITION OF a2 DEFAULT;
       CREATE TABLE b (id int REFERENCES a) PARTITION BY RANGE (id); CREATE TABLE b1 PARTITION OF b DEFAULT PARTITION BY RANGE (id);
       CREATE TABLE b11 PARTITION OF b1 DEFAULT`,
    );
    const { find } = await catalogued({ url });
    for (const table of ['b', 'b1', 'b11']) {
      const { relationships } = find(`${name}.public.${table}.id`);
      expect(relationships.map(({ to }) => to)).toEqual([`PostgreSQL Relational Column::server::${name}.public.a.id`]);
    }
  });

  it('sees nothing of temporary tables of other sessions', async () => {
    const { url } = await database('');
    const other = new Client({ connectionString: url });
    await other.connect();
    onTestFinished(() => other.end());
    await other.query('CREATE TEMPORARY TABLE fleeting (x int)');
    const { names } = await catalogued({ url, includeSystemSchemas: true, includeSchemas: ['pg_temp*', 'public'] });
    expect(names.filter((each) => each.includes('temp') || each.includes('fleeting'))).toEqual([]);
  });

  describe('of another encoding', () => {
    const encoding = (of: string): string => `ENCODING '${of}' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0`;

    it('gives its texts in Unicode', async () => {
      const { url, name } = await database(
        `CREATE TABLE "Größe" (x int); COMMENT ON COLUMN "Größe".x IS 'in Ängström'`,
        encoding('LATIN1'),
      );
      const { find } = await catalogued({ url });
      expect(find(name).properties).toMatchObject({ additionalProperties: { encoding: 'LATIN1' } });
      expect(find(`${name}.public.Größe.x`).properties).toMatchObject({ description: 'in Ängström' });
    });

    it('percent-encodes bytes that no encoding explains, so that different names stay different', async () => {
      const {
        url,
        name,
        query: ask,
      } = await database(
        `DO $do$ BEGIN EXECUTE format('CREATE TABLE %I (x int, "back\\slash" int)', 'caf' || chr(233));
           EXECUTE format('CREATE TABLE %I (y int REFERENCES %I)', 'caf' || chr(232), 'Größe'); END $do$`.replace(
          'EXECUTE format(',
          `EXECUTE 'CREATE TABLE "Größe" (id int PRIMARY KEY)'; EXECUTE format(`,
        ),
        encoding('SQL_ASCII'),
      );
      expect(await ask('SHOW server_encoding')).toEqual([['SQL_ASCII']]);
      const { names, find } = await catalogued({ url });
      expect(names.slice(3)).toEqual(
        ['Größe', 'Größe.id', 'caf%E9', 'caf%E9.x', String.raw`caf%E9.back\slash`, 'caf%E8', 'caf%E8.y'].map(
          (each) => `${name}.public.${each}`,
        ),
      );
      expect(find(`${name}.public.caf%E8.y`).relationships).toMatchObject([
        { to: `PostgreSQL Relational Column::server::${name}.public.Größe.id` },
      ]);
    });
  });

  describe('that is locked', () => {
    /** A database with a view whose definition nobody can read before the test ends. */
    async function lockedDatabase(): Promise<PostgresDatabase> {
      const locked = await database(`${repeat(500, 'CREATE TABLE t%s (x int)')} CREATE VIEW v AS SELECT * FROM t1`);
      const holder = new Client({ connectionString: locked.url });
      holder.on('error', () => undefined);
      await holder.connect();
      onTestFinished(() => holder.end());
      await holder.query('BEGIN; LOCK TABLE v IN ACCESS EXCLUSIVE MODE');
      return locked;
    }

    it('fails when the statement timeout is over, and names what to do', async () => {
      const { url } = await lockedDatabase();
      const connector = await connectorTo({ url, statementTimeoutSeconds: 1 });
      await expect(recordsOf(connector)).rejects.toMatchObject({
        kind: 'UnavailableError',
        notice: { id: 'POSTGRESQL-503-006' },
        cause: { code: '57014' },
      });
    });

    it('is let go of within a second of an abort', async () => {
      const { url } = await lockedDatabase();
      const abort = new AbortController();
      const connector = await connectorTo({ url });
      const waiting = recordsOf(connector, recordingContext({ signal: abort.signal })).catch((error: unknown) => error);
      await vi.waitFor(async () => {
        const waits = `SELECT wait_event_type FROM pg_stat_activity WHERE application_name = 'egeria-integrate' AND datname = current_database()`;
        expect(await query(url, waits)).toEqual([['Lock']]);
      });
      const start = performance.now();
      abort.abort(new Error('that is enough'));
      expect(await waiting).toMatchObject({ message: 'that is enough' });
      expect(performance.now() - start).toBeLessThan(1000);
    });
  });

  it('lets the statement timeout count what the server does, not what becomes of the records', async () => {
    const { url } = await database(repeat(1200, 'CREATE TABLE t%s (x int)'));
    const connector = await connectorTo({ url, statementTimeoutSeconds: 1 });
    const late = Promise.withResolvers<void>();
    setTimeout(late.resolve, 1200);
    let count = 0;
    for await (const records of connector.refresh(recordingContext())) {
      count += [records].flat().length;
      await late.promise;
    }
    expect(count).toBe(2403);
  });
});
