import { findProvider, installedProviders } from '../connector/find-providers.ts';
import type { ConnectorProvider } from '../connector/provider.ts';
import type { Message } from '../messages/message.ts';
import { asQualifiedName, qualifiedName } from '../metadata/qualified-name.ts';
import type { QualifiedName } from '../metadata/qualified-name.ts';
import { nearestName } from '../metadata/types/nearest-name.ts';
import { integrationService } from '../services/integration-services.ts';
import type { IntegrationService } from '../services/integration-services.ts';
import type { CatalogTargetDefinition, ConnectorDefinition } from './checked-definition.ts';
import type { CatalogTargetForm, ConnectorForm, DefinitionForm } from './daemon-definition.ts';
import type { DefinitionProblem } from './definition-error.ts';
import { inputSchema } from './json-schema.ts';
import { definitionMessages } from './messages.ts';
import { checkSettings, writtenOutSecrets } from './settings.ts';
import type { YamlSource } from './yaml-source.ts';

type Path = readonly PropertyKey[];

/** A definition on its way to being checked: what was found goes into `problems` and `warnings`. */
export interface Inspection {
  readonly form: DefinitionForm;
  readonly source: YamlSource;
  /** The folder of the definition. Absolute. */
  readonly folder: string;
  readonly problems: DefinitionProblem[];
  readonly warnings: DefinitionProblem[];
}

/** Checks the connectors against their providers, and that no two of them are in each other's way. */
export async function checkConnectors(inspection: Inspection): Promise<ConnectorDefinition[]> {
  const connectors: ConnectorDefinition[] = [];
  for (const [serviceIndex, serviceForm] of inspection.form.integrationServices.entries()) {
    const service = integrationService(serviceForm.service);
    if (service === undefined) continue;
    for (const [index, form] of serviceForm.connectors.entries()) {
      const path = ['integrationServices', serviceIndex, 'connectors', index];
      const provider = await providerOf(form, service, path, inspection);
      if (provider === undefined) continue;
      const direction = serviceForm.defaultPermittedSynchronization ?? service.defaultPermittedSynchronization;
      connectors.push(connectorDefinition({ form, service, provider, direction, path }, inspection));
    }
  }
  checkNames(inspection);
  checkOwnership(connectors, inspection);
  return connectors;
}

async function providerOf(
  form: ConnectorForm,
  service: IntegrationService,
  path: Path,
  { source, folder, problems }: Inspection,
): Promise<ConnectorProvider | undefined> {
  const report = (message: Message): undefined => {
    problems.push({ place: source.placeOfValue([...path, 'provider']), message });
  };
  const search = await findProvider(form.provider, folder);
  if (search.found === undefined) {
    const subject = form.provider;
    if ('cause' in search) {
      const because = search.cause instanceof Error ? search.cause.message : undefined;
      return report(definitionMessages.brokenProvider({ subject, because }));
    }
    const installed = await installedProviders();
    const nearest = nearestName(subject, installed) ?? installed.find((name) => name.startsWith(subject));
    return report(definitionMessages.unknownProvider({ subject, nearest, known: installed.join(', ') || undefined }));
  }
  if (search.found.integrationService !== service.urlMarker) {
    const facts = { subject: form.provider, expected: `in ${search.found.integrationService}` };
    return report(definitionMessages.otherService({ ...facts, found: `in ${service.urlMarker}` }));
  }
  return search.found;
}

/** A connector's form with what its place in the definition says of it. */
interface PlacedConnector {
  readonly form: ConnectorForm;
  readonly service: IntegrationService;
  readonly provider: ConnectorProvider;
  readonly direction: CatalogTargetDefinition['permittedSynchronization'];
  readonly path: Path;
}

function connectorDefinition(placed: PlacedConnector, inspection: Inspection): ConnectorDefinition {
  const { form, service, provider, path } = placed;
  const targets: readonly (CatalogTargetForm | undefined)[] = form.catalogTargets ?? [undefined];
  return {
    service,
    provider,
    connectorName: form.connectorName,
    connectorId: form.connectorId,
    userId: form.connectorUserId ?? inspection.form.name,
    refreshTimeIntervalMinutes: form.refreshTimeInterval,
    startDate: form.startDate,
    stopDate: form.stopDate,
    catalogTargets: targets.map((target, index) => catalogTarget(placed, target, index, inspection)),
    place: inspection.source.placeOfValue(path),
  };
}

