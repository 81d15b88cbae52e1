import { expect, it } from 'vitest';
import { describeWithPostgres } from '../../support/describe-with-postgres.ts';
import { coco, withOptions } from './coco.ts';
import type { CocoConnector } from './coco.ts';
import { canaryDatabase } from './postgres-database.ts';

const shop: CocoConnector = {
  connectorName: 'shop',
  provider: 'postgresql',
  configurationProperties: { url: '${env:SHOP_URL}', serverName: 'server' },
};
const tables = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `CREATE TABLE ${name} (id integer, name text);`).join('');
/** Tables with two columns, the database, its schema and the schema's type. */
const elements = 6 * 3 + 3;

describeWithPostgres('what is no longer stated', (postgres) => {
  it('stays when it is much: exit code 5, and goes when that is allowed', async () => {
    const { url, run } = await canaryDatabase(postgres, 'bad_weather_guard', tables);
    const here = coco({ SHOP_URL: url, COLUMNS: '200' }, shop);
    await here.sync();
    const before = await here.names();
    await run('DROP TABLE a, b, c, d; CREATE TABLE fresh (id integer)');
    const refused = await here.sync();
    expect(refused).toMatchObject({ exitCode: 5, totals: { created: 2, removed: 0, unchanged: elements - 12 } });
    expect(refused.reports).toMatchObject([{ removalRefused: { wouldRemove: 12, owned: elements } }]);
    expect(await here.names()).toHaveLength(before.length + 2);
    const { stdout, exitCode } = await here.run('sync');
    expect(exitCode).toBe(5);
    expect(stdout).toContain('More elements would be removed than the removal guard permits');
    expect(stdout).toContain('PostgreSQL Relational Table::server::bad_weather_guard.public.a\n');
    expect(stdout).toContain('sync --allow-removals');
    expect(stdout).toContain('Exit code 5: the removal guard refused; the rest was applied.');
    expect(await here.sync('--dry-run', '--allow-removals')).toMatchObject({ exitCode: 0, totals: { removed: 12 } });
    expect(await here.names()).toHaveLength(before.length + 2);
    expect(await here.sync('--allow-removals')).toMatchObject({ exitCode: 0, totals: { removed: 12 } });
    expect(await here.names()).toHaveLength(before.length - 10);
  });

  it('since a filter hides it stays, however little it is: exit code 0', async () => {
    const { url, run } = await canaryDatabase(postgres, 'bad_weather_filter', tables);
    const here = coco({ SHOP_URL: url }, shop);
    await here.sync();
    const before = await here.names();
    here.define(withOptions(shop, { includeTables: ['[abc]', 'a'], excludeTables: ['f'] }));
    for (const _time of [1, 2]) {
      expect(await here.sync()).toMatchObject({
        exitCode: 0,
        totals: { stated: 6, unchanged: 6, removed: 0 },
        messageIds: ['POSTGRESQL-404-002', 'EGERIA-INTEGRATE-REFRESH-200-002'],
      });
    }
    expect(await here.names()).toEqual(before);
    await run('DROP TABLE b');
    here.define(shop);
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { stated: elements - 3, removed: 0 } });
  });

  it('since everything is gone stays: exit code 5', async () => {
    const { url, run } = await canaryDatabase(postgres, 'bad_weather_empty', tables);
    const here = coco({ SHOP_URL: url }, withOptions(shop, { includeSchemas: ['public'] }));
    await here.sync();
    await run('DROP SCHEMA public CASCADE');
    const { exitCode, totals } = await here.sync();
    expect({ exitCode, removed: totals.removed }).toEqual({ exitCode: 5, removed: 0 });
  });
});
