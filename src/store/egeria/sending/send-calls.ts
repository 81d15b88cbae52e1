import type { StatedElement, StatedRelationship } from '../../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import type { CurrentElement, LedgerChange, Rejection } from '../../sync-ledger.ts';
import type { NewRemoteElement, Owner } from '../egeria-client.ts';
import { patientCall } from '../client/patient-call.ts';
import { ledgerMessages } from '../ledger-messages.ts';
import type { Mirror } from '../mirror/mirror.ts';
import { untoldGuid } from '../mirror/mirror-rows.ts';
import type { End } from './archive-instances.ts';
import { arrivalOf } from './outgoing.ts';
import type { Outgoing } from './outgoing.ts';
import { isGone, isTaken, rejectionOf } from './rejection.ts';
import { relate } from './send-relationship.ts';
import type { SendInput } from './send-relationship.ts';
import { sendUpdate } from './send-update.ts';
import type { ThereElement } from './sent-guids.ts';
import { runInOrder } from './task-order.ts';
import type { OrderedTask } from './task-order.ts';

/** What became of one change in the server. */
export type SendOutcome =
  | { readonly kind: 'sent' }
  /** It is otherwise there than the mirror says: to be compared again. */
  | { readonly kind: 'raced' }
  | {
      readonly kind: 'rejected';
      readonly rejection: Rejection;
      /** A new element is there, though not with all that was stated of it. */
      readonly isThere?: boolean;
    };

/** What became of a batch in the server. */
export interface SentBatch {
  /** One for each change; `undefined`: not begun, since the server failed before. */
  readonly outcomes: readonly (SendOutcome | undefined)[];
  /** What ended the sending; `undefined`: nothing did. */
  readonly error: Error | undefined;
}

const SENT: SendOutcome = { kind: 'sent' };
const RACED: SendOutcome = { kind: 'raced' };

const NOTHING: OrderedTask = { after: [], isNeeded: () => false, run: async () => undefined };

/** Sends changes by calls while the batch before is still on its way. */
export async function sendByCallsInTurn(
  changes: readonly LedgerChange[],
  input: SendInput,
  outgoing: Outgoing,
): Promise<SentBatch> {
  const arrivals = new Map<QualifiedName, PromiseWithResolvers<void>>();
  await outgoing.turn;
  for (const { kind, prepared } of changes) {
    const { qualifiedName, typeName } = prepared.stated;
    if (kind !== 'create' || outgoing.find(qualifiedName) !== undefined) continue;
    const arrival = Promise.withResolvers<void>();
    arrivals.set(qualifiedName, arrival);
    const end = (): End | undefined => {
      const there = input.guids.element(qualifiedName);
      return there && { guid: there.guid, typeName, qualifiedName };
    };
    outgoing.add(qualifiedName, { end, arrival: arrival.promise });
  }
  outgoing.isPlanned();
  return sendByCalls(changes, input, outgoing, (name) => arrivals.get(name)?.resolve());
}

/**
 * Sends changes one call each, as many at once as help: parents before what lies beneath them, otherwise in any order.
 *
 * @param hasArrived is told of each new element of which it is known what became of it
 */
export async function sendByCalls(
  changes: readonly LedgerChange[],
  input: SendInput,
  outgoing: Outgoing,
  hasArrived: (name: QualifiedName) => void = () => undefined,
): Promise<SentBatch> {
  const batch: Batch = {
    outcomes: Array.from({ length: changes.length }),
    known: new Map(),
    positions: new Map(changes.map(({ prepared }, position) => [prepared.stated.qualifiedName, position])),
    changes,
    input,
    outgoing,
    hasArrived,
  };
  const tasks = changes.map((change, position) => taskOf(change, position, batch));
  let error: Error | undefined;
  try {
    const all = [...tasks, ...relationshipTasks(batch)];
    let done = 0;
    await runInOrder(all, async (task) => {
      await input.limit.run(task);
      done += 1;
      input.at(`${done} of ${all.length} sent`);
    });
  } catch (failure) {
    error = failure instanceof Error ? failure : new Error('sending failed', { cause: failure });
  }
  return { outcomes: batch.outcomes, error };
}

