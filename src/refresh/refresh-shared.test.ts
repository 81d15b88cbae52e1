import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../test/support/catalog.ts';
import { noTotals, refreshWorld } from '../../test/support/refresh-world.ts';
import { statedWorld, worldName, worldTable } from '../../test/support/stated-world.ts';
import { dumpOf } from '../../test/support/store-dump.ts';
import { fileStore, memoryStore, storeFile } from '../../test/support/test-store.ts';
import { element, relationship } from '../metadata/element.ts';
import type { MetadataRecord } from '../metadata/element.ts';
import { asQualifiedName } from '../metadata/qualified-name.ts';

const one = { catalogTargetName: 'one' };
const two = { catalogTargetName: 'two' };
const otherSource = { metadataSourceQualifiedName: asQualifiedName('MetadataCollection::tests::other') };

describe('two catalog targets of one metadata source', () => {
  it('do not remove what the other one states', async () => {
    const store = await memoryStore();
    await refreshWorld(store, statedWorld({ 'a.first': worldTable('id') }), one);
    const { report } = await refreshWorld(store, statedWorld({ 'b.second': worldTable('id') }), two);
    // Both state the database.
    expect(report.totals).toEqual({ ...noTotals, stated: 5, created: 4, unchanged: 1 });
    const { report: again } = await refreshWorld(store, statedWorld({ 'a.first': worldTable('id') }), one);
    expect(again.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5 });
    expect(await store.elementNamed(worldName('b.second.id'))).toBeDefined();
  });

  it('that state the same write it once, and nothing more in any later refresh', async () => {
    const file = storeFile();
    const store = await fileStore(file);
    const world = statedWorld({ 'a.first': worldTable('id', 'other') });
    world.table('a.first').columns['other'] = { dataType: 'integer', references: ['a.first.id'] };
    await refreshWorld(store, world, one);
    const { report } = await refreshWorld(store, world, two);
    expect(report.totals).toEqual({ ...noTotals, stated: 6, unchanged: 6 });
    const before = await dumpOf(file);
    for (const target of [one, two, one]) {
      const { report: next } = await refreshWorld(store, world, target);
      expect(next.totals).toEqual({ ...noTotals, stated: 6, unchanged: 6 });
    }
    expect(await dumpOf(file)).toEqual(before);
  });

  it('keep what is shared until neither states it', async () => {
    const store = await memoryStore();
    const both = statedWorld({ 'a.first': worldTable('id'), 'a.second': worldTable('id') });
    const less = statedWorld({ 'a.first': worldTable('id') });
    await refreshWorld(store, both, one);
    await refreshWorld(store, both, two);
    const { report } = await refreshWorld(store, less, one);
    expect(report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5 });
    expect(await store.elementNamed(worldName('a.second.id'))).toBeDefined();
    const { report: kept } = await refreshWorld(store, both, two);
    expect(kept.totals).toEqual({ ...noTotals, stated: 7, unchanged: 7 });
    const { report: last } = await refreshWorld(store, less, two);
    expect(last.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5, removed: 2 });
    expect(await store.elementNamed(worldName('a.second'))).toBeUndefined();
  });

  it('leave relationships of a shared element to the one that still states it', async () => {
    const store = await memoryStore();
    const to = element('RelationalColumn', asQualifiedName('to'), {});
    const plain = element('RelationalColumn', asQualifiedName('from'), {});
    const from = { ...plain, relationships: [relationship('ForeignKey', to.qualifiedName, 1)] };
    const stating = (...extra: MetadataRecord[]): ReturnType<typeof statedWorld> =>
      Object.assign(statedWorld(), { extra });
    await refreshWorld(store, stating(to, from), one);
    await refreshWorld(store, stating(to, from), two);
    await refreshWorld(store, stating(to), one);
    expect((await catalogOf(store))['from']?.relationships).toEqual(['ForeignKey to -> from {}']);
    const { report } = await refreshWorld(store, stating(to, plain), two);
    expect(report.totals).toMatchObject({ updated: 1, removed: 0 });
    expect((await catalogOf(store))['from']?.relationships).toEqual([]);
  });

  it('that state an element with different relationships each keep their own', async () => {
    const file = storeFile();
    const store = await fileStore(file);
    const folder = element('FileFolder', asQualifiedName('folder'), {});
    const inner = element('FileFolder', asQualifiedName('inner'), {});
    const parent = relationship('FolderHierarchy', folder.qualifiedName, 1);
    const outerWorld = Object.assign(statedWorld(), { extra: [folder, { ...inner, parent }] });
    const innerWorld = Object.assign(statedWorld(), { extra: [inner] });
    const service = { id: 1, name: 'Any', catalogs: ['FileFolder', 'RelationalDatabase'] } as never;
    await refreshWorld(store, outerWorld, { ...one, service });
    await refreshWorld(store, innerWorld, { ...two, service });
    const before = await dumpOf(file);
    await refreshWorld(store, outerWorld, { ...one, service });
    await refreshWorld(store, innerWorld, { ...two, service });
    expect(await dumpOf(file)).toEqual(before);
    expect((await catalogOf(store))['inner']?.relationships).toEqual(['FolderHierarchy folder -> inner {}']);
  });

  it('each have their own guard, configuration and unreadable scopes', async () => {
    const store = await memoryStore();
    await refreshWorld(store, statedWorld({ 'a.first': worldTable('id') }), one);
    await refreshWorld(store, statedWorld({ 'b.second': worldTable('id') }), two);
    const hidden = await refreshWorld(store, statedWorld(), { ...two, configurationDigest: 'new' });
    expect(hidden.report.findings).toMatchObject([{ severity: 'kept', count: 4 }]);
    const { report } = await refreshWorld(store, statedWorld(), one);
    expect(report.totals).toEqual({ ...noTotals, stated: 1, unchanged: 1, removed: 4 });
    expect(await store.elementNamed(worldName('b.second.id'))).toBeDefined();
  });
});

