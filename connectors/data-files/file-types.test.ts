import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { dataFileTypeNames } from './data-file-type-names.ts';
import { fileExtension, fileTypes } from './file-types.ts';
import fileTypeData from './file-types-6.1.json' with { type: 'json' };

const types = fileTypes();

function fileTypesOf(fileName: string): (string | undefined)[] {
  return types.byName(fileName, fileExtension(fileName)).map(({ fileType }) => fileType);
}

it.each([
  ['people.csv', ['CSV File']],
  ['PEOPLE.CSV', ['CSV File']],
  ['archive.tar.gz', ['Compressed Archive File']],
  ['README.md', ['README File']],
  ['readme.md', ['Markdown File']],
  ['pom.xml', ['Apache Maven Build File']],
  ['other.xml', ['XML File']],
  ['Dockerfile', ['Docker Container Build Script']],
  ['.gitignore', ['Git Ignore File']],
  ['.csv', []],
  ['no extension', []],
  ['ends.with.', []],
  ['x.unknown', []],
  ['x.constructor', []],
  ['secret.key', ['Apple Keynote Presentation File', 'Encryption keys File']],
  ['program.ts', ['Video Transport System File', 'Typescript Program File']],
  ['events.ndjson', ['JSON File']],
  ['table.tsv', ['CSV File']],
  ['audit.auditlog', []],
])('tells from the name %j: %j', (fileName, expected) => {
  expect(fileTypesOf(fileName)).toEqual(expected);
});

it('knows every extension and every file name that Egeria knows for files', () => {
  const stated = { ...fileTypeData.byExtension, ...fileTypeData.byFileName };
  const isOfFiles = (fileType: string): boolean =>
    dataFileTypeNames.some((name) => name === Object(fileTypeData.fileTypes)[fileType].typeName);
  const missing = Object.entries(stated).filter(([key, names]) => {
    const fileName = key in fileTypeData.byFileName ? key : `file.${key}`;
    const [found, expected] = [new Set(fileTypesOf(fileName)), new Set(names.filter(isOfFiles))];
    return found.symmetricDifference(expected).size > 0;
  });
  expect(missing).toEqual([]);
  expect(Object.keys(stated)).toHaveLength(119);
});

it('gives the type, the implementation type and the encoding', () => {
  expect(types.byName('people.csv', 'csv')).toEqual([
    {
      fileType: 'CSV File',
      typeName: 'CSVFile',
      deployedImplementationType: 'CSV Data File',
      encodingType: 'CSV',
      classifications: [{ typeName: 'DataAssetEncoding', properties: { encodingType: 'CSV' } }],
    },
  ]);
});

const zip = (name: string): Buffer => {
  const data = deflateRawSync('x');
  const header = Buffer.alloc(30);
  header.write('PK\u{3}\u{4}');
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(data.length, 18);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), data]);
};
const tar = (): Buffer => execFileSync('tar', ['-cf', '-', '-C', import.meta.dirname, 'README.md']);
const fixture = (name: string): Buffer => readFileSync(new URL(`__fixtures__/${name}`, import.meta.url));

it.each<[string | undefined, string, () => Buffer | string]>([
  ['Parquet File', 'a Parquet file', () => fixture('orders.parquet')],
  ['Avro File', 'an Avro file', () => fixture('deliveries.avro')],
  ['Microsoft Excel Spreadsheet File', 'a workbook', () => fixture('orders.xlsx')],
  ['Zipped Archive File', 'a zip file', () => zip('readings.csv')],
  ['Java Archive File', 'a Java archive', () => zip('META-INF/MANIFEST.MF')],
  ['Microsoft Word Document', 'a Word document', () => zip('word/document.xml')],
  ['Compressed Archive File', 'a gzip file', () => gzipSync('x')],
  ['Tarball Archive File', 'a tar file', tar],
  ['Portable Document Format (PDF) File', 'a PDF', () => '%PDF-1.7\n'],
  ['Portable Network Graphics (PNG) File', 'a PNG', () => Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
  ['JPEG File', 'a JPEG', () => Buffer.from('ffd8ffe000104a464946', 'hex')],
  ['MP4 Video File', 'an MP4', () => Buffer.from('\0\0\0\u{18}ftypmp42\0\0\0\0')],
  ['Waveform Audio File', 'a WAV', () => 'RIFF....WAVEfmt '],
  ['Bash Shell Script File', 'a shell script', () => '#!/usr/bin/env bash\necho'],
  ['Python Program File', 'a Python program', () => '#!/usr/bin/python3.11\nprint()'],
  ['XML File', 'XML', () => '\u{FEFF}<?xml version="1.0"?>\n<orders/>'],
  ['Scalar Vector Graphics File', 'SVG', () => '<?xml version="1.0"?>\n<svg xmlns="x"/>'],
  ['HTML Web Document', 'HTML', () => '\n<!DOCTYPE html><html>'],
  ['JSON File', 'JSON', () => ' {"id": 1, "lines": [1, 2]}'],
  ['JSON File', 'JSON that was cut off', () => `[${'{"id": 1},'.repeat(1_000)}{"id"`],
  [undefined, 'what only looks like JSON', () => '[section]\nkey=value\n'],
  [undefined, 'text', () => 'hello, world\n'],
  [undefined, 'bytes', () => Buffer.from([1, 2, 3, 4])],
])('tells %s from the content of %s', (expected, _, content) => {
  expect(types.byContent([], Buffer.from(content()))?.fileType).toBe(expected);
});

it('lets the content decide between the types that an extension may mean', () => {
  const keys = types.byName('a.key', 'key');
  expect(types.byContent(keys, zip('Index/Presentation.iwa'))?.fileType).toBe('Apple Keynote Presentation File');
  expect(types.byContent(keys, Buffer.from('-----BEGIN PRIVATE KEY-----'))).toBeUndefined();
  const transport = Buffer.alloc(400);
  transport[0] = transport[188] = 0x47;
  expect(types.byContent(types.byName('a.ts', 'ts'), transport)?.fileType).toBe('Video Transport System File');
});
