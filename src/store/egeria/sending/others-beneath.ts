import type { Guid } from '../../../metadata/qualified-name.ts';
import { sideBySide } from '../../../runtime/side-by-side.ts';
import type { DeleteMethod } from '../../open-metadata-store.ts';
import type { UnseenEntry } from '../../sync-ledger.ts';
import type { RemoteElement } from '../egeria-client.ts';
import { elementsOn, pagesOf } from '../pages.ts';
import { rejectionOf } from './rejection.ts';
import { familyOf } from './removal-order.ts';
import type { SendInput } from './send-relationship.ts';

/** So many anchors are asked for in one call. */
const ANCHORS_PER_CALL = 200;

/** Of more elements that go, nothing is asked: a server looks through all that it has in each call. */
const MOST_ASKED = 2000;

/**
 * How many elements that others have made go along with entries that are removed, since they are anchored to one of them or
 * to what goes along: comments on a table, say. The mirror does not have them, and the server does not say what it took.
 *
 * Nothing is counted where more than 2,000 elements go, or where the server refuses to list: a removal is worth more than a
 * number. By `ARCHIVE` and `LOOK_FOR_LINEAGE`, what is archived already does not count.
 */
export async function othersBeneath(
  entries: readonly UnseenEntry[],
  deleteMethod: DeleteMethod,
  input: Pick<SendInput, 'client' | 'mirror' | 'limit'>,
): Promise<ReadonlyMap<UnseenEntry, number>> {
  const going = goingWith(entries, input);
  const counts = new Map<UnseenEntry, number>();
  const forLineage = deleteMethod === 'SOFT_DELETE' || deleteMethod === 'PURGE';
  try {
    for (let anchors = [...going.keys()]; anchors.length > 0 && anchors.length <= MOST_ASKED;) {
      const found: Guid[] = [];
      for (const { guid, anchorGuid } of await anchoredTo(anchors, forLineage, input)) {
        const entry = going.get(anchorGuid);
        if (entry === undefined || going.has(guid)) continue;
        going.set(guid, entry);
        counts.set(entry, (counts.get(entry) ?? 0) + 1);
        found.push(guid);
      }
      anchors = found;
    }
  } catch (error) {
    if (rejectionOf(error) === undefined) throw error;
  }
  return counts;
}

/** The entries, and what the mirror has that goes with them: by GUID, the entry that each goes for. */
function goingWith(entries: readonly UnseenEntry[], { mirror }: Pick<SendInput, 'mirror'>): Map<Guid, UnseenEntry> {
  const going = new Map<Guid, UnseenEntry>();
  for (const [key, entry] of familyOf(entries, mirror)) {
    const guid = mirror.writer.elements.byId(key)?.guid;
    if (guid !== undefined) going.set(guid, entry);
  }
  return going;
}

async function anchoredTo(
  anchors: readonly Guid[],
  forLineage: boolean,
  { client, limit }: Pick<SendInput, 'client' | 'limit'>,
): Promise<readonly RemoteElement[]> {
  const starts = Array.from({ length: Math.ceil(anchors.length / ANCHORS_PER_CALL) }, (_, n) => n * ANCHORS_PER_CALL);
  const found = await sideBySide(starts, async (start) => {
    const listing = { anchoredTo: anchors.slice(start, start + ANCHORS_PER_CALL), forLineage };
    const elements: RemoteElement[] = [];
    const pages = pagesOf(client.maxPageSize, async (page) => limit.run(async () => elementsOn(page, listing, client)));
    for await (const page of pages) elements.push(...page);
    return elements;
  });
  return found.flat();
}
