import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqlite } from '../../../src/runtime/sqlite.ts';
import type { SqliteDatabase } from '../../../src/runtime/sqlite.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import type { Clock } from '../../../src/runtime/clock.ts';
import { sampleDatabase, shop } from '../../support/sample-database.ts';
import { withoutPrivileges } from '../../support/without-privileges.ts';
import { coco } from './coco.ts';
import type { Coco, CocoConnector } from './coco.ts';

const connector: CocoConnector = {
  connectorName: 'shop',
  provider: 'sqlite-database',
  configurationProperties: { file: 'source/shop.sqlite' },
};
/** Database, schema, schema type, two tables with five columns. */
const elements = 10;

async function shopFolder(): Promise<Coco & { readonly store: string }> {
  const here = coco({}, connector);
  mkdirSync(path.join(here.folder, 'source'));
  await sampleDatabase(here.folder, 'source/shop.sqlite', shop);
  return { ...here, store: path.join(here.folder, 'open-metadata.db') };
}

async function opened(file: string): Promise<SqliteDatabase> {
  const database = await openSqlite(file);
  onTestFinished(() => void (database.isOpen && database.close()));
  return database;
}

/** A clock on which waiting for a lock takes many times as long as it does; `slept` is called whenever somebody waits. */
function hastyClock(slept: () => void = () => undefined, times = 1000): Clock {
  let ahead = 0;
  return {
    now: () => systemClock.now() + ahead,
    async sleep(milliseconds, signal) {
      // Only pauses between attempts are that short.
      if (milliseconds < 1000) {
        ahead += milliseconds * times;
        slept();
      }
      await systemClock.sleep(milliseconds, signal);
    },
  };
}

