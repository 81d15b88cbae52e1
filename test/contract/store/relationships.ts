import { describe, expect, it } from 'vitest';
import { asGuid } from '../../../src/metadata/qualified-name.ts';
import { refusalOf, subjectOf } from './subject.ts';
import type { OpenStore, TimeOf } from './subject.ts';

/** Relationships: uni-link and multi-link, their ends, properties and versions. */
export function describeRelationships(open: OpenStore, timeOf: TimeOf): void {
  describe('relationships', () => {
    it('are read at either end, with stubs of both elements', async () => {
      const { create, relate, relationships, clock } = await subjectOf(open);
      const key = await create('RelationalColumn', 'orders.id', { displayName: 'id' });
      const reference = await create('RelationalColumn', 'lines.order', {});
      clock.advance(1000);
      const guid = await relate('ForeignKey', key, reference, { displayName: 'fk', confidence: 100 });
      const anyTime: unknown = expect.any(String);
      const expected = {
        guid,
        typeName: 'ForeignKey',
        end1: { guid: key, typeName: 'RelationalColumn', qualifiedName: 'orders.id', displayName: 'id' },
        end2: { guid: reference, typeName: 'RelationalColumn', qualifiedName: 'lines.order', displayName: undefined },
        properties: { displayName: 'fk', confidence: 100 },
        origin: { category: 'LOCAL_COHORT' },
        versions: {
          version: 1,
          createdBy: 'erinoverview',
          createTime: timeOf === 'the test' ? '2027-01-01T12:00:01.000Z' : anyTime,
          updatedBy: undefined,
          updateTime: undefined,
        },
      };
      expect(await relationships(key)).toEqual([expected]);
      expect(await relationships(reference)).toEqual([expected]);
      expect(await relationships(asGuid('no-such-guid'))).toEqual([]);
    });

    it('come in the order of their creation, more of them than a page', async () => {
      const { store, create, relationships } = await subjectOf(open);
      const table = await create('RelationalTable', 'table');
      const columns = Array.from({ length: 1201 }, (_, index) => `column ${index}`);
      const created = await store.write(
        columns.map((qualifiedName) => ({
          kind: 'create-element',
          element: { typeName: 'RelationalColumn', qualifiedName: qualifiedName as never, properties: {} },
        })),
        { userId: 'erinoverview', metadataSource: undefined },
      );
      await store.write(
        created.map(({ guid }) => ({
          kind: 'relate',
          typeName: 'NestedSchemaAttribute',
          end1: table,
          end2: guid,
          properties: {},
        })),
        { userId: 'erinoverview', metadataSource: undefined },
      );
      expect((await relationships(table)).map(({ end2 }) => end2.qualifiedName)).toEqual(columns);
    });

    it('of a uni-link type are updated when the same two elements are related again', async () => {
      const { create, relate, relationships } = await subjectOf(open);
      const key = await create('RelationalColumn', 'a');
      const reference = await create('RelationalColumn', 'b');
      const guid = await relate('ForeignKey', key, reference, { displayName: 'fk', confidence: 100 });
      expect(await relate('ForeignKey', key, reference, { displayName: 'fk again' })).toBe(guid);
      expect(await relationships(key)).toMatchObject([
        { guid, properties: { displayName: 'fk again', confidence: 100 }, versions: { version: 2 } },
      ]);
      // The other way round is another relationship.
      expect(await relate('ForeignKey', reference, key)).not.toBe(guid);
      expect(await relationships(key)).toHaveLength(2);
    });

    it('of a type that allows one at an end are all read, where there are several', async () => {
      const { create, relate, relationships, clock } = await subjectOf(open);
      const [one, other] = [
        await create('RelationalColumn', 'orders.id', {}),
        await create('RelationalColumn', 'id', {}),
      ];
      const reference = await create('RelationalColumn', 'lines.order', {});
      const first = await relate('ForeignKey', one, reference, {});
      clock.advance(1000);
      const second = await relate('ForeignKey', other, reference, {});
      expect((await relationships(reference)).map(({ guid }) => guid)).toEqual([first, second]);
      expect((await relationships(one)).map(({ guid }) => guid)).toEqual([first]);
    });

    it('of a multi-link type, such as lineage, may be several', async () => {
      const { create, relate, relationships } = await subjectOf(open);
      const supplier = await create('CSVFile', 'a');
      const consumer = await create('CSVFile', 'b');
      await relate('DataFlow', supplier, consumer, { label: 'nightly' });
      await relate('DataFlow', supplier, consumer, { label: 'hourly' });
      expect((await relationships(supplier)).map(({ properties }) => properties['label'])).toEqual([
        'nightly',
        'hourly',
      ]);
    });

    it('are changed and removed by GUID', async () => {
      const { create, relate, relationships, write } = await subjectOf(open);
      const key = await create('RelationalColumn', 'a');
      const reference = await create('RelationalColumn', 'b');
      const guid = await relate('ForeignKey', key, reference, { displayName: 'fk', confidence: 1 });
      await write({ kind: 'update-relationship', guid, properties: { confidence: 2 } });
      expect((await relationships(key))[0]?.properties).toEqual({ displayName: 'fk', confidence: 2 });
      const replace = {
        kind: 'update-relationship',
        guid,
        properties: { source: 's' },
        replaceProperties: true,
      } as const;
      await write(replace);
      expect(await relationships(key)).toMatchObject([{ properties: { source: 's' }, versions: { version: 3 } }]);
      const [again] = await write(replace);
      expect(again?.changed).toBe(false);
      await write({ kind: 'unrelate', guid });
      expect(await relationships(key)).toEqual([]);
      expect(await refusalOf(write({ kind: 'unrelate', guid }))).toMatchObject({
        kind: 'InvalidMetadataError',
        id: 'EGERIA-INTEGRATE-STORE-404-003',
      });
    });

    it('leave the versions of their elements alone', async () => {
      const { create, relate, element } = await subjectOf(open);
      const key = await create('RelationalColumn', 'a');
      await relate('ForeignKey', key, await create('RelationalColumn', 'b'));
      expect((await element(key)).versions.version).toBe(1);
    });

    it('are refused where the types do not allow them', async () => {
      const { create, relate } = await subjectOf(open);
      const column = await create('RelationalColumn', 'column');
      const table = await create('RelationalTable', 'table');
      const invalid = { kind: 'InvalidMetadataError', id: 'EGERIA-INTEGRATE-STORE-400-002' };
      expect(await refusalOf(relate('ForeignKey', table, column))).toMatchObject(invalid);
      expect(await refusalOf(relate('NoSuch', column, table))).toMatchObject(invalid);
      expect(await refusalOf(relate('ForeignKey', column, column, { confidence: 'high' }))).toMatchObject(invalid);
      expect(await refusalOf(relate('ForeignKey', column, asGuid('no-such-guid')))).toMatchObject({
        id: 'EGERIA-INTEGRATE-STORE-404-002',
      });
    });

    it('allow subtypes at their ends', async () => {
      const { create, relate, relationships } = await subjectOf(open);
      const schemaType = await create('RelationalDBSchemaType', 'schema type');
      const table = await create('RelationalTable', 'table');
      const guid = await relate('AttributeForSchema', schemaType, table);
      expect(await relationships(table)).toMatchObject([{ guid, end1: { typeName: 'RelationalDBSchemaType' } }]);
    });
  });
}
