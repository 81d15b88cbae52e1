import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../test/support/catalog.ts';
import { failingStore } from '../../test/support/failing-store.ts';
import { fakeClock } from '../../test/support/fake-clock.ts';
import { manualClock } from '../../test/support/manual-clock.ts';
import { noTotals, refreshWorld } from '../../test/support/refresh-world.ts';
import { recordsOf, statedWorld, worldName, worldTable } from '../../test/support/stated-world.ts';
import type { StatedWorld } from '../../test/support/stated-world.ts';
import { dumpOf } from '../../test/support/store-dump.ts';
import { fileStore, memoryStore, storeFile, withBatches } from '../../test/support/test-store.ts';
import { withLedger as changeLedger } from '../../test/support/with-ledger.ts';
import type { IntegrationContext } from '../connector/connector.ts';
import { ConflictError, NotAuthorizedError, StoreError, UnavailableError } from '../messages/error-kinds.ts';
import { defineMessages } from '../messages/message.ts';
import type { OpenMetadataStore } from '../store/open-metadata-store.ts';
import type { SyncLedger } from '../store/sync-ledger.ts';

const messages = defineMessages({
  broken: { id: 'TEST-500-001', text: 'It broke', systemAction: 'Nothing.', userAction: 'Nothing.' },
});

/** 23 elements: the database, a schema with its type, and 10 tables with a column each. */
function tenTables(): StatedWorld {
  return statedWorld(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`s.t${index}`, worldTable('id')])));
}

/** A store of small batches, some of whose ledger's calls fail. */
function withLedger(
  store: OpenMetadataStore,
  change: (ledger: SyncLedger) => Partial<SyncLedger>,
  batchRecords = 4,
): OpenMetadataStore {
  return changeLedger(withBatches(store, batchRecords), change);
}

describe('a refresh that is aborted', () => {
  it('writes what was stated until then, removes nothing, is no error, and closes the connector', async () => {
    const store = withBatches(await memoryStore(), 4);
    const world = tenTables();
    await refreshWorld(store, world);
    world.tables = { ...statedWorld({ 's.new': worldTable('id') }).tables, ...world.tables };
    delete world.tables['s.t9'];
    const abort = new AbortController();
    world.beforeRecord = (index) => {
      if (index === 12) abort.abort();
    };
    const { report } = await refreshWorld(store, world, { signal: abort.signal });
    expect(report).toMatchObject({ complete: false, error: undefined, removalRefused: undefined, findings: [] });
    expect(report.totals.created).toBe(2);
    expect(report.totals.stated).toBeLessThanOrEqual(12);
    expect(report.totals).toMatchObject({ updated: 0, removed: 0, refused: 0, failed: 0 });
    expect(world.ended).toBe(2);
    expect(await store.elementNamed(worldName('s.t9'))).toBeDefined();
    expect(await store.elementNamed(worldName('s.new.id'))).toBeDefined();
  });

  it('is no error when the connector throws because of it', async () => {
    const store = await memoryStore();
    const abort = new AbortController();
    const connector = {
      ...statedWorld().connector,
      async *refresh({ signal }: IntegrationContext) {
        yield recordsOf(statedWorld());
        abort.abort();
        signal.throwIfAborted();
      },
    };
    const { report } = await refreshWorld(store, { connector }, { signal: abort.signal });
    expect(report).toMatchObject({ complete: false, error: undefined, totals: { stated: 1, created: 1 } });
  });

  it('before it began writes nothing of the third party', async () => {
    const store = await memoryStore();
    const world = tenTables();
    const { report } = await refreshWorld(store, world, { signal: AbortSignal.abort() });
    expect(report).toMatchObject({ complete: false, error: undefined, totals: noTotals });
    expect(world.ended).toBe(1);
  });

  it('does not tell of ends that it did not reach', async () => {
    const store = await memoryStore();
    const world = statedWorld({ 'a.first': worldTable('id'), 'a.second': worldTable('id') });
    world.table('a.first').columns['id'] = { dataType: 'integer', references: ['a.second.id'] };
    const abort = new AbortController();
    world.beforeRecord = (index) => {
      if (index === 5) abort.abort();
    };
    world.arrayLength = 1;
    const { report } = await refreshWorld(store, world, { signal: abort.signal });
    expect(report).toMatchObject({ complete: false, findings: [] });
    expect(report.totals.created).toBeGreaterThanOrEqual(4);
  });
});

