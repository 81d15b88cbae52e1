import { describe, expect, it } from 'vitest';
import { clientOverStore } from '../../../../test/support/client-over-store.ts';
import type { ClientOverStore } from '../../../../test/support/client-over-store.ts';
import { connectorOf } from '../../../../test/support/generated-world.ts';
import { noTotals, refreshWorld } from '../../../../test/support/refresh-world.ts';
import type { WorldRefresh, WorldRefreshOptions } from '../../../../test/support/refresh-world.ts';
import { storeBesideLedger } from '../../../../test/support/store-beside-ledger.ts';
import { tempFolder } from '../../../../test/support/temp-folder.ts';
import type { IntegrationContext } from '../../../connector/connector.ts';
import { element, relationship } from '../../../metadata/element.ts';
import type { MetadataRecord } from '../../../metadata/element.ts';
import { asQualifiedName } from '../../../metadata/qualified-name.ts';
import type { Guid } from '../../../metadata/qualified-name.ts';
import type { LedgersInput } from './open-ledger.ts';

const provider = {
  id: 'world',
  catalogs: ['RelationalTable', 'RelationalColumn'],
  relates: ['NestedSchemaAttribute', 'ForeignKey'],
  publishes: ['description'],
} as never;

const source = asQualifiedName('MetadataCollection::tests::world');
const writes = /^(?:create|update|delete|classify|reclassify|declassify|relate$|unrelate)/;

function table(name: string, columns: readonly string[]): MetadataRecord[] {
  const qualifiedName = asQualifiedName(name);
  const parent = relationship('NestedSchemaAttribute', qualifiedName, 1);
  return [
    element('RelationalTable', qualifiedName, { displayName: name }),
    ...columns.map((column) =>
      element(
        'RelationalColumn',
        asQualifiedName(`${name}.${column}`),
        { displayName: column },
        { parent, anchor: qualifiedName },
      ),
    ),
  ];
}

const shop = [...table('orders', ['id', 'customer', 'total']), ...table('customers', ['id', 'name'])];

interface Run extends WorldRefresh {
  readonly notices: readonly string[];
  readonly calls: readonly string[];
}

/** A run of the daemon with a ledger in a folder; another folder each time is one that is lost. */
async function run(
  client: ClientOverStore,
  records: readonly MetadataRecord[],
  { folder = tempFolder(), ...ledgers }: Partial<LedgersInput> = {},
  options: WorldRefreshOptions & { readonly unreadable?: string } = {},
): Promise<Run> {
  const { unreadable, ...refresh } = options;
  const store = storeBesideLedger(client, { folder, ...ledgers });
  const connector = {
    ...connectorOf(records),
    async *refresh(context: IntegrationContext) {
      if (unreadable !== undefined) context.unreadable(asQualifiedName(unreadable), new Error('locked'));
      yield* connectorOf(records).refresh(context);
    },
  };
  client.calls.length = 0;
  const outcome = await refreshWorld(store, { connector }, { provider, ...refresh });
  await store.disconnect();
  return { ...outcome, notices: store.notices.map(({ id }) => id.slice(-7)), calls: [...client.calls] };
}

