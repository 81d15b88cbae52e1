import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import type { CliResult } from '../support/run-cli.ts';
import { sampleDatabase, shop, sqliteDefinition } from '../support/sample-database.ts';
import { tempFolder } from '../support/temp-folder.ts';

let cwd: string;
const run = (...commandLine: readonly string[]): Promise<CliResult> => runCli(commandLine, { cwd });

beforeEach(async () => {
  cwd = tempFolder({
    'egeria-integrate.yaml': sqliteDefinition({ shop: 'shop.sqlite' }),
    'other.yaml': 'name: other\nopenMetadataStore: { type: sqlite, path: other.db }\n',
  });
  await sampleDatabase(cwd, 'shop.sqlite', shop);
  await run('sync');
});

/** What a line of the export is known to hold. */
interface Line {
  readonly guid: string;
  readonly typeName: string;
  readonly qualifiedName: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly classifications: readonly { readonly typeName: string }[];
  readonly relationships: readonly { readonly typeName: string; readonly end1: { readonly qualifiedName: string } }[];
  readonly origin: { readonly category: string; readonly name?: string };
}

function linesOf({ stdout }: CliResult): Line[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

/** Without what no import can keep: who wrote it, and when. */
function withoutVersions({ stdout }: CliResult): unknown[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line, (key, value: unknown) => (key === 'versions' ? undefined : value)) as unknown);
}

