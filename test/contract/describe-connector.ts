import { describe, expect, it, onTestFinished } from 'vitest';
import type { z } from 'zod';
import type { IntegrationConnector, IntegrationContext } from '../../src/connector/connector.ts';
import type { ConnectorProvider } from '../../src/connector/provider.ts';
import type { ErrorKind } from '../../src/messages/error-kinds.ts';
import { IntegrationError } from '../../src/messages/error-kinds.ts';
import type { MetadataRecord } from '../../src/metadata/element.ts';
import type { QualifiedName } from '../../src/metadata/qualified-name.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import type { IntegrationReport } from '../../src/report/events.ts';
import type { OpenMetadataStore } from '../../src/store/open-metadata-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { root } from '../architecture/sources.ts';
import { failingStore } from '../support/failing-store.ts';
import { driversAmong, modulesLoadedBy } from './loaded-modules.ts';
import { expectNoLeak } from './open-handles.ts';
import { configFaults, factFaults, unmarkedKeys } from './provider-faults.ts';
import { differentNames, orderFaults, typeFaults } from './record-faults.ts';
import { recordingContext, recordsOf } from './recording-context.ts';
import { contentOf, refreshInto, withoutVersion } from './refresh-into-store.ts';

/** A third party with something in it to catalog. */
export interface TestTarget<Schema extends z.ZodObject = z.ZodObject> {
  /** `configurationProperties` as a daemon definition would have them, secrets brought in. */
  readonly config: z.input<Schema>;
  /** The folder of the daemon definition; the root of the project when absent. */
  readonly baseFolder?: string;
  /** The secrets in `config`: none of them may appear in an error. */
  readonly secrets?: readonly string[];
  /** What differs from run to run, and what the golden file has in its place: `{ [folder]: '{folder}' }`. */
  readonly placeholders?: Readonly<Record<string, string>>;
}

/** What a connector supplies for the suite. */
export interface ConnectorSuite<Schema extends z.ZodObject, Target extends TestTarget<Schema>> {
  /** Makes a third party, with the same content each time. Called within each test, which frees it when it ends. */
  target(): Target | Promise<Target>;
  /** Makes one change that shows in exactly one element: it appears, goes or is altered. */
  change(target: Target): void | Promise<void>;
  /** Breaks the third party, so that connecting or refreshing fails. */
  breakIt(target: Target): void | Promise<void>;
  /** The kind of error that comes of that. */
  readonly brokenKind: ErrorKind;
  /** The folder in `connectors/`, if it is not named like the provider: that of the template. */
  readonly folder?: string;
  /** The file with all records of a refresh, relative to the test. Written by `vitest run -u`; review it like code. */
  readonly golden?: string;
}

/** The contract that every connector fulfils, as tests; a connector adds what is its own beside them. */
export function describeConnector<Schema extends z.ZodObject, Target extends TestTarget<Schema>>(
  provider: ConnectorProvider<Schema>,
  suite: ConnectorSuite<Schema, Target>,
): void {
  const anyProvider: ConnectorProvider = provider;
  const contract: Contract<Target> = {
    provider: anyProvider,
    folder: provider.id,
    ...suite,
    connect: ({ config, baseFolder = root }, signal = new AbortController().signal) =>
      provider.connect(
        { name: '', config: provider.config.parse(config) },
        { signal, permittedSynchronization: 'FROM_THIRD_PARTY', baseFolder },
      ),
  };
  describe(`${provider.id} as a connector`, () => {
    describeProvider(contract);
    describeRecords(contract);
    describeLifetime(contract);
    describeRefreshing(contract);
  });
}

interface Contract<Target extends TestTarget> {
  readonly provider: ConnectorProvider;
  readonly folder: string;
  readonly target: () => Target | Promise<Target>;
  readonly change: (target: Target) => void | Promise<void>;
  readonly breakIt: (target: Target) => void | Promise<void>;
  readonly brokenKind: ErrorKind;
  readonly golden?: string;
  connect(target: Target, signal?: AbortSignal): Promise<IntegrationConnector>;
}

function describeProvider<Target extends TestTarget>({ provider, folder, target }: Contract<Target>): void {
  it('is the provider that its folder has, with facts that are well-formed', async () => {
    const found = (await import(`../../connectors/${folder}/provider.ts`)) as { provider: unknown };
    expect(found.provider).toBe(provider);
    expect(factFaults(provider, folder.replace(/^_/, ''))).toEqual([]);
  });

  it('takes a config whose every key is described, and no other key', async () => {
    expect(configFaults(provider)).toEqual([]);
    const { config } = await target();
    expect(provider.config.safeParse(config).error).toBeUndefined();
    expect(provider.config.safeParse({ ...config, unknownKey: 1 }).error?.issues).toMatchObject([
      { code: 'unrecognized_keys', keys: ['unknownKey'] },
    ]);
  });

  it('has defaults that its own config takes', async () => {
    const { config } = await target();
    const whole = provider.config.parse(config);
    expect(provider.config.parse(whole)).toEqual(whole);
  });

  it('marks the keys that hold secrets', async () => {
    const { config, secrets = [] } = await target();
    expect(secrets.flatMap((secret) => unmarkedKeys(provider, config, secret))).toEqual([]);
  });

  it('loads no driver when its provider is imported', async () => {
    const file = `connectors/${folder}/provider.ts`;
    const modules = await modulesLoadedBy(file);
    expect(modules).toContain(file);
    expect(driversAmong(modules, folder)).toEqual([]);
  });
}

