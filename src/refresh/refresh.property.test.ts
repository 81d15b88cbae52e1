import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../test/support/catalog.ts';
import { connectorOf, generatedWorld, permuted, recordsOf, siblingOrder } from '../../test/support/generated-world.ts';
import type { GeneratedWorld } from '../../test/support/generated-world.ts';
import { noTotals, refreshWorld } from '../../test/support/refresh-world.ts';
import type { WorldRefresh, WorldRefreshOptions } from '../../test/support/refresh-world.ts';
import { dumpOf } from '../../test/support/store-dump.ts';
import { sharedMemory, withBatches } from '../../test/support/test-store.ts';
import type { MetadataRecord } from '../metadata/element.ts';
import { systemClock } from '../runtime/clock.ts';
import type { OpenMetadataStore } from '../store/open-metadata-store.ts';
import { openStore } from '../store/open-store.ts';

type Catalog = Awaited<ReturnType<typeof catalogOf>>;

/** The guard has tests of its own. */
const unguarded: WorldRefreshOptions = { allowRemovals: true };
const batchSize = fc.integer({ min: 1, max: 9 });

async function refresh(
  store: OpenMetadataStore,
  records: readonly MetadataRecord[],
  options: WorldRefreshOptions = {},
): Promise<WorldRefresh> {
  return refreshWorld(store, { connector: connectorOf(records) }, { ...unguarded, ...options });
}

/** Gives `work` a store in memory. */
async function withStore<T>(batchRecords: number, work: (store: OpenMetadataStore) => Promise<T>): Promise<T> {
  const store = await openStore({ type: 'memory' }, systemClock);
  try {
    return await work(withBatches(store, batchRecords));
  } finally {
    await store.disconnect();
  }
}

/** Gives `work` a store in memory, and what its tables hold. */
async function withDump(
  batchRecords: number,
  work: (store: OpenMetadataStore, dump: () => ReturnType<typeof dumpOf>) => Promise<void>,
): Promise<void> {
  const path = sharedMemory();
  const store = await openStore({ type: 'sqlite', path }, systemClock);
  try {
    await work(withBatches(store, batchRecords), async () => dumpOf(path));
  } finally {
    await store.disconnect();
  }
}

/** The catalog after one whole refresh into an empty store. */
async function freshCatalog(world: GeneratedWorld, options: WorldRefreshOptions = {}): Promise<Catalog> {
  return withStore(1000, async (store) => {
    await refresh(store, recordsOf(world), options);
    return catalogOf(store);
  });
}

/** Without the metadata source, which stays when nothing is its own any longer. */
function elementsOf(catalog: Catalog): Catalog {
  return Object.fromEntries(Object.entries(catalog).filter(([name]) => name.startsWith('n')));
}

/** The first of the records, and then the third party goes away or the daemon is stopped. */
function cutShort(records: readonly MetadataRecord[], length: number, isThrown: boolean, abort: AbortController) {
  return {
    connector: {
      ...connectorOf(records),
      async *refresh() {
        yield* connectorOf(records.slice(0, length)).refresh(undefined as never);
        if (isThrown) throw new Error('gone away');
        abort.abort();
        yield* connectorOf(records.slice(length)).refresh(undefined as never);
      },
    },
  };
}

/** A run takes some 20 milliseconds; on a slow machine there are fewer of them. */
const runs = { seed: 20_261_123, numRuns: 50, interruptAfterTimeLimit: 10_000 } as const;

