import { isMapping } from '../value-at.ts';

/** Egeria's placeholders: `~{name}~` in any text of a configuration document is replaced when the server starts (5.0 and later). */
const placeholder = /~\{(?<name>[^{}]*)\}~/gu;
const reference = /\$\$\{|\$\{(?<kind>[a-z]+):(?<name>[^{}]*)\}/gu;

/** The values of placeholders by name. */
export type PlaceholderValues = ReadonlyMap<string, string>;

/** The value with the placeholders replaced whose values are known, in every text within it. */
export function replacePlaceholders(value: unknown, values: PlaceholderValues): unknown {
  if (typeof value === 'string')
    return value.replaceAll(placeholder, (found, name: string) => values.get(name) ?? found);
  if (Array.isArray(value)) return value.map((item) => replacePlaceholders(item, values));
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replacePlaceholders(item, values)]));
}

/** The names of the placeholders in a text. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(placeholder)].map(({ groups }) => groups?.['name'] ?? '');
}

/** Whether there is a placeholder in a text. */
export function hasPlaceholder(text: string): boolean {
  return placeholdersIn(text).length > 0;
}

/** The environment variable that stands for a placeholder: its name, as far as shells can set it. */
export function placeholderVariable(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9_]/gu, '_');
  return /^\d/u.test(plain) || plain === '' ? `_${plain}` : plain;
}

/** A text of a document as a daemon definition has it: placeholders as references, and what would be taken for one escaped. */
export function withReferences(text: string): string {
  return text
    .replaceAll('${', () => '$${')
    .replaceAll(placeholder, (_found, name: string) => `\${env:${placeholderVariable(name)}}`);
}

/** A text of a daemon definition in its parts: what is written out, and what is a reference. */
export interface TextPart {
  /** `env`, `file`, `secrets`; absent for what is written out. */
  readonly kind?: string;
  /** The name that the reference has, or what is written out. */
  readonly text: string;
}

/** Takes the text of a daemon definition apart. */
export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  const addWritten = (written: string): void => {
    if (written !== '') parts.push({ text: written });
  };
  for (const match of text.matchAll(reference)) {
    const { kind, name = '' } = match.groups as { readonly kind?: string; readonly name?: string };
    addWritten(text.slice(end, match.index) + (kind === undefined ? '${' : ''));
    if (kind !== undefined) parts.push({ kind, text: name });
    end = match.index + match[0].length;
  }
  addWritten(text.slice(end));
  return parts;
}

/** The name of an environment variable after words: `OakDene files`, `password` become `OAK_DENE_FILES_PASSWORD`. */
export function variableName(...words: readonly string[]): string {
  const name = words
    .join('_')
    .replaceAll(/(?<lower>[a-z0-9])(?<upper>[A-Z])/gu, '$<lower>_$<upper>')
    .replaceAll(/(?<upper>[A-Z])(?<next>[A-Z][a-z])/gu, '$<upper>_$<next>')
    .replaceAll(/[^A-Za-z0-9]+/gu, '_')
    .replaceAll(/^_+|_+$/gu, '')
    .toUpperCase();
  return /^\d/u.test(name) || name === '' ? `_${name}` : name;
}
