import type { Message } from '../../messages/message.ts';
import { messageSentence } from '../../messages/sentence.ts';
import { integrationService } from '../../services/integration-services.ts';
import type { DefinitionProblem } from '../definition-error.ts';
import type { DefinitionPath } from '../yaml-source.ts';
import type { ConnectorConfiguration, ServiceConfiguration } from './configuration-document.ts';
import { definitionText } from './definition-text.ts';
import type { DefinitionComment } from './definition-text.ts';
import { importConnector, named } from './import-connector.ts';
import type { WrittenConnector } from './import-connector.ts';
import { createImportContext } from './import-context.ts';
import type { ImportContext } from './import-context.ts';
import { importStore } from './import-store.ts';
import { counterpartOf, isSecretsStore } from './java-counterparts.ts';
import type { Counterpart } from './java-counterparts.ts';
import { configurationMessages } from './messages.ts';
import type { ConfigurationDocument } from './read-document.ts';

/** What a configuration document became. */
export interface ImportedConfiguration {
  /** The daemon definition, which holds no password; valid once it has a connector. */
  readonly text: string;
  /** What there is to say, by places in the document. */
  readonly remarks: readonly DefinitionProblem[];
  /** How many connectors the definition has. */
  readonly connectors: number;
  /** How many connectors and groups were left out. */
  readonly leftOut: number;
  /** The environment variables that the definition refers to. */
  readonly variables: readonly string[];
}

/** The service of a definition while it is gathered. */
interface GatheredService {
  readonly connectors: WrittenConnector[];
  readonly comments: { readonly index: number; readonly text: string }[];
}

/** Turns the configuration document of a Java integration daemon into a daemon definition. */
export function importConfiguration(
  { configuration, placeOf }: ConfigurationDocument,
  counterparts: readonly Counterpart[],
): ImportedConfiguration {
  const context = createImportContext(placeOf);
  const daemonName = named(configuration.localServerName ?? 'integration-daemon', ['localServerName'], context);
  const openMetadataStore = importStore(configuration, context);
  const atStart = context.remarks.map(({ message }) => ({
    path: ['openMetadataStore'],
    text: messageSentence(message),
  }));
  const gathering = new Gathering(counterparts, context, daemonName, configuration.localServerUserId);
  for (const [index, service] of configuration.integrationServicesConfig.entries()) {
    gathering.addService(service, ['integrationServicesConfig', index]);
  }
  for (const [index, group] of configuration.dynamicIntegrationGroupsConfig.entries()) {
    const path = ['dynamicIntegrationGroupsConfig', index];
    gathering.addGroup(group.integrationGroupQualifiedName ?? '', path);
  }
  const variables = [...context.variables];
  const head = [
    `Imported from ${placeOf([]).file}`,
    'Check it with: egeria-integrate validate',
    ...(variables.length === 0 ? [] : [`Set before the first sync: ${variables.join(', ')}`]),
  ];
  const { services, comments } = gathering.result();
  const definition = { name: daemonName, openMetadataStore, integrationServices: services };
  const { connectors, leftOut } = gathering;
  return {
    text: definitionText(definition, head, [...atStart, ...comments]),
    remarks: context.remarks,
    connectors,
    leftOut,
    variables,
  };
}

class Gathering {
  connectors = 0;
  leftOut = 0;
  readonly #counterparts: readonly Counterpart[];
  readonly #context: ImportContext;
  readonly #daemonName: string;
  readonly #daemonUserId: string | undefined;
  readonly #services = new Map<string, GatheredService>();
  readonly #names = new Set<string>();
  /** Whose elements one catalog target of one connector keeps already. */
  readonly #sources = new Set<string>();
  readonly #groups: string[] = [];

  constructor(
    counterparts: readonly Counterpart[],
    context: ImportContext,
    daemonName: string,
    daemonUserId: string | undefined,
  ) {
    this.#counterparts = counterparts;
    this.#context = context;
    this.#daemonName = daemonName;
    this.#daemonUserId = daemonUserId;
  }

  addService(service: ServiceConfiguration, path: DefinitionPath): void {
    for (const option of Object.keys(service.integrationServiceOptions)) {
      const subject = `integrationServiceOptions.${option}`;
      this.#context.remark([...path, 'integrationServiceOptions'], configurationMessages.propertyLeftOut({ subject }));
    }
    for (const [index, connector] of service.integrationConnectorConfigs.entries()) {
      this.#addConnector(connector, service, [...path, 'integrationConnectorConfigs', index]);
    }
  }

