import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Message } from '../messages/message.ts';
import { nearestName } from '../metadata/types/nearest-name.ts';
import { definitionMessages } from './messages.ts';

/** What a reference to a secrets file names: `FILE#COLLECTION/NAME`. */
interface SecretAddress {
  readonly file: string;
  /** Collection and name with a slash between them; both may hold more of these. */
  readonly within: string;
}

/** Names with texts; whatever else stands in its place, such as nothing, holds none. */
const Texts = z.record(z.string(), z.unknown()).catch({});

const nothing = { secrets: {}, users: {}, tokenAPI: { requestBody: {} } };

const Collection = z
  .object({
    secrets: Texts,
    users: z.record(z.string(), z.object({ secrets: Texts }).catch(nothing)).catch({}),
    tokenAPI: z.object({ requestBody: Texts }).catch(nothing.tokenAPI),
  })
  .catch(nothing);
type Collection = z.output<typeof Collection>;

/**
 * Egeria's YAML secrets store (`*.omsecrets`), as its `YAMLSecretsStoreConnector` 5.1 to 6.2 reads it: collections by name,
 * each with secrets, user accounts that have secrets of their own, and the request with which a token is asked for.
 */
const SecretsStore = z.object({ secretsCollections: z.record(z.string(), Collection) });

/** Where the example beside Egeria's connector has it. */
const WrappedSecretsStore = z.object({ secretsStore: SecretsStore }).transform(({ secretsStore }) => secretsStore);

/** What is wrong with a reference that can be seen without the file; `undefined` when nothing is. */
export function secretAddressProblem(name: string, reference: string): Message | undefined {
  return secretAddress(name) === undefined ? definitionMessages.secretsForm({ subject: reference }) : undefined;
}

/** Whether what is referred to is shown to nobody: all but the name of a user. */
export function isHiddenSecret(name: string): boolean {
  return !name.endsWith('/userId');
}

/**
 * Looks up a secret.
 *
 * `COLLECTION/NAME` is looked for in the collection's `secrets`, then in what a token is asked for with (`tokenAPI`), where
 * `clearPassword` is called `password`; `COLLECTION/users/USER/NAME` is a secret of a user account.
 *
 * @param name `FILE#COLLECTION/NAME`
 * @param folder what a relative FILE is relative to; absolute
 * @returns the secret, or what is wrong; no message repeats anything that the file holds but names
 */
export async function secretOf(name: string, folder: string): Promise<string | Message> {
  const address = secretAddress(name);
  if (address === undefined) return definitionMessages.secretsForm({ subject: name });
  const { file, within } = address;
  const read = await readSecretsStore(file, folder);
  if (!('collections' in read)) return read;
  const collections = new Map(Object.entries(read.collections));
  const [collectionName, collection] = longestCollection(within, collections);
  if (collection === undefined) {
    const subject = within.slice(0, within.indexOf('/'));
    const names = [...collections.keys()];
    const nearest = nearestName(subject, names) ?? nearestName(within.slice(0, within.lastIndexOf('/')), names);
    return definitionMessages.unknownSecretsCollection({ subject, in: file, nearest, known: listed(names, nearest) });
  }
  const subject = within.slice(collectionName.length + 1);
  const secrets = secretsIn(collection);
  const secret = secrets.get(subject) ?? (subject === 'clearPassword' ? secrets.get('password') : undefined);
  if (secret !== undefined) return secret;
  // Of user accounts there may be hundreds.
  const names = [...secrets.keys()].filter((each) => subject.startsWith('users/') || !each.startsWith('users/'));
  const nearest = nearestName(subject, names);
  const facts = { subject, in: `${file}#${collectionName}`, nearest, known: listed(names, nearest) };
  return definitionMessages.unknownSecret(facts);
}

function secretAddress(name: string): SecretAddress | undefined {
  const groups = /^(?<file>[^#]+)#(?<within>[^/].*\/.*[^/])$/u.exec(name)?.groups;
  return groups === undefined ? undefined : { file: groups['file'] ?? '', within: groups['within'] ?? '' };
}

async function readSecretsStore(
  file: string,
  folder: string,
): Promise<{ readonly collections: Readonly<Record<string, Collection>> } | Message> {
  let text: string;
  try {
    text = await readFile(path.resolve(folder, file), 'utf8');
  } catch (error) {
    const because = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    return definitionMessages.unreadableSecret({ subject: file, because });
  }
  const lineCounter = new LineCounter();
  // Every value as it is written: a password of digits keeps its zeros.
  const document = parseDocument(text, { schema: 'failsafe', lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    // The code alone: the library's message may repeat a part of the text.
    return definitionMessages.notASecretsFile({ subject: `${file}:${line}:${col}`, because: error.code });
  }
  const parsed = z.union([SecretsStore, WrappedSecretsStore]).safeParse(valueOf(document));
  if (!parsed.success) {
    return definitionMessages.notASecretsFile({ subject: file, because: 'it has no mapping secretsCollections' });
  }
  return { collections: parsed.data.secretsCollections };
}

function valueOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS();
  } catch {
    return undefined;
  }
}

/** Names may hold slashes: the longest collection that the address begins with is meant. */
function longestCollection(
  within: string,
  collections: ReadonlyMap<string, Collection>,
): readonly [string, Collection | undefined] {
  for (let end = within.lastIndexOf('/'); end > 0; end = within.lastIndexOf('/', end - 1)) {
    const name = within.slice(0, end);
    const collection = collections.get(name);
    if (collection !== undefined) return [name, collection];
  }
  return ['', undefined];
}

/** The secrets of a collection by the names that a reference may give them; a collection's own come before its token's. */
function secretsIn({ secrets, users, tokenAPI }: Collection): Map<string, string> {
  const found = new Map<string, string>();
  const add = (prefix: string, texts: z.output<typeof Texts>): void => {
    for (const [name, value] of Object.entries(texts)) {
      if (typeof value === 'string' && !found.has(prefix + name)) found.set(prefix + name, value);
    }
  };
  add('', secrets);
  add('', tokenAPI.requestBody);
  for (const [userId, user] of Object.entries(users)) add(`users/${userId}/`, user.secrets);
  return found;
}

function listed(names: readonly string[], nearest: string | undefined): string | undefined {
  return nearest === undefined ? names.join(', ') || undefined : undefined;
}
