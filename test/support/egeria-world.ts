import { onTestFinished } from 'vitest';
import { classification, element, relationship, relationshipsStatedBy } from '../../src/metadata/element.ts';
import type { MetadataRecord, StatedDetails } from '../../src/metadata/element.ts';
import { asQualifiedName } from '../../src/metadata/qualified-name.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { OpenStoreOptions } from '../../src/store/open-store.ts';
import type { OpenMetadataStore } from '../../src/store/open-metadata-store.ts';
import { catalogOf } from './catalog.ts';
import type { CatalogElement } from './catalog.ts';
import { fakeClock } from './fake-clock.ts';
import { startFakeEgeria } from './fake-egeria/fake-egeria.ts';
import type { FakeEgeria, FakeEgeriaOptions } from './fake-egeria/fake-egeria.ts';
import { connectorOf } from './generated-world.ts';
import { refreshWorld } from './refresh-world.ts';
import type { WorldRefresh, WorldRefreshOptions } from './refresh-world.ts';
import { tempFolder } from './temp-folder.ts';
import { memoryStore, withBatches } from './test-store.ts';

/** A connector that states these records declares their types, and no others: so many listings does a lost ledger need. */
function providerOf(records: readonly MetadataRecord[]): never {
  const relationships = records.flatMap((record) => relationshipsStatedBy(record));
  return {
    id: 'world',
    catalogs: [...new Set(records.map(({ typeName }) => typeName))],
    relates: [...new Set(relationships.map(({ typeName }) => typeName))],
    publishes: [],
  } as never;
}

/** A platform, and refreshes of a third party through the whole engine and over HTTP. */
export interface EgeriaWorld {
  readonly fake: FakeEgeria;
  /** A run of the daemon: it opens the store, refreshes, and ends. Pauses pass at once. */
  readonly refresh: (
    records: readonly MetadataRecord[],
    options: WorldRefreshOptions & OpenStoreOptions & { readonly ledger: string; readonly batchRecords?: number },
  ) => Promise<WorldRefresh>;
  /** A store on the platform, for which the test has no ledger. It ends with the test. */
  readonly open: () => Promise<OpenMetadataStore>;
  /** How many calls were made that write. */
  readonly writes: () => number;
}

/** Whether a call of this operation writes. */
export function isWriting(operation: string): boolean {
  return /^(?:create|update|delete|archive|classify|reclassify|declassify|load)/u.test(operation);
}

/** A platform of the test's own. */
export async function egeriaWorld(options: FakeEgeriaOptions = {}): Promise<EgeriaWorld> {
  const fake = await startFakeEgeria(options);
  onTestFinished(async () => fake.stop());
  const definition = (ledger: string) =>
    ({
      type: 'egeria',
      platformURL: fake.origin,
      serverName: 'store',
      credentials: { kind: 'password', userId: 'baseline', password: 'baseline' },
      trust: {},
      requestTimeoutMilliseconds: 60_000,
      concurrency: 4,
      ledger,
    }) as const;
  return {
    fake,
    async open() {
      const store = await openStore(definition(tempFolder()), systemClock);
      onTestFinished(async () => store.disconnect());
      return store;
    },
    writes: () => fake.calls.all.filter(({ operation }) => isWriting(operation)).length,
    async refresh(records, { ledger, batchRecords, clock = fakeClock(new Date().toISOString()), ...options }) {
      const store = await openStore(definition(ledger), clock, options);
      try {
        return await refreshWorld(
          batchRecords === undefined ? store : withBatches(store, batchRecords),
          { connector: connectorOf(records) },
          { provider: providerOf(records), allowRemovals: true, clock, ...options },
        );
      } finally {
        await store.disconnect();
      }
    },
  };
}

/** What an embedded store holds after a refresh of a third party. */
export async function embeddedCatalog(records: readonly MetadataRecord[]): Promise<Record<string, CatalogElement>> {
  const store = await memoryStore();
  await refreshWorld(store, { connector: connectorOf(records) }, { provider: providerOf(records) });
  return comparableCatalog(store);
}

/** What a store holds, but for what a ledger beside a remote one notes on the element of its metadata source. */
export async function comparableCatalog(store: OpenMetadataStore): Promise<Record<string, CatalogElement>> {
  return Object.fromEntries(
    Object.entries(await catalogOf(store)).map(([name, found]) => {
      const { additionalProperties: _note, ...properties } = found.properties;
      return [name, found.typeName === 'MetadataCollection' ? { ...found, properties } : found];
    }),
  );
}

/** A database with two tables of two columns each, the second of which refers to the first. */
export function smallDatabase(): readonly MetadataRecord[] {
  const anchor = asQualifiedName('shop');
  const schema = asQualifiedName('shop schema');
  const place = { anchor, parent: relationship('AttributeForSchema', schema, 1) };
  return [
    element('RelationalDatabase', anchor, { displayName: 'shop' }),
    element('RelationalDBSchemaType', schema, {}, { anchor, parent: relationship('Schema', anchor, 1) }),
    ...table('customer', 2, place),
    ...table('orders', 2, place, 'customer'),
  ];
}

/** Two tables with so many columns that a refresh writes them with an archive; the second refers to the first. */
export function wideTables(): readonly MetadataRecord[] {
  return [...table('customer', 100), ...table('orders', 100, {}, 'customer')];
}

/** A database whose name all others begin with, and two tables of so many columns, the second of which refers to the first. */
export function wideDatabase(columns: number): readonly MetadataRecord[] {
  return [
    element('RelationalDatabase', asQualifiedName('warehouse'), { displayName: 'warehouse' }),
    ...table('warehouse.customer', columns),
    ...table('warehouse.orders', columns, {}, 'warehouse.customer'),
  ];
}

function table(name: string, columns: number, place: StatedDetails = {}, refersTo?: string): readonly MetadataRecord[] {
  const own = asQualifiedName(name);
  const foreignKeys = refersTo === undefined ? [] : [relationship('ForeignKey', asQualifiedName(`${refersTo}.c0`), 1)];
  const column = (index: number): MetadataRecord =>
    element(
      'RelationalColumn',
      asQualifiedName(`${name}.c${String(index)}`),
      { displayName: `what's ${String(index)}`, description: `of ${name}` },
      {
        anchor: place.anchor ?? own,
        parent: relationship('NestedSchemaAttribute', own, 1, { position: index }),
        classifications: [classification('TypeEmbeddedAttribute', { dataType: 'integer' })],
        relationships: index === 0 ? foreignKeys : [],
      },
    );
  return [
    element('RelationalTable', own, { displayName: name }, place),
    ...Array.from({ length: columns }, (_, index) => column(index)),
  ];
}
