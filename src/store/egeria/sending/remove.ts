import type { Guid } from '../../../metadata/qualified-name.ts';
import type { DeleteMethod } from '../../open-metadata-store.ts';
import type { Rejection, RemovalOutcome, UnseenEntry } from '../../sync-ledger.ts';
import { patientCall } from './patient-call.ts';
import type { Mirror } from '../ledger/mirror.ts';
import { isGone, rejectionOf } from './rejection.ts';
import type { SendInput } from './send-relationship.ts';

/**
 * Removes elements from the server with what is anchored to them. A call takes along what is anchored to the element but
 * not what is anchored to that (Egeria 6.1), so anchors beneath other anchors go first, and what goes with its anchor
 * needs no call.
 */
export async function removeFromServer(
  entries: readonly UnseenEntry[],
  deleteMethod: DeleteMethod,
  input: SendInput,
): Promise<NonNullable<RemovalOutcome['rejected']>> {
  const rejected: { entry: UnseenEntry; rejection: Rejection }[] = [];
  const families = familiesOf(entries, input.mirror);
  const remove = async ({ guid, entry }: Removal): Promise<void> => {
    const rejection = await removeOne(guid, deleteMethod, input);
    if (rejection !== undefined) rejected.push({ entry, rejection });
  };
  for (const level of families) {
    await Promise.all(level.map(async (removal) => input.limit.run(async () => remove(removal))));
  }
  return rejected;
}

/** Removes one element with what goes with it; one that is gone already is no fault. */
async function removeOne(guid: Guid, deleteMethod: DeleteMethod, input: SendInput): Promise<Rejection | undefined> {
  try {
    await patientCall(async () => input.client.deleteElement(guid, deleteMethod, input.owner), input);
    return undefined;
  } catch (error) {
    const rejection = rejectionOf(error);
    if (rejection === undefined) throw error;
    return isGone(error) ? undefined : rejection;
  }
}

interface Removal {
  readonly guid: Guid;
  /** The entry that it is removed for. */
  readonly entry: UnseenEntry;
}

/** What a call is made for, those that lie deepest first; what one level holds may go in any order. */
function familiesOf(entries: readonly UnseenEntry[], { writer }: Mirror): readonly (readonly Removal[])[] {
  const { elements } = writer;
  const entryByKey = new Map(entries.map((entry) => [entry.key, entry]));
  const levels: Removal[][] = [];
  const visited = new Set<number>();
  const visit = (key: number, entry: UnseenEntry, depth: number): void => {
    if (visited.has(key)) return;
    visited.add(key);
    const anchored = elements.anchoredTo(key);
    for (const child of anchored) visit(child, entryByKey.get(child) ?? entry, depth + 1);
    const row = elements.byId(key);
    const goesWithAnchor = depth > 0 && anchored.length === 0;
    if (row !== undefined && !goesWithAnchor) (levels[depth] ??= []).push({ guid: row.guid, entry });
  };
  const isBeneathAnother = (entry: UnseenEntry): boolean => {
    const anchor = elements.byId(entry.key)?.anchor ?? undefined;
    return anchor !== undefined && entryByKey.has(anchor);
  };
  for (const entry of entries) if (!isBeneathAnother(entry)) visit(entry.key, entry, 0);
  // A ring of anchors has no top.
  for (const entry of entries) visit(entry.key, entry, 0);
  return levels.toReversed();
}
