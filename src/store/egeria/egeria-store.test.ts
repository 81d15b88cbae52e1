import { expect, it, onTestFinished } from 'vitest';
import { describeCatalog, describeStore } from '../../../test/contract/describe-store.ts';
import { erin } from '../../../test/contract/store/subject.ts';
import { fakeClock } from '../../../test/support/fake-clock.ts';
import { startFakeEgeria } from '../../../test/support/fake-egeria/fake-egeria.ts';
import type { FakeEgeria } from '../../../test/support/fake-egeria/fake-egeria.ts';
import { asQualifiedName } from '../../metadata/qualified-name.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import type { Clock } from '../../runtime/clock.ts';
import { openEgeriaClient } from './client/client.ts';
import { egeriaCapabilities, egeriaStoreOver, openEgeriaStore } from './egeria-store.ts';
import type { EgeriaStoreSettings } from './egeria-store.ts';

describeStore(
  'a metadata access server',
  async (clock) => {
    const options = { notify: () => undefined, verification: 'all' } as const;
    return openEgeriaStore(await settingsOf(clock), clock, options);
  },
  { ...egeriaCapabilities, callsAtOnce: 4 },
);

describeCatalog(
  'a view server',
  async (clock) => {
    const options = { notify: () => undefined, verification: 'all' } as const;
    return openEgeriaStore({ ...(await settingsOf(clock)), serverName: 'view' }, clock, options);
  },
  { ...egeriaCapabilities, archives: false, callsAtOnce: 4 },
);

it('tells the ledgers what was changed through the store, and where relationships were', async () => {
  const changed: Guid[][] = [];
  const client = await openEgeriaClient(await settingsOf(fakeClock()), fakeClock(), () => undefined);
  const store = egeriaStoreOver(client, {
    open: async () => Promise.reject(new Error('no ledger')),
    source: async () => Promise.reject(new Error('no source')),
    changed: async (guids) => void changed.push([...guids]),
    close: async () => undefined,
  });
  onTestFinished(async () => store.disconnect());
  const create = (qualifiedName: string) =>
    ({
      kind: 'create-element',
      element: { typeName: 'RelationalColumn', qualifiedName: asQualifiedName(qualifiedName), properties: {} },
    }) as const;
  const [end1, end2] = (await store.write([create('a'), create('b')], erin)).map(({ guid }) => guid);
  if (end1 === undefined || end2 === undefined) throw new Error('Nothing was created.');
  expect(changed).toEqual([]);
  await store.write([{ kind: 'update-element', guid: end1, properties: { displayName: 'x' } }], erin);
  await store.write([{ kind: 'relate', typeName: 'ForeignKey', end1, end2, properties: {} }], erin);
  expect(changed).toEqual([[end1], [end1, end2]]);
});

it('asks nothing of what it has created when that is related, until it is', async () => {
  const clock = fakeClock();
  const platform = await startedPlatform(clock);
  const options = { notify: () => undefined, verification: 'none' } as const;
  const store = await openEgeriaStore(settingsFor(platform), clock, options);
  onTestFinished(async () => store.disconnect());
  const guids: Guid[] = [];
  for (const qualifiedName of ['a', 'b']) {
    const element = { typeName: 'RelationalColumn', qualifiedName: asQualifiedName(qualifiedName), properties: {} };
    for (const { guid } of await store.write([{ kind: 'create-element', element }], erin)) guids.push(guid);
  }
  const [end1, end2] = guids;
  if (end1 === undefined || end2 === undefined) throw new Error('Nothing was created.');
  const before = platform.calls.all.length;
  const relate = async (description: string) =>
    store.write([{ kind: 'relate', typeName: 'ForeignKey', end1, end2, properties: { description } }], erin);
  const [first] = await relate('one');
  expect(platform.calls.all.slice(before).map(({ operation }) => operation)).toEqual(['create-relationship']);
  const [second] = await relate('two');
  expect(second).toEqual({ guid: first?.guid, changed: true, removed: 0 });
});

/** How a platform of the test's own is reached. */
async function settingsOf(clock: Clock): Promise<EgeriaStoreSettings> {
  return settingsFor(await startedPlatform(clock));
}

async function startedPlatform(clock: Clock): Promise<FakeEgeria> {
  const platform = await startFakeEgeria({ clock, users: { erinoverview: 'secret' } });
  onTestFinished(async () => platform.stop());
  return platform;
}

function settingsFor(platform: FakeEgeria): EgeriaStoreSettings {
  return {
    platformURL: platform.origin,
    serverName: 'store',
    credentials: { kind: 'password', userId: 'erinoverview', password: 'secret' },
    trust: {},
    requestTimeoutMilliseconds: 30_000,
    concurrency: 4,
    ledger: undefined,
  };
}
