import type { Message } from '../../src/messages/message.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import type { Clock } from '../../src/runtime/clock.ts';
import { adaptiveLimit } from '../../src/store/egeria/client/adaptive-limit.ts';
import { remoteLedgers } from '../../src/store/egeria/ledger/open-ledger.ts';
import type { LedgersInput } from '../../src/store/egeria/ledger/open-ledger.ts';
import type { OpenMetadataStore } from '../../src/store/open-metadata-store.ts';
import type { ClientOverStore } from './client-over-store.ts';

/** A store whose elements are on the server of a client, with ledgers in a folder (in memory when absent). */
export function storeBesideLedger(
  client: ClientOverStore,
  { clock = systemClock, ...options }: Partial<LedgersInput> & { readonly clock?: Clock } = {},
): OpenMetadataStore & { readonly notices: readonly Message[] } {
  const notices: Message[] = [];
  const { server } = client;
  const ledgers = remoteLedgers({
    client,
    folder: undefined,
    limit: adaptiveLimit(8, clock),
    clock,
    signal: undefined,
    verification: 'none',
    notify: (message) => void notices.push(message),
    ...options,
  });
  return {
    ...server,
    notices,
    async write(mutations, writer) {
      const outcomes = await server.write(mutations, writer);
      await ledgers.changed(outcomes.map(({ guid }) => guid));
      return outcomes;
    },
    metadataSource: async (name) => ledgers.source(name),
    ledger: async (scope) => ledgers.open(scope),
    disconnect: async () => ledgers.close(),
  };
}
