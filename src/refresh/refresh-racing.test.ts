import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../test/support/catalog.ts';
import { noTotals, refreshWorld } from '../../test/support/refresh-world.ts';
import { statedWorld, worldName, worldTable } from '../../test/support/stated-world.ts';
import type { StatedWorld } from '../../test/support/stated-world.ts';
import { dumpOf } from '../../test/support/store-dump.ts';
import { fileStore, memoryStore, storeFile, withBatches } from '../../test/support/test-store.ts';
import { withLedger } from '../../test/support/with-ledger.ts';
import { asGuid, asQualifiedName } from '../metadata/qualified-name.ts';
import type { Guid } from '../metadata/qualified-name.ts';
import type { OpenMetadataStore } from '../store/open-metadata-store.ts';

const person = { userId: 'erin', metadataSource: undefined };
const both = { localCohort: true, permittedSynchronization: 'BOTH_DIRECTIONS' } as const;

/** A store in which something happens just before each batch is applied. */
function interrupted(store: OpenMetadataStore, beforeApply: () => Promise<unknown>): OpenMetadataStore {
  return withLedger(store, (ledger) => ({
    async apply(...input) {
      await beforeApply();
      return ledger.apply(...input);
    },
  }));
}

/** Runs it the first time that it is called. */
function once(work: () => Promise<unknown>): () => Promise<unknown> {
  let isDone = false;
  return async () => {
    if (isDone) return;
    isDone = true;
    await work();
  };
}

async function guidOf(store: OpenMetadataStore, place: string): Promise<Guid> {
  const found = await store.elementNamed(worldName(place));
  return found?.guid ?? asGuid('');
}

async function expectFresh(store: OpenMetadataStore, world: StatedWorld): Promise<void> {
  const fresh = await memoryStore();
  await refreshWorld(fresh, world);
  expect(await catalogOf(store)).toEqual(await catalogOf(fresh));
}

function crossedWorld(): StatedWorld {
  const world = statedWorld(
    Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`s.t${index}`, worldTable('id', 'next')])),
  );
  for (let index = 0; index < 12; index += 1) {
    const references = [`s.t${(index + 5) % 12}.id`];
    world.table(`s.t${index}`).columns['next'] = { dataType: 'integer', references };
  }
  return world;
}

