import { StoreError } from '../../src/messages/error-kinds.ts';
import { defineMessages } from '../../src/messages/message.ts';
import type { OpenMetadataStore } from '../../src/store/open-metadata-store.ts';

const messages = defineMessages({
  failed: {
    id: 'EGERIA-INTEGRATE-TEST-500-001',
    text: 'The store failed, as the test wants it',
    systemAction: 'Nothing was written.',
    userAction: 'Nothing.',
  },
});

/** A store of which one ledger call in `oneIn` fails before it does anything, in an order that follows from the seed. */
export function failingStore(
  store: OpenMetadataStore,
  { seed, oneIn, batchRecords }: { readonly seed: number; readonly oneIn: number; readonly batchRecords: number },
): OpenMetadataStore {
  const random = randomNumbers(seed);
  return intercepted(store, (name, call) => {
    if (name === 'capabilities') return { ...store.capabilities, batchRecords };
    if (name !== 'ledger' || typeof call !== 'function') return call;
    return async (scope: unknown) =>
      intercepted(await call(scope), (_name, ledgerCall) => {
        if (typeof ledgerCall !== 'function') return ledgerCall;
        return (...args: readonly unknown[]) => {
          if (random() < 1 / oneIn) throw new StoreError(messages.failed());
          return ledgerCall(...args);
        };
      });
  });
}

function intercepted<T extends object>(target: T, answer: (name: string | symbol, value: unknown) => unknown): T {
  return new Proxy(target, {
    get(_target, name) {
      const value: unknown = Reflect.get(target, name, target);
      return answer(name, typeof value === 'function' ? value.bind(target) : value);
    },
  });
}

/** Numbers from 0 to 1 (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
