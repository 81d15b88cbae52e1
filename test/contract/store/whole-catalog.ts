import { describe, expect, it } from 'vitest';
import { asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import type { Guid } from '../../../src/metadata/qualified-name.ts';
import type { CatalogEntry, OpenMetadataStore } from '../../../src/store/open-metadata-store.ts';
import { erin, subjectOf } from './subject.ts';
import type { OpenStore, Subject } from './subject.ts';

/** The whole catalog at once: what `find` and `relationships` tell of it element by element. */
export function describeWholeCatalog(open: OpenStore): void {
  describe('the whole catalog', () => {
    it('has each element with what it is at end 2 of, as they are told one by one', async () => {
      const subject = await subjectOf(open);
      const { store, create, relate, clock, write } = subject;
      expect(await Array.fromAsync(store.catalog())).toEqual([]);
      const writer = await subject.writerFor('source');
      const key = await create('RelationalColumn', "customer's key", { displayName: 'id' }, {}, writer);
      const column = await create('RelationalColumn', 'reference', {});
      // Of different types and subtypes, to and fro, to itself, and several of one type.
      await relate('ForeignKey', key, column, { displayName: 'fk' }, writer);
      clock.advance(1000);
      for (const label of ['nightly', 'hourly']) {
        await relate('DataFlow', key, column, { label });
        clock.advance(1000);
      }
      await relate('LineageMapping', column, key);
      clock.advance(1000);
      const own = await relate('DataMapping', key, key);
      await write({ kind: 'update-relationship', guid: own, properties: { description: 'to itself' } });
      const entries = await Array.fromAsync(store.catalog());
      expect(entries.map(({ relationships }) => relationships.map(({ typeName }) => typeName))).toEqual([
        [],
        ['LineageMapping', 'DataMapping'],
        ['ForeignKey', 'DataFlow', 'DataFlow'],
      ]);
      expect(entries).toEqual(await oneByOne(store));
    });

    it('has its relationships by type and by what is at end 2, archived or not', async () => {
      const { store, create, relate, write } = await subjectOf(open);
      const supplier = await create('CSVFile', 'supplier');
      const consumer = await create('CSVFile', 'consumer');
      const flow = await relate('DataFlow', supplier, consumer, { label: 'nightly' });
      const mapping = await relate('DataMapping', supplier, consumer);
      const back = await relate('DataFlow', consumer, supplier);
      await write({ kind: 'classify', guid: supplier, typeName: 'Memento', properties: {} });
      const listing = await store.listRelationships();
      expect(await listing.atEnd2(consumer, 'DataFlow')).toMatchObject([
        { guid: flow, end1: { guid: supplier }, end2: { guid: consumer }, properties: { label: 'nightly' } },
      ]);
      expect(await listing.atEnd2(consumer, 'DataMapping')).toMatchObject([{ guid: mapping }]);
      expect(await listing.atEnd2(supplier, 'DataFlow')).toMatchObject([{ guid: back }]);
      expect(await listing.atEnd2(supplier, 'DataMapping')).toEqual([]);
      expect(await listing.atEnd2(consumer, 'LineageMapping')).toEqual([]);
      listing.close();
    });

    it('has what was archived, and relationships to it, only when it is asked for', async () => {
      const { store, create, relate, write } = await subjectOf(open);
      const kept = await create('CSVFile', 'kept');
      const archived = await create('CSVFile', 'archived');
      await relate('DataFlow', archived, kept);
      await relate('DataFlow', kept, archived);
      await write({ kind: 'classify', guid: archived, typeName: 'Memento', properties: {} });
      const seen = await Array.fromAsync(store.catalog());
      expect(seen).toMatchObject([{ element: { guid: kept }, relationships: [] }]);
      expect(seen).toEqual(await oneByOne(store));
      const all = await Array.fromAsync(store.catalog({ forLineage: true }));
      expect(all.map(({ relationships }) => relationships.length)).toEqual([1, 1]);
      expect(all).toEqual(await oneByOne(store, { forLineage: true }));
    });

    it('has more than a page of elements, and of relationships of one of them', async () => {
      const subject = await subjectOf(open);
      const table = await subject.create('RelationalTable', 'table');
      const term = await subject.create('GlossaryTerm', 'term');
      const columns = await manyColumns(subject, 1203);
      const [nested, assigned] = [columns.slice(0, 601), columns.slice(601)];
      const relate = (typeName: string, end1: Guid, end2: Guid) =>
        ({ kind: 'relate', typeName, end1, end2, properties: {} }) as const;
      await subject.store.write(
        [
          ...nested.map((column) => relate('NestedSchemaAttribute', table, column)),
          ...assigned.map((column) => relate('SemanticAssignment', column, term)),
        ],
        erin,
      );
      const entries = new Map<string, CatalogEntry>();
      for await (const entry of subject.store.catalog()) entries.set(entry.element.guid, entry);
      expect(entries.size).toBe(2 + columns.length);
      const end1Of = (guid: Guid) => entries.get(guid)?.relationships.map(({ end1 }) => end1.guid);
      expect(end1Of(term)?.toSorted()).toEqual(assigned.toSorted());
      expect(nested.map(end1Of)).toEqual(nested.map(() => [table]));
      expect(assigned.map(end1Of)).toEqual(assigned.map(() => []));
    });
  });
}

/** The same, by a question for each element. */
async function oneByOne(store: OpenMetadataStore, options = {}): Promise<CatalogEntry[]> {
  const entries: CatalogEntry[] = [];
  for await (const element of store.find(options)) {
    const all = await Array.fromAsync(store.relationships(element.guid, options));
    entries.push({ element, relationships: all.filter(({ end2 }) => end2.guid === element.guid) });
  }
  return entries;
}

async function manyColumns({ store }: Subject, count: number): Promise<readonly Guid[]> {
  const outcomes = await store.write(
    Array.from({ length: count }, (_, index) => ({
      kind: 'create-element',
      element: {
        typeName: 'RelationalColumn',
        qualifiedName: asQualifiedName(`column ${String(index)}`),
        properties: {},
      },
    })),
    erin,
  );
  return outcomes.map(({ guid }) => guid);
}
