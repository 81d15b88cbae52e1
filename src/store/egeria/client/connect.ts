import { StoreError } from '../../../messages/error-kinds.ts';
import type { Message } from '../../../messages/message.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { HttpFault } from '../../../runtime/http-fault.ts';
import { openHttpClient } from '../../../runtime/http.ts';
import type { HttpAnswer, HttpClient, HttpTrust } from '../../../runtime/http.ts';
import { METADATA_COLLECTION } from '../../metadata-collection.ts';
import { ElementsAnswer } from './answers.ts';
import { apostropheMender } from './apostrophes.ts';
import type { ApostropheMender } from './apostrophes.ts';
import { findBody, readQuery } from './bodies.ts';
import { sourcesText } from './conditions.ts';
import { dialectsOf, isTested, platformVersion, testedVersions } from './dialects.ts';
import type { Dialect, Operation, PlatformVersion } from './dialects.ts';
import { exceptionIds } from './egeria-exception.ts';
import { faultError, statusError } from './errors.ts';
import { egeriaMessages as messages } from '../messages.ts';
import { exceptionOf, serverCalls } from './server-calls.ts';
import type { ServerCalls } from './server-calls.ts';
import { tokenSource } from './token.ts';
import type { Credentials, TokenSource } from './token.ts';

/** How a metadata access server is reached. */
export interface EgeriaSettings {
  /** `https://host:port`. */
  readonly platformURL: string;
  readonly serverName: string;
  readonly credentials: Credentials;
  readonly trust: HttpTrust;
  readonly requestTimeoutMilliseconds: number;
  /** Most calls at once. */
  readonly concurrency: number;
}

/** A server that answered, and how it is spoken to. */
export interface Connection {
  readonly calls: ServerCalls;
  readonly dialect: Dialect;
  readonly version: PlatformVersion;
  /** Who the server knows this client as. */
  readonly userId: string;
  /** The greatest page that the server gives, or that is asked for. */
  readonly maxPageSize: number;
  readonly mender: ApostropheMender;
  /** The path of an operation, with what it is about filled in. */
  readonly pathOf: (operation: Operation, parameters?: PathParameters) => string;
  /** A path of the platform's own, with the server filled in. */
  readonly platformPathOf: (template: string) => string;
  disconnect(): Promise<void>;
}

/** What the path of an operation is about. */
export interface PathParameters {
  readonly guid?: string;
  readonly otherGuid?: string;
  /** Of a type. */
  readonly name?: string;
}

/** A page of more is never asked for: 2,400 columns took 0.3 s by pages of 1,000, and 1 s by pages of 100 (6.1). */
const greatestPageSize = 1000;

const originPath = '/open-metadata/platform-services/server-platform/origin';
/** Up to 5.x, with any user. */
const olderOriginPath = '/open-metadata/platform-services/users/egeria-integrate/server-platform/origin';

/**
 * Finds out the platform's version, signs in, and finds out how its server wants to be spoken to.
 *
 * @param tell is told what is worth a warning: a version that was not tested, a view server, certificates not verified
 */
export async function connect(
  settings: EgeriaSettings,
  clock: Clock,
  tell: (warning: Message) => void,
): Promise<Connection> {
  const { platformURL: platform, serverName: server, trust } = settings;
  if (trust.verifyCertificates === false && platform.startsWith('https:')) {
    tell(messages.certificatesNotVerified({ platform }));
  }
  const http = await openHttpClient({
    origin: platform,
    connections: settings.concurrency,
    timeoutMilliseconds: settings.requestTimeoutMilliseconds,
    trust,
  });
  try {
    const tokens = tokenSource(settings.credentials, platform, http, clock);
    const version = await versionOf(http, tokens, platform);
    const [first] = dialectsOf(version);
    if (first === undefined) throw new StoreError(messages.tooOld({ platform, version: version.text }));
    if (!isTested(version))
      tell(messages.untested({ platform, version: version.text, tested: testedVersions.join(' and ') }));
    const userId = await tokens.userId();
    const calls = serverCalls(http, tokens, { platform, server, userId });
    const found = await dialectOf(calls, version);
    if (found.dialect.name === 'view server 6') tell(messages.byViewServer({ platform, server }));
    return { calls, version, userId, ...found, disconnect: async () => http.close() };
  } catch (error) {
    await http.close();
    throw error;
  }
}

