import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFakeEgeria } from '../support/fake-egeria/fake-egeria.ts';
import type { FakeEgeria } from '../support/fake-egeria/fake-egeria.ts';
import { resultIn, runCli } from '../support/run-cli.ts';
import type { CliResult } from '../support/run-cli.ts';
import { sampleDatabase, shop, sqliteDefinition } from '../support/sample-database.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { asQualifiedName } from '../../src/metadata/qualified-name.ts';

/** Database, schema, schema type, two tables, five columns. */
const elements = 10;
const nothing = { stated: 0, created: 0, updated: 0, unchanged: 0, removed: 0, refused: 0, failed: 0 };
const unchanged = { ...nothing, stated: elements, unchanged: elements };

interface Shop {
  readonly platform: FakeEgeria;
  readonly ledger: string;
  readonly run: (...commandLine: readonly string[]) => Promise<CliResult>;
  readonly sync: (...options: readonly string[]) => Promise<ReturnType<typeof resultIn>['totals']>;
}

/** A small database that is catalogued on a platform. */
async function shopOnPlatform(): Promise<Shop> {
  const platform = await startFakeEgeria();
  onTestFinished(async () => platform.stop());
  const cwd = tempFolder({
    'egeria-integrate.yaml': `name: coco
openMetadataStore:
  { type: egeria, platformURL: '${platform.origin}', serverName: store, userId: baseline, password: '\${env:PASSWORD}' }
integrationServices:
  - service: database-integrator
    connectors:
      - { connectorName: shop, provider: sqlite-database, configurationProperties: { file: shop.sqlite } }
`,
  });
  await sampleDatabase(cwd, 'shop.sqlite', shop);
  const run: Shop['run'] = async (...commandLine) => runCli(commandLine, { cwd, env: { PASSWORD: 'baseline' } });
  return {
    platform,
    ledger: path.join(cwd, 'sync-ledger'),
    run,
    sync: async (...options) => resultIn(await run('sync', '--output', 'json', ...options)).totals,
  };
}

describe('the ledger beside a metadata access server', () => {
  it('lets an unchanged sync make a handful of calls', async () => {
    const { platform, sync } = await shopOnPlatform();
    expect(await sync()).toEqual({ ...nothing, stated: elements, created: elements });
    const before = platform.calls.count();
    expect(await sync()).toEqual(unchanged);
    // Version, token, a first look at the server, the metadata source, one element of the ledger.
    expect(platform.calls.count() - before).toBeLessThanOrEqual(6);
  });

  it('is not made by a dry run, which writes nothing to the server either', async () => {
    const { platform, ledger, sync } = await shopOnPlatform();
    expect(await sync('--dry-run')).toEqual({ ...nothing, stated: elements, created: elements });
    expect(existsSync(ledger)).toBe(false);
    expect(await Array.fromAsync(platform.store.find({}))).toEqual([]);
  });

  it('is rebuilt by a sync when it is lost, and the sync says so', async () => {
    const { ledger, run, sync } = await shopOnPlatform();
    await sync();
    rmSync(ledger, { recursive: true });
    const { stderr, stdout } = await run('sync');
    expect(stderr).toContain('The ledger of this metadata source is not here: it is rebuilt from the server');
    expect(stdout).toMatch(new RegExp(`^shop +${elements} +0 +0 +${elements} `, 'm'));
  });

  it('is rebuilt by `ledger rebuild`, which says how many elements it has', async () => {
    const { ledger, run, sync } = await shopOnPlatform();
    await sync();
    rmSync(ledger, { recursive: true });
    const { stdout, exitCode } = await run('ledger', 'rebuild');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`^shop +${elements}$`, 'm'));
    const { stderr } = await run('sync');
    expect(stderr).not.toContain('rebuilt');
  });

  it('is not there for an embedded store', async () => {
    const cwd = tempFolder({ 'egeria-integrate.yaml': sqliteDefinition({ shop: 'shop.sqlite' }) });
    expect(await runCli(['ledger', 'rebuild'], { cwd })).toMatchObject({
      exitCode: 0,
      stderr: 'The ledger lies within this store: there is nothing to rebuild.\n',
    });
  });

  it('finds what others did in the server when it is asked to verify', async () => {
    const { platform, sync } = await shopOnPlatform();
    await sync();
    const owner = await platform.store.elementNamed(asQualifiedName('MetadataCollection::coco::shop'));
    const named = { property: 'displayName', operator: 'EQ', value: 'name' } as const;
    const [column] = await Array.fromAsync(platform.store.find({ typeName: 'RelationalColumn', conditions: [named] }));
    if (owner === undefined || column === undefined) throw new Error('nothing was catalogued');
    const metadataSource = { guid: owner.guid, name: owner.qualifiedName };
    await platform.store.write([{ kind: 'delete-element', guid: column.guid }], { userId: 'erin', metadataSource });
    expect(await sync()).toEqual(unchanged);
    expect(await sync('--verify')).toEqual({ ...unchanged, created: 1, unchanged: elements - 1 });
  });
});
