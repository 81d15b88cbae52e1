import type { CheckedDefinition } from '../checked-definition.ts';
import type { ExportContext } from './export-context.ts';
import { secretsCollection, yamlSecretsStoreProvider } from './export-credentials.ts';
import { isMapping } from '../value-at.ts';
import { configurationMessages } from './messages.ts';

/** What a configuration document says of the metadata access server, and of who calls it. */
export interface ExportedStore {
  /** Goes into every integration service. */
  readonly metadataAccessServer: { readonly omagserverPlatformRootURL?: string; readonly omagserverName?: string };
  readonly localServerUserId: string;
  /** Goes into the server: where its password is. */
  readonly server: object;
}

/** What a document has a place for; the rest of a store's keys is how this program calls a server. */
const known = new Set(['type', 'platformURL', 'serverName', 'userId', 'password']);

/** The open metadata store as the metadata access server of a configuration document, which an embedded store is not. */
export function exportStore(
  { name, openMetadataStore, storePlace, storeSettings }: CheckedDefinition,
  context: ExportContext,
): ExportedStore {
  const store: Readonly<Record<string, unknown>> = openMetadataStore;
  if (store['type'] !== 'egeria') {
    context.remark(storePlace, configurationMessages.storeLeftOut({ subject: String(store['type']) }));
    return { metadataAccessServer: {}, localServerUserId: name, server: {} };
  }
  const text = (key: string): string | undefined => {
    const value = store[key];
    return typeof value === 'string'
      ? context.text({ text: value, place: storePlace, words: ['egeria', key] })
      : undefined;
  };
  for (const subject of Object.keys(isMapping(storeSettings.value) ? storeSettings.value : {})) {
    if (known.has(subject)) continue;
    context.remark(storePlace, configurationMessages.settingLeftOut({ subject: `openMetadataStore.${subject}` }));
  }
  const [omagserverPlatformRootURL, omagserverName] = [text('platformURL'), text('serverName')];
  return {
    metadataAccessServer: {
      ...(omagserverPlatformRootURL === undefined ? {} : { omagserverPlatformRootURL }),
      ...(omagserverName === undefined ? {} : { omagserverName }),
    },
    localServerUserId: text('userId') ?? name,
    server: passwordOf(store['password'], { storePlace }, context),
  };
}

function passwordOf(
  password: unknown,
  { storePlace: place }: Pick<CheckedDefinition, 'storePlace'>,
  context: ExportContext,
): object {
  if (typeof password !== 'string') return {};
  const store = secretsCollection(password, 'clearPassword');
  if (store === undefined) {
    return { localServerPassword: context.password({ text: password, place, words: ['egeria', 'password'] }) };
  }
  return {
    secretsStoreProvider: yamlSecretsStoreProvider,
    secretsStoreLocation: store.file,
    secretsStoreCollection: store.collection,
  };
}
