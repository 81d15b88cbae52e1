import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DaemonEvent } from '../../src/report/events.ts';
import { eventsIn, resultIn, runCli } from '../support/run-cli.ts';
import { sampleDatabase, shop, sqliteDefinition } from '../support/sample-database.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** The elements that the shop consists of: database, schema, schema type, two tables, five columns. */
const shopElements = 10;

async function shopFolder(definition = sqliteDefinition({ shop: 'shop.sqlite' })): Promise<string> {
  const folder = tempFolder({ 'egeria-integrate.yaml': definition });
  await sampleDatabase(folder, 'shop.sqlite', shop);
  return folder;
}

describe('sync', () => {
  it('catalogs a database, and writes nothing the second time', async () => {
    const cwd = await shopFolder();
    const first = await runCli(['sync'], { cwd });
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stdout).toMatch(
      /^connector +stated +created +updated +unchanged +removed +refused +failed +seconds\n/,
    );
    expect(first.stdout).toMatch(
      new RegExp(`^shop +${shopElements} +${shopElements} +0 +0 +0 +0 +0 +\\d+\\.\\d\\d$`, 'm'),
    );
    expect(first.stdout).toContain('Next:\n  egeria-integrate find --type RelationalTable\n');
    expect(first.stderr).toContain(`shop: ${shopElements} stated (${shopElements} created)`);
    const second = await runCli(['sync'], { cwd });
    expect(second).toMatchObject({ exitCode: 0 });
    expect(second.stdout).toMatch(new RegExp(`^shop +${shopElements} +0 +0 +${shopElements} +0 +0 +0 +`, 'm'));
    expect(second.stdout).not.toContain('Next:');
  });

  it('speaks JSON to programs: an event a line, the result last', async () => {
    const cwd = await shopFolder();
    const run = await runCli(['sync', '--output', 'json'], { cwd });
    expect(run.stderr).toBe('');
    const totals = { stated: 10, created: 10, updated: 0, unchanged: 0, removed: 0, refused: 0, failed: 0 };
    expect(resultIn(run)).toEqual({
      kind: 'result',
      exitCode: 0,
      totals,
      connectors: [{ connectorName: 'shop', totals }],
    });
    const kinds = eventsIn(run).map(({ kind }) => kind);
    expect(kinds[0]).toBe('started');
    expect(kinds.filter((kind) => kind !== 'progress')).toEqual(['started', 'status', 'report', 'status', 'result']);
  });

  it('shows what a dry run would do, with old and new values, and writes nothing', async () => {
    const cwd = await shopFolder();
    await runCli(['sync'], { cwd });
    await sampleDatabase(
      cwd,
      'shop.sqlite',
      'alter table customer add column email text; alter table orders rename column total to amount;',
    );
    const before = readFileSync(path.join(cwd, 'open-metadata.db'));
    const dry = await runCli(['sync', '--dry-run'], { cwd });
    expect(dry.exitCode).toBe(0);
    expect(dry.stdout).toMatch(/^ {2}\+ RelationalColumn .*customer\.email$/m);
    expect(dry.stdout).toMatch(/^ {2}- RelationalColumn .*orders\.total \(/m);
    expect(dry.stdout).toContain('nothing was written');
    expect(readFileSync(path.join(cwd, 'open-metadata.db')).equals(before)).toBe(true);
    const actions = eventsIn(await runCli(['sync', '--dry-run', '--output', 'json'], { cwd }))
      .filter((event) => event.kind === 'element')
      .map(({ action, typeName }) => `${action} ${typeName}`);
    expect(actions).toEqual(['create RelationalColumn', 'create RelationalColumn', 'remove RelationalColumn']);
  });

  it('leaves no store behind after a dry run of a new definition', async () => {
    const cwd = await shopFolder();
    const dry = await runCli(['sync', '--dry-run'], { cwd });
    expect(dry.exitCode).toBe(0);
    expect(dry.stdout).toMatch(/^ {2}\+ RelationalDatabase /m);
    expect(readdirSync(cwd).toSorted()).toEqual(['egeria-integrate.yaml', 'shop.sqlite']);
  });

  it('runs only the connectors and targets that were asked for', async () => {
    const cwd = await shopFolder(sqliteDefinition({ one: 'shop.sqlite', two: 'nothing.sqlite' }));
    const run = await runCli(['sync', '--connector', 'one', '--output', 'json'], { cwd });
    expect(resultIn(run)).toMatchObject({ exitCode: 0, connectors: [{ connectorName: 'one' }] });
    const misspelt = await runCli(['sync', '--connector', 'ome'], { cwd });
    expect(misspelt).toMatchObject({ exitCode: 2, stdout: '' });
    expect(misspelt.stderr).toContain('Did you mean "one"?');
  });

  it('lets the others go on when one connector fails: exit code 4, and 3 when nothing went through', async () => {
    const cwd = await shopFolder(sqliteDefinition({ gone: 'nothing.sqlite', shop: 'shop.sqlite' }));
    const some = await runCli(['sync'], { cwd });
    expect(some.exitCode).toBe(4);
    expect(some.stdout).toMatch(/^shop +10 +10 /m);
    expect(some.stdout).toMatch(/^total +10 +10 /m);
    expect(some.stdout).toContain('1 failed: The SQLite database file does not exist');
    expect(some.stdout).toContain('do      Check `file`');
    expect(some.stderr).toContain('gone: 0 stated');
    const none = await runCli(['sync', '--connector', 'gone', '--output', 'json'], { cwd });
    expect(resultIn(none)).toMatchObject({ exitCode: 3, totals: { stated: 0 } });
    expect(none.exitCode).toBe(3);
  });

  it('keeps what the removal guard protects: exit code 5, until removals are allowed', async () => {
    const cwd = await shopFolder();
    await sampleDatabase(cwd, 'shop.sqlite', 'create table wide (a, b, c, d, e, f, g, h, i, j, k, l);');
    await runCli(['sync'], { cwd });
    await sampleDatabase(cwd, 'shop.sqlite', 'drop table wide;');
    const refused = await runCli(['sync'], { cwd });
    expect(refused.exitCode).toBe(5);
    expect(refused.stdout).toContain('More elements would be removed than the removal guard permits');
    expect(refused.stdout).toContain('sync --allow-removals');
    const allowed = await runCli(['sync', '--allow-removals', '--output', 'json'], { cwd });
    expect(resultIn(allowed)).toMatchObject({ exitCode: 0, totals: { removed: 13 } });
  });

  it('writes every event to a report file, whole or not at all', async () => {
    const cwd = await shopFolder();
    const run = await runCli(['sync', '--report', 'report.ndjson'], { cwd });
    expect(run.exitCode).toBe(0);
    const lines = readFileSync(path.join(cwd, 'report.ndjson'), 'utf8').trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line) as DaemonEvent);
    expect(events.filter(({ kind }) => kind === 'element')).toHaveLength(shopElements);
    expect(events.at(-1)).toMatchObject({ kind: 'result', exitCode: 0 });
    expect(readdirSync(cwd).filter((name) => name.includes('partial'))).toEqual([]);
    const nowhere = await runCli(['sync', '--report', 'no/such/folder/report.ndjson'], { cwd });
    expect(nowhere).toMatchObject({ exitCode: 2, stdout: '' });
  });

  it('takes the definition and all its paths from wherever it is', async () => {
    const cwd = await shopFolder();
    const folder = tempFolder();
    const definition = path.join(cwd, 'egeria-integrate.yaml');
    expect(await runCli(['sync', definition], { cwd: folder })).toMatchObject({ exitCode: 0 });
    expect(existsSync(path.join(cwd, 'open-metadata.db'))).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('makes control characters in names of the third party visible', async () => {
    const cwd = await shopFolder();
    await sampleDatabase(cwd, 'shop.sqlite', `create table "bad\u001B[2J\u202Ename" (id integer);`);
    const run = await runCli(['sync', '--dry-run'], { cwd, columns: 300 });
    expect(run.stdout).toContain(String.raw`bad\u001b[2J\u202ename`);
    expect(run.stdout).not.toContain('\u001B[2J');
    expect(run.stdout).not.toContain('\u202E');
  });

  it.each([
    ['of a newer version', 'EGERIA-INTEGRATE-STORE-409-001'],
    ['that is none', 'EGERIA-INTEGRATE-STORE-400-001'],
  ])('refuses a store %s: exit code 3', async (what, id) => {
    const cwd = await shopFolder();
    await runCli(['sync'], { cwd });
    if (what === 'that is none')
      writeFileSync(path.join(cwd, 'open-metadata.db'), 'This is no database, however long it is.'.repeat(99));
    else await sampleDatabase(cwd, 'open-metadata.db', 'pragma user_version = 9999');
    const run = await runCli(['sync'], { cwd });
    expect(run).toMatchObject({ exitCode: 3, stdout: '' });
    expect(run.stderr).toContain(id);
    const json = await runCli(['sync', '--output', 'json'], { cwd });
    expect(eventsIn(json)).toMatchObject([
      { kind: 'notice', message: { id } },
      { kind: 'result', exitCode: 3, connectors: [] },
    ]);
  });
});
