import { describe, expect, it } from 'vitest';
import { refreshWorld } from '../../test/support/refresh-world.ts';
import type { WorldRefresh, WorldRefreshOptions } from '../../test/support/refresh-world.ts';
import { statedWorld, worldName, worldTable } from '../../test/support/stated-world.ts';
import type { StatedWorld } from '../../test/support/stated-world.ts';
import { dumpOf } from '../../test/support/store-dump.ts';
import { fileStore, storeFile, withBatches } from '../../test/support/test-store.ts';
import { element } from '../metadata/element.ts';
import { asQualifiedName } from '../metadata/qualified-name.ts';
import type { OpenMetadataStore } from '../store/open-metadata-store.ts';

const person = { userId: 'erin', metadataSource: undefined };

/** What a refresh tells, without times. What is stated twice may be found out in the next batch only: in any order. */
function told({ report, findings, events }: WorldRefresh): object {
  const { totals, complete, published, removalRefused, error } = report;
  const elements = events.filter(({ kind }) => kind === 'element').map((event) => JSON.stringify(event));
  return { totals, complete, published, removalRefused, error, findings, elements: elements.toSorted() };
}

/** Runs dry, checks that nothing was written, runs for real, and checks that both told the same. */
async function dryThenReal(
  file: string,
  store: OpenMetadataStore,
  world: StatedWorld,
  options: WorldRefreshOptions = {},
): Promise<WorldRefresh> {
  const before = await dumpOf(file);
  const comments = Object.values(world.tables).map(({ comment }) => comment);
  const dry = await refreshWorld(store, world, { ...options, dryRun: true });
  expect(await dumpOf(file)).toEqual(before);
  expect(Object.values(world.tables).map(({ comment }) => comment)).toEqual(comments);
  expect(dry.report.dryRun).toBe(true);
  const real = await refreshWorld(store, world, options);
  expect(told(dry)).toEqual(told(real));
  return real;
}

/** A world in which references go both ways over the batches, and one goes nowhere. */
function tangledWorld(): StatedWorld {
  const world = statedWorld({ 'a.first': worldTable('id', 'next'), 'a.second': worldTable('id', 'back', 'lost') });
  world.table('a.first').columns['next'] = { dataType: 'integer', references: ['a.second.id'] };
  world.table('a.second').columns['back'] = { dataType: 'integer', references: ['a.first.id', 'a.second.back'] };
  world.table('a.second').columns['lost'] = { dataType: 'integer', references: ['a.third.id'] };
  return world;
}

