import type { ArchiveEntity, ArchiveRelationship } from '../../../archive/archive-content.ts';
import type { StatedElement } from '../../../metadata/element.ts';
import { relationshipsStatedBy } from '../../../metadata/element.ts';
import type { QualifiedName } from '../../../metadata/qualified-name.ts';
import { keepHeapSmall } from '../../../runtime/heap.ts';
import { sideBySide } from '../../../runtime/side-by-side.ts';
import { archiveRelationship, entityOf, relatedBy } from './archive-instances.ts';
import type { BulkBatch, End, RelatedFrom, StatedFrom } from './archive-instances.ts';
import type { ArchiveTurns } from './archive-turns.ts';
import type { Chosen, Intents } from './intents.ts';
import { areTaken, bulkBatch, chunksOf, loadArchive, loadRelationships } from './load-archive.ts';
import type { Instances } from './load-archive.ts';
import { arrivalOf } from './outgoing.ts';
import type { Outgoing } from './outgoing.ts';
import type { SendInput } from './send-relationship.ts';

/** What loading new elements needs. */
export interface LoadInput extends SendInput {
  readonly intents: Intents;
  readonly turns: ArchiveTurns;
  readonly outgoing: Outgoing;
}

/** New elements of a batch with the GUIDs that were chosen for them. */
export interface Planned {
  /** What they are anchored to, each name once. */
  readonly anchoredTo: ReadonlySet<QualifiedName>;
  /** Others are anchored to these: a server does not show what is anchored to something that is not there. */
  readonly anchors: Part;
  readonly others: Part;
}

interface Part {
  readonly elements: readonly StatedElement[];
  readonly chosen: Chosen;
  /** The server has taken all of them. */
  haveArrived(): void;
}

/** What became of new elements. */
export interface LoadedElements {
  /** Those whose archives the server did not take. */
  readonly refused: ReadonlySet<StatedElement>;
  /** Whether it took all archives, those of relationships too; otherwise some of what they held may be there. */
  readonly isTaken: boolean;
}

/** Chooses the GUIDs of new elements. */
export async function plan(elements: readonly StatedElement[], input: LoadInput): Promise<Planned> {
  const anchoredTo = new Set(elements.flatMap(anchorsOf));
  const part = async (isAnchor: boolean): Promise<Part> =>
    planPart(
      elements.filter(({ qualifiedName }) => anchoredTo.has(qualifiedName) === isAnchor),
      input,
    );
  return { anchoredTo, anchors: await part(true), others: await part(false) };
}

async function planPart(elements: readonly StatedElement[], { intents, outgoing }: LoadInput): Promise<Part> {
  const chosen = await intents.choose(elements);
  const { promise: arrival, resolve: haveArrived } = Promise.withResolvers<void>();
  for (const { qualifiedName } of elements) {
    outgoing.add(qualifiedName, { end: () => chosen.end(qualifiedName), arrival });
  }
  return { elements, chosen, haveArrived };
}

/** To be called when the mirror has them. */
export async function settlePlanned({ anchors, others }: Planned): Promise<void> {
  await anchors.chosen.settle();
  await others.chosen.settle();
}

/**
 * Loads new elements: first what others are anchored to, then the others side by side, all of it while the batch before may
 * still be on its way. Relationships go with their elements where the other one is there by then, the rest once the mirror
 * has the batch before.
 */
export async function loadCreated(planned: Planned, input: LoadInput): Promise<LoadedElements> {
  const { anchors, others } = planned;
  const { guids, outgoing } = input;
  const elements = [...anchors.elements, ...others.elements];
  if (elements.length > 0) {
    keepHeapSmall();
    await arrivalOf([...planned.anchoredTo], outgoing);
  }
  const batch = bulkBatch(input, (name) => outgoing.find(name)?.end());
  const { chunks, across } = parted(planned, batch, outgoing);
  const refused = await loadChunks(chunks, planned, batch, input);
  await outgoing.before;
  const isRefused = new Set(Array.from(refused, ({ qualifiedName }) => qualifiedName));
  const own = bulkBatch(input, (name) => (isRefused.has(name) ? undefined : endIn(planned, name)));
  const related = await loadRelationships(across, own, input);
  for (const element of elements) {
    const end = endIn(planned, element.qualifiedName);
    if (end !== undefined && !refused.has(element)) guids.elementSent(element, end.guid);
  }
  for (const { from, stated, guid } of related ?? []) guids.relationshipSent(from, stated, guid);
  return { refused, isTaken: refused.size === 0 && related !== undefined };
}

