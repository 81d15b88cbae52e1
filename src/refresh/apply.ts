import type { ElementAction } from '../report/events.ts';
import type { Account } from '../report/account.ts';
import type { Writer } from '../store/open-metadata-store.ts';
import type { LedgerChange, SyncLedger } from '../store/sync-ledger.ts';
import type { Comparison } from './compare.ts';
import type { PropertyToPublish } from './difference.ts';
import type { KeySet } from './key-set.ts';
import { messages } from './messages.ts';

/** A change of the store that is still to be carried out to the third party. */
export interface PendingPublication {
  readonly change: Exclude<LedgerChange, { kind: 'create' }>;
  readonly properties: readonly PropertyToPublish[];
}

/** What applying needs. */
export interface ApplyInput {
  readonly ledger: SyncLedger;
  readonly writer: Writer;
  readonly account: Account;
  readonly seen: KeySet;
  readonly dryRun: boolean;
  /** Compares and permits again what another process wrote meanwhile. */
  again(changes: readonly LedgerChange[]): Promise<readonly Comparison[]>;
}

/** Writes each batch in one call, counts what became of every element, and passes on what is to be published. */
export async function* apply(
  batches: AsyncIterable<readonly Comparison[]>,
  input: ApplyInput,
): AsyncIterable<readonly PendingPublication[]> {
  for await (const batch of batches) {
    const raced = await applyBatch(batch, input);
    if (raced.length > 0) {
      const lost = await applyBatch(await input.again(raced), input);
      for (const change of lost) {
        input.account.settle('failed');
        input.account.note('failed', messages.raced(), change.prepared.stated.qualifiedName);
      }
    }
    const publications = batch.flatMap(publicationOf);
    if (publications.length > 0) yield publications;
  }
}

/** Returns the changes that another process was quicker with; they have no fate yet. */
async function applyBatch(batch: readonly Comparison[], input: ApplyInput): Promise<readonly LedgerChange[]> {
  const { account, ledger, seen, writer, dryRun } = input;
  const changes: LedgerChange[] = [];
  let unchanged = 0;
  for (const comparison of batch) {
    if (comparison.kind === 'unchanged') unchanged += 1;
    else if (comparison.kind === 'change') changes.push(comparison.change);
  }
  const outcomes = dryRun || changes.length === 0 ? [] : await ledger.apply(changes, writer);
  account.settle('unchanged', unchanged);
  const raced: LedgerChange[] = [];
  let index = 0;
  for (const comparison of batch) {
    if (comparison.kind === 'refused') refuse(comparison, account);
    if (comparison.kind !== 'change') continue;
    const outcome = outcomes[index];
    index += 1;
    if (outcome?.raced === true) raced.push(comparison.change);
    else settle(comparison, account);
    if (outcome !== undefined && !outcome.raced) seen.add(outcome.key);
  }
  return raced;
}

function settle({ change, properties }: Comparison & { kind: 'change' }, account: Account): void {
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

function publicationOf(comparison: Comparison): readonly PendingPublication[] {
  if (comparison.kind !== 'change' || comparison.publish.length === 0) return [];
  const { change, publish } = comparison;
  return change.kind === 'create' ? [] : [{ change, properties: publish }];
}