describe('a ledger that is lost', () => {
  it('is rebuilt from listings, says so, and nothing is written', async () => {
    const client = await clientOverStore();
    await run(client, shop);
    const again = await run(client, shop);
    expect(again.report.totals).toEqual({ ...noTotals, stated: 7, unchanged: 7 });
    expect(again.notices).toEqual(['100-001']);
    expect(again.calls.filter((name) => writes.test(name))).toEqual([]);
  });

  it('costs a page of each type, and one more that is empty', async () => {
    const client = await clientOverStore(undefined, 4);
    await run(client, shop);
    const { calls } = await run(client, shop);
    // 2 tables and 5 columns in pages of 4, 5 relationships, no foreign keys; and what the metadata source notes.
    const count = (name: string): number => calls.filter((one) => one === name).length;
    expect([count('listElements'), count('listRelationships')]).toEqual([2 + 3, 3 + 1]);
    expect(calls.length).toBeLessThan(14);
  });

  it('lets a refresh find what is new, changed and gone', async () => {
    const client = await clientOverStore();
    await run(client, shop);
    const [orders = shop[0], ...columns] = table('orders', ['id', 'total', 'placed']);
    const changed = [{ ...(orders as MetadataRecord), properties: { displayName: 'Orders' } }, ...columns];
    const { report, actions } = await run(client, [...changed, ...table('customers', ['id', 'name'])]);
    expect(report.totals).toEqual({ ...noTotals, stated: 7, created: 1, updated: 1, unchanged: 5, removed: 1 });
    expect(actions).toHaveLength(3);
  });

  it('takes a relationship away that is stated no longer', async () => {
    const client = await clientOverStore();
    const [first, id, customer, ...others] = shop as [MetadataRecord, MetadataRecord, MetadataRecord];
    const toName = relationship('ForeignKey', asQualifiedName('customers.id'), 1);
    await run(client, [first, id, { ...customer, relationships: [toName] }, ...others]);
    const foreignKeys = async (): Promise<number> =>
      (await client.listRelationships('ForeignKey', { startFrom: 0, pageSize: 10 })).length;
    expect(await foreignKeys()).toBe(1);
    await run(client, shop);
    expect(await foreignKeys()).toBe(0);
  });

  it('sweeps nothing whose place is forgotten while something could not be read', async () => {
    const client = await clientOverStore();
    await run(client, shop);
    const { report } = await run(client, table('orders', ['id']), {}, { unreadable: 'customers', allowRemovals: true });
    expect(report).toMatchObject({ complete: true, totals: { stated: 2, unchanged: 2, removed: 0 } });
  });

  it('does not take for gone what a filter hides since then', async () => {
    const client = await clientOverStore();
    await run(client, shop, {}, { configurationDigest: 'all' });
    const filtered = { configurationDigest: 'only orders' };
    const { report, findings } = await run(client, table('orders', ['id', 'customer', 'total']), {}, filtered);
    expect(report.totals).toMatchObject({ stated: 4, unchanged: 4, removed: 0 });
    expect(findings.filter(({ severity }) => severity === 'kept')).toHaveLength(3);
    // With the same filter and without the ledger they would be gone; they were kept, and go when that is allowed.
    const allowed = await run(
      client,
      table('orders', ['id', 'customer', 'total']),
      {},
      { ...filtered, allowRemovals: true },
    );
    expect(allowed.report.totals.removed).toBe(3);
  });

  it('of one of two catalog targets leaves the other one alone', async () => {
    const client = await clientOverStore();
    const orders = table('orders', ['id', 'total']);
    const customers = table('customers', ['id', 'name']);
    const folder = tempFolder();
    await run(client, orders, { folder }, { catalogTargetName: 'one' });
    await run(client, customers, { folder }, { catalogTargetName: 'two' });
    const lost = tempFolder();
    const first = await run(client, table('orders', ['id']), { folder: lost }, { catalogTargetName: 'one' });
    expect(first.report.totals).toMatchObject({ stated: 2, unchanged: 2, removed: 0 });
    // What is anchored to what it states is its own; the next refresh sweeps it.
    const second = await run(client, table('orders', ['id']), { folder: lost }, { catalogTargetName: 'one' });
    expect(second.report.totals).toMatchObject({ removed: 1 });
    const third = await run(client, customers, { folder: lost }, { catalogTargetName: 'two' });
    expect(third.report.totals).toMatchObject({ stated: 3, unchanged: 3, removed: 0 });
  });

  it('goes on where the rebuilding was cut short', async () => {
    const client = await clientOverStore(undefined, 2);
    await run(client, shop);
    const folder = tempFolder();
    client.dieAfter(5);
    await run(client, shop, { folder }).catch(() => undefined);
    client.dieAfter(Number.POSITIVE_INFINITY);
    const { calls, notices, report } = await run(client, shop, { folder });
    expect(notices).toEqual(['100-002']);
    expect(report.totals).toEqual({ ...noTotals, stated: 7, unchanged: 7 });
    const whole = await run(client, shop);
    expect(calls.length).toBeLessThan(whole.calls.length);
  });
});

