import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonItems } from './json-items.ts';
import type { JsonItem } from './json-items.ts';

const parts = { items: new Set(['store.entities', 'list']), values: new Set(['about', 'store.more']) };

async function itemsOf(text: string, chunkLength = text.length): Promise<JsonItem[]> {
  async function* chunks(): AsyncGenerator<string> {
    for (let at = 0; at < text.length; at += chunkLength) yield text.slice(at, at + chunkLength);
  }
  return Array.fromAsync(jsonItems(chunks(), parts));
}

const found = (items: readonly JsonItem[]): unknown[] =>
  items.map(({ path, index, text }) => [path, index, JSON.parse(text)]);

describe('the items of a JSON text', () => {
  it('are the objects of the arrays and the values that were asked for, with their places', async () => {
    const text = `
      { "about": {"a": "]}\\"{", "n": [1, {"entities": [2]}]}, "other": [{"x": 1}, "store"], "n": -1.5e3,
        "store": {"class": "S", "entities": [ {"guid": "1"}, null, {"guid": "2", "list": [{}]} , 7],
                  "more": {}, "less": {"entities": [{}]}},
        "list": [], "entities": [{"guid": "3"}] }
    `;
    const expected = [
      ['about', 0, { a: ']}"{', n: [1, { entities: [2] }] }],
      ['store.entities', 0, { guid: '1' }],
      ['store.entities', 2, { guid: '2', list: [{}] }],
      ['store.more', 0, {}],
    ];
    expect(found(await itemsOf(text))).toEqual(expected);
    expect(found(await itemsOf(text, 1))).toEqual(expected);
    expect(found(await itemsOf(`\uFEFF${text}`))).toEqual(expected);
  });

  it('are those of the parsed text, however it comes', async () => {
    const document = fc.record(
      {
        about: fc.dictionary(fc.string(), fc.jsonValue()),
        other: fc.jsonValue(),
        store: fc.record({ entities: fc.array(fc.dictionary(fc.string(), fc.jsonValue())), x: fc.jsonValue() }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        document,
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom(0, 2),
        async (value, length, space) => {
          const parsed = found(await itemsOf(JSON.stringify(value, undefined, space), length));
          const expected = Object.entries(value).flatMap(([key, part]) => {
            if (key === 'about') return [[key, 0, part]];
            const entities = key === 'store' ? (value.store?.entities ?? []) : [];
            return entities.map((entity, index) => ['store.entities', index, entity]);
          });
          expect(parsed).toEqual(JSON.parse(JSON.stringify(expected)));
        },
      ),
      { seed: 20_261_127, numRuns: 300 },
    );
  });

  it.each([
    ['', 'it ends in the middle'],
    ['{"store": {"entities": [{"guid": "1"}', 'it ends in the middle'],
    ['{"about": {"a": "', 'it ends in the middle'],
    ['[{}]', 'it is no object'],
    ['{}{}', 'it is no object'],
    ['1,2', 'it is no object'],
    ['{"list": [{}}', 'its brackets do not match'],
    ['}', 'its brackets do not match'],
  ])('are not to be had of %j', async (text, sentence) => {
    await expect(itemsOf(text, 3)).rejects.toThrow(new SyntaxError(sentence));
  });
});
