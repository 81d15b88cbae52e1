import type { PermittedSynchronization } from '../connector/connector.ts';
import type { QualifiedName } from '../metadata/qualified-name.ts';
import type { Account } from '../report/account.ts';
import type { DeleteMethod, Writer } from '../store/open-metadata-store.ts';
import { UNKNOWN_PLACE } from '../store/sync-ledger.ts';
import type { SyncLedger, UnseenEntry } from '../store/sync-ledger.ts';
import type { SeenElements } from './key-set.ts';
import { messages } from './messages.ts';

/** Below so many removals the guard raises no alarm. */
const GUARD_FLOOR = 10;
/** How many of the elements that would go a refusal names. */
const NAMED = 100;

/** What sweeping needs. */
export interface SweepInput {
  readonly ledger: SyncLedger;
  readonly account: Account;
  readonly seen: SeenElements;
  readonly writer: Writer;
  readonly deleteMethod: DeleteMethod;
  readonly permittedSynchronization: PermittedSynchronization;
  /** What could not be read: nothing beneath it is removed. */
  readonly unreadable: readonly QualifiedName[];
  readonly allowRemovals: boolean;
  /** The guard refuses to remove more than this share of what was owned. */
  readonly removalGuardPercent: number;
}

/** Set when the guard refused. */
export type RemovalRefused = { readonly wouldRemove: number; readonly owned: number } | undefined;

/** What is to become of the entries that nothing matched. */
interface Unmatched {
  readonly toRemove: UnseenEntry[];
  readonly toRelease: UnseenEntry[];
  /** Still hidden by a configuration that changed, in this refresh or in an earlier one. */
  readonly toKeep: UnseenEntry[];
  /** With TO_THIRD_PARTY open metadata is the owner. */
  readonly downstream: UnseenEntry[];
}

/**
 * Removes what this scope owns and a complete refresh no longer stated. Only to be called after a complete read.
 *
 * Kept are: what is beneath an unreadable scope, what a changed configuration hides, and what another catalog target
 * states too. The guard refuses a removal of a large share, and always one that would empty the catalog.
 */
export async function sweep(input: SweepInput): Promise<RemovalRefused> {
  const { ledger, account, seen, writer } = input;
  // Everything was stated again: there is nothing to look for.
  if (seen.inLedger >= ledger.owned && ledger.kept === 0) return undefined;
  const { toRemove, toRelease, toKeep, downstream } = await unmatched(input);
  if (toRelease.length > 0) await ledger.release(toRelease);
  if (ledger.kept !== toKeep.length || toKeep.some((entry) => !entry.kept)) await ledger.keep(toKeep);
  tellKept(toKeep, downstream, account);
  if (toRemove.length === 0) return undefined;
  const owned = ledger.owned - ledger.kept;
  if (!input.allowRemovals && isTooMuch(toRemove.length, owned, input)) return refuse(toRemove, owned, account);
  const { removed, rejected = [] } = await ledger.remove(toRemove, input.deleteMethod, writer);
  const stayed = new Set(rejected.map(({ entry }) => entry));
  for (const { entry, rejection } of rejected) account.note(rejection.fate, rejection.message, entry.qualifiedName);
  for (const entry of toRemove) {
    if (stayed.has(entry)) continue;
    const { typeName, qualifiedName } = entry;
    account.listener.element?.({ action: 'remove', typeName, qualifiedName, reason: 'no longer in the third party' });
  }
  account.remove(removed);
  return undefined;
}

async function unmatched(input: SweepInput): Promise<Unmatched> {
  const { ledger, seen, allowRemovals } = input;
  const isProtected = await protection(input);
  const result: Unmatched = { toRemove: [], toRelease: [], toKeep: [], downstream: [] };
  for await (const entries of ledger.unseen((key) => seen.keys.has(key))) {
    for (const entry of entries) {
      const isHidden = entry.kept || ledger.configurationChanged;
      if (await isProtected(entry)) {
        if (isHidden) result.toKeep.push(entry);
      } else if (entry.shared) result.toRelease.push(entry);
      else if (input.permittedSynchronization === 'TO_THIRD_PARTY') result.downstream.push(entry);
      else if (isHidden && !allowRemovals) result.toKeep.push(entry);
      else result.toRemove.push(entry);
    }
  }
  return result;
}

/** Tells whether an entry is an unreadable scope, is beneath one or has one beneath it, which would go with it. */
async function protection({ ledger, unreadable }: SweepInput): Promise<(entry: UnseenEntry) => Promise<boolean>> {
  const scopes = new Set<number>();
  const above = new Set<number>();
  for (const name of unreadable) {
    const key = await ledger.keyOf(name);
    if (key === undefined) continue;
    scopes.add(key);
    for (let parent = await ledger.parentOf(key); parent !== undefined; parent = await ledger.parentOf(parent)) {
      if (above.has(parent)) break;
      above.add(parent);
    }
  }
  if (scopes.size === 0) return async () => false;
  const known = new Map<number, boolean>();
  const isBeneath = async (key: number | undefined): Promise<boolean> => {
    if (key === undefined) return false;
    if (key === UNKNOWN_PLACE || scopes.has(key)) return true;
    let answer = known.get(key);
    if (answer === undefined) {
      // Ends a cycle of parents.
      known.set(key, false);
      answer = await isBeneath(await ledger.parentOf(key));
      known.set(key, answer);
    }
    return answer;
  };
  return async ({ key, parentKey }) => scopes.has(key) || above.has(key) || isBeneath(parentKey);
}

function tellKept(hidden: readonly UnseenEntry[], downstream: readonly UnseenEntry[], account: Account): void {
  for (const { qualifiedName } of hidden) account.note('kept', messages.keptAsHidden(), qualifiedName);
  for (const { qualifiedName } of downstream) account.note('kept', messages.keptToThirdParty(), qualifiedName);
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
