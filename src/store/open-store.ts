import type { Clock } from '../runtime/clock.ts';
import type { OpenMetadataStore } from './open-metadata-store.ts';

/** Which open metadata store, as a daemon definition names it; `path` is absolute by now. */
export type OpenMetadataStoreDefinition =
  | { readonly type: 'sqlite'; readonly path: string }
  | { readonly type: 'memory' };

/** How a store is opened. */
export interface OpenStoreOptions {
  /** A store that does not exist yet is not created: what is read is empty, what is written is gone at the end. */
  readonly dryRun?: boolean;
}

/** Opens the store of a definition. Throws StoreError when it cannot be used. */
export async function openStore(
  definition: OpenMetadataStoreDefinition,
  clock: Clock,
  options: OpenStoreOptions = {},
): Promise<OpenMetadataStore> {
  const { openSqliteStore } = await import('./sqlite/sqlite-store.ts');
  if (definition.type === 'memory') return openSqliteStore(':memory:', clock);
  const { existsSync } = await import('node:fs');
  const isAbsent = options.dryRun === true && !existsSync(definition.path);
  return openSqliteStore(isAbsent ? ':memory:' : definition.path, clock);
}
