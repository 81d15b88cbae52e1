import type { Element, ElementStub, Relationship } from '../../metadata/element.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import { ahead } from '../../runtime/ahead.ts';
import type { CatalogEntry, ReadOptions } from '../open-metadata-store.ts';
import { stubOf } from './client/answers.ts';
import type { EgeriaClient } from './egeria-client.ts';
import { findElements } from './find-elements.ts';
import { openListedCatalog } from './listed-catalog.ts';
import type { ListedCatalog } from './listed-catalog.ts';
import { pagesOf, unlessEmpty } from './pages.ts';

/** Elements that are put down in one transaction. */
const NOTED_AT_ONCE = 500;

/** Which elements are seen. */
type Options = Pick<ReadOptions, 'forLineage'>;

/**
 * The elements of a server, each with the relationships that it is at end 2 of. All of both are listed first, page by page
 * and the relationships type by type, and put down in a temporary file: so no call is made for an element, and memory
 * holds pages.
 *
 * Relationships of one element that were created in the same millisecond come in the order of their GUIDs.
 */
export async function* listCatalog(
  client: EgeriaClient,
  options: Options,
  callsAtOnce: number,
): AsyncGenerator<CatalogEntry> {
  const listed = await openListedCatalog();
  try {
    await noteElements(client, options, listed);
    await noteRelationships(client, options, callsAtOnce, listed);
    const hidden = hiddenEnds(client, options);
    for (const { element, relationships } of listed.entries()) {
      const seen: Relationship[] = [];
      for (const { relationship, end1 } of relationships) {
        const stub = end1 ?? (await hidden(relationship.end1.guid));
        if (stub !== undefined) seen.push({ ...relationship, end1: stub, end2: stubOf(element) });
      }
      yield { element, relationships: seen };
    }
  } finally {
    listed.close();
  }
}

async function noteElements(client: EgeriaClient, options: Options, listed: ListedCatalog): Promise<void> {
  let some: Element[] = [];
  for await (const element of findElements(client, options)) {
    some.push(element);
    if (some.length < NOTED_AT_ONCE) continue;
    listed.addElements(some);
    some = [];
  }
  listed.addElements(some);
}

async function noteRelationships(
  client: EgeriaClient,
  options: Options,
  callsAtOnce: number,
  listed: ListedCatalog,
): Promise<void> {
  const types = ahead(await client.relationshipTypes(), callsAtOnce, async (typeName) =>
    noteType(typeName, client, options, listed),
  );
  for await (const _type of types);
}

/** Puts all relationships of a type down, page by page. */
export async function noteType(
  typeName: string,
  client: EgeriaClient,
  options: Options,
  listed: ListedCatalog,
): Promise<void> {
  const pages = pagesOf(client.maxPageSize, async (page) =>
    unlessEmpty(await client.listRelationships(typeName, page, options)),
  );
  for await (const page of pages) listed.addRelationships(page);
}

/**
 * What is at the end of a relationship and was not listed: `undefined` when it is archived, and archived elements are not
 * asked for. Anything else was left out of a listing, or has come since, and is asked for.
 */
function hiddenEnds(client: EgeriaClient, options: Options): (guid: Guid) => Promise<ElementStub | undefined> {
  const known = new Map<Guid, ElementStub | undefined>();
  let isArchivedKnown = options.forLineage === true;
  return async (guid) => {
    if (!isArchivedKnown) {
      isArchivedKnown = true;
      const archived = findElements(client, { classification: 'Memento', forLineage: true });
      for await (const element of archived) known.set(element.guid, undefined);
    }
    if (known.has(guid)) return known.get(guid);
    const element = await client.element(guid, options);
    const stub = element && stubOf(element);
    known.set(guid, stub);
    return stub;
  };
}
