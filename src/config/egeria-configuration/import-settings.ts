import path from 'node:path';
import type { JavaCounterpart, PropertyMapping } from '../../connector/java-counterpart.ts';
import { inputSchema, schemasAt } from '../json-schema.ts';
import { holdsReference } from '../secrets.ts';
import { credentialsIn, withoutCredentials } from '../url-credentials.ts';
import { valueAt } from '../value-at.ts';
import type { DefinitionPath } from '../yaml-source.ts';
import type { ImportContext } from './import-context.ts';
import { importCredentials, secretsStoreProperties } from './import-credentials.ts';
import type { AddressCredentials, ConnectionOfConnector } from './import-credentials.ts';
import { addressOf, connectionsOf } from './java-counterparts.ts';
import type { Counterpart } from './java-counterparts.ts';
import { configurationMessages } from './messages.ts';
import { variableName } from './placeholders.ts';

type Settings = Record<string, unknown>;

/** A connection that is to become the settings of a connector of ours. */
export interface ImportedConnection extends ConnectionOfConnector {
  readonly provider: Counterpart['provider'];
}

/** What a Java connector's connection becomes: settings that the provider takes, as far as references let it be known. */
export function importSettings(imported: ImportedConnection, context: ImportContext): Settings {
  const { connection, java, path: at } = imported;
  const settings: Settings = {};
  const written = addressOf(connection, java);
  const address = written === undefined ? undefined : takeAddressApart(written, java, at, context);
  const credentials =
    java.passwordSetting === undefined ? undefined : importCredentials(imported, address ?? {}, context);
  const hasPlaceForUser = address?.text.includes('://') === true;
  const user = hasPlaceForUser ? credentials?.user?.() : undefined;
  if (address !== undefined) settings[java.address.setting] = withUser(address.text, user, context);
  if (credentials?.user !== undefined && !hasPlaceForUser) {
    context.remark(at, configurationMessages.userBelongsInAddress({ subject: java.address.setting }));
  }
  if (java.passwordSetting !== undefined && credentials?.password !== undefined) {
    settings[java.passwordSetting] = credentials.password;
  }
  if (java.passwordSetting === undefined) remarkCredentials(imported, context);
  importProperties(imported, settings, context);
  hideCredentials(imported, settings, context);
  checkSettings(imported, settings, context);
  return inOrder(settings, imported.provider);
}

/** A URL with a password that nobody takes apart, such as that of a remote folder, is not written out. */
function hideCredentials(
  { connectorName, path: at }: ImportedConnection,
  settings: Settings,
  context: ImportContext,
): void {
  for (const [setting, value] of Object.entries(settings)) {
    if (credentialsIn(JSON.stringify(value)).length === 0) continue;
    const variable = context.newVariable(variableName(connectorName, setting));
    settings[setting] = `\${env:${variable}}`;
    context.remark(at, configurationMessages.passwordLeftOut({ subject: variable, for: setting }));
  }
}

/** The settings in the order in which the provider describes them. */
function inOrder(settings: Settings, { config }: ImportedConnection['provider']): Settings {
  const names = Object.keys(inputSchema(config).properties ?? {}).filter((name) => name in settings);
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}

interface Address extends AddressCredentials {
  /** The setting, without user and password, with placeholders as they are. */
  readonly text: string;
}

/** Takes off what only Java has before an address, and out of it who signs in and what ours does not understand. */
function takeAddressApart(written: string, java: JavaCounterpart, at: DefinitionPath, context: ImportContext): Address {
  const { prefix, parameters = [], isPath = false, scope } = java.address;
  const hasPrefix = prefix !== undefined && written.toLowerCase().startsWith(prefix);
  const bare = hasPrefix ? written.slice(prefix.length) : written;
  if (prefix !== undefined && !hasPrefix && written.startsWith('~{')) {
    context.remark(at, configurationMessages.placeholderWithPrefix({ subject: withoutCredentials(written), prefix }));
  }
  if (isPath && !path.win32.isAbsolute(bare) && !bare.startsWith('~{')) {
    context.remark(at, configurationMessages.relativePath({ subject: withoutCredentials(bare) }));
  }
  if (prefix === undefined) return { text: bare };
  const [place = '', query = ''] = bare.split(/\?(?<rest>.*)/su);
  const kept: string[] = [];
  let { text, user, password } = withoutUser(place);
  for (const pair of query.split('&').filter((each) => each !== '')) {
    const [name = '', value = ''] = pair.split(/=(?<rest>.*)/su);
    if (name === 'user') user = decoded(value);
    else if (name === 'password') password = decoded(value);
    else if (parameters.includes(name)) kept.push(pair);
    else context.remark(at, configurationMessages.propertyLeftOut({ subject: `?${name}=` }));
  }
  if (scope === 'server') text = text.replace(/^(?<server>[a-z]+:\/\/[^/]*)\/.*$/isu, '$<server>');
  return { text: kept.length === 0 ? text : `${text}?${kept.join('&')}`, user, password };
}

