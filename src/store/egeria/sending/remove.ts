import type { Guid } from '../../../metadata/qualified-name.ts';
import { sideBySide } from '../../../runtime/side-by-side.ts';
import type { DeleteMethod } from '../../open-metadata-store.ts';
import type { Rejection, RemovalOutcome, UnseenEntry } from '../../sync-ledger.ts';
import { patientCall } from '../client/patient-call.ts';
import { isMemento } from '../mirror/mirror-rows.ts';
import { holdsOthers, isGone, rejectionOf } from './rejection.ts';
import { membersOf, removalLevels } from './removal-order.ts';
import type { Removal } from './removal-order.ts';
import type { SendInput } from './send-relationship.ts';

/** So often a removal is tried again that others got in the way of. */
const MOST_ATTEMPTS = 4;

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
  for (const level of removalLevels(entries, input.mirror)) {
    for (const { removal, rejection } of await removeSideBySide(level, deleteMethod, input)) {
      rejected.push({ entry: removal.entry, rejection });
    }
  }
  return rejected;
}

interface Rejected {
  readonly removal: Removal;
  readonly rejection: Rejection;
}

/**
 * A removal fails when something related to the element goes meanwhile: by a call beside it, or with the element itself,
 * whose members are related to one another (Egeria 6.1). It is tried again then, one by one, an anchor after its members.
 */
async function removeSideBySide(
  removals: readonly Removal[],
  deleteMethod: DeleteMethod,
  input: SendInput,
): Promise<readonly Rejected[]> {
  const rejected: Rejected[] = [];
  const tried = await sideBySide(
    removals,
    async (removal) => ({ removal, outcome: await removeOne(removal.guid, deleteMethod, input) }),
    input.limit,
  );
  for (const { removal, outcome: first } of tried) {
    let outcome = first;
    // It may have come past members without removing them, and without the anchor nobody would see them any more.
    if (outcome.isObstructed) await removeSideBySide(membersOf(removal, input.mirror), deleteMethod, input);
    for (let left = MOST_ATTEMPTS; left > 0 && outcome.isObstructed; left -= 1) {
      outcome = await removeOne(removal.guid, deleteMethod, input);
    }
    if (outcome.rejection !== undefined) rejected.push({ removal, rejection: outcome.rejection });
  }
  return rejected;
}

/** Neither: the server does not have the element any more. */
interface RemovalAttempt {
  readonly rejection?: Rejection;
  /** Something that is related to the element may have gone meanwhile. */
  readonly isObstructed?: boolean;
}

async function removeOne(guid: Guid, deleteMethod: DeleteMethod, input: SendInput): Promise<RemovalAttempt> {
  const { client, owner } = input;
  try {
    await patientCall(async () => client.deleteElement(guid, deleteMethod, owner), input);
    return {};
  } catch (error) {
    const rejection = rejectionOf(error);
    if (rejection === undefined) throw error;
    if (!isGone(error)) return { rejection, isObstructed: rejection.fate === 'failed' || holdsOthers(error) };
    const element = await client.element(guid, { forLineage: true });
    return element === undefined || isMemento(element) ? {} : { rejection, isObstructed: true };
  }
}
