import { randomUUID } from 'node:crypto';
import type { ArchiveContent } from '../../../archive/archive-content.ts';
import { archiveText } from '../../../archive/write-archive.ts';
import type { QualifiedName } from '../../../metadata/qualified-name.ts';
import { sideBySide } from '../../../runtime/side-by-side.ts';
import { patientCall } from '../client/patient-call.ts';
import { archiveRelationship, provenanceOf, relatedBy } from './archive-instances.ts';
import type { BulkBatch, End, RelatedFrom, StatedFrom } from './archive-instances.ts';
import { rejectionOf } from './rejection.ts';
import type { SendInput } from './send-relationship.ts';

/** Instances of one archive: few enough to be loaded side by side, and enough that a call costs nothing beside them. */
const LARGEST_CHUNK = 1000;
const SMALLEST_CHUNK = 100;

/** So many archives at least, if they do not become too small: a server works on them side by side. */
const FEWEST_CHUNKS = 2;

/** Parts of one archive each, of about the same size. */
export function chunksOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  const even = Math.ceil(items.length / FEWEST_CHUNKS);
  const size = Math.min(Math.max(even, SMALLEST_CHUNK), LARGEST_CHUNK);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );
}

/** Instances as they are asked for: those of a whole archive are never there at once. */
export type Instances = () => Pick<ArchiveContent, 'entities' | 'relationships'>;

/** Loads one archive, and again in doubt: its GUIDs are chosen, so that it does no harm. */
export async function loadArchive(
  instances: Instances,
  input: SendInput,
  isMade: () => void = () => undefined,
): Promise<void> {
  const guid = randomUUID();
  const properties = {
    guid,
    name: `egeria-integrate ${guid}`,
    originator: input.client.userId,
    creationDate: new Date(input.clock.now()).toISOString(),
  };
  async function* text(): AsyncGenerator<string> {
    yield* archiveText({ properties, ...instances() });
    isMade();
  }
  await patientCall(async () => input.client.loadArchive(text), input);
}

/** Whether the server took archives; throws what has nothing to do with what is in them. */
export async function areTaken(load: () => Promise<unknown>): Promise<boolean> {
  try {
    await load();
    return true;
  } catch (error) {
    if (rejectionOf(error) === undefined) throw error;
    return false;
  }
}

/** What instances have in common that are loaded now, and the elements that they may name: others, and the mirror's. */
export function bulkBatch(
  { mirror, client, owner, clock, creationTimes }: SendInput,
  other: (name: QualifiedName) => End | undefined,
): BulkBatch {
  const ends = new Map<QualifiedName, End | undefined>();
  const inMirror = (name: QualifiedName): End | undefined => {
    const guid = mirror.guidNamed(name);
    const typeName = guid === undefined ? undefined : mirror.typeNameOf(guid);
    return guid && typeName ? { guid, typeName, qualifiedName: name } : undefined;
  };
  return {
    end(name) {
      if (!ends.has(name)) ends.set(name, other(name) ?? inMirror(name));
      return ends.get(name);
    },
    anchors: new Map(),
    creationTimes,
    made: {
      provenance: provenanceOf(owner),
      version: 1,
      createdBy: client.userId,
      createTime: new Date(clock.now()).toISOString(),
      updatedBy: undefined,
      updateTime: undefined,
    },
  };
}

/**
 * Loads relationships between elements that are there; those whose elements are not are left out.
 *
 * @returns those that were loaded, or `undefined` when the server did not take an archive of them
 */
export async function loadRelationships(
  stated: readonly StatedFrom[],
  batch: BulkBatch,
  input: SendInput,
): Promise<readonly RelatedFrom[] | undefined> {
  const related = stated.flatMap((one) => relatedBy(one, batch) ?? []);
  const isTaken = await areTaken(async () =>
    sideBySide(chunksOf(related), async (some) =>
      loadArchive(
        () => ({ entities: [], relationships: some.flatMap((one) => archiveRelationship(one, batch) ?? []) }),
        input,
      ),
    ),
  );
  return isTaken ? related : undefined;
}
