import { randomUUID } from 'node:crypto';
import type { ArchiveContent, ArchiveEntity, ArchiveRelationship } from '../../../archive/archive-content.ts';
import { archiveText } from '../../../archive/write-archive.ts';
import type { StatedElement, StatedRelationship } from '../../../metadata/element.ts';
import { relationshipsStatedBy } from '../../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import type { LedgerChange } from '../../sync-ledger.ts';
import { keepHeapSmall } from '../../../runtime/heap.ts';
import { sideBySide } from '../../../runtime/side-by-side.ts';
import { patientCall } from '../client/patient-call.ts';
import {
  archiveRelationship,
  entityOf,
  isOfValues,
  provenanceOf,
  relationshipGuid,
  updatedEntity,
} from './archive-instances.ts';
import type { BulkBatch, End, Update } from './archive-instances.ts';
import type { Intents } from './intents.ts';
import { readAgain } from '../mirror/look-up.ts';
import { isInMirror } from '../mirror/mirror-rows.ts';
import { rejectionOf } from './rejection.ts';
import { sendByCalls } from './send-calls.ts';
import type { SendOutcome, SentBatch } from './send-calls.ts';
import type { SendInput } from './send-relationship.ts';
import type { TakenNames } from './taken-names.ts';

/** Elements of one archive: few enough to be loaded side by side, and enough that a call costs nothing beside them. */
const LARGEST_CHUNK = 1000;
const SMALLEST_CHUNK = 100;

/** A batch goes in so many archives at least, if they do not become too small: a server works on them side by side. */
const FEWEST_CHUNKS = 4;

/** Fewer updates in a batch than this go by calls: an archive of them has to be read for before and proved afterwards. */
const FEWEST_UPDATES = 100;

/** What a bulk load needs besides what every sending does. */
export interface BulkInput extends SendInput {
  readonly intents: Intents;
  readonly takenNames: TakenNames;
}

/** What became of a batch of which some went by archives, which have to be proved. */
export interface BulkSentBatch extends SentBatch {
  /** Whether the values of elements that had been there were loaded too. */
  readonly hasLoadedUpdates: boolean;
}

/**
 * Sends the new elements of a batch, and those of which nothing but values changed, as Open Metadata Archives, side by side;
 * what else changed by calls. A server checks little of an archive: types were checked before, names are looked up here,
 * GUIDs are in the ledger before they are sent.
 */
export async function sendByArchive(changes: readonly LedgerChange[], input: BulkInput): Promise<BulkSentBatch> {
  const outcomes: (SendOutcome | undefined)[] = Array.from({ length: changes.length });
  const { created, updated, byCalls, taken } = await sorted(changes, input);
  for (const position of taken) outcomes[position] = { kind: 'raced' };
  const at = (positions: readonly number[]): readonly LedgerChange[] =>
    positions.flatMap((position) => changes[position] ?? []);
  if (await loadCreated(at(created), input)) for (const position of created) outcomes[position] = { kind: 'sent' };
  else byCalls.push(...created);
  const isWorthIt = updated.length >= FEWEST_UPDATES;
  const sentUpdates = isWorthIt ? await loadUpdated(at(updated).filter(isOfValues), input) : undefined;
  if (sentUpdates === undefined) byCalls.push(...updated);
  else for (const [index, position] of updated.entries()) outcomes[position] = sentUpdates[index];
  byCalls.sort((one, other) => one - other);
  const sent = await sendByCalls(at(byCalls), input);
  for (const [index, position] of byCalls.entries()) outcomes[position] = sent.outcomes[index];
  return { outcomes, error: sent.error, hasLoadedUpdates: isWorthIt };
}

/** The positions of changes by the way they go; `taken`: new ones whose names the server has already. */
async function sorted(changes: readonly LedgerChange[], input: Pick<BulkInput, 'takenNames'>) {
  const created = changes.filter(({ kind }) => kind === 'create').map(({ prepared }) => prepared.stated);
  const names = await input.takenNames(created);
  const positions = {
    created: [] as number[],
    updated: [] as number[],
    byCalls: [] as number[],
    taken: [] as number[],
  };
  for (const [position, change] of changes.entries()) {
    if (change.kind !== 'create') positions[isOfValues(change) ? 'updated' : 'byCalls'].push(position);
    else positions[names.has(change.prepared.stated.qualifiedName) ? 'taken' : 'created'].push(position);
  }
  return positions;
}

/** False when the server does not take archives of this user, or not this one: then calls say what is wrong with which. */
async function loadCreated(changes: readonly LedgerChange[], input: BulkInput): Promise<boolean> {
  const elements = changes.map(({ prepared }) => prepared.stated);
  if (elements.length === 0) return true;
  keepHeapSmall();
  const chosen = await input.intents.choose(elements.map(({ qualifiedName }) => qualifiedName));
  const batch = bulkBatch(elements, chosen, input);
  const { chunks, across } = parted(elements, batch);
  const isLoaded = await isTaken(async () => {
    let loaded = 0;
    await inTheOrderOfMaking(chunks, async (chunk, isMade) => {
      await loadOne(contentOf(chunk, batch), input, isMade);
      loaded += chunk.elements?.length ?? 0;
      input.at(`${loaded} of ${elements.length} loaded`);
    });
    await sideBySide(chunksOf(across), async (related) => loadOne(contentOf({ related }, batch), input));
  });
  if (!isLoaded) return false;
  const { guids } = input;
  for (const [index, { qualifiedName }] of elements.entries()) guids.elementSent(qualifiedName, guidAt(chosen, index));
  for (const { related } of [...chunks, { related: across }]) {
    for (const { from, stated, guid } of related) guids.relationshipSent(from.qualifiedName, stated, guid);
  }
  return true;
}