describe('two metadata sources', () => {
  it('do not remove what the other one owns', async () => {
    const store = await memoryStore();
    const first = Object.assign(statedWorld(), { extra: [element('RelationalTable', asQualifiedName('x'), {})] });
    const second = Object.assign(statedWorld(), { extra: [element('RelationalTable', asQualifiedName('y'), {})] });
    await refreshWorld(store, first);
    await refreshWorld(store, second, otherSource);
    second.extra = [];
    const { report } = await refreshWorld(store, second, otherSource);
    expect(report.totals).toEqual({ ...noTotals, stated: 1, refused: 1, removed: 1 });
    const { report: unmoved } = await refreshWorld(store, first);
    expect(unmoved.totals).toEqual({ ...noTotals, stated: 2, unchanged: 2 });
  });

  it('of which the second is refused what the first owns do not flap, and the second takes over when the first is gone', async () => {
    const file = storeFile();
    const store = await fileStore(file);
    const world = statedWorld({ 'a.first': worldTable('id') });
    await refreshWorld(store, world);
    await refreshWorld(store, world, otherSource);
    const before = await dumpOf(file);
    await refreshWorld(store, world);
    const { report } = await refreshWorld(store, world, otherSource);
    expect(report.totals).toEqual({ ...noTotals, stated: 5, refused: 5 });
    expect(await dumpOf(file)).toEqual(before);
    await refreshWorld(store, statedWorld(), { allowRemovals: true });
    const { report: taken } = await refreshWorld(store, world, otherSource);
    expect(taken.totals).toEqual({ ...noTotals, stated: 5, created: 4, refused: 1 });
  });

  it('share what is the local cohort’s until neither states it', async () => {
    const store = await memoryStore();
    const cohort = { localCohort: true };
    const both = statedWorld({ 'a.first': worldTable('id') });
    await refreshWorld(store, both, cohort);
    const { report } = await refreshWorld(store, both, { ...cohort, ...otherSource });
    expect(report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5 });
    const { report: less } = await refreshWorld(store, statedWorld(), cohort);
    expect(less.totals).toEqual({ ...noTotals, stated: 1, unchanged: 1 });
    expect(await store.elementNamed(worldName('a.first.id'))).toBeDefined();
    both.table('a.first').columns['id'] = { dataType: 'bigint' };
    const { report: changed } = await refreshWorld(store, both, { ...cohort, ...otherSource });
    expect(changed.totals).toEqual({ ...noTotals, stated: 5, updated: 1, unchanged: 4 });
    const { report: last } = await refreshWorld(store, statedWorld(), { ...cohort, ...otherSource });
    expect(last.totals).toEqual({ ...noTotals, stated: 1, unchanged: 1, removed: 4 });
  });
});
