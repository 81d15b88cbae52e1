import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Redactor } from '../runtime/redact.ts';
import type { OpenMetadataStoreDefinition } from '../store/open-store.ts';
import { DefinitionError } from './definition-error.ts';
import type { DefinitionProblem } from './definition-error.ts';
import { problemsOfIssues } from './issues.ts';
import type { CheckedValue } from './issues.ts';
import { inputSchema, parsedOnce } from './json-schema.ts';
import { definitionMessages } from './messages.ts';
import { hasReference } from './secrets.ts';
import type { Environment } from './secrets.ts';
import { bringIn, referencesWrong, writtenOutSecrets } from './settings.ts';
import { OpenMetadataStore } from './store-form.ts';
import type { EgeriaStoreForm, StoreForm } from './store-form.ts';
import { valueAt } from './value-at.ts';
import type { YamlSource } from './yaml-source.ts';

const STORE = 'openMetadataStore';

/** The settings of the store as they are written, without defaults; references not brought in. */
export function storeSettings(form: StoreForm, source: YamlSource): CheckedValue {
  return {
    value: valueAt(source.value, [STORE]) ?? form,
    schema: inputSchema(OpenMetadataStore),
    placeOf: (inner) => source.placeOf([STORE, ...inner]),
    placeOfValue: (inner) => source.placeOfValue([STORE, ...inner]),
  };
}

/** What is wrong with the settings of the store, as far as it can be told without network, files and secrets. */
export function storeProblems(form: StoreForm, settings: CheckedValue): DefinitionProblem[] {
  const problems = referencesWrong(settings);
  return form.type === 'egeria' ? [...problems, ...egeriaProblems(form, settings)] : problems;
}

/** What is worth a warning: a secret that is written out. */
export function storeWarnings(settings: CheckedValue): DefinitionProblem[] {
  return writtenOutSecrets(settings);
}

/** What resolving a store needs. */
export interface StoreSources {
  readonly settings: CheckedValue;
  /** The folder of the definition. Absolute. */
  readonly folder: string;
  readonly environment: Environment;
  readonly redactor: Redactor;
}

/**
 * Brings in what the settings of the store refer to, hides its secrets from all output and makes its paths absolute.
 *
 * @throws DefinitionError when something cannot be brought in, or is wrong once it is
 */
export async function resolveStore({
  settings,
  folder,
  environment,
  redactor,
}: StoreSources): Promise<OpenMetadataStoreDefinition> {
  const value = await bringIn(settings, { environment, folder }, redactor);
  const parsed = OpenMetadataStore.safeParse(value, parsedOnce);
  if (!parsed.success) throw new DefinitionError(problemsOfIssues(parsed.error.issues, { ...settings, value }));
  const form = parsed.data;
  if (form.type === 'memory') return form;
  if (form.type === 'sqlite') return { type: 'sqlite', path: path.resolve(folder, form.path) };
  const problems = egeriaProblems(form, settings);
  const ca = form.caFile === undefined ? undefined : await certificatesIn(path.resolve(folder, form.caFile));
  if (ca === null) problems.push(wrong('caFile', 'a file with certificates in PEM form that can be read', settings));
  if (problems.length > 0) throw new DefinitionError(problems);
  return {
    type: 'egeria',
    platformURL: new URL(form.platformURL).origin,
    serverName: form.serverName,
    credentials: credentialsOf(form),
    trust: {
      ca: ca ?? undefined,
      certificateFingerprint: form.certificateFingerprint,
      verifyCertificates: form.verifyCertificates,
    },
    requestTimeoutMilliseconds: form.requestTimeoutSeconds * 1000,
    concurrency: form.concurrency,
    ledger: path.resolve(folder, form.ledger),
  };
}

type EgeriaDefinition = Extract<OpenMetadataStoreDefinition, { type: 'egeria' }>;

function credentialsOf({ userId, password, token, tokenCommand }: EgeriaStoreForm): EgeriaDefinition['credentials'] {
  if (tokenCommand !== undefined) return { kind: 'command', userId, command: tokenCommand };
  if (token !== undefined) return { kind: 'token', userId, token };
  return { kind: 'password', userId: userId ?? '', password: password ?? '' };
}

const signIns = ['password', 'token', 'tokenCommand'] as const;

/** What holds between the settings; a reference may turn out to be anything. */
function egeriaProblems(form: EgeriaStoreForm, settings: CheckedValue): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const [first, second] = signIns.filter((name) => form[name] !== undefined);
  if (first === undefined) {
    const message = definitionMessages.missingKey({ subject: 'password', known: `${signIns.join(', ')}: one of them` });
    problems.push({ place: settings.placeOf([]), message });
  }
  if (second !== undefined) {
    const message = definitionMessages.severalSignIns({ subject: second, beside: first });
    problems.push({ place: settings.placeOf([second]), message });
  }
  if (form.password !== undefined && form.userId === undefined) {
    problems.push({ place: settings.placeOf([]), message: definitionMessages.missingKey({ subject: 'userId' }) });
  }
  if (!hasReference(form.platformURL) && !isPlatformUrl(form.platformURL)) {
    problems.push(wrong('platformURL', 'a URL without a path, such as https://localhost:9443', settings));
  }
  const { certificateFingerprint: fingerprint = '0'.repeat(64) } = form;
  if (!hasReference(fingerprint) && !/^[0-9a-f]{64}$/iu.test(fingerprint.replaceAll(/[:\s]/gu, ''))) {
    problems.push(wrong('certificateFingerprint', 'the 64 hexadecimal digits of a SHA-256 fingerprint', settings));
  }
  return problems;
}

/** The value itself is not repeated: a URL may carry a password. */
function wrong(subject: keyof EgeriaStoreForm, expected: string, settings: CheckedValue): DefinitionProblem {
  return { place: settings.placeOfValue([subject]), message: definitionMessages.wrongValue({ subject, expected }) };
}

function isPlatformUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username, password } = new URL(text);
  const isBare = pathname === '/' && search === '' && hash === '' && username === '' && password === '';
  return isBare && (protocol === 'http:' || protocol === 'https:');
}

/** `null` when there is no such file, or nothing of the kind in it. */
async function certificatesIn(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.includes('-----BEGIN CERTIFICATE-----') ? text : null;
}
