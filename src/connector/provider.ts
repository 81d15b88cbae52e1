import type { z } from 'zod';
import type { EntityTypeName, RelationshipTypeName } from '../metadata/types/type-names.generated.ts';
import type { IntegrationServiceURLMarker } from '../services/integration-services.ts';
import type { IntegrationConnector, PermittedSynchronization } from './connector.ts';
import type { JavaCounterpart } from './java-counterpart.ts';

/** One thing within reach to catalog: a database, a folder. */
export interface CatalogTarget<Config> {
  /** Empty for the connector's own target. */
  readonly name: string;
  /** `configurationProperties`, checked by the provider's schema, secrets brought in. */
  readonly config: Config;
}

/** What `connect` is given. */
export interface ConnectContext {
  readonly signal: AbortSignal;
  readonly permittedSynchronization: PermittedSynchronization;
  /** The folder of the daemon definition, against which relative paths are resolved. Absolute. */
  readonly baseFolder: string;
}

/** The description that can make a connector. It imports no driver. */
export interface ConnectorProvider<Schema extends z.ZodObject = z.ZodObject> {
  /** The name of its folder in `connectors/`. */
  readonly id: string;
  readonly displayName: string;
  /** One sentence: what it catalogs. */
  readonly description: string;
  /** The URL marker of the integration service it belongs to. */
  readonly integrationService: IntegrationServiceURLMarker;
  readonly stability: 'experimental' | 'stable';
  /** The directions that it can work in. */
  readonly synchronizations: readonly PermittedSynchronization[];
  /** The entity types that it states. Its tests hold it to them; the daemon holds it to what its service may catalog. */
  readonly catalogs: readonly EntityTypeName[];
  /** The relationship types that it states; empty when it states none. A lost ledger is rebuilt by listing these. */
  readonly relates: readonly RelationshipTypeName[];
  /** The properties that `publish` can carry out to the third party; empty when there is no `publish`. */
  readonly publishes: readonly string[];
  /** The connectors of Egeria's Java daemon in whose place it can stand, for `config import` and `config export`. */
  readonly javaCounterparts?: readonly JavaCounterpart[];
  /** The schema of `configurationProperties`: a strict object, every key described, secrets with `.meta({ secret: true })`. */
  readonly config: Schema;
  /** Connects, and by that proves that the third party answers. Throws one of the error kinds. */
  connect(target: CatalogTarget<z.output<Schema>>, context: ConnectContext): Promise<IntegrationConnector>;
}

/** Defines a provider; the type of its configuration is inferred from the schema. */
export function defineProvider<Schema extends z.ZodObject>(
  provider: ConnectorProvider<Schema>,
): ConnectorProvider<Schema> {
  return provider;
}
