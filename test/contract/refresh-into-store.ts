import { expect } from 'vitest';
import type { IntegrationConnector } from '../../src/connector/connector.ts';
import type { ConnectorProvider } from '../../src/connector/provider.ts';
import type { PropertyMap, Relationship } from '../../src/metadata/element.ts';
import { asQualifiedName } from '../../src/metadata/qualified-name.ts';
import { refreshCatalogTarget } from '../../src/refresh/refresh.ts';
import type { IntegrationReport } from '../../src/report/events.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { integrationService } from '../../src/services/integration-services.ts';
import type { OpenMetadataStore } from '../../src/store/open-metadata-store.ts';

/** Runs one refresh through the real engine, and checks that its account adds up. */
export async function refreshInto(
  store: OpenMetadataStore,
  provider: ConnectorProvider,
  connector: IntegrationConnector,
): Promise<IntegrationReport> {
  const service = integrationService(provider.integrationService);
  if (service === undefined) throw new Error(`There is no integration service ${provider.integrationService}`);
  const report = await refreshCatalogTarget({
    store,
    connector,
    provider,
    service,
    place: {
      serviceURLMarker: service.urlMarker,
      connectorName: 'contract',
      provider: provider.id,
      catalogTargetName: '',
    },
    metadataSourceQualifiedName: asQualifiedName('MetadataCollection::tests::contract'),
    permittedSynchronization: 'FROM_THIRD_PARTY',
    localCohort: false,
    deleteMethod: 'SOFT_DELETE',
    userId: 'contract',
    configurationDigest: '',
    dryRun: false,
    allowRemovals: false,
    removalGuardPercent: 100,
    wantsElements: false,
    signal: new AbortController().signal,
    clock: systemClock,
    onEvent: () => undefined,
  });
  const { stated, created, updated, unchanged, refused, failed } = report.totals;
  expect(created + updated + unchanged + refused + failed).toBe(stated);
  return report;
}

/** What a store holds of one element, with names for GUIDs, so that two stores can be compared. */
export interface ElementContent {
  readonly qualifiedName: string;
  readonly typeName: string;
  readonly properties: PropertyMap;
  readonly classifications: readonly object[];
  readonly relationships: readonly object[];
  readonly version: number;
}

/** All elements of a store, in the order of their names. */
export async function contentOf(store: OpenMetadataStore): Promise<readonly ElementContent[]> {
  const content = await Array.fromAsync(store.find({}), async (element) => ({
    qualifiedName: element.qualifiedName,
    typeName: element.typeName,
    properties: element.properties,
    classifications: element.classifications
      .filter(({ typeName }) => typeName !== 'Anchors')
      .map(({ typeName, properties }) => ({ typeName, properties }))
      .toSorted(byText),
    relationships: (await Array.fromAsync(store.relationships(element.guid), relationshipContent)).toSorted(byText),
    version: element.versions.version,
  }));
  return content.toSorted(byText);
}

/** Two stores that were filled in different ways may have come to the same content by different numbers of steps. */
export function withoutVersion(content: ElementContent): object {
  return { ...content, version: undefined };
}

function relationshipContent({ typeName, end1, end2, properties }: Relationship): object {
  return { typeName, end1: end1.qualifiedName, end2: end2.qualifiedName, properties };
}

function byText(one: object, other: object): number {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
