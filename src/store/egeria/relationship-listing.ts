import type { RelationshipListing } from '../open-metadata-store.ts';
import type { EgeriaClient } from './egeria-client.ts';
import { noteType } from './list-catalog.ts';
import { openListedCatalog } from './listed-catalog.ts';

/** Opens a listing of a server's relationships in a temporary file: a call for a page of a type. */
export async function openRelationshipListing(client: EgeriaClient): Promise<RelationshipListing> {
  const listed = await openListedCatalog();
  const types = new Map<string, Promise<void>>();
  return {
    async atEnd2(guid, typeName) {
      const noted = types.get(typeName) ?? noteType(typeName, client, { forLineage: true }, listed);
      types.set(typeName, noted);
      await noted;
      return listed
        .atEnd2(guid)
        .map(({ relationship }) => relationship)
        .filter((one) => one.typeName === typeName);
    },
    close: () => listed.close(),
  };
}
