import { rmSync } from 'node:fs';
import path from 'node:path';
import { provider } from '../../connectors/postgresql/provider.ts';
import type { StatedElement } from '../../src/metadata/element.ts';
import { asQualifiedName } from '../../src/metadata/qualified-name.ts';
import type { Guid, QualifiedName } from '../../src/metadata/qualified-name.ts';
import { refreshCatalogTarget } from '../../src/refresh/refresh.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { integrationService } from '../../src/services/integration-services.ts';
import { adaptiveLimit } from '../../src/store/egeria/client/adaptive-limit.ts';
import { openEgeriaClient } from '../../src/store/egeria/client/client.ts';
import type { EgeriaClient } from '../../src/store/egeria/egeria-client.ts';
import { egeriaCapabilities, egeriaStoreOver } from '../../src/store/egeria/egeria-store.ts';
import { remoteLedgers } from '../../src/store/egeria/ledger/open-ledger.ts';
import { namedPlatform, settingsOf } from '../live/named-platform.ts';
import type { MeasureOptions } from './measure.ts';
import { connectorOf, worldOf } from './platform-world.ts';

/** What a real platform takes, and what we make of it: elements a second, of each run. */
export interface PlatformFigures {
  /** Created by nothing but calls, at as many connections as are best: before and after what we do, on the average. */
  readonly barestCalls: readonly number[];
  /** A whole first refresh by calls. */
  readonly byCalls: readonly number[];
  /** Archives that were made before, sent as fast as they are taken: before and after what we do, on the average. */
  readonly barestArchives: readonly number[];
  /** From the first archive of a first refresh to its last. */
  readonly byArchives: readonly number[];
  /** The whole of that refresh: looking for names before, and the listing that proves them afterwards. */
  readonly whole: readonly number[];
}

/** Tables of what is created by calls, and of what is loaded by archives. */
const TABLES = { byCalls: 50, byArchives: 400 };
/** Columns that are created with nothing before or after. */
const BARE_COLUMNS = 400;
const CONNECTIONS = [1, 8, 16, 32];
const ARCHIVES_AT_ONCE = [1, 2, 4];

/**
 * A platform becomes slower with all that it holds (each creation looks through all names): what it takes at most is
 * measured before and after each of our refreshes, and what creates little goes first.
 *
 * @returns undefined when `EGERIA_URL` names no platform
 */
export async function measurePlatform({
  runs,
  folder,
  progress,
}: MeasureOptions): Promise<PlatformFigures | undefined> {
  if (namedPlatform() === undefined) {
    progress('platform: skipped, as EGERIA_URL names no Egeria platform, such as https://localhost:9443');
    return undefined;
  }
  const started = systemClock.now();
  let worlds = 0;
  const nextName = (): string => `${started}-${(worlds += 1)}`;
  const calls = async (connections: number): Promise<number> => bareCalls(nextName(), connections);
  const archives = async (atOnce: number): Promise<number> => bareArchives(nextName(), folder, atOnce);
  const refresh = async (tables: number, isByCalls: boolean): Promise<Refreshed> =>
    refreshed({ name: nextName(), tables, folder, isByCalls });

  progress('platform: warming it up');
  await refresh(100, true);
  const connections = await best(CONNECTIONS, calls, (rates) => progress(`platform: creates a second at ${rates}`));
  const figures = { barestCalls: [], byCalls: [], barestArchives: [], byArchives: [], whole: [] } as {
    [Name in keyof PlatformFigures]: number[];
  };
  for (let run = 1; run <= runs; run += 1) {
    progress(`platform: by calls, run ${run} of ${runs}`);
    const before = await calls(connections);
    figures.byCalls.push((await refresh(TABLES.byCalls, true)).whole);
    figures.barestCalls.push((before + (await calls(connections))) / 2);
  }
  await refresh(TABLES.byArchives, false);
  const atOnce = await best(ARCHIVES_AT_ONCE, archives, (rates) =>
    progress(`platform: elements a second by archives at ${rates}`),
  );
  for (let run = 1; run <= runs; run += 1) {
    progress(`platform: by archives, run ${run} of ${runs}`);
    const before = await archives(atOnce);
    const loaded = await refresh(TABLES.byArchives, false);
    figures.byArchives.push(loaded.sent);
    figures.whole.push(loaded.whole);
    figures.barestArchives.push((before + (await archives(atOnce))) / 2);
  }
  return figures;
}

/** Which of these numbers reaches most. */
async function best(
  numbers: readonly number[],
  rateAt: (number: number) => Promise<number>,
  tell: (rates: string) => void,
): Promise<number> {
  const rates: { readonly number: number; readonly rate: number }[] = [];
  for (const number of numbers) rates.push({ number, rate: await rateAt(number) });
  tell(rates.map(({ number, rate }) => `${number} at once: ${rounded(rate)}`).join(', '));
  return rates.reduce((one, other) => (other.rate > one.rate ? other : one)).number;
}

function rounded(rate: number): string {
  return rate.toFixed(0);
}

async function platformClient(connections: number): Promise<EgeriaClient> {
  const platform = namedPlatform();
  if (platform === undefined) throw new Error('EGERIA_URL names no platform.');
  const settings = { ...settingsOf(platform, platform.store), concurrency: connections };
  return openEgeriaClient(settings, systemClock, () => undefined);
}

/** Creates columns by calls alone, with nothing before or after; elements a second. */
async function bareCalls(name: string, connections: number): Promise<number> {
  const client = await platformClient(connections);
  const world = worldOf(name, BARE_COLUMNS / 20);
  const guids = new Map<QualifiedName, Guid>();
  const create = async (stated: StatedElement): Promise<void> => {
    guids.set(stated.qualifiedName, await client.createElement(bareElement(stated, guids), undefined));
  };
  const isColumn = ({ typeName }: StatedElement): boolean => typeName === 'RelationalColumn';
  for (const stated of world) if (!isColumn(stated)) await create(stated);
  const columns = world.filter(isColumn);
  const rate = await elementsASecond(columns.length, async () => inTurn(columns, connections, create));
  await client.disconnect();
  return rate;
}

