import { beforeAll, describe, expect, it } from 'vitest';
import type { ElementChange, IntegrationConnector, MetadataRecord, PublishOutcome } from '../../src/kit/index.ts';
import { asGuid } from '../../src/metadata/qualified-name.ts';
import { recordingContext } from '../../test/contract/recording-context.ts';
import { describeWithPostgres } from '../../test/support/describe-with-postgres.ts';
import { catalogued, connectorTo, postgresDatabase, query, seed, urlOf } from './__fixtures__/postgres-database.ts';
import type { Catalogued } from './__fixtures__/postgres-database.ts';

const nasty = `It's "quoted", C:\\new\nsecond line; DROP SCHEMA sales; -- $$ 🐘`;

/** The change of a description in the catalog. */
function describing(stated: MetadataRecord, to: string | undefined): ElementChange {
  const { typeName, qualifiedName, properties } = stated;
  const guid = asGuid('11111111-1111-7111-8111-111111111111');
  const from = properties['description'];
  return { guid, typeName, qualifiedName, stated, propertyName: 'description', from, to };
}

async function published(
  connector: IntegrationConnector,
  changes: readonly ElementChange[],
): Promise<readonly PublishOutcome[]> {
  async function* all(): AsyncIterable<ElementChange> {
    yield* changes;
  }
  return Array.fromAsync(connector.publish?.(all(), recordingContext()) ?? []);
}

