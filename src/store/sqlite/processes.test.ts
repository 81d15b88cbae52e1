import { monitorEventLoopDelay } from 'node:perf_hooks';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fakeClock } from '../../../test/support/fake-clock.ts';
import { spawnStoreProcess } from '../../../test/support/spawn-store-process.ts';
import { tempFolder } from '../../../test/support/temp-folder.ts';
import { asQualifiedName } from '../../metadata/qualified-name.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import type { Clock } from '../../runtime/clock.ts';
import { systemClock } from '../../runtime/clock.ts';
import { openSqlite } from '../../runtime/sqlite.ts';
import type { Mutation, OpenMetadataStore, Writer } from '../open-metadata-store.ts';
import { openSqliteStore } from './sqlite-store.ts';

const erin: Writer = { userId: 'erinoverview', metadataSource: undefined };
const TIMEOUT = 60_000;

describe('several processes with one store', { timeout: TIMEOUT }, () => {
  it('create it together', async () => {
    const file = path.join(tempFolder(), 'store.db');
    const processes = ['a', 'b', 'c', 'd'].map((label) =>
      spawnStoreProcess(file, { role: 'write', label, count: 2, elements: 5 }),
    );
    expect(await Promise.all(processes.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
    const store = await opened(file);
    expect(await count(store, 'RelationalTable')).toBe(8);
    expect(await count(store, 'MetadataCollection')).toBe(4);
    await expectIntegrity(file);
  });

  it('write batches side by side, and each finds its own again', async () => {
    const file = path.join(tempFolder(), 'store.db');
    const labels = ['a', 'b', 'c'];
    const task = { role: 'write', count: 25, elements: 101 } as const;
    const writers = labels.map((label) => spawnStoreProcess(file, { ...task, label }));
    const store = await opened(file, writers[0]?.saying('batch 1'));
    // Reads go on meanwhile: none of them waits for a writer.
    let reads = 0;
    const writing = { isDone: false };
    const done = Promise.all(writers.map(({ ended }) => ended)).finally(() => {
      writing.isDone = true;
    });
    while (!writing.isDone) {
      const tables = await Array.fromAsync(store.find({ typeName: 'RelationalTable', pageSize: 20 }));
      for (const table of tables.slice(0, 2)) {
        // What is acknowledged is whole: a table is never seen without its columns.
        expect(await Array.fromAsync(store.relationships(table.guid))).toHaveLength(100);
      }
      reads += 1;
    }
    expect(await done).toEqual([0, 0, 0]);
    expect(reads).toBeGreaterThan(10);
    expect(await count(store, 'RelationalColumn')).toBe(3 * 25 * 100);
    for (const label of labels) {
      const ledger = await store.ledger({
        metadataSourceName: asQualifiedName(`MetadataCollection::${label}`),
        catalogTargetName: '',
        owner: undefined,
        configurationDigest: '',
        entityTypes: [],
        relationshipTypes: [],
      });
      expect([ledger.owned, ledger.configurationChanged]).toEqual([25 * 101, false]);
    }
    await expectIntegrity(file);
  });

  it('change one element without losing a change or a version', async () => {
    const file = path.join(tempFolder(), 'store.db');
    const processes = ['a', 'b'].map((label) => spawnStoreProcess(file, { role: 'change', label, count: 100 }));
    expect(await Promise.all(processes.map(({ ended }) => ended))).toEqual([0, 0]);
    const store = await opened(file);
    const [shared] = await Array.fromAsync(store.find({ typeName: 'MetadataCollection' }));
    if (shared === undefined) throw new Error('There is no metadata source.');
    const history = await store.history(shared.guid);
    const descriptions = history.map(({ element }) => JSON.stringify(element.properties['description']));
    for (const label of ['a', 'b']) {
      const own = descriptions.filter((text) => text?.startsWith(`"${label} `));
      expect(own).toEqual(Array.from({ length: 100 }, (_, index) => `"${label} ${index + 1}"`));
    }
    expect(history.map(({ element }) => element.versions.version)).toEqual(history.map((_, index) => index + 1));
    await expectIntegrity(file);
  });

  it('read while one of them holds the lock of writers', async () => {
    const { store, guid, holder } = await held(systemClock);
    expect(await store.element(guid)).toMatchObject({ qualifiedName: 'glossary' });
    expect(await Array.fromAsync(store.find({ text: 'glossary' }))).toHaveLength(1);
    expect(await store.history(guid)).toHaveLength(1);
    const ledger = await store.ledger({
      metadataSourceName: asQualifiedName('MetadataCollection::a'),
      catalogTargetName: '',
      owner: undefined,
      configurationDigest: '',
      entityTypes: [],
      relationshipTypes: [],
    });
    expect(await ledger.current([asQualifiedName('glossary')])).toHaveLength(1);
    expect(holder.lines).toEqual(['held']);
  });

  it('wait for the lock without holding up the event loop', async () => {
    const { clock, attempts } = countingClock(20);
    const { store, guid, holder } = await held(clock);
    const delays = monitorEventLoopDelay({ resolution: 5 });
    delays.enable();
    const writing = store.write([update(guid, 'at last')], erin);
    await attempts;
    delays.disable();
    expect(holder.lines).toEqual(['held']);
    expect(delays.percentile(90) / 1e6).toBeLessThan(100);
    holder.release();
    expect(await writing).toMatchObject([{ changed: true }]);
    expect((await store.element(guid))?.properties['description']).toBe('at last');
  });

  it('lose patience in the end, with nothing written, and go on when the lock is free', async () => {
    const clock = impatientClock();
    const { store, guid, holder } = await held(clock);
    const before = clock.now();
    await expect(store.write([update(guid, 'never')], erin)).rejects.toMatchObject({
      kind: 'StoreError',
      notice: { id: 'EGERIA-INTEGRATE-STORE-423-001' },
    });
    expect(clock.now() - before).toBeGreaterThanOrEqual(60_000);
    expect((await store.element(guid))?.versions.version).toBe(1);
    holder.release();
    await holder.saying('released');
    expect(await store.write([update(guid, 'now')], erin)).toMatchObject([{ changed: true }]);
  });

  it('write in turn within one process as well', async () => {
    const { store, guid, holder } = await held(systemClock);
    const writes = Array.from({ length: 20 }, async (_, index) => store.write([update(guid, `change ${index}`)], erin));
    const reads = Array.from({ length: 20 }, async () => store.element(guid));
    expect((await Promise.all(reads)).map((element) => element?.versions.version)).toEqual(Array(20).fill(1));
    holder.release();
    expect((await Promise.all(writes)).flat()).toHaveLength(20);
    expect((await store.element(guid))?.versions.version).toBe(21);
  });
});

describe('a process that is killed', { timeout: TIMEOUT }, () => {
  it.each([1, 2, 3, 4])('loses no batch that it acknowledged, time %i', async (time) => {
    const file = path.join(tempFolder(), 'store.db');
    const writer = spawnStoreProcess(file, { role: 'write', label: 'a', count: 1000, elements: 201 });
    await writer.saying(`batch ${time * 2}`);
    // A little later: it is now somewhere in the middle of another batch.
    await systemClock.sleep(time * 4);
    writer.kill();
    expect(await writer.ended).toBeNull();
    const acknowledged = writer.lines.filter((line) => line.startsWith('batch ')).length;
    expect(acknowledged).toBeLessThan(1000);
    await expectIntegrity(file);
    const store = await opened(file);
    const tables = await Array.fromAsync(store.find({ typeName: 'RelationalTable' }));
    // The last batch may have been written without having been acknowledged; what there is, is whole.
    expect([acknowledged, acknowledged + 1]).toContain(tables.length);
    for (const [index, table] of tables.entries()) {
      expect(table.qualifiedName).toBe(`a ${index + 1} table`);
      expect(await Array.fromAsync(store.relationships(table.guid))).toHaveLength(200);
    }
    expect(await count(store, 'RelationalColumn')).toBe(tables.length * 200);
    // Another process goes on where it ended.
    const next = spawnStoreProcess(file, { role: 'write', label: 'b', count: 1, elements: 3 });
    expect(await next.ended).toBe(0);
  });
});

/** A store with one element, opened here, while another process holds the lock of writers. */
async function held(clock: Clock) {
  const file = path.join(tempFolder(), 'store.db');
  const store = await openSqliteStore(file, clock);
  onTestFinished(async () => store.disconnect());
  const qualifiedName = asQualifiedName('glossary');
  const element = { typeName: 'Glossary', qualifiedName, properties: { displayName: 'glossary' } };
  const [outcome] = await store.write([{ kind: 'create-element', element }], erin);
  if (outcome === undefined) throw new Error('Nothing was created.');
  const holder = spawnStoreProcess(file, { role: 'hold' });
  await holder.saying('held');
  return { store, guid: outcome.guid, holder };
}

/** By this clock a minute is over after three attempts. */
function impatientClock(): Clock {
  const clock = fakeClock();
  return {
    now: () => clock.now(),
    async sleep(milliseconds) {
      clock.advance(20_000);
      await clock.sleep(milliseconds);
    },
  };
}

/** The machine's own clock; `attempts` is fulfilled when it was asked so many times to sleep. */
function countingClock(count: number): { readonly clock: Clock; readonly attempts: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let slept = 0;
  const clock: Clock = {
    now: () => systemClock.now(),
    async sleep(milliseconds) {
      slept += 1;
      if (slept === count) resolve();
      await systemClock.sleep(milliseconds);
    },
  };
  return { clock, attempts: promise };
}

function update(guid: Guid, description: string): Mutation {
  return { kind: 'update-element', guid, properties: { description } };
}

async function opened(file: string, after?: Promise<unknown>): Promise<OpenMetadataStore> {
  await after;
  const store = await openSqliteStore(file, systemClock);
  onTestFinished(async () => store.disconnect());
  return store;
}

async function count(store: OpenMetadataStore, typeName: string): Promise<number> {
  return (await Array.fromAsync(store.find({ typeName }))).length;
}

async function expectIntegrity(file: string): Promise<void> {
  const database = await openSqlite(file);
  expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  database.close();
}
