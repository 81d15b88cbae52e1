import { beforeEach, describe, expect, it } from 'vitest';
import { egeriaWorld } from '../../../test/support/egeria-world.ts';
import type { EgeriaWorld } from '../../../test/support/egeria-world.ts';
import { fakeClock } from '../../../test/support/fake-clock.ts';
import { tempFolder } from '../../../test/support/temp-folder.ts';
import { element, relationship } from '../../metadata/element.ts';
import type { MetadataRecord } from '../../metadata/element.ts';
import { asQualifiedName } from '../../metadata/qualified-name.ts';

/** More columns than a page holds, all of which a server whose clock stands creates at the same time. */
const names = Array.from({ length: 60 }, (_, index) => `shop.orders.c${index}`);

function table(): readonly MetadataRecord[] {
  const anchor = asQualifiedName('shop.orders');
  const parent = relationship('NestedSchemaAttribute', anchor, 1);
  const column = (name: string) => element('RelationalColumn', asQualifiedName(name), {}, { parent, anchor });
  return [element('RelationalTable', anchor, {}), ...names.map((name) => column(name))];
}

let world: EgeriaWorld;

/** As a PostgreSQL repository does, which orders what was created at the same time anew for each page. */
beforeEach(async () => {
  world = await egeriaWorld({ clock: fakeClock(), maxPageSize: 7 });
  world.fake.faults.shufflesTies = true;
});

describe('where what was created at the same time is in another order on each page', () => {
  it('every element is found once', async () => {
    await world.refresh(table(), { ledger: tempFolder() });
    const found = await Array.fromAsync((await world.open()).find({ typeName: 'RelationalColumn' }));
    expect(found.map(({ qualifiedName }) => qualifiedName).toSorted()).toEqual(names.toSorted());
  });

  it('every relationship of an element is found once', async () => {
    await world.refresh(table(), { ledger: tempFolder() });
    const store = await world.open();
    const orders = await store.elementNamed(asQualifiedName('shop.orders'));
    const found = orders === undefined ? [] : await Array.fromAsync(store.relationships(orders.guid));
    expect(found.map(({ end2 }) => end2.qualifiedName).toSorted()).toEqual(names.toSorted());
  });

  it('the whole catalog is listed with all relationships', async () => {
    await world.refresh(table(), { ledger: tempFolder() });
    const entries = await Array.fromAsync((await world.open()).catalog());
    const columns = entries.filter(({ element: { typeName } }) => typeName === 'RelationalColumn');
    expect(columns.map(({ element: { qualifiedName } }) => qualifiedName).toSorted()).toEqual(names.toSorted());
    expect(columns.filter(({ relationships }) => relationships.length === 1)).toHaveLength(60);
  });

  it('a lost ledger finds all that is stated no longer', async () => {
    await world.refresh(table(), { ledger: tempFolder() });
    const { report } = await world.refresh(table().slice(0, 2), { ledger: tempFolder() });
    expect(report.totals).toMatchObject({ unchanged: 2, removed: 59 });
    expect(await Array.fromAsync(world.fake.store.find({ typeName: 'RelationalColumn' }))).toHaveLength(1);
  });
});
