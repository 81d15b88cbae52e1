import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { runCli, startCli } from '../support/run-cli.ts';
import type { RunningCli } from '../support/run-cli.ts';
import { sampleDatabase, shop } from '../support/sample-database.ts';
import { tempFolder } from '../support/temp-folder.ts';

let cwd: string;
const definition = (): string => readFileSync(path.join(cwd, 'egeria-integrate.yaml'), 'utf8');

beforeEach(async () => {
  cwd = tempFolder();
  await sampleDatabase(cwd, 'shop.sqlite', shop);
});

describe('init by options', () => {
  it('makes a definition that works, after it has connected', async () => {
    const options = ['--yes', '--name', 'coco', '--connector', 'sqlite-database', '--connector-name', 'shop'];
    const made = await runCli(['init', ...options, '--set', 'file=shop.sqlite', '--set', 'excludeTables=[a, b]'], {
      cwd,
    });
    expect(made.exitCode).toBe(0);
    expect(made.stderr).toContain('shop connects.');
    expect(made.stderr).toContain('          file: shop.sqlite\n');
    expect(made.stdout).toContain('Written: egeria-integrate.yaml\nNext:\n  egeria-integrate sync --dry-run\n');
    expect(definition()).toBe(`# A daemon definition of egeria-integrate. Check it with: egeria-integrate validate

name: coco
openMetadataStore:
  type: sqlite
  path: ./open-metadata.db
integrationServices:
  - service: database-integrator
    connectors:
      - connectorName: shop
        provider: sqlite-database
        configurationProperties:
          file: shop.sqlite
          excludeTables:
            - a
            - b
`);
    expect(await runCli(['sync'], { cwd })).toMatchObject({ exitCode: 0 });
  });

  it.each([
    [['init'], '--connector … --set KEY=VALUE --yes'],
    [['init', '--yes'], '--connector … --set KEY=VALUE'],
    [['init', '--connector', 'sqlite-database'], '--set file=… --yes'],
    [['init', '--connector', 'postgresql', '--yes'], '--set url=${env:NAME}'],
    [['init', '--connector', 'sqlite-database', '--set', 'file=shop.sqlite'], 'namely --yes'],
  ])('names what is missing of %j where nobody can be asked', async (commandLine, missing) => {
    const refused = await runCli(commandLine, { cwd });
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toContain(missing);
    expect(existsSync(path.join(cwd, 'egeria-integrate.yaml'))).toBe(false);
  });

  it('writes nothing when it does not connect, unless the test is skipped', async () => {
    const options = ['init', '--yes', '--connector', 'sqlite-database', '--set', 'file=nothing.sqlite'];
    const refused = await runCli(options, { cwd });
    expect(refused).toMatchObject({ exitCode: 3, stdout: '' });
    expect(refused.stderr).toContain('The SQLite database file does not exist');
    expect(existsSync(path.join(cwd, 'egeria-integrate.yaml'))).toBe(false);
    expect(await runCli([...options, '--skip-test'], { cwd })).toMatchObject({ exitCode: 0 });
  });

  it('checks settings as any definition', async () => {
    const options = ['--yes', '--connector', 'sqlite-database', '--set', 'file=shop.sqlite', '--set', 'includeView=no'];
    const refused = await runCli(['init', ...options], { cwd });
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('Unknown key "includeView". Did you mean "includeViews"?');
  });

  it('leaves a definition alone that is there', async () => {
    writeFileSync(path.join(cwd, 'egeria-integrate.yaml'), 'name: mine\n');
    const refused = await runCli(['init', '--yes', '--connector', 'sqlite-database', '--set', 'file=shop.sqlite'], {
      cwd,
    });
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(definition()).toBe('name: mine\n');
  });
});

