import { IntegrationError } from '../../messages/error-kinds.ts';
import type { ErrorKind } from '../../messages/error-kinds.ts';
import type { Message } from '../../messages/message.ts';
import { ahead } from '../../runtime/ahead.ts';
import type { Element } from '../../metadata/element.ts';
import { asQualifiedName } from '../../metadata/qualified-name.ts';
import type { Mutation, MutationOutcome, OpenMetadataStore, Writer } from '../../store/open-metadata-store.ts';
import type { ExportedOrigin } from './exported-element.ts';

/** Mutations that are carried out together or not at all. */
export interface Work {
  readonly subject: string;
  readonly origin: ExportedOrigin;
  readonly mutations: readonly Mutation[];
  readonly written: (outcomes: readonly MutationOutcome[]) => void;
}

/** Something could not be brought in. */
export type Refused = (message: Message, subject: string) => void;

/** The store itself cannot be used: no fault of what is brought in. */
const ofTheStore: readonly ErrorKind[] = ['StoreError', 'UnavailableError'];

/** What works are written with. */
export interface WorkWriterInput {
  readonly store: OpenMetadataStore;
  readonly userId: string;
  readonly refused: Refused;
  /** The element of the store that stands for the owner of this GUID. */
  readonly ownerElement: (guid: string) => Promise<Element | undefined>;
}

/**
 * Writes works in as few transactions as their origins permit; where one is refused, each of them alone. A store without
 * transactions is given each alone, in any order and some at once.
 */
export function workWriter(input: WorkWriterInput): (works: readonly Work[]) => Promise<void> {
  const { store, refused } = input;
  const { atomicWrites, callsAtOnce } = store.capabilities;
  const writeTogether = async (works: readonly Work[], writer: Writer): Promise<void> => {
    try {
      const outcomes = await store.write(
        works.flatMap(({ mutations }) => mutations),
        writer,
      );
      let start = 0;
      for (const { mutations, written } of works) {
        written(outcomes.slice(start, start + mutations.length));
        start += mutations.length;
      }
    } catch (error) {
      if (!(error instanceof IntegrationError) || ofTheStore.includes(error.kind)) throw error;
      const [only] = works;
      if (works.length === 1 && only !== undefined) refused(error.notice, only.subject);
      else for (const work of works) await writeTogether([work], writer);
    }
  };
  const writeAlone = async (works: readonly Work[]): Promise<void> => {
    const writers = new Map<string, Promise<Writer>>();
    const written = ahead(works, callsAtOnce, async (work) => {
      const owner = ownerOf(work.origin);
      const writer = writers.get(owner) ?? writerOf(work.origin, input);
      writers.set(owner, writer);
      await writeTogether([work], await writer);
    });
    for await (const _one of written);
  };
  return async (works) => {
    if (!atomicWrites) return writeAlone(works);
    for (const group of byOrigin(works)) {
      const [first] = group;
      if (first !== undefined) await writeTogether(group, await writerOf(first.origin, input));
    }
    return undefined;
  };
}

/** Who writes for an origin. The store has its metadata source by the GUID, or by the name under another GUID. */
async function writerOf(origin: ExportedOrigin, { store, userId, ownerElement }: WorkWriterInput): Promise<Writer> {
  if (origin.category === 'LOCAL_COHORT') return { userId, metadataSource: undefined };
  const known = await ownerElement(origin.guid);
  if (known === undefined) {
    return { userId, metadataSource: await store.metadataSource(asQualifiedName(origin.name), userId) };
  }
  return { userId, metadataSource: { guid: known.guid, name: known.qualifiedName } };
}

/** Neighbours of one origin together, in their order: parents come before children. */
function byOrigin(works: readonly Work[]): Work[][] {
  const groups: Work[][] = [];
  for (const work of works) {
    const group = groups.at(-1);
    if (group?.[0] !== undefined && isSameOrigin(group[0].origin, work.origin)) group.push(work);
    else groups.push([work]);
  }
  return groups;
}

/** Whether what comes from both belongs to the same owner. */
export function isSameOrigin(one: ExportedOrigin, other: ExportedOrigin): boolean {
  return ownerOf(one) === ownerOf(other);
}

/** The name of who owns it; empty: the local cohort. */
function ownerOf(origin: ExportedOrigin): string {
  return origin.category === 'EXTERNAL_SOURCE' ? origin.name : '';
}
