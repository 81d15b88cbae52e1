import { withoutCredentials } from '../url-credentials.ts';
import type { DefinitionPath } from '../yaml-source.ts';
import type { ServerConfiguration } from './configuration-document.ts';
import type { ImportContext } from './import-context.ts';
import { passwordReference, secretReference } from './import-credentials.ts';
import { configurationMessages } from './messages.ts';

/** The metadata access server that a service or a group writes to. */
interface Target {
  readonly platformURL: string;
  readonly serverName: string;
  readonly path: DefinitionPath;
}

/**
 * Where the Java daemon writes to, as `openMetadataStore`: the first metadata access server that is named. Without one, what
 * a daemon definition has by default.
 */
export function importStore(configuration: ServerConfiguration, context: ImportContext): object {
  const [first, ...others] = targetsOf(configuration);
  if (first === undefined) {
    context.remark([], configurationMessages.storeMissing());
    return { type: 'sqlite', path: './open-metadata.db' };
  }
  const told = new Set([keyOf(first)]);
  for (const other of others) {
    if (told.has(keyOf(other))) continue;
    told.add(keyOf(other));
    const facts = { subject: other.serverName, at: withoutCredentials(other.platformURL) };
    context.remark(other.path, configurationMessages.serverLeftOut(facts));
  }
  const { localServerUserId } = configuration;
  return {
    type: 'egeria',
    platformURL: context.text(withoutCredentials(first.platformURL)),
    serverName: context.text(first.serverName),
    ...(localServerUserId === undefined ? {} : { userId: context.text(localServerUserId) }),
    password: passwordOf(configuration, context),
  };
}

function targetsOf({ integrationServicesConfig, dynamicIntegrationGroupsConfig }: ServerConfiguration): Target[] {
  const lists = { integrationServicesConfig, dynamicIntegrationGroupsConfig };
  return Object.entries(lists).flatMap(([list, items]) =>
    items.flatMap(({ omagserverPlatformRootURL: platformURL, omagserverName: serverName }, index) =>
      platformURL === undefined || serverName === undefined ? [] : [{ platformURL, serverName, path: [list, index] }],
    ),
  );
}

function keyOf({ platformURL, serverName }: Target): string {
  return JSON.stringify([platformURL.replace(/\/+$/u, ''), serverName]);
}

/** The password of the daemon's own user: written out before 6.0, since then in a secrets store of the server or of its groups. */
function passwordOf(configuration: ServerConfiguration, context: ImportContext): string {
  const { localServerPassword, dynamicIntegrationGroupsConfig } = configuration;
  if (localServerPassword !== undefined) {
    return passwordReference(localServerPassword, 'EGERIA_PASSWORD', ['localServerPassword'], context);
  }
  const holder = [configuration, ...dynamicIntegrationGroupsConfig].find(
    (each) => each.secretsStoreLocation !== undefined,
  );
  if (holder !== undefined) {
    const store = {
      providerClass: holder.secretsStoreProvider,
      location: holder.secretsStoreLocation,
      collection: holder.secretsStoreCollection,
    };
    const path = ['secretsStoreLocation'];
    return secretReference({ store, name: 'clearPassword', words: ['egeria'], path }, context);
  }
  const variable = context.newVariable('EGERIA_PASSWORD');
  context.remark(['localServerUserId'], configurationMessages.settingMissing({ subject: 'password', variable }));
  return `\${env:${variable}}`;
}
