import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConnectorProvider } from '../../src/connector/provider.ts';
import { configFaults, counterpartFaults, factFaults } from '../contract/provider-faults.ts';
import { driversAmong, modulesLoadedBy } from '../contract/loaded-modules.ts';
import { codeOf, filesMatching, root, textOf } from './sources.ts';

const folders = readdirSync(path.join(root, 'connectors'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const connectors = folders.filter((folder) => !folder.startsWith('_'));

async function providerIn(folder: string): Promise<ConnectorProvider> {
  const module = (await import(`../../connectors/${folder}/provider.ts`)) as { provider: ConnectorProvider };
  return module.provider;
}

it('finds the connectors and the template', () => {
  expect(connectors).not.toEqual([]);
  expect(folders.filter((folder) => folder.startsWith('_'))).toEqual(['_template']);
});

describe.each(folders)('connectors/%s', (folder) => {
  it('has a provider with facts and config as they should be', async () => {
    const provider = await providerIn(folder);
    expect(factFaults(provider, folder.replace(/^_/, ''))).toEqual([]);
    expect(configFaults(provider)).toEqual([]);
    expect(counterpartFaults(provider)).toEqual([]);
  });

  it('has the files that every connector has', () => {
    const files = ['connector.ts', 'errors.ts', 'mapping.ts', 'connector.test.ts', 'README.md'];
    expect(files.filter((file) => !existsSync(path.join(root, 'connectors', folder, file)))).toEqual([]);
  });

  it('loads no driver when its provider is imported', async () => {
    expect(driversAmong(await modulesLoadedBy(`connectors/${folder}/provider.ts`), folder)).toEqual([]);
  });

  it('is held to the contract by its test', () => {
    expect(textOf(`connectors/${folder}/connector.test.ts`)).toContain('describeConnector(provider, {');
  });

  it('has messages whose ids begin with its name, each id once', () => {
    const sources = filesMatching(`connectors/${folder}/**/*.ts`).filter((file) => !file.includes('.test.'));
    const ids = sources.flatMap((file) =>
      Array.from(codeOf(file).matchAll(/\bid: '([A-Z0-9-]+)'/g), ([, id = '']) => id),
    );
    const prefix = folder.replace(/^_/, '').toUpperCase();
    expect(ids.filter((id) => !new RegExp(`^${prefix}-\\d{3}-\\d{3}$`).test(id))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('has a README that shows how it is configured, with a place for the generated facts', async () => {
    const readme = textOf(`connectors/${folder}/README.md`);
    const { id } = await providerIn(folder);
    expect(readme).toMatch(/^# \S/);
    expect(readme).toContain(`provider: ${id}`);
    expect(readme).toContain('## What becomes of what');
    expect(readme).toMatch(/<!-- generated: facts -->[\s\S]*<!-- \/generated -->/);
  });
});
