import type { IntegrationConnector, IntegrationContext } from '../../src/connector/connector.ts';
import type { MetadataRecord } from '../../src/metadata/element.ts';
import type { Message } from '../../src/messages/message.ts';

/** An integration context that keeps what the connector tells. It finds nothing in the store. */
export interface RecordingContext extends IntegrationContext {
  readonly warnings: Message[];
  readonly unreadableScopes: { readonly scope: string; readonly cause: unknown }[];
  readonly places: string[];
}

export function recordingContext(given: Partial<IntegrationContext> = {}): RecordingContext {
  const warnings: Message[] = [];
  const unreadableScopes: { scope: string; cause: unknown }[] = [];
  const places: string[] = [];
  return {
    signal: new AbortController().signal,
    permittedSynchronization: 'FROM_THIRD_PARTY',
    catalogTargetName: '',
    warnings,
    unreadableScopes,
    places,
    unreadable: (scope, cause) => unreadableScopes.push({ scope, cause }),
    warn: (message) => warnings.push(message),
    at: (place) => places.push(place),
    find: async function* find() {},
    ...given,
  };
}

/** All records of one refresh, one by one. */
export async function recordsOf(
  connector: IntegrationConnector,
  context: IntegrationContext = recordingContext(),
): Promise<MetadataRecord[]> {
  const items = await Array.fromAsync(connector.refresh(context));
  return items.flat();
}
