import type { ElementAction } from '../report/events.ts';
import type { Account } from '../report/account.ts';
import { ahead } from '../runtime/ahead.ts';
import type { Writer } from '../store/open-metadata-store.ts';
import type { ApplyOutcome, LedgerChange, Rejection, SyncLedger } from '../store/sync-ledger.ts';
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
  /** How many batches the ledger is given at once. */
  readonly batchesAtOnce: number;
  /** Compares and permits again what another process wrote meanwhile. */
  again(changes: readonly LedgerChange[]): Promise<readonly Comparison[]>;
}

/**
 * Writes each batch in one call, counts what became of every element in the order in which they were stated, and passes on
 * what is to be published.
 */
export async function* apply(
  batches: AsyncIterable<readonly Comparison[]>,
  input: ApplyInput,
): AsyncIterable<readonly Publication[]> {
  const written = ahead(batches, input.batchesAtOnce, async (batch) => write(batch, input));
  for await (const batch of written) {
    const publications: Publication[] = [];
    const raced = count(batch, input, publications);
    if (raced.length > 0) {
      const again = await write(await input.again(raced), input);
      const lost = count(again, input, publications);
      for (const change of lost) {
        input.account.settle('failed');
        input.account.note('failed', messages.raced(), change.prepared.stated.qualifiedName);
      }
    }
    if (publications.length > 0) yield publications;
  }
}

type Change = Comparison & { readonly kind: 'change' };

/** A batch whose changes are written. */
interface WrittenBatch {
  readonly batch: readonly Comparison[];
  readonly changes: readonly Change[];
  /** What became of each change. */
  readonly outcomes: readonly ApplyOutcome[];
}

async function write(batch: readonly Comparison[], { ledger, writer }: ApplyInput): Promise<WrittenBatch> {
  const changes = batch.filter((comparison) => comparison.kind === 'change');
  if (changes.length === 0) return { batch, changes, outcomes: [] };
  const outcomes = await ledger.apply(
    changes.map(({ change }) => change),
    writer,
  );
  return { batch, changes, outcomes };
}

/** Counts what became of a batch; returns the changes that another writer was quicker with, which have no fate yet. */
function count(
  { batch, changes, outcomes }: WrittenBatch,
  { account, seen }: ApplyInput,
  publications: Publication[],
): readonly LedgerChange[] {
  let unchanged = 0;
  for (const comparison of batch) {
    if (comparison.kind === 'unchanged') unchanged += 1;
    else if (comparison.kind === 'refused') refuse(comparison, account);
  }
  account.settle('unchanged', unchanged);
  const raced: LedgerChange[] = [];
  for (const [index, comparison] of changes.entries()) {
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
