import { describe, expect, it } from 'vitest';
import {
  comparableCatalog,
  egeriaWorld,
  embeddedCatalog,
  wideDatabase,
} from '../../../../test/support/egeria-world.ts';
import type { EgeriaWorld } from '../../../../test/support/egeria-world.ts';
import { tempFolder } from '../../../../test/support/temp-folder.ts';
import { element, relationship } from '../../../metadata/element.ts';
import type { MetadataRecord } from '../../../metadata/element.ts';
import { asQualifiedName } from '../../../metadata/qualified-name.ts';

const erin = { userId: 'erin', metadataSource: undefined };

/** A table of so many columns, whose names all begin with the table's: more than 200, so that they go by archives. */
function wideTable(columns: number, name = 'shop.orders'): readonly MetadataRecord[] {
  const table = asQualifiedName(name);
  const parent = relationship('NestedSchemaAttribute', table, 1);
  return [
    element('RelationalTable', table, { displayName: name }),
    ...Array.from({ length: columns }, (_, index) =>
      element(
        'RelationalColumn',
        asQualifiedName(`${name}.c${index}`),
        { displayName: `c${index}` },
        { parent, anchor: table },
      ),
    ),
  ];
}

/** Somebody else's columns. */
async function createColumns({ fake }: EgeriaWorld, names: readonly string[]): Promise<void> {
  await fake.store.write(
    names.map((name) => ({
      kind: 'create-element' as const,
      element: { typeName: 'RelationalColumn', qualifiedName: asQualifiedName(name), properties: {} },
    })),
    erin,
  );
}

async function columnsOf({ fake }: EgeriaWorld): Promise<number> {
  return (await Array.fromAsync(fake.store.find({ typeName: 'RelationalColumn' }))).length;
}

/** What was asked for before the first archive, between archives, and after the last. */
function askedAround({ fake }: EgeriaWorld): { readonly before: number; readonly after: number } {
  const operations = fake.calls.all.map(({ operation }) => operation);
  const [first, last] = [operations.indexOf('load-archive'), operations.lastIndexOf('load-archive')];
  const listings = (some: readonly string[]): number =>
    some.filter((operation) => operation.startsWith('find-')).length;
  return { before: listings(operations.slice(0, last)), after: first === -1 ? 0 : listings(operations.slice(last)) };
}

describe('looking whether names are taken before elements are loaded by archives', () => {
  it.each([300, 1300])('takes as many calls for %i columns whose names begin alike', async (columns) => {
    const world = await egeriaWorld();
    const { report } = await world.refresh(wideTable(columns), { ledger: tempFolder() });
    expect(report.totals.created).toBe(columns + 1);
    // Which metadata sources there are, whether this one is there, and what begins as all names do.
    expect(askedAround(world).before).toBe(3);
  });

  it('refuses each name that somebody has, wherever it is among many that begin alike', async () => {
    const world = await egeriaWorld();
    await createColumns(world, ['shop.orders.c7', 'shop.orders.c2400', 'shop.orders.another', 'shop.order']);
    const { report } = await world.refresh(wideTable(2500), { ledger: tempFolder() });
    expect(report.totals).toMatchObject({ stated: 2501, created: 2499, refused: 2 });
    expect(await columnsOf(world)).toBe(2502);
  });

  it('asks for each name where others have more than a page of what begins so', async () => {
    const world = await egeriaWorld({ maxPageSize: 10 });
    await createColumns(
      world,
      Array.from({ length: 15 }, (_, index) => `shop.orders.c${index * 10}`),
    );
    const { report } = await world.refresh(wideTable(300), { ledger: tempFolder() });
    expect(report.totals).toMatchObject({ stated: 301, created: 286, refused: 15 });
    expect(await columnsOf(world)).toBe(300);
  });

  it('knows names with apostrophes, which a server doubles', async () => {
    const world = await egeriaWorld();
    const name = "shop.Erin's orders";
    await createColumns(world, [`${name}.c1`]);
    const { report } = await world.refresh(wideTable(250, name), { ledger: tempFolder() });
    expect(report.totals).toMatchObject({ created: 250, refused: 1 });
  });
});

describe('proving what was loaded by archives', () => {
  it('does not list what others had before', async () => {
    const [alone, crowded] = [await egeriaWorld({ maxPageSize: 100 }), await egeriaWorld({ maxPageSize: 100 })];
    await createColumns(
      crowded,
      Array.from({ length: 1500 }, (_, index) => `elsewhere.${index}`),
    );
    await alone.refresh(wideTable(300), { ledger: tempFolder() });
    await crowded.refresh(wideTable(300), { ledger: tempFolder() });
    expect(askedAround(crowded).after).toBeLessThanOrEqual(askedAround(alone).after + 1);
  });
});

