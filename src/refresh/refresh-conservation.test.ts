import { describe, expect, it } from 'vitest';
import { noTotals, refreshWorld } from '../../test/support/refresh-world.ts';
import { schemaTypeName, statedWorld, worldName, worldTable } from '../../test/support/stated-world.ts';
import { dumpOf } from '../../test/support/store-dump.ts';
import { fileStore, memoryStore, storeFile, withBatches } from '../../test/support/test-store.ts';

describe('a refresh', () => {
  it('creates what is stated, in the order in which it is stated', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'sales.orders': worldTable('id', 'customer') });
    const { report, actions } = await refreshWorld(store, world);
    expect(report).toMatchObject({ complete: true, error: undefined, findings: [], dryRun: false });
    expect(report.totals).toEqual({ ...noTotals, stated: 6, created: 6 });
    expect(actions).toEqual([
      'create shop',
      'create shop.sales',
      'create shop.sales::Schema Type',
      'create shop.sales.orders',
      'create shop.sales.orders.id',
      'create shop.sales.orders.customer',
    ]);
  });

  it('writes elements with all that was stated of them, for the metadata source', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'sales.orders': { comment: 'what was bought', ...worldTable('id') } });
    await refreshWorld(store, world);
    const source = await store.elementNamed('MetadataCollection::tests::world' as never);
    const database = await store.elementNamed(worldName());
    const schema = await store.elementNamed(worldName('sales'));
    const schemaType = await store.elementNamed(schemaTypeName('sales'));
    const table = await store.elementNamed(worldName('sales.orders'));
    expect(source).toMatchObject({ typeName: 'MetadataCollection', origin: { category: 'LOCAL_COHORT' } });
    expect(table).toMatchObject({
      typeName: 'RelationalTable',
      properties: { displayName: 'orders', description: 'what was bought' },
      origin: { category: 'EXTERNAL_SOURCE', guid: source?.guid, name: source?.qualifiedName },
      versions: { version: 1, createdBy: 'daemon' },
      anchorGuid: schema?.guid,
      anchorScopeGuid: database?.guid,
    });
    const relationships = await Array.fromAsync(store.relationships(table?.guid as never));
    expect(relationships).toMatchObject([
      { typeName: 'AttributeForSchema', end1: { guid: schemaType?.guid }, end2: { guid: table?.guid } },
      {
        typeName: 'NestedSchemaAttribute',
        end1: { guid: table?.guid },
        end2: { qualifiedName: worldName('sales.orders.id') },
      },
    ]);
    const column = await store.elementNamed(worldName('sales.orders.id'));
    expect(column?.classifications).toContainEqual({
      typeName: 'TypeEmbeddedAttribute',
      properties: { dataType: 'integer' },
      origin: { category: 'EXTERNAL_SOURCE', guid: source?.guid, name: source?.qualifiedName },
    });
  });

  it('writes nothing at all when nothing has changed', async () => {
    const file = storeFile();
    const store = await fileStore(file);
    const world = statedWorld({ 'sales.orders': worldTable('id'), 'sales.lines': worldTable('id') });
    world.table('sales.orders').columns['first'] = { dataType: 'integer', references: ['sales.lines.id'] };
    await refreshWorld(store, world);
    const before = await dumpOf(file);
    const { report, actions } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 8, unchanged: 8 });
    expect(actions).toEqual([]);
    expect(await dumpOf(file)).toEqual(before);
  });

  it('updates what has changed, and only that', async () => {
    const store = await memoryStore();
    const world = statedWorld({
      'sales.orders': { comment: 'old', ...worldTable('id') },
      'sales.lines': worldTable('id'),
    });
    await refreshWorld(store, world);
    world.table('sales.orders').comment = 'new';
    const { report, events } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 7, updated: 1, unchanged: 6 });
    expect(events.filter(({ kind }) => kind === 'element')).toMatchObject([
      {
        action: 'update',
        typeName: 'RelationalTable',
        qualifiedName: worldName('sales.orders'),
        differences: [{ name: 'description', from: 'old', to: 'new' }],
      },
    ]);
    expect(await store.elementNamed(worldName('sales.orders'))).toMatchObject({
      properties: { description: 'new' },
      versions: { version: 2, updatedBy: 'daemon' },
    });
    expect(await store.elementNamed(worldName('sales.lines'))).toMatchObject({ versions: { version: 1 } });
  });

  it('takes away a property that is no longer stated', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'sales.orders': { comment: 'old', ...worldTable() } });
    await refreshWorld(store, world);
    world.table('sales.orders').comment = undefined;
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 4, updated: 1, unchanged: 3 });
    const table = await store.elementNamed(worldName('sales.orders'));
    expect(table?.properties).toEqual({ displayName: 'orders' });
  });

  it('counts an element as updated when only a classification or a relationship of it has changed', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'sales.orders': worldTable('id', 'other') });
    await refreshWorld(store, world);
    world.table('sales.orders').columns['id'] = { dataType: 'bigint' };
    world.table('sales.orders').columns['other'] = { dataType: 'integer', references: ['sales.orders.id'] };
    const { report, events } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 6, updated: 2, unchanged: 4 });
    expect(events.filter(({ kind }) => kind === 'element')).toMatchObject([
      { differences: [{ name: 'TypeEmbeddedAttribute', to: { dataType: 'bigint' } }] },
      { differences: [{ name: 'ForeignKey', to: worldName('sales.orders.id') }] },
    ]);
    world.table('sales.orders').columns['other'] = { dataType: 'integer' };
    const { report: after, events: gone } = await refreshWorld(store, world);
    expect(after.totals).toEqual({ ...noTotals, stated: 6, updated: 1, unchanged: 5 });
    expect(gone.filter(({ kind }) => kind === 'element')).toMatchObject([
      { differences: [{ name: 'ForeignKey', from: worldName('sales.orders.id') }] },
    ]);
  });

  it('removes what is gone, and what was anchored to it', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'sales.orders': worldTable('id', 'total'), 'sales.lines': worldTable('id') });
    await refreshWorld(store, world);
    delete world.tables['sales.orders'];
    const { report, actions } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5, removed: 3 });
    expect(actions).toEqual([
      'remove shop.sales.orders',
      'remove shop.sales.orders.id',
      'remove shop.sales.orders.total',
    ]);
    expect(await store.elementNamed(worldName('sales.orders.id'))).toBeUndefined();
  });

  it('says that there was nothing to catalog when nothing ever was', async () => {
    const store = await memoryStore();
    const connector = { ...statedWorld().connector, refresh: async function* refresh() {} };
    const { report } = await refreshWorld(store, { connector });
    expect(report).toMatchObject({ complete: true, totals: noTotals, removalRefused: undefined });
    expect(report.findings.map(({ message }) => message.id)).toEqual(['EGERIA-INTEGRATE-REFRESH-200-005']);
  });

  it.each([1, 2, 3, 5, 1000])('comes to the same in batches of %i', async (batchRecords) => {
    const store = withBatches(await memoryStore(), batchRecords);
    const world = statedWorld({ 'sales.orders': worldTable('id'), 'hr.people': worldTable('id', 'name') });
    world.table('sales.orders').columns['seller'] = { dataType: 'integer', references: ['hr.people.id'] };
    const first = await refreshWorld(store, world);
    expect(first.report.totals).toEqual({ ...noTotals, stated: 11, created: 11 });
    world.table('sales.orders').comment = 'new';
    delete world.table('hr.people').columns['name'];
    const second = await refreshWorld(store, world);
    expect(second.report.totals).toEqual({ ...noTotals, stated: 10, updated: 1, unchanged: 9, removed: 1 });
    const third = await refreshWorld(store, world);
    expect(third.report.totals).toEqual({ ...noTotals, stated: 10, unchanged: 10 });
  });
});

describe('the report of a refresh', () => {
  it('says what it was of, when it began and how long it took', async () => {
    const store = await memoryStore();
    let now = Date.parse('2026-11-23T06:00:00.000Z');
    const clock = { now: () => now, sleep: async () => undefined };
    const world = statedWorld();
    world.beforeRecord = () => void (now += 1500);
    const { report, events } = await refreshWorld(store, world, { clock, catalogTargetName: 'archive' });
    expect(report).toMatchObject({
      serviceURLMarker: 'database-integrator',
      connectorName: 'world',
      provider: 'world',
      catalogTargetName: 'archive',
      metadataSourceQualifiedName: 'MetadataCollection::tests::world',
      refreshStartDate: '2026-11-23T06:00:00.000Z',
      refreshCompletionDate: '2026-11-23T06:00:01.500Z',
      seconds: 1.5,
    });
    expect(events.at(-1)).toEqual({ kind: 'report', ...report });
  });
});
