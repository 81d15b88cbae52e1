import { expect } from 'vitest';
import type { IntegrationConnector } from '../../src/connector/connector.ts';
import type { ConnectorProvider } from '../../src/connector/provider.ts';
import { asQualifiedName } from '../../src/metadata/qualified-name.ts';
import { refreshCatalogTarget } from '../../src/refresh/refresh.ts';
import type { RefreshInput } from '../../src/refresh/refresh.ts';
import type { DaemonEvent, ElementAction, Finding, IntegrationReport } from '../../src/report/events.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { integrationService } from '../../src/services/integration-services.ts';
import type { OpenMetadataStore } from '../../src/store/open-metadata-store.ts';

/** What a refresh of a test's world came to. */
export interface WorldRefresh {
  readonly report: IntegrationReport;
  readonly events: readonly DaemonEvent[];
  /** What was told of elements, as `update orders`: action and the last part of the name, in the order told. */
  readonly actions: readonly string[];
  readonly findings: readonly Finding[];
}

/** What may differ from the refresh of an external metadata source, `FROM_THIRD_PARTY`, soft delete, guard of 20 %. */
export interface WorldRefreshOptions extends Partial<Omit<RefreshInput, 'store' | 'connector' | 'onEvent' | 'place'>> {
  readonly catalogTargetName?: string;
}

/** Nothing happened to any element. */
export const noTotals = { stated: 0, created: 0, updated: 0, unchanged: 0, removed: 0, refused: 0, failed: 0 };

const provider = { id: 'world', catalogs: [], relates: [], publishes: ['description'] } as unknown as ConnectorProvider;

/** Refreshes a connector's world into a store through the whole engine, and checks that the account adds up. */
export async function refreshWorld(
  store: OpenMetadataStore,
  { connector }: { readonly connector: IntegrationConnector },
  { catalogTargetName = '', ...options }: WorldRefreshOptions = {},
): Promise<WorldRefresh> {
  const service = integrationService('database-integrator');
  if (service === undefined) throw new Error('There is no Database Integrator');
  const events: DaemonEvent[] = [];
  const report = await refreshCatalogTarget({
    provider,
    service,
    metadataSourceQualifiedName: asQualifiedName('MetadataCollection::tests::world'),
    permittedSynchronization: 'FROM_THIRD_PARTY',
    localCohort: false,
    deleteMethod: 'SOFT_DELETE',
    userId: 'daemon',
    configurationDigest: 'as always',
    dryRun: false,
    allowRemovals: false,
    removalGuardPercent: 20,
    wantsElements: true,
    signal: new AbortController().signal,
    clock: systemClock,
    ...options,
    store,
    connector,
    place: { serviceURLMarker: service.urlMarker, connectorName: 'world', provider: 'world', catalogTargetName },
    onEvent: (event) => events.push(event),
  });
  const { stated, created, updated, unchanged, refused, failed } = report.totals;
  expect(created + updated + unchanged + refused + failed, 'conservation').toBe(stated);
  expect(Math.min(...Object.values(report.totals)), 'no total is negative').toBeGreaterThanOrEqual(0);
  return {
    report,
    events,
    actions: events.filter((event) => event.kind === 'element').map(actionText),
    findings: events.filter((event) => event.kind === 'finding'),
  };
}

function actionText({ action, qualifiedName }: ElementAction): string {
  return `${action} ${qualifiedName.split('::').slice(2).join('::')}`;
}
