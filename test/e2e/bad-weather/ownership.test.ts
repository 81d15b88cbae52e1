import { expect, it } from 'vitest';
import { describeWithPostgres } from '../../support/describe-with-postgres.ts';
import { coco, withOptions } from './coco.ts';
import type { CocoConnector } from './coco.ts';
import { canaryDatabase } from './postgres-database.ts';

const connector = (connectorName: string, more: object = {}): CocoConnector => ({
  connectorName,
  provider: 'postgresql',
  configurationProperties: { url: '${env:SHOP_URL}', serverName: 'server' },
  ...more,
});
const mine = connector('mine');
const yours = connector('yours');
const shop = 'CREATE TABLE customer (id integer, name text)';
const belongsToOther = 'EGERIA-INTEGRATE-REFRESH-403-002';

describeWithPostgres('an element of another owner', (postgres) => {
  it('is left to that one, time after time: said with its name, exit code 0, and 4 with --strict', async () => {
    const { url, run } = await canaryDatabase(postgres, 'bad_weather_owners', shop);
    const here = coco({ SHOP_URL: url, COLUMNS: '200' }, mine, yours);
    const first = await here.sync();
    expect(first).toMatchObject({
      exitCode: 0,
      messageIds: [belongsToOther],
      reports: [
        { connectorName: 'mine', totals: { stated: 6, created: 6, refused: 0 } },
        { connectorName: 'yours', totals: { stated: 6, created: 0, refused: 6 } },
      ],
    });
    expect(first.reports[1]?.findings).toMatchObject([
      { severity: 'refused', count: 6, message: { facts: { owner: 'MetadataCollection::coco::mine' } } },
    ]);
    await run('ALTER TABLE customer DROP COLUMN name; ALTER TABLE customer ADD COLUMN born date');
    expect(await here.sync('--connector', 'yours', '--allow-removals')).toMatchObject({
      exitCode: 0,
      totals: { created: 1, removed: 0, refused: 5 },
    });
    expect(await here.sync()).toMatchObject({
      exitCode: 0,
      reports: [
        { totals: { refused: 1, unchanged: 5, removed: 1 } },
        { totals: { unchanged: 1, refused: 5, removed: 0 } },
      ],
    });
    expect((await here.sync('--strict')).exitCode).toBe(4);
    const { stdout } = await here.run('sync');
    expect(stdout).toContain('! 6 refused: An element belongs to another metadata source.\n');
    expect(stdout).toContain(
      '    at      mine, yours\n    done    It was left as it is.\n    do      Let one connector',
    );
  });

  it.each([
    ['to the local cohort', {}, { localCohort: true }, 'LOCAL_COHORT', 0],
    ['to both directions', {}, { permittedSynchronization: 'BOTH_DIRECTIONS' }, 'LOCAL_COHORT', 0],
    ['back to the metadata source', { localCohort: true }, {}, 'EXTERNAL_SOURCE', 4],
  ])('changes hands with the configuration of its connector: %s', async (_, before, after, category, exitCode) => {
    const { url, run } = await canaryDatabase(postgres, 'bad_weather_cohort', shop);
    const here = coco({ SHOP_URL: url }, connector('shop', before));
    await here.sync();
    const names = await here.names();
    await run(`COMMENT ON TABLE customer IS 'Who buys'`);
    here.define(connector('shop', after));
    const changed = await here.sync();
    expect(changed).toMatchObject({
      exitCode: 0,
      totals: { stated: 6, created: 0, updated: 6, refused: 0, removed: 0 },
    });
    expect(await here.names()).toEqual(names);
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { stated: 6, unchanged: 6 } });
    const lines = (await here.run('export')).stdout.trim().split('\n');
    const elements = lines.map((line) => JSON.parse(line) as { typeName: string; origin: { category: string } });
    const stated = elements.filter(({ typeName }) => typeName !== 'MetadataCollection');
    expect(stated.map(({ origin }) => origin.category)).toEqual(Array.from({ length: 6 }, () => category));
    expect((await here.run('show', 'customer')).stdout).toContain('Who buys');
    expect((await here.run('set', 'customer', 'description=Ours now')).exitCode).toBe(exitCode);
  });

  it('may not be changed by a person: exit code 4, the element as it was', async () => {
    const { url } = await canaryDatabase(postgres, 'bad_weather_person', shop);
    const here = coco({ SHOP_URL: url }, mine);
    await here.sync();
    const { exitCode, stdout, stderr } = await here.run('set', 'customer', 'description=Ours now');
    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' });
    expect(stderr).toContain('MetadataCollection::coco::mine');
    expect(stderr).toMatch(/\n {4}do {6}\S/);
    expect((await here.run('show', 'customer')).stdout).not.toContain('Ours now');
  });
});

describeWithPostgres('two connectors that own the same', (postgres) => {
  it('are refused before anything is done, at their place: exit code 2', async () => {
    const same = { metadataSourceQualifiedName: 'MetadataCollection::coco::same' };
    const here = coco({ SHOP_URL: postgres.url }, { ...mine, ...same }, { ...withOptions(yours, {}), ...same });
    const { exitCode, stderr } = await here.run('sync');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^egeria-integrate\.yaml:\d+:\d+: Two connectors own the same elements/);
  });
});
