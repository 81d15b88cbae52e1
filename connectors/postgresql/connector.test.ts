import { beforeAll } from 'vitest';
import { describeConnector } from '../../test/contract/describe-connector.ts';
import { describeWithPostgres } from '../../test/support/describe-with-postgres.ts';
import { postgresDatabase, query, seed, urlOf } from './__fixtures__/postgres-database.ts';
import { provider } from './provider.ts';

describeWithPostgres('a PostgreSQL server', (postgres) => {
  const cataloger = { user: 'connector_postgresql_cataloger', password: 'Canary:p@ss/w%rd?' };

  beforeAll(async () => {
    await query(await postgres.createDatabase('connector_postgresql_seed'), seed);
    await query(postgres.url, `CREATE ROLE ${cataloger.user} LOGIN`);
    return async () => void (await query(postgres.url, `DROP ROLE ${cataloger.user}`));
  });

  describeConnector(provider, {
    async target() {
      const database = await postgresDatabase(postgres, 'shop', '', 'TEMPLATE connector_postgresql_seed');
      await query(postgres.url, `ALTER ROLE ${cataloger.user} PASSWORD '${cataloger.password}'`);
      const config = { url: urlOf(postgres, database.name, cataloger), serverName: 'db.example:5432' };
      return { config, secrets: [cataloger.password, encodeURIComponent(cataloger.password)], database };
    },
    change: ({ database }) => database.run(`COMMENT ON COLUMN sales.orders.number IS 'Counted by region.'`),
    breakIt: () => query(postgres.url, `ALTER ROLE ${cataloger.user} PASSWORD 'changed'`).then(() => undefined),
    brokenKind: 'NotAuthorizedError',
    golden: '__fixtures__/expected.records.json',
  });
});
