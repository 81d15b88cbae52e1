import type { Guid } from '../../metadata/qualified-name.ts';
import type { Page } from './egeria-client.ts';
import { pagesOf } from './pages.ts';

/**
 * Elements or relationships by the time of creation, page by page, each once.
 *
 * What was created in one millisecond is in no order, and with a PostgreSQL repository in another one on each page (6.1):
 * where a page ends in the middle of it, some come twice, and as many on no page at all. So when something has come twice,
 * all is listed once more, by GUID, and what was left out comes at the end.
 */
export async function* pagesByCreation<T extends { readonly guid: Guid }>(
  pageSize: number,
  ask: (page: Page) => Promise<readonly T[] | undefined>,
): AsyncGenerator<readonly T[]> {
  const seen = new Set<Guid>();
  let lacksSome = false;
  for (const order of ['oldest first', undefined] as const) {
    for await (const listed of pagesOf(pageSize, async (page) => ask({ ...page, ...(order && { order }) }))) {
      const fresh = listed.filter(({ guid }) => !seen.has(guid) && seen.add(guid));
      lacksSome ||= fresh.length < listed.length;
      yield fresh;
    }
    if (!lacksSome) return;
  }
}