function anchorsOf({ anchor, anchorScope, qualifiedName }: StatedElement): readonly QualifiedName[] {
  return [anchor, anchorScope].flatMap((name) => (name === undefined || name === qualifiedName ? [] : [name]));
}

function endIn({ anchors, others }: Planned, name: QualifiedName): End | undefined {
  return anchors.chosen.end(name) ?? others.chosen.end(name);
}

/** What goes with one archive. */
interface Chunk {
  readonly elements: readonly StatedElement[];
  readonly related: readonly RelatedFrom[];
}

interface Chunks {
  readonly anchors: readonly Chunk[];
  readonly others: readonly Chunk[];
}

/** Elements by archives, each with the relationships whose ends are there once it is loaded, and those `across`. */
function parted(
  { anchors, others }: Planned,
  batch: BulkBatch,
  outgoing: Outgoing,
): { readonly chunks: Chunks; readonly across: readonly StatedFrom[] } {
  const across: StatedFrom[] = [];
  const isThere = (name: QualifiedName): boolean => anchors.chosen.end(name) !== undefined;
  const isInMirror = (name: QualifiedName): boolean =>
    outgoing.find(name) === undefined && batch.end(name) !== undefined;
  const chunkOf = (elements: readonly StatedElement[], isBefore: (name: QualifiedName) => boolean): Chunk => {
    const names = new Set(elements.map(({ qualifiedName }) => qualifiedName));
    const related: RelatedFrom[] = [];
    for (const element of elements) {
      for (const stated of relationshipsStatedBy(element)) {
        const one = { from: element.qualifiedName, stated };
        const isWithin = names.has(stated.to) || isBefore(stated.to) || isInMirror(stated.to);
        const withGuid = isWithin ? relatedBy(one, batch) : undefined;
        if (withGuid === undefined) across.push(one);
        else related.push(withGuid);
      }
    }
    return { elements, related };
  };
  const chunks = {
    anchors: chunksOf(anchors.elements).map((elements) => chunkOf(elements, () => false)),
    others: chunksOf(others.elements).map((elements) => chunkOf(elements, isThere)),
  };
  return { chunks, across };
}

/** Loads what others are anchored to, then the others; resolves to the elements whose archives were not taken. */
async function loadChunks(
  chunks: Chunks,
  { anchors, others }: Planned,
  batch: BulkBatch,
  input: LoadInput,
): Promise<ReadonlySet<StatedElement>> {
  const refused = new Set<StatedElement>();
  const count = anchors.elements.length + others.elements.length;
  let loaded = 0;
  const load = async (chunk: Chunk, failed?: AbortSignal): Promise<void> =>
    input.turns.take(async (isMade) => {
      failed?.throwIfAborted();
      const { elements, related } = chunk;
      if (await areTaken(async () => loadArchive(instancesOf(chunk, batch), input, isMade))) {
        for (const { from, stated, guid } of related) input.guids.relationshipSent(from, stated, guid);
      } else {
        for (const element of elements) refused.add(element);
      }
      loaded += elements.length;
      input.at(`${loaded} of ${count} loaded`);
    });
  for (const chunk of chunks.anchors) if (refused.size === 0) await load(chunk);
  if (refused.size === 0) {
    anchors.haveArrived();
    await sideBySide(chunks.others, load);
  }
  // Calls say what is wrong with which: nothing is anchored to what may not be there.
  else for (const element of [...anchors.elements, ...others.elements]) refused.add(element);
  if (refused.size === 0) others.haveArrived();
  return refused;
}

function instancesOf({ elements, related }: Chunk, batch: BulkBatch): Instances {
  function* entities(): Generator<ArchiveEntity> {
    for (const element of elements) yield entityOf(element, batch);
  }
  function* relationships(): Generator<ArchiveRelationship> {
    for (const one of related) {
      const relationship = archiveRelationship(one, batch);
      if (relationship !== undefined) yield relationship;
    }
  }
  return () => ({ entities: entities(), relationships: relationships() });
}
