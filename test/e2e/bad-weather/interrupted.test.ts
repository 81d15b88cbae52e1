import { beforeAll, expect, it } from 'vitest';
import { describeWithPostgres } from '../../support/describe-with-postgres.ts';
import { startPostgres } from '../../support/postgres-server.ts';
import { coco, syncResult, withOptions } from './coco.ts';
import type { Coco, CocoConnector } from './coco.ts';
import { createCanaryDatabase } from './postgres-database.ts';
import type { CanaryDatabase } from './postgres-database.ts';
import { stall, stallingElements, stallingSchema } from './stalling-database.ts';

const items: CocoConnector = {
  connectorName: 'items',
  provider: 'postgresql',
  configurationProperties: { url: '${env:ITEMS_URL}', serverName: 'server' },
};
/** With a report file every element that was written is told. */
const syncEvents = ['sync', '--output', 'json', '--report', 'report.ndjson'];
const firstWrite = '"kind":"element","action":"create","typeName":"RelationalTable"';

describeWithPostgres('a refresh in the middle of which', (postgres) => {
  let database: CanaryDatabase;
  beforeAll(async () => {
    const { drop, ...created } = await createCanaryDatabase(postgres, 'bad_weather_interrupted', stallingSchema);
    database = created;
    return drop;
  });
  const itemsFolder = (): Coco => coco({ ITEMS_URL: database.url }, items);

  /** The next refresh takes over what was written, and adds the rest: nothing was lost, and there are no twins. */
  async function expectGoesOn(here: Coco): Promise<void> {
    const kept = (await here.names()).length;
    expect(kept).toBeGreaterThan(0);
    expect(await here.sync()).toMatchObject({
      exitCode: 0,
      totals: { stated: stallingElements, unchanged: kept, created: stallingElements - kept, updated: 0 },
    });
    expect(await here.names()).toHaveLength(stallingElements);
  }

  it('SIGINT comes ends in order: exit code 130', async () => {
    const release = await stall(database);
    const here = itemsFolder();
    const child = here.spawn(syncEvents);
    await child.printed(firstWrite);
    child.kill('SIGINT');
    const { exitCode, reports, stderr } = syncResult(await child.done);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 130,
      stderr: 'Stopping after the batch in hand. Once more to stop at once.\n',
    });
    expect(reports).toMatchObject([{ complete: false, totals: { removed: 0, failed: 0 } }]);
    expect(reports[0]?.error).toBeUndefined();
    await release();
    await expectGoesOn(here);
  });

  it('the process is killed loses no batch that was acknowledged', async () => {
    const release = await stall(database);
    const here = itemsFolder();
    const child = here.spawn(syncEvents);
    await child.printed(firstWrite);
    child.kill('SIGKILL');
    expect(await child.done).toMatchObject({ signal: 'SIGKILL' });
    await release();
    await expectGoesOn(here);
  });

  it('the disk gets full keeps what was acknowledged: exit code 3', async () => {
    const here = coco({ ITEMS_URL: database.url }, withOptions(items, { includeTables: ['last_of_all'] }));
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { created: 5 } });
    const before = await here.names();
    here.define(items);
    // Room for the store as it is, not for another thousand elements.
    const full = syncResult(await here.spawn(['sync', '--output', 'json'], { fileSizeKib: 600 }).done);
    expect(full).toMatchObject({ exitCode: 3, messageIds: ['EGERIA-INTEGRATE-STORE-507-001'], stderr: '' });
    expect(full.reports).toMatchObject([{ complete: false, error: { kind: 'StoreError' }, totals: { created: 0 } }]);
    expect(await here.names()).toEqual(before);
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { unchanged: 5, created: stallingElements - 5 } });
  });

  it('whoever reads its output goes away goes on: exit code 0', async () => {
    const here = itemsFolder();
    expect(await here.spawn(syncEvents, { closesOutput: true }).done).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await here.spawn(['export'], { closesOutput: true }).done).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await here.names()).toHaveLength(stallingElements);
  });

  it('the server stops keeps everything, and applies what was read: exit code 4', async () => {
    const server = await startPostgres();
    const stopping = await createCanaryDatabase(server, 'bad_weather_interrupted', stallingSchema);
    const here = coco({ ITEMS_URL: stopping.url }, items);
    await here.sync();
    await stopping.run('DROP TABLE item_2; ALTER TABLE item_3 ADD COLUMN added integer');
    await stall(stopping);
    const child = here.spawn(syncEvents);
    await child.printed('"action":"create","typeName":"RelationalColumn"');
    await server.stopImmediate();
    const stopped = syncResult(await child.done);
    expect(stopped).toMatchObject({ exitCode: 4, totals: { created: 1, removed: 0, refused: 0, failed: 0 } });
    expect(stopped.reports).toMatchObject([{ complete: false, error: { kind: 'UnavailableError' } }]);
    expect(stopped.reports[0]?.error?.message.systemAction).toContain('What was read by then is in the catalog.');
    expect(await here.names()).toHaveLength(stallingElements + 1);
    // The server comes back elsewhere, with a backup from before: the configuration is another one, so removals are to be asked for.
    const back = here.start([...syncEvents, '--allow-removals'], { env: { ITEMS_URL: database.url } });
    expect(syncResult(await back.done)).toMatchObject({ exitCode: 0, totals: { removed: 1, created: 0, failed: 0 } });
    expect(await here.names()).toHaveLength(stallingElements);
  });
});