describe.each([2, 1000])('a dry run in batches of %i', (batchRecords) => {
  it('of a new catalog says what would be created', async () => {
    const file = storeFile();
    const store = withBatches(await fileStore(file), batchRecords);
    const world = tangledWorld();
    world.extra = [element('RelationalTable', worldName('a.first'), { displayName: 'stated twice' })];
    const { report } = await dryThenReal(file, store, world);
    expect(report.totals).toMatchObject({ stated: 11, created: 10, refused: 1 });
    expect(report.findings).toHaveLength(3);
  });

  it('of any change says what would be changed', async () => {
    const file = storeFile();
    const store = withBatches(await fileStore(file), batchRecords);
    const world = tangledWorld();
    await refreshWorld(store, world);
    world.table('a.first').comment = 'new';
    world.table('a.first').columns['id'] = { dataType: 'bigint', references: ['b.new.id'] };
    world.table('a.second').columns = { id: { dataType: 'integer', references: ['b.new.id'] } };
    world.tables['b.new'] = worldTable('id');
    world.tables['a.third'] = worldTable('id', 'gone');
    world.extra = [{ ...element('RelationalTable', asQualifiedName('wrong'), {}), properties: { wrong: 1 } }];
    const changing = await dryThenReal(file, store, world);
    expect(changing.report.totals).toMatchObject({ updated: 3, created: 7, refused: 1, removed: 0 });
    world.extra = [];
    delete world.tables['b.new'];
    delete world.table('a.third').columns['gone'];
    const removing = await dryThenReal(file, store, world);
    expect(removing.report.totals).toMatchObject({ updated: 0, removed: 7 });
  });

  it.each(['SOFT_DELETE', 'PURGE', 'ARCHIVE', 'LOOK_FOR_LINEAGE'] as const)(
    'counts what %s would take along',
    async (deleteMethod) => {
      const file = storeFile();
      const store = withBatches(await fileStore(file), batchRecords);
      const world = tangledWorld();
      world.tables['b.other'] = worldTable('id');
      await refreshWorld(store, world);
      const schema = await store.elementNamed(worldName('b'));
      const anchored = { typeName: 'RelationalColumn', properties: {}, anchorGuid: schema?.guid };
      const [made] = await store.write(
        [{ kind: 'create-element', element: { ...anchored, qualifiedName: asQualifiedName('by hand') } }],
        person,
      );
      const nested = { ...anchored, anchorGuid: made?.guid, qualifiedName: asQualifiedName('by hand, beneath that') };
      await store.write([{ kind: 'create-element', element: nested }], person);
      delete world.tables['b.other'];
      const { report } = await dryThenReal(file, store, world, { deleteMethod });
      expect(report.totals.removed).toBe(6);
    },
  );

  it('says what the removal guard would refuse, what a changed configuration hides, and what cannot be read', async () => {
    const file = storeFile();
    const store = withBatches(await fileStore(file), batchRecords);
    const world = tangledWorld();
    for (let index = 0; index < 20; index += 1) world.tables[`c.t${index}`] = worldTable();
    await refreshWorld(store, world);
    for (let index = 0; index < 15; index += 1) delete world.tables[`c.t${index}`];
    const guarded = await dryThenReal(file, store, world);
    expect(guarded.report.removalRefused).toEqual({ wouldRemove: 15, owned: 32 });
    const hidden = await dryThenReal(file, store, world, { configurationDigest: 'another' });
    expect(hidden.report.findings.map(({ severity }) => severity)).toContain('kept');
    world.unreadable = { c: 'gone' };
    const unreadable = await dryThenReal(file, store, world, { configurationDigest: 'another' });
    expect(unreadable.report.findings.map(({ severity }) => severity)).toContain('unreadable');
    world.unreadable = {};
    await dryThenReal(file, store, world, { configurationDigest: 'another', allowRemovals: true });
  });

  it('says what belongs to others, is shared, and would be carried out', async () => {
    const file = storeFile();
    const store = withBatches(await fileStore(file), batchRecords);
    const world = tangledWorld();
    await refreshWorld(store, world, { catalogTargetName: 'one' });
    await dryThenReal(file, store, world, { catalogTargetName: 'two' });
    const smaller = statedWorld({ 'a.first': worldTable('id') });
    await dryThenReal(file, store, smaller, { catalogTargetName: 'two' });
    const source = asQualifiedName('MetadataCollection::tests::other');
    const refused = await dryThenReal(file, store, smaller, { metadataSourceQualifiedName: source });
    expect(refused.report.totals).toMatchObject({ refused: 5 });
  });

  it('says what would be carried out to the third party', async () => {
    const file = storeFile();
    const store = withBatches(await fileStore(file), batchRecords);
    const world = tangledWorld();
    const options = { localCohort: true, permittedSynchronization: 'BOTH_DIRECTIONS' } as const;
    await refreshWorld(store, world, options);
    const table = await store.elementNamed(worldName('a.first'));
    const properties = { description: 'by hand' };
    await store.write([{ kind: 'update-element', guid: table?.guid ?? ('' as never), properties }], person);
    const { report, actions } = await dryThenReal(file, store, world, options);
    expect(report.published).toBe(1);
    expect(actions).toEqual(['publish shop.a.first']);
  });
});

it('a dry run that is aborted, or whose connector throws, writes nothing either', async () => {
  const file = storeFile();
  const store = await fileStore(file);
  const before = await dumpOf(file);
  const world = tangledWorld();
  const abort = new AbortController();
  world.beforeRecord = (index) => {
    if (index === 4) abort.abort();
    if (index === 6) throw new Error('gone away');
  };
  await refreshWorld(store, world, { dryRun: true, signal: abort.signal });
  await refreshWorld(store, world, { dryRun: true });
  expect(await dumpOf(file)).toEqual(before);
});
