import { describe, expect, it } from 'vitest';
import { element } from '../metadata/element.ts';
import type { Origin } from '../metadata/element.ts';
import { asGuid, asQualifiedName } from '../metadata/qualified-name.ts';
import type { CurrentElement, LedgerChange } from '../store/sync-ledger.ts';
import type { Comparison } from './compare.ts';
import { prepare } from './compare.ts';
import { permit } from './permit.ts';

const prepared = prepare(element('RelationalTable', asQualifiedName('t'), {}), false);
const orders = { guid: asGuid('1'), name: asQualifiedName('MetadataCollection::orders') };
const people = { guid: asGuid('2'), name: asQualifiedName('MetadataCollection::people') };
const cohort: Origin = { category: 'LOCAL_COHORT' };
const ofOrders: Origin = { category: 'EXTERNAL_SOURCE', ...orders };

function changeOf(kind: 'record' | 'update', origin: Origin, reown = false): Comparison {
  const current = { element: { origin } } as CurrentElement;
  const change = {
    kind,
    prepared,
    current,
    base: undefined,
    pending: false,
    waiting: [],
    update: { reown },
  } as unknown as LedgerChange;
  return { kind: 'change', change, publication: undefined, properties: [] };
}

async function permitted(batch: readonly Comparison[], metadataSource: typeof orders | undefined) {
  const source = (async function* one() {
    yield batch;
  })();
  const [result = []] = await Array.fromAsync(permit(source, { metadataSource }));
  return result;
}

describe('permit', () => {
  it.each([
    [ofOrders, orders, undefined],
    [ofOrders, people, 'MetadataCollection::orders'],
    [ofOrders, undefined, 'MetadataCollection::orders'],
    [cohort, undefined, undefined],
    [cohort, orders, 'the local cohort'],
  ])('%j changed for %j: the owner that refuses is %s', async (origin, metadataSource, owner) => {
    for (const kind of ['record', 'update'] as const) {
      const comparison = changeOf(kind, origin);
      const [result] = await permitted([comparison], metadataSource);
      const refused = { kind: 'refused', stated: prepared.stated, message: { facts: { owner } } };
      expect(result).toMatchObject(owner === undefined ? comparison : refused);
    }
  });

  it('lets the connector’s own element change hands', async () => {
    const comparison = changeOf('update', ofOrders, true);
    expect(await permitted([comparison], undefined)).toEqual([comparison]);
  });

  it('lets everything else pass in its place', async () => {
    const created: Comparison = {
      kind: 'change',
      change: { kind: 'create', prepared, base: undefined },
      publication: undefined,
      properties: [],
    };
    const batch: Comparison[] = [{ kind: 'unchanged' }, created, changeOf('update', cohort), { kind: 'unchanged' }];
    const result = await permitted(batch, orders);
    expect(result.map(({ kind }) => kind)).toEqual(['unchanged', 'change', 'refused', 'unchanged']);
    expect(result[1]).toBe(created);
  });
});