/** Asks without a token first, so that no password goes to what is no Egeria platform. */
async function versionOf(http: HttpClient, tokens: TokenSource, platform: string): Promise<PlatformVersion> {
  const subject = { platform, server: '', userId: '' };
  const get = async (path: string, token?: string): Promise<HttpAnswer> => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    try {
      return await http.send({ method: 'GET', path, headers, idempotent: true });
    } catch (fault) {
      throw fault instanceof HttpFault ? faultError(fault, subject) : fault;
    }
  };
  let answer = await get(originPath);
  // To who has no token, 5.3 says 401 of each path that there is not.
  const older = answer.status === 401 || answer.status === 404 ? await get(olderOriginPath) : undefined;
  if (older?.status === 200) answer = older;
  else if (answer.status === 401) answer = await get(originPath, await tokens.current());
  const version = platformVersion(answer.text);
  if (version !== undefined && answer.status === 200) return version;
  if (answer.status === 200 || answer.status === 404) {
    throw new StoreError(messages.notEgeria({ platform, status: answer.status, contentType: answer.contentType }));
  }
  throw statusError(answer, subject);
}

type Found = Pick<Connection, 'dialect' | 'pathOf' | 'platformPathOf' | 'maxPageSize' | 'mender'>;

/** Tries the dialects of a version by looking for metadata sources of this program's. */
async function dialectOf(calls: ServerCalls, version: PlatformVersion): Promise<Found> {
  const server = encodeURIComponent(calls.subject.server);
  const user = encodeURIComponent(calls.subject.userId);
  let refusal: unknown;
  for (const dialect of dialectsOf(version)) {
    for (const marker of dialect.markers) {
      const fill = { server, user, marker };
      const pathOf: Found['pathOf'] = (operation, parameters = {}) => {
        const base = operation === 'types' ? (dialect.typesBase ?? dialect.base) : dialect.base;
        return filled(base + dialect.paths[operation], { ...fill, ...encoded(parameters) });
      };
      try {
        const mender = apostropheMender();
        const maxPageSize = await probe(calls, dialect, pathOf('find'), mender);
        return { dialect, pathOf, platformPathOf: (template) => filled(template, fill), maxPageSize, mender };
      } catch (error) {
        if (!isOtherService(error)) throw error;
        refusal = error;
      }
    }
  }
  throw refusal;
}

/**
 * The greatest page that the server gives, found out by asking for the greatest that we would; what comes back tells what
 * the server makes of apostrophes.
 */
async function probe(
  calls: ServerCalls,
  { body: form }: Dialect,
  path: string,
  mender: ApostropheMender,
): Promise<number> {
  const ask = async (pageSize: number): Promise<void> => {
    const page = { startFrom: 0, pageSize };
    const query = form.paging === 'query' ? readQuery({}, page) : '';
    const find = { typeName: METADATA_COLLECTION, searchProperties: sourcesText() };
    const body = findBody(form, find, page, {});
    const sources = await calls.call({ method: 'POST', path: path + query, body, idempotent: true }, ElementsAnswer);
    for (const source of sources) mender.element(source);
  };
  try {
    await ask(greatestPageSize);
    return greatestPageSize;
  } catch (error) {
    const exception = exceptionOf(error);
    const maximum = Number(exception?.parameters.at(-1));
    if (exception?.id !== exceptionIds.pageTooLarge || !Number.isInteger(maximum) || maximum < 1) throw error;
    await ask(maximum);
    return maximum;
  }
}

/** The server is of another kind, or the platform has no such service. */
function isOtherService(error: unknown): boolean {
  if (exceptionOf(error)?.id === exceptionIds.wrongKindOfServer) return true;
  return error instanceof StoreError && error.notice.id === messages.noSuchService().id;
}

function encoded(parameters: PathParameters): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, encodeURIComponent(String(value))]),
  );
}

function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/gu, (_whole, name: string) => values[name] ?? '');
}
