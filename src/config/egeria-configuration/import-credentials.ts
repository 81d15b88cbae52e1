import type { JavaCounterpart } from '../../connector/java-counterpart.ts';
import type { DefinitionPath } from '../yaml-source.ts';
import type { Connection } from './configuration-document.ts';
import type { ImportContext } from './import-context.ts';
import { connectionsOf, isSecretsStore } from './java-counterparts.ts';
import { configurationMessages } from './messages.ts';
import { variableName } from './placeholders.ts';

/** Where a Java connector or server finds its secrets. */
export interface SecretsStore {
  readonly providerClass: string | undefined;
  readonly location: string | undefined;
  readonly collection: string | undefined;
}

/** Who signs in, as a daemon definition says it: with references for what is secret. */
export interface Credentials {
  /** Asked for where there is a place for the user; there may be none. */
  readonly user: (() => string | undefined) | undefined;
  readonly password: string | undefined;
}

/** What an address said of who signs in. */
export interface AddressCredentials {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

/** The configuration properties of the JDBC resource connector (6.0 and later) that name a secrets store. */
export const secretsStoreProperties: readonly string[] = ['secretsStore', 'secretsCollectionName'];

/**
 * Who signs in to the third party. A password never comes out of here: it becomes a reference to an environment variable.
 *
 * @param inAddress what was found in the address, which counts least
 */
export function importCredentials(
  { connection, java, connectorName, path }: ConnectionOfConnector,
  inAddress: AddressCredentials,
  context: ImportContext,
): Credentials {
  const connections = connectionsOf(connection, java);
  const first = (field: 'userId' | 'clearPassword' | 'encryptedPassword'): string | undefined =>
    connections.map((each) => each[field]).find((each) => each !== undefined);
  const store = secretsStoreOf(connection, java);
  const secret = (name: string): string | undefined =>
    store === undefined ? undefined : secretReference({ store, name, words: [connectorName], path }, context);
  const userId = first('userId') ?? (store === undefined ? inAddress.user : undefined);
  const hasUser = userId !== undefined || store !== undefined;
  const user = hasUser ? () => (userId === undefined ? secret('userId') : context.text(userId)) : undefined;
  const clearPassword = first('clearPassword') ?? (store === undefined ? inAddress.password : undefined);
  if (clearPassword !== undefined) {
    return { user, password: passwordReference(clearPassword, variableName(connectorName, 'password'), path, context) };
  }
  if (first('encryptedPassword') === undefined) return { user, password: secret('clearPassword') };
  const variable = context.newVariable(variableName(connectorName, 'password'));
  context.remark(path, configurationMessages.passwordLeftOut({ subject: variable, for: 'encryptedPassword' }));
  return { user, password: `\${env:${variable}}` };
}

/** A connection of a connector that is imported, and where it stands. */
export interface ConnectionOfConnector {
  readonly connection: Connection;
  readonly java: JavaCounterpart;
  readonly connectorName: string;
  /** Of the connection. */
  readonly path: DefinitionPath;
}

/** A reference in the place of a password; one that is a placeholder is none that is written out. */
export function passwordReference(written: string, name: string, path: DefinitionPath, context: ImportContext): string {
  if (/^~\{[^{}]*\}~$/u.test(written)) return context.text(written);
  const variable = context.newVariable(name);
  context.remark(path, configurationMessages.passwordLeftOut({ subject: variable }));
  return `\${env:${variable}}`;
}

function secretsStoreOf(connection: Connection, java: JavaCounterpart): SecretsStore | undefined {
  const connections = connectionsOf(connection, java);
  const embedded = connections.flatMap((each) => each.embedded).find(isSecretsStore);
  if (embedded !== undefined) {
    const { providerClass, address, configurationProperties } = embedded;
    return { providerClass, location: address, collection: textOf(configurationProperties['secretsCollectionName']) };
  }
  for (const { configurationProperties } of connections) {
    const [location, collection] = secretsStoreProperties.map((name) => textOf(configurationProperties[name]));
    if (location !== undefined) return { providerClass: undefined, location, collection };
  }
  return undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** One secret of a store. */
interface WantedSecret {
  readonly store: SecretsStore;
  readonly name: string;
  /** What the environment variable is named after that stands for it when the store cannot be referred to. */
  readonly words: readonly string[];
  readonly path: DefinitionPath;
}

/**
 * A reference to a secret of Egeria's secrets stores: of a YAML file as such; of environment variables by the name under
 * which Egeria's `EnvVarSecretsStoreConnector` looks (4.3 and later): collection and secret with an underscore between.
 */
export function secretReference({ store, name, words, path }: WantedSecret, context: ImportContext): string {
  const { providerClass = '', location, collection } = store;
  if (providerClass.endsWith('EnvVarSecretsStoreProvider')) {
    const variable = collection === undefined ? name : `${collection}_${name}`;
    if (isPlain(variable)) return `\${env:${context.existingVariable(variable)}}`;
  } else if (
    location !== undefined &&
    collection !== undefined &&
    isPlain(location + collection) &&
    !location.includes('#')
  ) {
    if (!/^(?:\/|[a-z]:)/iu.test(location))
      context.remark(path, configurationMessages.relativePath({ subject: location }));
    return `\${secrets:${location}#${collection}/${name}}`;
  }
  const variable = context.newVariable(variableName(...words, name === 'clearPassword' ? 'password' : name));
  context.remark(
    path,
    configurationMessages.secretsStorePlaceholder({ subject: variable, store: location, collection }),
  );
  return `\${env:${variable}}`;
}

/** Whether a text can stand within a reference: it has neither braces nor placeholders. */
function isPlain(text: string): boolean {
  return !/[{}\n]/u.test(text);
}
