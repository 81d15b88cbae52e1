import {
  ConfigurationError,
  defineMessages,
  IntegrationBug,
  IntegrationError,
  NotAuthorizedError,
  UnavailableError,
} from '../../src/kit/index.ts';
import type { Message } from '../../src/kit/index.ts';

const nothingRemoved = 'Nothing was removed; what was catalogued before stays.';
/** What can also happen when part of it has been read. */
const refreshEnded = `The refresh ended. What was read by then is in the catalog. ${nothingRemoved}`;

export const messages = defineMessages({
  urlIsWrong: {
    id: 'POSTGRESQL-400-001',
    text: 'The URL of the PostgreSQL server is wrong',
    systemAction: 'The connector was not started.',
    userAction:
      'Write `url` as postgresql://USER:PASSWORD@HOST:PORT/DATABASE. Signs such as @ : / # ? % in a name or a password are percent-encoded; or give the password as `password`.',
  },
  caFileIsUnreadable: {
    id: 'POSTGRESQL-400-002',
    text: 'The file with the certificates to trust cannot be read',
    systemAction: 'The connector was not started.',
    userAction: 'Set `caFile` to a file of PEM certificates that the daemon may read.',
  },
  databaseIsGiven: {
    id: 'POSTGRESQL-400-003',
    text: 'Databases are chosen by pattern, but the URL names one database',
    systemAction: 'The connector was not started.',
    userAction: 'Leave the database out of `url`, or leave out `includeDatabases` and `excludeDatabases`.',
  },
  signInRefused: {
    id: 'POSTGRESQL-401-001',
    text: 'PostgreSQL refused the user or the password',
    systemAction: nothingRemoved,
    userAction: 'Check the user and the password in `url`, and what they were brought in from.',
  },
  passwordMissing: {
    id: 'POSTGRESQL-401-002',
    text: 'PostgreSQL asks for a password and none was given',
    systemAction: nothingRemoved,
    userAction: 'Give the password in `url` or as `password`.',
  },
  connectionNotAllowed: {
    id: 'POSTGRESQL-403-001',
    text: 'PostgreSQL does not let this user connect from here, or not in this way',
    systemAction: nothingRemoved,
    userAction: 'See the cause. Have a line for it added to the server’s pg_hba.conf, or choose another `sslMode`.',
  },
  accessDenied: {
    id: 'POSTGRESQL-403-002',
    text: 'PostgreSQL denied the user what it was asked for',
    systemAction: 'It was not carried out; everything else went on.',
    userAction:
      'See the cause. To catalog, CONNECT on the database is enough; to write a comment, one must own the object.',
  },
  connectionsAreOff: {
    id: 'POSTGRESQL-503-008',
    text: 'The database accepts no connections',
    systemAction: 'It was catalogued without what is in it; what was catalogued of that before stays.',
    userAction: 'Name it in `excludeDatabases`, or allow connections to it (datallowconn).',
  },
  schemaIsUnusable: {
    id: 'POSTGRESQL-403-003',
    text: 'The user may see a schema but not use it',
    systemAction: 'It was catalogued all the same, with its tables and columns.',
    userAction: 'Grant USAGE on the schema if the user is to read it, or name it in `excludeSchemas`.',
  },
  tablesAreUnreadable: {
    id: 'POSTGRESQL-403-004',
    text: 'The user may see tables or views of a schema but not read them',
    systemAction: 'They were catalogued all the same.',
    userAction: 'Grant SELECT on them if the user is to read them, or name them in `excludeTables`.',
  },
  databaseIsMissing: {
    id: 'POSTGRESQL-404-001',
    text: 'The database does not exist',
    systemAction: nothingRemoved,
    userAction:
      'Check the database in `url`; when it was dropped on purpose, remove the connector from the daemon definition.',
  },
  patternMatchesNothing: {
    id: 'POSTGRESQL-404-002',
    text: 'A pattern matches nothing',
    systemAction: 'The other patterns were used.',
    userAction: 'Check its spelling, capitals included.',
  },
  foreignKeysLeadOutside: {
    id: 'POSTGRESQL-404-003',
    text: 'Foreign keys refer to tables that are left out',
    systemAction: 'The foreign keys were left out too.',
    userAction: 'Include the tables that they refer to, if they matter.',
  },
  objectIsGone: {
    id: 'POSTGRESQL-404-004',
    text: 'What the comment is to be written on is no longer there',
    systemAction: 'The comment was not written; everything else went on.',
    userAction: 'Sync again: the next refresh will find what has become of it.',
  },
  takesNoComment: {
    id: 'POSTGRESQL-422-001',
    text: 'PostgreSQL keeps no such property of this element',
    systemAction: 'It was not written; everything else went on.',
    userAction: 'Change the description of the database, schema, table or column itself.',
  },
  unexpected: {
    id: 'POSTGRESQL-500-001',
    text: 'PostgreSQL answered something that the connector does not know',
    systemAction: refreshEnded,
    userAction: 'Report it, with the cause.',
  },
  versionIsTooOld: {
    id: 'POSTGRESQL-501-001',
    text: 'The server is older than PostgreSQL 12',
    systemAction: nothingRemoved,
    userAction: 'Catalog servers of version 12 or later.',
  },
  unreachable: {
    id: 'POSTGRESQL-503-001',
    text: 'The PostgreSQL server cannot be reached',
    systemAction: refreshEnded,
    userAction: 'Check host and port in `url`, whether the server runs, and what lies between.',
  },
  connectTimedOut: {
    id: 'POSTGRESQL-503-002',
    text: 'The PostgreSQL server did not answer in time',
    systemAction: refreshEnded,
    userAction: 'Check host and port in `url` and firewalls between, or give `connectTimeoutSeconds` more time.',
  },
  connectionLost: {
    id: 'POSTGRESQL-503-003',
    text: 'The connection to PostgreSQL was lost',
    systemAction: refreshEnded,
    userAction:
      'Sync again when the server is up; see its log for why it ended the connection. If it never works, check that PostgreSQL is what answers at host and port.',
  },
  unavailable: {
    id: 'POSTGRESQL-503-004',
    text: 'PostgreSQL is starting, stopping or recovering',
    systemAction: refreshEnded,
    userAction: 'Sync again when the server is up.',
  },
  tooManyConnections: {
    id: 'POSTGRESQL-503-005',
    text: 'PostgreSQL has no connection left for this user',
    systemAction: refreshEnded,
    userAction: 'Sync again later, or raise max_connections or the limit of the role or of the database.',
  },
  statementTimedOut: {
    id: 'POSTGRESQL-503-006',
    text: 'A catalog query took too long',
    systemAction: refreshEnded,
    userAction:
      'Give `statementTimeoutSeconds` more time, or look for a session that has long been holding a lock (ALTER TABLE, REFRESH MATERIALIZED VIEW).',
  },
  exhausted: {
    id: 'POSTGRESQL-503-007',
    text: 'PostgreSQL could not answer: it lacks resources or met an error of its own',
    systemAction: refreshEnded,
    userAction: 'See the cause and the server’s log.',
  },
  tlsRefused: {
    id: 'POSTGRESQL-525-001',
    text: 'The server does not offer TLS, which `sslMode` demands',
    systemAction: nothingRemoved,
    userAction: 'Switch TLS on in the server, or set `sslMode` to prefer or disable.',
  },
  tlsUntrusted: {
    id: 'POSTGRESQL-525-002',
    text: 'The certificate of the server is not trusted',
    systemAction: nothingRemoved,
    userAction: 'Set `caFile` to the certificate of its authority, and use the host name that the certificate is for.',
  },
  tlsFailed: {
    id: 'POSTGRESQL-525-003',
    text: 'No way to encrypt could be agreed on with the server',
    systemAction: nothingRemoved,
    userAction: 'See the cause: the server and this Node.js have no version or cipher of TLS in common.',
  },
});

