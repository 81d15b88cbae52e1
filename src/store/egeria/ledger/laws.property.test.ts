import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../../../test/support/catalog.ts';
import { clientOverStore } from '../../../../test/support/client-over-store.ts';
import type { ClientOverStore } from '../../../../test/support/client-over-store.ts';
import { connectorOf, generatedWorld, recordsOf } from '../../../../test/support/generated-world.ts';
import type { GeneratedWorld } from '../../../../test/support/generated-world.ts';
import { noTotals, refreshWorld } from '../../../../test/support/refresh-world.ts';
import type { WorldRefresh, WorldRefreshOptions } from '../../../../test/support/refresh-world.ts';
import { storeBesideLedger } from '../../../../test/support/store-beside-ledger.ts';
import { tempFolder } from '../../../../test/support/temp-folder.ts';
import type { OpenMetadataStore } from '../../open-metadata-store.ts';
import { memoryStore, withBatches } from '../../../../test/support/test-store.ts';

const relationshipTypes = ['NestedSchemaAttribute', 'ForeignKey'];
const provider = { id: 'world', catalogs: ['RelationalColumn'], relates: relationshipTypes, publishes: [] } as never;
const runs = {
  seed: Number(process.env['SEED'] ?? 20_261_125),
  numRuns: Number(process.env['RUNS'] ?? 60),
  interruptAfterTimeLimit: 100_000,
} as const;

/** One run of the daemon: it opens the store, refreshes, and ends; it may die on the way. */
async function run(
  client: ClientOverStore,
  folder: string,
  world: GeneratedWorld,
  options: WorldRefreshOptions = {},
): Promise<WorldRefresh> {
  const store = withBatches(storeBesideLedger(client, { folder }), 3);
  try {
    return await refreshWorld(
      store,
      { connector: connectorOf(recordsOf(world)) },
      { provider, allowRemovals: true, ...options },
    );
  } finally {
    await store.disconnect();
  }
}

async function embedded(world: GeneratedWorld, options: WorldRefreshOptions): Promise<unknown> {
  const store = await memoryStore();
  await refreshWorld(
    store,
    { connector: connectorOf(recordsOf(world)) },
    { provider, allowRemovals: true, ...options },
  );
  return elementsOf(store);
}

/** Without the metadata source, on which a remote store's ledger makes a note. */
async function elementsOf(store: OpenMetadataStore): Promise<unknown> {
  return Object.fromEntries(Object.entries(await catalogOf(store)).filter(([name]) => name.startsWith('n')));
}

const writes = /^(?:create|update|delete|classify|reclassify|declassify|relate|unrelate)/;

describe('for any third party, a ledger beside a remote store', () => {
  it(
    'comes to the catalog of an embedded store, wherever runs were killed and ledgers lost',
    { timeout: 40_000 },
    async () => {
      const state = fc.record({
        world: generatedWorld,
        diesAfter: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
        losesLedger: fc.boolean(),
      });
      const property = fc.asyncProperty(
        fc.array(state, { maxLength: 3 }),
        generatedWorld,
        fc.constantFrom('SOFT_DELETE', 'PURGE'),
        async (earlier, world, deleteMethod) => {
          const client = await clientOverStore();
          let folder = tempFolder();
          for (const { world: before, diesAfter, losesLedger } of earlier) {
            if (losesLedger) folder = tempFolder();
            client.dieAfter(diesAfter ?? Number.POSITIVE_INFINITY);
            await run(client, folder, before, { deleteMethod }).catch(() => undefined);
            client.dieAfter(Number.POSITIVE_INFINITY);
          }
          const { report } = await run(client, folder, world, { deleteMethod });
          expect(report).toMatchObject({ complete: true, error: undefined, totals: { failed: 0, refused: 0 } });
          expect(await elementsOf(client.server)).toEqual(await embedded(world, { deleteMethod }));
          client.calls.length = 0;
          const second = await run(client, folder, world, { deleteMethod });
          expect(second.report.totals).toEqual({ ...noTotals, stated: world.length, unchanged: world.length });
          expect(client.calls.filter((name) => writes.test(name))).toEqual([]);
          await client.disconnect();
        },
      );
      await fc.assert(property, runs);
    },
  );
});
