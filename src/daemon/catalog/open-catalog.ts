import { readStoreLocation } from '../../config/load.ts';
import type { DefinitionLocation } from '../../config/load.ts';
import type { Environment } from '../../config/secrets.ts';
import type { Message } from '../../messages/message.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Redactor } from '../../runtime/redact.ts';
import type { OpenMetadataStore } from '../../store/open-metadata-store.ts';
import { openStore } from '../../store/open-store.ts';

/** What a command that works on the catalog is given. */
export interface Catalog {
  readonly store: OpenMetadataStore;
  /** Who changes something, as the system knows them. */
  readonly userName: string;
}

/** Where the catalog is, and who wants it. */
export interface CatalogLocation extends DefinitionLocation {
  readonly environment: Environment;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly userName: string;
  /** Is told what is worth a warning. */
  readonly notify: (message: Message) => void;
  /** Ends waiting for others. */
  readonly signal?: AbortSignal | undefined;
  /** A catalog that does not exist yet is made; otherwise it counts as an empty one, and nothing is left behind. */
  readonly create: boolean;
}

/**
 * Opens the open metadata store that a daemon definition names, for the time of the work.
 *
 * @throws DefinitionError, ConfigurationError, StoreError
 */
export async function withCatalog<Result>(
  location: CatalogLocation,
  work: (catalog: Catalog) => Promise<Result>,
): Promise<Result> {
  const { environment, redactor, clock, create, notify, signal } = location;
  const { store: definition } = await readStoreLocation(location, environment, redactor);
  const store = await openStore(definition, clock, { dryRun: !create, notify, signal });
  try {
    return await work({ store, userName: location.userName });
  } finally {
    await store.disconnect();
  }
}
