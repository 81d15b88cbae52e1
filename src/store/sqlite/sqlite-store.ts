import type { QualifiedName } from '../../metadata/qualified-name.ts';
import type { Clock } from '../../runtime/clock.ts';
import { metadataCollection } from '../metadata-collection.ts';
import type { MetadataSource, OpenMetadataStore, StoreCapabilities } from '../open-metadata-store.ts';
import { CatalogWriter } from './catalog-writer.ts';
import { openConnection } from './connection.ts';
import type { LockWaiting, StoreConnection } from './connection.ts';
import { createElement, mutate } from './mutate.ts';
import { storeReader } from './read.ts';
import { openSqliteLedger } from './sqlite-ledger.ts';

/** The embedded store can do all that the port has. */
export const sqliteCapabilities: StoreCapabilities = {
  // About 10,000 rows a transaction: fewer write pages of the indexes more often, more cost memory, by `npm run bench`.
  batchRecords: 2500,
  batchesAtOnce: 1,
  callsAtOnce: 1,
  history: true,
  fullText: true,
  atomicWrites: true,
  givenGuids: true,
  namedUsers: true,
  changesEffectivity: true,
  countsClassifications: true,
  historyOfRemoved: true,
  archives: true,
  keepsLineage: true,
  removesWhatIsAnchoredTwice: true,
  ledgerWithin: true,
  asOfTime: true,
};

/** The embedded open metadata store, in a SQLite file that is created when absent, or in memory (`:memory:`). */
export async function openSqliteStore(
  path: string,
  clock: Clock,
  waiting: LockWaiting = {},
): Promise<OpenMetadataStore> {
  const connection = await openConnection(path, clock, waiting);
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
    capabilities: sqliteCapabilities,
    ...reader,
    write: async (mutations, by) =>
      writer.transaction(by, (change) => mutations.map((mutation) => mutate(mutation, writer, change))),
    async metadataSource(name, userId) {
      const known = await sourceNamed(name);
      if (known !== undefined) return known;
      return writer.transaction({ userId, metadataSource: undefined }, (change) => {
        // Another process may have made it meanwhile.
        const id = writer.elements.idOf(name);
        const guid =
          id === undefined ? createElement(metadataCollection(name), writer, change) : writer.elements.byId(id)?.guid;
        return { guid: guid as MetadataSource['guid'], name };
      });
    },
    ledger: async (scope) => openSqliteLedger(connection, writer, scope),
    disconnect: async () => connection.close(),
  };
}
