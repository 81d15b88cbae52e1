import type { CheckedDefinition } from '../../config/checked-definition.ts';
import type { Environment } from '../../config/secrets.ts';
import { resolveStore } from '../../config/store-settings.ts';
import type { Message } from '../../messages/message.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Redactor } from '../../runtime/redact.ts';
import type { OpenMetadataStore } from '../../store/open-metadata-store.ts';
import { openStore } from '../../store/open-store.ts';
import type { SyncLedger } from '../../store/sync-ledger.ts';

/** What rebuilding needs. */
export interface RebuildInput {
  readonly definition: CheckedDefinition;
  readonly environment: Environment;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly notify: (message: Message) => void;
}

/** A ledger after it was brought to what the server has. */
export interface RebuiltLedger {
  readonly connectorName: string;
  /** Empty for the connector's own target. */
  readonly catalogTargetName: string;
  /** How many elements it has. */
  readonly elements: number;
}

/**
 * Brings the ledgers of all catalog targets to what the server has, from where an earlier rebuilding stopped; `undefined`
 * when the ledger lies within the store, so that there is nothing to rebuild.
 *
 * @throws DefinitionError, UnavailableError, NotAuthorizedError, StoreError
 */
export async function rebuildLedgers(input: RebuildInput): Promise<readonly RebuiltLedger[] | undefined> {
  const { definition, environment, redactor, clock, signal, notify } = input;
  const { storeSettings: settings, folder } = definition;
  const location = await resolveStore({ settings, folder, environment, redactor });
  const store = await openStore(location, clock, { notify, signal, verification: 'all' });
  try {
    if (store.capabilities.ledgerWithin) return undefined;
    const rebuilt: RebuiltLedger[] = [];
    for (const connector of definition.connectors) {
      for (const target of connector.catalogTargets) {
        const ledger = await openedLedger(store, connector, target);
        const { connectorName } = connector;
        rebuilt.push({ connectorName, catalogTargetName: target.name, elements: ledger?.owned ?? 0 });
      }
    }
    return rebuilt;
  } finally {
    await store.disconnect();
  }
}

type Connector = CheckedDefinition['connectors'][number];

/** The ledger of one catalog target; a metadata source that does not exist owns nothing. */
async function openedLedger(
  store: OpenMetadataStore,
  { provider }: Connector,
  { name, metadataSourceQualifiedName, localCohort }: Connector['catalogTargets'][number],
): Promise<SyncLedger | undefined> {
  const source = localCohort ? undefined : await store.elementNamed(metadataSourceQualifiedName);
  if (!localCohort && source === undefined) return undefined;
  return store.ledger({
    metadataSourceName: metadataSourceQualifiedName,
    catalogTargetName: name,
    owner: source && { guid: source.guid, name: metadataSourceQualifiedName },
    // Nothing is stated here, so that it is not compared with anything.
    configurationDigest: '',
    entityTypes: provider.catalogs,
    relationshipTypes: provider.relates,
  });
}