describe('a store', () => {
  it.each([
    {
      what: 'of a newer version',
      id: 'EGERIA-INTEGRATE-STORE-409-001',
      text: /version \d+/,
      spoil: (file: string) => openSqlite(file).then((database) => spoiled(database, 'PRAGMA user_version = 99')),
    },
    {
      what: 'that is a database of something else',
      id: 'EGERIA-INTEGRATE-STORE-400-001',
      text: /is not an open metadata store/,
      spoil: (file: string) => openSqlite(file).then((database) => spoiled(database, 'PRAGMA application_id = 7')),
    },
    {
      what: 'that is no database',
      id: 'EGERIA-INTEGRATE-STORE-400-001',
      text: /is not an open metadata store/,
      spoil: (file: string) => Promise.resolve(writeFileSync(file, 'name,price\n'.repeat(1000))),
    },
    {
      what: 'that is a folder',
      id: 'EGERIA-INTEGRATE-STORE-404-001',
      text: /cannot be opened/,
      spoil: (file: string) => Promise.resolve(mkdirSync(file)),
    },
  ])('$what is refused and left as it is, by every command: exit code 3', async ({ what, id, text, spoil }) => {
    const here = await shopFolder();
    if (what.startsWith('of')) await here.sync();
    await spoil(here.store);
    const before = contentOf(here.store);
    for (const command of [['sync'], ['sync', '--dry-run'], ['find', 'x'], ['export'], ['set', 'x', 'description=y']]) {
      const { exitCode, stdout, stderr } = await here.run(...command);
      expect({ command, exitCode, stdout }).toEqual({ command, exitCode: 3, stdout: '' });
      expect(stderr).toMatch(text);
      expect(stderr).toContain(here.store);
      expect(stderr).toMatch(new RegExp(`\n    id      ${id}\n(    cause .*\n)?    done    \\S.*\n    do      \\S`));
      expect(stderr).not.toMatch(/\n {4}at \S+ \(/);
    }
    expect(contentOf(here.store)).toEqual(before);
  });

  it('that another process writes to for a moment is waited for', async () => {
    const here = await shopFolder();
    await here.sync();
    const other = await opened(here.store);
    other.exec('BEGIN IMMEDIATE');
    await sampleDatabase(here.folder, 'source/shop.sqlite', 'CREATE TABLE fresh (id integer)');
    const waiting = Promise.withResolvers<void>();
    const running = here.start(['sync'], { clock: hastyClock(waiting.resolve) });
    await waiting.promise;
    other.exec('ROLLBACK');
    expect(await running.done).toMatchObject({ exitCode: 0 });
    expect(await here.names()).toHaveLength(elements + 2);
  });

  it('that another process writes to for too long is given up: exit code 3, nothing lost', async () => {
    const here = await shopFolder();
    await here.sync();
    const before = await here.names();
    const other = await opened(here.store);
    other.exec('BEGIN IMMEDIATE');
    await sampleDatabase(here.folder, 'source/shop.sqlite', 'CREATE TABLE fresh (id integer)');
    const { exitCode, stdout } = await here.start(['sync'], { clock: hastyClock() }).done;
    expect(exitCode).toBe(3);
    expect(stdout).toContain(
      '1 failed: Another process is writing to the open metadata store and did not finish in time',
    );
    expect(stdout).toContain('id      EGERIA-INTEGRATE-STORE-423-001');
    expect(await here.names()).toEqual(before);
    other.exec('ROLLBACK');
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { created: 2, unchanged: elements } });
  });

  it('that another process writes to is waited for until Ctrl-C, which is told: exit code 130, nothing lost', async () => {
    const here = await shopFolder();
    await here.sync();
    const other = await opened(here.store);
    other.exec('BEGIN IMMEDIATE');
    await sampleDatabase(here.folder, 'source/shop.sqlite', 'CREATE TABLE fresh (id integer)');
    const interruptOnceTold = (): void => {
      if (running.stderr().includes('EGERIA-INTEGRATE-STORE-423-002')) running.signal('SIGINT');
    };
    const running = here.start(['sync'], { clock: hastyClock(interruptOnceTold, 20) });
    const { exitCode, stdout, stderr } = await running.done;
    expect(exitCode).toBe(130);
    expect(stderr.match(/id      EGERIA-INTEGRATE-STORE-423-002/gu)).toHaveLength(1);
    expect(stdout).toContain('EGERIA-INTEGRATE-STORE-423-001');
    other.exec('ROLLBACK');
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { created: 2, unchanged: elements } });
  });

  it('that another process is making is waited for until Ctrl-C too: exit code 130', async () => {
    const here = await shopFolder();
    const other = await opened(here.store);
    other.exec('BEGIN EXCLUSIVE');
    const running = here.start(['sync'], { clock: hastyClock(() => running.signal('SIGINT'), 20) });
    expect((await running.done).exitCode).toBe(130);
    other.exec('ROLLBACK');
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { created: elements } });
  });

  it('that a reader holds open is written to all the same', async () => {
    const here = await shopFolder();
    await here.sync();
    const reader = await opened(here.store);
    reader.exec('BEGIN; SELECT count(*) FROM element');
    await sampleDatabase(here.folder, 'source/shop.sqlite', 'CREATE TABLE fresh (id integer)');
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { created: 2 } });
  });
});

describe('a folder that may not be written to', () => {
  it('does not take a store: exit code 3, and no report: exit code 2; a dry run needs neither', async () => {
    const here = await shopFolder();
    // What commands import is loaded while we may still read everything.
    expect((await here.run('sync', '--dry-run')).exitCode).toBe(0);
    chmodSync(here.folder, 0o555);
    onTestFinished(() => chmodSync(here.folder, 0o755));
    const before = readdirSync(here.folder);
    await withoutPrivileges(async () => {
      const { exitCode, stdout, stderr } = await here.run('sync');
      expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
      expect(stderr).toContain('The open metadata store cannot be opened');
      expect(stderr).toContain('Check that the folder exists and may be written to.');
      expect(await here.run('sync', '--report', 'report.ndjson')).toMatchObject({ exitCode: 2, stdout: '' });
      expect(await here.run('sync', '--dry-run')).toMatchObject({ exitCode: 0 });
      expect(await here.run('find', 'customer')).toMatchObject({ exitCode: 0 });
    });
    expect(readdirSync(here.folder)).toEqual(before);
  });
});

function spoiled(database: SqliteDatabase, statement: string): void {
  database.exec(`CREATE TABLE IF NOT EXISTS other (id integer); ${statement}`);
  database.close();
}

function contentOf(file: string): Buffer | undefined {
  return statSync(file).isFile() ? readFileSync(file) : undefined;
}
