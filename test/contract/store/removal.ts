import { describe, expect, it } from 'vitest';
import type { Guid } from '../../../src/metadata/qualified-name.ts';
import type { DeleteMethod, StoreCapabilities } from '../../../src/store/open-metadata-store.ts';
import { itWhere, refusalOf, subjectOf } from './subject.ts';
import type { OpenStore, Subject, TimeOf } from './subject.ts';

/** The four delete methods, and what is anchored. */
export function describeRemoval(open: OpenStore, capabilities: StoreCapabilities, timeOf: TimeOf): void {
  describe('removal', () => {
    it('takes an element and its relationships away, and lets the name be used again', async () => {
      const { create, relate, store, write, relationships, find } = await subjectOf(open);
      const key = await create('RelationalColumn', 'a');
      const other = await create('RelationalColumn', 'b');
      await relate('ForeignKey', key, other);
      const [outcome] = await write({ kind: 'delete-element', guid: key, deleteMethod: 'SOFT_DELETE' });
      expect(outcome).toEqual({ guid: key, changed: true, removed: 1 });
      expect(await store.element(key)).toBeUndefined();
      expect(await relationships(other)).toEqual([]);
      expect(await refusalOf(write({ kind: 'delete-element', guid: key }))).toMatchObject({
        id: 'EGERIA-INTEGRATE-STORE-404-002',
      });
      const again = await create('RelationalColumn', 'a');
      expect(again).not.toBe(key);
      expect(await find({})).toEqual(['b', 'a']);
    });

    itWhere(capabilities.removesWhatIsAnchoredTwice)(
      'takes along all that is anchored, whatever it is anchored through',
      async () => {
        const { create, find, write } = await subjectOf(open);
        const database = await create('RelationalDatabase', 'database');
        const schemaType = await create('RelationalDBSchemaType', 'schema type', {}, { anchorGuid: database });
        await create('RelationalTable', 'table', {}, { anchorGuid: database });
        await create('RelationalColumn', 'column', {}, { anchorGuid: schemaType });
        await create('RelationalDatabase', 'other database', {}, { anchorScopeGuid: database });
        const [outcome] = await write({ kind: 'delete-element', guid: database });
        expect(outcome?.removed).toBe(4);
        expect(await find({})).toEqual(['other database']);
      },
    );

    itWhere(capabilities.keepsLineage)(
      'by default archives what has lineage, and everything anchored with it',
      async () => {
        const { write, find, element, store, database, column } = await withLineage(open);
        const [outcome] = await write({ kind: 'delete-element', guid: database, deleteMethod: 'LOOK_FOR_LINEAGE' });
        expect(outcome?.removed).toBe(2);
        expect(await store.element(database)).toBeUndefined();
        expect(await find({})).toEqual(['file']);
        expect(await element(column, { forLineage: true })).toMatchObject({ versions: { version: 2 } });
        expect(await find({ forLineage: true })).toEqual(['database', 'column', 'file']);
      },
    );

    it('by default soft-deletes what has none', async () => {
      const { write, store, find, column, file } = await withLineage(open);
      await write({ kind: 'delete-element', guid: file, deleteMethod: 'SOFT_DELETE' });
      await write({ kind: 'delete-element', guid: column });
      expect(await store.element(column, { forLineage: true })).toBeUndefined();
      expect(await find({ forLineage: true })).toEqual(['database']);
    });

    itWhere(capabilities.archives)(
      'by archiving leaves a memento, hidden with its relationships but for lineage',
      async () => {
        const { write, store, element, relationships, find, column, file, clock } = await withLineage(open);
        clock.advance(3_600_000);
        await write({ kind: 'delete-element', guid: column, deleteMethod: 'ARCHIVE' });
        expect(await store.element(column)).toBeUndefined();
        expect(await relationships(file)).toEqual([]);
        expect(await find({ conditions: [{ property: 'qualifiedName', operator: 'EQ', value: 'column' }] })).toEqual(
          [],
        );
        const archived = await element(column, { forLineage: true });
        expect(archived.classifications.find(({ typeName }) => typeName === 'Memento')?.properties).toMatchObject({
          ...(timeOf === 'the test' ? { archiveDate: '2027-01-01T13:00:00.000Z' } : {}),
          archiveUser: 'erinoverview',
        });
        expect(await relationships(file, { forLineage: true })).toMatchObject([{ end1: { qualifiedName: 'column' } }]);
        const [again] = await write({ kind: 'delete-element', guid: column, deleteMethod: 'ARCHIVE' });
        expect(again).toEqual({ guid: column, changed: false, removed: 0 });
      },
    );

    itWhere(capabilities.archives)('is undone for a memento by taking the classification away', async () => {
      const { write, element, column } = await withLineage(open);
      await write({ kind: 'delete-element', guid: column, deleteMethod: 'ARCHIVE' });
      await write({ kind: 'declassify', guid: column, typeName: 'Memento' });
      expect((await element(column)).classifications.map(({ typeName }) => typeName)).toEqual(['Anchors']);
      await write({ kind: 'classify', guid: column, typeName: 'Memento', properties: {} });
      await expect(element(column)).rejects.toThrow('There is no element');
    });

    itWhere(!capabilities.archives)('by archiving is refused, and the element stays', async () => {
      const { write, element, column } = await withLineage(open);
      const archiving = write({ kind: 'delete-element', guid: column, deleteMethod: 'ARCHIVE' });
      expect(await refusalOf(archiving)).toMatchObject({
        kind: 'InvalidMetadataError',
        id: 'EGERIA-INTEGRATE-OMAG-501-003',
      });
      expect((await element(column)).qualifiedName).toBe('column');
    });

    it('keeps a memento hidden that is brought in as one', async () => {
      const { create, store, element } = await subjectOf(open);
      const classifications = [{ typeName: 'Memento', properties: { archiveMethod: 'ARCHIVE' } }];
      const guid = await create('CSVFile', 'old file', {}, { classifications });
      expect(await store.element(guid)).toBeUndefined();
      expect((await element(guid, { forLineage: true })).qualifiedName).toBe('old file');
    });

    const keeping = (['LOOK_FOR_LINEAGE', 'ARCHIVE', 'SOFT_DELETE'] as const).filter((method) =>
      method === 'ARCHIVE' ? capabilities.archives : capabilities.historyOfRemoved,
    );
    it.each(keeping)('by %s keeps the history', async (method) => {
      expect(await versionsAfter(open, method)).toBeGreaterThan(0);
    });

    itWhere(timeOf === 'the test')('by purging leaves nothing', async () => {
      expect(await versionsAfter(open, 'PURGE')).toBe(0);
      const { store, write, relationships, find, column, file, clock } = await withLineage(open);
      const before = new Date(clock.now()).toISOString();
      clock.advance(1000);
      await write({ kind: 'delete-element', guid: column, deleteMethod: 'PURGE' });
      expect(await store.element(column, { asOfTime: before, forLineage: true })).toBeUndefined();
      expect(await relationships(file, { asOfTime: before, forLineage: true })).toEqual([]);
      expect(await find({ asOfTime: before, forLineage: true })).toEqual(['database', 'file']);
    });
  });
}

interface WithLineage extends Subject {
  readonly database: Guid;
  readonly column: Guid;
  readonly file: Guid;
}

/** A database with a column anchored to it, from which data flows into a file. */
async function withLineage(open: OpenStore): Promise<WithLineage> {
  const subject = await subjectOf(open);
  const database = await subject.create('RelationalDatabase', 'database');
  const column = await subject.create('RelationalColumn', 'column', {}, { anchorGuid: database });
  const file = await subject.create('CSVFile', 'file');
  await subject.relate('DataFlow', column, file);
  return { ...subject, database, column, file };
}

async function versionsAfter(open: OpenStore, deleteMethod: DeleteMethod): Promise<number> {
  const { store, write, column } = await withLineage(open);
  await write({ kind: 'delete-element', guid: column, deleteMethod });
  return (await store.history(column)).length;
}
