import type { StatedElement } from '../../../metadata/element.ts';
import type { QualifiedName } from '../../../metadata/qualified-name.ts';
import { sideBySide } from '../../../runtime/side-by-side.ts';
import type { LedgerChange, Rejection } from '../../sync-ledger.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { StatedFrom } from './archive-instances.ts';
import { bulkBatch, loadRelationships } from './load-archive.ts';
import { rejectionOf } from './rejection.ts';
import { relate, relationshipBetween } from './send-relationship.ts';
import type { SendInput } from './send-relationship.ts';
import { sendAnchor } from './send-update.ts';

/** What was put off since something else was not there yet. */
export interface PutOff {
  readonly relationships: readonly StatedFrom[];
  /** Elements that are to be anchored. */
  readonly anchors: readonly StatedElement[];
}

/** How relationships that were put off are sent. */
export interface PutOffWay {
  /** Whether so many go with archives, which are to be proved then. */
  isBulk(count: number): Promise<boolean>;
  /** An archive was not taken: some of what it held may be there. */
  readonly mayBeThere: boolean;
}

/** A relationship that the server did not take. */
export interface RejectedRelationship {
  readonly from: QualifiedName;
  readonly rejection: Rejection;
}

/** Sends what was put off and may be sent by now; the server says of some that it does not take them. */
export async function sendPutOff(
  { relationships, anchors }: PutOff,
  way: PutOffWay,
  input: SendInput,
): Promise<readonly RejectedRelationship[]> {
  const { guids, mirror } = input;
  const ready = relationships.filter(({ from, stated }) =>
    [from, stated.to].every((name) => mirror.guidNamed(name) !== undefined),
  );
  const isBulk = await way.isBulk(ready.length);
  const loaded = isBulk ? await loadRelationships(ready, bulkBatch(input, nothingElse), input) : undefined;
  for (const { from, stated, guid } of loaded ?? []) guids.relationshipSent(from, stated, guid);
  const rejected = loaded === undefined ? await relateEach(ready, way.mayBeThere || isBulk, input) : NONE;
  const isThere = presenceIn(mirror);
  const toAnchor = anchors.filter(({ anchor, anchorScope }) => isThere(anchor) && isThere(anchorScope));
  await sideBySide(toAnchor, async (stated) => sendAnchor(stated, input), input.limit);
  return rejected;
}

const NONE: readonly never[] = [];
const nothingElse = (): undefined => undefined;

async function relateEach(
  relationships: readonly StatedFrom[],
  mayBeThere: boolean,
  input: SendInput,
): Promise<readonly RejectedRelationship[]> {
  const { client, guids, limit, mirror } = input;
  const rejected: RejectedRelationship[] = [];
  const relateOne = async ({ from, stated }: StatedFrom): Promise<void> => {
    const [own, other] = [mirror.guidNamed(from), mirror.guidNamed(stated.to)];
    if (own === undefined || other === undefined) return;
    const [end1, end2] = stated.toEnd === 1 ? [other, own] : [own, other];
    try {
      const there = mayBeThere ? await relationshipBetween(stated.typeName, end1, end2, client) : undefined;
      const guid = there ?? (await relate(stated, own, other, input));
      if (guid !== undefined) guids.relationshipSent(from, stated, guid);
    } catch (error) {
      const rejection = rejectionOf(error);
      if (rejection === undefined) throw error;
      rejected.push({ from, rejection });
    }
  };
  await sideBySide(relationships, relateOne, limit);
  return rejected;
}

/** Whether an element is to be anchored to something that was not there when it was sent. */
export function isAnchorOpen(change: LedgerChange, isThere: Presence): boolean {
  const { anchor, anchorScope, qualifiedName } = change.prepared.stated;
  if (!isThere(anchor) || !isThere(anchorScope)) return true;
  if (change.kind !== 'record') return false;
  const { current } = change;
  return (anchor === qualifiedName ? undefined : anchor) !== current.anchor || anchorScope !== current.anchorScope;
}

/** Whether an element of a name, if it has one, is there. */
export type Presence = (name: QualifiedName | undefined) => boolean;

/** Looks for each name once: neighbours are anchored to the same. */
export function presenceIn(mirror: Mirror): Presence {
  const known = new Map<QualifiedName, boolean>();
  return (name) => {
    if (name === undefined) return true;
    const isThere = known.get(name) ?? mirror.guidNamed(name) !== undefined;
    known.set(name, isThere);
    return isThere;
  };
}
