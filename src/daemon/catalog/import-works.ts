import { IntegrationError } from '../../messages/error-kinds.ts';
import type { Message } from '../../messages/message.ts';
import { asGuid, asQualifiedName } from '../../metadata/qualified-name.ts';
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

/** Writes works in as few transactions as their origins permit; where one is refused, each of them alone. */
export function workWriter(
  store: OpenMetadataStore,
  userId: string,
  refused: Refused,
): (works: readonly Work[]) => Promise<void> {
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
      if (!(error instanceof IntegrationError) || error.kind === 'StoreError') throw error;
      const [only] = works;
      if (works.length === 1 && only !== undefined) refused(error.notice, only.subject);
      else for (const work of works) await writeTogether([work], writer);
    }
  };
  return async (works) => {
    for (const group of byOrigin(works)) {
      const [first] = group;
      if (first !== undefined) await writeTogether(group, await writerOf(first.origin, store, userId));
    }
  };
}

/** Who writes for an origin. The store has its metadata source by the GUID, or by the name under another GUID. */
async function writerOf(origin: ExportedOrigin, store: OpenMetadataStore, userId: string): Promise<Writer> {
  if (origin.category === 'LOCAL_COHORT') return { userId, metadataSource: undefined };
  const known = await store.element(asGuid(origin.guid), { forLineage: true });
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
  return nameOf(one) === nameOf(other);
}

function nameOf(origin: ExportedOrigin): string {
  return origin.category === 'EXTERNAL_SOURCE' ? origin.name : '';
}
