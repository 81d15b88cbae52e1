import { appendFileSync, chmodSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { z } from 'zod';
import type { MetadataRecord } from '../../src/kit/index.ts';
import { describeConnector } from '../../test/contract/describe-connector.ts';
import { recordingContext, recordsOf } from '../../test/contract/recording-context.ts';
import { tempFolder } from '../../test/support/temp-folder.ts';
import { withoutPrivileges } from '../../test/support/without-privileges.ts';
import { provider } from './provider.ts';

const CHANGED = new Date('2026-01-02T03:04:05.678Z');

/** A folder with these files, all last changed at the same time. */
function dataFolder(files: Readonly<Record<string, string>>): string {
  const folder = tempFolder(files);
  for (const below of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    utimesSync(path.join(folder, below), CHANGED, CHANGED);
  }
  return folder;
}

const files = { 'orders/2026/01.csv': '12345', 'orders/2025.csv': '123', 'README.md': '' };

describeConnector(provider, {
  target() {
    const folder = dataFolder(files);
    const created = new Date(statSync(folder).birthtimeMs).toISOString();
    const placeholders = { [created]: '{created}', [folder]: '{folder}', [path.basename(folder)]: '{name}' };
    return { config: { path: folder }, placeholders };
  },
  change: ({ config }) => appendFileSync(path.join(config.path, 'orders/2025.csv'), '4'),
  breakIt: ({ config }) => rmSync(config.path, { recursive: true }),
  brokenKind: 'UnavailableError',
  golden: '__fixtures__/expected.records.json',
});

async function catalogued(
  folder: string,
  more: Partial<z.input<typeof provider.config>> = {},
  context = recordingContext(),
): Promise<MetadataRecord> {
  const connector = await provider.connect(
    { name: '', config: provider.config.parse({ path: folder, ...more }) },
    { signal: new AbortController().signal, permittedSynchronization: 'FROM_THIRD_PARTY', baseFolder: '/' },
  );
  onTestFinished(() => connector.disconnect());
  const [record, ...others] = await recordsOf(connector, context);
  if (record === undefined || others.length > 0) throw new Error('One record was expected');
  return record;
}

it('states one asset, whose last change is the latest of anything in it', async () => {
  const folder = dataFolder(files);
  const latest = new Date('2026-05-06T07:08:09.010Z');
  utimesSync(path.join(folder, 'orders/2026/01.csv'), latest, latest);
  expect(await catalogued(folder, { fileSystemName: 'coco' })).toMatchObject({
    typeName: 'DataFolder',
    qualifiedName: `Data Folder::coco:${folder}`,
    properties: {
      displayName: path.basename(folder),
      additionalProperties: { fileCount: '3', folderCount: '2', size: '8' },
      deployedImplementationType: 'Data Folder',
      resourceName: folder,
      contentStatus: 'ACTIVE',
      pathName: folder,
      storeUpdateTime: '2026-05-06T07:08:09.010Z',
    },
  });
});

it('sees that something was removed', async () => {
  const folder = dataFolder(files);
  const before = await catalogued(folder);
  rmSync(path.join(folder, 'orders/2025.csv'));
  const { storeUpdateTime } = (await catalogued(folder)).properties;
  expect(before.properties['storeUpdateTime']).toBe(CHANGED.toISOString());
  expect(storeUpdateTime).toBe(new Date(statSync(path.join(folder, 'orders')).mtimeMs).toISOString());
});

it('counts what symbolic links lead to, once and only if wanted', async () => {
  const folder = dataFolder(files);
  const elsewhere = dataFolder({ 'big.csv': 'x'.repeat(1_000) });
  symlinkSync(elsewhere, path.join(folder, 'linked'));
  symlinkSync('.', path.join(folder, 'circle'));
  expect((await catalogued(folder)).properties['additionalProperties']).toEqual({
    fileCount: '4',
    folderCount: '3',
    size: '1008',
  });
  expect((await catalogued(folder, { followSymbolicLinks: false })).properties['additionalProperties']).toEqual({
    fileCount: '3',
    folderCount: '2',
    size: '8',
  });
});

it('says what it could not look into', async () => {
  const folder = dataFolder(files);
  chmodSync(folder, 0o755);
  chmodSync(path.join(folder, 'orders'), 0);
  const context = recordingContext();
  const record = await withoutPrivileges(() => catalogued(folder, {}, context));
  expect(record.properties['additionalProperties']).toEqual({ fileCount: '1', folderCount: '1', size: '0' });
  expect(context.warnings.map(({ id, facts }) => [id, facts])).toEqual([
    ['DATA-FOLDER-403-002', { folder: path.join(folder, 'orders'), code: 'EACCES' }],
  ]);
});

it.each<[string, string, (folder: string) => string]>([
  ['does not exist', 'UnavailableError', (folder) => path.join(folder, 'missing')],
  ['is a file', 'ConfigurationError', (folder) => path.join(folder, 'README.md')],
  ['may not be read', 'NotAuthorizedError', (folder) => path.join(folder, 'secret')],
])('fails when the path %s', async (_, kind, pathIn) => {
  const folder = dataFolder({ ...files, 'secret/a.csv': '' });
  chmodSync(folder, 0o755);
  chmodSync(path.join(folder, 'secret'), 0);
  const failed = withoutPrivileges(() => catalogued(pathIn(folder)));
  await expect(failed).rejects.toMatchObject({ kind, notice: { facts: { folder: pathIn(folder) } } });
});