describe('for any third party', () => {
  it('a refresh that was cut short and a whole one come to a whole one', { timeout: 20_000 }, async () => {
    const property = fc.asyncProperty(
      fc.array(generatedWorld, { maxLength: 2 }),
      generatedWorld,
      fc.array(fc.tuple(fc.nat({ max: 12 }), fc.boolean()), { minLength: 1, maxLength: 2 }),
      batchSize,
      async (earlier, world, cuts, size) => {
        const records = recordsOf(world);
        const catalog = await withStore(size, async (store) => {
          for (const one of earlier) await refresh(store, recordsOf(one));
          for (const [length, isThrown] of cuts) {
            const abort = new AbortController();
            const { report } = await refreshWorld(store, cutShort(records, length, isThrown, abort), {
              ...unguarded,
              signal: abort.signal,
            });
            expect(report).toMatchObject({ complete: false, totals: { removed: 0, failed: 0 } });
          }
          const { report } = await refresh(store, records);
          expect(report).toMatchObject({ complete: true, totals: { failed: 0, refused: 0 } });
          return catalogOf(store);
        });
        expect(catalog).toEqual(await freshCatalog(world));
      },
    );
    await fc.assert(property, runs);
  });

  it('the second of two refreshes in a row writes nothing', { timeout: 20_000 }, async () => {
    const property = fc.asyncProperty(
      fc.array(generatedWorld, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('SOFT_DELETE', 'ARCHIVE', 'PURGE', 'LOOK_FOR_LINEAGE'),
      fc.boolean(),
      batchSize,
      async (worlds, deleteMethod, localCohort, size) =>
        withDump(size, async (store, dump) => {
          const options = { deleteMethod, localCohort } as const;
          for (const world of worlds) await refresh(store, recordsOf(world), options);
          const last = recordsOf(worlds.at(-1) ?? []);
          const before = await dump();
          const { report, actions } = await refresh(store, last, options);
          expect(report.totals).toEqual({ ...noTotals, stated: last.length, unchanged: last.length });
          expect(actions).toEqual([]);
          expect(await dump()).toEqual(before);
        }),
    );
    await fc.assert(property, runs);
  });

  it('the order of siblings changes nothing', { timeout: 20_000 }, async () => {
    const property = fc.asyncProperty(
      generatedWorld,
      siblingOrder,
      siblingOrder,
      batchSize,
      async (world, order, otherOrder, size) =>
        withDump(size, async (store, dump) => {
          await refresh(store, permuted(world, order));
          expect(await catalogOf(store)).toEqual(await freshCatalog(world));
          const before = await dump();
          const { report } = await refresh(store, permuted(world, otherOrder));
          expect(report.totals).toEqual({ ...noTotals, stated: world.length, unchanged: world.length });
          expect(await dump()).toEqual(before);
        }),
    );
    await fc.assert(property, runs);
  });

  it(
    'whatever was before, whoever it belonged to, a refresh comes to the catalog of what is',
    { timeout: 20_000 },
    async () => {
      const property = fc.asyncProperty(
        fc.array(fc.tuple(generatedWorld, fc.boolean()), { minLength: 2, maxLength: 5 }),
        fc.constantFrom('SOFT_DELETE', 'PURGE'),
        batchSize,
        async (states, deleteMethod, size) => {
          const [lastWorld, lastCohort] = states.at(-1) ?? [[], false];
          const catalog = await withStore(size, async (store) => {
            for (const [world, localCohort] of states) {
              const before = Object.keys(await catalogOf(store)).filter((name) => name.startsWith('n'));
              const { report } = await refresh(store, recordsOf(world), { deleteMethod, localCohort });
              const { stated, created, removed } = report.totals;
              expect(report).toMatchObject({ complete: true, totals: { stated: world.length, failed: 0, refused: 0 } });
              expect(before.length + created - removed).toBe(stated);
            }
            return catalogOf(store);
          });
          expect(elementsOf(catalog)).toEqual(elementsOf(await freshCatalog(lastWorld, { localCohort: lastCohort })));
        },
      );
      await fc.assert(property, runs);
    },
  );

  it('a dry run writes nothing and says what the refresh then does', { timeout: 20_000 }, async () => {
    const property = fc.asyncProperty(
      fc.array(generatedWorld, { maxLength: 2 }),
      generatedWorld,
      fc.constantFrom('SOFT_DELETE', 'ARCHIVE', 'PURGE', 'LOOK_FOR_LINEAGE'),
      fc.record({ allowRemovals: fc.boolean(), localCohort: fc.boolean() }),
      batchSize,
      async (earlier, world, deleteMethod, flags, size) =>
        withDump(size, async (store, dump) => {
          for (const one of earlier) await refresh(store, recordsOf(one), { deleteMethod, ...flags });
          const options = { deleteMethod, ...flags };
          const before = await dump();
          const dry = await refresh(store, recordsOf(world), { ...options, dryRun: true });
          expect(await dump()).toEqual(before);
          const real = await refresh(store, recordsOf(world), options);
          expect(dry.report.totals).toEqual(real.report.totals);
          expect(dry.report.removalRefused).toEqual(real.report.removalRefused);
          expect(dry.actions.toSorted()).toEqual(real.actions.toSorted());
          expect(dry.findings).toEqual(real.findings);
        }),
    );
    await fc.assert(property, runs);
  });

  it('two catalog targets that see parts of it come to rest', { timeout: 20_000 }, async () => {
    const parts = fc.tuple(
      generatedWorld,
      fc.array(fc.constantFrom('one', 'two', 'both'), { minLength: 12, maxLength: 12 }),
    );
    const property = fc.asyncProperty(
      fc.array(parts, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      batchSize,
      async (states, localCohort, size) =>
        withDump(size, async (store, dump) => {
          const seenBy = ([world, seen]: (typeof states)[number], target: string): MetadataRecord[] => {
            const records = recordsOf(world);
            return records.filter((_, index) => seen[index] === target || seen[index] === 'both');
          };
          const both = async (state: (typeof states)[number]): Promise<WorldRefresh[]> => [
            await refresh(store, seenBy(state, 'one'), { catalogTargetName: 'one', localCohort }),
            await refresh(store, seenBy(state, 'two'), { catalogTargetName: 'two', localCohort }),
          ];
          const last = states.at(-1) ?? [[], []];
          for (const state of [...states, last, last]) await both(state);
          const before = await dump();
          for (const { report } of await both(last)) {
            expect(report.totals).toMatchObject({ created: 0, updated: 0, removed: 0, refused: 0, failed: 0 });
          }
          expect(await dump()).toEqual(before);
          const names = Object.keys(await catalogOf(store)).filter((name) => name.startsWith('n'));
          expect(names).toHaveLength(last[0].length);
        }),
    );
    await fc.assert(property, runs);
  });
});
