import { z } from 'zod';
import { integrationServices } from '../services/integration-services.ts';
import { OpenMetadataStore } from './store-form.ts';

const PermittedSynchronization = z.enum(['BOTH_DIRECTIONS', 'TO_THIRD_PARTY', 'FROM_THIRD_PARTY']);

const ConfigurationProperties = z
  .record(z.string(), z.unknown())
  .describe("The connector's own settings; see: egeria-integrate connectors describe.");

/** What a connector states and a catalog target may state otherwise. */
const ownership = {
  permittedSynchronization: PermittedSynchronization.optional().describe(
    "In which direction metadata may flow; by default the integration service's.",
  ),
  metadataSourceQualifiedName: z
    .string()
    .min(1)
    .optional()
    .describe('The metadata source that owns the elements; by default MetadataCollection::{daemon}::{connector}.'),
  localCohort: z
    .boolean()
    .optional()
    .describe('Whether the elements belong to nobody in particular, so that people may change them; by default false.'),
  deleteMethod: z
    .enum(['LOOK_FOR_LINEAGE', 'ARCHIVE', 'SOFT_DELETE', 'PURGE'])
    .optional()
    .describe('How elements are removed that the third party no longer has; by default SOFT_DELETE.'),
  removalGuardPercent: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe('A refresh that would remove more of its elements than this is refused; by default 20 percent.'),
};

const CatalogTarget = z.strictObject({
  name: z.string().min(1).describe('The name of the catalog target, unique within the connector.'),
  ...ownership,
  configurationProperties: ConfigurationProperties.optional().describe("What differs from the connector's settings."),
});

const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

const Connector = z.strictObject({
  connectorName: z.string().min(1).describe('The name of the connector, unique within the daemon.'),
  connectorId: z.string().min(1).optional().describe("Egeria's unique identifier of the connector, when it has one."),
  provider: z.string().min(1).describe('Which connector: one of those installed, or an npm package.'),
  connectorUserId: z
    .string()
    .min(1)
    .optional()
    .describe("On whose behalf elements are written; by default the daemon's name."),
  ...ownership,
  refreshTimeInterval: z
    .int()
    .min(0)
    .default(60)
    .describe('Minutes between the end of a refresh and the next one when watching; 0: at start only.'),
  startDate: moment.optional().describe('No refresh before this day or time (ISO 8601).'),
  stopDate: moment.optional().describe('No refresh after this day or time (ISO 8601).'),
  configurationProperties: ConfigurationProperties.optional(),
  catalogTargets: z
    .array(CatalogTarget)
    .min(1)
    .optional()
    .describe("Several things to catalog with one connector; each overlays the connector's settings."),
});

const IntegrationService = z.strictObject({
  service: z
    .enum(integrationServices.map((service) => service.urlMarker))
    .describe('The integration service, by its URL marker.'),
  defaultPermittedSynchronization: PermittedSynchronization.optional().describe(
    "The direction of its connectors that state none; by default Egeria's.",
  ),
  connectors: z.array(Connector).min(1).describe('The connectors of the service.'),
});

/** The YAML form of a daemon definition, with the field names of Egeria's configuration documents. */
export const DefinitionForm = z
  .strictObject({
    name: z.string().min(1).describe("The integration daemon's name."),
    openMetadataStore: OpenMetadataStore.default({ type: 'sqlite', path: './open-metadata.db' }).describe(
      'Where the catalog is kept.',
    ),
    integrationServices: z
      .array(IntegrationService)
      .min(1)
      .describe('The integration services, each with its connectors.'),
  })
  .describe('The definition of an integration daemon: which connectors it runs and where the catalog is kept.');
export type DefinitionForm = z.output<typeof DefinitionForm>;
export type ConnectorForm = z.output<typeof Connector>;
export type CatalogTargetForm = z.output<typeof CatalogTarget>;

/** What the definition says that is needed to reach the store. */
export const StoreLocationForm = z.object({
  name: DefinitionForm.shape.name,
  openMetadataStore: DefinitionForm.shape.openMetadataStore,
});
