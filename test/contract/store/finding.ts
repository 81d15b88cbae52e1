import { describe, expect, it } from 'vitest';
import { asGuid, asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import type { PropertyCondition, PropertyOperator } from '../../../src/store/open-metadata-store.ts';
import { erin, subjectOf } from './subject.ts';
import type { OpenStore, Subject } from './subject.ts';

/** Finding by type, by property conditions, by classification and anchors, page by page. */
export function describeFinding(open: OpenStore): void {
  describe('finding', () => {
    it('by type includes subtypes', async () => {
      const { create, find } = await subjectOf(open);
      await create('CSVFile', 'csv');
      await create('RelationalDatabase', 'database');
      await create('Glossary', 'glossary');
      expect(await find({ typeName: 'DataFile' })).toEqual(['csv']);
      expect(await find({ typeName: 'Asset' })).toEqual(['csv', 'database']);
      expect(await find({ typeName: 'OpenMetadataRoot' })).toEqual(['csv', 'database', 'glossary']);
      expect(await find({ typeName: 'JSONFile' })).toEqual([]);
      expect(await find({ typeName: 'NoSuchType' })).toEqual([]);
      expect(await find({})).toEqual(['csv', 'database', 'glossary']);
    });

    const onLength: readonly (readonly [PropertyOperator, readonly string[]])[] = [
      ['EQ', ['ten']],
      ['NEQ', ['nine', 'eleven', 'none']],
      ['LT', ['nine']],
      ['LTE', ['nine', 'ten']],
      ['GT', ['eleven']],
      ['GTE', ['ten', 'eleven']],
      ['IS_NULL', ['none']],
      ['NOT_NULL', ['nine', 'ten', 'eleven']],
    ];
    it.each(onLength)('by a number with %s', async (operator, expected) => {
      const { create, find } = await subjectOf(open);
      await create('RelationalColumn', 'nine', { length: 9 });
      await create('RelationalColumn', 'ten', { length: 10 });
      await create('RelationalColumn', 'eleven', { length: 11 });
      await create('RelationalColumn', 'none');
      expect(await find({ conditions: [{ property: 'length', operator, value: 10 }] })).toEqual(expected);
    });

    it('by booleans and dates', async () => {
      const { create, find } = await subjectOf(open);
      await create('RelationalColumn', 'nullable', { isNullable: true });
      await create('RelationalColumn', 'required', { isNullable: false });
      await create('CSVFile', 'old', { storeCreateTime: '2019-12-31T23:59:59.999Z' });
      await create('CSVFile', 'new', { storeCreateTime: '2020-01-01T00:00:00.000Z' });
      const by = async (property: string, operator: PropertyOperator, value: string | boolean) =>
        find({ conditions: [{ property, operator, value }] });
      expect(await by('isNullable', 'EQ', true)).toEqual(['nullable']);
      expect(await by('isNullable', 'EQ', false)).toEqual(['required']);
      expect(await by('storeCreateTime', 'LT', '2020-01-01T00:00:00.000Z')).toEqual(['old']);
      expect(await by('storeCreateTime', 'GTE', '2020-01-01T00:00:00.000Z')).toEqual(['new']);
    });

    it('by text with wildcards', async () => {
      const { create, find } = await subjectOf(open);
      await create('Glossary', 'a', { displayName: 'Customer orders' });
      await create('Glossary', 'b', { displayName: 'customers' });
      await create('Glossary', 'c', { displayName: '100% sure' });
      const like = async (value: string) =>
        find({ conditions: [{ property: 'displayName', operator: 'LIKE', value }] });
      expect(await like('customer%')).toEqual(['a', 'b']);
      expect(await like('%order_')).toEqual(['a']);
      expect(await like('Customer')).toEqual([]);
    });

    it('by qualified name, whatever signs are in it', async () => {
      const { create, find } = await subjectOf(open);
      const name = `it's "odd" 100% \\ 🐘`;
      await create('Glossary', name);
      await create('Glossary', 'plain');
      const by = async (operator: PropertyOperator, value: string) =>
        find({ conditions: [{ property: 'qualifiedName', operator, value }] });
      expect(await by('EQ', name)).toEqual([name]);
      expect(await by('NEQ', name)).toEqual(['plain']);
      expect(await by('LIKE', '%odd%')).toEqual([name]);
    });

    it('by several conditions, which all must hold', async () => {
      const { create, find } = await subjectOf(open);
      await create('RelationalColumn', 'both', { length: 5, isNullable: true });
      await create('RelationalColumn', 'one', { length: 5, isNullable: false });
      const conditions: readonly PropertyCondition[] = [
        { property: 'length', operator: 'EQ', value: 5 },
        { property: 'isNullable', operator: 'EQ', value: true },
      ];
      expect(await find({ typeName: 'RelationalColumn', conditions })).toEqual(['both']);
    });

    it.each(['noSuchProperty', 'odd "name"', 'back\\slash', "x') OR 1=1 --", '$', ''])(
      'by the unknown property %j finds nothing',
      async (property) => {
        const { create, find } = await subjectOf(open);
        await create('Glossary', 'glossary', { displayName: 'x' });
        expect(await find({ conditions: [{ property, operator: 'EQ', value: 'x' }] })).toEqual([]);
      },
    );

    it('by classification', async () => {
      const { create, find, write } = await subjectOf(open);
      const guid = await create('RelationalColumn', 'key');
      await create('RelationalColumn', 'other');
      await write({ kind: 'classify', guid, typeName: 'PrimaryKey', properties: {} });
      expect(await find({ classification: 'PrimaryKey' })).toEqual(['key']);
      expect(await find({ classification: 'Anchors' })).toEqual(['key', 'other']);
      expect(await find({ classification: 'NoSuch' })).toEqual([]);
    });

    it('by anchors, which are not found themselves', async () => {
      const { create, find } = await subjectOf(open);
      const database = await create('RelationalDatabase', 'database');
      await create('RelationalColumn', 'column', {}, { anchorGuid: database });
      const other = await create('RelationalDatabase', 'other');
      await create('RelationalTable', 'table', {}, { anchorGuid: other });
      expect(await find({ anchoredTo: [database] })).toEqual(['column']);
      expect(await find({ anchoredTo: [database, other] })).toEqual(['column', 'table']);
      expect(await find({ anchoredTo: [database, other], typeName: 'RelationalColumn' })).toEqual(['column']);
      expect(await find({ anchoredTo: [asGuid('no-such-guid')] })).toEqual([]);
      expect(await find({ anchoredTo: [] })).toEqual([]);
    });

    it('page by page, in the order of creation', async () => {
      const subject = await subjectOf(open);
      const names = await manyTerms(subject, 1203);
      const page = async (startFrom: number, pageSize?: number) => subject.find({ startFrom, pageSize });
      expect(await subject.find({})).toEqual(names);
      expect(await page(0, 2)).toEqual(names.slice(0, 2));
      expect(await page(2, 2)).toEqual(names.slice(2, 4));
      expect(await page(10, 1000)).toEqual(names.slice(10, 1010));
      expect(await page(1200, 10)).toEqual(names.slice(1200));
      expect(await page(1203, 10)).toEqual([]);
      expect(await page(700)).toEqual(names.slice(700));
      expect(await page(0, 0)).toEqual([]);
    });

    it('goes on while others write, each element once', async () => {
      const subject = await subjectOf(open);
      const names = await manyTerms(subject, 1203);
      const seen: string[] = [];
      for await (const { guid, qualifiedName } of subject.store.find({ typeName: 'GlossaryTerm' })) {
        seen.push(qualifiedName);
        if (seen.length === 10) await subject.write({ kind: 'delete-element', guid });
        if (seen.length === 20) await subject.create('Glossary', 'another');
      }
      expect(seen).toEqual(names);
    });
  });
}

async function manyTerms({ store }: Subject, count: number): Promise<readonly string[]> {
  const names = Array.from({ length: count }, (_, index) => `term ${index}`);
  await store.write(
    names.map((name) => ({
      kind: 'create-element',
      element: { typeName: 'GlossaryTerm', qualifiedName: asQualifiedName(name), properties: {} },
    })),
    erin,
  );
  return names;
}
