import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../test/support/catalog.ts';
import { noTotals, refreshWorld } from '../../test/support/refresh-world.ts';
import { statedWorld, worldName, worldTable } from '../../test/support/stated-world.ts';
import { dumpOf } from '../../test/support/store-dump.ts';
import { fileStore, memoryStore, storeFile } from '../../test/support/test-store.ts';
import { element } from '../metadata/element.ts';
import { asGuid, asQualifiedName } from '../metadata/qualified-name.ts';
import type { Guid } from '../metadata/qualified-name.ts';
import type { Mutation, OpenMetadataStore } from '../store/open-metadata-store.ts';

const person = { userId: 'erin', metadataSource: undefined };
const cohort = { localCohort: true };

async function guidOf(store: OpenMetadataStore, place: string): Promise<Guid> {
  const found = await store.elementNamed(worldName(place));
  return found?.guid ?? asGuid('');
}

async function edit(store: OpenMetadataStore, mutation: Mutation): Promise<void> {
  await store.write([mutation], person);
}

describe('an element of the local cohort', () => {
  it('is nobody’s', async () => {
    const store = await memoryStore();
    await refreshWorld(store, statedWorld({ 'a.first': worldTable('id') }), cohort);
    expect(await store.elementNamed(worldName('a.first'))).toMatchObject({ origin: { category: 'LOCAL_COHORT' } });
    expect(Object.keys(await catalogOf(store)).filter((name) => name.startsWith('Metadata'))).toEqual([]);
  });

  it('keeps the properties that people added, whether the third party states them as absent or not at all', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id') });
    await refreshWorld(store, world, cohort);
    const properties = { description: 'by hand', additionalProperties: { steward: 'erin' } };
    for (const place of ['a.first', 'a.first.id'])
      await edit(store, { kind: 'update-element', guid: await guidOf(store, place), properties });
    world.table('a.first').columns['id'] = { dataType: 'bigint' };
    const { report } = await refreshWorld(store, world, cohort);
    expect(report.totals).toEqual({ ...noTotals, stated: 5, updated: 1, unchanged: 4 });
    const catalog = await catalogOf(store);
    expect(catalog[worldName('a.first')]?.properties).toEqual({ displayName: 'first', ...properties });
    expect(catalog[worldName('a.first.id')]?.properties).toEqual({ displayName: 'id', ...properties });
  });

  it('loses what it no longer states, and is set right where people changed what it states', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': { comment: 'stated', ...worldTable('id') } });
    await refreshWorld(store, world, cohort);
    const guid = await guidOf(store, 'a.first');
    await edit(store, {
      kind: 'update-element',
      guid,
      properties: { displayName: 'by hand', additionalProperties: { steward: 'erin' } },
    });
    world.table('a.first').comment = undefined;
    const { report } = await refreshWorld(store, world, cohort);
    expect(report.totals).toEqual({ ...noTotals, stated: 5, updated: 1, unchanged: 4 });
    const properties = { displayName: 'first', additionalProperties: { steward: 'erin' } };
    expect((await catalogOf(store))[worldName('a.first')]).toMatchObject({ properties });
  });

  it('keeps the classifications and relationships that people added, and has its own set right', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id', 'other') });
    world.table('a.first').columns['other'] = { dataType: 'integer', references: ['a.first.id'] };
    await refreshWorld(store, world, cohort);
    const before = await catalogOf(store);
    const id = await guidOf(store, 'a.first.id');
    const other = await guidOf(store, 'a.first.other');
    await edit(store, { kind: 'classify', guid: id, typeName: 'Confidentiality', properties: {} });
    await edit(store, { kind: 'classify', guid: id, typeName: 'TypeEmbeddedAttribute', properties: { dataType: 'x' } });
    await edit(store, { kind: 'declassify', guid: other, typeName: 'TypeEmbeddedAttribute' });
    await edit(store, { kind: 'relate', typeName: 'ForeignKey', end1: other, end2: id, properties: {} });
    const { report } = await refreshWorld(store, world, cohort);
    expect(report.totals).toEqual({ ...noTotals, stated: 6, updated: 2, unchanged: 4 });
    const after = await catalogOf(store);
    const added = `ForeignKey ${worldName('a.first.other')} -> ${worldName('a.first.id')} {}`;
    expect(after[worldName('a.first.id')]?.classifications).toEqual([
      'Confidentiality {}',
      ...(before[worldName('a.first.id')]?.classifications ?? []),
    ]);
    expect(after[worldName('a.first.other')]?.classifications).toEqual(
      before[worldName('a.first.other')]?.classifications,
    );
    expect(after[worldName('a.first.id')]?.relationships).toContain(added);
    world.table('a.first').columns['other'] = { dataType: 'integer' };
    await refreshWorld(store, world, cohort);
    const stated = `ForeignKey ${worldName('a.first.id')} -> ${worldName('a.first.other')} {}`;
    expect((await catalogOf(store))[worldName('a.first.id')]?.relationships).toContain(added);
    expect((await catalogOf(store))[worldName('a.first.id')]?.relationships).not.toContain(stated);
  });

  it('that somebody made before is taken on, not doubled', async () => {
    const file = storeFile();
    const store = await fileStore(file);
    const made = { typeName: 'RelationalDatabase', qualifiedName: worldName(), properties: { displayName: 'shop' } };
    await edit(store, { kind: 'create-element', element: made });
    const described = {
      typeName: 'RelationalTable',
      qualifiedName: asQualifiedName('t'),
      properties: { description: 'x' },
    };
    await edit(store, { kind: 'create-element', element: described });
    const world = statedWorld();
    world.extra = [element('RelationalTable', asQualifiedName('t'), { displayName: 't' })];
    const { report } = await refreshWorld(store, world, cohort);
    expect(report.totals).toEqual({ ...noTotals, stated: 2, updated: 1, unchanged: 1 });
    expect(await store.elementNamed(asQualifiedName('t'))).toMatchObject({
      properties: { description: 'x', displayName: 't' },
    });
    const before = await dumpOf(file);
    const { report: next } = await refreshWorld(store, world, cohort);
    expect(next.totals).toEqual({ ...noTotals, stated: 2, unchanged: 2 });
    expect(await dumpOf(file)).toEqual(before);
  });

  it('that somebody removed is created again', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id'), 'a.second': worldTable('id') });
    await refreshWorld(store, world, cohort);
    const before = await catalogOf(store);
    await edit(store, { kind: 'delete-element', guid: await guidOf(store, 'a.first'), deleteMethod: 'SOFT_DELETE' });
    await edit(store, { kind: 'delete-element', guid: await guidOf(store, 'a.second.id'), deleteMethod: 'PURGE' });
    const { report } = await refreshWorld(store, world, cohort);
    expect(report.totals).toMatchObject({ stated: 7, created: 2, removed: 0, refused: 0, failed: 0 });
    expect(await catalogOf(store)).toEqual(before);
    const { report: next } = await refreshWorld(store, world, cohort);
    expect(next.totals).toEqual({ ...noTotals, stated: 7, unchanged: 7 });
  });
});
