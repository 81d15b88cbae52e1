import type { IntegrationContext } from '../connector/connector.ts';
import type { QualifiedName } from '../metadata/qualified-name.ts';
import type { Account } from '../report/account.ts';
import { causeOf } from '../report/integration-report.ts';
import { keySet } from './key-set.ts';
import type { SeenElements } from './key-set.ts';
import { messages } from './messages.ts';
import type { RefreshInput } from './refresh.ts';

/** Milliseconds between two progress events. */
const PROGRESS_PAUSE = 100;

/** What a refresh remembers, and what of it the connector sees. */
export interface RefreshContext {
  readonly forConnector: IntegrationContext;
  readonly seen: SeenElements;
  readonly unreadable: readonly QualifiedName[];
  /** Counts records as read and tells where the refresh is, a few times a second. */
  progress(count: number): void;
}

/** The context of one refresh; `signal` tells the connector to stop. */
export function refreshContext(input: RefreshInput, account: Account, signal: AbortSignal): RefreshContext {
  const unreadable: QualifiedName[] = [];
  let stated = 0;
  let place: string | undefined;
  let lastTold = Number.NEGATIVE_INFINITY;
  const tell = (): void => {
    const now = input.clock.now();
    if (now - lastTold < PROGRESS_PAUSE) return;
    lastTold = now;
    input.onEvent({ kind: 'progress', stated, place, ...input.place });
  };
  return {
    seen: { keys: keySet(), inLedger: 0 },
    unreadable,
    progress(count) {
      stated += count;
      tell();
    },
    forConnector: {
      signal,
      permittedSynchronization: input.permittedSynchronization,
      catalogTargetName: input.place.catalogTargetName,
      unreadable(scope, cause) {
        unreadable.push(scope);
        account.note('unreadable', messages.unreadable({ cause: causeOf(cause) }), scope);
      },
      warn: (message) => account.note('warning', message),
      at(where) {
        place = where;
        tell();
      },
      find: ({ qualifiedName, ...query }) =>
        input.store.find(
          qualifiedName === undefined
            ? query
            : { ...query, conditions: [{ property: 'qualifiedName', operator: 'EQ', value: qualifiedName }] },
        ),
    },
  };
}
