import { Buffer } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsWell, readableContent } from '../../../test/support/readable-content.ts';
import { csvRows } from './csv-rows.ts';
import { readCSV } from './csv.ts';
import { DamagedContent } from './structure.ts';

/** The columns as `name: type`, with `?` where values are missing. */
function columnsOf(content: string | Uint8Array, extension = 'csv'): string[] {
  const { attributes } = readCSV(readableContent(content, extension));
  return attributes.map(({ name, dataType, isNullable }) => `${name}: ${dataType}${isNullable === true ? '?' : ''}`);
}

describe('finds the header and the types of the columns', () => {
  it.each([
    ['with a header', 'id,name,paid\n1,Anna,true\n2,Bo,false\n', ['id: int', 'name: string', 'paid: boolean']],
    ['with values that are missing', 'id,name\n1,\n,Bo\n', ['id: int?', 'name: string?']],
    ['with rows that are too short', 'a,b,c\n1,2,3\n4\n', ['a: int', 'b: int?', 'c: int?']],
    ['with rows that are too long', 'a,b\n1,2,3\n', ['a: int', 'b: int']],
    ['without a header', '1,Anna\n2,Bo\n', ['column1: int', 'column2: string']],
    ['of texts with a header', 'first,last\nAnna,Berg\nBo,Dahl\n', ['first: string', 'last: string']],
    ['of texts without a header', 'Anna,Berg\nBo,Berg\nAnna,Dahl\n', ['column1: string', 'column2: string']],
    ['with a header and no rows', 'id,name,amount\n', ['id: string', 'name: string', 'amount: string']],
    ['with a header and no line end', 'id,name', ['id: string', 'name: string']],
    ['with a header used twice', 'id,amount,amount\n1,2,3\n', ['id: int', 'amount: int', 'amount (2): int']],
    ['with an index that has no name', ',name\n0,Anna\n1,Bo\n', ['column1: int', 'name: string']],
    ['of one column', 'name\nAnna Berg\nBo Dahl\n', ['name: string']],
    ['with spaces around names', ' id , name \n1,Anna\n', ['id: int', 'name: string']],
  ])('in a file %s', (_, text, columns) => {
    expect(columnsOf(text)).toEqual(columns);
  });
});

describe('finds delimiter and quote', () => {
  it.each([
    [',', '"', 'a,b\n1,2\n'],
    [';', '"', 'name;price\nBrie;12,50\nEdam;8,00\n'],
    ['\t', '"', 'a\tb\n1,5\t2\n'],
    ['|', '"', 'a|b|c\n1|2|3\n'],
    ['^', '"', 'a^b\n1^2\n3^4\n'],
    ['~', '"', 'a~b\n1~2\n3~4\n'],
    ['\u{1}', '"', 'a\u{1}b\n1\u{1}2\n'],
    [':', '"', 'name:shell\nroot:bash\nanna:zsh\n'],
    ['§', '"', 'a§b\n1§2\n'],
    [',', '"', '"a;b","c;d;e"\n"1;2",3\n'],
    [',', "'", "a,b\n'1,2',3\n'4','5'\n"],
    [';', '"', 'sep=;\na,b;c\n1;2\n'],
    [',', '"', 'full name\nAnna Berg\nBo Dahl\n'],
    [',', '"', "name,note\nO'Neil,it's 5\" long\n"],
  ])('%j and %j in %j', (delimiter, quote, text) => {
    const { delimiterCharacter, quoteCharacter } = readCSV(readableContent(text, 'csv'));
    expect({ delimiterCharacter, quoteCharacter }).toEqual({ delimiterCharacter: delimiter, quoteCharacter: quote });
  });

  it('takes the tab for granted in a .tsv file', () => {
    expect(readCSV(readableContent('a,b\tc\n1,2\t3\n', 'tsv')).delimiterCharacter).toBe('\t');
  });
});

describe('reads what spreadsheets and databases write', () => {
  it('with newlines, delimiters and quotes within quotes', () => {
    const text = 'id,note,amount\r\n1,"two\r\nlines, and ""quotes""",2.5\r\n2,"\n\n",3\r\n';
    expect(columnsOf(text)).toEqual(['id: int', 'note: string', 'amount: double']);
  });

  it('with the line ends of old Macs', () => {
    expect(columnsOf('id,name\r1,Anna\r2,Bo\r')).toEqual(['id: int', 'name: string']);
  });

  it('in UTF-16 and with a byte order mark', () => {
    expect(columnsOf(Buffer.from('\u{FEFF}id,größe\n1,2.5\n', 'utf16le'))).toEqual(['id: int', 'größe: double']);
    expect(columnsOf('\u{FEFF}id,größe\n1,2.5\n')).toEqual(['id: int', 'größe: double']);
  });

  it('and says so in the encoding', () => {
    const utf16 = readCSV(readableContent(Buffer.from('\u{FEFF}1,2\n', 'utf16le'), 'csv'));
    expect(utf16.encodingProperties).toEqual({ characterSet: 'UTF-16LE', header: 'false' });
    expect(readCSV(readableContent('a,b\n', 'csv')).encodingProperties).toEqual({
      characterSet: 'UTF-8',
      header: 'true',
    });
  });
});

describe('of a file that is longer than what is read', () => {
  it('leaves out the row that is cut off', () => {
    const row = '12345678,abc\n';
    const text = `id,name\n${row.repeat(5_041)}123456`;
    expect(text.slice(0, 65_536).endsWith('\n')).toBe(false);
    expect(columnsOf(`${text}x,abc\n${row.repeat(1_000)}`)).toEqual(['id: int', 'name: string']);
  });

  it('is damaged when its first row is longer still', () => {
    expect(() => columnsOf(`a,${'b'.repeat(70_000)}\n`)).toThrow(
      new DamagedContent('its first row is longer than 64 KiB'),
    );
  });
});

it.each([
  ['it is not text', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0])],
  ['a quoted value has no end', 'a,b\n1,"no end\n2,3\n'],
])('is damaged when %s', (reason, content) => {
  expect(() => columnsOf(content)).toThrow(new DamagedContent(reason));
});

it('splits rows as another parser does', () => {
  const value = fc.string({ unit: fc.constantFrom('a', '1', ' ', '"', ',', '\n', 'é') });
  const written = value.map((text) => (/[",\n ]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
  const rows = fc.array(fc.array(written, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(rows, (lines) => {
      const text = lines.map((cells) => `${cells.join(',')}\n`).join('');
      const expected: string[][] = parse(text, { relaxColumnCount: true });
      expect(csvRows(text, { delimiter: ',', quote: '"' }, true, 1_000).rows).toEqual(expected);
    }),
    { numRuns: 1_000, seed: 7 },
  );
});

it('ends with columns or with damage, whatever the bytes', () => {
  const unit = fc.constantFrom('"', "'", ',', ';', '\n', '\r', '\t', ' ', 'a', '1', '-', '.', '\0', 'ä', 'sep=', '|');
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.string({ unit, maxLength: 60 })), (content) => {
      return endsWell(() => columnsOf(content));
    }),
    { numRuns: 2_000, seed: 7 },
  );
});
