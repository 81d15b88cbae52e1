import type { Account } from '../report/account.ts';
import type { Writer } from '../store/open-metadata-store.ts';
import type { SyncLedger } from '../store/sync-ledger.ts';
import { messages } from './messages.ts';

/** What settling needs. */
export interface SettleInput {
  readonly ledger: SyncLedger;
  readonly writer: Writer;
  readonly account: Account;
  /** Whether everything was read: else what is missing may only not have been reached. */
  readonly isComplete: boolean;
}

/** Writes the relationships whose other element was stated later, and tells of those whose other element never was. */
export async function settle({ ledger, writer, account, isComplete }: SettleInput): Promise<void> {
  const { related, missing, rejected = [], lost = [] } = await ledger.settle(writer);
  account.unchangedBecameUpdated(related.length);
  for (const { from, relationships } of related) {
    const differences = relationships.map(({ typeName, to }) => ({ name: typeName, from: undefined, to }));
    const { typeName, qualifiedName } = from;
    account.listener.element?.({ action: 'update', typeName, qualifiedName, differences });
  }
  account.createdBecameFailed(lost.length);
  for (const { from, message } of lost) account.note('failed', message, from);
  for (const { from, rejection } of rejected) account.note(rejection.fate, rejection.message, from);
  if (!isComplete) return;
  for (const { from, relationship } of missing) {
    account.note('warning', messages.endMissing({ relationship: relationship.typeName, to: relationship.to }), from);
  }
}
