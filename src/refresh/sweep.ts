import type { PermittedSynchronization } from '../connector/connector.ts';
import type { QualifiedName } from '../metadata/qualified-name.ts';
import type { Account } from '../report/account.ts';
import type { DeleteMethod, Writer } from '../store/open-metadata-store.ts';
import type { SyncLedger, UnseenEntry } from '../store/sync-ledger.ts';
import type { KeySet } from './key-set.ts';
import { messages } from './messages.ts';

/** Below so many removals the guard raises no alarm. */
const GUARD_FLOOR = 10;
/** How many of the elements that would go a refusal names. */
const NAMED = 100;

/** What sweeping needs. */
export interface SweepInput {
  readonly ledger: SyncLedger;
  readonly account: Account;
  readonly seen: KeySet;
  readonly writer: Writer;
  readonly deleteMethod: DeleteMethod;
  readonly permittedSynchronization: PermittedSynchronization;
  /** What could not be read: nothing beneath it is removed. */
  readonly unreadable: readonly QualifiedName[];
  readonly allowRemovals: boolean;
  /** The guard refuses to remove more than this share of what was owned. */
  readonly removalGuardPercent: number;
  readonly dryRun: boolean;
}

/** Set when the guard refused. */
export type RemovalRefused = { readonly wouldRemove: number; readonly owned: number } | undefined;

/** What is to become of the entries that nothing matched. */
interface Unmatched {
  readonly toRemove: UnseenEntry[];
  readonly toRelease: UnseenEntry[];
  readonly toKeep: UnseenEntry[];
}

/**
 * Removes what this scope owns and a complete refresh no longer stated. Only to be called after a complete read.
 *
 * Kept are: what is beneath an unreadable scope, what a changed configuration hides, and what another catalog target
 * states too. The guard refuses a removal of a large share, and always one that would empty the catalog.
 */
export async function sweep(input: SweepInput): Promise<RemovalRefused> {
  const { ledger, account, dryRun } = input;
  // Everything was seen: there is nothing to look for.
  if (input.seen.size >= ledger.owned && ledger.kept === 0 && (await isAllSeen(input))) return undefined;
  const { toRemove, toRelease, toKeep } = await unmatched(input);
  if (!dryRun && toRelease.length > 0) await ledger.release(toRelease);
  if (toKeep.length > 0) await keep(toKeep, input);
  if (toRemove.length === 0) return undefined;
  const owned = ledger.owned - ledger.kept;
  if (!input.allowRemovals && isTooMuch(toRemove.length, owned, input)) return refuse(toRemove, owned, account);
  for (const { typeName, qualifiedName } of toRemove) {
    account.listener.element?.({ action: 'remove', typeName, qualifiedName, reason: 'no longer in the third party' });
  }
  if (dryRun) account.remove(toRemove.length);
  else account.remove((await ledger.remove(toRemove, input.deleteMethod, input.writer)).removed);
  return undefined;
}

/** Created elements were seen too, so that the numbers alone do not tell. */
async function isAllSeen({ ledger, seen, account }: SweepInput): Promise<boolean> {
  return seen.size - account.totals.created >= ledger.owned;
}

async function unmatched(input: SweepInput): Promise<Unmatched> {
  const { ledger, seen } = input;
  const isProtected = await protection(input);
  const result: Unmatched = { toRemove: [], toRelease: [], toKeep: [] };
  for await (const entries of ledger.unseen((key) => seen.has(key))) {
    for (const entry of entries) {
      if (await isProtected(entry)) continue;
      if (entry.shared) result.toRelease.push(entry);
      else if (input.permittedSynchronization === 'TO_THIRD_PARTY') result.toKeep.push(entry);
      else if (!input.allowRemovals && (entry.kept || ledger.configurationChanged)) result.toKeep.push(entry);
      else result.toRemove.push(entry);
    }
  }
  return result;
}

/** Tells whether an entry is an unreadable scope or is beneath one. */
async function protection({ ledger, unreadable }: SweepInput): Promise<(entry: UnseenEntry) => Promise<boolean>> {
  const scopes = new Set<number>();
  for (const name of unreadable) {
    const key = await ledger.keyOf(name);
    if (key !== undefined) scopes.add(key);
  }
  if (scopes.size === 0) return async () => false;
  const known = new Map<number, boolean>();
  const isBeneath = async (key: number | undefined): Promise<boolean> => {
    if (key === undefined) return false;
    if (scopes.has(key)) return true;
    let answer = known.get(key);
    if (answer === undefined) {
      known.set(key, false);
      answer = await isBeneath(await ledger.parentOf(key));
      known.set(key, answer);
    }
    return answer;
  };
  return async (entry) => scopes.has(entry.key) || isBeneath(entry.parentKey);
}

async function keep(entries: readonly UnseenEntry[], { ledger, account, dryRun, ...input }: SweepInput): Promise<void> {
  const isDownstream = input.permittedSynchronization === 'TO_THIRD_PARTY';
  const message = isDownstream ? messages.keptToThirdParty() : messages.keptAsHidden();
  for (const { qualifiedName } of entries) account.note('kept', message, qualifiedName);
  const hidden = entries.filter((entry) => !entry.kept);
  if (!dryRun && !isDownstream && hidden.length > 0) await ledger.keep(hidden);
}

function isTooMuch(count: number, owned: number, { account, removalGuardPercent }: SweepInput): boolean {
  if (account.totals.stated === 0) return true;
  return count >= GUARD_FLOOR && count > (owned * removalGuardPercent) / 100;
}

function refuse(entries: readonly UnseenEntry[], owned: number, account: Account): RemovalRefused {
  const message = messages.removalRefused({ 'would remove': entries.length, owned });
  for (const { qualifiedName } of entries.slice(0, NAMED)) account.note('kept', message, qualifiedName);
  return { wouldRemove: entries.length, owned };
}
