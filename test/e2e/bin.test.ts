import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { resultIn } from '../support/run-cli.ts';
import { sampleDatabase, shop, sqliteDefinition } from '../support/sample-database.ts';
import { startFakeEgeria } from '../support/fake-egeria/fake-egeria.ts';
import { tempFolder } from '../support/temp-folder.ts';

const bin = path.resolve('bin/egeria-integrate.js');

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Runs the built program (`npm run build`) in a process of its own. */
async function run(cwd: string, ...commandLine: readonly string[]): Promise<Ended> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [bin, ...commandLine], { cwd, env: {} });
    return { stdout, stderr, code: 0 };
  } catch (error) {
    return error as Ended;
  }
}

describe('the built program', () => {
  it('tells its version and its help', async () => {
    const cwd = tempFolder();
    expect(await run(cwd, '--version')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
    expect((await run(cwd, '--help')).stdout).toMatch(/^Usage: egeria-integrate/);
  });

  it('finds its connectors and their messages', async () => {
    const cwd = tempFolder();
    expect((await run(cwd, 'connectors', 'list')).stdout).toMatch(/^sqlite-database +database-integrator/m);
    expect((await run(cwd, 'explain', 'SQLITE-DATABASE-404-001')).stdout).toContain('does not exist');
  });

  it('syncs', async () => {
    const cwd = tempFolder({ 'egeria-integrate.yaml': sqliteDefinition({ shop: 'shop.sqlite' }) });
    await sampleDatabase(cwd, 'shop.sqlite', shop);
    const first = await run(cwd, 'sync', '--output', 'json');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(resultIn(first)).toMatchObject({ exitCode: 0, totals: { stated: 10, created: 10 } });
    expect(resultIn(await run(cwd, 'sync', '--output', 'json'))).toMatchObject({
      totals: { created: 0, unchanged: 10 },
    });
  });

  it('syncs into a metadata access server', async () => {
    const platform = await startFakeEgeria();
    try {
      const store = `{ type: egeria, platformURL: "${platform.origin}", serverName: store, userId: baseline, password: baseline }`;
      const definition = `openMetadataStore: ${store}\n${sqliteDefinition({ shop: 'shop.sqlite' })}`;
      const cwd = tempFolder({ 'egeria-integrate.yaml': definition });
      await sampleDatabase(cwd, 'shop.sqlite', shop);
      expect(resultIn(await run(cwd, 'sync', '--output', 'json'))).toMatchObject({
        exitCode: 0,
        totals: { created: 10 },
      });
    } finally {
      await platform.stop();
    }
  });

  it('ends with the exit code of the command', async () => {
    const cwd = tempFolder({ 'egeria-integrate.yaml': 'nam: x\n' });
    const refused = await run(cwd, 'sync');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^egeria-integrate\.yaml:1:1: /);
  });
});
