import type { EgeriaClient, ElementListing, Page, RemoteElement } from './egeria-client.ts';

/**
 * The pages of a listing, asked for one after the other up to its end: a page may be short, or empty after filtering, with
 * more to come (Egeria 6.1).
 *
 * @param ask resolves to what is on a page, or to `undefined` at the end
 */
export async function* pagesOf<T>(
  pageSize: number,
  ask: (page: Page) => Promise<readonly T[] | undefined>,
): AsyncGenerator<readonly T[]> {
  for (let startFrom = 0; ; startFrom += pageSize) {
    const listed = await ask({ startFrom, pageSize });
    if (listed === undefined) return;
    yield listed;
  }
}

/** What a server gave for a page: nothing at all is the end. */
export function unlessEmpty<T>(listed: readonly T[] | undefined): readonly T[] | undefined {
  return listed?.length === 0 ? undefined : listed;
}

/** The elements on a page of a listing; `undefined` at its end. */
export async function elementsOn(
  page: Page,
  listing: ElementListing,
  client: Pick<EgeriaClient, 'listElements'>,
): Promise<readonly RemoteElement[] | undefined> {
  const { elements, isEnd } = await client.listElements(listing, page);
  return isEnd ? undefined : elements;
}