describe('add by options', () => {
  const before = `# Ours.
name: coco # the catalog

openMetadataStore: { type: sqlite, path: ./open-metadata.db }
integrationServices:
  # All databases.
  - service: database-integrator
    connectors:
      - connectorName: shop   # the shop
        provider: sqlite-database
        configurationProperties: { file: shop.sqlite }
# The end.
`;

  it('adds a connector to its service, and keeps comments and style', async () => {
    writeFileSync(path.join(cwd, 'egeria-integrate.yaml'), before);
    const options = ['--yes', '--connector-name', 'orders', '--set', 'url=${env:ORDERS_URL}'];
    const added = await runCli(['add', 'postgresql', ...options], { cwd });
    expect(added.exitCode).toBe(0);
    expect(added.stderr).toContain('Not tested: ORDERS_URL not set here.');
    expect(definition()).toBe(
      before.replace(
        '# The end.',
        `      - connectorName: orders
        provider: postgresql
        configurationProperties:
          url: \${env:ORDERS_URL}
# The end.`,
      ),
    );
  });

  it('adds the service where the definition does not have it', async () => {
    writeFileSync(path.join(cwd, 'egeria-integrate.yaml'), before);
    const added = await runCli(['add', 'data-folder', '--yes', '--set', 'path=.'], { cwd });
    expect(added.exitCode).toBe(0);
    expect(definition()).toContain(`  - service: files-integrator
    connectors:
      - connectorName: data-folder
        provider: data-folder
        configurationProperties:
          path: .
`);
    expect(await runCli(['validate'], { cwd })).toMatchObject({ exitCode: 0 });
  });

  it('refuses a name that is taken, and a connector that there is not', async () => {
    writeFileSync(path.join(cwd, 'egeria-integrate.yaml'), before);
    const options = ['--yes', '--connector-name', 'shop', '--set', 'file=shop.sqlite'];
    const taken = await runCli(['add', 'sqlite-database', ...options], { cwd });
    expect(taken.exitCode).toBe(2);
    expect(taken.stderr).toContain('The same name twice "shop"');
    const unknown = await runCli(['add', 'postgres', '--yes'], { cwd });
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain('Did you mean "postgresql"?');
    expect(definition()).toBe(before);
  });

  it('says that there is no definition to add to', async () => {
    expect(await runCli(['add', 'postgresql', '--yes', '--set', 'url=${env:X}'], { cwd })).toMatchObject({
      exitCode: 2,
    });
  });
});

describe('init and add at a terminal', () => {
  /** Answers the questions as they come. */
  async function answer(
    running: RunningCli,
    answers: readonly (readonly [question: string, keys: string])[],
  ): Promise<void> {
    let seen = 0;
    for (const [question, keys] of answers) {
      while (!running.stderr().slice(seen).includes(question)) await turn();
      seen = running.stderr().length;
      running.type(keys);
    }
  }

  it('asks what the schema needs, in its words, with secrets as references, and keeps no secret', async () => {
    const running = startCli(['init'], { cwd, columns: 100, isInteractive: true });
    await answer(running, [
      ['Name of the integration daemon', 'coco\r'],
      ['What to catalog first', 'post'],
      ['postgresql', '\r'],
      ['Name of the connector', 'orders\r'],
      ['Where the server is and who signs in', '\r'],
      ['ORDERS_URL is not set here', 'postgresql://me:canary-4711@127.0.0.1:1/shop\r'],
      ['It does not connect. Go on all the same?', 'y\r'],
      ['Write it to egeria-integrate.yaml?', '\r'],
    ]);
    const { exitCode, stdout, stderr } = await running.done;
    expect(exitCode).toBe(0);
    expect(definition()).toContain('      - connectorName: orders\n        provider: postgresql\n');
    expect(definition()).toContain('url: ${env:ORDERS_URL}\n');
    expect(`${stdout}${stderr}${definition()}`).not.toContain('canary');
  });

  it('adds a connector, and writes nothing when that is not wanted', async () => {
    writeFileSync(path.join(cwd, 'egeria-integrate.yaml'), 'name: coco\n');
    const questions = [
      ['Name of the connector', '\r'],
      ['Path of the database file', 'shop.sqlite\r'],
    ] as const;
    const refused = startCli(['add', 'sqlite-database'], { cwd, columns: 100, isInteractive: true });
    await answer(refused, [...questions, ['Write it to egeria-integrate.yaml?', 'n\r']]);
    expect(await refused.done).toMatchObject({ exitCode: 0 });
    expect(definition()).toBe('name: coco\n');
    const added = startCli(['add', 'sqlite-database'], { cwd, columns: 100, isInteractive: true });
    await answer(added, [...questions, ['Write it to egeria-integrate.yaml?', 'y\r']]);
    expect((await added.done).stderr).toContain('sqlite-database connects.');
    expect(definition()).toContain('name: coco\nintegrationServices:\n  - service: database-integrator\n');
  });

  it('ends with Ctrl-C, and leaves nothing behind', async () => {
    const running = startCli(['init'], { cwd, columns: 100, isInteractive: true });
    await answer(running, [['Name of the integration daemon', '\u0003']]);
    expect(await running.done).toMatchObject({ exitCode: 130, stdout: '' });
    expect(existsSync(path.join(cwd, 'egeria-integrate.yaml'))).toBe(false);
  });
});
