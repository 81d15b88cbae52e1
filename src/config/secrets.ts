import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { definitionMessages } from './messages.ts';
import type { Message } from '../messages/message.ts';
import { isHiddenSecret, secretAddressProblem, secretOf } from './secrets-file.ts';
import { isMapping } from './value-at.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where references find what they refer to. */
export interface SecretSources {
  readonly environment: Environment;
  /** The folder that the paths of files are relative to. Absolute. */
  readonly folder: string;
}

/** A value that a reference brought in. */
export interface BroughtIn {
  /** As it is written: `${env:NAME}`. */
  readonly reference: string;
  readonly value: string;
}

/** A text with its references resolved, or why one could not be. */
export interface ResolvedText {
  readonly text: string;
  readonly broughtIn: readonly BroughtIn[];
  readonly problems: readonly Message[];
}

/** `$${` stands for the signs themselves; then `${kind:name}`; then what was most likely meant to be one. */
const referencePattern = /\$\$\{|\$\{(?<kind>[a-z]+):(?<name>[^{}]*)\}|\$\{(?<bare>[A-Za-z_][A-Za-z0-9_]*)\}/gu;

/** Whether a text refers to something that is brought in when the daemon starts. */
export function hasReference(text: string): boolean {
  return text.matchAll(referencePattern).some((match) => match[0] !== '$${');
}

/** Whether a value or something within it has a reference. */
export function holdsReference(value: unknown): boolean {
  if (typeof value === 'string') return hasReference(value);
  if (Array.isArray(value)) return value.some(holdsReference);
  return isMapping(value) && Object.values(value).some(holdsReference);
}

/** Problems of references that can be seen without bringing anything in. */
export function referenceProblems(text: string): Message[] {
  return [...text.matchAll(referencePattern)].flatMap(({ 0: reference, groups = {} }) => {
    const { kind, name, bare } = groups as { readonly kind?: string; readonly name?: string; readonly bare?: string };
    if (bare !== undefined)
      return [definitionMessages.unknownReference({ subject: reference, nearest: `\${env:${bare}}` })];
    if (kind === 'secrets') return secretAddressProblem(name ?? '', reference) ?? [];
    const isUnknown = kind !== undefined && kind !== 'env' && kind !== 'file';
    return isUnknown ? [definitionMessages.unknownReference({ subject: reference })] : [];
  });
}

/** Brings in what a text refers to. */
export async function resolveText(text: string, sources: SecretSources): Promise<ResolvedText> {
  const broughtIn: BroughtIn[] = [];
  const problems: Message[] = [];
  let resolved = '';
  let end = 0;
  for (const match of text.matchAll(referencePattern)) {
    const [reference] = match;
    const value = await valueOf(match, sources);
    if (typeof value === 'string') {
      resolved += text.slice(end, match.index) + value;
      if (match.groups?.['kind'] !== undefined) broughtIn.push({ reference, value });
    } else {
      problems.push(value);
    }
    end = match.index + reference.length;
  }
  return { text: resolved + text.slice(end), broughtIn, problems };
}

async function valueOf(match: RegExpExecArray, { environment, folder }: SecretSources): Promise<string | Message> {
  const { 0: reference, groups: { kind, name = '' } = {} } = match;
  if (reference === '$${') return '${';
  if (kind === 'env') return environment[name] ?? definitionMessages.unsetVariable({ subject: name });
  if (kind === 'secrets') return secretOf(name, folder);
  if (kind !== 'file') return definitionMessages.unknownReference({ subject: reference });
  try {
    const text = await readFile(path.resolve(folder, name), 'utf8');
    // Editors end a file with a newline that is not part of the secret.
    return text.replace(/\r?\n$/u, '');
  } catch (error) {
    const because = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    return definitionMessages.unreadableSecret({ subject: name, because });
  }
}

/** Whether what a reference brings in is hidden in all output wherever it is used; of a variable its name says so. */
export function bringsInSecret(reference: string): boolean {
  const [match] = reference.matchAll(referencePattern);
  const { kind, name = '' } = match?.groups ?? {};
  if (kind === 'secrets') return isHiddenSecret(name);
  return kind === 'file' || /pass|pwd|secret|token|credential|auth|key|private/iu.test(name);
}
