import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigurationError, NotAuthorizedError } from '../../messages/error-kinds.ts';
import { DefinitionError } from '../definition-error.ts';
import type { SourcePlace } from '../definition-error.ts';
import { problemsOfIssues } from '../issues.ts';
import { inputSchema } from '../json-schema.ts';
import { isMapping } from '../value-at.ts';
import { readYaml } from '../yaml-source.ts';
import type { DefinitionPath, YamlSource } from '../yaml-source.ts';
import { ServerConfiguration } from './configuration-document.ts';
import { fetchDocument } from './fetch-document.ts';
import { configurationMessages } from './messages.ts';
import { replacePlaceholders } from './placeholders.ts';
import type { PlaceholderValues } from './placeholders.ts';

/** Where a configuration document is. */
export interface DocumentLocation {
  /** A file or an `http:`, `https:` or `file:` URL, as the user named it. */
  readonly source: string;
  /** What a relative file is relative to. Absolute. */
  readonly currentFolder: string;
  /** For a platform that asks for one. */
  readonly token?: string | undefined;
  /** A file of PEM certificates of the authorities to trust, as the user named it. */
  readonly caFile?: string | undefined;
  /** What is put in the place of placeholders. */
  readonly placeholders: PlaceholderValues;
}

/** A configuration document that was read. */
export interface ConfigurationDocument {
  readonly configuration: ServerConfiguration;
  /** Where something stands in it, by its path in `OMAGServerConfig`. */
  readonly placeOf: (path: DefinitionPath) => SourcePlace;
}

/**
 * Reads a configuration document: as Egeria keeps it in a file, as its REST API answers with it, or the body of a request
 * that configures one integration service.
 *
 * @throws DefinitionError with places in the document, ConfigurationError, NotAuthorizedError or UnavailableError. No message
 *   repeats a value of the document, which may hold passwords.
 */
export async function readConfigurationDocument(
  location: DocumentLocation,
  signal: AbortSignal,
): Promise<ConfigurationDocument> {
  const file = shownName(location.source);
  const source = sourceOf(await documentText(location, signal), file);
  const { value, locate } = unwrapped(source.value, file);
  const parsed = ServerConfiguration.safeParse(replacePlaceholders(value, location.placeholders));
  const placeOf = (at: DefinitionPath): SourcePlace => source.placeOfValue(locate(at));
  if (!parsed.success) {
    const schema = inputSchema(ServerConfiguration);
    const checked = { value, schema, placeOf, placeOfValue: placeOf, isHidden: () => true };
    throw new DefinitionError(problemsOfIssues(parsed.error.issues, checked), configurationMessages.notValid);
  }
  const { integrationServicesConfig: services, dynamicIntegrationGroupsConfig: groups } = parsed.data;
  if (services.length + groups.length === 0) throw new ConfigurationError(configurationMessages.notADaemon({ file }));
  return { configuration: parsed.data, placeOf };
}

/** A URL without what may be secret in it. */
function shownName(source: string): string {
  const url = urlOf(source);
  return url === undefined || url.protocol === 'file:' ? source : `${url.origin}${url.pathname}`;
}

function urlOf(source: string): URL | undefined {
  return /^(?:https?|file):\/\//iu.test(source) && URL.canParse(source) ? new URL(source) : undefined;
}

async function documentText(location: DocumentLocation, signal: AbortSignal): Promise<string> {
  const { source, currentFolder, token, caFile } = location;
  const url = urlOf(source);
  if (url !== undefined && url.protocol !== 'file:') {
    const ca = caFile === undefined ? undefined : await fileText(path.resolve(currentFolder, caFile), caFile);
    return fetchDocument(url, { token, ca, signal });
  }
  return fileText(url === undefined ? path.resolve(currentFolder, source) : fileURLToPath(url), source);
}

async function fileText(absolute: string, file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(absolute));
  } catch (cause) {
    const isMissing =
      cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
    const message = isMissing ? configurationMessages.notFound({ file }) : configurationMessages.unreadable({ file });
    throw new ConfigurationError(message, { cause });
  }
}

/** JSON is YAML, and so the places of everything in it are known. */
function sourceOf(text: string, file: string): YamlSource {
  try {
    return readYaml(text, file);
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    // What the library says may repeat a part of the text.
    const places = error.problems.slice(0, 1).map(({ place }) => ({ place, message: configurationMessages.notJson() }));
    throw new DefinitionError(places, configurationMessages.notJson);
  }
}

/** The configuration within the answer of the REST API, or around the body of a request. */
function unwrapped(value: unknown, file: string): Unwrapped {
  if (!isMapping(value)) throw new ConfigurationError(configurationMessages.notADaemon({ file }));
  const { relatedHTTPCode: code = 200, omagserverConfig, exceptionErrorMessageId } = value;
  if (code === 401 || code === 403) throw new NotAuthorizedError(configurationMessages.refused({ url: file, code }));
  if (code !== 200) {
    const because = typeof exceptionErrorMessageId === 'string' ? exceptionErrorMessageId : undefined;
    throw new ConfigurationError(configurationMessages.answeredOtherwise({ url: file, code: String(code), because }));
  }
  if (isMapping(omagserverConfig)) return { value: omagserverConfig, locate: (at) => ['omagserverConfig', ...at] };
  if (Array.isArray(value['integrationConnectorConfigs'])) {
    return { value: { integrationServicesConfig: [value] }, locate: ([_services, _first, ...at]) => at };
  }
  return { value, locate: (at) => at };
}

/** A configuration, and where what is in it stands in the text around it. */
interface Unwrapped {
  readonly value: unknown;
  readonly locate: (path: DefinitionPath) => DefinitionPath;
}
