import type { Element, Relationship } from '../../metadata/element.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import { typeRegistry } from '../../metadata/types/type-registry.ts';
import type { ElementQuery, PropertyCondition, ReadOptions } from '../open-metadata-store.ts';
import type { EgeriaClient, ElementListing } from './egeria-client.ts';
import { pagesByCreation } from './pages-by-creation.ts';
import { elementsOn, unlessEmpty } from './pages.ts';

/** Elements that are held to be put into order; more come as the server gives them. */
const greatestSort = 10_000;

/**
 * The elements of a query, page by page, each once. Up to 10,000 come in the order of their creation; more in the
 * server's own order, which is not by any property (6.1).
 */
export async function* findElements(client: EgeriaClient, query: ElementQuery): AsyncGenerator<Element> {
  const { startFrom = 0, pageSize = Infinity } = query;
  let index = 0;
  for await (const element of ordered(matching(client, query))) {
    if (index >= startFrom + pageSize) return;
    if (index >= startFrom) yield element;
    index += 1;
  }
}

/** The relationships of an element in the order of their creation, each once. */
export async function relationshipsInOrder(
  client: EgeriaClient,
  guid: Guid,
  options: ReadOptions,
): Promise<readonly Relationship[]> {
  const pages = pagesByCreation(client.maxPageSize, async (page) =>
    unlessEmpty(await client.relationshipsOf(guid, page, options)),
  );
  return (await Array.fromAsync(pages)).flat().toSorted(byCreation);
}

async function* ordered(elements: AsyncIterable<Element>): AsyncGenerator<Element> {
  let held: Element[] | undefined = [];
  for await (const element of elements) {
    if (held === undefined) {
      yield element;
    } else if (held.push(element) > greatestSort) {
      yield* held;
      held = undefined;
    }
  }
  yield* held?.toSorted(byCreation) ?? [];
}

async function* matching(client: EgeriaClient, query: ElementQuery): AsyncGenerator<Element> {
  const listing = listingOf(query);
  if (listing === undefined) return;
  const pages = pagesByCreation(client.maxPageSize, async (page) => elementsOn(page, listing, client));
  for await (const page of pages) yield* page;
}

/** `undefined` when nothing can be found: a type that there is not, a text without a word, no anchors, no property's name. */
function listingOf({ text, ...query }: ElementQuery): ElementListing | undefined {
  if (query.typeName !== undefined && typeRegistry().kindOf(query.typeName) !== 'entity') return undefined;
  if (query.anchoredTo?.length === 0 || query.conditions?.some(isHopeless) === true) return undefined;
  const words = text?.match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu);
  if (words === null) return undefined;
  return { ...query, words };
}

/** A name that no property can have: it gets into the SQL of a PostgreSQL repository as it is (6.1). */
function isHopeless({ property, operator }: PropertyCondition): boolean {
  return !/^\w+$/u.test(property) && operator !== 'NEQ' && operator !== 'IS_NULL';
}

function byCreation(one: Pick<Element, 'versions'>, other: Pick<Element, 'versions'>): number {
  return Date.parse(one.versions.createTime) - Date.parse(other.versions.createTime);
}
