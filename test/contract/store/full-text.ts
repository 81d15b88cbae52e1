import { describe, expect, it } from 'vitest';
import { subjectOf } from './subject.ts';
import type { OpenStore } from './subject.ts';

const oddTexts = [
  '"',
  "'",
  '*',
  '(',
  'a"b',
  'NEAR(',
  'x:y',
  '-',
  '^',
  '{}',
  '%',
  '🐘',
  '',
  ' ',
  '\\',
  '\0',
  'OR',
  'not',
];

/** Full text over display names and descriptions, of now and of a time. */
export function describeFullText(open: OpenStore): void {
  describe('full text', () => {
    it('finds words in display name and description, and all of them must occur', async () => {
      const { find } = await library(open);
      expect(await find({ text: 'customer' })).toEqual(['orders', 'people']);
      expect(await find({ text: 'customer orders' })).toEqual(['orders']);
      expect(await find({ text: 'orders customer' })).toEqual(['orders']);
      expect(await find({ text: 'customer whale' })).toEqual([]);
    });

    it('finds whole words, beginnings only with an asterisk', async () => {
      const { find } = await library(open);
      expect(await find({ text: 'custom' })).toEqual([]);
      expect(await find({ text: 'custom*' })).toEqual(['orders', 'people']);
      expect(await find({ text: 'ord* cust*' })).toEqual(['orders']);
    });

    it('minds neither case nor accents', async () => {
      const { find } = await library(open);
      expect(await find({ text: 'CAFE' })).toEqual(['café']);
      expect(await find({ text: 'Café' })).toEqual(['café']);
      expect(await find({ text: 'cafe\u0301' })).toEqual(['café']);
      expect(await find({ text: 'ελλάδα' })).toEqual(['greek']);
      expect(await find({ text: '東京*' })).toEqual(['tokyo']);
    });

    it('finds words in letters that came to Unicode late', async () => {
      const { find } = await library(open);
      expect(await find({ text: 'a\u{1E94B}b' })).toEqual(['adlam']);
      expect(await find({ text: '\u{1E922}\u{1E923}' })).toEqual([]);
      expect(await find({ text: 'customer \u{1E900}\u{1E901}' })).toEqual([]);
    });

    it.each(oddTexts)('takes the text %j as no syntax', async (text) => {
      const { find, clock } = await library(open);
      expect(await find({ text })).toEqual([]);
      expect(await find({ text, asOfTime: new Date(clock.now()).toISOString() })).toEqual([]);
    });

    it('splits at signs, as names of the technology have them', async () => {
      const { create, find } = await library(open);
      await create('Glossary', 'snake', { displayName: 'order_line-item.price' });
      expect(await find({ text: 'price' })).toEqual(['snake']);
      expect(await find({ text: 'order_line' })).toEqual(['snake']);
      expect(await find({ text: 'line.item' })).toEqual(['snake']);
    });

    it('follows changes and removals', async () => {
      const { create, write, find } = await library(open);
      const guid = await create('Glossary', 'changing', { displayName: 'giraffe', description: 'tall' });
      expect(await find({ text: 'giraffe tall' })).toEqual(['changing']);
      await write({ kind: 'update-element', guid, properties: { description: 'spotted' } });
      expect(await find({ text: 'tall' })).toEqual([]);
      expect(await find({ text: 'giraffe spotted' })).toEqual(['changing']);
      await write({ kind: 'update-element', guid, properties: {}, replaceProperties: true });
      expect(await find({ text: 'giraffe' })).toEqual([]);
      await write({ kind: 'update-element', guid, properties: { displayName: 'giraffe' } });
      await write({ kind: 'delete-element', guid });
      expect(await find({ text: 'giraffe' })).toEqual([]);
      await create('Glossary', 'changing', { displayName: 'elephant' });
      expect(await find({ text: 'giraffe' })).toEqual([]);
      expect(await find({ text: 'elephant' })).toEqual(['changing']);
    });

    it('searches the past by the same rules', async () => {
      const { find, clock } = await library(open);
      const asOfTime = new Date(clock.now()).toISOString();
      for (const text of ['customer', 'custom', 'custom* ord*', 'CAFE', 'ελλάδα', '東京*', 'order_line']) {
        expect([text, await find({ text, asOfTime })]).toEqual([text, await find({ text })]);
      }
    });

    it('goes together with type and conditions', async () => {
      const { create, find } = await library(open);
      await create('GlossaryTerm', 'term', { displayName: 'customer', category: 'c' });
      expect(await find({ text: 'customer', typeName: 'GlossaryTerm' })).toEqual(['term']);
      const conditions = [{ property: 'category', operator: 'EQ', value: 'c' }] as const;
      expect(await find({ text: 'customer', conditions })).toEqual(['term']);
    });
  });
}

async function library(open: OpenStore) {
  const subject = await subjectOf(open);
  const add = async (name: string, displayName: string, description?: string) =>
    subject.create('Glossary', name, { displayName, description });
  await add('orders', 'Orders', 'What a customer has ordered: orders and their lines');
  await add('people', 'People', 'Every customer and supplier');
  await add('café', 'Le Café');
  await add('greek', 'ΕΛΛΆΔΑ');
  await add('tokyo', '東京都');
  await add('adlam', 'a\u{1E94B}b');
  await subject.create('Glossary', 'nameless');
  return subject;
}
