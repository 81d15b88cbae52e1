import type { LedgerChange } from '../../sync-ledger.ts';
import { sideBySide } from '../../../runtime/side-by-side.ts';
import { readAgain } from '../mirror/look-up.ts';
import { isInMirror } from '../mirror/mirror-rows.ts';
import { isOfValues, provenanceOf, updatedEntity } from './archive-instances.ts';
import type { Update } from './archive-instances.ts';
import { areTaken, chunksOf, loadArchive } from './load-archive.ts';
import { loadCreated, plan, settlePlanned } from './load-created.ts';
import type { LoadInput } from './load-created.ts';
import { sendByCalls } from './send-calls.ts';
import type { SendOutcome, SentBatch } from './send-calls.ts';
import type { TakenNames } from './taken-names.ts';

/** Fewer updates in a batch than this go by calls: an archive of them has to be read for before and proved afterwards. */
const FEWEST_UPDATES = 100;

/** What a bulk load needs besides what every sending does. */
export interface BulkInput extends LoadInput {
  readonly takenNames: TakenNames;
}

/** What became of a batch of which some went by archives, which have to be proved. */
export interface BulkSentBatch extends SentBatch {
  /** Whether the server took all archives of what is new; otherwise some of what they held may be there. */
  readonly isTaken: boolean;
  /** Whether the values of elements that had been there were loaded too. */
  readonly hasLoadedUpdates: boolean;
  /** To be called when the mirror has the batch. */
  settle(): Promise<void>;
}

/**
 * Sends the new elements of a batch, and those of which nothing but values changed, as Open Metadata Archives; what else
 * changed by calls. A server checks little of an archive: types were checked before, names are looked up here, GUIDs are in
 * the ledger before they are sent.
 *
 * New elements are sent while the batch before is still on its way, all else once the mirror has that one.
 */
export async function sendByArchive(changes: readonly LedgerChange[], input: BulkInput): Promise<BulkSentBatch> {
  const outcomes: (SendOutcome | undefined)[] = Array.from({ length: changes.length });
  const at = (positions: readonly number[]): readonly LedgerChange[] =>
    positions.flatMap((position) => changes[position] ?? []);
  const { outgoing } = input;
  await outgoing.turn;
  const { created, updated, byCalls, taken } = await sorted(changes, input);
  const planned = await plan(
    at(created).map(({ prepared }) => prepared.stated),
    input,
  );
  outgoing.isPlanned();
  for (const position of taken) outcomes[position] = { kind: 'raced' };
  const { refused, isTaken } = await loadCreated(planned, input);
  for (const position of created) {
    const stated = changes[position]?.prepared.stated;
    if (stated !== undefined && refused.has(stated)) byCalls.push(position);
    else outcomes[position] = { kind: 'sent' };
  }
  const isWorthIt = updated.length >= FEWEST_UPDATES;
  const sentUpdates = isWorthIt ? await loadUpdated(at(updated).filter(isOfValues), input) : undefined;
  if (sentUpdates === undefined) byCalls.push(...updated);
  else for (const [index, position] of updated.entries()) outcomes[position] = sentUpdates[index];
  byCalls.sort((one, other) => one - other);
  const { outcomes: sent, error } = await sendByCalls(at(byCalls), input, outgoing);
  for (const [index, position] of byCalls.entries()) outcomes[position] = sent[index];
  const settle = async (): Promise<void> => settlePlanned(planned);
  return { outcomes, error, isTaken, hasLoadedUpdates: isWorthIt, settle };
}

/** The positions of changes by the way they go; `taken`: new ones whose names the server has already, or will have. */
async function sorted(changes: readonly LedgerChange[], { takenNames, outgoing }: BulkInput) {
  const created = changes.filter(({ kind }) => kind === 'create').map(({ prepared }) => prepared.stated);
  const names = await takenNames(created, outgoing.before);
  const positions = {
    created: [] as number[],
    updated: [] as number[],
    byCalls: [] as number[],
    taken: [] as number[],
  };
  for (const [position, change] of changes.entries()) {
    const { qualifiedName } = change.prepared.stated;
    const isTaken = names.has(qualifiedName) || outgoing.findBefore(qualifiedName) !== undefined;
    if (change.kind === 'create') positions[isTaken ? 'taken' : 'created'].push(position);
    else positions[isOfValues(change) ? 'updated' : 'byCalls'].push(position);
  }
  return positions;
}

/**
 * Sends elements with a higher version than the server has: what it has besides, such as classifications that others have
 * given, stays (a running Egeria 6.1). An element that is otherwise than it was compared is compared again.
 *
 * @returns what became of each, or `undefined` when the server does not take archives
 */
async function loadUpdated(changes: readonly Update[], input: BulkInput): Promise<readonly SendOutcome[] | undefined> {
  const { client, mirror, owner, clock } = input;
  const names = changes.map(({ prepared }) => prepared.stated.qualifiedName);
  const there = await client.elementsNamed(names, { forLineage: true });
  const byGuid = new Map(there.map((element) => [element.guid, element]));
  const raced = changes.filter(({ current: { element } }) => {
    const fresh = byGuid.get(element.guid);
    return fresh === undefined || !isInMirror(mirror, fresh);
  });
  if (raced.length > 0) {
    const guids = raced.map(({ current }) => current.element.guid);
    await readAgain(guids, input);
  }
  const isRaced = new Set(raced);
  const updateTime = new Date(clock.now()).toISOString();
  const made = { provenance: provenanceOf(owner), updatedBy: client.userId, updateTime };
  const entities = changes.flatMap((change) => {
    const fresh = byGuid.get(change.current.element.guid);
    return fresh === undefined || isRaced.has(change) ? [] : [updatedEntity(change, fresh, made)];
  });
  const isLoaded = await areTaken(async () => {
    await sideBySide(chunksOf(entities), async (some) =>
      loadArchive(() => ({ entities: some, relationships: [] }), input),
    );
  });
  if (!isLoaded) return undefined;
  return changes.map((change) => ({ kind: isRaced.has(change) ? 'raced' : 'sent' }));
}
