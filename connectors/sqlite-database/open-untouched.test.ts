import { chmodSync, readdirSync, rmSync, symlinkSync, truncateSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSqlite } from '../../src/kit/index.ts';
import { tempFolder } from '../../test/support/temp-folder.ts';
import { otherProcess } from './__fixtures__/other-process.ts';
import { sqliteFile } from './__fixtures__/sqlite-file.ts';
import { tracesOf } from './__fixtures__/traces.ts';
import { readUntouched } from './open-untouched.ts';

/** The tables that a reader sees. */
async function tablesIn(file: string, lockTimeoutMilliseconds = 0): Promise<string[]> {
  let names: string[] = [];
  const options = { signal: new AbortController().signal, lockTimeoutMilliseconds };
  const database = await readUntouched(file, options, (attached) => {
    const rows = attached.prepare("SELECT name FROM source.sqlite_schema WHERE type = 'table' ORDER BY name").all();
    names = rows.map((row) => String(row['name']));
  });
  database.close();
  return names;
}

/** Expects that reading shows these tables, and leaves no trace in the folder. */
async function expectUntouched({ file, tables }: { file: string; tables: readonly string[] }): Promise<void> {
  let seen: readonly string[] = [];
  const folder = path.dirname(file);
  const { before, after, madeOrRemoved } = await tracesOf(folder, async () => {
    seen = await tablesIn(file);
  });
  expect(seen).toEqual(tables);
  expect(after).toEqual(before);
  expect(madeOrRemoved).toEqual([]);
}

/** A folder for temporary files of the test's own, to see that nothing stays in it. */
function ownTemporaryFolder(): string {
  const folder = tempFolder();
  vi.stubEnv('TMPDIR', folder);
  return folder;
}

const INTO_WAL_MODE = 'PRAGMA journal_mode = WAL;';
/** Changes more pages than the cache holds, so that some reach the file before the commit. */
const SPILL = `
  PRAGMA cache_size = 1; BEGIN; CREATE TABLE uncommitted (x);
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
  INSERT INTO uncommitted SELECT randomblob(100) FROM n;`;