function catalogTarget(
  { form, provider, direction, path }: PlacedConnector,
  target: CatalogTargetForm | undefined,
  index: number,
  { form: daemon, source, problems, warnings }: Inspection,
): CatalogTargetDefinition {
  const targetPath = target === undefined ? path : [...path, 'catalogTargets', index];
  const own = target?.configurationProperties;
  const locate = (inner: Path): Path => {
    const isTargets = own !== undefined && (inner.length === 0 || Object.hasOwn(own, inner[0] ?? ''));
    const isConnectors = !isTargets && form.configurationProperties !== undefined;
    return [...(isConnectors ? path : targetPath), 'configurationProperties', ...inner];
  };
  const settings = {
    value: { ...form.configurationProperties, ...own },
    schema: inputSchema(provider.config),
    placeOf: (inner: Path) => source.placeOf(locate(inner)),
    placeOfValue: (inner: Path) => source.placeOfValue(locate(inner)),
  };
  problems.push(...checkSettings(provider, settings));
  warnings.push(...writtenOutSecrets(settings));
  const permittedSynchronization = target?.permittedSynchronization ?? form.permittedSynchronization ?? direction;
  if (!provider.synchronizations.includes(permittedSynchronization)) {
    const statedPath = target?.permittedSynchronization === undefined ? path : targetPath;
    const expected = `one of ${provider.synchronizations.join(', ')}`;
    const facts = { subject: provider.id, expected, found: permittedSynchronization };
    const place = source.placeOfValue([...statedPath, 'permittedSynchronization']);
    problems.push({ place, message: definitionMessages.unsupportedSynchronization(facts) });
  }
  return {
    name: target?.name ?? '',
    permittedSynchronization,
    metadataSourceQualifiedName: metadataSource(daemon.name, form, target),
    // Where people may change elements, these must belong to nobody in particular: only an owner may change its own.
    localCohort: permittedSynchronization !== 'FROM_THIRD_PARTY' || (target?.localCohort ?? form.localCohort ?? false),
    deleteMethod: target?.deleteMethod ?? form.deleteMethod ?? 'SOFT_DELETE',
    removalGuardPercent: target?.removalGuardPercent ?? form.removalGuardPercent ?? 20,
    settings,
  };
}

function metadataSource(daemonName: string, form: ConnectorForm, target: CatalogTargetForm | undefined): QualifiedName {
  const stated = target?.metadataSourceQualifiedName ?? form.metadataSourceQualifiedName;
  if (stated !== undefined) return asQualifiedName(stated);
  return qualifiedName('MetadataCollection', daemonName, form.connectorName);
}

function checkNames({ form, source, problems }: Inspection): void {
  const report = (path: Path, subject: string): void => {
    problems.push({ place: source.placeOfValue(path), message: definitionMessages.duplicateName({ subject }) });
  };
  const connectorNames = new Set<string>();
  for (const [serviceIndex, service] of form.integrationServices.entries()) {
    for (const [index, { connectorName, catalogTargets = [] }] of service.connectors.entries()) {
      const path = ['integrationServices', serviceIndex, 'connectors', index];
      if (connectorNames.has(connectorName)) report([...path, 'connectorName'], connectorName);
      connectorNames.add(connectorName);
      const targetNames = new Set<string>();
      for (const [targetIndex, { name }] of catalogTargets.entries()) {
        if (targetNames.has(name)) report([...path, 'catalogTargets', targetIndex, 'name'], name);
        targetNames.add(name);
      }
    }
  }
}

/** What a refresh no longer states is removed: two connectors with one ledger would remove each other's elements. */
function checkOwnership(connectors: readonly ConnectorDefinition[], { problems }: Inspection): void {
  const owners = new Map<string, ConnectorDefinition>();
  for (const connector of connectors) {
    for (const { metadataSourceQualifiedName, name } of connector.catalogTargets) {
      const scope = JSON.stringify([metadataSourceQualifiedName, name]);
      const owner = owners.get(scope);
      owners.set(scope, connector);
      if (owner === undefined || owner === connector || owner.connectorName === connector.connectorName) continue;
      const facts = { subject: connector.connectorName, and: owner.connectorName };
      problems.push({ place: connector.place, message: definitionMessages.sharedOwnership(facts) });
    }
  }
}
