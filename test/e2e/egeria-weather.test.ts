import { describe, expect, it, onTestFinished } from 'vitest';
import type { IntegrationReport } from '../../src/report/events.ts';
import { startFakeEgeria } from '../support/fake-egeria/fake-egeria.ts';
import type { FakeEgeria } from '../support/fake-egeria/fake-egeria.ts';
import type { Fault } from '../support/fake-egeria/faults.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { comparableCatalog, egeriaWorld, embeddedCatalog, smallDatabase, wideTables } from '../support/egeria-world.ts';
import { tempFolder } from '../support/temp-folder.ts';

const worlds = [
  { way: 'by calls', records: smallDatabase() },
  { way: 'by archives', records: wideTables() },
];

const whole = { complete: true, error: undefined, refused: 0, failed: 0, removed: 0 };

/** How a refresh ended, and what it could not do or should not have done. */
function endOf({ complete, error, totals }: IntegrationReport): unknown {
  const { refused, failed, removed } = totals;
  return { complete, error, refused, failed, removed };
}

describe.each(worlds)('a platform that restarts while a refresh writes $way', ({ records }) => {
  it.each([2, 6, 9, 16])('at call %i, is waited for and signed in to again', async (number) => {
    const { fake, refresh } = await egeriaWorld();
    fake.onDone((call) => {
      if (call.number === number) fake.restart();
    });
    const { report } = await refresh(records, { ledger: tempFolder() });
    expect(endOf(report)).toEqual(whole);
    expect(await comparableCatalog(fake.store)).toEqual(await embeddedCatalog(records));
  });

  it.each([6, 9, 14])('at call %i, with nothing in it any more, is filled by the next refresh', async (number) => {
    const { fake, refresh } = await egeriaWorld();
    const ledger = tempFolder();
    const { promise: isBack, resolve } = Promise.withResolvers<FakeEgeria>();
    fake.onDone((call) => {
      if (call.number === number) void emptied(fake).then(resolve);
    });
    const clock = { ...fakeClock(), sleep: async () => void (await isBack) };
    await refresh(records, { ledger, clock });
    const { report } = await refresh(records, { ledger });
    expect(endOf(report)).toEqual(whole);
    expect(await comparableCatalog((await isBack).store)).toEqual(await embeddedCatalog(records));
  });
});

/** The platform comes back with nothing in it, as one does that keeps all in memory. */
async function emptied(fake: FakeEgeria): Promise<FakeEgeria> {
  await fake.stop();
  const empty = await startFakeEgeria({ port: Number(new URL(fake.origin).port) });
  onTestFinished(async () => empty.stop());
  return empty;
}

const faults: readonly Fault[] = [
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429, retryAfterSeconds: 7 },
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'half-answer' },
  { kind: 'web-page', status: 503 },
  { kind: 'duplicate' },
];

/** The first calls find out whether there is a platform at all; then about a third of them meet the fault. */
const someCalls = ({ number }: { readonly number: number }): boolean => number > 4 && (number * 7919) % 10 < 3;

describe.each(worlds)('a refresh that writes $way', ({ records }) => {
  it.each(faults)('goes on by itself though calls meet %j', async (fault) => {
    const { fake, refresh } = await egeriaWorld();
    fake.faults.add({ fault, on: someCalls });
    const { report } = await refresh(records, { ledger: tempFolder() });
    expect(endOf(report)).toEqual(whole);
    expect(await comparableCatalog(fake.store)).toEqual(await embeddedCatalog(records));
  });

  it.each(['create-element', 'load-archive', 'find-elements', 'update-element'])(
    'signs in again when the tokens die at %s',
    async (operation) => {
      const { fake, refresh } = await egeriaWorld();
      const undisturbed = await egeriaWorld();
      for (const from of [1, 3]) {
        const on = (call: { readonly operation: string }): boolean => call.operation === operation;
        fake.faults.add({ fault: { kind: 'dead-tokens' }, on, from, times: 1 });
      }
      const { report } = await refresh(records, { ledger: tempFolder() });
      await undisturbed.refresh(records, { ledger: tempFolder() });
      expect(endOf(report)).toEqual(whole);
      expect(await comparableCatalog(fake.store)).toEqual(await comparableCatalog(undisturbed.fake.store));
      // In the same way: by calls, or by archives.
      expect(Object.keys(fake.calls.byOperation()).toSorted()).toEqual(
        Object.keys(undisturbed.fake.calls.byOperation()).toSorted(),
      );
    },
  );

  it('ends with what is wrong when a web page comes instead of answers, and the next one comes to the whole catalog', async () => {
    const { fake, refresh } = await egeriaWorld();
    const ledger = tempFolder();
    const isLate = ({ number }: { readonly number: number }): boolean => number > 8;
    const mend = fake.faults.add({ fault: { kind: 'web-page', status: 200 }, on: isLate });
    const { report } = await refresh(records, { ledger });
    expect(report).toMatchObject({ complete: false, error: { message: { id: 'EGERIA-INTEGRATE-OMAG-502-001' } } });
    mend();
    const next = await refresh(records, { ledger });
    expect(endOf(next.report)).toEqual(whole);
    expect(await comparableCatalog(fake.store)).toEqual(await embeddedCatalog(records));
  });

  it('makes no difference of apostrophes that the platform doubles', async () => {
    const { fake, refresh, writes } = await egeriaWorld();
    fake.faults.doublesApostrophes = true;
    const ledger = tempFolder();
    await refresh(records, { ledger });
    for (const next of [ledger, tempFolder()]) {
      const before = writes();
      const { report } = await refresh(records, { ledger: next });
      expect({ totals: report.totals, writes: writes() - before }).toMatchObject({
        totals: { stated: records.length, unchanged: records.length },
        writes: 0,
      });
    }
  });

  it('removes nothing, and writes nothing twice, because a listing has gaps', async () => {
    const { fake, refresh } = await egeriaWorld();
    await refresh(records, { ledger: tempFolder() });
    const gap = { kind: 'gap' } as const;
    fake.faults.add({ fault: gap, on: ({ operation }) => operation === 'find-relationships' });
    // The first two find out what the server is, and its metadata source; then come the listings.
    fake.faults.add({ fault: gap, on: ({ operation }) => operation === 'find-elements', from: 3, times: 4 });
    const { report } = await refresh(records, { ledger: tempFolder() });
    expect(endOf(report)).toEqual(whole);
    expect(await comparableCatalog(fake.store)).toEqual(await embeddedCatalog(records));
  });
});

describe('a platform that asks for patience', () => {
  it('is left alone as long as it asks', async () => {
    const { fake, refresh } = await egeriaWorld();
    const records = smallDatabase();
    const busy = { kind: 'status', status: 503, retryAfterSeconds: 42 } as const;
    fake.faults.add({ fault: busy, on: ({ operation }) => operation === 'create-element', times: 1 });
    const clock = fakeClock();
    const before = clock.now();
    await refresh(records, { ledger: tempFolder(), clock });
    expect(clock.now() - before).toBe(42_000);
  });
});
