import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import type { CliResult } from '../support/run-cli.ts';
import { sampleDatabase, shop, sqliteDefinition } from '../support/sample-database.ts';
import { tempFolder } from '../support/temp-folder.ts';

const escape = '\u001B[';

async function folder(
  files: Readonly<Record<string, string>> = { shop: 'shop.sqlite', gone: 'gone.sqlite' },
): Promise<string> {
  const cwd = tempFolder({ 'egeria-integrate.yaml': sqliteDefinition(files) });
  await sampleDatabase(cwd, 'shop.sqlite', shop);
  return cwd;
}

/** Lines that are wider than the terminal. Commands and paths stay whole, to be typed and copied. */
function tooWide({ stdout, stderr }: CliResult, columns: number): string[] {
  // What is drawn in place begins with the mark of a new drawing, and ends with the cursor shown again.
  return `${stdout}\n${stderr}`
    .replaceAll(`${escape}?2026h`, '\n')
    .replaceAll(`${escape}?25h`, '\n')
    .split('\n')
    .map(stripVTControlCharacters)
    .filter((line) => line.length > columns && !/egeria-integrate[ .]|\/tmp\//.test(line));
}

describe('output for people', () => {
  it.each([40, 80, 120])('fits a terminal of %d columns', async (columns) => {
    const cwd = await folder();
    for (const command of [
      ['sync'],
      ['sync', '--dry-run'],
      ['--help'],
      ['sync', '--help'],
      ['services'],
      ['connectors', 'list'],
    ]) {
      const run = await runCli(command, { cwd, columns });
      expect({ command, tooWide: tooWide(run, columns) }).toEqual({ command, tooWide: [] });
    }
  });

  it('shows progress in place and colours at a terminal, the summary on standard output', async () => {
    const run = await runCli(['sync'], { cwd: await folder(), columns: 120 });
    expect(run.stderr).toContain('\u001B[32m✔\u001B[39m shop 10 stated (10 created)');
    expect(run.stderr).toContain('\u001B[31m✘\u001B[39m gone 0 stated');
    expect(stripVTControlCharacters(run.stdout)).toMatch(/^connector +stated/);
    expect(run.stdout).toContain(escape);
  });

  it.each([
    ['a log', {}, undefined],
    ['continuous integration', { CI: 'true' }, 120],
    ['a dumb terminal', { TERM: 'dumb' }, 120],
  ])('has neither colours nor movement for %s', async (_what, env, columns) => {
    const cwd = await folder();
    const run = await runCli(['sync'], columns === undefined ? { cwd, env } : { cwd, env, columns });
    expect(`${run.stdout}${run.stderr}`).not.toContain('\u001B');
    expect(run.stderr).toMatch(/^shop: 10 stated \(10 created\), \d+\.\d s$/m);
    expect(run.stderr).toMatch(/^gone: 0 stated, \d+\.\d s, failed: The SQLite database file does not exist/m);
  });

  it('annotates what failed where GitHub runs it', async () => {
    const run = await runCli(['sync'], { cwd: await folder(), env: { CI: 'true', GITHUB_ACTIONS: 'true' } });
    expect(run.stderr).toMatch(/^::error::The SQLite database file does not exist/m);
  });

  it('leaves colours out where NO_COLOR is set, and brings them in for FORCE_COLOR', async () => {
    const cwd = await folder();
    const plain = await runCli(['sync'], { cwd, columns: 120, env: { NO_COLOR: '1' } });
    for (const colour of ['32m', '31m', '1m', '2m'])
      expect(`${plain.stdout}${plain.stderr}`).not.toContain(escape + colour);
    expect((await runCli(['sync'], { cwd, env: { FORCE_COLOR: '1' } })).stdout).toContain(escape);
  });

  it('adds up: the rows of the connectors make the total', async () => {
    const run = await runCli(['sync'], {
      cwd: await folder({ one: 'shop.sqlite', two: 'shop.sqlite', gone: 'gone.sqlite' }),
    });
    const rows = run.stdout.split('\n\n')[0]?.split('\n').slice(1) ?? [];
    const numbers = rows.map((row) => row.split(/ {2,}/).slice(1, -1).map(Number));
    const total = numbers.pop();
    expect(numbers).toHaveLength(3);
    expect(total).toEqual(numbers.reduce((sum, row) => sum.map((value, index) => value + (row[index] ?? 0))));
    for (const [stated = 0, created = 0, updated = 0, unchanged = 0, , refused = 0, failed = 0] of [
      ...numbers,
      total ?? [],
    ]) {
      expect(created + updated + unchanged + refused + failed).toBe(stated);
    }
  });
});
