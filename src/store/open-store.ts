import type { Message } from '../messages/message.ts';
import type { Clock } from '../runtime/clock.ts';
import type { EgeriaStoreSettings } from './egeria/egeria-store.ts';
import type { OpenMetadataStore } from './open-metadata-store.ts';
import type { Verification } from './sync-ledger.ts';

/** Which open metadata store, as a daemon definition names it; paths are absolute and secrets brought in by now. */
export type OpenMetadataStoreDefinition =
  | { readonly type: 'sqlite'; readonly path: string }
  | { readonly type: 'memory' }
  | ({ readonly type: 'egeria' } & EgeriaStoreSettings);

/** How a store is opened. */
export interface OpenStoreOptions {
  /** A store that does not exist yet is not created: what is read is empty, what is written is gone at the end. */
  readonly dryRun?: boolean;
  /** Is told what is worth a warning, and what takes long. */
  readonly notify?: (message: Message) => void;
  /** How far the ledger beside a remote store is compared with it; not at all by default. */
  readonly verification?: Verification;
  /** Ends waiting for others. */
  readonly signal?: AbortSignal | undefined;
}

/** Opens the store of a definition. Throws StoreError, UnavailableError or NotAuthorizedError when it cannot be used. */
export async function openStore(
  definition: OpenMetadataStoreDefinition,
  clock: Clock,
  options: OpenStoreOptions = {},
): Promise<OpenMetadataStore> {
  const { existsSync } = await import('node:fs');
  if (definition.type === 'egeria') {
    const { openEgeriaStore } = await import('./egeria/egeria-store.ts');
    const { dryRun = false, notify = () => undefined, verification = 'none', signal } = options;
    const { ledger: folder } = definition;
    const ledger = dryRun && folder !== undefined && !existsSync(folder) ? undefined : folder;
    return openEgeriaStore({ ...definition, ledger }, clock, { notify, verification, signal });
  }
  const { openSqliteStore } = await import('./sqlite/sqlite-store.ts');
  if (definition.type === 'memory') return openSqliteStore(':memory:', clock);
  const isAbsent = options.dryRun === true && !existsSync(definition.path);
  return openSqliteStore(isAbsent ? ':memory:' : definition.path, clock, options);
}
