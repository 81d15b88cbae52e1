import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../test/support/catalog.ts';
import { noTotals, refreshWorld } from '../../test/support/refresh-world.ts';
import { statedWorld, worldName, worldTable } from '../../test/support/stated-world.ts';
import type { StatedWorld } from '../../test/support/stated-world.ts';
import { dumpOf } from '../../test/support/store-dump.ts';
import { fileStore, memoryStore, storeFile } from '../../test/support/test-store.ts';
import { element, relationship } from '../metadata/element.ts';
import { asQualifiedName } from '../metadata/qualified-name.ts';
import type { DeleteMethod, OpenMetadataStore } from '../store/open-metadata-store.ts';

const person = { userId: 'erin', metadataSource: undefined };

/** A world with `count` tables without columns in one schema: 3 elements more than tables. */
function worldOf(count: number): StatedWorld {
  return statedWorld(Object.fromEntries(Array.from({ length: count }, (_, index) => [`s.t${index}`, worldTable()])));
}

function dropTables(world: StatedWorld, count: number): void {
  for (const place of Object.keys(world.tables).slice(-count)) delete world.tables[place];
}

async function placesOf(store: OpenMetadataStore): Promise<string[]> {
  const names = Object.keys(await catalogOf(store));
  return names
    .filter((name) => name.startsWith('World'))
    .map((name) => name.split('::').slice(2).join('::'))
    .toSorted();
}

describe('what could not be read', () => {
  it('keeps what is beneath an unreadable schema', async () => {
    const store = await memoryStore();
    const world = statedWorld({
      'a.first': worldTable('id'),
      'b.second': worldTable('id'),
      'b.third': worldTable('id'),
    });
    await refreshWorld(store, world);
    const before = await placesOf(store);
    world.unreadable['b'] = 'stated';
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 6, unchanged: 6 });
    expect(report.findings).toMatchObject([
      {
        severity: 'unreadable',
        message: { id: 'EGERIA-INTEGRATE-REFRESH-403-003', facts: { cause: 'permission denied' } },
        examples: [worldName('b')],
      },
    ]);
    expect(report).toMatchObject({ complete: true, error: undefined });
    expect(await placesOf(store)).toEqual(before);
  });

  it('keeps an unreadable scope that is not stated itself, and what it lies in', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id'), 'b.second': worldTable('id') });
    await refreshWorld(store, world);
    const before = await placesOf(store);
    world.unreadable = { b: 'gone', 'a.first': 'gone' };
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 3, unchanged: 3 });
    expect(await placesOf(store)).toEqual(before);
  });

  it('keeps what lies above an unreadable scope, which would go with it', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id'), 'b.second': worldTable('id') });
    await refreshWorld(store, world);
    const before = await placesOf(store);
    const { connector } = world;
    const forgetful = {
      ...connector,
      async *refresh(context: Parameters<typeof connector.refresh>[0]) {
        context.unreadable(worldName('b.second'), new Error('permission denied'));
        for await (const item of connector.refresh(context)) {
          yield [item].flat().filter(({ qualifiedName }) => !qualifiedName.includes('shop.b'));
        }
      },
    };
    const { report } = await refreshWorld(store, { connector: forgetful });
    expect(report.totals).toMatchObject({ stated: 5, unchanged: 5, removed: 0 });
    expect(await placesOf(store)).toEqual(before);
  });

  it('keeps nothing elsewhere', async () => {
    const store = await memoryStore();
    const world = statedWorld({
      'a.first': worldTable('id'),
      'a.second': worldTable('id'),
      'b.third': worldTable('id'),
    });
    await refreshWorld(store, world);
    world.unreadable = { b: 'stated', 'a.first': 'gone', 'a.never seen': 'gone' };
    delete world.tables['a.second'];
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 4, unchanged: 4, removed: 2 });
    expect(await placesOf(store)).toEqual([
      'shop',
      'shop.a',
      'shop.a.first',
      'shop.a.first.id',
      'shop.a::Schema Type',
      'shop.b',
      'shop.b.third',
      'shop.b.third.id',
      'shop.b::Schema Type',
    ]);
  });

  it('goes once it can be read again and is gone', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id'), 'b.second': worldTable('id') });
    await refreshWorld(store, world);
    world.unreadable = { b: 'gone' };
    delete world.tables['b.second'];
    await refreshWorld(store, world);
    world.unreadable = {};
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5, removed: 4 });
  });
});

