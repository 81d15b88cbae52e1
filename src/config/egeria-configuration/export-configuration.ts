import { qualifiedName } from '../../metadata/qualified-name.ts';
import type { IntegrationService } from '../../services/integration-services.ts';
import type { CatalogTargetDefinition, CheckedDefinition, ConnectorDefinition } from '../checked-definition.ts';
import type { DefinitionProblem } from '../definition-error.ts';
import { exportConnection } from './export-connection.ts';
import { ExportContext } from './export-context.ts';
import { exportStore } from './export-store.ts';
import type { ExportedStore } from './export-store.ts';
import { configurationMessages } from './messages.ts';

/** What a daemon definition became. */
export interface ExportedConfiguration {
  /** The configuration document, which holds no secret. */
  readonly document: object;
  /** What there is to say, by places in the definition. */
  readonly remarks: readonly DefinitionProblem[];
  readonly connectors: number;
  readonly leftOut: number;
}

/**
 * Turns a daemon definition into a configuration document of the Java integration daemon, as Egeria 3.15 to 5.3 read it
 * (`versionId` V2.0). In those of 6.x there are no connectors: they are in integration groups of the metadata server.
 */
export function exportConfiguration(definition: CheckedDefinition): ExportedConfiguration {
  const context = new ExportContext();
  const store = exportStore(definition, context);
  const services = new Map<IntegrationService, object[]>();
  let leftOut = 0;
  for (const connector of definition.connectors) {
    const exported = exportConnector(connector, definition, store.localServerUserId, context);
    if (exported.length === 0) leftOut += 1;
    else services.set(connector.service, [...(services.get(connector.service) ?? []), ...exported]);
  }
  const document = {
    class: 'OMAGServerConfig',
    versionId: 'V2.0',
    localServerName: definition.name,
    localServerType: 'Integration Daemon',
    ...store.server,
    localServerUserId: store.localServerUserId,
    integrationServicesConfig: [...services].map(([service, connectors]) => serviceOf(service, connectors, store)),
  };
  return { document, remarks: context.remarks, connectors: definition.connectors.length - leftOut, leftOut };
}

/** A static integration service as Egeria's own admin services configure it. */
function serviceOf(
  service: IntegrationService,
  connectors: readonly object[],
  { metadataAccessServer }: ExportedStore,
): object {
  const { id, name, fullName, urlMarker, description, partnerAccessService, defaultPermittedSynchronization } = service;
  const className = name.replaceAll(' ', '');
  const packageName = urlMarker.replace(/-integrator$/u, '');
  return {
    class: 'IntegrationServiceConfig',
    ...metadataAccessServer,
    ...(id === undefined ? {} : { integrationServiceId: id }),
    integrationServiceContextManagerClass: `org.odpi.openmetadata.integrationservices.${packageName}.contextmanager.${className}ContextManager`,
    integrationServiceName: name,
    integrationServiceFullName: fullName,
    integrationServiceURLMarker: urlMarker,
    integrationServiceDescription: description,
    integrationServicePartnerOMAS: `${partnerAccessService} OMAS`,
    defaultPermittedSynchronization,
    integrationServiceOperationalStatus: 'ENABLED',
    integrationConnectorConfigs: connectors,
  };
}

/** One Java connector a catalog target; none without a counterpart. */
function exportConnector(
  connector: ConnectorDefinition,
  { name: daemonName }: CheckedDefinition,
  localServerUserId: string,
  context: ExportContext,
): object[] {
  const { provider, connectorName, connectorId, userId, refreshTimeIntervalMinutes, catalogTargets, place } = connector;
  const [java] = provider.javaCounterparts ?? [];
  if (java === undefined) {
    context.remark(place, configurationMessages.ownConnectorLeftOut({ subject: connectorName, provider: provider.id }));
    return [];
  }
  remarkWhatIsLeftOut(connector, context);
  return catalogTargets.map((target, index) => {
    const isAlone = catalogTargets.length === 1;
    const exportedName = isAlone ? connectorName : `${connectorName} ${target.name}`;
    return {
      class: 'IntegrationConnectorConfig',
      ...(connectorId === undefined || index > 0 ? {} : { connectorId }),
      connectorName: exportedName,
      ...(userId === localServerUserId ? {} : { connectorUserId: userId }),
      connection: exportConnection({ target, java, connectorName: exportedName }, context),
      ...metadataSource(target, String(qualifiedName('MetadataCollection', daemonName, connectorName))),
      refreshTimeInterval: refreshTimeIntervalMinutes,
      usesBlockingCalls: false,
      permittedSynchronization: target.permittedSynchronization,
      generateIntegrationReports: false,
    };
  });
}

/**
 * The metadata source, which makes the elements its own. Without one they are everybody's, as where both sides may change
 * them; a source that is stated all the same is carried over.
 */
function metadataSource(target: CatalogTargetDefinition, usual: string): object {
  const { metadataSourceQualifiedName, localCohort, permittedSynchronization } = target;
  if (!localCohort) return { metadataSourceQualifiedName };
  const isStated = permittedSynchronization !== 'FROM_THIRD_PARTY' && metadataSourceQualifiedName !== usual;
  return isStated ? { metadataSourceQualifiedName } : {};
}

function remarkWhatIsLeftOut(connector: ConnectorDefinition, context: ExportContext): void {
  const { connectorName, catalogTargets, place, startDate, stopDate, provider } = connector;
  const leftOut = (subject: string): void => context.remark(place, configurationMessages.settingLeftOut({ subject }));
  if (startDate !== undefined) leftOut('startDate');
  if (stopDate !== undefined) leftOut('stopDate');
  const [first, ...others] = catalogTargets;
  if (others.length > 0) context.remark(place, configurationMessages.catalogTargetsSplit({ subject: connectorName }));
  else if (first !== undefined && first.name !== '' && first.name !== connectorName) leftOut('catalogTargets');
  const deletes = provider.javaCounterparts?.[0]?.deletesWith !== undefined;
  for (const { deleteMethod, removalGuardPercent } of catalogTargets) {
    if (removalGuardPercent !== 20) leftOut('removalGuardPercent');
    if (deleteMethod !== 'SOFT_DELETE' && !(deletes && deleteMethod === 'ARCHIVE'))
      leftOut(`deleteMethod: ${deleteMethod}`);
  }
}
