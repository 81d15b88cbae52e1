import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConnectorProvider } from '../../src/connector/provider.ts';
import { runCli } from '../support/run-cli.ts';
import type { CliResult } from '../support/run-cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

const run = (...commandLine: readonly string[]): Promise<CliResult> => runCli(commandLine, { cwd: tempFolder() });

const folders = readdirSync(path.resolve('connectors'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
  .map((entry) => entry.name)
  .toSorted();

function linesOf({
  stdout,
}: CliResult): Partial<ConnectorProvider & { urlMarker: string; kind: string; name: string }>[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
}

describe('services', () => {
  it('lists the twelve that shipped, and Stewardship', async () => {
    const listed = await run('services');
    expect(listed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(listed.stdout).toMatch(/^security-integrator +TO_THIRD_PARTY +Carries security groups/m);
    const markers = linesOf(await run('services', '--output', 'json')).map(({ urlMarker }) => urlMarker);
    expect(markers).toHaveLength(13);
    expect(markers).toContain('stewardship-integrator');
  });
});

describe('connectors', () => {
  it('lists every folder, also when nothing is said', async () => {
    const listed = await run('connectors', 'list', '--output', 'json');
    expect(linesOf(listed).map(({ id }) => id)).toEqual(folders);
    expect(await run('connectors')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('sqlite-database') });
  });

  it.each(folders)('describes %s with its settings', async (name) => {
    const described = await run('connectors', 'describe', name);
    expect(described).toMatchObject({ exitCode: 0, stderr: '' });
    expect(described.stdout).toMatch(/^setting +type +default +meaning$/m);
    expect(described.stdout).toContain('required');
  });

  it('says which connector was meant', async () => {
    const unknown = await run('connectors', 'describe', 'sqlite');
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' });
    expect(unknown.stderr).toContain('Did you mean "sqlite-database"?');
  });
});

describe('types', () => {
  it('lists all of Egeria 6.1', async () => {
    const kinds = linesOf(await run('types', '--output', 'json')).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'entity')).toHaveLength(340);
    expect(kinds.filter((kind) => kind === 'relationship')).toHaveLength(196);
    expect(kinds.filter((kind) => kind === 'classification')).toHaveLength(84);
    expect(kinds.filter((kind) => kind === 'enum')).toHaveLength(28);
  });

  it.each([
    ['RelationalColumn', /^supertypes +TabularColumn, SchemaAttribute, SchemaElement/m],
    ['RelationalColumn', /^qualifiedName +string +required, unique +Referenceable$/m],
    ['ForeignKey', /^end1 +RelationalColumn as primaryKey, AT_MOST_ONE$/m],
    ['PrimaryKey', /^for +RelationalColumn$/m],
    ['ContentStatus', /^values +.*ACTIVE/m],
  ])('describes %s', async (name, line) => {
    expect((await run('types', name)).stdout).toMatch(line);
  });

  it('says which type was meant', async () => {
    const unknown = await run('types', 'RelationalColum');
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' });
    expect(unknown.stderr).toContain('Did you mean "RelationalColumn"?');
  });
});

describe('explain', () => {
  it.each([
    ['EGERIA-INTEGRATE-REFRESH-412-001', 'More elements would be removed than the removal guard permits.'],
    ['egeria-integrate-store-409-001', 'The open metadata store was written by a newer version'],
    ['POSTGRESQL-503-001', 'The PostgreSQL server cannot be reached.'],
    ['EGERIA-INTEGRATE-CLI-404-001', 'There is no connector of this name.'],
  ])('explains %s', async (id, text) => {
    const explained = await run('explain', id);
    expect(explained).toMatchObject({ exitCode: 0, stderr: '' });
    expect(explained.stdout).toContain(text);
    expect(explained.stdout).toMatch(/^ {4}do {6}\S/m);
  });

  it('says which message was meant', async () => {
    expect((await run('explain', 'POSTGRESQL-503-01')).stderr).toContain('Did you mean "POSTGRESQL-503-001"?');
  });
});

describe('schema', () => {
  it('has the settings of every connector where it is the provider, and lets references stand for any value', async () => {
    interface Conditional {
      readonly if: { readonly properties: { readonly provider: { readonly const: string } } };
      readonly then: {
        readonly properties: { readonly configurationProperties: { readonly properties: Record<string, unknown> } };
      };
    }
    const schema = JSON.parse((await run('schema')).stdout) as {
      readonly properties: {
        readonly integrationServices: {
          readonly items: {
            readonly properties: {
              readonly connectors: { readonly items: { readonly allOf: readonly Conditional[] } };
            };
          };
        };
      };
    };
    const { allOf } = schema.properties.integrationServices.items.properties.connectors.items;
    expect(allOf.map((one) => one.if.properties.provider.const)).toEqual(folders);
    const sqlite = allOf.find((one) => one.if.properties.provider.const === 'sqlite-database');
    expect(sqlite?.then.properties.configurationProperties.properties['includeViews']).toEqual({
      description: 'Catalog views as well as tables.',
      default: true,
      anyOf: [{ type: 'boolean' }, { type: 'string', pattern: String.raw`\$\{(env|file|secrets):[^}]+\}` }],
    });
  });
});