describe('reading a database leaves no trace', () => {
  it('is told apart from plain read-only mode, which leaves files beside a database in WAL mode', async () => {
    const { config, folder } = await sqliteFile(`${INTO_WAL_MODE} CREATE TABLE a (x)`);
    const { madeOrRemoved } = await tracesOf(folder, async () => {
      const database = await openSqlite(config.file, { readOnly: true });
      database.exec('SELECT 1 FROM sqlite_schema');
      database.close();
    });
    expect(madeOrRemoved.toSorted()).toEqual(['shop.db-shm', 'shop.db-wal']);
  });

  it('with a rollback journal, and nobody using it', async () => {
    const { config } = await sqliteFile('CREATE TABLE a (x)');
    await expectUntouched({ file: config.file, tables: ['a'] });
  });

  it('with a rollback journal, while another process is in a transaction', async () => {
    const { config } = await sqliteFile('CREATE TABLE a (x)');
    await otherProcess(config.file).run('BEGIN; CREATE TABLE uncommitted (x)');
    await expectUntouched({ file: config.file, tables: ['a'] });
  });

  it('with the hot journal of a process that died within a transaction', async () => {
    const { config } = await sqliteFile('CREATE TABLE a (x)');
    const writer = otherProcess(config.file);
    await writer.run(SPILL);
    await writer.kill();
    const database = await openSqlite(config.file, { readOnly: true });
    expect(() => database.exec('SELECT 1 FROM sqlite_schema')).toThrow(/readonly/);
    database.close();
    const temporary = ownTemporaryFolder();
    await expectUntouched({ file: config.file, tables: ['a'] });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('in WAL mode, and nobody using it', async () => {
    const { config } = await sqliteFile(`${INTO_WAL_MODE} CREATE TABLE a (x)`);
    await expectUntouched({ file: config.file, tables: ['a'] });
  });

  it('in WAL mode, with what another process has committed to the log only', async () => {
    const { config } = await sqliteFile(`${INTO_WAL_MODE} CREATE TABLE a (x)`);
    const writer = otherProcess(config.file);
    await writer.run('CREATE TABLE in_log (x); BEGIN; CREATE TABLE uncommitted (x)');
    await expectUntouched({ file: config.file, tables: ['a', 'in_log'] });
  });

  it('in WAL mode, with a log that another process has emptied', async () => {
    const { config } = await sqliteFile(`${INTO_WAL_MODE} CREATE TABLE a (x)`);
    await otherProcess(config.file).run('CREATE TABLE was_in_log (x); PRAGMA wal_checkpoint(TRUNCATE)');
    await expectUntouched({ file: config.file, tables: ['a', 'was_in_log'] });
  });

  it('in WAL mode, with the log of a process that died', async () => {
    const { config } = await sqliteFile(`${INTO_WAL_MODE} CREATE TABLE a (x)`);
    const writer = otherProcess(config.file);
    await writer.run(`CREATE TABLE in_log (x); ${SPILL}`);
    await writer.kill();
    await expectUntouched({ file: config.file, tables: ['a', 'in_log'] });
  });

  it('in WAL mode, with a log whose index was lost', async () => {
    const { config } = await sqliteFile(`${INTO_WAL_MODE} CREATE TABLE a (x)`);
    const writer = otherProcess(config.file);
    await writer.run('CREATE TABLE in_log (x)');
    await writer.kill();
    rmSync(`${config.file}-shm`);
    const temporary = ownTemporaryFolder();
    await expectUntouched({ file: config.file, tables: ['a', 'in_log'] });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('behind a symbolic link, with the log where that leads', async () => {
    const { config } = await sqliteFile(`${INTO_WAL_MODE} CREATE TABLE a (x)`);
    await otherProcess(config.file).run('CREATE TABLE in_log (x)');
    const link = path.join(tempFolder(), 'link.db');
    symlinkSync(config.file, link);
    await expectUntouched({ file: link, tables: ['a', 'in_log'] });
  });

  it.each(['', INTO_WAL_MODE])('in a read-only folder (%s)', async (mode) => {
    const { config, folder } = await sqliteFile(`${mode} CREATE TABLE a (x)`);
    chmodSync(config.file, 0o444);
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    await asOrdinaryUser(() => expectUntouched({ file: config.file, tables: ['a'] }));
  });

  it('when the name has signs that a URL would take for its own', async () => {
    const { config } = await sqliteFile(`${INTO_WAL_MODE} CREATE TABLE a (x)`, 'a?b=1&mode=rwc#c%20 é.db');
    await expectUntouched({ file: config.file, tables: ['a'] });
  });

  it('when the file is empty, which is an empty database', async () => {
    const file = path.join(tempFolder({ 'empty.db': '' }), 'empty.db');
    await expectUntouched({ file, tables: [] });
  });
});

describe('a database that is in use', () => {
  it('is unavailable while another process has it locked', async () => {
    const { config } = await sqliteFile('CREATE TABLE a (x)');
    await otherProcess(config.file).run('BEGIN EXCLUSIVE');
    await expect(tablesIn(config.file, 60)).rejects.toMatchObject({
      kind: 'UnavailableError',
      notice: { id: 'SQLITE-DATABASE-503-001', facts: { file: config.file } },
      cause: { errcode: 5 },
    });
  });

  it('is unavailable while a process has it in exclusive WAL mode', async () => {
    const { config } = await sqliteFile(`${INTO_WAL_MODE} CREATE TABLE a (x)`);
    await otherProcess(config.file).run('PRAGMA locking_mode = EXCLUSIVE; CREATE TABLE b (x)');
    await expect(tablesIn(config.file)).rejects.toMatchObject({ notice: { id: 'SQLITE-DATABASE-503-001' } });
  });

  it('is waited for, as long as the time-out says', async () => {
    const { config } = await sqliteFile('CREATE TABLE a (x)');
    const writer = otherProcess(config.file);
    await writer.run('BEGIN EXCLUSIVE; CREATE TABLE b (x)');
    const reading = tablesIn(config.file, 20_000);
    await writer.run('COMMIT');
    expect(await reading).toEqual(['a', 'b']);
  });

  it('is no longer waited for after an abort', async () => {
    const { config } = await sqliteFile('CREATE TABLE a (x)');
    await otherProcess(config.file).run('BEGIN EXCLUSIVE');
    const options = { signal: AbortSignal.timeout(50), lockTimeoutMilliseconds: 60_000 };
    await expect(readUntouched(config.file, options, () => undefined)).rejects.toThrow(/abort/);
  });

  it('is read again when it changed while it was read without locks', async () => {
    const { config } = await sqliteFile(`${INTO_WAL_MODE} CREATE TABLE a (x)`);
    let reads = 0;
    const options = { signal: new AbortController().signal, lockTimeoutMilliseconds: 1000 };
    const database = await readUntouched(config.file, options, () => {
      reads += 1;
      if (reads === 1) utimesSync(config.file, 1, 1);
    });
    database.close();
    expect(reads).toBe(2);
  });

  it('is unavailable when it changes each time', async () => {
    const { config } = await sqliteFile(`${INTO_WAL_MODE} CREATE TABLE a (x)`);
    let reads = 0;
    const options = { signal: new AbortController().signal, lockTimeoutMilliseconds: 60 };
    const reading = readUntouched(config.file, options, () => {
      reads += 1;
      utimesSync(config.file, reads, reads);
    });
    await expect(reading).rejects.toMatchObject({
      kind: 'UnavailableError',
      notice: { id: 'SQLITE-DATABASE-503-002' },
    });
  });
});

describe('what is no readable database', () => {
  const failure = async (file: string): Promise<unknown> =>
    tablesIn(file).then(
      () => undefined,
      (error) => error,
    );

  it('is unavailable when it does not exist', async () => {
    const file = path.join(tempFolder(), 'missing.db');
    expect(await failure(file)).toMatchObject({ kind: 'UnavailableError', notice: { id: 'SQLITE-DATABASE-404-001' } });
    expect(readdirSync(path.dirname(file))).toEqual([]);
  });

  it('is a configuration error when it is a folder', async () => {
    const expected = { kind: 'ConfigurationError', notice: { id: 'SQLITE-DATABASE-400-001' } };
    expect(await failure(tempFolder())).toMatchObject(expected);
  });

  it.each([
    ['text', 'hello world, '.repeat(1000)],
    ['an encrypted database', Buffer.from(Array.from({ length: 8192 }, (_, index) => (index * 151 + 7) % 256))],
    ['the first 16 bytes of a database', 'SQLite format 3\0'],
  ])('is a configuration error when it is %s', async (_what, content) => {
    const file = path.join(tempFolder({ 'no.db': content }), 'no.db');
    expect(await failure(file)).toMatchObject({
      kind: 'ConfigurationError',
      notice: { id: 'SQLITE-DATABASE-400-002' },
      cause: { errcode: 26 },
    });
  });

  it('is unavailable when the end of the file is missing', async () => {
    const { config } = await sqliteFile('CREATE TABLE a (x); CREATE TABLE b (x)');
    truncateSync(config.file, 5000);
    expect(await failure(config.file)).toMatchObject({
      kind: 'UnavailableError',
      notice: { id: 'SQLITE-DATABASE-503-003' },
    });
  });

  it('is unavailable when it needs a recovery and is too large for a copy', async () => {
    const { config } = await sqliteFile(`${INTO_WAL_MODE} CREATE TABLE a (x)`);
    const writer = otherProcess(config.file);
    await writer.run('CREATE TABLE in_log (x)');
    await writer.kill();
    rmSync(`${config.file}-shm`);
    truncateSync(`${config.file}-wal`, 2 ** 30);
    expect(await failure(config.file)).toMatchObject({
      kind: 'UnavailableError',
      notice: { id: 'SQLITE-DATABASE-503-004' },
    });
  });

  it('is not authorized when its folder may not be entered', async () => {
    const { config, folder } = await sqliteFile('CREATE TABLE a (x)');
    chmodSync(folder, 0o000);
    onTestFinished(() => chmodSync(folder, 0o700));
    expect(await asOrdinaryUser(() => failure(config.file))).toMatchObject({
      kind: 'NotAuthorizedError',
      notice: { id: 'SQLITE-DATABASE-403-001' },
      cause: { code: 'EACCES' },
    });
  });
});

/** Permissions do not bind the superuser, so that nobody in particular acts in its place. */
async function asOrdinaryUser<T>(action: () => Promise<T>): Promise<T> {
  const isSuperuser = process.geteuid?.() === 0;
  if (isSuperuser) process.seteuid?.(65534);
  try {
    return await action();
  } finally {
    if (isSuperuser) process.seteuid?.(0);
  }
}