/** What an error is said to be about. Never the URL: it holds the password. */
export type Place = Readonly<Record<'server' | 'database' | 'user', string>>;

/** Puts what the driver said into one of the error kinds. An abort and what is in a kind already stay as they are. */
export function classify(error: unknown, place: Place): unknown {
  if (error instanceof IntegrationError || (error instanceof Error && error.name === 'AbortError')) return error;
  const code = codeOf(error);
  const facts = { ...place, code };
  const options = { cause: error };
  const state = code !== undefined && /^[0-9A-Z]{5}$/u.test(code) ? code : undefined;
  if (state !== undefined) return classifyState(state, facts, options);
  const text = error instanceof Error ? error.message : '';
  if (text === tlsRefusal) return new UnavailableError(messages.tlsRefused(facts), options);
  if (code !== undefined && noAgreementCodes.test(code)) {
    return new UnavailableError(messages.tlsFailed(facts), options);
  }
  if (code !== undefined && untrustedCodes.test(code)) {
    return new UnavailableError(messages.tlsUntrusted(facts), options);
  }
  if (code === 'ETIMEDOUT' || text === 'timeout expired') {
    return new UnavailableError(messages.connectTimedOut(facts), options);
  }
  if (code !== undefined && unreachableCodes.has(code)) {
    return new UnavailableError(messages.unreachable(facts), options);
  }
  if (
    lostCodes.has(code ?? '') ||
    /^Connection terminated|not queryable$|establishing an SSL connection$/u.test(text)
  ) {
    return new UnavailableError(messages.connectionLost(facts), options);
  }
  if (text.startsWith('SASL:') && text.includes('client password')) {
    return new NotAuthorizedError(messages.passwordMissing(facts), options);
  }
  return new IntegrationBug(messages.unexpected(facts), options);
}