describe('a connector that does not stop', () => {
  it('is given up after some seconds: what it stated is written, nothing is removed', async () => {
    const store = withBatches(await memoryStore(), 4);
    const clock = manualClock();
    const abort = new AbortController();
    const connector = {
      ...statedWorld().connector,
      async *refresh() {
        yield recordsOf(tenTables()).slice(0, 10);
        await new Promise(() => undefined);
      },
    };
    const refreshing = refreshWorld(store, { connector }, { clock, signal: abort.signal });
    await clock.advance(60_000);
    abort.abort();
    await clock.advance(10_000);
    const { report } = await refreshing;
    expect(report).toMatchObject({ complete: false, error: undefined, totals: { stated: 8, created: 8, removed: 0 } });
    expect(report.findings).toMatchObject([
      { severity: 'warning', message: { id: 'EGERIA-INTEGRATE-REFRESH-504-001' }, count: 1 },
    ]);
    expect(report.seconds).toBeLessThanOrEqual(70);
  });

  it('when the store fails is given up as well, and the error is the store’s', async () => {
    const store = withLedger(await memoryStore(), () => ({
      apply: async () => Promise.reject(new StoreError(messages.broken())),
    }));
    const connector = {
      ...statedWorld().connector,
      async *refresh() {
        yield recordsOf(tenTables()).slice(0, 4);
        await new Promise(() => undefined);
      },
    };
    const { report } = await refreshWorld(store, { connector }, { clock: fakeClock() });
    expect(report).toMatchObject({ complete: false, error: { kind: 'StoreError' }, totals: { stated: 4, failed: 4 } });
    expect(report.findings.map(({ message }) => message.id)).toEqual(['EGERIA-INTEGRATE-REFRESH-504-001']);
  });
});

describe('a connector that throws', () => {
  it.each([
    [new UnavailableError(messages.broken(), { cause: new Error('ECONNRESET') }), 'UnavailableError'],
    [new NotAuthorizedError(messages.broken()), 'NotAuthorizedError'],
    [new ConflictError(messages.broken()), 'ConflictError'],
    [new TypeError('x is not a function'), 'IntegrationBug'],
    ['a text', 'IntegrationBug'],
  ])('is reported with its kind; what was stated is written, nothing is removed: %s', async (error, kind) => {
    const store = withBatches(await memoryStore(), 4);
    const world = tenTables();
    await refreshWorld(store, world);
    world.tables = { 's.new': worldTable('id'), ...world.tables };
    delete world.tables['s.t9'];
    world.beforeRecord = (index) => {
      // eslint-disable-next-line typescript/only-throw-error -- connectors that are not type-checked throw anything
      if (index === 11) throw error;
    };
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 11, created: 2, unchanged: 9 });
    expect(report).toMatchObject({ complete: false, error: { kind } });
    expect(await store.elementNamed(worldName('s.t9'))).toBeDefined();
    world.beforeRecord = () => undefined;
    const { report: next } = await refreshWorld(store, world);
    expect(next).toMatchObject({ complete: true, error: undefined, totals: { stated: 23, unchanged: 23, removed: 2 } });
  });

  it('at once, or before it has stated anything, writes nothing', async () => {
    const store = await memoryStore();
    const refresh = (): never => {
      throw new UnavailableError(messages.broken());
    };
    const { report } = await refreshWorld(store, { connector: { ...statedWorld().connector, refresh } });
    expect(report).toMatchObject({ complete: false, error: { kind: 'UnavailableError' }, totals: noTotals });
  });

  it('while it is closed is reported too', async () => {
    const store = await memoryStore();
    const abort = new AbortController();
    const connector = {
      ...statedWorld().connector,
      async *refresh() {
        try {
          yield recordsOf(statedWorld());
        } finally {
          await Promise.reject(new UnavailableError(messages.broken()));
        }
      },
    };
    const { report } = await refreshWorld(store, { connector }, { signal: abort.signal });
    expect(report).toMatchObject({ complete: false, error: { kind: 'UnavailableError' }, totals: { created: 1 } });
  });
});

