import type { StatedRelationship } from '../../../metadata/element.ts';
import type { Guid } from '../../../metadata/qualified-name.ts';
import { sideBySide } from '../../../runtime/side-by-side.ts';
import type { EgeriaClient, Owner } from '../egeria-client.ts';
import { pagesOf, unlessEmpty } from '../pages.ts';
import { patientCall } from '../client/patient-call.ts';
import { FOLLOWER } from '../mirror/look-up.ts';
import type { LookUpInput } from '../mirror/look-up.ts';
import { forgetElement, forgetRelationship } from '../mirror/mirror-rows.ts';
import type { CreationTimes } from './creation-times.ts';
import { isGone } from './rejection.ts';
import type { SentGuids } from './sent-guids.ts';

/** What sending needs. */
export interface SendInput extends LookUpInput {
  readonly owner: Owner;
  readonly guids: SentGuids;
  readonly creationTimes: CreationTimes;
  /** Is told how far sending is. */
  readonly at: (place: string) => void;
}

/**
 * Relates two elements; in doubt whether it was done, it looks first. `undefined` when the other element is not there after
 * all: somebody removed it, and the relationship waits for it.
 */
export async function relate(
  { typeName, toEnd, properties }: StatedRelationship,
  own: Guid,
  other: Guid,
  input: SendInput,
): Promise<Guid | undefined> {
  const [end1, end2] = toEnd === 1 ? [other, own] : [own, other];
  const { client, mirror, owner } = input;
  try {
    return await patientCall(
      async () => client.relate({ typeName, end1, end2, properties }, owner),
      input,
      async () => relationshipBetween(typeName, end1, end2, client),
    );
  } catch (error) {
    const isOtherGone = isGone(error) && (await client.element(other, { forLineage: true })) === undefined;
    if (!isOtherGone) throw error;
    await mirror.writer.transaction(FOLLOWER, (change) => forgetElement(mirror, other, change));
    return undefined;
  }
}

/** Removes a relationship; one that is gone already is no fault. */
export async function unrelate(guid: Guid, { client, owner, ...input }: SendInput): Promise<void> {
  try {
    await patientCall(async () => client.unrelate(guid, owner), input);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** The GUID of the relationship of this type between two elements, if the server has one. */
export async function relationshipBetween(
  typeName: string,
  end1: Guid,
  end2: Guid,
  client: EgeriaClient,
): Promise<Guid | undefined> {
  // The one at end 2 lies beneath in most types, and so has fewer of them.
  const pages = pagesOf(client.maxPageSize, async (page) => unlessEmpty(await client.relationshipsOf(end2, page)));
  for await (const page of pages) {
    const found = page.find((one) => one.typeName === typeName && one.end1.guid === end1 && one.end2.guid === end2);
    if (found !== undefined) return found.guid;
  }
  return undefined;
}

/** Removes relationships from the server and from the mirror. */
export async function unrelateAll(guids: readonly Guid[], input: SendInput): Promise<void> {
  const { limit, mirror } = input;
  await sideBySide(guids, async (guid) => unrelate(guid, input), limit);
  await mirror.writer.transaction(FOLLOWER, (change) => {
    for (const guid of guids) forgetRelationship(mirror, guid, change);
  });
}