function withoutUser(url: string): Address {
  const groups = /^(?<scheme>[a-z]+:\/\/)(?<user>[^/:@]*)(?::(?<password>[^/]*))?@(?<rest>.*)$/isu.exec(url)?.groups;
  if (groups === undefined) return { text: url };
  const { scheme, user, password, rest } = groups as Record<string, string | undefined>;
  return {
    text: `${scheme}${rest}`,
    user: decoded(user ?? ''),
    password: password === undefined ? undefined : decoded(password),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The user stands before the host of a URL; where there is no URL yet, whoever sets the variable puts them there. */
function withUser(address: string, user: string | undefined, context: ImportContext): string {
  const text = context.text(address);
  if (user === undefined) return text;
  const written = user.includes('${') ? user : encodeURIComponent(user);
  return text.replace(/^(?<scheme>[a-z][a-z0-9+.-]*:\/\/)/iu, (scheme) => `${scheme}${written}@`);
}

/** A connector that signs in nowhere has no use for a user. */
function remarkCredentials({ connection, java, path: at }: ImportedConnection, context: ImportContext): void {
  for (const field of ['userId', 'clearPassword', 'encryptedPassword'] as const) {
    if (connectionsOf(connection, java).every((each) => each[field] === undefined)) continue;
    context.remark(at, configurationMessages.propertyLeftOut({ subject: field }));
  }
}

function importProperties(
  { connection, java, provider, path: at }: ImportedConnection,
  settings: Settings,
  context: ImportContext,
): void {
  const connections = connectionsOf(connection, java);
  const properties = Object.assign(
    {},
    ...connections.map((each) => each.configurationProperties).toReversed(),
  ) as Settings;
  const { technology, deletesWith, address } = java;
  const consumed = new Set([technology?.property.name, deletesWith, ...(address.properties ?? [])]);
  if (java.passwordSetting !== undefined) for (const name of secretsStoreProperties) consumed.add(name);
  const schema = inputSchema(provider.config);
  for (const mapping of java.properties ?? []) {
    const { property, setting, whenAbsent } = mapping;
    consumed.add(property);
    const value = properties[property] ?? whenAbsent;
    if (value === undefined) continue;
    const schemas = schemasAt(schema, [setting]);
    const types = schemas.map(({ type }) => type);
    const setValue = merged(settings[setting], converted(value, mapping, types, context));
    if (schemas[0]?.default !== setValue) settings[setting] = setValue;
    if (choosesTogether(mapping, java, properties, settings)) {
      context.remark(
        [...at, 'configurationProperties', property],
        configurationMessages.tablesAndViews({ subject: setting }),
      );
    }
  }
  const secured = connections.flatMap((each) => Object.keys(each.securedProperties));
  for (const subject of new Set([...Object.keys(properties), ...secured])) {
    if (consumed.has(subject)) continue;
    context.remark([...at, 'configurationProperties', subject], configurationMessages.propertyLeftOut({ subject }));
  }
}

function merged(before: unknown, value: unknown): unknown {
  return Array.isArray(before) && Array.isArray(value) ? [...new Set([...(before as unknown[]), ...value])] : value;
}

/** Whether a list that lets things through stands for a second property too, which lets through everything. */
function choosesTogether(
  { setting }: PropertyMapping,
  java: JavaCounterpart,
  properties: Settings,
  settings: Settings,
): boolean {
  const same = (java.properties ?? []).filter((each) => each.setting === setting);
  return (
    setting.startsWith('include') &&
    Array.isArray(settings[setting]) &&
    same.some(({ property }) => properties[property] === undefined)
  );
}

function converted(
  value: unknown,
  { form }: PropertyMapping,
  types: readonly (string | undefined)[],
  context: ImportContext,
): unknown {
  if (form === 'flag') return true;
  if (form === 'names' || form === 'bareNames') {
    const names: readonly unknown[] =
      typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [value];
    return names.map((name) => context.text(String(name).trim())).filter((name) => name !== '');
  }
  if (typeof value !== 'string') return value;
  const isNumber = (types.includes('number') || types.includes('integer')) && /^-?\d+(?:\.\d+)?$/u.test(value);
  if (isNumber) return Number(value);
  return types.includes('boolean') && /^(?:true|false)$/u.test(value) ? value === 'true' : context.text(value);
}

/** What the provider would refuse is left out; what it needs and the document does not say becomes a variable. */
function checkSettings(
  { provider, connectorName, path: at }: ImportedConnection,
  settings: Settings,
  context: ImportContext,
): void {
  for (const { path: issuePath } of provider.config.safeParse(settings).error?.issues ?? []) {
    const setting = String(issuePath[0]);
    if (holdsReference(valueAt(settings, issuePath))) continue;
    if (settings[setting] !== undefined) {
      delete settings[setting];
      context.remark(at, configurationMessages.propertyLeftOut({ subject: setting }));
    }
  }
  for (const { path: issuePath } of provider.config.safeParse(settings).error?.issues ?? []) {
    const setting = String(issuePath[0]);
    if (settings[setting] !== undefined) continue;
    const variable = context.newVariable(variableName(connectorName, setting));
    settings[setting] = `\${env:${variable}}`;
    context.remark(at, configurationMessages.settingMissing({ subject: setting, variable }));
  }
}
