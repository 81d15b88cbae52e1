import { Buffer } from 'node:buffer';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { tempFolder } from '../../../test/support/temp-folder.ts';
import { readExcel } from './excel.ts';
import { columnLetters } from './excel-sheet.ts';
import { DamagedContent } from './structure.ts';
import type { FileAttribute } from './structure.ts';

/** Written by openpyxl. */
const orders = readFileSync(new URL('../__fixtures__/orders.xlsx', import.meta.url));

/** The attributes as `name: type`, with `?` when values are missing; columns with the sheet that they are in. */
async function attributesOf(content: Uint8Array): Promise<string[]> {
  const file = path.join(tempFolder({ 'book.xlsx': content }), 'book.xlsx');
  const fileDescriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(fileDescriptor);
    const { attributes } = await readExcel({
      size,
      extension: 'xlsx',
      fileDescriptor,
      head: Buffer.alloc(0),
      read: () => Buffer.alloc(0),
    });
    return lines(attributes);
  } finally {
    closeSync(fileDescriptor);
  }
}

function lines(attributes: readonly FileAttribute[], before = ''): string[] {
  return attributes.flatMap(({ name, dataType, isNullable, attributes: nested = [] }) => [
    `${before}${name}: ${dataType}${isNullable === true ? '?' : ''}`,
    ...lines(nested, `${before}${name}.`),
  ]);
}

/** A zip file with these entries, by the rules of PKWARE's APPNOTE. */
function zipOf(entries: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const packed = deflateRawSync(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(text), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(Buffer.byteLength(text), 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u{1}\u{2}\u{14}\0'), common, place, Buffer.from(name));
    const entry = [Buffer.from('PK\u{3}\u{4}'), common, Buffer.from(name), packed];
    parts.push(...entry);
    offset += Buffer.concat(entry).length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(entries).length, 4);
  end.writeUInt16LE(Object.keys(entries).length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\u{5}\u{6}'), end]);
}

const relationships = '<Relationships><Relationship Id="r1" Target="/xl/worksheets/sheet1.xml"/></Relationships>';
const workbook =
  '<x:workbook xmlns:x="x"><x:sheets><x:sheet name="Data &amp; more" sheetId="1" r:id="r1"/></x:sheets></x:workbook>';

function bookOf(sheetData: string, more: Readonly<Record<string, string>> = {}): Buffer {
  return zipOf({
    'xl/workbook.xml': workbook,
    'xl/_rels/workbook.xml.rels': relationships,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
    ...more,
  });
}

it('reads the sheets and the columns of each', async () => {
  expect(await attributesOf(orders)).toEqual([
    'Orders: table',
    'Orders.Order Id: int',
    'Orders.Customer: string',
    'Orders.Amount: double',
    'Orders.Placed: date',
    'Orders.Delivered at: timestamp?',
    'Orders.Paid: boolean',
    'Orders.Amount (2): int',
    'Stock & more: table',
    'Stock & more.SKU: string',
    'Stock & more.Quantity: int',
    'No header: table',
    'No header.A: int',
    'No header.B: double',
    'Empty: table',
  ]);
});

it('reads texts in the sheet, cells without references and namespaces with a prefix', async () => {
  const sheet =
    '<x:row><x:c t="inlineStr"><x:is><x:t>na</x:t><x:r><x:t>me</x:t></x:r></x:is></x:c><x:c t="str"><x:f>A1</x:f><x:v>paid</x:v></x:c></x:row>' +
    '<x:row><x:c t="inlineStr"><x:is><x:t>Anna</x:t></x:is></x:c><x:c t="b"><x:v>1</x:v></x:c></x:row>' +
    '<x:row><x:c t="e"><x:v>#N/A</x:v></x:c><x:c t="b"><x:v>0</x:v></x:c></x:row>';
  expect(await attributesOf(bookOf(sheet))).toEqual([
    'Data & more: table',
    'Data & more.name: string?',
    'Data & more.paid: boolean',
  ]);
});

it('takes a text of several runs together and leaves out how it is pronounced', async () => {
  const texts = '<sst><si><t>unused</t></si><si><r><t>or</t></r><r><t>der</t></r><rPh><t>odah</t></rPh></si></sst>';
  const book = bookOf('<row><c r="C1" t="s"><v>1</v></c></row><row><c r="C2"><v>5</v></c></row>', {
    'xl/sharedStrings.xml': texts,
  });
  expect(await attributesOf(book)).toEqual(['Data & more: table', 'Data & more.order: int']);
});

it('tells dates, times and both from numbers by their format', async () => {
  const formats = [0, 14, 20, 22, 164, 165, 166, 167, 168];
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="[h]:mm:ss"/>' +
    '<numFmt numFmtId="166" formatCode="d.m.yy hh:mm"/><numFmt numFmtId="167" formatCode="0.00 &quot;days&quot;"/>' +
    '<numFmt numFmtId="168" formatCode="General"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
    `<cellXfs>${formats.map((format) => `<xf numFmtId="${format}"/>`).join('')}</cellXfs></styleSheet>`;
  const cells = formats.map((_, index) => `<c s="${index}"><v>45000</v></c>`).join('');
  const attributes = await attributesOf(bookOf(`<row>${cells}</row>`, { 'xl/styles.xml': styles }));
  expect(attributes.slice(1).map((line) => line.split(': ')[1])).toEqual([
    'int',
    'date',
    'time',
    'timestamp',
    'date',
    'time',
    'timestamp',
    'int',
    'int',
  ]);
});

it('reads only the beginning of a sheet, however much it unpacks to', { timeout: 5_000 }, async () => {
  const row = '<row><c><v>1</v></c></row>';
  const rows = `<row><c t="str"><v>id</v></c></row>${row.repeat(3_000_000)}`;
  expect(await attributesOf(bookOf(rows))).toEqual(['Data & more: table', 'Data & more.id: int']);
});

it.each([
  ['is cut off', orders.subarray(0, 4_000)],
  [
    'is encrypted, or of the old format',
    Buffer.from('\u{D0}\u{CF}\u{11}\u{E0}\u{A1}\u{B1}\u{1A}\u{E1}'.padEnd(2_000), 'latin1'),
  ],
  ['has no workbook in it', zipOf({ 'word/document.xml': '<document/>' })],
  ['is no XML', bookOf('<row><c></row>')],
])('is damaged when the file %s', async (_, content) => {
  await expect(attributesOf(content)).rejects.toThrow(new DamagedContent('it cannot be understood as a workbook'));
});

it('ends with attributes or with damage, whichever byte is wrong', async () => {
  for (let at = 0; at < orders.length; at += 97) {
    const content = Buffer.from(orders);
    content[at] = (content[at] ?? 0) ^ 0xff;
    const result = await attributesOf(content).catch((error: unknown) => error);
    expect(Array.isArray(result) || result instanceof DamagedContent).toBe(true);
  }
});

it.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('calls column %i %s', (column, letters) => {
  expect(columnLetters(column)).toBe(letters);
});