  addGroup(group: string, path: DefinitionPath): void {
    const providers = this.#counterparts
      .filter(({ java }) => java.integrationGroups?.includes(group))
      .map(({ provider }) => provider.id);
    const instead = [...new Set(providers)].join(', ') || undefined;
    const message = configurationMessages.groupLeftOut({ subject: group, instead });
    this.#context.remark(path, message);
    this.#groups.push(messageSentence(message));
    this.leftOut += 1;
  }

  /** The services that have connectors, and the comments with their places. */
  result(): { readonly services: readonly object[]; readonly comments: readonly DefinitionComment[] } {
    const services: object[] = [];
    const comments: DefinitionComment[] = [];
    const homeless: string[] = [];
    for (const [service, { connectors, comments: found }] of this.#services) {
      if (connectors.length === 0) {
        homeless.push(...found.map(({ text }) => text));
        continue;
      }
      const path = ['integrationServices', services.length, 'connectors'];
      comments.push(...found.map(({ index, text }) => ({ path: [...path, index], text })));
      services.push({ service, connectors });
    }
    const end = ['integrationServices', services.length];
    comments.push(...[...homeless, ...this.#groups].map((text) => ({ path: end, text })));
    return { services, comments };
  }

  #addConnector(configuration: ConnectorConfiguration, service: ServiceConfiguration, path: DefinitionPath): void {
    const { connection } = configuration;
    const javaService = integrationService(service.integrationServiceURLMarker ?? '')?.urlMarker ?? '';
    const stated = configuration.connectorName ?? connection?.displayName ?? 'connector';
    const className = connection?.providerClass;
    if (service.integrationServiceOperationalStatus === 'DISABLED') {
      const message = configurationMessages.connectorDisabled({ subject: stated, class: className });
      this.#leaveOut(message, javaService, path);
      return;
    }
    const counterpart = connection == null ? undefined : counterpartOf(connection, this.#counterparts);
    if (connection == null || counterpart === undefined) {
      const technology = technologyOf(
        connection?.address ?? connection?.embedded.find((each) => !isSecretsStore(each))?.address,
      );
      const message = configurationMessages.connectorLeftOut({ subject: stated, class: className, technology });
      this.#leaveOut(message, javaService, path);
      return;
    }
    const before = this.#context.remarks.length;
    const connectorName = this.#unusedName(named(stated, path, this.#context), path);
    const facts = { configuration, connection, service, counterpart, connectorName, path };
    const identity = { daemonName: this.#daemonName, daemonUserId: this.#daemonUserId };
    const connector = importConnector({ ...facts, ...identity }, this.#context);
    const home = this.#service(counterpart.provider.integrationService);
    const index = home.connectors.length;
    home.connectors.push(this.#withTarget(connector));
    for (const { message } of this.#context.remarks.slice(before)) {
      home.comments.push({ index, text: messageSentence(message) });
    }
    this.connectors += 1;
  }

  #leaveOut(message: Message, service: string, path: DefinitionPath): void {
    this.#context.remark(path, message);
    const home = this.#service(service);
    home.comments.push({ index: home.connectors.length, text: messageSentence(message) });
    this.leftOut += 1;
  }

  #service(marker: string): GatheredService {
    const service = this.#services.get(marker) ?? { connectors: [], comments: [] };
    this.#services.set(marker, service);
    return service;
  }

  #unusedName(name: string, path: DefinitionPath): string {
    let unused = name;
    for (let number = 2; this.#names.has(unused); number += 1) unused = `${name} ${number}`;
    this.#names.add(unused);
    if (unused !== name)
      this.#context.remark(path, configurationMessages.nameChanged({ subject: name, instead: unused }));
    return unused;
  }

  /** Connectors may share a metadata source; a catalog target's name then says which elements are whose. */
  #withTarget(connector: WrittenConnector): WrittenConnector {
    const source = connector['metadataSourceQualifiedName'];
    if (typeof source !== 'string') return connector;
    const isShared = this.#sources.has(source);
    this.#sources.add(source);
    return isShared ? { ...connector, catalogTargets: [{ name: connector.connectorName }] } : connector;
  }
}

/** What an address says of the technology without saying where it is: `jdbc:mysql`. */
function technologyOf(address: string | undefined): string | undefined {
  return /^jdbc:[a-z0-9]+(?=:)/iu.exec(address ?? '')?.[0];
}