describe('a store that fails', () => {
  it('is reported, the batch in hand counts as failed, and the connector is told to stop and closed', async () => {
    let applied = 0;
    const store = withLedger(await memoryStore(), (ledger) => ({
      apply: async (...input) => {
        applied += 1;
        if (applied === 2) throw new StoreError(messages.broken());
        return ledger.apply(...input);
      },
    }));
    let wasAborted = false;
    const stated = recordsOf(tenTables());
    const connector = {
      ...statedWorld().connector,
      async *refresh({ signal }: IntegrationContext) {
        try {
          for (const record of stated) {
            // As a driver does that waits for an answer.
            if (signal.aborted) throw new Error('aborted');
            await Promise.resolve();
            yield record;
          }
        } finally {
          wasAborted = signal.aborted;
        }
      },
    };
    const { report } = await refreshWorld(store, { connector });
    expect(report).toMatchObject({ complete: false, error: { kind: 'StoreError', message: { id: 'TEST-500-001' } } });
    expect(report.totals).toEqual({ ...noTotals, stated: 8, created: 4, failed: 4 });
    expect(wasAborted).toBe(true);
  });

  it('after the connector threw is told as well; the report has the error that came first', async () => {
    const store = withLedger(await memoryStore(), () => ({
      apply: async () => Promise.reject(new StoreError(messages.broken())),
    }));
    const world = tenTables();
    world.beforeRecord = (index) => {
      if (index === 3) throw new UnavailableError(messages.broken());
    };
    const { report } = await refreshWorld(store, world);
    expect(report).toMatchObject({ error: { kind: 'UnavailableError' }, totals: { stated: 3, failed: 3 } });
    expect(report.findings).toMatchObject([{ severity: 'failed', message: { id: 'TEST-500-001' } }]);
  });

  it.each(['match', 'current', 'apply', 'settle', 'unseen', 'remove', 'complete'] as const)(
    'in %s loses nothing: the next refresh makes it good',
    async (method) => {
      const memory = await memoryStore();
      const world = tenTables();
      world.table('s.t0').columns['id'] = { dataType: 'integer', references: ['s.t9.id'] };
      await refreshWorld(withBatches(memory, 4), world);
      world.table('s.t1').comment = 'changed';
      world.tables['s.t10'] = worldTable('id');
      world.table('s.t1').columns['id'] = { dataType: 'integer', references: ['s.t10.id'] };
      delete world.tables['s.t8'];
      const failing = withLedger(memory, () => ({
        [method]: () => {
          throw new StoreError(messages.broken());
        },
      }));
      const { report } = await refreshWorld(failing, world, { configurationDigest: 'new', allowRemovals: true });
      expect(report).toMatchObject({ complete: false, error: { kind: 'StoreError' } });
      const options = { configurationDigest: 'new', allowRemovals: true };
      const { report: next } = await refreshWorld(memory, world, options);
      expect(next).toMatchObject({ complete: true, error: undefined, totals: { refused: 0, failed: 0 } });
      const fresh = await memoryStore();
      await refreshWorld(fresh, world);
      expect(await catalogOf(memory)).toEqual(await catalogOf(fresh));
    },
  );

  it.each(Array.from({ length: 20 }, (_, index) => index + 1))(
    'at random loses nothing, counts what failed, and recovers to a catalog that no refresh changes (%i)',
    async (seed) => {
      const file = storeFile();
      const store = await fileStore(file);
      const world = tenTables();
      world.table('s.t0').columns['id'] = { dataType: 'integer', references: ['s.t9.id'] };
      const failing = failingStore(store, { seed, oneIn: 4, batchRecords: 5 });
      for (let attempt = 0; attempt < 6; attempt += 1) {
        const { report } = await refreshWorld(failing, world);
        expect(report.totals).toMatchObject({ removed: 0, refused: 0 });
        expect(report.error === undefined).toBe(report.complete);
        expect([undefined, 'StoreError']).toContain(report.error?.kind);
        const [place = ''] = Object.keys(world.tables);
        const { [place]: first, ...others } = world.tables;
        world.tables = { ...others, ...(first && { [place]: { ...first, comment: `seen ${attempt}` } }) };
      }
      const { report } = await refreshWorld(store, world);
      expect(report).toMatchObject({ complete: true, error: undefined, totals: { stated: 23, failed: 0, removed: 0 } });
      const fresh = await memoryStore();
      await refreshWorld(fresh, world);
      expect(await catalogOf(store)).toEqual(await catalogOf(fresh));
      const before = await dumpOf(file);
      const { report: last } = await refreshWorld(store, world);
      expect(last.totals).toEqual({ ...noTotals, stated: 23, unchanged: 23 });
      expect(await dumpOf(file)).toEqual(before);
    },
  );

  it('when the metadata source is asked for is reported, and the connector is not asked at all', async () => {
    const store: OpenMetadataStore = {
      ...(await memoryStore()),
      metadataSource: async () => Promise.reject(new StoreError(messages.broken())),
    };
    const world = tenTables();
    const { report } = await refreshWorld(store, world);
    expect(report).toMatchObject({ complete: false, error: { kind: 'StoreError' }, totals: noTotals });
    expect(world.ended).toBe(0);
  });
});

describe('reading ahead', () => {
  it.each([1, 3, 7])('never holds more than two batches in memory (arrays of %i)', async (arrayLength) => {
    const size = 10;
    let read = 0;
    let applied = 0;
    let farthest = 0;
    const world = statedWorld(
      Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`s.t${index}`, worldTable('id')])),
    );
    world.arrayLength = arrayLength;
    world.beforeRecord = async (index) => {
      read = index + 1;
      farthest = Math.max(farthest, read - applied);
      await Promise.resolve();
    };
    const store = withLedger(
      await memoryStore(),
      (ledger) => ({
        apply: async (changes, writer) => {
          // Time for reading ahead.
          for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
          const outcomes = await ledger.apply(changes, writer);
          applied += changes.length;
          return outcomes;
        },
      }),
      size,
    );
    const { report } = await refreshWorld(store, world);
    expect(report.totals).toEqual({ ...noTotals, stated: 203, created: 203 });
    expect(farthest).toBeGreaterThan(size);
    expect(farthest).toBeLessThanOrEqual(2 * (size + arrayLength));
  });
});
