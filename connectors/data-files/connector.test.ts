import { Buffer } from 'node:buffer';
import {
  appendFileSync,
  chmodSync,
  closeSync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { z } from 'zod';
import type { IntegrationConnector, MetadataRecord } from '../../src/kit/index.ts';
import { describeConnector } from '../../test/contract/describe-connector.ts';
import { orderFaults } from '../../test/contract/record-faults.ts';
import { recordingContext, recordsOf } from '../../test/contract/recording-context.ts';
import type { RecordingContext } from '../../test/contract/recording-context.ts';
import { tempFolder } from '../../test/support/temp-folder.ts';
import { withoutPrivileges } from '../../test/support/without-privileges.ts';
import { filesFolder, oneOfEach } from './__fixtures__/files-folder.ts';
import { provider } from './provider.ts';

describeConnector(provider, {
  target: () => filesFolder(oneOfEach),
  change: ({ config }) => appendFileSync(path.join(config.path, 'customers.csv'), '3;Cleo;Köln;true\n'),
  breakIt: ({ config }) => rmSync(config.path, { recursive: true }),
  brokenKind: 'UnavailableError',
  golden: '__fixtures__/expected.records.json',
});

type Config = Partial<z.input<typeof provider.config>>;

async function connectorFor(folder: string, more: Config = {}): Promise<IntegrationConnector> {
  const connector = await provider.connect(
    { name: '', config: provider.config.parse({ path: folder, ...more }) },
    { signal: new AbortController().signal, permittedSynchronization: 'FROM_THIRD_PARTY', baseFolder: '/' },
  );
  onTestFinished(() => connector.disconnect());
  return connector;
}

interface Catalogued extends RecordingContext {
  readonly records: readonly MetadataRecord[];
  /** The paths of files and folders below the folder; of folders with a `/` at the end. */
  readonly paths: readonly string[];
  /** The columns of a file as `name: type`. */
  readonly columnsOf: (file: string) => readonly string[];
  readonly asset: (file: string) => MetadataRecord | undefined;
}

async function catalogued(folder: string, more: Config = {}): Promise<Catalogued> {
  const context = recordingContext();
  const records = await recordsOf(await connectorFor(folder, more), context);
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const below = ({ properties }: MetadataRecord): string => path.relative(folder, text(properties['pathName']));
  const assets = records.filter(({ anchor }) => anchor === undefined);
  return {
    ...context,
    records,
    paths: assets.map((record) => below(record) + (record.typeName === 'FileFolder' ? '/' : '')),
    asset: (file) => assets.find((record) => below(record) === file),
    columnsOf(file) {
      const asset = assets.find((record) => below(record) === file);
      return records
        .filter(({ anchor, parent }) => anchor === asset?.qualifiedName && parent?.typeName === 'AttributeForSchema')
        .map(
          ({ properties, classifications }) =>
            `${text(properties['displayName'])}: ${text(classifications[0]?.properties['dataType'])}`,
        );
    },
  };
}

describe('names', () => {
  it('are those of the Java daemon', async () => {
    const folder = tempFolder({ 'people.csv': 'id\n1\n' });
    const { records } = await catalogued(folder);
    expect(records.map(({ qualifiedName }) => qualifiedName)).toEqual([
      `File System Directory:::${folder}`,
      `CSV Data File:::${folder}/people.csv`,
      `CSV Data File:::${folder}/people.csv::Schema Type`,
      `CSV Data File Column:::${folder}/people.csv::id`,
    ]);
    expect(records[1]).toMatchObject({
      typeName: 'CSVFile',
      properties: {
        displayName: 'people.csv',
        fileName: 'people.csv',
        pathName: `${folder}/people.csv`,
        resourceName: `${folder}/people.csv`,
        fileExtension: 'csv',
        fileType: 'CSV File',
        deployedImplementationType: 'CSV Data File',
        contentStatus: 'ACTIVE',
        additionalProperties: { size: '5' },
      },
      classifications: [{ typeName: 'DataAssetEncoding', properties: { encodingType: 'CSV' } }],
      parent: { typeName: 'NestedFile', to: `File System Directory:::${folder}`, toEnd: 1 },
      anchor: undefined,
    });
  });

  it('begin with the file system, when it has a name', async () => {
    const folder = tempFolder({ 'people.csv': '' });
    const { records } = await catalogued(folder, { fileSystemName: 'coco' });
    expect(records.map(({ qualifiedName }) => qualifiedName)).toEqual([
      `File System Directory::coco:${folder}`,
      `CSV Data File::coco:${folder}/people.csv`,
    ]);
  });

  it('are percent-encoded where they are not UTF-8, and never the same for two files', async () => {
    const folder = tempFolder({ 'caf%E9.csv': 'id\n1\n' });
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.csv')]), 'name\nx\n');
    const { paths, columnsOf } = await catalogued(folder);
    expect(paths).toEqual(['/', 'caf%25E9.csv', 'caf%E9.csv']);
    expect(columnsOf('caf%E9.csv')).toEqual(['name: string']);
  });

  it('are never the same for columns of files that are named like columns', async () => {
    const folder = tempFolder({
      x: '{"json": {"name": 1}, "json.name": 1}',
      'x.json': '{"name": 1, "x": {"": 1}}',
      'x::json': '{"name": 1}',
      'x:': '{"name": 1}',
    });
    const { records } = await catalogued(folder);
    expect(records.filter(({ properties }) => properties['displayName'] === 'name')).toHaveLength(4);
    expect(orderFaults(records)).toEqual([]);
  });
});

describe('files and folders', () => {
  const files = {
    'a.csv': '',
    'raw/b.csv': '',
    'raw/c.json': '',
    'raw/old/d.csv': '',
    'tmp/e.csv': '',
    'notes.xyz': '?',
  };

  it.each<[Config, string[]]>([
    [
      {},
      ['/', 'a.csv', 'notes.xyz', 'raw/', 'raw/b.csv', 'raw/c.json', 'raw/old/', 'raw/old/d.csv', 'tmp/', 'tmp/e.csv'],
    ],
    [{ includeFiles: ['*.json', 'a.*'] }, ['/', 'a.csv', 'raw/', 'raw/c.json', 'raw/old/', 'tmp/']],
    [{ includeFiles: ['raw/*.csv'] }, ['/', 'raw/', 'raw/b.csv', 'raw/old/', 'raw/old/d.csv', 'tmp/']],
    [{ excludeFiles: ['*.csv', 'notes.*'] }, ['/', 'raw/', 'raw/c.json', 'raw/old/', 'tmp/']],
    [{ excludeFolders: ['tmp', 'raw/old'] }, ['/', 'a.csv', 'notes.xyz', 'raw/', 'raw/b.csv', 'raw/c.json']],
    [{ catalogAllFiles: false, includeFiles: ['a.*', 'notes.*'] }, ['/', 'a.csv', 'raw/', 'raw/old/', 'tmp/']],
  ])('with %j', async (config, paths) => {
    const result = await catalogued(tempFolder(files), config);
    expect(result.paths).toEqual(paths);
    expect(result.warnings).toEqual([]);
  });

  it('are warned of when a pattern matches none', async () => {
    const config = { includeFiles: ['*.csv', '*.txt'], excludeFiles: ['raw/x*'], excludeFolders: ['temp'] };
    const { warnings } = await catalogued(tempFolder(files), config);
    expect(warnings.map(({ id, facts }) => [id, facts])).toEqual([
      ['DATA-FILES-404-002', { key: 'includeFiles', pattern: '*.txt' }],
      ['DATA-FILES-404-002', { key: 'excludeFiles', pattern: 'raw/x*' }],
      ['DATA-FILES-404-002', { key: 'excludeFolders', pattern: 'temp' }],
    ]);
  });

  it('are found through symbolic links, of which a circle ends', async () => {
    const folder = tempFolder(files);
    const elsewhere = tempFolder({ 'f.csv': 'id\n1\n' });
    symlinkSync('..', path.join(folder, 'raw/up'));
    symlinkSync(elsewhere, path.join(folder, 'tmp/linked'));
    symlinkSync(folder, path.join(elsewhere, 'back'));
    const { paths, columnsOf } = await catalogued(folder);
    expect(paths.slice(-4)).toEqual(['tmp/', 'tmp/e.csv', 'tmp/linked/', 'tmp/linked/f.csv']);
    expect(columnsOf('tmp/linked/f.csv')).toEqual(['id: int']);
    expect((await catalogued(folder, { followSymbolicLinks: false })).paths.slice(-2)).toEqual(['tmp/', 'tmp/e.csv']);
  });

  it('are read without their structure on request', async () => {
    const folder = tempFolder({ 'a.csv': 'id\n1\n', picture: Buffer.from('89504e470d0a1a0a', 'hex') });
    const { records } = await catalogued(folder, { readStructure: false });
    expect(records.map(({ typeName }) => typeName)).toEqual(['FileFolder', 'CSVFile', 'RasterFile']);
  });

  it('have the same structure whoever asks twice', async () => {
    const folder = tempFolder({ 'a.csv': 'id\n1\n' });
    const connector = await connectorFor(folder);
    const before = await recordsOf(connector);
    renameSync(path.join(folder, 'a.csv'), path.join(folder, 'b.csv'));
    const after = await recordsOf(connector);
    expect(before.map(({ typeName }) => typeName)).toEqual(after.map(({ typeName }) => typeName));
    expect(after[1]?.properties['fileName']).toBe('b.csv');
  });
});

describe('bad weather', () => {
  it('keeps what is beneath a folder that may not be read', async () => {
    const folder = tempFolder({ 'a/1.csv': 'id\n1\n', 'b/2.csv': 'id\n1\n' });
    chmodSync(folder, 0o755);
    chmodSync(path.join(folder, 'a'), 0);
    const { paths, unreadableScopes, warnings } = await withoutPrivileges(() => catalogued(folder));
    expect(paths).toEqual(['/', 'a/', 'b/', 'b/2.csv']);
    expect(unreadableScopes).toEqual([
      { scope: `File System Directory:::${folder}/a`, cause: expect.objectContaining({ kind: 'NotAuthorizedError' }) },
    ]);
    expect(warnings).toEqual([]);
  });

  it('catalogs a file that may not be read from its status, and keeps its columns', async () => {
    const folder = tempFolder({ 'a.csv': 'id\n1\n', 'b.csv': 'id\n1\n' });
    chmodSync(folder, 0o755);
    chmodSync(path.join(folder, 'a.csv'), 0);
    const { paths, columnsOf, asset, unreadableScopes } = await withoutPrivileges(() => catalogued(folder));
    expect(paths).toEqual(['/', 'a.csv', 'b.csv']);
    expect(columnsOf('a.csv')).toEqual([]);
    expect(asset('a.csv')?.properties['additionalProperties']).toEqual({ size: '5' });
    expect(unreadableScopes).toEqual([
      { scope: `CSV Data File:::${folder}/a.csv`, cause: expect.objectContaining({ kind: 'NotAuthorizedError' }) },
    ]);
  });

  it.each([
    ['a.csv', 'id,name\n1,"no end', 'a quoted value has no end'],
    ['a.json', '{"id": 1', 'it is not valid JSON'],
    ['a.ndjson', '{"id": 1}\nx\n', 'its line 2 is not valid JSON'],
    ['a.parquet', `PAR1${'x'.repeat(100)}`, 'its end is not that of a Parquet file'],
    ['a.avro', 'Obj\u{1}\u{2}', 'its header is cut off'],
    ['a.xlsx', 'PK\u{3}\u{4}', 'it cannot be understood as a workbook'],
  ])('catalogs a damaged %s without columns and says so', async (file, content, reason) => {
    const folder = tempFolder({ [file]: content, 'z.csv': 'id\n1\n' });
    const { paths, columnsOf, warnings } = await catalogued(folder);
    expect(paths).toEqual(['/', file, 'z.csv']);
    expect(columnsOf(file)).toEqual([]);
    expect(columnsOf('z.csv')).toEqual(['id: int']);
    expect(warnings.map(({ id, facts }) => [id, facts])).toEqual([
      ['DATA-FILES-422-001', { file: path.join(folder, file), reason }],
    ]);
  });

  it.each(['a.csv', 'a.json', 'a.ndjson', 'a.parquet', 'a.avro', 'a.xlsx', 'a.unknown', 'a'])(
    'says nothing of an empty %s',
    async (file) => {
      const { paths, warnings, unreadableScopes } = await catalogued(tempFolder({ [file]: '' }));
      expect({ paths, warnings, unreadableScopes }).toEqual({ paths: ['/', file], warnings: [], unreadableScopes: [] });
    },
  );

  it('reads no more than the beginning of files with a line of 2 GB', { timeout: 5_000 }, async () => {
    const folder = tempFolder();
    const beginnings = {
      'a.csv': 'id,name\n1,',
      'b.csv': 'x',
      'c.ndjson': '{"id": 1, "text": "',
      'd.json': '{"id": 1, "list": [1, ',
      'e.csv': '',
      'f.parquet': 'PAR1',
      'g.avro': 'Obj\u{1}',
      h: '',
    };
    for (const [file, beginning] of Object.entries(beginnings)) {
      const descriptor = openSync(path.join(folder, file), 'w');
      writeSync(descriptor, beginning.padEnd(file === 'e.csv' || file === 'h' ? 0 : 100_000, '7'));
      ftruncateSync(descriptor, 2 * 1024 ** 3);
      closeSync(descriptor);
    }
    const { columnsOf, warnings, records } = await catalogued(folder);
    expect(columnsOf('a.csv')).toEqual(['id: string', 'name: string']);
    expect(columnsOf('c.ndjson')).toEqual(['id: int']);
    expect(columnsOf('d.json')).toEqual(['id: int', 'list: array<int>']);
    expect(records[1]?.properties['additionalProperties']).toEqual({ size: String(2 * 1024 ** 3) });
    expect(warnings.map(({ facts }) => [path.basename(facts['file'] ?? ''), facts['reason']])).toEqual([
      ['b.csv', 'its first row is longer than 64 KiB'],
      ['e.csv', 'it is not text'],
      ['f.parquet', 'its end is not that of a Parquet file'],
      ['g.avro', 'its header cannot be understood'],
    ]);
  });

  it('leaves out a file that vanishes between its status and its content', async () => {
    const folder = tempFolder({ 'a.csv': 'id\n1\n', 'b.csv': 'id\n1\n', 'z/c.csv': 'id\n1\n' });
    const context = recordingContext({ at: () => rmSync(path.join(folder, 'b.csv'), { force: true }) });
    const records = await recordsOf(await connectorFor(folder), context);
    expect(records.map(({ properties }) => properties['fileName']).filter(Boolean)).toEqual(['a.csv', 'c.csv']);
    expect([context.warnings, context.unreadableScopes]).toEqual([[], []]);
  });
});

describe('connecting', () => {
  it('takes a path relative to the daemon definition', async () => {
    const folder = tempFolder({ 'data/a.csv': '' });
    const connector = await provider.connect(
      { name: '', config: provider.config.parse({ path: './data' }) },
      { signal: new AbortController().signal, permittedSynchronization: 'FROM_THIRD_PARTY', baseFolder: folder },
    );
    expect((await recordsOf(connector))[0]?.properties['pathName']).toBe(path.join(folder, 'data'));
  });

  it.each<[string, string, string, (folder: string) => string]>([
    ['does not exist', 'UnavailableError', 'DATA-FILES-404-001', (folder) => path.join(folder, 'missing')],
    ['is a file', 'ConfigurationError', 'DATA-FILES-400-001', (folder) => path.join(folder, 'a.csv')],
    [
      'may not be read',
      'NotAuthorizedError',
      'DATA-FILES-403-001',
      (folder) => {
        chmodSync(folder, 0);
        return folder;
      },
    ],
  ])('fails when the path %s', async (_, kind, id, pathIn) => {
    const folder = tempFolder({ 'a.csv': '' });
    chmodSync(folder, 0o755);
    const place = pathIn(folder);
    const failed = withoutPrivileges(() => connectorFor(place));
    await expect(failed).rejects.toMatchObject({ kind, notice: { id, facts: { folder: place } } });
  });

  it('fails a refresh when the folder has gone meanwhile', async () => {
    const folder = tempFolder();
    const connector = await connectorFor(folder);
    rmSync(folder, { recursive: true });
    await expect(recordsOf(connector)).rejects.toMatchObject({ kind: 'UnavailableError' });
  });
});
