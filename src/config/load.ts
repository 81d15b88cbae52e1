import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigurationError } from '../messages/error-kinds.ts';
import type { Redactor } from '../runtime/redact.ts';
import type { OpenMetadataStoreDefinition } from '../store/open-store.ts';
import { checkConnectors } from './check-connectors.ts';
import type { CheckedDefinition } from './checked-definition.ts';
import { DefinitionForm, StoreLocationForm } from './daemon-definition.ts';
import { DefinitionError } from './definition-error.ts';
import type { DefinitionProblem } from './definition-error.ts';
import { problemsOfIssues } from './issues.ts';
import type { CheckedValue } from './issues.ts';
import { inputSchema, parsedOnce } from './json-schema.ts';
import { definitionMessages } from './messages.ts';
import { hasReference } from './secrets.ts';
import type { Environment } from './secrets.ts';
import { resolveStore, storeProblems, storeSettings, storeWarnings } from './store-settings.ts';
import { isMapping, valueAt } from './value-at.ts';
import { readYaml } from './yaml-source.ts';
import type { YamlSource } from './yaml-source.ts';

const storePath = ['openMetadataStore', 'path'];

/** Where a daemon definition is. */
export interface DefinitionLocation {
  /** As the user named it. */
  readonly file: string;
  /** What a relative file is relative to. Absolute. */
  readonly currentFolder: string;
}

/**
 * Reads and checks a daemon definition, without network and without secrets.
 *
 * @throws DefinitionError with everything that is wrong, ConfigurationError when there is no file to read
 */
export async function readDefinition(location: DefinitionLocation): Promise<CheckedDefinition> {
  return checkDefinition(await readDefinitionText(location), location);
}

/**
 * Checks the text of a daemon definition, as `readDefinition` does.
 *
 * @param location where it is or is to be
 */
export async function checkDefinition(text: string, location: DefinitionLocation): Promise<CheckedDefinition> {
  const source = readYaml(text, location.file);
  const folder = folderOf(location);
  const problems = misplacedReferences(source);
  const warnings: DefinitionProblem[] = [];
  const form = checkForm(source, problems);
  if (form === undefined) throw new DefinitionError(problems);
  const { name, openMetadataStore } = form;
  const settings = storeSettings(openMetadataStore, source);
  problems.push(...storeProblems(openMetadataStore, settings));
  warnings.push(...storeWarnings(settings));
  const connectors = await checkConnectors({ form, source, folder, problems, warnings });
  if (problems.length > 0) throw new DefinitionError(problems);
  const store = { openMetadataStore, storePlace: source.placeOfValue(storePath), storeSettings: settings };
  return { name, file: location.file, folder, ...store, connectors, warnings };
}

/** The form of a definition; with faults, of what is right in it, so that the connectors can be checked all the same. */
function checkForm(source: YamlSource, problems: DefinitionProblem[]): DefinitionForm | undefined {
  const parsed = DefinitionForm.safeParse(source.value, parsedOnce);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  problems.push(...problemsOfIssues(issues, checkedBy(source)));
  const rest = structuredClone(source.value);
  for (const issue of issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of keys) {
      const holder = valueAt(rest, path.slice(0, -1));
      if (isMapping(holder)) delete holder[String(path.at(-1))];
    }
  }
  return DefinitionForm.safeParse(rest, parsedOnce).data;
}

/** What a command needs of a definition that works on the catalog and runs no connector. */
export interface StoreLocation {
  /** The integration daemon's name. */
  readonly name: string;
  readonly store: OpenMetadataStoreDefinition;
}

/**
 * Reads which open metadata store a daemon definition names, whatever is wrong with its connectors.
 *
 * @throws DefinitionError, ConfigurationError as `readDefinition`
 */
export async function readStoreLocation(
  location: DefinitionLocation,
  environment: Environment,
  redactor: Redactor,
): Promise<StoreLocation> {
  const source = readYaml(await readDefinitionText(location), location.file);
  const folder = folderOf(location);
  const parsed = StoreLocationForm.safeParse(source.value, parsedOnce);
  if (!parsed.success) throw new DefinitionError(problemsOfIssues(parsed.error.issues, checkedBy(source)));
  const { name, openMetadataStore } = parsed.data;
  const settings = storeSettings(openMetadataStore, source);
  const problems = storeProblems(openMetadataStore, settings);
  if (problems.length > 0) throw new DefinitionError(problems);
  return { name, store: await resolveStore({ settings, folder, environment, redactor }) };
}

function folderOf({ file, currentFolder }: DefinitionLocation): string {
  return path.dirname(path.resolve(currentFolder, file));
}

/**
 * The text of a daemon definition.
 *
 * @throws ConfigurationError when there is no file to read, or no text in it
 */
export async function readDefinitionText({ file, currentFolder }: DefinitionLocation): Promise<string> {
  try {
    const bytes = await readFile(path.resolve(currentFolder, file));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const isMissing =
      cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
    const message = isMissing ? definitionMessages.notFound({ file }) : definitionMessages.unreadable({ file });
    throw new ConfigurationError(message, { cause });
  }
}

function checkedBy({ value, placeOf, placeOfValue }: YamlSource): CheckedValue {
  return { value, schema: inputSchema(DefinitionForm), placeOf, placeOfValue };
}

/** References anywhere but in `configurationProperties` and `openMetadataStore` would stay as they are, unnoticed. */
function misplacedReferences(source: YamlSource): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const search = (value: unknown, at: readonly PropertyKey[]): void => {
    const key = at.at(-1);
    if (key === 'configurationProperties' || key === 'openMetadataStore') return;
    if (typeof value === 'string' && hasReference(value)) {
      const message = definitionMessages.misplacedReference({ subject: value });
      problems.push({ place: source.placeOfValue(at), message });
    }
    if (Array.isArray(value)) for (const [index, item] of value.entries()) search(item, [...at, index]);
    else if (isMapping(value)) for (const [name, item] of Object.entries(value)) search(item, [...at, name]);
  };
  search(source.value, []);
  return problems;
}