/** Begins each archive when the one before is made, so that the server works on the first while others are made. */
async function inTheOrderOfMaking(
  chunks: readonly Chunk[],
  load: (chunk: Chunk, isMade: () => void) => Promise<void>,
): Promise<void> {
  let before = Promise.resolve();
  const turns = chunks.map((chunk) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const turn = { chunk, isTurn: before, isMade: resolve };
    before = promise;
    return turn;
  });
  await sideBySide(turns, async ({ chunk, isTurn, isMade }, failed) => {
    await isTurn;
    failed.throwIfAborted();
    await load(chunk, isMade).finally(isMade);
  });
}

/** Whether the server took an archive; throws what has nothing to do with what is in it. */
async function isTaken(load: () => Promise<void>): Promise<boolean> {
  try {
    await load();
    return true;
  } catch (error) {
    if (rejectionOf(error) === undefined) throw error;
    return false;
  }
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
  const isLoaded = await isTaken(async () => {
    await sideBySide(chunksOf(entities), async (some) => loadOne(() => ({ entities: some, relationships: [] }), input));
  });
  if (!isLoaded) return undefined;
  return changes.map((change) => ({ kind: isRaced.has(change) ? 'raced' : 'sent' }));
}

/** A relationship that is on its way. */
interface Related {
  readonly from: StatedElement;
  readonly stated: StatedRelationship;
  readonly guid: Guid;
}

/** What goes with one archive. */
interface Chunk {
  readonly elements?: readonly StatedElement[];
  readonly related: readonly Related[];
}

/** Elements by archives, each with the relationships that lie within it, and those `across`. */
function parted(
  elements: readonly StatedElement[],
  batch: BulkBatch,
): { readonly chunks: readonly Chunk[]; readonly across: readonly Related[] } {
  const chunkOf = new Map<QualifiedName, number>();
  const across: Related[] = [];
  const parts = chunksOf(elements);
  for (const [chunk, part] of parts.entries()) for (const { qualifiedName } of part) chunkOf.set(qualifiedName, chunk);
  const chunks = parts.map((some, chunk) => {
    const within: Related[] = [];
    for (const from of some) {
      for (const stated of relationshipsStatedBy(from)) {
        const [own, other] = [batch.end(from.qualifiedName), batch.end(stated.to)];
        if (own === undefined || other === undefined) continue;
        const isWithin = (chunkOf.get(stated.to) ?? chunk) === chunk;
        const guid = relationshipGuid(own.guid, stated, other.guid);
        (isWithin ? within : across).push({ from, stated, guid });
      }
    }
    return { elements: some, related: within };
  });
  return { chunks, across };
}

/** Instances as they are asked for: those of a whole archive are never there at once. */
type Content = () => Pick<ArchiveContent, 'entities' | 'relationships'>;

function contentOf({ elements = [], related }: Chunk, batch: BulkBatch): Content {
  function* entities(): Generator<ArchiveEntity> {
    for (const element of elements) yield entityOf(element, batch);
  }
  function* relationships(): Generator<ArchiveRelationship> {
    for (const { from, stated, guid } of related) {
      const relationship = archiveRelationship(from, stated, guid, batch);
      if (relationship !== undefined) yield relationship;
    }
  }
  return () => ({ entities: entities(), relationships: relationships() });
}

function guidAt(chosen: readonly Guid[], index: number): Guid {
  return chosen[index] ?? ('' as Guid);
}

function bulkBatch(
  elements: readonly StatedElement[],
  chosen: readonly Guid[],
  { mirror, client, owner, clock }: BulkInput,
): BulkBatch {
  const ends = new Map<QualifiedName, End>();
  const now = clock.now();
  for (const [index, { qualifiedName, typeName }] of elements.entries()) {
    ends.set(qualifiedName, { guid: guidAt(chosen, index), typeName, qualifiedName });
  }
  return {
    end(name) {
      const known = ends.get(name);
      if (known !== undefined) return known;
      const guid = mirror.guidNamed(name);
      const typeName = guid === undefined ? undefined : mirror.typeNameOf(guid);
      if (guid === undefined || typeName === undefined) return undefined;
      const end = { guid, typeName, qualifiedName: name };
      ends.set(name, end);
      return end;
    },
    anchors: new Map(),
    elementTime: momentsFrom(now),
    relationshipTime: momentsFrom(now),
    made: {
      provenance: provenanceOf(owner),
      version: 1,
      createdBy: client.userId,
      createTime: new Date(now).toISOString(),
      updatedBy: undefined,
      updateTime: undefined,
    },
  };
}

/**
 * A millisecond after another, each once: a listing by the time of creation, such as the one that proves what was loaded, is
 * in no order of what was created at once. A server loads about as many in a second as there are milliseconds in it.
 */
function momentsFrom(now: number): () => string {
  let next = now;
  return () => {
    next += 1;
    return new Date(next - 1).toISOString();
  };
}

async function loadOne(content: Content, input: BulkInput, isMade: () => void = () => undefined): Promise<void> {
  const guid = randomUUID();
  const properties = {
    guid,
    name: `egeria-integrate ${guid}`,
    originator: input.client.userId,
    creationDate: new Date(input.clock.now()).toISOString(),
  };
  async function* text(): AsyncGenerator<string> {
    yield* archiveText({ properties, ...content() });
    isMade();
  }
  await patientCall(async () => input.client.loadArchive(text), input);
}

function chunksOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  const even = Math.ceil(items.length / FEWEST_CHUNKS);
  const size = Math.min(Math.max(even, SMALLEST_CHUNK), LARGEST_CHUNK);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );
}