interface Batch {
  readonly outcomes: (SendOutcome | undefined)[];
  /** What the mirror has of what is referred to: neighbours refer to the same. */
  readonly known: Map<QualifiedName, Guid>;
  readonly positions: ReadonlyMap<QualifiedName, number>;
  readonly changes: readonly LedgerChange[];
  readonly input: SendInput;
  readonly outgoing: Outgoing;
  readonly hasArrived: (name: QualifiedName) => void;
}

function taskOf(change: LedgerChange, position: number, batch: Batch): OrderedTask {
  const { outcomes } = batch;
  const { stated } = change.prepared;
  const isRaced =
    change.kind === 'create'
      ? batch.outgoing.findBefore(stated.qualifiedName) !== undefined
      : isStale(change.current, batch.input.mirror);
  if (isRaced) {
    outcomes[position] = RACED;
    return NOTHING;
  }
  switch (change.kind) {
    case 'record':
      outcomes[position] = SENT;
      return NOTHING;
    case 'create':
      return {
        after: placesOf(stated, batch).filter((other) => other !== position),
        ready: () => arrivalOf([stated.parent?.to, stated.anchor, stated.anchorScope], batch.outgoing),
        run: async () => {
          outcomes[position] = await create(stated, batch);
          batch.hasArrived(stated.qualifiedName);
        },
      };
    case 'update':
      return {
        after: placesOf(stated, batch).filter((other) => other !== position),
        ready: () => {
          const related = change.update.relate.map(({ to }) => to);
          return arrivalOf([stated.anchor, stated.anchorScope, ...related], batch.outgoing);
        },
        run: async () => {
          outcomes[position] = await outcomeOf(async () => {
            await sendUpdate(change, (name) => endOf(name, batch), batch.input);
            return SENT;
          });
        },
      };
    default:
      return change satisfies never;
  }
}

/** Whether the mirror has learnt of another state of an element since it was compared. */
function isStale({ key, element }: CurrentElement, { writer }: Mirror): boolean {
  const row = writer.elements.byId(key);
  return row?.version !== element.versions.version || row.guid !== element.guid;
}

/** The positions of those elements of the batch that this one lies beneath or is anchored to. */
function placesOf({ parent, anchor, anchorScope }: StatedElement, { positions }: Batch): number[] {
  const above = [parent?.to, anchor, anchorScope];
  return above.flatMap((name) => (name === undefined ? [] : (positions.get(name) ?? [])));
}

async function create(stated: StatedElement, batch: Batch): Promise<SendOutcome> {
  const { client, owner, guids } = batch.input;
  const { qualifiedName, parent } = stated;
  if (isBeneathRejected(stated, batch)) {
    return { kind: 'rejected', rejection: { fate: 'failed', message: ledgerMessages.parentRejected() } };
  }
  const element = newElement(stated, batch);
  return outcomeOf(async () => {
    const guid = await patientCall(
      async () => client.createElement(element, owner),
      batch.input,
      async () => (await client.elementsNamed([qualifiedName])).find(({ origin }) => isOf(origin, owner))?.guid,
    );
    guids.elementSent(stated, guid);
    if (parent !== undefined && element.parent !== undefined)
      guids.relationshipSent(qualifiedName, parent, untoldGuid(guid));
    return SENT;
  });
}

function isOf(origin: { readonly category: string; readonly guid?: Guid }, owner: Owner): boolean {
  return owner === undefined ? origin.category === 'LOCAL_COHORT' : origin.guid === owner.guid;
}

/** An element whose anchor is not there yet is its own until that is stated. */
function newElement(stated: StatedElement, batch: Batch): NewRemoteElement {
  const { typeName, qualifiedName, properties, classifications, parent, anchor, anchorScope } = stated;
  const parentGuid = parent === undefined ? undefined : guidOf(parent.to, batch);
  return {
    typeName,
    qualifiedName,
    properties,
    classifications,
    anchorGuid: anchor === undefined || anchor === qualifiedName ? undefined : guidOf(anchor, batch),
    anchorScopeGuid: anchorScope === undefined ? undefined : guidOf(anchorScope, batch),
    parent:
      parent === undefined || parentGuid === undefined
        ? undefined
        : {
            guid: parentGuid,
            relationshipTypeName: parent.typeName,
            parentAtEnd1: parent.toEnd === 1,
            properties: parent.properties,
          },
  };
}