describe('proving what was loaded by archives', () => {
  it('takes one listing where what was created at the same time is in another order on each page', async () => {
    const world = await egeriaWorld({ maxPageSize: 40 });
    world.fake.faults.shufflesTies = true;
    const { report } = await world.refresh(wideTable(300), { ledger: tempFolder() });
    expect(report.totals.created).toBe(301);
    const operations = world.fake.calls.all.map(({ operation }) => operation);
    const after = operations.slice(operations.lastIndexOf('load-archive') + 1);
    const count = (name: string): number => after.filter((operation) => operation === name).length;
    // A table, 300 columns and their metadata source in pages of 40, and an empty one.
    expect(count('find-elements')).toBe(8 + 1);
    // The metadata source, and nothing that a page lacked.
    expect(after.filter((operation) => operation.startsWith('read-'))).toEqual(['read-element']);
  });
});

describe('batches that are on their way at once', () => {
  const batchRecords = 200;
  const isLoad = ({ operation }: { readonly operation: string }): boolean => operation === 'load-archive';

  it('come to the catalog of one batch after the other', async () => {
    const { fake, refresh } = await egeriaWorld();
    const { report } = await refresh(wideDatabase(399), { ledger: tempFolder(), batchRecords });
    expect(report.totals).toMatchObject({ stated: 801, created: 801 });
    expect(await comparableCatalog(fake.store)).toEqual(await embeddedCatalog(wideDatabase(399)));
  });

  it.each([1, 2, 3, 4, 5])('come to it though archive %i is refused, and others after it are not', async (from) => {
    const { fake, refresh, writes } = await egeriaWorld();
    fake.faults.add({ fault: { kind: 'status', status: 403 }, on: isLoad, from, times: 1 });
    const ledger = tempFolder();
    const { report } = await refresh(wideDatabase(299), { ledger, batchRecords });
    expect(report).toMatchObject({ complete: true, error: undefined });
    expect(report.totals).toMatchObject({ stated: 601, refused: 0, failed: 0 });
    expect(await comparableCatalog(fake.store)).toEqual(await embeddedCatalog(wideDatabase(299)));
    const before = writes();
    const again = await refresh(wideDatabase(299), { ledger, batchRecords });
    expect(again.report.totals.unchanged).toBe(601);
    expect(writes()).toBe(before);
  });

  it('take an element once that two of them state', async () => {
    const { fake, refresh } = await egeriaWorld();
    const [database, customer, ...rest] = wideDatabase(299);
    const repeated = customer === undefined ? [] : [customer];
    const records = database === undefined ? [] : [database, ...repeated, ...rest.toSpliced(250, 0, ...repeated)];
    const { report } = await refresh(records, { ledger: tempFolder(), batchRecords });
    expect(report.totals).toMatchObject({ stated: 602, created: 601, refused: 1 });
    expect(await comparableCatalog(fake.store)).toEqual(await embeddedCatalog(wideDatabase(299)));
  });
});

describe('relationships to elements that are stated later', () => {
  it('go by archives when there are many', async () => {
    const { fake, refresh } = await egeriaWorld();
    const [later, ...columns] = wideTable(300);
    const records = later === undefined ? [] : [...columns, later];
    const { report } = await refresh(records, { ledger: tempFolder(), batchRecords: 300 });
    expect(report.totals).toMatchObject({ stated: 301, created: 301 });
    expect(fake.calls.byOperation()).toMatchObject({ 'load-archive': 4 });
    expect(fake.calls.count('create-relationship')).toBe(0);
    expect(await comparableCatalog(fake.store)).toEqual(await embeddedCatalog(records));
  });

  it('that are not there cost an unchanged refresh the same, however many they are', async () => {
    const asked = async (count: number): Promise<unknown> => {
      const { fake, refresh } = await egeriaWorld();
      const columns = wideTable(count).slice(1);
      const ledger = tempFolder();
      await refresh(columns, { ledger });
      fake.calls.clear();
      const { report } = await refresh(columns, { ledger });
      expect(report.totals.unchanged).toBe(count);
      return fake.calls.byOperation();
    };
    expect(await asked(300)).toEqual(await asked(30));
  });
});