describe('the removal guard', () => {
  // A world of 97 tables owns 100 elements.
  it.each([
    [20, 97, 0],
    [21, 97, undefined],
    [9, 10, 0],
    [10, 15, undefined],
  ])('removing %i of %i tables', async (dropped, tables, refusal) => {
    const store = await memoryStore();
    const world = worldOf(tables);
    await refreshWorld(store, world);
    dropTables(world, dropped);
    const { report } = await refreshWorld(store, world);
    const isRefused = refusal === undefined;
    expect(report.totals.removed).toBe(isRefused ? 0 : dropped);
    expect(report.removalRefused).toEqual(isRefused ? { wouldRemove: dropped, owned: tables + 3 } : undefined);
    expect(report).toMatchObject({ complete: true, error: undefined });
    expect(await placesOf(store)).toHaveLength(3 + tables - (isRefused ? 0 : dropped));
  });

  it('names what would go, says how to allow it, applies everything else, and goes on refusing', async () => {
    const store = await memoryStore();
    const world = worldOf(40);
    await refreshWorld(store, world);
    dropTables(world, 20);
    world.table('s.t0').comment = 'changed';
    const { report, actions, findings } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 23, updated: 1, unchanged: 22 });
    expect(actions).toEqual(['update shop.s.t0']);
    expect(findings).toHaveLength(20);
    expect(findings.map(({ subject }) => subject)).toContain(worldName('s.t39'));
    expect(findings[0]).toMatchObject({
      severity: 'kept',
      message: { id: 'EGERIA-INTEGRATE-REFRESH-412-001', facts: { 'would remove': '20', owned: '43' } },
    });
    expect(findings[0]?.message.userAction).toContain('--allow-removals');
    const { report: again } = await refreshWorld(store, world);
    expect(again.removalRefused).toEqual({ wouldRemove: 20, owned: 43 });
  });

  it('lets through what is allowed, that once', async () => {
    const store = await memoryStore();
    const world = worldOf(40);
    await refreshWorld(store, world);
    dropTables(world, 20);
    const { report } = await refreshWorld(store, world, { allowRemovals: true });
    expect(report).toMatchObject({ removalRefused: undefined, totals: { stated: 23, unchanged: 23, removed: 20 } });
    dropTables(world, 15);
    const { report: next } = await refreshWorld(store, world);
    expect(next).toMatchObject({ removalRefused: { wouldRemove: 15, owned: 23 }, totals: { removed: 0 } });
  });

  it('goes by the share that is configured', async () => {
    const store = await memoryStore();
    const world = worldOf(97);
    await refreshWorld(store, world, { removalGuardPercent: 50 });
    dropTables(world, 50);
    expect((await refreshWorld(store, world, { removalGuardPercent: 50 })).report.totals.removed).toBe(50);
  });

  it('refuses to empty the catalog, however small it is', async () => {
    const store = await memoryStore();
    await refreshWorld(store, statedWorld());
    const connector = { ...statedWorld().connector, refresh: async function* refresh() {} };
    const { report } = await refreshWorld(store, { connector });
    expect(report).toMatchObject({ complete: true, removalRefused: { wouldRemove: 1, owned: 1 }, totals: noTotals });
    const { report: allowed } = await refreshWorld(store, { connector }, { allowRemovals: true });
    expect(allowed).toMatchObject({ removalRefused: undefined, totals: { ...noTotals, removed: 1 } });
  });
});

