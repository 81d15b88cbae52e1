import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { escapeIdentifier } from 'pg';
import { describe, expect, it } from 'vitest';
import { describeWithPostgres } from '../../support/describe-with-postgres.ts';
import { sampleDatabase } from '../../support/sample-database.ts';
import { coco } from './coco.ts';
import type { Coco, CocoConnector } from './coco.ts';
import { canaryDatabase } from './postgres-database.ts';

/** Names that some stage between a third party and a terminal could take for something else. */
const names = [
  'a.b',
  'a::b',
  'a"b',
  `it's`,
  'back\\slash',
  '100%',
  '%41',
  'A.B',
  'line\nbreak',
  '\u001B[2J\u001B]0;title\u0007',
  '\u202Egnp.exe',
  '🐘 and 👩‍👩‍👧',
  'e\u0301',
  '\u00E9',
  ' space ',
  '${env:HOME}',
  '{{x}} <b>&amp;',
  '--',
  '-1',
  'null',
  '__proto__',
  'constructor',
  'ü'.repeat(31),
];

const postgresql: CocoConnector = {
  connectorName: 'odd',
  provider: 'postgresql',
  configurationProperties: { url: '${env:ODD_URL}', serverName: 'server' },
};
const sqlite: CocoConnector = {
  connectorName: 'odd',
  provider: 'sqlite-database',
  configurationProperties: { file: 'source/odd.sqlite' },
};

/** Each table is found by its name and shown by its qualified name, nothing on the terminal is more than text, and nothing changes the second time. */
async function expectAllThere(here: Coco, expected: readonly string[]): Promise<void> {
  const first = await here.sync();
  expect(first).toMatchObject({ exitCode: 0, totals: { refused: 0, failed: 0 } });
  expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { unchanged: first.totals.stated } });
  const { stdout } = await here.run('find', '', '--type', 'RelationalTable', '--output', 'json');
  const tables = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Found);
  expect(tables.map(({ properties }) => properties.displayName).toSorted()).toEqual(expected.toSorted());
  expect(new Set(tables.map(({ qualifiedName }) => qualifiedName)).size).toBe(expected.length);
  for (const { qualifiedName } of tables) {
    const shown = await here.start(['show', qualifiedName], { columns: 80 }).done;
    expect({ qualifiedName, exitCode: shown.exitCode }).toEqual({ qualifiedName, exitCode: 0 });
    expectOnlyText(shown.stdout);
  }
  for (const command of [['find', '', '--type', 'RelationalTable'], ['sync', '--dry-run'], ['sync']]) {
    const { stdout: text, stderr } = await here.run(...command);
    expectOnlyText(`${text}${stderr}`);
  }
}

interface Found {
  readonly qualifiedName: string;
  readonly properties: { readonly displayName: string };
}

function expectOnlyText(text: string): void {
  expect(text).not.toContain('\u001B[2J');
  expect(text).not.toContain('\u001B]');
  expect(text).not.toContain('\u0007');
  expect(text).not.toContain('\u202E');
}

describeWithPostgres('names in PostgreSQL', (postgres) => {
  it('are what they are, in schemas, tables, columns and comments', async () => {
    const statements = names.map((name) => {
      const table = escapeIdentifier(name);
      return `CREATE TABLE ${table} (${table} integer); COMMENT ON TABLE ${table} IS 'of ${name.replaceAll("'", "''")}'`;
    });
    const schemas = names.slice(0, 12).map((name) => `CREATE SCHEMA ${escapeIdentifier(name)}`);
    // PostgreSQL cuts to 63 bytes, never within a character: to the 31 that are in the list too.
    const long = 'ü'.repeat(40);
    const sql = [...schemas, ...statements, `CREATE TABLE "a.b"."${long}" ("${long}" integer)`].join(';');
    const { url } = await canaryDatabase(postgres, 'bad_weather_names', sql);
    await expectAllThere(coco({ ODD_URL: url }, postgresql), [...names, 'ü'.repeat(31)]);
  });

  it('may be those of 1,600 columns, or of none', async () => {
    const columns = Array.from({ length: 1600 }, (_, index) => `c${index} integer`);
    const sql = `CREATE TABLE wide (${columns.join()}); CREATE TABLE narrow ()`;
    const { url, run } = await canaryDatabase(postgres, 'bad_weather_wide', sql);
    const here = coco({ ODD_URL: url }, postgresql);
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { stated: 1605, created: 1605 } });
    await run('ALTER TABLE wide DROP COLUMN c7');
    expect(await here.sync()).toMatchObject({ exitCode: 0, totals: { unchanged: 7 + 5, updated: 1592, removed: 1 } });
  });
});

describe('names in SQLite', () => {
  it('are what they are, in tables and columns', async () => {
    const here = coco({}, sqlite);
    mkdirSync(path.join(here.folder, 'source'));
    // For SQLite the letters of ASCII are the same in both cases.
    const different = names.filter((name) => name !== 'A.B');
    const tables = different.map(
      (name) => `CREATE TABLE ${escapeIdentifier(name)} (${escapeIdentifier(name)} integer)`,
    );
    await sampleDatabase(here.folder, 'source/odd.sqlite', tables.join(';'));
    await expectAllThere(here, different);
  });
});
