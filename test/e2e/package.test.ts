import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultIn } from '../support/run-cli.ts';

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

const folder = mkdtempSync(path.join(tmpdir(), 'egeria-integrate-package-'));
const installed = path.join(folder, 'node_modules/egeria-integrate');
const start = promisify(execFile);

async function run(program: string, commandLine: readonly string[], cwd = folder): Promise<Ended> {
  try {
    return { ...(await start(program, commandLine, { cwd })), code: 0 };
  } catch (error) {
    return error as Ended;
  }
}

/** The command as it was installed, by the Node that runs the tests. */
const integrate = (...commandLine: readonly string[]): Promise<Ended> =>
  run(process.execPath, [path.join(folder, 'node_modules/.bin/egeria-integrate'), ...commandLine]);

/** Packs what is built and installs it as anybody would, with its dependencies from npm's cache. */
beforeAll(async () => {
  const packed = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [tarball] = JSON.parse((await start('npm', packed)).stdout) as { readonly filename: string }[];
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  await start('npm', ['install', ...quietly, `./${tarball?.filename ?? ''}`], { cwd: folder });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds what is needed and no more, and runs', async () => {
    const files = readdirSync(installed, { recursive: true }).map(String);
    const folders = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]));
    expect(folders).toEqual(new Set(['bin', 'connectors', 'dist', 'docs']));
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
    expect(await integrate('--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect((await integrate('connectors', 'list')).stdout).toMatch(/^sqlite-database +database-integrator/m);
  });

  it('catalogs the example that it brings', async () => {
    cpSync(path.join(installed, 'docs/examples/first-catalog'), path.join(folder, 'first'), { recursive: true });
    const synced = await integrate('sync', 'first/egeria-integrate.yaml', '--output', 'json');
    expect(synced).toMatchObject({ code: 0, stderr: '' });
    const { totals } = resultIn(synced);
    expect(totals).toMatchObject({ stated: totals.created, refused: 0, failed: 0 });
    expect(totals.created).toBeGreaterThan(80);
  });

  it('runs a connector that is a package: its sources beside the definition, types included', async () => {
    expect(await integrate('connectors', 'new', '@acme/hosts')).toMatchObject({ code: 0 });
    mkdirSync(path.join(folder, 'node_modules/@acme'));
    symlinkSync('../../hosts', path.join(folder, 'node_modules/@acme/hosts'));
    writeFileSync(path.join(folder, 'hosts.txt'), 'db1.example: postgresql 18.1\n');
    writeFileSync(path.join(folder, 'hosts.yaml'), definitionOf('@acme/hosts', 'hosts.txt'));
    const synced = await integrate('sync', 'hosts.yaml', '--output', 'json');
    expect(synced).toMatchObject({ code: 0, stderr: '' });
    expect(resultIn(synced)).toMatchObject({ totals: { stated: 2, created: 2 } });

    const compiler = path.resolve('node_modules/.bin/tsc');
    await start(compiler, ['-p', 'tsconfig.kit.json', '--outDir', path.join(installed, 'dist')]);
    const types = path.join(folder, 'node_modules/@types');
    if (!readdirSync(path.dirname(types)).includes('@types')) symlinkSync(path.resolve('node_modules/@types'), types);
    expect(await run(compiler, ['-p', 'hosts'])).toMatchObject({ code: 0, stdout: '' });
  });

  it('runs a connector that is a package: JavaScript among the other packages, whose errors are of their kind', async () => {
    const place = path.join(folder, 'node_modules/@acme/lab');
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, 'package.json'), '{ "name": "@acme/lab", "type": "module", "exports": "./lab.js" }');
    writeFileSync(path.join(place, 'lab.js'), lab);
    writeFileSync(path.join(folder, 'lab.yaml'), definitionOf('@acme/lab', 'db1.example'));
    expect(resultIn(await integrate('sync', 'lab.yaml', '--output', 'json'))).toMatchObject({
      exitCode: 0,
      totals: { stated: 1, created: 1 },
    });
    writeFileSync(path.join(folder, 'lab.yaml'), definitionOf('@acme/lab', 'gone'));
    const failed = await integrate('sync', 'lab.yaml');
    expect(failed.code).toBe(3);
    expect(failed.stdout).toContain('The lab is closed');
  });
});

function definitionOf(provider: string, file: string): string {
  return `name: lab
openMetadataStore: { type: memory }
integrationServices:
  - service: infrastructure-integrator
    connectors:
      - connectorName: lab
        provider: "${provider}"
        permittedSynchronization: FROM_THIRD_PARTY
        configurationProperties: { file: ${file}, inventoryName: lab }
`;
}

const lab = `
import { defineMessages, defineProvider, element, qualifiedName, UnavailableError } from 'egeria-integrate/kit';
import { z } from 'zod';

const messages = defineMessages({
  closed: { id: 'LAB-503-001', text: 'The lab is closed', systemAction: 'Nothing was read.', userAction: 'Wait.' },
});

export const provider = defineProvider({
  id: 'lab',
  displayName: 'Lab',
  description: 'Catalogs a host.',
  integrationService: 'infrastructure-integrator',
  stability: 'experimental',
  synchronizations: ['FROM_THIRD_PARTY'],
  catalogs: ['Host'],
  relates: [],
  publishes: [],
  config: z.strictObject({
    file: z.string().describe('The host.'),
    inventoryName: z.string().describe('The lab.'),
  }),
  async connect({ config }) {
    return {
      async *refresh() {
        if (config.file === 'gone') throw new UnavailableError(messages.closed());
        yield element('Host', qualifiedName('Host', config.inventoryName, config.file), { displayName: config.file });
      },
      async disconnect() {},
    };
  },
});
`;
