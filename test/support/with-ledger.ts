import type { OpenMetadataStore } from '../../src/store/open-metadata-store.ts';
import type { SyncLedger } from '../../src/store/sync-ledger.ts';

/** The store, with other answers to some calls of its ledgers. */
export function withLedger(
  store: OpenMetadataStore,
  change: (ledger: SyncLedger) => Partial<SyncLedger>,
): OpenMetadataStore {
  return {
    ...store,
    async ledger(scope) {
      const ledger = await store.ledger(scope);
      const changes = change(ledger) as Record<string | symbol, unknown>;
      return new Proxy(ledger, {
        get(target, name) {
          const value: unknown = name in changes ? changes[name] : Reflect.get(target, name, target);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    },
  };
}
