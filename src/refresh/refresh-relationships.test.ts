import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../test/support/catalog.ts';
import { noTotals, refreshWorld } from '../../test/support/refresh-world.ts';
import { foreignKey, statedWorld, worldName, worldTable } from '../../test/support/stated-world.ts';
import { dumpOf } from '../../test/support/store-dump.ts';
import { fileStore, memoryStore, storeFile, withBatches } from '../../test/support/test-store.ts';
import { element, relationship } from '../metadata/element.ts';
import { asGuid, asQualifiedName } from '../metadata/qualified-name.ts';
import type { Guid } from '../metadata/qualified-name.ts';
import type { OpenMetadataStore } from '../store/open-metadata-store.ts';

const person = { userId: 'erin', metadataSource: undefined };

/** `from -> to` of the foreign keys at an element, as `schema.table.column`. */
async function foreignKeysAt(store: OpenMetadataStore, place: string): Promise<string[]> {
  const named = await store.elementNamed(worldName(place));
  if (named === undefined) return [];
  const all = await Array.fromAsync(store.relationships(named.guid));
  const short = (name: string): string => name.split('::shop.').at(-1) ?? name;
  return all
    .filter(({ typeName }) => typeName === 'ForeignKey')
    .map(({ end1, end2 }) => `${short(end2.qualifiedName)} -> ${short(end1.qualifiedName)}`)
    .toSorted();
}

async function guidOf(store: OpenMetadataStore, place: string): Promise<Guid> {
  const found = await store.elementNamed(worldName(place));
  return found?.guid ?? asGuid('');
}

