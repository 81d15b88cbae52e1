import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, it } from 'vitest';
import { endsWell, readableContent } from '../../../test/support/readable-content.ts';
import { readParquet } from './parquet.ts';
import { DamagedContent } from './structure.ts';
import type { FileAttribute } from './structure.ts';

/** Written by pyarrow. */
const orders = readFileSync(new URL('../__fixtures__/orders.parquet', import.meta.url));

/** The attributes as `name: type`, with `?` when nullable; nested ones with the path to them. */
function lines(attributes: readonly FileAttribute[], before = ''): string[] {
  return attributes.flatMap(({ name, dataType, isNullable, attributes: nested = [] }) => [
    `${before}${name}: ${dataType}${isNullable === true ? '?' : ''}`,
    ...lines(nested, `${before}${name}.`),
  ]);
}

function attributesOf(content: Uint8Array): string[] {
  return lines(readParquet(readableContent(content, 'parquet')).attributes);
}

it('reads the columns in the footer', () => {
  const { attributes, rowCount } = readParquet(readableContent(orders, 'parquet'));
  expect(lines(attributes)).toEqual([
    'order_id: long',
    'customer: string?',
    'amount: decimal(10,2)?',
    'placed: timestamp?',
    'day: date?',
    'at: time?',
    'paid: boolean?',
    'weight: float?',
    'rating: double?',
    'small: byte?',
    'unsigned: long?',
    'raw: binary?',
    'tags: array<string>?',
    'labels: map<string,int>?',
    'address: struct?',
    'address.city: string?',
    'address.zip: string',
    'lines: array<struct>?',
    'lines.sku: string?',
    'lines.quantity: int?',
  ]);
  expect(attributes[0]?.isNullable).toBe(false);
  expect(attributes[2]?.precision).toBe(10);
  expect(attributes[11]?.length).toBe(16);
  expect(rowCount).toBe('3');
});

it('reads nothing but the end, however long the file is', () => {
  const rows = new Int32Array(200_000).map((_, index) => index * 7);
  const file = Buffer.from(
    parquetWriteBuffer({
      columnData: [{ name: 'id', data: rows, type: 'INT32', nullable: false }],
      codec: 'UNCOMPRESSED',
    }),
  );
  expect(file.length).toBeGreaterThan(500_000);
  const content = readableContent(file, 'parquet');
  expect(lines(readParquet(content).attributes)).toEqual(['id: int']);
  expect(content.lengthsRead).toEqual([65_536]);
});

it('reads a footer that is longer than is usual', () => {
  const columnData = Array.from({ length: 2_000 }, (_, index) => ({
    name: `column_${index}`,
    data: [1, 2],
    type: 'INT32' as const,
  }));
  const file = Buffer.from(parquetWriteBuffer({ columnData }));
  expect(file.readUInt32LE(file.length - 8)).toBeGreaterThan(65_536);
  expect(attributesOf(file)).toHaveLength(2_000);
});

function ending(length: number, magic = 'PAR1'): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(length);
  bytes.write(magic, 4);
  return bytes;
}

it.each([
  ['its end is not that of a Parquet file', orders.subarray(0, orders.length - 10)],
  ['its end is not that of a Parquet file', Buffer.from('PAR1')],
  ['its footer is longer than the file', Buffer.concat([orders, ending(1_000_000)])],
  ['its footer is larger than 8 MiB', Buffer.concat([Buffer.alloc(10_000_000), ending(9_000_000)])],
  ['its footer is encrypted', Buffer.concat([orders, ending(10, 'PARE')])],
  ['its footer cannot be understood', Buffer.concat([orders, ending(100)])],
])('is damaged when %s', (reason, content) => {
  expect(() => attributesOf(content)).toThrow(new DamagedContent(reason));
});

it('ends with attributes or with damage, whatever the footer', { timeout: 20_000 }, () => {
  const footer = orders.length - 8 - orders.readUInt32LE(orders.length - 8);
  const changes = fc.array(fc.tuple(fc.integer({ min: footer, max: orders.length - 5 }), fc.nat(255)), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(changes, (bytes) => {
      const content = Buffer.from(orders);
      for (const [at, byte] of bytes) content[at] = byte;
      return endsWell(() => attributesOf(content));
    }),
    { numRuns: 500, seed: 7 },
  );
});
