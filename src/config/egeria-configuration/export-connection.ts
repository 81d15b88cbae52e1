import path from 'node:path';
import type { JavaCounterpart, PropertyMapping } from '../../connector/java-counterpart.ts';
import type { CatalogTargetDefinition } from '../checked-definition.ts';
import type { SourcePlace } from '../definition-error.ts';
import { schemasAt } from '../json-schema.ts';
import { isMapping } from '../value-at.ts';
import type { ExportContext, ExportedText } from './export-context.ts';
import { exportCredentials, yamlSecretsStoreProvider } from './export-credentials.ts';
import type { ExportedCredentials, SecretsCollection } from './export-credentials.ts';
import { configurationMessages } from './messages.ts';

type Properties = Record<string, unknown>;

/** A catalog target whose settings become the connection of a Java connector. */
export interface ExportedTarget {
  readonly target: CatalogTargetDefinition;
  readonly java: JavaCounterpart;
  /** The name of the Java connector. */
  readonly connectorName: string;
}

/** The connection of a Java connector. It holds no secret that the definition has, written out or not. */
export function exportConnection(exported: ExportedTarget, context: ExportContext): object {
  const { java, target } = exported;
  const { address, user, password } = addressOf(exported, context);
  const given = textSetting(exported, java.passwordSetting);
  const credentials = exportCredentials(user, given ?? password, context);
  const { own, resource } = propertiesOf(exported, context);
  const [providerClass] = java.providerClasses;
  if (credentials.store !== undefined)
    remarkRelativePath(credentials.store.file, target.settings.placeOfValue([]), context);
  if (java.resourceProviderClass === undefined) {
    return connectionOf(providerClass, { address, credentials, properties: { ...resource, ...own } });
  }
  const embedded = connectionOf(java.resourceProviderClass, { address, credentials, properties: resource });
  return connectionOf(providerClass, { properties: own, embedded: [embedded] });
}

function remarkRelativePath(text: string, place: SourcePlace, context: ExportContext): void {
  if (path.win32.isAbsolute(text) || text.startsWith('~{')) return;
  context.remark(place, configurationMessages.relativePath({ subject: text }));
}

interface ConnectionContent {
  readonly address?: string | undefined;
  readonly credentials?: ExportedCredentials;
  readonly properties: Properties;
  readonly embedded?: readonly object[];
}

function connectionOf(providerClass: string, content: ConnectionContent): object {
  const { address, credentials, properties, embedded = [] } = content;
  const all = [...embedded, ...(credentials?.store === undefined ? [] : [secretsConnection(credentials.store)])];
  return {
    class: all.length === 0 ? 'Connection' : 'VirtualConnection',
    headerVersion: 0,
    connectorType: { class: 'ConnectorType', headerVersion: 0, connectorProviderClassName: providerClass },
    ...(address === undefined ? {} : { endpoint: { class: 'Endpoint', headerVersion: 0, address } }),
    ...credentials?.fields,
    ...(Object.keys(properties).length === 0 ? {} : { configurationProperties: properties }),
    ...(all.length === 0 ? {} : { embeddedConnections: all.map(embeddedConnection) }),
  };
}

function embeddedConnection(connection: object, position: number): object {
  return { class: 'EmbeddedConnection', headerVersion: 0, position, embeddedConnection: connection };
}

function secretsConnection({ file, collection }: SecretsCollection): object {
  const properties = { secretsCollectionName: collection };
  return connectionOf(yamlSecretsStoreProvider, { address: file, properties });
}

interface Address {
  readonly address: string | undefined;
  readonly user?: ExportedText | undefined;
  readonly password?: ExportedText | undefined;
}

