import type { ElementAction } from '../report/events.ts';
import type { Account } from '../report/account.ts';
import type { Writer } from '../store/open-metadata-store.ts';
import type { LedgerChange, Rejection, SyncLedger } from '../store/sync-ledger.ts';
import type { Comparison, Publication } from './compare.ts';
import type { SeenElements } from './key-set.ts';
import { messages } from './messages.ts';

/** The key of a rejected element that the store does not have. */
const NOT_WRITTEN = 0;

/** What applying needs. */
export interface ApplyInput {
  readonly ledger: SyncLedger;
  readonly writer: Writer;
  readonly account: Account;
  readonly seen: SeenElements;
  /** Compares and permits again what another process wrote meanwhile. */
  again(changes: readonly LedgerChange[]): Promise<readonly Comparison[]>;
}

/** Writes each batch in one call, counts what became of every element, and passes on what is to be published. */
export async function* apply(
  batches: AsyncIterable<readonly Comparison[]>,
  input: ApplyInput,
): AsyncIterable<readonly Publication[]> {
  for await (const batch of batches) {
    const publications: Publication[] = [];
    const raced = await applyBatch(batch, input, publications);
    if (raced.length > 0) {
      const lost = await applyBatch(await input.again(raced), input, publications);
      for (const change of lost) {
        input.account.settle('failed');
        input.account.note('failed', messages.raced(), change.prepared.stated.qualifiedName);
      }
    }
    if (publications.length > 0) yield publications;
  }
}

type Change = Comparison & { readonly kind: 'change' };

/** Returns the changes that another writer was quicker with; they have no fate yet. */
async function applyBatch(
  batch: readonly Comparison[],
  input: ApplyInput,
  publications: Publication[],
): Promise<readonly LedgerChange[]> {
  const { account, ledger, seen, writer } = input;
  const comparisons: Change[] = [];
  let unchanged = 0;
  for (const comparison of batch) {
    if (comparison.kind === 'unchanged') unchanged += 1;
    else if (comparison.kind === 'refused') refuse(comparison, account);
    else comparisons.push(comparison);
  }
  account.settle('unchanged', unchanged);
  if (comparisons.length === 0) return [];
  const changes = comparisons.map(({ change }) => change);
  const outcomes = await ledger.apply(changes, writer);
  const raced: LedgerChange[] = [];
  for (const [index, comparison] of comparisons.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined || outcome.raced) {
      raced.push(comparison.change);
      continue;
    }
    const { key, rejection } = outcome;
    if (rejection === undefined || key !== NOT_WRITTEN) seen.keys.add(key);
    if (rejection !== undefined) {
      reject(comparison, rejection, account);
      continue;
    }
    settle(comparison, account);
    if (comparison.publication !== undefined) publications.push(comparison.publication);
  }
  return raced;
}

function reject({ change }: Change, { fate, message }: Rejection, account: Account): void {
  const { typeName, qualifiedName } = change.prepared.stated;
  account.settle(fate);
  account.note(fate, message, qualifiedName);
  if (fate === 'failed') return;
  account.listener.element?.({ action: 'refuse', typeName, qualifiedName, reason: message.text });
}

function settle({ change, properties }: Change, account: Account): void {
  const { typeName, qualifiedName } = change.prepared.stated;
  switch (change.kind) {
    case 'create':
      account.settle('created');
      account.listener.element?.({ action: 'create', typeName, qualifiedName });
      return;
    case 'update':
      account.settle('updated');
      account.listener.element?.({ ...updateAction(change, properties), typeName, qualifiedName });
      return;
    case 'record':
      account.settle('unchanged');
      return;
    default:
      change satisfies never;
  }
}

function updateAction(
  { update }: LedgerChange & { kind: 'update' },
  properties: NonNullable<ElementAction['differences']>,
): Pick<ElementAction, 'action' | 'differences'> {
  const differences = [...properties];
  for (const one of update.classifications ?? [])
    differences.push({ name: one.typeName, from: undefined, to: one.properties });
  for (const name of update.declassify) differences.push({ name, from: name, to: undefined });
  for (const one of update.relate) differences.push({ name: one.typeName, from: undefined, to: one.to });
  for (const one of update.updateRelationships)
    differences.push({ name: one.typeName, from: undefined, to: one.properties });
  for (const one of update.unrelate) differences.push({ name: one.typeName, from: one.to, to: undefined });
  if (update.reown) differences.push({ name: 'origin', from: undefined, to: 'as configured' });
  if (update.reanchor) differences.push({ name: 'Anchors', from: undefined, to: 'as stated' });
  return { action: 'update', differences };
}

function refuse({ stated, message }: Comparison & { kind: 'refused' }, account: Account): void {
  account.settle('refused');
  account.note('refused', message, stated.qualifiedName);
  account.listener.element?.({
    action: 'refuse',
    typeName: stated.typeName,
    qualifiedName: stated.qualifiedName,
    reason: message.text,
  });
}
