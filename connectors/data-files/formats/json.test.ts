import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsWell, readableContent } from '../../../test/support/readable-content.ts';
import { completedJSON } from './json-text.ts';
import { readJSON } from './json.ts';
import { DamagedContent } from './structure.ts';
import type { FileAttribute } from './structure.ts';

/** The attributes as `name: type`, with `?` where values are missing; nested ones with the path to them. */
function attributesOf(content: string | Uint8Array, extension = 'json'): string[] {
  const lines = (attributes: readonly FileAttribute[], before: string): string[] =>
    attributes.flatMap(({ name, dataType, isNullable, attributes: nested = [] }) => [
      `${before}${name}: ${dataType}${isNullable === true ? '?' : ''}`,
      ...lines(nested, `${before}${name}.`),
    ]);
  return lines(readJSON(readableContent(content, extension)).attributes, '');
}

describe('reads the keys', () => {
  it.each([
    ['of an object', '{"id": 1, "name": "Anna", "paid": true}', ['id: int', 'name: string', 'paid: boolean']],
    ['of a list of objects', '[{"id": 1}, {"id": 2, "name": null}]', ['id: int', 'name: string?']],
    [
      'in nested objects',
      '{"to": {"city": "Bonn", "at": {"x": 1.5}}}',
      ['to: struct', 'to.city: string', 'to.at: struct', 'to.at.x: double'],
    ],
    [
      'in lists of objects',
      '{"lines": [{"sku": "a"}, {"count": 3}]}',
      ['lines: array<struct>', 'lines.sku: string?', 'lines.count: int?'],
    ],
    [
      'whose values are lists',
      '{"a": [1, 2.5], "b": [], "c": [[1]], "d": [null]}',
      ['a: array<double>', 'b: array', 'c: array<array<int>>', 'd: array<string>'],
    ],
    [
      'with numbers of all sizes',
      '{"a": 2147483648, "b": -1, "c": 1e300, "d": 0.5}',
      ['a: long', 'b: int', 'c: double', 'd: double'],
    ],
    [
      'whose values differ',
      '[{"a": 1, "b": 1, "c": {}}, {"a": "x", "b": 2.5, "c": 1}]',
      ['a: string', 'b: double', 'c: string'],
    ],
    ['with odd names', '{"a.b": 1, "": 2, "__proto__": 3}', ['a.b: int', ': int', '__proto__: int']],
    ['of nothing but a number', '42', []],
    ['of a list of numbers', '[1, 2]', []],
    ['of an empty object', '{}', []],
    ['of a file with nothing but spaces', ' \n ', []],
  ])('%s', (_, text, attributes) => {
    expect(attributesOf(text)).toEqual(attributes);
  });

  it('as far as 20 levels down', () => {
    const deep = attributesOf(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`);
    expect(deep).toHaveLength(20);
    expect(attributesOf(`{"a": ${'['.repeat(30_000)}${']'.repeat(30_000)}}`)).toEqual([
      expect.stringMatching(/^a: array<array</u),
    ]);
  });
});

describe('reads NDJSON', () => {
  const lines = '{"id": 1, "at": {"x": 1}}\n{"id": 2, "name": "Bo"}\n';
  const attributes = ['id: int', 'at: struct?', 'at.x: int', 'name: string?'];

  it.each([
    ['by its extension', 'ndjson', lines],
    ['by its other extension', 'jsonl', lines],
    ['by its content', 'json', lines],
    ['with empty lines and carriage returns', 'ndjson', lines.replaceAll('\n', '\r\n\r\n')],
    ['whose last line is just being written', 'ndjson', `${lines}{"id": 3, "unfin`],
  ])('%s', (_, extension, text) => {
    expect(attributesOf(text, extension)).toEqual(attributes);
    expect(readJSON(readableContent(text, extension)).encodingDescription).toBe('One JSON value a line (NDJSON)');
  });

  it('of which a line is longer than what is read', () => {
    expect(attributesOf(`{"id": 1, "list": [1, 2], "text": "${'x'.repeat(70_000)}"}\n`, 'ndjson')).toEqual([
      'id: int',
      'list: array<int>',
    ]);
  });

  it('and says which line is damaged', () => {
    expect(() => attributesOf('{"id": 1}\n{"id": }\n{"id": 3}\n', 'ndjson')).toThrow(
      new DamagedContent('its line 2 is not valid JSON'),
    );
  });
});

it('reads the beginning of a file that is longer than what is read', () => {
  const rows = Array.from({ length: 10_000 }, (_, id) => ({ id, name: `customer ${id}` }));
  expect(attributesOf(JSON.stringify(rows))).toEqual(['id: int', 'name: string']);
  expect(attributesOf(JSON.stringify(rows, undefined, 2))).toEqual(['id: int', 'name: string']);
  expect(attributesOf(JSON.stringify({ version: 1, rows, end: true }))).toEqual([
    'version: int',
    'rows: array<struct>',
    'rows.id: int',
    'rows.name: string',
  ]);
});

it.each([
  ['it is not valid JSON', '{"id": 1,,}'],
  ['it is not valid JSON', 'hello'],
  ['it is not valid JSON', '[1, 2'],
  ['it is not text', new Uint8Array([1, 0, 2, 0, 0, 0])],
])('is damaged when %s', (reason, content) => {
  expect(() => attributesOf(content)).toThrow(new DamagedContent(reason));
});

it('completes JSON that was cut off anywhere, to a part of the whole', () => {
  const isPartOf = (part: unknown, whole: unknown): boolean => {
    if (typeof part !== 'object' || part === null) return Object.is(part, whole);
    if (typeof whole !== 'object' || whole === null) return false;
    return Object.entries(part).every(([key, value]) =>
      isPartOf(value, Object.entries(whole).find(([name]) => name === key)?.[1]),
    );
  };
  fc.assert(
    fc.property(fc.oneof(fc.object(), fc.array(fc.jsonValue(), { minLength: 1 })), fc.nat(), (value, end) => {
      const text = JSON.stringify(value);
      const whole: unknown = JSON.parse(text);
      expect(JSON.parse(completedJSON(text))).toEqual(whole);
      const cut = completedJSON(text.slice(0, 1 + (end % text.length)));
      expect(isPartOf(JSON.parse(cut), whole)).toBe(true);
    }),
    { numRuns: 1_000, seed: 7 },
  );
});

it('ends with attributes or with damage, whatever the text', () => {
  const unit = fc.constantFrom('{', '}', '[', ']', ':', ',', '"a"', '"', '\\', '1', 'null', '\n', ' ', '\0');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), fc.constantFrom('json', 'ndjson'), (text, extension) => {
      return endsWell(() => attributesOf(text, extension));
    }),
    { numRuns: 2_000, seed: 7 },
  );
});