describe('two processes that refresh the same catalog target', () => {
  it.each([3, 7, 1000])('at once write everything once, in batches of %i', async (size) => {
    const file = storeFile();
    const [one, two] = [await fileStore(file), await fileStore(file)];
    const reports = await Promise.all(
      [one, two].map(async (store) => refreshWorld(withBatches(store, size), crossedWorld())),
    );
    for (const { report } of reports) {
      expect(report).toMatchObject({ complete: true, error: undefined, totals: { refused: 0, failed: 0, removed: 0 } });
    }
    expect(reports[0]?.report.totals.created).toBeGreaterThan(0);
    const created = reports.reduce((sum, { report }) => sum + report.totals.created, 0);
    expect(created).toBe(39);
    await expectFresh(one, crossedWorld());
    await refreshWorld(two, crossedWorld());
    const before = await dumpOf(file);
    const { report } = await refreshWorld(one, crossedWorld());
    expect(report.totals).toEqual({ ...noTotals, stated: 39, unchanged: 39 });
    expect(await dumpOf(file)).toEqual(before);
  });

  it('find what the other one was quicker to create', async () => {
    const file = storeFile();
    const [one, two] = [await fileStore(file), await fileStore(file)];
    const late = interrupted(
      one,
      once(async () => refreshWorld(two, crossedWorld())),
    );
    const { report } = await refreshWorld(late, crossedWorld());
    expect(report.totals).toEqual({ ...noTotals, stated: 39, unchanged: 39 });
    await expectFresh(one, crossedWorld());
  });

  it('find what the other one was quicker to update or to remove', async () => {
    const file = storeFile();
    const [one, two] = [await fileStore(file), await fileStore(file)];
    const world = crossedWorld();
    await refreshWorld(one, world);
    world.table('s.t3').comment = 'changed';
    world.table('s.t4').comment = 'changed';
    const quicker = crossedWorld();
    quicker.table('s.t3').comment = 'changed';
    delete quicker.tables['s.t4'];
    const late = interrupted(
      one,
      once(async () => refreshWorld(two, quicker)),
    );
    const { report } = await refreshWorld(late, world);
    expect(report).toMatchObject({ complete: true, totals: { stated: 39, failed: 0, refused: 0, removed: 0 } });
    await refreshWorld(one, world);
    await expectFresh(one, world);
  });

  it('do not remove what the other one has just found', async () => {
    const file = storeFile();
    const [one, two] = [await fileStore(file), await fileStore(file)];
    await refreshWorld(one, crossedWorld());
    const newer = crossedWorld();
    newer.tables['s.new'] = worldTable('id');
    const older = crossedWorld();
    older.beforeRecord = async (index) => {
      if (index === 20) await refreshWorld(two, newer);
    };
    delete older.tables['s.t11'];
    const { report } = await refreshWorld(one, older);
    expect(report.totals).toMatchObject({ removed: 3 });
    expect(await one.elementNamed(worldName('s.new.id'))).toBeDefined();
  });

  it('side by side for different metadata sources leave each other alone', async () => {
    const file = storeFile();
    const stores = [await fileStore(file), await fileStore(file), await fileStore(file)];
    const worlds = ['a', 'b', 'c'].map((schema) =>
      statedWorld(
        Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${schema}.t${index}`, worldTable('id')])),
      ),
    );
    const reports = await Promise.all(
      worlds.map(async (world, index) =>
        refreshWorld(withBatches(stores[index] ?? (await memoryStore()), 5), world, {
          metadataSourceQualifiedName: asQualifiedName(`MetadataCollection::tests::${index}`),
        }),
      ),
    );
    // Each states the database, which belongs to the one that was first.
    expect(reports.map(({ report }) => report.totals.stated)).toEqual([43, 43, 43]);
    expect(reports.reduce((sum, { report }) => sum + report.totals.refused, 0)).toBe(2);
    expect(reports.reduce((sum, { report }) => sum + report.totals.created, 0)).toBe(127);
    expect(reports.every(({ report }) => report.complete && report.totals.failed === 0)).toBe(true);
  });
});

describe('somebody who changes an element while it is refreshed', () => {
  it('loses nothing: it is compared again, and both changed is a conflict', async () => {
    const file = storeFile();
    const store = await fileStore(file);
    const world = statedWorld({ 'a.first': { comment: 'old', ...worldTable('id') } });
    await refreshWorld(store, world, both);
    world.table('a.first').comment = 'there';
    const guid = await guidOf(store, 'a.first');
    const edit = once(async () =>
      store.write([{ kind: 'update-element', guid, properties: { description: 'here' } }], person),
    );
    const { report } = await refreshWorld(interrupted(store, edit), world, both);
    expect(report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 4, refused: 1 });
    expect(await store.elementNamed(worldName('a.first'))).toMatchObject({ properties: { description: 'here' } });
  });

  it('has it carried out in the same refresh when only they changed it', async () => {
    const file = storeFile();
    const store = await fileStore(file);
    const world = statedWorld({ 'a.first': { comment: 'old', ...worldTable('id') } });
    await refreshWorld(store, world, both);
    const guid = await guidOf(store, 'a.first');
    await store.write([{ kind: 'update-element', guid, properties: { description: 'here' } }], person);
    const edit = once(async () =>
      store.write([{ kind: 'update-element', guid, properties: { description: 'newer' } }], person),
    );
    const { report } = await refreshWorld(interrupted(store, edit), world, both);
    expect(report).toMatchObject({ published: 1, totals: { ...noTotals, stated: 5, unchanged: 5 } });
    expect(world.table('a.first').comment).toBe('newer');
  });

  it('has a removal undone, since the third party still has it', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': { comment: 'old', ...worldTable('id') } });
    await refreshWorld(store, world, both);
    world.table('a.first').comment = 'there';
    const guid = await guidOf(store, 'a.first');
    const remove = once(async () => store.write([{ kind: 'delete-element', guid, deleteMethod: 'PURGE' }], person));
    const { report } = await refreshWorld(interrupted(store, remove), world, both);
    expect(report.totals).toEqual({ ...noTotals, stated: 5, created: 1, unchanged: 4 });
    await refreshWorld(store, world, both);
    const { report: next } = await refreshWorld(store, world, both);
    expect(next.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5 });
  });

  it('again and again is left to the next refresh, and told', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': { comment: 'old', ...worldTable('id') } });
    const cohort = { localCohort: true };
    await refreshWorld(store, world, cohort);
    world.table('a.first').comment = 'there';
    const guid = await guidOf(store, 'a.first');
    let edits = 0;
    const edit = async (): Promise<void> => {
      edits += 1;
      await store.write([{ kind: 'update-element', guid, properties: { description: `here ${edits}` } }], person);
    };
    const { report } = await refreshWorld(interrupted(store, edit), world, cohort);
    expect(report).toMatchObject({ complete: true, error: undefined });
    expect(report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 4, failed: 1 });
    expect(report.findings).toMatchObject([
      { severity: 'failed', message: { id: 'EGERIA-INTEGRATE-REFRESH-409-004' }, examples: [worldName('a.first')] },
    ]);
    expect(edits).toBe(2);
    const { report: next } = await refreshWorld(store, world, cohort);
    expect(next.totals).toEqual({ ...noTotals, stated: 5, updated: 1, unchanged: 4 });
  });
});
