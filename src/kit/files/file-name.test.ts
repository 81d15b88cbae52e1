import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileNameText } from './file-name.ts';

it.each([
  ['orders.csv', 'orders.csv'],
  ['100% sûr 🎉.csv', '100% sûr 🎉.csv'],
  ['a%20b.csv', 'a%20b.csv'],
])('leaves %j, which is UTF-8, as it is', (name, text) => {
  expect(fileNameText(Buffer.from(name))).toBe(text);
});

it('percent-encodes the bytes that are not UTF-8, and only these', () => {
  expect(fileNameText(Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x2e, 0x63, 0x73, 0x76]))).toBe('caf%E9.csv');
  expect(fileNameText(Buffer.from([0xc3, 0xa9, 0xff, 0x25]))).toBe('é%FF%25');
});

it('keeps a name that looks encoded apart from the one that is', () => {
  expect(fileNameText(Buffer.from('caf%E9.csv'))).toBe('caf%25E9.csv');
  expect(fileNameText(Buffer.from('caf%25E9.csv'))).toBe('caf%2525E9.csv');
});

/** Undoes the encoding as its rule says, without looking at how it is done. */
function decoded(text: string): Buffer {
  if (!/%(?:25)*[89A-F][0-9A-F]/u.test(text)) return Buffer.from(text);
  const parts = text.split(/(%[0-9A-F]{2})/u);
  return Buffer.concat(
    parts.map((part, index) => (index % 2 === 1 ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part))),
  );
}

it('can be undone for every name, so that no two names give one text', () => {
  const bytes = fc.uint8Array({ maxLength: 12 }).map((array) => Buffer.from(array));
  const tricky = fc
    .array(fc.constantFrom('%', '2', '5', 'E', '9', 'é', '\u{FF}'), { maxLength: 12 })
    .map((parts) => Buffer.from(parts.join(''), 'latin1'));
  fc.assert(
    fc.property(fc.oneof(bytes, tricky), (name) => {
      expect(decoded(fileNameText(name))).toEqual(name);
    }),
    { numRuns: 2_000, seed: 7 },
  );
});