describe('a ledger that is there', () => {
  it('makes a number of calls that does not grow with the elements', async () => {
    const counts: number[] = [];
    for (const columns of [1, 300]) {
      const client = await clientOverStore(undefined, 50);
      const folder = tempFolder();
      const names = Array.from({ length: columns }, (_, index) => `c${index}`);
      await run(client, table('wide', names), { folder });
      counts.push((await run(client, table('wide', names), { folder })).calls.length);
    }
    // Whether the metadata source and the last element are there.
    expect(counts).toEqual([2, 2]);
  });

  it('does not see what others did in the server, but when it is verified', async () => {
    const client = await clientOverStore();
    const folder = tempFolder();
    await run(client, shop, { folder });
    const owner = { guid: (await client.server.elementNamed(source))?.guid ?? ('' as Guid), name: source };
    const writer = { userId: 'erin', metadataSource: owner };
    const guidOf = async (name: string): Promise<Guid> =>
      (await client.server.elementNamed(asQualifiedName(name)))?.guid ?? ('' as Guid);
    const properties = { displayName: 'renamed' };
    await client.server.write([{ kind: 'update-element', guid: await guidOf('orders'), properties }], writer);
    await client.server.write([{ kind: 'delete-element', guid: await guidOf('orders.total') }], writer);
    const blind = await run(client, shop, { folder });
    expect(blind.report.totals).toEqual({ ...noTotals, stated: 7, unchanged: 7 });
    const verified = await run(client, shop, { folder, verification: 'all' });
    expect(verified.report.totals).toEqual({ ...noTotals, stated: 7, created: 1, updated: 1, unchanged: 5 });
    expect(verified.notices).toEqual(['200-001']);
    expect((await client.server.elementNamed(asQualifiedName('orders')))?.properties['displayName']).toBe('orders');
  });

  it('is verified a few pages a refresh, until it comes round', async () => {
    const client = await clientOverStore(undefined, 2);
    const folder = tempFolder();
    await run(client, shop, { folder });
    const owner = { guid: (await client.server.elementNamed(source))?.guid ?? ('' as Guid), name: source };
    const guid = (await client.server.elementNamed(asQualifiedName('orders.total')))?.guid ?? ('' as Guid);
    await client.server.write([{ kind: 'delete-element', guid }], { userId: 'erin', metadataSource: owner });
    const created: number[] = [];
    for (let refresh = 0; refresh < 4; refresh += 1) {
      const { report, calls } = await run(client, shop, { folder, verification: 'some' });
      created.push(report.totals.created);
      expect(calls.length).toBeLessThan(10);
    }
    expect(created.reduce((sum, count) => sum + count)).toBe(1);
  });

  it('of a server that was emptied begins anew', async () => {
    const folder = tempFolder();
    await run(await clientOverStore(), shop, { folder });
    const { report } = await run(await clientOverStore(), shop, { folder });
    expect(report.totals).toEqual({ ...noTotals, stated: 7, created: 7 });
  });

  it('is another one when its layout is', async () => {
    const client = await clientOverStore();
    const folder = tempFolder();
    await run(client, shop, { folder });
    const { openMirror } = await import('../mirror/mirror.ts');
    const { ledgerFile } = await import('./open-ledger.ts');
    const { systemClock } = await import('../../../runtime/clock.ts');
    const mirror = await openMirror(ledgerFile(folder, client.description), systemClock);
    mirror.setFact('layout', 'of an earlier version');
    mirror.close();
    const { notices, report } = await run(client, shop, { folder });
    expect(notices).toEqual(['100-001']);
    expect(report.totals).toEqual({ ...noTotals, stated: 7, unchanged: 7 });
  });
});
