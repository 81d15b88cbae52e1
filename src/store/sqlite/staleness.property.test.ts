import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../../test/support/catalog.ts';
import { connectorOf, generatedWorld, recordsOf } from '../../../test/support/generated-world.ts';
import type { GeneratedWorld } from '../../../test/support/generated-world.ts';
import { noTotals, refreshWorld } from '../../../test/support/refresh-world.ts';
import { dumpOf } from '../../../test/support/store-dump.ts';
import { sharedMemory, withBatches } from '../../../test/support/test-store.ts';
import type { Relationship } from '../../metadata/element.ts';
import { asQualifiedName } from '../../metadata/qualified-name.ts';
import { systemClock } from '../../runtime/clock.ts';
import type { DeleteMethod, Mutation, OpenMetadataStore } from '../open-metadata-store.ts';
import { openSqliteStore } from './sqlite-store.ts';

const METHODS: readonly DeleteMethod[] = ['SOFT_DELETE', 'PURGE', 'ARCHIVE', 'LOOK_FOR_LINEAGE'];

/** What somebody else does on behalf of the same metadata source, between two refreshes. */
const interference = fc.record({
  kind: fc.constantFrom('update', 'classify', 'declassify', 'unrelate', 'change relationship', 'remove', 'remove'),
  first: fc.nat(30),
  second: fc.nat(30),
  choice: fc.nat(3),
});
type Interference = typeof interference extends fc.Arbitrary<infer T> ? T : never;

const rounds = fc.array(fc.record({ world: generatedWorld, interferences: fc.array(interference, { maxLength: 6 }) }), {
  minLength: 2,
  maxLength: 4,
});

describe('whatever others did to the elements', () => {
  it('a refresh brings them to what is stated, and the next one writes nothing', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(rounds, fc.integer({ min: 1, max: 9 }), async (some, batchRecords) => {
        const path = sharedMemory();
        const store = await openSqliteStore(path, systemClock);
        try {
          for (const { world, interferences } of some) {
            await interfere(store, interferences);
            const batched = withBatches(store, batchRecords);
            await refresh(batched, world);
            expect(await withoutMementos(store)).toEqual(await freshCatalog(world));
            const before = await dumpOf(path);
            const { report } = await refresh(batched, world);
            const { stated } = report.totals;
            expect(report.totals).toEqual({ ...noTotals, stated, unchanged: stated });
            expect(await dumpOf(path)).toEqual(before);
          }
        } finally {
          await store.disconnect();
        }
      }),
      { seed: 20_261_124, numRuns: 60, interruptAfterTimeLimit: 20_000 },
    );
  });
});

async function refresh(store: OpenMetadataStore, world: GeneratedWorld) {
  return refreshWorld(store, { connector: connectorOf(recordsOf(world)) }, { allowRemovals: true });
}

async function freshCatalog(world: GeneratedWorld) {
  const store = await openSqliteStore(':memory:', systemClock);
  await refresh(store, world);
  const catalog = await catalogOf(store);
  await store.disconnect();
  return catalog;
}

async function interfere(store: OpenMetadataStore, interferences: readonly Interference[]): Promise<void> {
  const name = asQualifiedName('MetadataCollection::tests::world');
  const writer = { userId: 'somebody', metadataSource: await store.metadataSource(name, 'somebody') };
  for (const one of interferences) {
    const mutation = await mutationOf(one, store);
    if (mutation !== undefined) await store.write([mutation], writer);
  }
}

async function mutationOf(
  { kind, first, second, choice }: Interference,
  store: OpenMetadataStore,
): Promise<Mutation | undefined> {
  const columns = await Array.fromAsync(store.find({ typeName: 'RelationalColumn' }), ({ guid }) => guid);
  const guid = columns[first % columns.length];
  if (guid === undefined) return undefined;
  const relationships = await Array.fromAsync(store.relationships(guid));
  const relationship = relationships[second % Math.max(relationships.length, 1)];
  switch (kind) {
    case 'update':
      return { kind: 'update-element', guid, properties: { description: `by somebody ${choice}` } };
    case 'classify': {
      const properties = { dataType: `by somebody ${choice}` };
      return { kind: 'classify', guid, typeName: 'TypeEmbeddedAttribute', properties };
    }
    case 'declassify':
      return { kind: 'declassify', guid, typeName: 'TypeEmbeddedAttribute' };
    case 'remove':
      return { kind: 'delete-element', guid, deleteMethod: METHODS[choice % METHODS.length] ?? 'PURGE' };
    case 'unrelate':
      return relationship && { kind: 'unrelate', guid: relationship.guid };
    default:
      return relationship && changeOf(relationship);
  }
}

function changeOf({ guid, typeName }: Relationship): Mutation {
  const properties = typeName === 'ForeignKey' ? { description: 'by somebody' } : { position: 7 };
  return { kind: 'update-relationship', guid, properties };
}

/** What was archived and is not stated again stays for lineage: the catalog without it. */
async function withoutMementos(store: OpenMetadataStore): Promise<Awaited<ReturnType<typeof catalogOf>>> {
  const entries = Object.entries(await catalogOf(store));
  const isMemento = ([, element]: (typeof entries)[number]): boolean =>
    element.classifications.some((one) => one.startsWith('Memento'));
  const gone = entries.filter(isMemento).map(([name]) => name);
  const isSeen = (relationship: string): boolean =>
    !gone.some((name) => relationship.includes(` ${name} -> `) || relationship.includes(` -> ${name} {`));
  return Object.fromEntries(
    entries
      .filter((entry) => !isMemento(entry))
      .map(([name, element]) => [name, { ...element, relationships: element.relationships.filter(isSeen) }]),
  );
}
