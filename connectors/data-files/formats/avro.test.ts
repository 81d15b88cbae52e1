import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import avsc from 'avsc';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { endsWell, readableContent } from '../../../test/support/readable-content.ts';
import { readAvro } from './avro.ts';
import { DamagedContent } from './structure.ts';
import type { FileAttribute } from './structure.ts';

/** Written by fastavro. */
const deliveries = readFileSync(new URL('../__fixtures__/deliveries.avro', import.meta.url));

/** The attributes as `name: type`, with `?` when nullable; nested ones with the path to them. */
function lines(attributes: readonly FileAttribute[], before = ''): string[] {
  return attributes.flatMap(({ name, dataType, isNullable, attributes: nested = [] }) => [
    `${before}${name}: ${dataType}${isNullable === true ? '?' : ''}`,
    ...lines(nested, `${before}${name}.`),
  ]);
}

function attributesOf(content: Uint8Array): string[] {
  return lines(readAvro(readableContent(content, 'avro')).attributes);
}

/** A file with these header entries and no data, the header written by avsc. */
function fileWith(entries: Readonly<Record<string, string>>): Buffer {
  const values = Object.fromEntries(Object.entries(entries).map(([key, text]) => [key, Buffer.from(text)]));
  const header = avsc.Type.forSchema({ type: 'map', values: 'bytes' }).toBuffer(values);
  return Buffer.concat([Buffer.from('Obj\u{1}'), header, Buffer.alloc(16)]);
}

function fileOf(schema: unknown): Buffer {
  return fileWith({ 'avro.codec': 'null', 'avro.schema': JSON.stringify(schema) });
}

function record(name: string, ...types: readonly unknown[]): object {
  return { type: 'record', name, fields: types.map((type, index) => ({ name: `f${index}`, type })) };
}

it('reads the schema in the header', () => {
  const { attributes } = readAvro(readableContent(deliveries, 'avro'));
  expect(lines(attributes)).toEqual([
    'id: long',
    'customer: string?',
    'at: timestamp',
    'weight: double',
    'price: decimal(8,2)',
    'state: string',
    'hash: binary',
    'from: struct',
    'from.city: string',
    'from.next: coco.Place?',
    'to: struct?',
    'to.city: string',
    'to.next: coco.Place?',
    'stops: array<struct>',
    'stops.city: string',
    'stops.next: coco.Place?',
    'labels: map<string,string>',
    'value: union<int,string>?',
  ]);
  expect(attributes[0]).toMatchObject({ description: 'Number of the delivery' });
  expect(attributes[4]).toMatchObject({ precision: 8 });
  expect(attributes[6]).toMatchObject({ length: 16 });
});

it.each([
  ['date', { type: 'int', logicalType: 'date' }],
  ['uuid', { type: 'string', logicalType: 'uuid' }],
  ['int', { type: 'int', logicalType: 'own-type' }],
  ['string', { type: { type: 'string' } }],
  ['array<int>', { type: 'array', items: 'int', logicalType: 'map' }],
  ['Elsewhere', 'com.acme.Elsewhere'],
])('knows %s', (dataType, type) => {
  expect(attributesOf(fileOf(record('Row', type)))).toEqual([`f0: ${dataType}`]);
});

it('reads a header that is longer than the first 64 KiB', () => {
  const file = fileWith({ 'own.key': 'x'.repeat(100_000), 'avro.schema': JSON.stringify(record('Row', 'int')) });
  const content = readableContent(file, 'avro');
  expect(lines(readAvro(content).attributes)).toEqual(['f0: int']);
  expect(content.lengthsRead).toEqual([file.length]);
});

it('has no attributes when the values are no records', () => {
  expect(attributesOf(fileOf('string'))).toEqual([]);
  expect(attributesOf(fileOf(['null', record('Row', 'int')]))).toEqual(['f0: int']);
});

it('comes to an end with types that name themselves or each other', { timeout: 2_000 }, () => {
  expect(
    attributesOf(fileOf({ type: 'record', name: 'Node', fields: [{ name: 'next', type: ['null', 'Node'] }] })),
  ).toEqual(['next: Node?']);
  expect(attributesOf(fileOf(record('Row', { type: 'loop', name: 'loop' })))).toEqual(['f0: loop']);
  const doubling = Array.from({ length: 40 }, (_, level) =>
    record(`T${level}`, ...(level === 0 ? ['int'] : [`T${level - 1}`, `T${level - 1}`])),
  );
  const many = attributesOf(fileOf(record('Row', ...doubling)));
  expect(many.length).toBeGreaterThan(100);
  expect(many.length).toBeLessThan(30_000);
  expect(
    attributesOf(
      fileOf(record('Row', JSON.parse(`${'{"type":"array","items":'.repeat(5_000)}"int"${'}'.repeat(5_000)}`))),
    ),
  ).toHaveLength(1);
});

it.each([
  ['it does not begin as an Avro file does', Buffer.from('PAR1')],
  ['its header is cut off', deliveries.subarray(0, 200)],
  ['its header is cut off', Buffer.from('Obj\u{1}')],
  ['its header has no schema', fileWith({ 'avro.codec': 'null' })],
  ['its schema is not valid JSON', fileWith({ 'avro.schema': '{' })],
  ['its schema cannot be understood', fileOf({ name: 'Row' })],
  ['its header cannot be understood', Buffer.concat([Buffer.from('Obj\u{1}'), Buffer.alloc(20, 0xff)])],
])('is damaged when %s', (reason, content) => {
  expect(() => attributesOf(content)).toThrow(new DamagedContent(reason));
});

it('ends with attributes or with damage, whatever the bytes', () => {
  const changed = fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 5 }).map((changes) => {
    const bytes = Buffer.from(deliveries);
    for (const [at, byte] of changes) bytes[at] = byte;
    return bytes;
  });
  fc.assert(
    fc.property(
      fc.oneof(
        changed,
        fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.concat([Buffer.from('Obj\u{1}'), bytes])),
      ),
      (content) => {
        return endsWell(() => attributesOf(content));
      },
    ),
    { numRuns: 2_000, seed: 7 },
  );
});
