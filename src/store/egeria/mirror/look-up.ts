import type { Relationship } from '../../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import { sideBySide } from '../../../runtime/side-by-side.ts';
import type { EgeriaClient, RemoteElement } from '../egeria-client.ts';
import { pagesOf, unlessEmpty } from '../pages.ts';
import type { CallInput } from '../client/patient-call.ts';
import type { Mirror } from './mirror.ts';
import type { Ownership } from './ownership.ts';
import { forgetElement, takeOverAnchor, takeOverElement, takeOverRelationships } from './mirror-rows.ts';

/** Who changes the mirror when it follows the server. */
export const FOLLOWER = { userId: 'ledger', metadataSource: undefined };

/** What looking something up needs. */
export interface LookUpInput extends CallInput {
  /** Waits for the server when it reads. */
  readonly client: EgeriaClient;
  readonly mirror: Mirror;
  /** Which relationships a ledger may have stated. */
  readonly isOwn: Ownership;
}

/** Brings elements into the mirror by their names, with what they are anchored to and their relationships. */
export async function lookUp(names: readonly QualifiedName[], input: LookUpInput): Promise<void> {
  const { client } = input;
  const found = await client.elementsNamed(names, { forLineage: true });
  await takeOver(found, input);
}

/** Brings elements that the mirror has to what the server has of them now, or forgets them. */
export async function readAgain(guids: readonly Guid[], input: LookUpInput): Promise<void> {
  const { client, limit, mirror } = input;
  const read = await sideBySide(
    guids,
    async (guid) => ({ guid, element: await client.element(guid, { forLineage: true }) }),
    limit,
  );
  const gone = read.filter(({ element }) => element === undefined);
  await mirror.writer.transaction(FOLLOWER, (change) => {
    for (const { guid } of gone) forgetElement(mirror, guid, change);
  });
  await takeOver(
    read.flatMap(({ element }) => element ?? []),
    input,
  );
}

async function takeOver(elements: readonly RemoteElement[], input: LookUpInput): Promise<void> {
  if (elements.length === 0) return;
  const { isOwn, limit, mirror } = input;
  const anchors = await absentAnchors(elements, input);
  const relationships = await sideBySide(elements, async ({ guid }) => allRelationships(guid, input), limit);
  await mirror.writer.transaction(FOLLOWER, (change) => {
    for (const element of [...anchors, ...elements]) takeOverElement(mirror, element, change);
    for (const { guid, anchorGuid: anchor, anchorScopeGuid: scope } of elements) {
      takeOverAnchor(mirror, guid, { anchor, scope }, change);
    }
    for (const [index, { guid }] of elements.entries()) {
      takeOverRelationships(mirror, guid, relationships[index] ?? [], isOwn, change);
    }
  });
}

/** What elements are anchored to, where neither the mirror has it nor the elements are it. */
async function absentAnchors(
  elements: readonly RemoteElement[],
  input: LookUpInput,
): Promise<readonly RemoteElement[]> {
  const { client, mirror } = input;
  const known = new Set(elements.map(({ guid }) => guid));
  const absent = new Set<Guid>();
  for (const { anchorGuid, anchorScopeGuid } of elements) {
    for (const guid of [anchorGuid, anchorScopeGuid]) {
      if (guid === undefined || known.has(guid) || mirror.writer.elements.byGuid(guid) !== undefined) continue;
      absent.add(guid);
    }
  }
  const read = await sideBySide(absent, async (guid) => client.element(guid, { forLineage: true }));
  return read.filter((element) => element !== undefined);
}

async function allRelationships(guid: Guid, { client }: LookUpInput): Promise<readonly Relationship[]> {
  const pages = pagesOf(client.maxPageSize, async (page) =>
    unlessEmpty(await client.relationshipsOf(guid, page, { forLineage: true })),
  );
  return (await Array.fromAsync(pages)).flat();
}
