import { ConflictError } from '../../src/messages/error-kinds.ts';
import type { Guid, QualifiedName } from '../../src/metadata/qualified-name.ts';
import type { EgeriaClient, ElementListing } from '../../src/store/egeria/egeria-client.ts';

/** What tells a test's own from all else on a server, and who its user is to tests. */
export interface Namespace {
  /** All qualified names begin with it on the server, and without it here. */
  readonly prefix: string;
  /** The name here of whoever is signed in. */
  readonly userId: string;
}

/**
 * A client that sees what was created through it, and nothing else that a server holds. So a test has a store of its own
 * on a server that others use too.
 */
export function namespacedClient(client: EgeriaClient, { prefix, userId }: Namespace): EgeriaClient {
  const created = new Set<Guid>();
  const there = (name: QualifiedName): QualifiedName => (name === '' ? name : (`${prefix}${name}` as QualifiedName));
  /** With the names that tests know, wherever they stand. */
  const here = <Answer>(answer: Answer): Answer => {
    if (answer === undefined) return answer;
    const text = JSON.stringify(answer, (_key, value: unknown) => {
      if (value === client.userId) return userId;
      return typeof value === 'string' && value.startsWith(prefix) ? value.slice(prefix.length) : value;
    });
    return JSON.parse(text) as Answer;
  };
  const isOwn = ({ guid, qualifiedName }: { readonly guid: Guid; readonly qualifiedName: string }): boolean =>
    created.has(guid) || qualifiedName.startsWith(prefix);
  return {
    ...client,
    description: `${client.description} ${prefix}`,
    userId,
    element: async (...given) => here(await client.element(...given)),
    elementsNamed: async (names, options) => here(await client.elementsNamed(names.map(there), options)),
    async listElements(listing, page) {
      const { elements, isEnd } = await client.listElements(listingThere(listing, there, prefix), page);
      return { elements: here(elements.filter(isOwn)), isEnd };
    },
    async listRelationships(typeName, page, options) {
      // An empty page is the end, and one of others' alone is none.
      for (let { startFrom } = page; ; startFrom += page.pageSize) {
        const some = await client.listRelationships(typeName, { ...page, startFrom }, options);
        const own = some.filter(({ end1, end2 }) => isOwn(end1) || isOwn(end2));
        if (some.length === 0 || own.length > 0) return here(own);
      }
    },
    relationshipsOf: async (...given) => here(await client.relationshipsOf(...given)),
    relationship: async (...given) => here(await client.relationship(...given)),
    relationshipsBetween: async (...given) => here(await client.relationshipsBetween(...given)),
    history: async (...given) => here(await client.history(...given)),
    async createElement(element, owner) {
      try {
        const guid = await client.createElement({ ...element, qualifiedName: there(element.qualifiedName) }, owner);
        created.add(guid);
        return guid;
      } catch (error) {
        throw error instanceof ConflictError ? new ConflictError(here(error.notice), { cause: error.cause }) : error;
      }
    },
    updateElement: async ({ guid, qualifiedName }, ...rest) =>
      client.updateElement({ guid, qualifiedName: there(qualifiedName) }, ...rest),
  };
}

/** Narrowed to what the test has named: a server takes long to answer with all that others have left on it. */
function listingThere(
  listing: ElementListing,
  there: (name: QualifiedName) => QualifiedName,
  prefix: string,
): ElementListing {
  const conditions = listing.conditions?.map((condition) =>
    condition.property === 'qualifiedName' && typeof condition.value === 'string'
      ? { ...condition, value: there(condition.value as QualifiedName) }
      : condition,
  );
  const nameBeginning = `${prefix}${listing.nameBeginning ?? ''}`;
  return { ...listing, ...(conditions === undefined ? {} : { conditions }), nameBeginning };
}