describe('removing', () => {
  it('counts what goes with an element because it is anchored to it', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id') });
    await refreshWorld(store, world);
    const schema = await store.elementNamed(worldName('a'));
    const note = {
      typeName: 'RelationalColumn',
      qualifiedName: asQualifiedName('note'),
      properties: {},
      anchorGuid: schema?.guid,
    };
    await store.write([{ kind: 'create-element', element: note }], person);
    delete world.tables['a.first'];
    const { report } = await refreshWorld(store, world);
    // The schema, its type, the table and the column; and the note.
    expect(report.totals).toEqual({ ...noTotals, stated: 1, unchanged: 1, removed: 5 });
    expect(await store.elementNamed(asQualifiedName('note'))).toBeUndefined();
  });

  it.each<[DeleteMethod, number, boolean]>([
    ['SOFT_DELETE', 2, false],
    ['PURGE', 0, false],
    ['ARCHIVE', 2, true],
    ['LOOK_FOR_LINEAGE', 2, false],
  ])('by %s leaves %i versions', async (deleteMethod, versions, isMemento) => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable(), 'a.second': worldTable() });
    await refreshWorld(store, world, { deleteMethod });
    const guid = (await store.elementNamed(worldName('a.second')))?.guid;
    world.table('a.second').comment = 'last words';
    await refreshWorld(store, world, { deleteMethod });
    delete world.tables['a.second'];
    const { report } = await refreshWorld(store, world, { deleteMethod });
    expect(report.totals).toMatchObject({ stated: 4, unchanged: 4, removed: 1 });
    expect(await store.elementNamed(worldName('a.second'))).toBeUndefined();
    const history = await store.history(guid as never);
    expect(history.length).toBe(isMemento ? versions + 1 : versions);
    const archived = await store.elementNamed(worldName('a.second'), { forLineage: true });
    expect(archived !== undefined).toBe(isMemento);

    const file = await refreshWorld(store, world, { deleteMethod });
    expect(file.report.totals).toEqual({ ...noTotals, stated: 4, unchanged: 4 });
  });

  it('archives by LOOK_FOR_LINEAGE what has lineage', async () => {
    const store = await memoryStore();
    const world = statedWorld();
    const process = element('RelationalTable', asQualifiedName('from'), {});
    const flow = relationship('LineageMapping', process.qualifiedName, 1);
    const table = element('RelationalTable', asQualifiedName('to'), {}, { relationships: [flow] });
    world.extra = [process, table];
    await refreshWorld(store, world, { deleteMethod: 'LOOK_FOR_LINEAGE' });
    world.extra = [process];
    const { report } = await refreshWorld(store, world, { deleteMethod: 'LOOK_FOR_LINEAGE' });
    expect(report.totals).toEqual({ ...noTotals, stated: 2, unchanged: 2, removed: 1 });
    expect(await store.elementNamed(table.qualifiedName)).toBeUndefined();
    const archived = await store.elementNamed(table.qualifiedName, { forLineage: true });
    expect(archived?.classifications.map(({ typeName }) => typeName)).toContain('Memento');
  });

  it('can be taken back: an archived element that is stated again is a memento no more', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id'), 'a.second': worldTable() });
    await refreshWorld(store, world);
    const before = await catalogOf(store);
    const guid = (await store.elementNamed(worldName('a.first')))?.guid;
    const { 'a.first': first, ...others } = world.tables;
    world.tables = others;
    const archiving = await refreshWorld(store, world, { deleteMethod: 'ARCHIVE' });
    expect(archiving.report.totals).toMatchObject({ removed: 2 });
    world.tables = { ...others, ...(first && { 'a.first': first }) };
    const { report } = await refreshWorld(store, world, { deleteMethod: 'ARCHIVE' });
    expect(report.totals).toEqual({ ...noTotals, stated: 6, updated: 2, unchanged: 4 });
    expect(await store.elementNamed(worldName('a.first'))).toMatchObject({ guid });
    expect(await catalogOf(store)).toEqual(before);
    const { report: next } = await refreshWorld(store, world, { deleteMethod: 'ARCHIVE' });
    expect(next.totals).toEqual({ ...noTotals, stated: 6, unchanged: 6 });
  });

  it('can be taken back: a soft-deleted element is created again', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id'), 'a.second': worldTable() });
    await refreshWorld(store, world);
    const before = await catalogOf(store);
    const { 'a.first': first, ...others } = world.tables;
    world.tables = others;
    await refreshWorld(store, world);
    world.tables = { ...others, ...(first && { 'a.first': first }) };
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 6, created: 2, unchanged: 4 });
    expect(await catalogOf(store)).toEqual(before);
  });

  it('never happens with TO_THIRD_PARTY: open metadata is the owner', async () => {
    const file = storeFile();
    const store = await fileStore(file);
    const options = { permittedSynchronization: 'TO_THIRD_PARTY', localCohort: true } as const;
    const world = statedWorld({ 'a.first': worldTable('id'), 'a.second': worldTable() });
    await refreshWorld(store, world, options);
    delete world.tables['a.first'];
    const before = await dumpOf(file);
    for (const allowRemovals of [false, true]) {
      const { report } = await refreshWorld(store, world, { ...options, allowRemovals });
      expect(report.totals).toEqual({ ...noTotals, stated: 4, unchanged: 4 });
      expect(report.findings).toMatchObject([
        { severity: 'kept', message: { id: 'EGERIA-INTEGRATE-REFRESH-200-003' }, count: 2 },
      ]);
    }
    expect(await dumpOf(file)).toEqual(before);
  });
});
