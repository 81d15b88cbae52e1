import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';

const reporter = path.join(import.meta.dirname, 'closing-line-reporter.ts');
const vitest = path.join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'egeria-integrate-closing-line-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What a whole run of vitest over these tests writes to stdout, by lines. */
async function run(tests: string, config: object = {}): Promise<string[]> {
  const options = { test: { globals: true, reporters: ['default', reporter], ...config } };
  await writeFile(path.join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify(options)}`);
  await writeFile(path.join(folder, 'sample.test.mjs'), tests);
  const child = spawn(process.execPath, [vitest, 'run'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  return (await text(child.stdout)).split('\n');
}

it('ends with the number of tests that passed and failed', async () => {
  const lines = await run(`it('a', () => {}); it('b', () => {}); it('c', () => { throw new Error('c'); });`);
  expect(lines.slice(-2)).toEqual(['2 passed, 1 failed', '']);
});

it('says what was skipped and why', async () => {
  const lines = await run(`it('a', () => {}); describe('b', () => it('c', (test) => test.skip('no server')));`);
  expect(lines.slice(-3)).toEqual(['skipped: b > c (no server)', '1 passed, 0 failed, 1 skipped', '']);
});

it('counts what fails outside any test', async () => {
  expect((await run(`it('a', () => {}); throw new Error('b');`)).slice(-2)).toEqual(['0 passed, 1 failed', '']);
  const cleanup = await run(`describe('a', () => { afterAll(() => { throw new Error(); }); it('b', () => {}); });`);
  expect(cleanup.slice(-2)).toEqual(['1 passed, 1 failed', '']);
});

it('calls a run that never started a failure', async () => {
  const lines = await run(`it('a', () => {});`, { globalSetup: ['./missing.mjs'] });
  expect(lines.slice(-2)).toEqual(['0 passed, 1 failed', '']);
});