describeWithPostgres('descriptions become comments', (postgres) => {
  const owner = { user: 'connector_postgresql_owner', password: 'of nothing' };
  beforeAll(async () => {
    await query(await postgres.createDatabase('connector_postgresql_publish_seed'), seed);
    await query(postgres.url, `CREATE ROLE ${owner.user} LOGIN PASSWORD '${owner.password}'`);
    return async () => void (await query(postgres.url, `DROP ROLE ${owner.user}`));
  });
  const shop = () =>
    postgresDatabase(postgres, 'connector_postgresql_publish', '', 'TEMPLATE connector_postgresql_publish_seed');

  /** Publishes one description, and returns what a refresh then states of the element. */
  async function describedAs(name: string, to: string | undefined): Promise<unknown> {
    const { url } = await shop();
    const element = `connector_postgresql_publish${name}`;
    const change = describing((await catalogued({ url })).find(element), to);
    expect(await published(await connectorTo({ url }), [change])).toEqual([{ change }]);
    return (await catalogued({ url })).find(element).properties['description'];
  }

  it.each([
    ['a database', ''],
    ['a schema', '.sales'],
    ['a schema with a dot in its name', '."odd.schema"'],
    ['a table', '.sales.orders'],
    ['a partitioned table', '.public.readings'],
    ['a partition', '.public.readings_2026_rest'],
    ['a foreign table', '.public.remote_stock'],
    ['a view', '.sales.customer_names'],
    ['a materialized view', '.public.order_counts'],
    ['a table with a dot in its name', '."odd.schema"."a.b"'],
    ['a column', '.sales.orders.customer_id'],
    ['a column of a view', '.sales.customer_names.id'],
    ['a column of a foreign table', '.public.remote_stock.item'],
    ['a column with quotes in its name', '."odd.schema"."a.b"."say ""hi"""'],
    ['a column with a newline in its name', '."odd.schema"."a.b".line\nbreak'],
    [
      'a column of a table whose name was cut off',
      `."odd.schema".${'Überlänge_'.repeat(5)}Üb.column_with_a_name_that_is_longer_than_the_sixty_three_bytes_of`,
    ],
  ])('of %s, whatever is in it', async (_what, name) => {
    expect(await describedAs(name, nasty)).toBe(nasty);
  });

  it('and none when there is none any more', async () => {
    expect(await describedAs('.sales.customers', undefined)).toBeUndefined();
  });

  it('on the table that is meant, of several with one name', async () => {
    const database = await postgresDatabase(
      postgres,
      'connector_postgresql_publish',
      `CREATE SCHEMA a; CREATE SCHEMA "a.b"; CREATE TABLE a.t (x int); CREATE TABLE "a.b".t (x int); CREATE TABLE t (x int)`,
    );
    const { find } = await catalogued({ url: database.url });
    const connector = await connectorTo({ url: database.url });
    await published(connector, [
      describing(find(`${database.name}."a.b".t`), 'the table'),
      describing(find(`${database.name}."a.b".t.x`), 'the column'),
    ]);
    expect(
      await database.query(
        'SELECT objoid::regclass::text, description FROM pg_description WHERE classoid = 1259 AND objoid > 16384',
      ),
    ).toEqual([
      ['"a.b".t', 'the table'],
      ['"a.b".t', 'the column'],
    ]);
  });

  it('each by itself: what fails does not keep the others from it', async () => {
    const database = await shop();
    await database.run(`ALTER TABLE sales.orders OWNER TO ${owner.user}; GRANT USAGE ON SCHEMA sales TO ${owner.user}`);
    const config = { url: urlOf(postgres, database.name, owner) };
    const { find } = await catalogued(config);
    const changes = ['.sales.customers', '.public.alarms', '.sales.orders', '.sales.orders.placed_on', '.sales'].map(
      (name) => describing(find(`${database.name}${name}`), `changed ${name}`),
    );
    await database.run('DROP TABLE public.alarms');
    const outcomes = await published(await connectorTo(config), changes);
    expect(outcomes.map(({ change }) => change)).toEqual(changes);
    expect(outcomes.map(({ error }) => error)).toMatchObject([
      { kind: 'NotAuthorizedError', notice: { id: 'POSTGRESQL-403-002' }, cause: { code: '42501' } },
      { kind: 'UnavailableError', notice: { id: 'POSTGRESQL-404-004' } },
      undefined,
      undefined,
      { kind: 'NotAuthorizedError', notice: { id: 'POSTGRESQL-403-002' } },
    ]);
    const after = await catalogued(config);
    expect(after.find(`${database.name}.sales.orders.placed_on`).properties['description']).toBe(
      'changed .sales.orders.placed_on',
    );
    await database.run(`REASSIGN OWNED BY ${owner.user} TO postgres; DROP OWNED BY ${owner.user}`);
  });

  it('in the database that the element is in, when all databases of a server are cataloged', async () => {
    const databases = [
      await postgresDatabase(postgres, 'connector_postgresql_publish', 'CREATE TABLE t (x int)'),
      await postgresDatabase(postgres, 'connector_postgresql_publish_2', 'CREATE TABLE t (x int)'),
    ];
    const config = { url: urlOf(postgres, ''), includeDatabases: databases.map(({ name }) => name) };
    const { find } = await catalogued(config);
    const changes = databases.map(({ name }) => describing(find(`${name}.public.t`), `of ${name}`));
    const outcomes = await published(await connectorTo(config), [...changes, ...changes.slice(0, 1)]);
    expect(outcomes.every(({ error }) => error === undefined)).toBe(true);
    for (const { query: ask, name } of databases) {
      expect(await ask(`SELECT obj_description('t'::regclass)`)).toEqual([[`of ${name}`]]);
    }
  });

  describe('but not', () => {
    async function refusal(of: (found: Catalogued) => ElementChange): Promise<unknown> {
      const { url } = await shop();
      const change = of(await catalogued({ url }));
      const [outcome] = await published(await connectorTo({ url }), [change]);
      return outcome?.error;
    }
    const refused = { kind: 'InvalidMetadataError', notice: { id: 'POSTGRESQL-422-001' } };

    it('of the type of a schema, which PostgreSQL does not know', async () => {
      const error = await refusal(({ find }) =>
        describing(find('connector_postgresql_publish.sales::Schema Type'), 'x'),
      );
      expect(error).toMatchObject(refused);
    });

    it('of another property', async () => {
      const error = await refusal(({ find }) => ({
        ...describing(find('connector_postgresql_publish.sales.orders'), 'x'),
        propertyName: 'displayName',
      }));
      expect(error).toMatchObject(refused);
    });

    it('of a database of another server', async () => {
      const error = await refusal(({ find }) => {
        const change = describing(find('connector_postgresql_publish'), 'x');
        return { ...change, stated: { ...change.stated, qualifiedName: `${change.qualifiedName}2` as never } };
      });
      expect(error).toMatchObject({ kind: 'UnavailableError', notice: { id: 'POSTGRESQL-404-004' } });
    });
  });
});
