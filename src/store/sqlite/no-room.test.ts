import { chmodSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { spawnStoreProcess } from '../../../test/support/spawn-store-process.ts';
import { tempFolder } from '../../../test/support/temp-folder.ts';
import { asQualifiedName } from '../../metadata/qualified-name.ts';
import { systemClock } from '../../runtime/clock.ts';
import type { Mutation, OpenMetadataStore, Writer } from '../open-metadata-store.ts';
import { openConnection } from './connection.ts';
import { openSqliteStore, storeOver } from './sqlite-store.ts';

const erin: Writer = { userId: 'erinoverview', metadataSource: undefined };
const FULL = { kind: 'StoreError', notice: { id: 'EGERIA-INTEGRATE-STORE-507-001' } };
const TIMEOUT = 60_000;

describe('a store without room', { timeout: TIMEOUT }, () => {
  it('refuses what does not fit, keeps what was acknowledged, and works again when there is room', async () => {
    const file = path.join(tempFolder(), 'store.db');
    const connection = await openConnection(file, systemClock);
    const { database } = connection;
    const store = storeOver(connection);
    onTestFinished(async () => store.disconnect());
    const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
    database.exec(`PRAGMA max_page_count = ${pages + 100}`);
    let acknowledged = 0;
    const fill = async (): Promise<void> => {
      for (;;) {
        await store.write(glossaries(acknowledged, 100), erin);
        acknowledged += 100;
      }
    };
    await expect(fill()).rejects.toMatchObject(FULL);
    expect(acknowledged).toBeGreaterThan(100);
    await expectGlossaries(store, acknowledged);
    // Reading and, where it needs no more room, even writing go on.
    await expect(store.write(glossaries(acknowledged, 100), erin)).rejects.toMatchObject(FULL);
    database.exec('PRAGMA max_page_count = 1000000');
    await store.write(glossaries(acknowledged, 100), erin);
    await expectGlossaries(store, acknowledged + 100);
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  });

  it.skipIf(process.platform === 'win32')('does the same when a limit of the system is reached', async () => {
    const file = path.join(tempFolder(), 'store.db');
    const task = { role: 'write', label: 'a', elements: 101 } as const;
    const limited = spawnStoreProcess(file, { ...task, count: 1000, fileLimitKiB: 1500 });
    expect(await limited.ended).toBe(1);
    const acknowledged = limited.lines.filter((line) => line.startsWith('batch ')).length;
    expect(limited.lines.at(-1)).toBe('StoreError EGERIA-INTEGRATE-STORE-507-001');
    expect(acknowledged).toBeGreaterThan(1);
    const next = spawnStoreProcess(file, { ...task, label: 'b', count: 3 });
    expect(await next.ended).toBe(0);
    const connection = await openConnection(file, systemClock);
    expect(connection.database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    const store = storeOver(connection);
    onTestFinished(async () => store.disconnect());
    const tables = await Array.fromAsync(store.find({ typeName: 'RelationalTable' }), (table) => table.qualifiedName);
    const expected = Array.from({ length: acknowledged }, (_, index) => `a ${index + 1} table`);
    expect(tables).toEqual([...expected, 'b 1 table', 'b 2 table', 'b 3 table']);
  });
});

describe.skipIf(process.platform === 'win32')('a store that may not be written to', { timeout: TIMEOUT }, () => {
  // Root may write anywhere, so that it looks at this as somebody else.
  const uid = process.getuid?.() === 0 ? { uid: 65_534 } : {};

  it('is not created in a folder that is read-only', async () => {
    const folder = readOnlyFolder();
    const attempt = spawnStoreProcess(path.join(folder, 'store.db'), { role: 'open', ...uid });
    expect(await attempt.ended).toBe(1);
    expect(attempt.lines).toEqual(['StoreError EGERIA-INTEGRATE-STORE-404-001']);
  });

  it('says so when it is there and is read-only', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'store.db');
    const store = await openSqliteStore(file, systemClock);
    await store.write(glossaries(0, 1), erin);
    await store.disconnect();
    chmodSync(file, 0o444);
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    const { size } = statSync(file);
    const attempt = spawnStoreProcess(file, { role: 'write', label: 'a', count: 1, ...uid });
    expect(await attempt.ended).toBe(1);
    expect(attempt.lines.at(-1)).toMatch(/^StoreError EGERIA-INTEGRATE-STORE-40[34]-001$/);
    expect(statSync(file).size).toBe(size);
  });
});

function readOnlyFolder(): string {
  const folder = path.join(tempFolder({ 'read-only/file': '' }), 'read-only');
  chmodSync(path.dirname(folder), 0o755);
  rmSync(path.join(folder, 'file'));
  chmodSync(folder, 0o555);
  onTestFinished(() => chmodSync(folder, 0o755));
  return folder;
}

function glossaries(start: number, count: number): readonly Mutation[] {
  return Array.from({ length: count }, (_, index) => {
    const qualifiedName = asQualifiedName(`glossary ${start + index}`);
    const properties = { displayName: `glossary ${start + index}`, description: 'x'.repeat(200) };
    return { kind: 'create-element', element: { typeName: 'Glossary', qualifiedName, properties } };
  });
}

async function expectGlossaries(store: OpenMetadataStore, count: number): Promise<void> {
  const names = await Array.fromAsync(store.find({}), ({ qualifiedName }) => qualifiedName);
  expect(names).toEqual(Array.from({ length: count }, (_, index) => `glossary ${index}`));
  expect(await Array.fromAsync(store.find({ text: 'glossary' }))).toHaveLength(count);
}
