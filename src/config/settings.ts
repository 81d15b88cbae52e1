import { createHash } from 'node:crypto';
import type { ConnectorProvider } from '../connector/provider.ts';
import type { Redactor } from '../runtime/redact.ts';
import { DefinitionError } from './definition-error.ts';
import type { DefinitionProblem } from './definition-error.ts';
import { problemsOfIssues } from './issues.ts';
import type { CheckedValue } from './issues.ts';
import { isSecretAt, parsedOnce, schemasAt } from './json-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { definitionMessages } from './messages.ts';
import { bringsInSecret, hasReference, holdsReference, referenceProblems, resolveText } from './secrets.ts';
import type { ResolvedText, SecretSources } from './secrets.ts';
import { credentialsIn, withoutCredentials } from './url-credentials.ts';
import { isMapping, valueAt } from './value-at.ts';

type Path = readonly PropertyKey[];

/** A connector's settings with what their references refer to, accepted by the provider's schema. */
export interface Configuration {
  readonly config: Record<string, unknown>;
  /** Of what decides which elements are seen: secrets are left out, so that a new password changes nothing. */
  readonly digest: string;
}

/** What is wrong with settings as far as it can be told while references are not brought in. */
export function checkSettings(provider: ConnectorProvider, settings: CheckedValue): DefinitionProblem[] {
  const issues = provider.config.safeParse(settings.value, parsedOnce).error?.issues ?? [];
  const certain = issues.filter(
    ({ code, path }) => code === 'unrecognized_keys' || !holdsReference(valueAt(settings.value, path)),
  );
  return [...problemsOfIssues(certain, settings), ...referencesWrong(settings)];
}

/** What is wrong with references as it can be told without bringing them in. */
export function referencesWrong({ value, placeOfValue }: CheckedValue): DefinitionProblem[] {
  return textsOf(value).flatMap(([path, text]) =>
    referenceProblems(text).map((message) => ({ place: placeOfValue(path), message })),
  );
}

/** Warns of secrets that are written out. */
export function writtenOutSecrets(settings: CheckedValue): DefinitionProblem[] {
  const written = textsOf(settings.value).filter(([path, text]) => {
    if (text === '' || hasReference(text)) return false;
    return credentialsIn(text).length > 0 || (isSecretAt(settings.schema, path) && !text.includes('://'));
  });
  return written.map(([path]) => ({
    place: settings.placeOfValue(path),
    message: definitionMessages.writtenOutSecret({ subject: String(path.at(-1)) }),
  }));
}

/**
 * Brings in what the settings refer to, hides the secrets from all output and checks the whole.
 *
 * @throws DefinitionError with every reference that could not be brought in, or every value that is wrong
 */
export async function configure(
  provider: ConnectorProvider,
  settings: CheckedValue,
  sources: SecretSources,
  redactor: Redactor,
): Promise<Configuration> {
  const value = await bringIn(settings, sources, redactor);
  const parsed = provider.config.safeParse(value, parsedOnce);
  if (!parsed.success) {
    const isHidden = (path: Path): boolean => holdsReference(valueAt(settings.value, path));
    throw new DefinitionError(problemsOfIssues(parsed.error.issues, { ...settings, value, isHidden }));
  }
  return { config: parsed.data, digest: digestOf(provider.id, value, settings.schema) };
}

/**
 * Brings in what settings refer to and hides the secrets from all output.
 *
 * @throws DefinitionError with every reference that could not be brought in
 */
export async function bringIn(settings: CheckedValue, sources: SecretSources, redactor: Redactor): Promise<unknown> {
  const problems: DefinitionProblem[] = [];
  const value = await mapTexts(settings.value, [], async (path, written) => {
    const resolved = await resolveText(written, sources);
    const place = settings.placeOfValue(path);
    problems.push(...resolved.problems.map((message) => ({ place, message })));
    hide(redactor, isSecretAt(settings.schema, path), written, resolved);
    return typed(resolved, written, settings.schema, path);
  });
  if (problems.length > 0) throw new DefinitionError(problems);
  return value;
}

function hide(redactor: Redactor, isSecret: boolean, written: string, resolved: ResolvedText): void {
  const hasReferences = resolved.broughtIn.length > 0;
  if (isSecret) redactor.add(resolved.text, hasReferences ? written : '***');
  for (const credential of credentialsIn(resolved.text)) redactor.add(credential, hasReferences ? written : '***');
  for (const { reference, value } of resolved.broughtIn) {
    if (isSecret || bringsInSecret(reference)) redactor.add(value, reference);
  }
}

/** What comes from the environment is text; where the schema wants a number or a boolean, it becomes one. */
function typed({ text, broughtIn }: ResolvedText, written: string, schema: JsonSchema, path: Path): unknown {
  if (broughtIn[0]?.reference !== written) return text;
  const types = schemasAt(schema, path).map((each) => each.type);
  if (types.includes('string')) return text;
  const isNumber = (types.includes('integer') || types.includes('number')) && text.trim() !== '';
  if (isNumber && Number.isFinite(Number(text))) return Number(text);
  return types.includes('boolean') && /^(?:true|false)$/u.test(text) ? text === 'true' : text;
}

function digestOf(providerId: string, value: unknown, schema: JsonSchema): string {
  const shown = withoutSecrets(value, [], schema);
  return createHash('sha256')
    .update(JSON.stringify([providerId, shown]))
    .digest('base64url');
}

/** The value with its keys in order and without secrets. */
function withoutSecrets(value: unknown, path: Path, schema: JsonSchema): unknown {
  if (typeof value === 'string') return withoutCredentials(value);
  if (Array.isArray(value)) return value.map((item, index) => withoutSecrets(item, [...path, index], schema));
  if (!isMapping(value)) return value;
  const keys = Object.keys(value).toSorted();
  return Object.fromEntries(
    keys.flatMap((key) => {
      const inner = [...path, key];
      const item = value[key];
      // A URL says what is catalogued, even where the whole of it is marked as a secret for the password in it.
      const isHidden = isSecretAt(schema, inner) && !(typeof item === 'string' && item.includes('://'));
      return isHidden ? [] : [[key, withoutSecrets(item, inner, schema)]];
    }),
  );
}

/** Every text within a value, with the path to it. */
function textsOf(value: unknown, path: Path = []): (readonly [Path, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsOf(item, [...path, index]));
  return isMapping(value) ? Object.entries(value).flatMap(([key, item]) => textsOf(item, [...path, key])) : [];
}

async function mapTexts(
  value: unknown,
  path: Path,
  map: (path: Path, text: string) => Promise<unknown>,
): Promise<unknown> {
  if (typeof value === 'string') return map(path, value);
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const [index, item] of value.entries()) items.push(await mapTexts(item, [...path, index], map));
    return items;
  }
  if (!isMapping(value)) return value;
  const mapped: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) mapped[key] = await mapTexts(item, [...path, key], map);
  return mapped;
}