function endOf(name: QualifiedName, batch: Batch): ThereElement | undefined {
  const { guids, mirror } = batch.input;
  const sent = guids.element(name) ?? batch.outgoing.findBefore(name)?.end();
  if (sent !== undefined) return sent;
  const guid = guidOf(name, batch);
  return guid && { guid, typeName: mirror.typeNameOf(guid) ?? '' };
}

function guidOf(name: QualifiedName, { known, input, outgoing }: Batch): Guid | undefined {
  const near = input.guids.element(name)?.guid ?? known.get(name) ?? outgoing.findBefore(name)?.end()?.guid;
  if (near !== undefined) return near;
  const guid = input.mirror.guidNamed(name);
  if (guid !== undefined) known.set(name, guid);
  return guid;
}

function isBeneathRejected(stated: StatedElement, { outcomes, positions, changes }: Batch): boolean {
  return [stated.parent?.to, stated.anchor, stated.anchorScope].some((name) => {
    const position = name === undefined ? undefined : positions.get(name);
    if (position === undefined || changes[position]?.kind !== 'create' || name === stated.qualifiedName) return false;
    const outcome = outcomes[position];
    return outcome !== undefined && outcome.kind === 'rejected';
  });
}

/** The relationships of what is new in the batch, besides those that the elements are created with. */
function relationshipTasks(batch: Batch): OrderedTask[] {
  const tasks: OrderedTask[] = [];
  for (const [position, { kind, prepared }] of batch.changes.entries()) {
    if (kind !== 'create') continue;
    const { stated } = prepared;
    const { qualifiedName, parent, relationships } = stated;
    for (const relationship of parent === undefined ? relationships : [parent, ...relationships]) {
      const other = batch.positions.get(relationship.to);
      tasks.push({
        after: other === undefined ? [position] : [position, other],
        ready: () => arrivalOf([relationship.to], batch.outgoing),
        isNeeded: () => toRelate(qualifiedName, relationship, batch) !== undefined,
        run: async () => relateNew(qualifiedName, relationship, position, batch),
      });
    }
  }
  return tasks;
}

/** The ends of a relationship that was not sent with its element, when both are there. */
function toRelate(
  from: QualifiedName,
  relationship: StatedRelationship,
  batch: Batch,
): { readonly own: Guid; readonly other: Guid } | undefined {
  if (batch.input.guids.relationship(from, relationship) !== undefined) return undefined;
  const own = batch.input.guids.element(from)?.guid;
  const other = own === undefined ? undefined : guidOf(relationship.to, batch);
  return own === undefined || other === undefined ? undefined : { own, other };
}

async function relateNew(
  from: QualifiedName,
  relationship: StatedRelationship,
  position: number,
  batch: Batch,
): Promise<void> {
  const ends = toRelate(from, relationship, batch);
  if (ends === undefined) return;
  const outcome = await outcomeOf(async () => {
    const guid = await relate(relationship, ends.own, ends.other, batch.input);
    if (guid === undefined) batch.known.delete(relationship.to);
    else batch.input.guids.relationshipSent(from, relationship, guid);
    return SENT;
  });
  // The element is there; what was not taken of its relationships is tried again in the next refresh.
  if (outcome.kind === 'rejected') batch.outcomes[position] = { ...outcome, isThere: true };
}

/** Runs the calls of one element; what the server says of this element alone becomes its outcome, all else is thrown. */
async function outcomeOf(calls: () => Promise<SendOutcome>): Promise<SendOutcome> {
  try {
    return await calls();
  } catch (error) {
    if (isTaken(error) || isGone(error)) return RACED;
    const rejection = rejectionOf(error);
    if (rejection === undefined) throw error;
    return { kind: 'rejected', rejection };
  }
}