type Facts = Readonly<Record<string, string | undefined>>;
type ErrorMaker = (facts: Facts, options: { readonly cause: unknown }) => IntegrationError;

const unavailable =
  (message: (facts: Facts) => Message): ErrorMaker =>
  (facts, options) =>
    new UnavailableError(message(facts), options);

const notAuthorized =
  (message: (facts: Facts) => Message): ErrorMaker =>
  (facts, options) =>
    new NotAuthorizedError(message(facts), options);

/** By SQLSTATE, and where none is listed by its class (PostgreSQL, appendix A). */
const byState: Readonly<Record<string, ErrorMaker>> = {
  '28P01': notAuthorized(messages.signInRefused),
  '28000': notAuthorized(messages.connectionNotAllowed),
  '42501': notAuthorized(messages.accessDenied),
  '3D000': unavailable(messages.databaseIsMissing),
  '57P04': unavailable(messages.databaseIsMissing),
  '55000': unavailable(messages.connectionsAreOff),
  '53300': unavailable(messages.tooManyConnections),
  '57014': unavailable(messages.statementTimedOut),
  '55P03': unavailable(messages.statementTimedOut),
  '57P01': unavailable(messages.unavailable),
  '57P02': unavailable(messages.unavailable),
  '57P03': unavailable(messages.unavailable),
};

const byClass: Readonly<Record<string, ErrorMaker>> = {
  '08': unavailable(messages.connectionLost),
  '22': unavailable(messages.exhausted),
  '25': unavailable(messages.connectionLost),
  '40': unavailable(messages.exhausted),
  '53': unavailable(messages.exhausted),
  '54': unavailable(messages.exhausted),
  '57': unavailable(messages.connectionLost),
  '58': unavailable(messages.exhausted),
  XX: unavailable(messages.exhausted),
};

function classifyState(state: string, facts: Facts, options: { readonly cause: unknown }): IntegrationError {
  const make = byState[state] ?? byClass[state.slice(0, 2)];
  return make === undefined ? new IntegrationBug(messages.unexpected(facts), options) : make(facts, options);
}

/** Of Node's network errors, those that mean that nobody answers there. */
const unreachableCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ENOENT',
  'EACCES',
]);
const lostCodes = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/** OpenSSL's verification errors as Node names them, and a host name that is not the certificate's. */
const untrustedCodes = /CERT|SIGNATURE|ISSUER|CRL|ERR_TLS|SELF_SIGNED/u;
const noAgreementCodes = /^(?:EPROTO$|ERR_SSL_)/u;
const tlsRefusal = 'The server does not support SSL connections';

/**
 * Whether a connection without TLS may do better: the server offers none, none was agreed on, or its rules for
 * connections (`pg_hba.conf`) do not provide for this one.
 */
export function isWorthTryingWithoutTls(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return code === '28000' || noAgreementCodes.test(code) || (error instanceof Error && error.message === tlsRefusal);
}

/**
 * Whether a snapshot shows something that is gone by now, so that PostgreSQL cannot decompile it: `XX000` for "could not
 * open relation with OID" and "cache lookup failed", `42…` and `3F000` for names; `40001` is a standby that had to go on.
 */
export function isOutdatedSnapshot(error: unknown): boolean {
  return ['XX000', '42P01', '42703', '42704', '3F000', '40001'].includes(codeOf(error) ?? '');
}

/** Whether a database went away between being listed and being connected to. */
export function isDatabaseGone(error: unknown): boolean {
  return codeOf(error) === '3D000';
}

/**
 * Whether an error is about one database only, so that the other databases of its server can still be read: everything
 * but a server that is gone or does not let the user sign in at all.
 */
export function concernsOneDatabase(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return (
    /^[0-9A-Z]{5}$/u.test(code) &&
    code !== '28P01' &&
    !['57P01', '57P02', '57P03'].includes(code) &&
    !code.startsWith('08')
  );
}

/** Whether another database is worth trying to ask for the list of databases: this one is missing or closed to the user. */
export function isDatabaseClosed(error: unknown): boolean {
  return ['3D000', '42501', '28000', '55000'].includes(codeOf(error) ?? '');
}

/** The driver's code, of an error that has been put into a kind too. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof IntegrationError) return codeOf(error.cause);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** A URL that cannot be used. The URL itself is never part of it. */
export function wrongUrl(because: string): ConfigurationError {
  return new ConfigurationError(messages.urlIsWrong({ because }));
}
