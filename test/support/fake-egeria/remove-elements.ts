import type { Element, PropertyMap, Relationship } from '../../../src/metadata/element.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { DeleteMethod } from '../../../src/store/open-metadata-store.ts';
import type { Json } from './element-json.ts';
import { elementInUse } from './exceptions.ts';
import type { Owner } from './facts.ts';
import { callerOf, firstStamp, isoTime, parameter, writerOf } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { DeleteBody, readBody } from './request-bodies.ts';

/** The user as whom the server itself looks around. */
const SERVER_USER = 'storenpa';

const removal = {
  method: 'POST',
  response: 'VoidResponse',
  bodies: ['DeleteElementRequestBody', 'OpenMetadataDeleteRequestBody'],
} as const;

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

async function deleteElement(call: Call): Promise<Json> {
  const body = readBody(DeleteBody, call.body);
  const caller = callerOf(body);
  const { repository } = call;
  const element = await repository.visible(parameter(call, 'guid'), 'metadataElementGUID', call, { forLineage: true });
  const relationships = await repository.relationshipsOf(element.guid, { forLineage: true });
  // The relationship to its parent is looked at before the element (recordings, "by another source").
  for (const one of relationships) if (one.end2.guid === element.guid) repository.checkOwner(one, caller, call);
  repository.checkOwner(element, caller, call);
  if (body.cascadedDelete !== true) await checkUnused(element, relationships, call);
  const deleteMethod = removalBy(body.deleteMethod ?? 'LOOK_FOR_LINEAGE');
  await repository.write([{ kind: 'delete-element', guid: element.guid, deleteMethod }], writerOf(call, caller));
  return {};
}

/** What is deleted with `ARCHIVE` is gone for lineage too (recordings, "archive by delete"). */
function removalBy(asked: DeleteMethod): DeleteMethod {
  return asked === 'ARCHIVE' ? 'SOFT_DELETE' : asked;
}

/**
 * Without the cascade a data store with a data set on it stays, and so does what has an archived element beneath it
 * (recordings, "table with children, no cascade").
 */
async function checkUnused(element: Element, relationships: readonly Relationship[], call: Call): Promise<void> {
  for (const one of relationships) {
    if (one.end1.guid === element.guid) {
      const asking = { ...call, userId: SERVER_USER };
      await call.repository.visible(one.end2.guid, 'potentialAnchoredEntity', asking);
    } else if (typeRegistry().isSubtypeOf(one.typeName, 'DataSetContent')) {
      throw elementInUse(element, call);
    }
  }
}

async function archiveElement(call: Call): Promise<Json> {
  const body = readBody(DeleteBody, call.body);
  const caller = callerOf(body);
  const { repository } = call;
  const element = await repository.visible(parameter(call, 'guid'), 'metadataElementGUID', call);
  repository.checkOwner(element, caller, call);
  const sibling = element.anchorGuid === element.guid ? undefined : await siblingOf(element, call);
  if (sibling !== undefined) {
    // What is anchored to something else is not archived, but its sibling is, and that is the error (recordings, "archive").
    await addMemento(sibling, body, caller, call);
    await repository.visible(sibling.guid, 'potentialAnchoredEntity', call);
  }
  const family = repository.find({ anchor: element.guid });
  for (const one of await Array.fromAsync(family)) await addMemento(one, body, caller, call);
  if (element.anchorGuid !== element.guid) await addMemento(element, body, caller, call);
  return {};
}

/** The first other element beneath the same parent with the same anchor. */
async function siblingOf(element: Element, call: Call): Promise<Element | undefined> {
  const { repository } = call;
  for (const toParent of await repository.relationshipsOf(element.guid)) {
    if (toParent.end2.guid !== element.guid) continue;
    for (const { typeName, end1, end2 } of await repository.relationshipsOf(toParent.end1.guid)) {
      const isSibling =
        typeName === toParent.typeName && end1.guid === toParent.end1.guid && end2.guid !== element.guid;
      const sibling = isSibling ? await repository.element(end2.guid) : undefined;
      if (sibling?.anchorGuid === element.anchorGuid) return sibling;
    }
  }
  return undefined;
}

async function addMemento(element: Element, body: DeleteBody, caller: Owner | undefined, call: Call): Promise<void> {
  const properties: PropertyMap = {
    archiveDate: isoTime(body.archiveDate ?? call.clock.now()),
    archiveUser: call.userId,
    archiveProcess: body.archiveProcess,
  };
  const { guid } = element;
  const by = writerOf(call, caller);
  await call.repository.write([{ kind: 'classify', guid, typeName: 'Memento', properties }], by);
  const facts = call.repository.facts.note(guid, call.repository.ownerOf(element));
  facts.classifications.set('Memento', firstStamp(call, caller));
}
