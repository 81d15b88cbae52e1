import type { QualifiedName } from '../../metadata/qualified-name.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { MetadataSource, OpenMetadataStore } from '../open-metadata-store.ts';
import { CatalogWriter } from './catalog-writer.ts';
import { openConnection } from './connection.ts';
import type { StoreConnection } from './connection.ts';
import { createElement, mutate } from './mutate.ts';
import { storeReader } from './read.ts';
import { openSqliteLedger } from './sqlite-ledger.ts';

/** About 6,000 rows a transaction: fewer write pages of the indexes more often, more cost memory, by `npm run bench`. */
const BATCH_RECORDS = 1500;
const METADATA_COLLECTION = 'MetadataCollection';

/** The embedded open metadata store, in a SQLite file that is created when absent, or in memory (`:memory:`). */
export async function openSqliteStore(path: string, clock: Clock): Promise<OpenMetadataStore> {
  const connection = await openConnection(path, clock);
  try {
    return await connection.read(() => storeOver(connection));
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** The store over an open connection, which it closes when it is disconnected. */
export function storeOver(connection: StoreConnection): OpenMetadataStore {
  const writer = new CatalogWriter(connection);
  const reader = storeReader(connection, writer.codes);
  const sourceNamed = async (name: QualifiedName): Promise<MetadataSource | undefined> => {
    const element = await reader.elementNamed(name);
    return element && { guid: element.guid, name };
  };
  return {
    description: connection.path,
    capabilities: { batchRecords: BATCH_RECORDS, history: true, fullText: true },
    ...reader,
    write: async (mutations, by) =>
      writer.transaction(by, (change) => mutations.map((mutation) => mutate(mutation, writer, change))),
    async metadataSource(name, userId) {
      const known = await sourceNamed(name);
      if (known !== undefined) return known;
      const properties = { displayName: displayNameOf(name), deployedImplementationType: 'Metadata Collection' };
      const element = { typeName: METADATA_COLLECTION, qualifiedName: name, properties };
      return writer.transaction({ userId, metadataSource: undefined }, (change) => {
        // Another process may have made it meanwhile.
        const id = writer.elements.idOf(name);
        const guid = id === undefined ? createElement(element, writer, change) : writer.elements.byId(id)?.guid;
        return { guid: guid as MetadataSource['guid'], name };
      });
    },
    ledger: async (scope) => openSqliteLedger(connection, writer, scope),
    disconnect: async () => connection.close(),
  };
}

function displayNameOf(name: QualifiedName): string {
  return name.split('::').slice(1).join(' ') || name;
}