describe('export', () => {
  it('prints an element a line, with all that makes it up, each relationship once', async () => {
    const exported = await run('export');
    expect(exported).toMatchObject({ exitCode: 0, stderr: '' });
    const lines = linesOf(exported);
    expect(lines.map(({ typeName }) => typeName).toSorted()).toEqual([
      'DeployedDatabaseSchema',
      'MetadataCollection',
      'RelationalColumn',
      'RelationalColumn',
      'RelationalColumn',
      'RelationalColumn',
      'RelationalColumn',
      'RelationalDBSchemaType',
      'RelationalDatabase',
      'RelationalTable',
      'RelationalTable',
    ]);
    const column = lines.find(({ qualifiedName }) => qualifiedName.endsWith('orders.customer_id'));
    expect(column).toMatchObject({
      typeName: 'RelationalColumn',
      properties: { displayName: 'customer_id' },
      origin: { category: 'EXTERNAL_SOURCE', name: 'MetadataCollection::coco::shop' },
    });
    expect(column?.relationships.map(({ typeName }) => typeName).toSorted()).toEqual([
      'ForeignKey',
      'NestedSchemaAttribute',
    ]);
    expect(
      lines.flatMap(({ relationships }) => relationships).filter(({ typeName }) => typeName === 'ForeignKey'),
    ).toHaveLength(1);
  });

  it('prints nothing of a catalog that does not exist, and makes none', async () => {
    expect(await run('export', 'other.yaml')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(() => readFileSync(path.join(cwd, 'other.db'))).toThrow('ENOENT');
  });
});

describe('import', () => {
  it('brings in what was exported, with GUIDs and origins, and changes nothing the second time', async () => {
    const exported = await run('export');
    writeFileSync(path.join(cwd, 'catalog.ndjson'), exported.stdout);
    const first = await run('import', 'catalog.ndjson', '--definition', 'other.yaml');
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(first.stdout).toMatch(/^11 elements: 11 created, 0 updated, 0 unchanged, 0 refused\. \d+ relationships/);
    expect(withoutVersions(await run('export', 'other.yaml'))).toEqual(withoutVersions(exported));
    const second = await run('import', 'catalog.ndjson', '--definition', 'other.yaml');
    expect(second.stdout).toBe(
      '11 elements: 0 created, 0 updated, 11 unchanged, 0 refused. 0 relationships added or changed.\n',
    );
  });

  it('brings relationships in whose other element comes later', async () => {
    const lines = (await run('export')).stdout.trimEnd().split('\n');
    const [first = '', ...rest] = lines;
    // Anchors come first all the same: an element is created with its anchor.
    const columns = rest.filter((line) => line.includes('"typeName":"RelationalColumn","qualifiedName"'));
    const others = rest.filter((line) => !columns.includes(line));
    writeFileSync(path.join(cwd, 'catalog.ndjson'), [first, ...others, ...columns.toReversed()].join('\n'));
    expect(await run('import', 'catalog.ndjson', '--definition', 'other.yaml')).toMatchObject({ exitCode: 0 });
    const foreignKeys = linesOf(await run('export', 'other.yaml')).flatMap(({ relationships }) => relationships);
    expect(foreignKeys.filter(({ typeName }) => typeName === 'ForeignKey')).toMatchObject([
      { end1: { qualifiedName: expect.stringMatching(/customer\.id$/) } },
    ]);
  });

  it('carries over what was changed', async () => {
    const exported = (await run('export')).stdout;
    writeFileSync(
      path.join(cwd, 'catalog.ndjson'),
      exported.replace('"displayName":"coco shop"', '"displayName":"Renamed"'),
    );
    expect((await run('import', 'catalog.ndjson')).stdout).toMatch(/^11 elements: 0 created, 1 updated, 10 unchanged/);
    expect((await run('find', 'Renamed')).stdout).toContain('MetadataCollection::coco::shop');
  });

  it.each([
    ['is no JSON', '{"guid": ', 2],
    ['is no element', '{"guid": "1"}', 2],
  ])('brings nothing in when a line %s', async (_what, line, number) => {
    const [first = ''] = (await run('export')).stdout.split('\n');
    writeFileSync(path.join(cwd, 'catalog.ndjson'), `${first}\n${line}\n`);
    const refused = await run('import', 'catalog.ndjson', '--definition', 'other.yaml');
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr).toContain(`at catalog.ndjson:${number}`);
    expect((await run('export', 'other.yaml')).stdout).toBe('');
  });

  it('refuses what does not fit the types, and brings in the rest', async () => {
    const exported = (await run('export')).stdout;
    writeFileSync(path.join(cwd, 'catalog.ndjson'), exported.replace('"displayName":"name"', '"dispName":"name"'));
    const partly = await run('import', 'catalog.ndjson', '--definition', 'other.yaml');
    expect(partly.exitCode).toBe(4);
    expect(partly.stdout).toMatch(/^11 elements: 10 created, 0 updated, 0 unchanged, 1 refused/);
    expect(partly.stderr).toContain('does not fit the open metadata types');
    expect(partly.stderr).toContain('customer.name');
  });

  it('says that a file cannot be read', async () => {
    expect(await run('import', 'nothing.ndjson')).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

describe('find', () => {
  const names = (result: CliResult): string[] =>
    linesOf(result).map(({ qualifiedName }) => qualifiedName.split('.').slice(-2).join('.'));

  it.each([
    [['customer_id'], ['orders.customer_id']],
    [['cust*', '--type', 'RelationalTable'], ['main.customer']],
    [
      ['--type', 'RelationalColumn', '--where', 'displayName~*id'],
      ['customer.id', 'orders.id', 'orders.customer_id'],
    ],
    [['--type', 'RelationalColumn', '--where', 'isNullable=false', '--where', 'displayName!=id'], ['customer.name']],
    [['--type', 'RelationalColumn', '--limit', '1'], ['customer.id']],
    [['--type', 'Port'], []],
  ])('finds %j', async (search, found) => {
    const result = await run('find', ...search, '--output', 'json');
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(result.stdout === '' ? [] : names(result)).toEqual(found);
  });

  it('shows people a table, and how much more there is', async () => {
    const result = await run('find', '--type', 'RelationalColumn', '--limit', '2');
    expect(result.stdout).toMatch(/^type +name +qualified name\nRelationalColumn +id +SQLite Relational Column::/);
    expect(result.stderr).toContain('There is more than these 2');
    expect(await run('find', 'nothing')).toMatchObject({ exitCode: 0, stdout: '', stderr: 'Nothing was found.\n' });
  });

  it('takes words for the beginnings of words when nothing has them, and says so', async () => {
    const result = await run('find', 'custo', '--type', 'RelationalTable', '--output', 'json');
    expect(names(result)).toEqual(['main.customer']);
    expect(result.stderr).toBe('Nothing has all of these words; this has words that begin so: custo*\n');
    expect(await run('find', 'order custo')).toMatchObject({ stdout: '', stderr: 'Nothing was found.\n' });
  });

  it.each([
    [['--type', 'RelationalColum'], 'Did you mean "RelationalColumn"?'],
    [['--where', 'displayNam=x'], 'Did you mean "displayName"?'],
    [['--type', 'RelationalColumn', '--where', 'isNullable=maybe'], 'true or false'],
    [['--where', 'x'], 'This is no condition "x"'],
    [['--limit', 'many'], 'whole number'],
  ])('refuses %j', async (search, sentence) => {
    const result = await run('find', ...search);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(sentence);
  });
});

describe('set and show', () => {
  it('refuses to change what belongs to a metadata source, and names it', async () => {
    const refused = await run('set', 'orders', 'description=Mine');
    expect(refused).toMatchObject({ exitCode: 4, stdout: '' });
    expect(refused.stderr).toContain('MetadataCollection::coco::shop');
  });

  it('changes what belongs to nobody, and shows it with its history', async () => {
    const collection = 'MetadataCollection::coco::shop';
    const set = await run('set', collection, 'description=All of it', 'additionalProperties={"owner":"Peter"}');
    expect(set).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: `MetadataCollection ${collection}\n  description: nothing → "All of it"\n  additionalProperties: nothing → {"owner":"Peter"}\n`,
    });
    expect((await run('set', collection, 'description=All of it')).stdout).toContain('Nothing changed');
    const shown = await run('show', collection);
    expect(shown.stdout).toMatch(/^coco shop MetadataCollection\n├─ qualifiedName: MetadataCollection::coco::shop\n/);
    expect(shown.stdout).toContain('description: All of it');
    expect(shown.stdout).toMatch(/version 2, .*, tester: description, additionalProperties/);
    await run('set', collection, 'description=');
    expect((await run('show', collection)).stdout).not.toContain('description: All of it');
  });

  it('shows where an element comes from and what is attached to it', async () => {
    const shown = await run('show', 'orders');
    expect(shown.stdout).toContain('from: MetadataCollection::coco::shop: only it may change it');
    expect(shown.stdout).toMatch(/NestedSchemaAttribute → 3\n[│ ]+├─ RelationalColumn id/);
    const described = JSON.parse((await run('show', 'orders', '--output', 'json')).stdout) as {
      element: { guid: string };
    };
    expect((await run('show', described.element.guid)).stdout).toBe(shown.stdout);
  });

  it.each([
    [['set', 'orders', 'descripton=x'], 'Did you mean "description"?'],
    [['set', 'orders', 'qualifiedName=x'], 'The qualified name of an element is not changed'],
    [['set', 'orders', 'description'], 'This is no assignment'],
    [['set', 'orders', 'additionalProperties=x'], 'Wrong value of the property "additionalProperties"'],
    [['show', 'nothing'], 'no such element "nothing"'],
    [['show', 'id'], 'RelationalColumn SQLite Relational Column::'],
  ])('refuses %j', async (commandLine, sentence) => {
    const refused = await run(...commandLine);
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr.replaceAll(/\s+/g, ' ')).toContain(sentence);
  });
});