describe('a relationship', () => {
  it.each([1, 2, 1000])(
    'to an element that is stated before, later or is the element itself: batches of %i',
    async (size) => {
      const store = withBatches(await memoryStore(), size);
      const world = statedWorld({ 'a.first': worldTable('id', 'next', 'own'), 'a.second': worldTable('id', 'back') });
      world.table('a.first').columns['next'] = { dataType: 'integer', references: ['a.second.id'] };
      world.table('a.first').columns['own'] = { dataType: 'integer', references: ['a.first.own'] };
      world.table('a.second').columns['back'] = { dataType: 'integer', references: ['a.first.id'] };
      const { report } = await refreshWorld(store, world);
      expect(report.totals).toEqual({ ...noTotals, stated: 10, created: 10 });
      expect(report.findings).toEqual([]);
      expect(await foreignKeysAt(store, 'a.first.next')).toEqual(['a.first.next -> a.second.id']);
      expect(await foreignKeysAt(store, 'a.first.own')).toEqual(['a.first.own -> a.first.own']);
      expect(await foreignKeysAt(store, 'a.second.back')).toEqual(['a.second.back -> a.first.id']);
      const { report: second } = await refreshWorld(store, world);
      expect(second.totals).toEqual({ ...noTotals, stated: 10, unchanged: 10 });
    },
  );

  it('may go in a circle, of parents too', async () => {
    const store = withBatches(await memoryStore(), 1);
    const world = statedWorld();
    const names = ['one', 'two', 'three'].map(asQualifiedName);
    world.extra = names.map((name, index) =>
      element(
        'RelationalColumn',
        name,
        {},
        {
          parent: relationship('NestedSchemaAttribute', names[(index + 1) % 3] ?? name, 1),
          relationships: [relationship('ForeignKey', names[(index + 2) % 3] ?? name, 1)],
        },
      ),
    );
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 4, created: 4 });
    expect((await catalogOf(store))['one']?.relationships).toEqual([
      'ForeignKey one -> two {}',
      'ForeignKey three -> one {}',
      'NestedSchemaAttribute one -> three {}',
      'NestedSchemaAttribute two -> one {}',
    ]);
    world.extra = [];
    const { report: second } = await refreshWorld(store, world);
    expect(second.totals).toEqual({ ...noTotals, stated: 1, unchanged: 1, removed: 3 });
  });

  it('whose other element appears later in the refresh makes of an unchanged element an updated one', async () => {
    const store = withBatches(await memoryStore(), 2);
    const world = statedWorld({ 'a.first': worldTable('id') });
    await refreshWorld(store, world);
    world.table('a.first').columns['id'] = { dataType: 'integer', references: ['a.second.id'] };
    world.tables['a.second'] = worldTable('id');
    const { report, actions } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 7, created: 2, updated: 1, unchanged: 4 });
    expect(actions).toEqual(['create shop.a.second', 'create shop.a.second.id', 'update shop.a.first.id']);
    expect(await foreignKeysAt(store, 'a.first.id')).toEqual(['a.first.id -> a.second.id']);
    const { report: second } = await refreshWorld(store, world);
    expect(second.totals).toEqual({ ...noTotals, stated: 7, unchanged: 7 });
  });

  it('whose other element is missing is warned of, written when that appears, never twice, and costs no writing', async () => {
    const file = storeFile();
    const store = await fileStore(file);
    const world = statedWorld({ 'a.first': worldTable('id', 'other') });
    world.table('a.first').columns['id'] = { dataType: 'integer', references: ['a.second.id'] };
    world.table('a.first').columns['other'] = { dataType: 'integer', references: ['a.third.id'] };
    const missing = {
      severity: 'warning',
      message: { id: 'EGERIA-INTEGRATE-REFRESH-404-001' },
      examples: [expect.stringContaining(worldName('a.first.id')), expect.stringContaining(worldName('a.first.other'))],
    };
    const first = await refreshWorld(store, world);
    expect(first.report.totals).toEqual({ ...noTotals, stated: 6, created: 6 });
    expect(first.report.findings).toMatchObject([{ ...missing, count: 2 }]);
    const before = await dumpOf(file);

    const second = await refreshWorld(store, world);
    expect(second.report.totals).toEqual({ ...noTotals, stated: 6, unchanged: 6 });
    expect(second.report.findings).toMatchObject([{ ...missing, count: 2 }]);
    expect(await dumpOf(file)).toEqual(before);

    world.tables['a.second'] = worldTable('id');
    const third = await refreshWorld(store, world);
    expect(third.report.totals).toEqual({ ...noTotals, stated: 8, created: 2, updated: 1, unchanged: 5 });
    expect(third.report.findings).toMatchObject([{ count: 1 }]);
    expect(await foreignKeysAt(store, 'a.first.id')).toEqual(['a.first.id -> a.second.id']);
    const between = await dumpOf(file);

    const fourth = await refreshWorld(store, world);
    expect(fourth.report.totals).toEqual({ ...noTotals, stated: 8, unchanged: 8 });
    expect(await dumpOf(file)).toEqual(between);
    expect(await foreignKeysAt(store, 'a.first.id')).toEqual(['a.first.id -> a.second.id']);
  });

  it.each([1, 3, 1000])(
    'that leads to an element of the wrong type is left out and told, and costs no writing: batches of %i',
    async (size) => {
      const file = storeFile();
      const store = withBatches(await fileStore(file), size);
      const early = { 'a.early': worldTable('id') };
      const world = statedWorld({ ...early, 'a.first': worldTable('before', 'later'), 'a.second': worldTable('id') });
      await refreshWorld(store, statedWorld(early), { catalogTargetName: 'other' });
      // What a foreign key leads to is a column: a table is none.
      world.table('a.first').columns['before'] = { dataType: 'integer', references: ['a.early'] };
      world.table('a.first').columns['later'] = { dataType: 'integer', references: ['a.second'] };
      const refused = {
        severity: 'refused',
        message: { id: 'EGERIA-INTEGRATE-STORE-400-003' },
        count: 2,
        examples: [expect.stringContaining('ForeignKey has RelationalColumn at end 1'), expect.anything()],
      };
      const dry = await refreshWorld(store, world, { dryRun: true });
      expect(dry.report.findings).toMatchObject([refused]);
      const first = await refreshWorld(store, world);
      expect(first.report.findings).toMatchObject([refused]);
      expect(first.report.totals).toEqual(dry.report.totals);
      expect(first.report.totals).toEqual({ ...noTotals, stated: 10, created: 5, unchanged: 5 });
      expect(await foreignKeysAt(store, 'a.early')).toEqual([]);
      expect(await foreignKeysAt(store, 'a.second')).toEqual([]);
      const before = await dumpOf(file);
      const second = await refreshWorld(store, world);
      expect(second.report.findings).toMatchObject([refused]);
      expect(second.report.totals).toEqual({ ...noTotals, stated: 10, unchanged: 10 });
      expect(await dumpOf(file)).toEqual(before);
      world.table('a.first').columns['before'] = { dataType: 'integer', references: ['a.second.id'] };
      const third = await refreshWorld(store, world);
      expect(third.report.totals).toEqual({ ...noTotals, stated: 10, updated: 1, unchanged: 9 });
      expect(await foreignKeysAt(store, 'a.first.before')).toEqual(['a.first.before -> a.second.id']);
    },
  );

  it('that is stated twice, or as the parent too, is written once', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id') });
    const parent = relationship('NestedSchemaAttribute', worldName('a.first'), 1);
    const relationships = [parent, foreignKey('a.first.id'), foreignKey('a.first.id')];
    world.extra = [element('RelationalColumn', worldName('a.first.more'), {}, { parent, relationships })];
    const { report } = await refreshWorld(store, world);
    expect(report.findings).toEqual([]);
    expect((await catalogOf(store))[worldName('a.first.more')]?.relationships).toHaveLength(2);
    const { report: second } = await refreshWorld(store, world);
    expect(second.totals).toEqual({ ...noTotals, stated: 6, unchanged: 6 });
  });

  it('is written and warned of when the types foresee fewer: a column in two foreign keys', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id', 'both'), 'a.second': worldTable('id') });
    world.table('a.first').columns['both'] = { dataType: 'integer', references: ['a.first.id', 'a.second.id'] };
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 8, created: 8 });
    expect(report.findings).toMatchObject([
      {
        severity: 'warning',
        message: { id: 'EGERIA-INTEGRATE-REFRESH-200-001', facts: { relationship: 'ForeignKey' } },
        count: 1,
        examples: [worldName('a.first.both')],
      },
    ]);
    expect(await foreignKeysAt(store, 'a.first.both')).toEqual([
      'a.first.both -> a.first.id',
      'a.first.both -> a.second.id',
    ]);
  });

  it('that somebody else has made is left alone and not made again', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id', 'other') });
    await refreshWorld(store, world);
    const ends = { end1: await guidOf(store, 'a.first.id'), end2: await guidOf(store, 'a.first.other') };
    await store.write([{ kind: 'relate', typeName: 'ForeignKey', ...ends, properties: {} }], person);
    world.table('a.first').columns['other'] = { dataType: 'integer', references: ['a.first.id'] };
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 6, unchanged: 6 });
    expect(await foreignKeysAt(store, 'a.first.id')).toHaveLength(1);
    world.table('a.first').columns['other'] = { dataType: 'integer' };
    await refreshWorld(store, world);
    expect(await foreignKeysAt(store, 'a.first.id')).toHaveLength(1);
  });

  it('that is stated is written once somebody else takes away the one that was there', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id', 'other') });
    await refreshWorld(store, world);
    const ends = { end1: await guidOf(store, 'a.first.id'), end2: await guidOf(store, 'a.first.other') };
    const [made] = await store.write([{ kind: 'relate', typeName: 'ForeignKey', ...ends, properties: {} }], person);
    world.table('a.first').columns['other'] = { dataType: 'integer', references: ['a.first.id'] };
    await refreshWorld(store, world);
    await store.write([{ kind: 'unrelate', guid: made?.guid ?? asGuid('') }], person);
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 6, updated: 1, unchanged: 5 });
    expect(await foreignKeysAt(store, 'a.first.id')).toEqual(['a.first.other -> a.first.id']);
  });

  it('waits with its anchor for an element that is not there, and costs no writing', async () => {
    const file = storeFile();
    const store = await fileStore(file);
    const world = statedWorld();
    const schema = element('DeployedDatabaseSchema', asQualifiedName('schema'), {});
    const details = { parent: relationship('Schema', schema.qualifiedName, 1), anchor: schema.qualifiedName };
    world.extra = [element('RelationalDBSchemaType', asQualifiedName('type'), {}, details)];
    await refreshWorld(store, world);
    const before = await dumpOf(file);
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 2, unchanged: 2 });
    expect(await dumpOf(file)).toEqual(before);
    world.extra.push(schema);
    const { report: third } = await refreshWorld(store, world);
    expect(third.totals).toEqual({ ...noTotals, stated: 3, created: 1, updated: 1, unchanged: 1 });
    expect((await catalogOf(store))['type']).toMatchObject({
      anchor: 'schema',
      relationships: ['Schema schema -> type {}'],
    });
    const { report: fourth } = await refreshWorld(store, world);
    expect(fourth.totals).toEqual({ ...noTotals, stated: 3, unchanged: 3 });
  });

  it('that somebody has taken away is written again', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id', 'other') });
    world.table('a.first').columns['other'] = { dataType: 'integer', references: ['a.first.id'] };
    await refreshWorld(store, world, { localCohort: true });
    const column = await store.elementNamed(worldName('a.first.other'));
    const all = await Array.fromAsync(store.relationships(column?.guid as never));
    const { guid } = all.find(({ typeName }) => typeName === 'ForeignKey') ?? {};
    await store.write([{ kind: 'unrelate', guid: guid as never }], person);
    const { report } = await refreshWorld(store, world, { localCohort: true });
    expect(report.totals).toEqual({ ...noTotals, stated: 6, updated: 1, unchanged: 5 });
    expect(await foreignKeysAt(store, 'a.first.id')).toEqual(['a.first.other -> a.first.id']);
  });
});
