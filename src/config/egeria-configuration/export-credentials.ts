import type { ExportContext, ExportedText } from './export-context.ts';
import { partsOf } from './placeholders.ts';

/** Egeria's provider of secrets from YAML files (5.1 and later). */
export const yamlSecretsStoreProvider =
  'org.odpi.openmetadata.adapters.connectors.secretsstore.yaml.YAMLSecretsStoreProvider';

/** A collection of a YAML secrets file. */
export interface SecretsCollection {
  readonly file: string;
  readonly collection: string;
}

/** What goes into a connection for who signs in. No password: a placeholder or a secrets store stands for it. */
export interface ExportedCredentials {
  readonly fields: { readonly userId?: string; readonly clearPassword?: string };
  readonly store: SecretsCollection | undefined;
}

/** Who signs in, as a configuration document says it. */
export function exportCredentials(
  user: ExportedText | undefined,
  password: ExportedText | undefined,
  context: ExportContext,
): ExportedCredentials {
  const passwordStore = secretsCollection(password?.text, 'clearPassword');
  const userStore = secretsCollection(user?.text, 'userId');
  const store = passwordStore ?? userStore;
  const isIn = (other: SecretsCollection | undefined): boolean =>
    other !== undefined && other.file === store?.file && other.collection === store.collection;
  return {
    store,
    fields: {
      ...(user === undefined || isIn(userStore) ? {} : { userId: context.text(user) }),
      ...(password === undefined || isIn(passwordStore) ? {} : { clearPassword: context.password(password) }),
    },
  };
}

/** The collection that a reference names, if it is this secret of it. */
export function secretsCollection(text: string | undefined, secret: string): SecretsCollection | undefined {
  const [part, ...others] = partsOf(text ?? '');
  if (part?.kind !== 'secrets' || others.length > 0) return undefined;
  const groups = /^(?<file>[^#]+)#(?<collection>.+)\/(?<name>[^/]+)$/u.exec(part.text)?.groups;
  const { file = '', collection = '', name } = groups ?? {};
  return name === secret && !/(?:^|\/)users\//u.test(collection) ? { file, collection } : undefined;
}
