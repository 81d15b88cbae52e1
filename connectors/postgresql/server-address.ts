import { userInfo } from 'node:os';
import { wrongUrl } from './errors.ts';

/** How far a connection is encrypted and the server's certificate is checked (libpq's `sslmode`). */
export type SslMode = (typeof sslModes)[number];
export const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;

/** Where a server is and who signs in, as a URL says it. */
export interface ServerAddress {
  /** A host name, an IP address, or the absolute path of the folder of a Unix domain socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string | undefined;
  /** `undefined`: all databases of the server are meant. */
  readonly database: string | undefined;
  readonly sslMode: SslMode | undefined;
  /** `sslrootcert`, as it is written. */
  readonly caFile: string | undefined;
  /** Host and port as they are written: the default name of the server. */
  readonly serverName: string;
}

/** Stricter than libpq in one thing: an `@` or a slash in the database's name is the rest of a password that is not encoded. */
const form =
  /^postgres(?:ql)?:\/\/(?:(?<userinfo>[^/?#]*)@)?(?<host>\[[^\]]*\]|[^:/?#]*)(?::(?<port>[^/?#]*))?(?:\/(?<path>[^?#/@]*))?(?:\?(?<query>[^#]*))?$/u;

/** What libpq takes in the query part of a URL, as far as it is of use here. */
const parameters = ['host', 'port', 'user', 'password', 'dbname', 'sslmode', 'sslrootcert'];

/**
 * Reads a connection URL as libpq does (PostgreSQL 18, section 32.1.1.2), for one server.
 *
 * @throws ConfigurationError that says what is wrong without repeating the URL, which may hold a password
 */
export function parseServerAddress(url: string): ServerAddress {
  const groups = form.exec(url.trim())?.groups;
  if (groups === undefined) throw wrongUrl('it does not have the form postgresql://USER:PASSWORD@HOST:PORT/DATABASE');
  const given = queryParameters(groups['query'] ?? '');
  const [user, password] = userInfoParts(groups['userinfo']);
  const hostAsWritten = given.get('host') ?? decoded(groups['host'] ?? '', 'host');
  const portAsWritten = given.get('port') ?? groups['port'] ?? '';
  if (hostAsWritten.includes(',')) throw wrongUrl('it names several hosts');
  const host = hostAsWritten === '' ? 'localhost' : hostAsWritten;
  const port = portNumber(portAsWritten);
  return {
    host: host.replace(/^\[(?<address>.*)\]$/u, '$<address>'),
    port,
    user: orUndefined(given.get('user') ?? user) ?? userInfo().username,
    password: orUndefined(given.get('password') ?? password),
    database: orUndefined(given.get('dbname') ?? decoded(groups['path'] ?? '', 'database')),
    sslMode: sslModeOf(given.get('sslmode')),
    caFile: given.get('sslrootcert'),
    serverName: `${host}:${port}`,
  };
}

function queryParameters(query: string): Map<string, string> {
  const given = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const [name = '', value = ''] = pair.split(/=(?<rest>.*)/su);
    if (!parameters.includes(name)) throw wrongUrl(`it has a parameter other than ${parameters.join(', ')}`);
    given.set(name, decoded(value, name));
  }
  return given;
}

function userInfoParts(userinfo: string | undefined): readonly [string | undefined, string | undefined] {
  if (userinfo === undefined) return [undefined, undefined];
  const colon = userinfo.indexOf(':');
  if (colon === -1) return [decoded(userinfo, 'user'), undefined];
  return [decoded(userinfo.slice(0, colon), 'user'), decoded(userinfo.slice(colon + 1), 'password')];
}

function portNumber(text: string): number {
  if (text === '') return 5432;
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw wrongUrl('its port is not a number from 1 to 65535');
  return port;
}

function sslModeOf(text: string | undefined): SslMode | undefined {
  if (text === undefined) return undefined;
  const mode = sslModes.find((known) => known === text);
  if (mode === undefined) throw wrongUrl(`its sslmode is none of ${sslModes.join(', ')}`);
  return mode;
}

function decoded(text: string, part: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrongUrl(`the percent-encoding of its ${part} is wrong`);
  }
}

function orUndefined(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
