import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fakeClock } from '../../../test/support/fake-clock.ts';
import { tempFolder } from '../../../test/support/temp-folder.ts';
import { asQualifiedName } from '../../metadata/qualified-name.ts';
import { StoreError } from '../../messages/error-kinds.ts';
import { openSqlite } from '../../runtime/sqlite.ts';
import { openConnection } from './connection.ts';
import { migrations } from './schema.ts';
import { openSqliteStore } from './sqlite-store.ts';

const OMDS = 0x4f_4d_44_53;

describe('a store file', () => {
  it('is created where there is none, and opened again as it was left', async () => {
    const file = path.join(tempFolder(), 'store.db');
    await fill(file, 'glossary');
    expect(await pragmasOf(file)).toEqual({
      application_id: OMDS,
      user_version: migrations.length,
      journal_mode: 'wal',
    });
    expect(await namesIn(file)).toEqual(['glossary']);
  });

  it('may begin as a file of no bytes, or as a SQLite file of version 0 without tables', async () => {
    const folder = tempFolder({ 'no-bytes.db': '' });
    const empty = path.join(folder, 'empty.db');
    const database = await openSqlite(empty);
    database.exec('VACUUM');
    database.close();
    expect(readFileSync(empty).length).toBeGreaterThan(0);
    for (const file of [path.join(folder, 'no-bytes.db'), empty]) {
      await fill(file, 'glossary');
      expect(await namesIn(file)).toEqual(['glossary']);
    }
  });

  it('of an older version is brought to the current one, step by step, with what is in it', async () => {
    const file = path.join(tempFolder(), 'store.db');
    await fill(file, 'glossary');
    const steps = [...migrations, 'CREATE TABLE added (id INTEGER)', 'INSERT INTO added SELECT max(id) FROM element'];
    const connection = await openConnection(file, fakeClock(), { steps });
    expect(connection.database.prepare('SELECT count(id) AS count FROM added').get()).toEqual({ count: 1 });
    expect(connection.database.prepare('SELECT name FROM element').all()).toEqual([{ name: 'glossary' }]);
    connection.close();
    expect(await pragmasOf(file)).toMatchObject({ user_version: migrations.length + 2 });
    // Once is enough.
    const again = await openConnection(file, fakeClock(), { steps });
    expect(again.database.prepare('SELECT count(*) AS count FROM added').get()).toEqual({ count: 1 });
    again.close();
  });

  it('is as it was after a step that failed', async () => {
    const file = path.join(tempFolder(), 'store.db');
    await fill(file, 'glossary');
    const steps = [...migrations, 'CREATE TABLE added (id INTEGER); INSERT INTO no_such_table VALUES (1)'];
    await expect(openConnection(file, fakeClock(), { steps })).rejects.toBeInstanceOf(StoreError);
    expect(await pragmasOf(file)).toMatchObject({ user_version: migrations.length });
    expect(await namesIn(file)).toEqual(['glossary']);
  });

  it('of a newer version is left alone', async () => {
    const file = path.join(tempFolder(), 'store.db');
    await fill(file, 'glossary');
    const database = await openSqlite(file);
    database.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    database.close();
    await expectRefusal(file, 'EGERIA-INTEGRATE-STORE-409-001', { known: String(migrations.length) });
  });
});

describe('a file that is no store', () => {
  it.each([0, 1, 99])('such as a foreign SQLite file of version %i is left alone', async (version) => {
    const file = path.join(tempFolder(), 'foreign.db');
    const database = await openSqlite(file);
    database.exec(`CREATE TABLE orders (id INTEGER); PRAGMA user_version = ${version}`);
    database.close();
    await expectRefusal(file, 'EGERIA-INTEGRATE-STORE-400-001');
  });

  it('such as an empty SQLite file of another application is left alone', async () => {
    const file = path.join(tempFolder(), 'foreign.db');
    const database = await openSqlite(file);
    database.exec('PRAGMA application_id = 42');
    database.close();
    await expectRefusal(file, 'EGERIA-INTEGRATE-STORE-400-001');
  });

  it('such as a text is left alone', async () => {
    const folder = tempFolder({ 'text.db': 'name: coco-catalog\n'.repeat(500) });
    await expectRefusal(path.join(folder, 'text.db'), 'EGERIA-INTEGRATE-STORE-400-001');
  });

  it('such as a folder, or a path in a folder that is not there, cannot be opened', async () => {
    const folder = tempFolder();
    mkdirSync(path.join(folder, 'store.db'));
    for (const file of ['store.db', 'no-such-folder/store.db']) {
      const attempt = openSqliteStore(path.join(folder, file), fakeClock());
      await expect(attempt).rejects.toMatchObject({
        kind: 'StoreError',
        notice: { id: 'EGERIA-INTEGRATE-STORE-404-001', facts: { store: path.join(folder, file) } },
      });
    }
    expect(existsSync(path.join(folder, 'no-such-folder'))).toBe(false);
  });

  it('is told from a store that is damaged', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'store.db');
    await fill(file, ...Array.from({ length: 200 }, (_, index) => `glossary ${index}`));
    const bytes = readFileSync(file);
    // The first page, with the schema, is whole; the others are overwritten.
    bytes.fill(0xab, 8192);
    writeFileSync(path.join(folder, 'damaged.db'), bytes);
    await expect(namesIn(path.join(folder, 'damaged.db'))).rejects.toMatchObject({
      kind: 'StoreError',
      notice: { id: 'EGERIA-INTEGRATE-STORE-500-001' },
    });
  });
});

/** Opening is refused with a message, and the file has the bytes that it had. */
async function expectRefusal(file: string, id: string, facts: Readonly<Record<string, string>> = {}): Promise<void> {
  copyFileSync(file, `${file}.before`);
  await expect(openSqliteStore(file, fakeClock())).rejects.toMatchObject({
    kind: 'StoreError',
    notice: { id, facts: { store: file, ...facts } },
  });
  expect(readFileSync(file).equals(readFileSync(`${file}.before`))).toBe(true);
  expect(existsSync(`${file}-wal`)).toBe(false);
}

async function fill(file: string, ...names: readonly string[]): Promise<void> {
  const store = await openSqliteStore(file, fakeClock());
  const elements = names.map((name) => ({
    typeName: 'Glossary',
    qualifiedName: asQualifiedName(name),
    properties: { displayName: name },
  }));
  await store.write(
    elements.map((element) => ({ kind: 'create-element', element })),
    { userId: 'erinoverview', metadataSource: undefined },
  );
  await store.disconnect();
}

async function namesIn(file: string): Promise<readonly string[]> {
  const store = await openSqliteStore(file, fakeClock());
  onTestFinished(async () => store.disconnect());
  return Array.fromAsync(store.find({}), ({ qualifiedName }) => qualifiedName);
}

async function pragmasOf(file: string): Promise<Readonly<Record<string, unknown>>> {
  const database = await openSqlite(file, { readOnly: true });
  const names = ['application_id', 'user_version', 'journal_mode'];
  const values = names.map((name) => database.prepare(`PRAGMA ${name}`).get()?.[name]);
  database.close();
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}
