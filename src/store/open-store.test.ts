import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fakeClock } from '../../test/support/fake-clock.ts';
import { tempFolder } from '../../test/support/temp-folder.ts';
import { asQualifiedName } from '../metadata/qualified-name.ts';
import type { OpenMetadataStore } from './open-metadata-store.ts';
import { openStore } from './open-store.ts';
import type { OpenMetadataStoreDefinition, OpenStoreOptions } from './open-store.ts';

const name = asQualifiedName('MetadataCollection::tests');

describe('the store of a definition', () => {
  it('in memory is empty each time', async () => {
    const store = await opened({ type: 'memory' });
    await store.metadataSource(name, 'daemon');
    expect(await namesIn(store)).toEqual([name]);
    expect(await namesIn(await opened({ type: 'memory' }))).toEqual([]);
  });

  it('in a file is created, and is there again', async () => {
    const definition = { type: 'sqlite', path: path.join(tempFolder(), 'store.db') } as const;
    const store = await opened(definition);
    await store.metadataSource(name, 'daemon');
    await store.disconnect();
    expect(store.description).toBe(definition.path);
    expect(await namesIn(await opened(definition))).toEqual([name]);
    expect(await namesIn(await opened(definition, { dryRun: true }))).toEqual([name]);
  });

  it('is not created by a dry run', async () => {
    const definition = { type: 'sqlite', path: path.join(tempFolder(), 'store.db') } as const;
    const store = await opened(definition, { dryRun: true });
    await store.metadataSource(name, 'daemon');
    expect(await namesIn(store)).toEqual([name]);
    expect(existsSync(definition.path)).toBe(false);
  });

  it('may be disconnected twice', async () => {
    const store = await opened({ type: 'memory' });
    await store.disconnect();
    await expect(store.disconnect()).resolves.toBeUndefined();
  });
});

async function opened(
  definition: OpenMetadataStoreDefinition,
  options: OpenStoreOptions = {},
): Promise<OpenMetadataStore> {
  const store = await openStore(definition, fakeClock(), options);
  onTestFinished(async () => store.disconnect());
  return store;
}

async function namesIn(store: OpenMetadataStore): Promise<readonly string[]> {
  return Array.fromAsync(store.find({}), ({ qualifiedName }) => qualifiedName);
}
