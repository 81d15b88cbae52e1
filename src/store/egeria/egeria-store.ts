import type { Message } from '../../messages/message.ts';
import type { Element } from '../../metadata/element.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { OpenMetadataStore, StoreCapabilities } from '../open-metadata-store.ts';
import type { Verification } from '../sync-ledger.ts';
import { adaptiveLimit } from './client/adaptive-limit.ts';
import { openEgeriaClient } from './client/client.ts';
import type { EgeriaSettings } from './client/connect.ts';
import type { EgeriaClient, RemoteElement } from './egeria-client.ts';
import { findElements, relationshipsInOrder } from './find-elements.ts';
import { listCatalog } from './list-catalog.ts';
import { openRelationshipListing } from './relationship-listing.ts';
import { remoteLedgers } from './ledger/open-ledger.ts';
import type { Ledgers } from './ledger/open-ledger.ts';
import { BATCHES_AT_ONCE } from './ledger/remote-ledger.ts';
import { CreatedElements } from './created-elements.ts';
import { carryOut } from './mutations.ts';

/** How a metadata access server is reached, and where the ledger beside it is. */
export interface EgeriaStoreSettings extends EgeriaSettings {
  /** Folder of the ledgers; absolute. `undefined`: in memory, gone at the end. */
  readonly ledger: string | undefined;
}

export interface EgeriaStoreOptions {
  /** Is told what is worth a warning, and what a ledger does that takes long. */
  readonly notify: (message: Message) => void;
  /** How far a ledger is compared with the server when it is opened. */
  readonly verification: Verification;
  readonly signal?: AbortSignal | undefined;
}

/** What a metadata access server can do and cannot (6.1); a view server does not archive, besides. */
export const egeriaCapabilities: StoreCapabilities = {
  batchRecords: 1000,
  batchesAtOnce: BATCHES_AT_ONCE,
  callsAtOnce: 16,
  history: true,
  fullText: false,
  atomicWrites: false,
  givenGuids: false,
  namedUsers: false,
  changesEffectivity: false,
  countsClassifications: false,
  historyOfRemoved: false,
  archives: true,
  keepsLineage: false,
  removesWhatIsAnchoredTwice: false,
  ledgerWithin: false,
  asOfTime: false,
};

/**
 * Opens the open metadata store of a metadata access server. Throws StoreError, UnavailableError or NotAuthorizedError
 * when it cannot be used.
 */
export async function openEgeriaStore(
  settings: EgeriaStoreSettings,
  clock: Clock,
  { notify, verification, signal }: EgeriaStoreOptions,
): Promise<OpenMetadataStore> {
  const client = await openEgeriaClient(settings, clock, notify);
  const limit = adaptiveLimit(settings.concurrency, clock);
  const input = { client, folder: settings.ledger, limit, clock, signal, verification, notify };
  const callsAtOnce = Math.min(settings.concurrency, egeriaCapabilities.callsAtOnce);
  const { archives } = client;
  return egeriaStoreOver(client, remoteLedgers(input), { ...egeriaCapabilities, archives, callsAtOnce });
}

/** The store over an open client and the ledgers beside it, which it closes when it is disconnected. */
export function egeriaStoreOver(
  client: EgeriaClient,
  ledgers: Ledgers,
  capabilities: StoreCapabilities = egeriaCapabilities,
): OpenMetadataStore {
  const created = new CreatedElements();
  const elementsNamed: OpenMetadataStore['elementsNamed'] = async (names, options) => {
    const named = names.filter((name) => name !== '');
    return (await client.elementsNamed(named, options)).map(elementOf);
  };
  const elementNamed: OpenMetadataStore['elementNamed'] = async (name, options) =>
    (await elementsNamed([name], options))[0];
  return {
    description: client.description,
    capabilities,
    async element(guid, options) {
      const element = await client.element(guid, options);
      return element && elementOf(element);
    },
    elementNamed,
    elementsNamed,
    async *find(query) {
      for await (const element of findElements(client, query)) yield elementOf(element);
    },
    async *relationships(guid, options = {}) {
      yield* await relationshipsInOrder(client, guid, options);
    },
    listRelationships: async () => openRelationshipListing(client),
    async *catalog(options = {}) {
      for await (const { element, relationships } of listCatalog(client, options, capabilities.callsAtOnce)) {
        yield { element: elementOf(element), relationships };
      }
    },
    async history(guid) {
      const versions = await client.history(guid);
      return versions.map((version) => ({ ...version, element: elementOf(version.element) }));
    },
    async write(mutations, writer) {
      const changed = new Set<Guid>();
      try {
        return await carryOut(mutations, writer, { client, created, changed: (guid) => changed.add(guid) });
      } finally {
        if (changed.size > 0) await ledgers.changed([...changed]);
      }
    },
    metadataSource: async (name) => ledgers.source(name),
    ledger: async (scope) => ledgers.open(scope),
    async disconnect() {
      await ledgers.close();
      await client.disconnect();
    },
  };
}

/** What is read without what only the ledger asks for: it would be printed with the rest. */
function elementOf({ revision: _revision, ...element }: Element & Partial<RemoteElement>): Element {
  return element;
}
