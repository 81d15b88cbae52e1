import type { PermittedSynchronization } from '../connector/connector.ts';
import type { ConnectorProvider } from '../connector/provider.ts';
import type { QualifiedName } from '../metadata/qualified-name.ts';
import type { IntegrationService } from '../services/integration-services.ts';
import type { DeleteMethod } from '../store/open-metadata-store.ts';
import type { DefinitionProblem, SourcePlace } from './definition-error.ts';
import type { CheckedValue } from './issues.ts';
import type { StoreForm } from './store-form.ts';

/** What one catalog target of a connector is to be, with the defaults of its connector, service and daemon. */
export interface CatalogTargetDefinition {
  /** Empty for the connector's own target. */
  readonly name: string;
  readonly permittedSynchronization: PermittedSynchronization;
  readonly metadataSourceQualifiedName: QualifiedName;
  readonly localCohort: boolean;
  readonly deleteMethod: DeleteMethod;
  readonly removalGuardPercent: number;
  /** `configurationProperties` as written, those of the target over those of the connector; references not brought in. */
  readonly settings: CheckedValue;
}

/** One integration connector of a daemon definition. */
export interface ConnectorDefinition {
  readonly service: IntegrationService;
  readonly provider: ConnectorProvider;
  readonly connectorName: string;
  readonly connectorId: string | undefined;
  /** On whose behalf elements are written. */
  readonly userId: string;
  readonly refreshTimeIntervalMinutes: number;
  /** ISO 8601. */
  readonly startDate: string | undefined;
  readonly stopDate: string | undefined;
  /** At least one. */
  readonly catalogTargets: readonly CatalogTargetDefinition[];
  readonly place: SourcePlace;
}

/** A daemon definition that was checked without network and secrets. */
export interface CheckedDefinition {
  readonly name: string;
  /** As the user named it. */
  readonly file: string;
  /** The folder of the file, which relative paths are relative to. Absolute. */
  readonly folder: string;
  /** As written; references not brought in. */
  readonly openMetadataStore: StoreForm;
  readonly storePlace: SourcePlace;
  /** The same with its places in the file. */
  readonly storeSettings: CheckedValue;
  readonly connectors: readonly ConnectorDefinition[];
  readonly warnings: readonly DefinitionProblem[];
}
