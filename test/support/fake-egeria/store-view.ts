import { randomUUID } from 'node:crypto';
import type { Element } from '../../../src/metadata/element.ts';
import { asGuid } from '../../../src/metadata/qualified-name.ts';
import type { Mutation, OpenMetadataStore, Writer } from '../../../src/store/open-metadata-store.ts';
import type { Owner } from './facts.ts';
import type { Repository } from './repository.ts';

/**
 * What the stand-in holds as an open metadata store, so that tests look at it and change it behind the back of whoever
 * uses the platform. Deleting takes what is anchored along, as our stores do; a platform's own rules are its calls'.
 */
export function storeView(repository: Repository): OpenMetadataStore {
  const inner = repository.inner;
  return {
    ...inner,
    element: async (guid, options) => repository.element(guid, options),
    elementNamed: async (name, options) => (await repository.named(name, options)).at(0),
    elementsNamed: async (names, options) =>
      (await Promise.all(names.map(async (name) => repository.named(name, options)))).flat(),
    find: (query) => find(query, repository),
    async *catalog(options = {}) {
      for (const element of await repository.find(options)) {
        const all = await Array.fromAsync(inner.relationships(element.guid, options));
        yield { element, relationships: all.filter(({ end2 }) => end2.guid === element.guid) };
      }
    },
    history: async (guid) => {
      const versions = await inner.history(guid);
      return versions.map((each) => ({ ...each, element: repository.shown(each.element) }));
    },
    async write(mutations, writer) {
      const all = (await Promise.all(mutations.map((each) => expanded(each, repository)))).flat();
      const outcomes = await repository.write(all, {
        userId: writer.userId,
        owner: ownerOf(writer),
        requestId: randomUUID(),
      });
      const own = all.map((each, index) => ({ each, outcome: outcomes[index] }));
      return mutations.flatMap((mutation) => own.find(({ each }) => each === mutation)?.outcome ?? []);
    },
  };
}

async function* find(query: Parameters<OpenMetadataStore['find']>[0], repository: Repository): AsyncGenerator<Element> {
  const { anchoredTo, startFrom = 0, pageSize = Number.POSITIVE_INFINITY, ...rest } = query;
  const all = await repository.find(rest);
  const isMember = ({ guid, anchorGuid }: Element): boolean =>
    guid !== anchorGuid && anchoredTo?.includes(anchorGuid) === true;
  const wanted = anchoredTo === undefined ? all : all.filter(isMember);
  yield* wanted.slice(startFrom, startFrom + pageSize);
}

/** A deletion with those of what is anchored to its element before it. */
async function expanded(mutation: Mutation, repository: Repository): Promise<readonly Mutation[]> {
  if (mutation.kind !== 'delete-element') return [mutation];
  const family = new Set<string>();
  const grow = (guid: string): void => {
    for (const member of repository.facts.anchoredTo(guid)) {
      if (!family.has(member)) {
        family.add(member);
        grow(member);
      }
    }
  };
  grow(mutation.guid);
  const members = await Promise.all([...family].toReversed().map((guid) => repository.element(guid)));
  const deletions = members.flatMap((member): Mutation[] =>
    member === undefined ? [] : [{ ...mutation, guid: asGuid(member.guid) }],
  );
  return [...deletions, mutation];
}

function ownerOf({ metadataSource }: Writer): Owner | undefined {
  return metadataSource && { guid: metadataSource.guid, name: metadataSource.name, provenance: 'External Source' };
}