/** A URL without who signs in: a scheme, then user and password up to the last `@` before the path, references whole. */
const url =
  /^(?<scheme>[a-z][a-z0-9+.-]*:\/\/)(?:(?<user>(?:\$\{[^{}]*\}|(?!\$\{)[^/?#:@])*)(?::(?<password>(?:\$\{[^{}]*\}|(?!\$\{)[^/?#])*))?@)?(?<server>(?:\$\{[^{}]*\}|(?!\$\{)[^/?#])*)(?<path>\/[^?#]*)?(?:\?(?<query>.*))?$/su;

function addressOf(exported: ExportedTarget, context: ExportContext): Address {
  const { java, target } = exported;
  const { setting, prefix = '', scope } = java.address;
  const written = textSetting(exported, setting);
  if (written === undefined) return { address: undefined };
  if (java.passwordSetting === undefined) {
    const text = context.text(written);
    if (java.address.isPath === true) remarkRelativePath(text, written.place, context);
    return { address: prefix + text };
  }
  const groups = url.exec(written.text)?.groups as Record<string, string | undefined> | undefined;
  if (groups === undefined) {
    // Whatever it is, the setting is one of those that may hold a password.
    const address = prefix + context.password(written);
    context.remark(written.place, configurationMessages.addressIsReference({ subject: address }));
    return { address };
  }
  const { server = '', path: database = '', query = '' } = groups;
  // `postgres://` and `postgresql://` are one here, and only the latter has a JDBC driver.
  const scheme = java.technology?.address.slice(prefix.length) ?? groups['scheme'] ?? '';
  if (scope === 'database' && database.length < 2) {
    context.remark(
      target.settings.placeOfValue([setting]),
      configurationMessages.oneDatabaseOnly({ subject: setting }),
    );
  }
  const parameters = new Map(
    query.split('&').map((pair) => {
      const [name = '', value = ''] = pair.split(/=(?<rest>.*)/su);
      return [name, value] as const;
    }),
  );
  const text = scheme + server + database + queryOf(parameters, exported, context);
  return {
    address: prefix + context.text({ ...written, text }),
    user: credential(groups['user'] ?? parameters.get('user'), 'user', exported, written),
    password: credential(groups['password'] ?? parameters.get('password'), 'password', exported, written),
  };
}

function queryOf(
  parameters: ReadonlyMap<string, string>,
  { java, target }: ExportedTarget,
  context: ExportContext,
): string {
  const kept: string[] = [];
  for (const [name, value] of parameters) {
    if (java.address.parameters?.includes(name) === true) kept.push(`${name}=${value}`);
    else if (name !== '' && name !== 'user' && name !== 'password') {
      const message = configurationMessages.settingLeftOut({ subject: `?${name}=` });
      context.remark(target.settings.placeOfValue([java.address.setting]), message);
    }
  }
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

function credential(
  text: string | undefined,
  what: string,
  { connectorName }: ExportedTarget,
  { place }: ExportedText,
): ExportedText | undefined {
  if (text === undefined || text === '') return undefined;
  return { text: text.includes('${') ? text : decoded(text), place, words: [connectorName, what] };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function settingsOf({ target }: ExportedTarget): Properties {
  return isMapping(target.settings.value) ? target.settings.value : {};
}

function textSetting(exported: ExportedTarget, setting: string | undefined): ExportedText | undefined {
  const text = setting === undefined ? undefined : settingsOf(exported)[setting];
  if (setting === undefined || typeof text !== 'string') return undefined;
  return { text, place: exported.target.settings.placeOfValue([setting]), words: [exported.connectorName, setting] };
}

/** The configuration properties: those of the connector, and those of the embedded connection that reaches the third party. */
function propertiesOf(
  exported: ExportedTarget,
  context: ExportContext,
): { readonly own: Properties; readonly resource: Properties } {
  const { java, target } = exported;
  const own: Properties = {};
  const resource: Properties = {};
  if (java.technology !== undefined) {
    const { name, value } = java.technology.property;
    resource[name] = value;
  }
  const settings = settingsOf(exported);
  for (const mapping of java.properties ?? []) {
    const usual = schemasAt(target.settings.schema, [mapping.setting])[0]?.default;
    const isAlwaysWritten = mapping.form === 'flag' || mapping.whenAbsent !== undefined;
    const value = settings[mapping.setting] ?? (isAlwaysWritten ? usual : undefined);
    const property = value === undefined ? undefined : propertyValue(value, mapping, exported, context);
    if (property === undefined) continue;
    (mapping.inResource === true ? resource : own)[mapping.property] = property;
  }
  if (java.deletesWith !== undefined && target.deleteMethod !== 'ARCHIVE') own[java.deletesWith] = true;
  const mapped = new Set([
    java.address.setting,
    java.passwordSetting,
    ...(java.properties ?? []).map((each) => each.setting),
  ]);
  for (const [subject, value] of Object.entries(settings)) {
    const isUsual = JSON.stringify(schemasAt(target.settings.schema, [subject])[0]?.default) === JSON.stringify(value);
    if (mapped.has(subject) || isUsual) continue;
    context.remark(target.settings.placeOf([subject]), configurationMessages.settingLeftOut({ subject }));
  }
  return { own, resource };
}

function propertyValue(
  value: unknown,
  { setting, form }: PropertyMapping,
  { target, connectorName }: ExportedTarget,
  context: ExportContext,
): unknown {
  const place = target.settings.placeOfValue([setting]);
  if (form === 'flag') {
    if (value === true) return true;
    context.remark(place, configurationMessages.settingLeftOut({ subject: `${setting}: ${String(value)}` }));
    return undefined;
  }
  const asText = (text: string): string => context.text({ text, place, words: [connectorName, setting] });
  if (form !== 'names' && form !== 'bareNames') return typeof value === 'string' ? asText(value) : value;
  const names = (Array.isArray(value) ? value : [value]).map(String).filter((name) => name !== '*');
  const isExact = (name: string): boolean => !/[*?]/u.test(name) && (form === 'names' || !name.includes('.'));
  const lost = names.filter((name) => !isExact(name));
  if (lost.length > 0) {
    context.remark(place, configurationMessages.settingLeftOut({ subject: `${setting}: ${lost.join(', ')}` }));
  }
  const exact = names.filter(isExact).map(asText);
  return exact.length === 0 ? undefined : exact;
}
