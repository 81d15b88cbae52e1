import { findProvider, installedProviders } from '../../connector/find-providers.ts';
import type { JavaCounterpart } from '../../connector/java-counterpart.ts';
import type { ConnectorProvider } from '../../connector/provider.ts';
import type { Connection } from './configuration-document.ts';
import { hasPlaceholder } from './placeholders.ts';

/** A provider of ours with one of the Java daemon's connectors that it can stand for. */
export interface Counterpart {
  readonly provider: ConnectorProvider;
  readonly java: JavaCounterpart;
}

/** The counterparts of every connector that is installed as a folder. */
export async function installedCounterparts(): Promise<readonly Counterpart[]> {
  const counterparts: Counterpart[] = [];
  for (const name of await installedProviders()) {
    const { found: provider } = await findProvider(name, import.meta.dirname);
    for (const java of provider?.javaCounterparts ?? [])
      if (provider !== undefined) counterparts.push({ provider, java });
  }
  return counterparts;
}

/** The connector of ours that stands for a Java connector: by its class, and by its technology where a class serves several. */
export function counterpartOf(connection: Connection, counterparts: readonly Counterpart[]): Counterpart | undefined {
  const ofClass = counterparts.filter(({ java }) =>
    java.providerClasses.some((name) => name === connection.providerClass),
  );
  return ofClass.find(({ java }) => isOfTechnology(connection, java));
}

function isOfTechnology(connection: Connection, java: JavaCounterpart): boolean {
  const { technology } = java;
  if (technology === undefined) return true;
  const address = addressOf(connection, java)?.toLowerCase();
  if (address?.startsWith(technology.address) === true) return true;
  const { name, value } = technology.property;
  const isKnown = address !== undefined && !hasPlaceholder(address);
  return !isKnown && propertyOf(connection, java, name) === value;
}

/** The connection that holds the address and who signs in, with the connector's own around it. */
export function connectionsOf(connection: Connection, java: JavaCounterpart): readonly Connection[] {
  const embedded = connection.embedded.filter((each) => !isSecretsStore(each));
  const resource =
    java.resourceProviderClass === undefined
      ? undefined
      : (embedded.find(({ providerClass }) => providerClass === java.resourceProviderClass) ?? embedded[0]);
  return resource === undefined ? [connection] : [resource, connection];
}

/** Where the third party is, as the document says it. */
export function addressOf(connection: Connection, java: JavaCounterpart): string | undefined {
  const connections = connectionsOf(connection, java);
  const address = connections.map((each) => each.address).find((each) => each !== undefined);
  if (address !== undefined) return address;
  for (const name of java.address.properties ?? []) {
    const value = propertyOf(connection, java, name);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

function propertyOf(connection: Connection, java: JavaCounterpart, name: string): unknown {
  return connectionsOf(connection, java)
    .map(({ configurationProperties }) => configurationProperties[name])
    .find((value) => value !== undefined);
}

/** Whether an embedded connection is no third party but where secrets are; its class may be a placeholder. */
export function isSecretsStore({ providerClass, configurationProperties }: Connection): boolean {
  if (providerClass !== undefined && !hasPlaceholder(providerClass))
    return providerClass.endsWith('SecretsStoreProvider');
  return configurationProperties['secretsCollectionName'] !== undefined;
}