function describeRecords<Target extends TestTarget>(contract: Contract<Target>): void {
  const { provider, target, change, golden } = contract;

  it('states parents before children and every element that it refers to, each once', async () => {
    const records = await recordsOnce(contract, await target());
    expect(records).not.toEqual([]);
    expect(orderFaults(records)).toEqual([]);
  });

  it('states only types that it says it catalogs, with properties that they have', async () => {
    expect(typeFaults(await recordsOnce(contract, await target()), provider)).toEqual([]);
  });

  it('states equal records in equal order each time', async () => {
    const third = await target();
    const connector = await connected(contract, third);
    const first = await recordsOf(connector);
    expect(await recordsOf(connector)).toEqual(first);
    expect(await recordsOnce(contract, third)).toEqual(first);
  });

  it('shows one change as exactly one difference', async () => {
    const third = await target();
    const before = await recordsOnce(contract, third);
    await change(third);
    expect(differentNames(before, await recordsOnce(contract, third))).toHaveLength(1);
  });

  if (golden === undefined) return;
  it('states what its golden file has', async () => {
    const third = await target();
    await expect(goldenText(await recordsOnce(contract, third), third)).toMatchFileSnapshot(golden);
  });
}

function describeLifetime<Target extends TestTarget>(contract: Contract<Target>): void {
  const { provider, target, breakIt, brokenKind } = contract;

  it('frees everything when it disconnects, also when it does so twice', async () => {
    const third = await target();
    const use = async (): Promise<void> => {
      const connector = await contract.connect(third);
      await recordsOf(connector);
      await connector.disconnect();
      await connector.disconnect();
    };
    await use();
    await expectNoLeak(use);
  });

  it('ends a refresh within a second of an abort, and leaves nothing open', async () => {
    const third = await target();
    const abortOnce = async (): Promise<void> => {
      const abort = new AbortController();
      const connector = await contract.connect(third);
      const records = connector.refresh(recordingContext({ signal: abort.signal }))[Symbol.asyncIterator]();
      await records.next();
      const start = performance.now();
      abort.abort();
      await Promise.allSettled([records.next()]);
      await records.return?.();
      await connector.disconnect();
      expect(performance.now() - start).toBeLessThan(1000);
    };
    await abortOnce();
    await expectNoLeak(abortOnce);
  });

  it('ends soon when it is aborted before it has begun', async () => {
    const third = await target();
    const connector = await connected(contract, third);
    const start = performance.now();
    const signal = AbortSignal.abort();
    await Promise.allSettled([contract.connect(third, signal).then((late) => late.disconnect())]);
    await Promise.allSettled([recordsOf(connector, recordingContext({ signal }))]);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it(`fails with ${brokenKind} when the third party is broken: with its cause, without a secret, leaving nothing open`, async () => {
    const third = await target();
    await breakIt(third);
    const errors: unknown[] = [];
    const fail = async (): Promise<void> => {
      errors.push(await failureOf(contract, third));
    };
    await fail();
    await expectNoLeak(fail);
    for (const error of errors) {
      expect(error).toBeInstanceOf(IntegrationError);
      const { kind, notice, cause, message } = error as IntegrationError;
      expect(kind).toBe(brokenKind);
      expect(cause).toBeInstanceOf(Error);
      expect(notice.id).toMatch(new RegExp(`^${provider.id.toUpperCase()}-\\d{3}-\\d{3}$`));
      const told = [message, JSON.stringify(notice), ...causesOf(error)].join('\n');
      expect((third.secrets ?? []).filter((secret) => told.includes(secret))).toEqual([]);
    }
  });
}

function describeRefreshing<Target extends TestTarget>(contract: Contract<Target>): void {
  const { provider, target } = contract;

  it('writes nothing in a second refresh', async () => {
    const connector = await connected(contract, await target());
    const store = await memoryStore();
    const first = await refreshInto(store, provider, connector);
    expect(first).toMatchObject({ complete: true, error: undefined, totals: { refused: 0, failed: 0 } });
    const content = await contentOf(store);
    const { totals } = await refreshInto(store, provider, connector);
    expect(totals).toEqual({ ...NOTHING, stated: totals.stated, unchanged: totals.stated });
    expect(await contentOf(store)).toEqual(content);
  });

  it.each([1, 2, 3, 4, 5])(
    'accounts for every element when the store fails at random (%i), and recovers',
    async (seed) => {
      const connector = await connected(contract, await target());
      const store = await memoryStore();
      const failing = failingStore(store, { seed, oneIn: 3, batchRecords: 4 });
      const reports: IntegrationReport[] = [];
      for (let attempt = 0; attempt < 5; attempt += 1) reports.push(await refreshInto(failing, provider, connector));
      expect(reports.map((report) => report.error?.kind)).toContain('StoreError');
      expect(reports.map((report) => report.totals.removed)).toEqual([0, 0, 0, 0, 0]);
      const created = reports.reduce((sum, report) => sum + report.totals.created, 0);
      expect(await statedElements(store, provider)).toHaveLength(created);

      const { error } = await refreshInto(store, provider, connector);
      expect(error).toBeUndefined();
      const undisturbed = await memoryStore();
      await refreshInto(undisturbed, provider, connector);
      const recovered = await contentOf(store);
      expect(recovered.map(withoutVersion)).toEqual((await contentOf(undisturbed)).map(withoutVersion));
      const { totals } = await refreshInto(store, provider, connector);
      expect(totals).toEqual({ ...NOTHING, stated: totals.stated, unchanged: totals.stated });
      expect(await contentOf(store)).toEqual(recovered);
    },
  );

  it('keeps what is beneath a scope that it could not read', async () => {
    const connector = await connected(contract, await target());
    const store = await memoryStore();
    await refreshInto(store, provider, connector);
    const before = await statedElements(store, provider);
    const records = await recordsOf(connector);
    const scope = records.find((record) => record.parent === undefined)?.qualifiedName;
    if (scope === undefined) throw new Error('Nothing is stated at the top');
    const hidden = namesBeneath(scope, records);
    const report = await refreshInto(store, provider, hiding(hidden, scope, connector));
    expect(report.totals).toMatchObject({ stated: records.length - hidden.size, removed: 0, failed: 0, refused: 0 });
    const unreadable = report.findings.filter(({ severity }) => severity === 'unreadable');
    expect(unreadable.flatMap(({ examples }) => examples)).toContain(scope);
    expect(await statedElements(store, provider)).toEqual(before);
  });
}

const NOTHING = { stated: 0, created: 0, updated: 0, unchanged: 0, removed: 0, refused: 0, failed: 0 };

async function connected<Target extends TestTarget>(
  contract: Contract<Target>,
  third: Target,
): Promise<IntegrationConnector> {
  const connector = await contract.connect(third);
  onTestFinished(() => connector.disconnect());
  return connector;
}

async function recordsOnce<Target extends TestTarget>(
  contract: Contract<Target>,
  third: Target,
): Promise<MetadataRecord[]> {
  const connector = await contract.connect(third);
  try {
    return await recordsOf(connector);
  } finally {
    await connector.disconnect();
  }
}

async function failureOf<Target extends TestTarget>(contract: Contract<Target>, third: Target): Promise<unknown> {
  try {
    await recordsOnce(contract, third);
    return undefined;
  } catch (error) {
    return error;
  }
}

function causesOf(error: unknown): string[] {
  return error instanceof Error ? [error.message, ...causesOf(error.cause)] : [];
}

async function memoryStore(): Promise<OpenMetadataStore> {
  const store = await openStore({ type: 'memory' }, systemClock);
  onTestFinished(() => store.disconnect());
  return store;
}

async function statedElements(store: OpenMetadataStore, { catalogs }: ConnectorProvider): Promise<string[]> {
  const names = new Set<string>();
  for (const typeName of catalogs) {
    for await (const element of store.find({ typeName })) names.add(element.qualifiedName);
  }
  return [...names].toSorted();
}

function namesBeneath(scope: QualifiedName, records: readonly MetadataRecord[]): ReadonlySet<QualifiedName> {
  const beneath = new Set<QualifiedName>();
  for (const { qualifiedName, parent } of records) {
    if (parent !== undefined && (parent.to === scope || beneath.has(parent.to))) beneath.add(qualifiedName);
  }
  return beneath;
}

/** The same connector, as if it could not read what is beneath `scope`. */
function hiding(
  hidden: ReadonlySet<QualifiedName>,
  scope: QualifiedName,
  connector: IntegrationConnector,
): IntegrationConnector {
  return {
    async *refresh(context: IntegrationContext) {
      for await (const item of connector.refresh(context)) {
        yield [item].flat().filter(({ qualifiedName }) => !hidden.has(qualifiedName));
      }
      context.unreadable(scope, new Error('may not be read'));
    },
    disconnect: () => connector.disconnect(),
  };
}

/** One record a line, so that a change of one is a change of one line. */
function goldenText(records: readonly MetadataRecord[], { placeholders = {} }: TestTarget): string {
  let text = `[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]\n`;
  for (const [actual, placeholder] of Object.entries(placeholders)) text = text.replaceAll(actual, placeholder);
  return text;
}
