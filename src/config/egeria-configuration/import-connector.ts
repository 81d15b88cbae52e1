import type { PermittedSynchronization } from '../../connector/connector.ts';
import { qualifiedName } from '../../metadata/qualified-name.ts';
import { integrationService } from '../../services/integration-services.ts';
import type { DefinitionPath } from '../yaml-source.ts';
import type { ConnectorConfiguration, ServiceConfiguration } from './configuration-document.ts';
import type { ImportContext } from './import-context.ts';
import { importSettings } from './import-settings.ts';
import type { Counterpart } from './java-counterparts.ts';
import { configurationMessages } from './messages.ts';
import { hasPlaceholder } from './placeholders.ts';

/** A connector of the document that has a counterpart, with what its place in the document says of it. */
export interface ImportedConnector {
  readonly configuration: ConnectorConfiguration;
  readonly connection: NonNullable<ConnectorConfiguration['connection']>;
  readonly service: ServiceConfiguration;
  readonly counterpart: Counterpart;
  /** The name that it is to have, unique within the daemon. */
  readonly connectorName: string;
  /** The name of the daemon that is to run it. */
  readonly daemonName: string;
  /** The user of the Java daemon, on whose behalf a connector without a user of its own works. */
  readonly daemonUserId: string | undefined;
  readonly path: DefinitionPath;
}

/** A connector as a daemon definition has it, without what is so by default. */
export type WrittenConnector = Readonly<Record<string, unknown>> & { readonly connectorName: string };

/** What a connector of the Java daemon is in a daemon definition. */
export function importConnector(imported: ImportedConnector, context: ImportContext): WrittenConnector {
  const { configuration, connection, counterpart, connectorName, daemonName, daemonUserId, path } = imported;
  const { provider, java } = counterpart;
  const connectionPath = [...path, 'connection'];
  const settings = importSettings({ connection, java, provider, connectorName, path: connectionPath }, context);
  for (const subject of ['usesBlockingCalls', 'generateIntegrationReports'] as const) {
    if (configuration[subject]) context.remark([...path, subject], configurationMessages.propertyLeftOut({ subject }));
  }
  const isKnown = daemonUserId !== undefined && !hasPlaceholder(daemonUserId);
  const userId = configuration.connectorUserId ?? (isKnown ? daemonUserId : undefined);
  const { connectorId, refreshTimeInterval, startDate, stopDate = configuration.stopTime } = configuration;
  const direction = directionOf(imported, context);
  const isArchiving = java.deletesWith !== undefined && !hasProperty(imported, java.deletesWith);
  return {
    connectorName,
    ...defined({ connectorId }),
    provider: provider.id,
    ...(userId === undefined || userId === daemonName ? {} : { connectorUserId: named(userId, path, context) }),
    ...direction,
    ...ownershipOf(imported, direction.permittedSynchronization ?? usualDirection(imported), context),
    ...(isArchiving ? { deleteMethod: 'ARCHIVE' } : {}),
    ...(refreshTimeInterval === 60 ? {} : { refreshTimeInterval }),
    ...defined({ startDate, stopDate }),
    configurationProperties: settings,
  };
}

function hasProperty({ connection }: ImportedConnector, name: string): boolean {
  return connection.configurationProperties[name] !== undefined;
}

function usualDirection({ counterpart: { provider } }: ImportedConnector): PermittedSynchronization | undefined {
  return integrationService(provider.integrationService)?.defaultPermittedSynchronization;
}

/** The direction, where it is not the one that the connector has by default. */
function directionOf(
  imported: ImportedConnector,
  context: ImportContext,
): { readonly permittedSynchronization?: PermittedSynchronization } {
  const { configuration, service, path } = imported;
  const { provider } = imported.counterpart;
  const usual = usualDirection(imported);
  const stated = configuration.permittedSynchronization ?? service.defaultPermittedSynchronization ?? usual;
  const supported = provider.synchronizations.find((each) => each === stated);
  if (supported !== undefined) return supported === usual ? {} : { permittedSynchronization: supported };
  const [first] = provider.synchronizations;
  if (first === undefined) return {};
  const facts = { subject: stated, instead: first };
  context.remark([...path, 'permittedSynchronization'], configurationMessages.directionChanged(facts));
  return first === usual ? {} : { permittedSynchronization: first };
}

/**
 * Who owns the elements: without a metadata source Java connectors write them for everybody (`LOCAL_COHORT`), which is so here
 * anyhow where people may change them.
 */
function ownershipOf(
  { configuration: { metadataSourceQualifiedName }, connectorName, daemonName, path }: ImportedConnector,
  direction: PermittedSynchronization | undefined,
  context: ImportContext,
): object {
  if (metadataSourceQualifiedName === undefined) return direction === 'FROM_THIRD_PARTY' ? { localCohort: true } : {};
  const usual: string = qualifiedName('MetadataCollection', daemonName, connectorName);
  if (metadataSourceQualifiedName === usual) return {};
  return { metadataSourceQualifiedName: named(metadataSourceQualifiedName, path, context) };
}

/** A name, in which no reference is brought in. */
export function named(name: string, path: DefinitionPath, context: ImportContext): string {
  if (hasPlaceholder(name)) context.remark(path, configurationMessages.placeholderKept({ subject: name }));
  return name;
}

function defined(values: Readonly<Record<string, string | undefined>>): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
