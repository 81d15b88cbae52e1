import { InvalidMetadataError } from '../../../src/messages/error-kinds.ts';
import type { Element, PropertyMap, Relationship } from '../../../src/metadata/element.ts';
import { checkUnused, dependentsOf } from './dependents.ts';
import type { Json } from './element-json.ts';
import { cannotArchive, unknownElement } from './exceptions.ts';
import type { Owner } from './facts.ts';
import { callerOf, isoTime, parameter, writerOf } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { DeleteBody, readBody } from './request-bodies.ts';
import { checkOwner, visibleElement } from './visibility.ts';

/** The user as whom the server itself looks around. */
const SERVER_USER = 'storenpa';

const removal = { method: 'POST', response: 'VoidResponse' } as const;

export const elementRemovals: readonly Operation[] = [
  {
    ...removal,
    name: 'delete-element',
    path: '/metadata-elements/{guid}/delete',
    action: 'deleteMetadataElementInStore',
    run: deleteElement,
  },
  {
    ...removal,
    name: 'archive-element',
    path: '/metadata-elements/{guid}/archive',
    action: 'archiveMetadataElementInStore',
    run: archiveElement,
  },
];

/** One removal on its way. */
interface Removal {
  readonly call: Call;
  readonly body: DeleteBody;
  readonly caller: Owner | undefined;
  /** What this removal has taken so far. */
  readonly taken: Set<string>;
}

async function deleteElement(call: Call): Promise<Json> {
  const body = readBody(DeleteBody, call.body);
  const named = { guid: parameter(call, 'guid'), parameterName: 'metadataElementGUID' };
  const element = await visibleElement(named, call.repository, call, { forLineage: body.forLineage });
  try {
    await remove(element, { call, body, caller: callerOf(body), taken: new Set([element.guid]) });
  } catch (error) {
    if (!(error instanceof InvalidMetadataError)) throw error;
    // Something related to it has gone meanwhile: by another call, or on this removal's own way round (both seen in 6.1).
    const gone = { guid: error.notice.facts['guid'] ?? '', parameterName: 'potentialAnchoredEntity' };
    throw unknownElement(gone, call);
  }
  return {};
}

/**
 * Removes an element as Egeria 6.1 does: first, with the cascade, what depends on it by its type; then its
 * relationships, one by one, with what is at their other ends and anchored to something that goes; then itself. What
 * is anchored to it and not related to it stays, and is not to be seen any more. Where elements that go are related to one
 * another as well, one of them is gone when its turn comes, and the removal ends there with 404 (tried with a running 6.1).
 */
async function remove(element: Element, removal: Removal): Promise<void> {
  const { call, body, caller, taken } = removal;
  const { repository } = call;
  if (body.cascadedDelete === true) {
    for (const dependent of await dependentsOf(element, repository)) {
      await remove(dependent, { ...removal, taken: new Set([dependent.guid]) });
    }
  } else {
    await checkUnused(element, repository);
  }
  taken.add(element.guid);
  for (const one of await ownFirst(element, call)) {
    if ((await repository.relationship(one.guid)) === undefined) continue;
    checkOwner(one, caller, repository, call);
    await repository.write([{ kind: 'unrelate', guid: one.guid }], writerOf(call, caller));
    await removeAnchored(one.end1.guid === element.guid ? one.end2.guid : one.end1.guid, removal);
  }
  const { guid, typeName } = element;
  await visibleElement({ guid, typeName, parameterName: 'guid' }, repository, call, { forLineage: true });
  checkOwner(element, caller, repository, call);
  const deleteMethod = body.deleteMethod === 'PURGE' ? 'PURGE' : 'SOFT_DELETE';
  await repository.write([{ kind: 'delete-element', guid: element.guid, deleteMethod }], writerOf(call, caller));
}

/** The relationships of an element, that to its parent first (recordings, "by another source"). */
async function ownFirst(element: Element, { repository }: Call): Promise<readonly Relationship[]> {
  const all = await repository.relationshipsOf(element.guid, { forLineage: true });
  return all.toSorted(
    (one, other) => Number(other.end2.guid === element.guid) - Number(one.end2.guid === element.guid),
  );
}

async function removeAnchored(guid: string, removal: Removal): Promise<void> {
  const { call, body, taken } = removal;
  const asking = { ...call, userId: SERVER_USER };
  if ((await call.repository.element(guid, { forLineage: true })) === undefined) return;
  const element = await potentialAnchored(guid, call, asking, body);
  const isAnchored = element.anchorGuid !== element.guid && taken.has(element.anchorGuid);
  if (isAnchored) await remove(element, removal);
}

/** What may have to go or be archived along with something else must be visible. */
async function potentialAnchored(guid: string, call: Call, asking: Call, body: DeleteBody): Promise<Element> {
  const named = { guid, parameterName: 'potentialAnchoredEntity' };
  const typeName = (await call.repository.element(guid, { forLineage: true }))?.typeName;
  const read = { forLineage: body.forLineage };
  return visibleElement({ ...named, ...(typeName === undefined ? {} : { typeName }) }, call.repository, asking, read);
}

/** Archiving: whoever did it and when, what was seen on the way, and the anchor whose members go along. */
interface Archiving {
  readonly call: Call;
  readonly body: DeleteBody;
  readonly caller: Owner | undefined;
  readonly anchorGuid: string;
  readonly seen: Set<string>;
}

async function archiveElement(call: Call): Promise<Json> {
  if (call.viaView) throw cannotArchive(call);
  const body = readBody(DeleteBody, call.body);
  const caller = callerOf(body);
  const named = { guid: parameter(call, 'guid'), parameterName: 'metadataElementGUID' };
  const element = await visibleElement(named, call.repository, call, { forLineage: body.forLineage });
  await archive(element, { call, body, caller, anchorGuid: element.anchorGuid, seen: new Set() });
  return {};
}

/**
 * Archives what is related to an element and has the same anchor, then itself. The first that it comes to fails: Egeria
 * 6.1 wants to rename what it has just hidden. It stays archived, and what should have been archived is not.
 */
async function archive(element: Element, archiving: Archiving): Promise<void> {
  const { call, body, caller, anchorGuid, seen } = archiving;
  seen.add(element.guid);
  for (const one of await childrenFirst(element, call)) {
    const guid = one.end1.guid === element.guid ? one.end2.guid : one.end1.guid;
    if (seen.has(guid)) continue;
    const other = await potentialAnchored(guid, call, call, body);
    if (other.anchorGuid !== anchorGuid || other.guid === anchorGuid) continue;
    await archive(other, archiving);
    await potentialAnchored(guid, call, call, body);
  }
  await addMemento(element, body, caller, call);
}

async function childrenFirst(element: Element, { repository }: Call): Promise<readonly Relationship[]> {
  const all = await repository.relationshipsOf(element.guid, { forLineage: true });
  return all.toSorted(
    (one, other) => Number(other.end1.guid === element.guid) - Number(one.end1.guid === element.guid),
  );
}

async function addMemento(element: Element, body: DeleteBody, caller: Owner | undefined, call: Call): Promise<void> {
  const properties: PropertyMap = {
    archiveDate: isoTime(body.archiveDate ?? call.repository.clock.now()),
    archiveUser: call.userId,
    archiveProcess: body.archiveProcess,
    archiveService: 'Open Metadata Store Services',
    archiveMethod: call.action,
  };
  const mutation = { kind: 'classify', guid: element.guid, typeName: 'Memento', properties } as const;
  await call.repository.write([mutation], writerOf(call, caller));
}
