import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import { decodeText } from './text.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([...part]))));

it.each([
  ['ASCII', bytes('a,b'), 'a,b', 'UTF-8'],
  ['UTF-8', bytes('käse,🧀'), 'käse,🧀', 'UTF-8'],
  ['UTF-8 with a byte order mark', bytes([0xef, 0xbb, 0xbf], 'a,b'), 'a,b', 'UTF-8'],
  ['UTF-16LE with a byte order mark', bytes([0xff, 0xfe, 0x61, 0, 0xe4, 0]), 'aä', 'UTF-16LE'],
  ['UTF-16BE with a byte order mark', bytes([0xfe, 0xff, 0, 0x61, 0, 0xe4]), 'aä', 'UTF-16BE'],
  ['UTF-16LE without one', Buffer.from('id,name\n1,Anna\n', 'utf16le'), 'id,name\n1,Anna\n', 'UTF-16LE'],
  ['UTF-16BE without one', Buffer.from('id,name\n1,Anna\n', 'utf16le').swap16(), 'id,name\n1,Anna\n', 'UTF-16BE'],
  ['windows-1252', bytes([0x6b, 0xe4, 0x73, 0x65, 0x20, 0x80]), 'käse €', 'windows-1252'],
  ['nothing', bytes(), '', 'UTF-8'],
])('decodes %s', (_, content, text, characterSet) => {
  expect(decodeText(content, true)).toEqual({ text, characterSet });
});

it.each([
  ['a picture', bytes([0x89], 'PNG', [0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d], 'IHDR')],
  ['zeros', Buffer.alloc(1_000)],
])('takes %s for no text', (_, content) => {
  expect(decodeText(content, true)).toBeUndefined();
});

it('leaves out a character that is cut off, and only then', () => {
  const cut = bytes('abc', [0xf0, 0x9f, 0xa7]);
  expect(decodeText(cut, false)).toEqual({ text: 'abc', characterSet: 'UTF-8' });
  expect(decodeText(cut, true)?.characterSet).toBe('windows-1252');
});
