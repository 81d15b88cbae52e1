import { z } from 'zod';
import type { CheckedDefinition, ConnectorDefinition } from '../../src/config/checked-definition.ts';
import { inputSchema } from '../../src/config/json-schema.ts';
import type { IntegrationConnector } from '../../src/connector/connector.ts';
import type { ConnectorProvider } from '../../src/connector/provider.ts';
import type { RunInput } from '../../src/daemon/integration-daemon.ts';
import { element } from '../../src/metadata/element.ts';
import type { MetadataRecord } from '../../src/metadata/element.ts';
import { asQualifiedName, qualifiedName } from '../../src/metadata/qualified-name.ts';
import type { DaemonEvent } from '../../src/report/events.ts';
import type { Clock } from '../../src/runtime/clock.ts';
import { createRedactor } from '../../src/runtime/redact.ts';
import { integrationService } from '../../src/services/integration-services.ts';

/** What a connector of a test does; whatever is left out goes well. */
export interface Behaviour {
  /** Connects; it may throw or wait. */
  readonly connect?: () => Promise<void>;
  /** Called before the one element is stated. */
  readonly refresh?: (signal: AbortSignal) => Promise<void>;
  readonly disconnect?: () => Promise<void>;
}

/** A connector of a test and how the definition configures it. */
export interface TestConnector extends Behaviour, Partial<Pick<ConnectorDefinition, 'startDate' | 'stopDate'>> {
  readonly name: string;
  /** Minutes; 60 by default. */
  readonly interval?: number;
  /** Names of its catalog targets; its own by default. */
  readonly targets?: readonly string[];
}

const place = { file: 'test.yaml', line: 1, column: 1 };

/** A checked definition whose connectors are the test's. */
export function definitionOf(connectors: readonly TestConnector[]): CheckedDefinition {
  return {
    name: 'test',
    file: 'test.yaml',
    folder: '/nowhere',
    openMetadataStore: { type: 'memory' },
    storePlace: place,
    storeSettings: { value: { type: 'memory' }, schema: {}, placeOf: () => place, placeOfValue: () => place },
    connectors: connectors.map(connectorOf),
    warnings: [],
  };
}

/** A run of the daemon over a definition, which collects its events. */
export function runInput(
  definition: CheckedDefinition,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): RunInput & { readonly events: DaemonEvent[] } {
  const events: DaemonEvent[] = [];
  return {
    definition,
    environment: {},
    redactor: createRedactor(),
    selection: { services: [], connectors: [], catalogTargets: [] },
    dryRun: false,
    allowRemovals: false,
    strict: false,
    verification: 'none',
    wantsElements: false,
    signal,
    clock,
    events,
    onEvent: (event) => events.push(event),
  };
}

function connectorOf(connector: TestConnector): ConnectorDefinition {
  const service = integrationService('database-integrator');
  if (service === undefined) throw new Error('There is no Database Integrator');
  const { name, interval = 60, targets = [''] } = connector;
  const provider = providerOf(connector);
  return {
    service,
    provider,
    connectorName: name,
    connectorId: undefined,
    userId: 'test',
    refreshTimeIntervalMinutes: interval,
    startDate: connector.startDate,
    stopDate: connector.stopDate,
    catalogTargets: targets.map((target) => ({
      name: target,
      permittedSynchronization: 'FROM_THIRD_PARTY',
      metadataSourceQualifiedName: asQualifiedName(`MetadataCollection::test::${name}`),
      localCohort: false,
      deleteMethod: 'SOFT_DELETE',
      removalGuardPercent: 20,
      settings: { value: {}, schema: inputSchema(provider.config), placeOf: () => place, placeOfValue: () => place },
    })),
    place,
  };
}

function providerOf({ name, connect, refresh, disconnect }: TestConnector): ConnectorProvider {
  return {
    id: 'test',
    displayName: 'Test',
    description: 'Catalogs one database.',
    integrationService: 'database-integrator',
    stability: 'stable',
    synchronizations: ['FROM_THIRD_PARTY'],
    catalogs: ['RelationalDatabase'],
    relates: [],
    publishes: [],
    config: z.strictObject({}),
    async connect({ name: target }): Promise<IntegrationConnector> {
      await connect?.();
      return {
        async *refresh({ signal }): AsyncIterable<MetadataRecord> {
          await refresh?.(signal);
          yield element('RelationalDatabase', qualifiedName('Test Database', name, target || 'own'), {
            displayName: name,
          });
        },
        disconnect: async () => disconnect?.(),
      };
    },
  };
}
