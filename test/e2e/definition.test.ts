import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventsIn, runCli } from '../support/run-cli.ts';
import { sqliteDefinition } from '../support/sample-database.ts';
import { tempFolder } from '../support/temp-folder.ts';

const connector = (lines: string): string => `name: coco
integrationServices:
  - service: database-integrator
    connectors:
      - connectorName: shop
        provider: sqlite-database
${lines}`;

describe('a definition that is wrong', () => {
  it.each([
    ['empty', '', 1, 1, 'The daemon definition is empty.'],
    ['not YAML', 'name: [coco\n', 2, 1, 'This is not YAML'],
    [
      'indented by a tab',
      'name: coco\nintegrationServices:\n\t- service: x\n',
      3,
      1,
      'A tab: in YAML only spaces indent.',
    ],
    ['with a duplicate key', connector('        provider: postgresql\n'), 7, 9, 'The same key twice "provider".'],
    [
      'with an unknown provider',
      connector('').replace('sqlite-database', 'sqlite-databse'),
      6,
      19,
      'Did you mean "sqlite-database"?',
    ],
    [
      'with a wrong type',
      connector('        refreshTimeInterval: often\n        configurationProperties: { file: x }\n'),
      7,
      30,
      'it must be a number',
    ],
    [
      'with an unknown service',
      connector('').replace('database-i', 'databas-i'),
      3,
      14,
      'Did you mean "database-integrator"?',
    ],
    [
      'with an unknown setting',
      connector('        configurationProperties: { fiel: x }\n'),
      7,
      36,
      'Did you mean "file"?',
    ],
    [
      'with an unset variable',
      connector('        configurationProperties: { file: "${env:NOWHERE}" }\n'),
      7,
      42,
      'is not set "NOWHERE"',
    ],
  ])('is refused before anything is done: %s', async (_what, text, line, column, sentence) => {
    const cwd = tempFolder({ 'egeria-integrate.yaml': text });
    for (const columns of [40, 120]) {
      const run = await runCli(['sync'], { cwd, columns });
      expect(run).toMatchObject({ exitCode: 2, stdout: '' });
      const [first = ''] = run.stderr.split('\n').filter((one) => one.startsWith('egeria-integrate.yaml:'));
      expect(run.stderr.startsWith(`egeria-integrate.yaml:${line}:${column}: `)).toBe(true);
      expect(first).toContain(sentence);
      expect(run.stderr).not.toMatch(/^ +at .*\.ts:\d+/m);
    }
    const [notice, result] = eventsIn(await runCli(['sync', '--output', 'json'], { cwd }));
    expect(notice).toMatchObject({
      kind: 'notice',
      severity: 'error',
      place: `egeria-integrate.yaml:${line}:${column}`,
    });
    expect(result).toMatchObject({ kind: 'result', exitCode: 2, connectors: [] });
    expect(readdirSync(cwd)).toEqual(['egeria-integrate.yaml']);
  });

  it('is named with ten of its faults at once, and the number of the others', async () => {
    const cwd = tempFolder({
      'a b.yaml': sqliteDefinition(
        { shop: 'x' },
        Array.from({ length: 13 }, (_, index) => `        key${index}: 1\n`).join(''),
      ),
    });
    const run = await runCli(['validate', 'a b.yaml'], { cwd });
    expect(run.exitCode).toBe(2);
    expect(run.stderr.split('\n').filter((line) => line.startsWith('a b.yaml:'))).toHaveLength(10);
    expect(run.stderr).toContain('… and 3 more.');
  });

  it('shows a stack only when that is asked for', async () => {
    const cwd = tempFolder({ 'egeria-integrate.yaml': '' });
    expect((await runCli(['--debug', 'validate'], { cwd })).stderr).toMatch(/^ +at .*\.ts:\d+/m);
  });

  it('is annotated where GitHub runs it', async () => {
    const cwd = tempFolder({ 'egeria-integrate.yaml': 'name: coco\n' });
    const run = await runCli(['validate'], { cwd, env: { GITHUB_ACTIONS: 'true' } });
    expect(run.stderr).toContain('::error file=egeria-integrate.yaml,line=1,col=1::Missing key "integrationServices"');
  });

  it('is said to be missing, with what to type', async () => {
    const run = await runCli(['sync'], { cwd: tempFolder() });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('There is no daemon definition, file egeria-integrate.yaml.');
    expect(run.stderr).toContain('egeria-integrate init');
  });
});

describe('validate', () => {
  it('needs neither the network nor secrets', async () => {
    const cwd = tempFolder({
      'egeria-integrate.yaml': `name: coco
openMetadataStore: { type: sqlite, path: "\${env:STORE}" }
integrationServices:
  - service: database-integrator
    connectors:
      - connectorName: orders
        provider: postgresql
        configurationProperties: { url: "\${env:URL}", connectTimeoutSeconds: "\${env:SECONDS}" }
`,
    });
    const run = await runCli(['validate'], { cwd });
    expect(run).toMatchObject({
      exitCode: 0,
      stdout: 'egeria-integrate.yaml is valid: 1 connector, 1 catalog target.\n',
      stderr: '',
    });
    expect(eventsIn(await runCli(['validate', '--output', 'json'], { cwd }))).toEqual([
      { kind: 'valid', name: 'coco', connectors: 1, catalogTargets: 1 },
    ]);
    expect(readdirSync(cwd)).toEqual(['egeria-integrate.yaml']);
  });

  it('warns of secrets that are written out', async () => {
    const definition = `name: coco
integrationServices:
  - service: database-integrator
    connectors:
      - connectorName: orders
        provider: postgresql
        configurationProperties: { url: "postgresql://me:canary-99@localhost/shop" }
`;
    const run = await runCli(['validate'], { cwd: tempFolder({ 'egeria-integrate.yaml': definition }) });
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toContain('egeria-integrate.yaml:7:41: warning: A secret is written out "url".');
    expect(run.stderr).not.toContain('canary');
  });
});

describe('the command line', () => {
  it.each([
    [['snyc'], 'sync'],
    [['sync', '--dryrun'], '--dry-run'],
    [['sync', '--output', 'xml'], 'pretty, plain, json'],
    [['sync', 'a.yaml', 'b.yaml'], 'too many arguments'],
    [['explain'], "missing required argument 'message id'"],
  ])('refuses %j with exit code 2', async (commandLine, help) => {
    const run = await runCli(commandLine, { cwd: tempFolder() });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(help);
  });

  it('shows its help, with examples for every command', async () => {
    const cwd = tempFolder();
    const help = await runCli(['--help'], { cwd });
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    const commands = [...help.stdout.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name = '']) => name);
    expect(commands).toEqual(
      'sync watch validate init add schema config find show set export import ledger services connectors types explain help'.split(
        ' ',
      ),
    );
    const groups = ['help', 'connectors', 'config', 'ledger'];
    const inner = ['connectors list', 'connectors describe', 'config import', 'config export', 'ledger rebuild'];
    const withoutExample: string[] = [];
    for (const command of [...commands.filter((name) => !groups.includes(name)), ...inner]) {
      const { stdout } = await runCli([...command.split(' '), '--help'], { cwd });
      if (!/^Examples?:\n {2}egeria-integrate /m.test(stdout)) withoutExample.push(command);
    }
    expect(withoutExample).toEqual([]);
    expect(await runCli(['--version'], { cwd })).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });
});