function bareElement(
  stated: StatedElement,
  guids: ReadonlyMap<QualifiedName, Guid>,
): Parameters<EgeriaClient['createElement']>[0] {
  const { typeName, qualifiedName, properties, classifications, parent, anchor, anchorScope } = stated;
  const above = parent && guids.get(parent.to);
  return {
    typeName,
    qualifiedName,
    properties,
    classifications,
    anchorGuid: anchor && guids.get(anchor),
    anchorScopeGuid: anchorScope && guids.get(anchorScope),
    parent:
      parent && above
        ? {
            guid: above,
            relationshipTypeName: parent.typeName,
            parentAtEnd1: parent.toEnd === 1,
            properties: parent.properties,
          }
        : undefined,
  };
}

/** Makes archives as a refresh does, and sends them then, as fast as they are taken; elements a second. */
async function bareArchives(name: string, folder: string, atOnce: number): Promise<number> {
  const archives: string[] = [];
  const world = { name, tables: TABLES.byArchives, folder, isByCalls: false };
  const { elements } = await refreshed(world, async (content) => {
    archives.push((await Array.fromAsync(content())).join(''));
  });
  const client = await platformClient(atOnce);
  const load = async (text: string): Promise<void> =>
    client.loadArchive(async function* () {
      yield text;
    });
  const rate = await elementsASecond(elements, async () => inTurn(archives, atOnce, load));
  await client.disconnect();
  return rate;
}

/** Does something with all of them, so many at once. */
async function inTurn<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function elementsASecond(elements: number, work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return elements / ((performance.now() - started) / 1000);
}

interface Refreshed {
  readonly elements: number;
  /** Elements a second from the first archive to the last, and in all. */
  readonly sent: number;
  readonly whole: number;
}

interface RefreshedWorld {
  readonly name: string;
  readonly tables: number;
  readonly folder: string;
  /** As if nobody might load archives. */
  readonly isByCalls: boolean;
}

/** A whole first refresh of a world, from opening the ledger on. */
async function refreshed(
  { name, tables, folder, isByCalls }: RefreshedWorld,
  loadArchive?: EgeriaClient['loadArchive'],
): Promise<Refreshed> {
  const concurrency = Math.max(...CONNECTIONS);
  const world = worldOf(name, tables);
  const client = await platformClient(concurrency);
  let [first, last] = [Number.NaN, Number.NaN];
  const started = performance.now();
  const watched: EgeriaClient = {
    ...client,
    ...(loadArchive === undefined ? {} : withoutProof(client)),
    mayLoadArchives: async () => !isByCalls && client.mayLoadArchives(),
    async loadArchive(content) {
      if (Number.isNaN(first)) first = performance.now();
      await (loadArchive === undefined ? client.loadArchive(content) : loadArchive(content));
      last = performance.now();
    },
  };
  const ledger = path.join(folder, 'platform-ledger');
  rmSync(ledger, { recursive: true, force: true });
  const limit = adaptiveLimit(concurrency, systemClock);
  const shared = {
    clock: systemClock,
    limit,
    signal: undefined,
    verification: 'none',
    notify: () => undefined,
  } as const;
  const store = egeriaStoreOver(
    watched,
    remoteLedgers({ client: watched, folder: ledger, ...shared }),
    egeriaCapabilities,
  );
  try {
    const { totals } = await refresh(store, name, world);
    if (loadArchive === undefined && totals.created !== world.length) {
      throw new Error(`A refresh created ${totals.created} of ${world.length} elements.`);
    }
    const rate = (milliseconds: number): number => (world.length / milliseconds) * 1000;
    return { elements: world.length, sent: rate(last - first), whole: rate(performance.now() - started) };
  } finally {
    await store.disconnect();
  }
}

/** Nothing but what is created by a call is found of archives that are not sent, and nobody asks the platform for it. */
function withoutProof(
  client: EgeriaClient,
): Pick<EgeriaClient, 'createElement' | 'element' | 'listElements' | 'listRelationships'> {
  const created = new Set<Guid>();
  return {
    async createElement(element, owner) {
      const guid = await client.createElement(element, owner);
      created.add(guid);
      return guid;
    },
    element: async (guid, options) => (created.has(guid) ? client.element(guid, options) : undefined),
    listElements: async () => ({ elements: [], isEnd: true }),
    listRelationships: async () => [],
  };
}

async function refresh(
  store: ReturnType<typeof egeriaStoreOver>,
  name: string,
  world: readonly StatedElement[],
): ReturnType<typeof refreshCatalogTarget> {
  const service = integrationService('database-integrator');
  if (service === undefined) throw new Error('There is no Database Integrator.');
  return refreshCatalogTarget({
    store,
    connector: connectorOf(world),
    provider,
    service,
    place: { serviceURLMarker: service.urlMarker, connectorName: name, provider: provider.id, catalogTargetName: '' },
    metadataSourceQualifiedName: asQualifiedName(`MetadataCollection::bench::${name}`),
    permittedSynchronization: 'FROM_THIRD_PARTY',
    localCohort: false,
    deleteMethod: 'SOFT_DELETE',
    userId: '',
    configurationDigest: '',
    dryRun: false,
    allowRemovals: false,
    removalGuardPercent: 20,
    wantsElements: false,
    signal: new AbortController().signal,
    clock: systemClock,
    onEvent: () => undefined,
  });
}
