import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import type { Client, ClientConfig } from 'pg';
import { ConfigurationError, UnavailableError } from '../../src/kit/index.ts';
import { openCursor } from './cursor.ts';
import type { Row, RowCursor } from './cursor.ts';
import { classify, isWorthTryingWithoutTls, messages } from './errors.ts';
import type { Place } from './errors.ts';
import type { TextExpression } from './queries.ts';
import { rawText, textOfRaw } from './raw-text.ts';
import type { ServerAddress, SslMode } from './server-address.ts';

/** How connections to one server are made. */
export interface SessionOptions {
  readonly address: ServerAddress;
  readonly sslMode: SslMode;
  /** PEM certificates of the authorities to trust; Node's own when absent. */
  readonly ca: string | undefined;
  readonly connectTimeoutSeconds: number;
  readonly statementTimeoutSeconds: number;
}

/** Reads the file with the certificates to trust. */
export async function readCaFile(file: string | undefined, baseFolder: string): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readFile(path.resolve(baseFolder, file), 'utf8');
  } catch (error) {
    throw new ConfigurationError(messages.caFileIsUnreadable({ caFile: file }), { cause: error });
  }
}

/** A connection to one database. It ends at once, wherever it is, when the signal aborts. */
export class Session {
  readonly place: Place;
  readonly #client: Client;
  readonly #abort: () => void;
  #signal: AbortSignal;
  /** What the server says of itself when it accepts a connection, such as `server_version`. */
  readonly #parameters = new Map<string, string>();

  private constructor(client: Client, place: Place, signal: AbortSignal) {
    this.#client = client;
    this.place = place;
    this.#signal = signal;
    this.#abort = () => client.connection.stream.destroy();
    signal.addEventListener('abort', this.#abort);
    // What is asked for is refused with the same error; without a listener it would end the process.
    client.on('error', () => undefined);
    client.connection.on('parameterStatus', (status: ParameterStatus) => {
      this.#parameters.set(status.parameterName, status.parameterValue);
    });
  }

  /** Connects to a database of the server. Throws one of the error kinds, or the reason of an abort. */
  static async open(options: SessionOptions, database: string, signal: AbortSignal): Promise<Session> {
    const isLocal = options.address.host.startsWith('/');
    const place = { server: options.address.serverName, database, user: options.address.user };
    const connect = (ssl: ConnectionOptions | false): Promise<Session> =>
      Session.#connect(clientConfig(options, database, ssl), place, signal);
    try {
      if (isLocal) return await connect(false);
      if (options.sslMode !== 'prefer') return await connect(tlsOptions(options));
      return await connect(tlsOptions(options)).catch((error: unknown) => {
        if (!isWorthTryingWithoutTls(error)) throw error;
        return connect(false);
      });
    } catch (error) {
      signal.throwIfAborted();
      throw classify(error, place);
    }
  }

  static async #connect(config: ClientConfig, place: Place, signal: AbortSignal): Promise<Session> {
    signal.throwIfAborted();
    const { Client } = await import('pg');
    const client = new Client(config);
    const session = new Session(client, place, signal);
    try {
      await client.connect();
      session.#checkVersion();
      return session;
    } catch (error) {
      client.connection.stream.destroy();
      session.#detach();
      throw error;
    }
  }

  #checkVersion(): void {
    const version = this.#parameters.get('server_version') ?? '';
    if (Number.parseInt(version, 10) < oldestVersion) {
      throw new UnavailableError(messages.versionIsTooOld({ ...this.place, version }));
    }
  }

  /** Whether it can still be used, as far as we know. */
  get isOpen(): boolean {
    return this.#client.connection.stream.writable && !this.#signal.aborted;
  }

  /** Ends when this signal aborts, no longer when the one does that it was opened with. */
  follow(signal: AbortSignal): void {
    this.#detach();
    this.#signal = signal;
    signal.addEventListener('abort', this.#abort);
  }

  /** Runs statements without results. */
  async execute(statements: string): Promise<void> {
    await this.#client.query(statements);
  }

  /** Runs a query that returns few rows, which are checked. */
  async query<T>(
    sql: (text: TextExpression) => string,
    shape: { parse(row: unknown): T },
    values: readonly unknown[] = [],
  ): Promise<readonly T[]> {
    const { rows } = await this.#client.query<Record<string, unknown>>(sql(this.#text), [...values]);
    if (!this.#isRaw) return rows.map((row) => shape.parse(row));
    return rows.map((row) =>
      shape.parse(Object.fromEntries(Object.entries(row).map(([name, value]) => [name, decoded(value)]))),
    );
  }

  /** Opens a cursor within the transaction, in which its name is its own. Several may be read side by side. */
  cursor(name: string, sql: (text: TextExpression) => string, values: readonly (string | null)[]): Promise<RowCursor> {
    return openCursor(this.#client, name, sql(this.#text), values, this.#isRaw ? decodedRow : undefined);
  }

  /** Quotes a name for SQL. */
  identifier(name: string): string {
    return this.#client.escapeIdentifier(name);
  }

  /** Quotes a text for SQL. */
  literal(text: string): string {
    return this.#client.escapeLiteral(text);
  }

  /** Says what an error means; an abort comes first, since it is what broke the connection. */
  classified(error: unknown): unknown {
    return this.#signal.aborted ? this.#signal.reason : classify(error, this.place);
  }

  /** Ends the connection; a query in hand is given up. Safe twice. */
  async close(): Promise<void> {
    this.#detach();
    await this.#client.end();
  }

  get #isRaw(): boolean {
    return this.#parameters.get('server_encoding') === 'SQL_ASCII';
  }

  get #text(): TextExpression {
    return this.#isRaw ? rawText : (expression) => expression;
  }

  #detach(): void {
    this.#signal.removeEventListener('abort', this.#abort);
  }
}

/** The first version with generated columns (`pg_attribute.attgenerated`). */
const oldestVersion = 12;

interface ParameterStatus {
  readonly parameterName: string;
  readonly parameterValue: string;
}

function decoded<T>(value: T): T | string {
  return typeof value === 'string' ? textOfRaw(value) : value;
}

function decodedRow(row: Row): Row {
  return row.map(decoded);
}

function clientConfig(options: SessionOptions, database: string, ssl: ConnectionOptions | false): ClientConfig {
  const { address } = options;
  return {
    host: address.host,
    port: address.port,
    user: address.user,
    // A function, so that the driver looks for no password elsewhere: neither in PGPASSWORD nor in ~/.pgpass.
    password: () => address.password ?? '',
    database,
    ssl,
    connectionTimeoutMillis: options.connectTimeoutSeconds * 1000,
    application_name: 'egeria-integrate',
    keepAlive: true,
  };
}

/** As libpq: `require` checks the certificate only when `caFile` is given, and only `verify-full` checks the host name. */
function tlsOptions({ sslMode, ca }: SessionOptions): ConnectionOptions | false {
  if (sslMode === 'disable') return false;
  const isChecked = sslMode.startsWith('verify-') || (sslMode === 'require' && ca !== undefined);
  return {
    rejectUnauthorized: isChecked,
    ...(ca === undefined ? {} : { ca }),
    ...(sslMode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
  };
}
