import type { PropertyMap, StatedElement } from '../../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import { ConflictError } from '../../../messages/error-kinds.ts';
import type { LedgerChange, OwnedRelationship } from '../../sync-ledger.ts';
import { ANCHORS, anchorsProperties } from '../../sqlite/rows.ts';
import { patientCall } from '../client/patient-call.ts';
import { ledgerMessages } from '../ledger-messages.ts';
import { isUntold } from '../mirror/mirror-rows.ts';
import { relate, relationshipBetween, unrelate } from './send-relationship.ts';
import type { SendInput } from './send-relationship.ts';
import type { ThereElement } from './sent-guids.ts';

type Update = LedgerChange & { readonly kind: 'update' };

/**
 * Brings one element of the server to what is stated, a call for each thing that differs: properties, classifications,
 * anchor, relationships. Throws what the server says of it.
 *
 * @param endOf an element by its name, if it is there
 */
export async function sendUpdate(
  change: Update,
  endOf: (name: QualifiedName) => ThereElement | undefined,
  input: SendInput,
): Promise<void> {
  const { update, current } = change;
  if (update.reown) throw new ConflictError(ledgerMessages.ownerStays());
  if (update.properties !== undefined) await updateProperties(change, update.properties, input);
  await updateClassifications(change, input);
  if (update.reanchor) await updateAnchor(change, endOf, input);
  await updateRelationships(change, input);
  const from = change.prepared.stated.qualifiedName;
  for (const relationship of update.relate) {
    const other = endOf(relationship.to)?.guid;
    if (other === undefined) continue;
    const guid = await relate(relationship, current.element.guid, other, input);
    if (guid !== undefined) input.guids.relationshipSent(from, relationship, guid);
  }
}

/** Only what differs is sent, so that what others have changed meanwhile stays. */
async function updateProperties({ current }: Update, after: PropertyMap, input: SendInput): Promise<void> {
  const { client, owner } = input;
  const before = current.element.properties;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const differing = [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const isRemoving = differing.some((name) => after[name] === undefined);
  // A merge cannot take a property away; of an element that is the owner's alone nothing else is there to keep.
  const replaces = isRemoving && owner !== undefined;
  const sent = replaces ? after : Object.fromEntries(differing.map((name) => [name, after[name]]));
  await patientCall(async () => client.updateElement(current.element, sent, replaces, owner), input);
}

async function updateClassifications({ update, current }: Update, input: SendInput): Promise<void> {
  const { client, owner } = input;
  const { guid, classifications } = current.element;
  const there = new Set(classifications.map(({ typeName }) => typeName));
  for (const classification of update.classifications ?? []) {
    const isThere = there.has(classification.typeName);
    await patientCall(
      async () =>
        isThere ? client.reclassify(guid, classification, owner) : client.classify(guid, classification, owner),
      input,
    );
  }
  for (const typeName of update.declassify) {
    await patientCall(async () => client.declassify(guid, typeName, owner), input);
  }
}

/** An anchor that is stated later is set then. */
async function updateAnchor(
  { prepared, current }: Update,
  endOf: (name: QualifiedName) => ThereElement | undefined,
  input: SendInput,
): Promise<void> {
  const { anchor, anchorScope } = prepared.stated;
  const isMissing = [anchor, anchorScope].some(
    (name) => name !== undefined && name !== prepared.stated.qualifiedName && endOf(name) === undefined,
  );
  if (!isMissing) await sendAnchorOf(prepared.stated, current.element, endOf, input);
}

/** Anchors an element to what is there by now. */
export async function sendAnchor(stated: StatedElement, input: SendInput): Promise<void> {
  const endOf = (name: QualifiedName): ThereElement | undefined => {
    const guid = input.mirror.guidNamed(name);
    return guid && { guid, typeName: input.mirror.typeNameOf(guid) ?? '' };
  };
  const own = endOf(stated.qualifiedName);
  if (own !== undefined) await sendAnchorOf(stated, own, endOf, input);
}

/** What an element is anchored to is a classification like others (a running Egeria 6.1 lets its owner change it). */
async function sendAnchorOf(
  { anchor, anchorScope, qualifiedName }: StatedElement,
  own: ThereElement,
  endOf: (name: QualifiedName) => ThereElement | undefined,
  input: SendInput,
): Promise<void> {
  const { client, owner } = input;
  const other = anchor === undefined || anchor === qualifiedName ? undefined : endOf(anchor);
  const scope = anchorScope === undefined ? undefined : endOf(anchorScope)?.guid;
  const properties = anchorsProperties(own.typeName, other, scope);
  await patientCall(async () => client.reclassify(own.guid, { typeName: ANCHORS, properties }, owner), input);
}

async function updateRelationships({ update, current }: Update, input: SendInput): Promise<void> {
  const { client, owner } = input;
  for (const relationship of update.unrelate) {
    const guid = await guidOfOwned(current.element.guid, relationship, input);
    if (guid !== undefined) await unrelate(guid, input);
  }
  for (const relationship of update.updateRelationships) {
    const guid = await guidOfOwned(current.element.guid, relationship, input);
    if (guid === undefined) continue;
    await patientCall(async () => client.updateRelationship(guid, relationship.properties, true, owner), input);
  }
}

/** The GUID of a relationship that this ledger has written; one that the server did not tell is looked up. */
async function guidOfOwned(
  own: Guid,
  { guid, typeName, to, toEnd }: OwnedRelationship,
  input: SendInput,
): Promise<Guid | undefined> {
  if (!isUntold(guid)) return guid;
  const other = input.mirror.guidNamed(to);
  if (other === undefined) return undefined;
  const [end1, end2] = toEnd === 1 ? [other, own] : [own, other];
  return relationshipBetween(typeName, end1, end2, input.client);
}
