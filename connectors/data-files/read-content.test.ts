import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import type { FoundEntry } from '../../src/kit/index.ts';
import { tempFolder } from '../../test/support/temp-folder.ts';
import { fileTypes } from './file-types.ts';
import { ContentReader } from './read-content.ts';

/** A file as a walk finds it. */
function found(name: string, content: string | Uint8Array): FoundEntry & { readonly location: string } {
  const location = path.join(tempFolder({ [name]: content }), name);
  return { kind: 'file', name, path: location, location, status: statSync(location), folder: undefined };
}

function parquet(column: string, rows: number): Uint8Array {
  const data = Array.from({ length: rows }, (_, index) => `${index * 7919} of ${column}`);
  return new Uint8Array(
    parquetWriteBuffer({ columnData: [{ name: column, data, type: 'STRING' }], codec: 'UNCOMPRESSED' }),
  );
}

const reader = new ContentReader(fileTypes(), true);

describe('a file that is no longer what was found', () => {
  it('is read as it is now', async () => {
    const file = found('a.json', '{"id": 1}');
    writeFileSync(file.location, '{"id": 1, "name": "Anna"}');
    const content = await reader.read(file);
    expect(content?.structure?.attributes.map(({ name }) => name)).toEqual(['id', 'name']);
    expect(content?.status.size).toBe(25);
  });

  it('is read again when its parts do not fit each other', async () => {
    const file = found('a.parquet', parquet('before', 10_000));
    expect(file.status.size).toBeGreaterThan(65_536);
    writeFileSync(file.location, parquet('after', 20_000));
    const content = await reader.read(file);
    expect(content?.structure?.attributes.map(({ name }) => name)).toEqual(['after']);
    expect(content?.status.size).toBe(readFileSync(file.location).length);
    expect(content?.damage).toBeUndefined();
  });

  it('is none when it is gone, a folder or a pipe', async () => {
    const file = found('a.csv', 'id\n1\n');
    rmSync(file.location);
    expect(await reader.read(file)).toBeUndefined();
    mkdirSync(file.location);
    expect(await reader.read(file)).toBeUndefined();
    rmSync(file.location, { recursive: true });
    execFileSync('sh', ['-c', 'mkfifo "$0"', file.location]);
    expect(await reader.read(file)).toBeUndefined();
  });
});

it('tells what is wrong with a file that stays damaged', async () => {
  const content = await reader.read(found('a.json', '{"id": 1,,'));
  expect(content).toMatchObject({ structure: undefined, damage: { message: 'it is not valid JSON' } });
});
