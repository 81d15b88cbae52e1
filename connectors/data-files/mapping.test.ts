import { statSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FoundEntry } from '../../src/kit/index.ts';
import type { FileType } from './file-types.ts';
import type { FileAttribute } from './formats/structure.ts';
import { fileRecords, folderRecord } from './mapping.ts';

const status = statSync(import.meta.filename);
const json: FileType = {
  fileType: 'JSON File',
  typeName: 'JSONFile',
  deployedImplementationType: 'JSON Data File',
  encodingType: 'JSON',
  classifications: [],
};

function entry(kind: 'file' | 'folder', path: string): FoundEntry {
  return { kind, path, name: path.slice(path.lastIndexOf('/') + 1), location: path, status, folder: undefined };
}

it('never gives two things one name, whatever files and columns are called', () => {
  const sign = fc.constantFrom('a', '.', ':', '::', '"', '', 'json', 'Schema Type');
  const name = fc.array(sign, { maxLength: 3 }).map((signs) => signs.join(''));
  const path = fc.array(name, { minLength: 1, maxLength: 2 }).map((names) => `/${names.join('/')}`);
  const { attributes } = fc.letrec<{ attributes: FileAttribute[] }>((tie) => ({
    attributes: fc.uniqueArray(
      fc.record({
        name,
        dataType: fc.constant('int'),
        attributes: fc.oneof({ maxDepth: 2 }, fc.constant([]), tie('attributes')),
      }),
      { selector: (attribute) => attribute.name, maxLength: 3 },
    ),
  }));
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(path, attributes), { selector: ([each]) => each, maxLength: 5 }), (files) => {
      const records = files.flatMap(([each, columns]) => [
        ...fileRecords('', entry('file', each), { type: json, structure: { attributes: columns }, status }, undefined),
        folderRecord('', entry('folder', each)),
      ]);
      expect(new Set(records.map(({ qualifiedName }) => qualifiedName)).size).toBe(records.length);
    }),
    { numRuns: 1_000, seed: 7 },
  );
});

it('leaves out dates that a file system does not keep', () => {
  const undated = Object.assign(Object.create(status), { birthtimeMs: 0, mtimeMs: 1_500 });
  const content = { type: json, structure: undefined, status: undated };
  expect(fileRecords('', entry('file', '/a.json'), content, undefined)[0]?.properties).toMatchObject({
    storeCreateTime: undefined,
    storeUpdateTime: '1970-01-01T00:00:01.500Z',
  });
});
