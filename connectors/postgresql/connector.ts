import type {
  ConnectContext,
  ElementChange,
  IntegrationConnector,
  IntegrationContext,
  MetadataRecord,
  PublishOutcome,
} from '../../src/kit/index.ts';
import { ConfigurationError, IntegrationError, UnavailableError } from '../../src/kit/index.ts';
import { concernsOneDatabase, isDatabaseClosed, isDatabaseGone, messages } from './errors.ts';
import { databaseRecord } from './mapping.ts';
import { databaseName } from './names.ts';
import type { PostgresqlConfig } from './provider.ts';
import { publishComments } from './publish.ts';
import { listDatabases, readDatabase } from './read-database.ts';
import type { ReadOptions } from './read-database.ts';
import type { DatabaseRow } from './schema.ts';
import { compilePatterns } from './selection.ts';
import { parseServerAddress } from './server-address.ts';
import { readCaFile, Session } from './session.ts';
import type { SessionOptions } from './session.ts';

/** Catalogs one database, or all of a server's, and carries descriptions out as comments. */
export class PostgresqlConnector implements IntegrationConnector {
  readonly #config: PostgresqlConfig;
  readonly #options: SessionOptions;
  readonly #serverName: string;
  readonly #sessions = new Set<Session>();
  /** What `connect` has opened, for the first refresh to use. */
  #unused: Session | undefined;

  private constructor(config: PostgresqlConfig, options: SessionOptions) {
    this.#config = config;
    this.#options = options;
    this.#serverName = config.serverName ?? options.address.serverName;
  }

  /** Signs in, and so proves that the server answers. Throws one of the error kinds. */
  static async open(config: PostgresqlConfig, context: ConnectContext): Promise<PostgresqlConnector> {
    const address = parseServerAddress(config.url);
    if (address.database !== undefined && choosesDatabases(config)) {
      throw new ConfigurationError(messages.databaseIsGiven({ database: address.database }));
    }
    const connector = new PostgresqlConnector(config, {
      address: { ...address, password: config.password ?? address.password },
      sslMode: config.sslMode ?? address.sslMode ?? 'prefer',
      ca: await readCaFile(config.caFile ?? address.caFile, context.baseFolder),
      connectTimeoutSeconds: config.connectTimeoutSeconds,
      statementTimeoutSeconds: config.statementTimeoutSeconds,
    });
    connector.#unused = await connector.#openFirst(context.signal);
    return connector;
  }

  async *refresh(context: IntegrationContext): AsyncGenerator<readonly MetadataRecord[]> {
    const patterns = compilePatterns(this.#config);
    const options = { config: this.#config, serverName: this.#serverName, patterns, context };
    const session = await this.#takeFirst(context.signal);
    try {
      if (this.#options.address.database === undefined) {
        const databases = await listDatabases(session, 'all', this.#config);
        await this.#close(session);
        yield* this.#readEach(databases, options);
      } else {
        for (const row of await listDatabases(session, 'current', this.#config)) {
          yield* readDatabase(session, row, options);
        }
        patterns.warnings().forEach((warning) => context.warn(warning));
      }
    } catch (error) {
      throw session.classified(error);
    } finally {
      await this.#close(session);
    }
  }

  async *publish(changes: AsyncIterable<ElementChange>, context: IntegrationContext): AsyncGenerator<PublishOutcome> {
    const { database } = this.#options.address;
    yield* publishComments(changes, {
      serverName: this.#serverName,
      databases: database === undefined ? await this.#databaseNames(context.signal) : [database],
      statementTimeoutSeconds: this.#config.statementTimeoutSeconds,
      open: (name) => this.#open(name, context.signal),
      close: (session) => this.#close(session),
    });
  }

  async disconnect(): Promise<void> {
    await Promise.all(Array.from(this.#sessions, (session) => this.#close(session)));
  }

  /** The databases of a server one after the other. One that cannot be read does not keep the others from it. */
  async *#readEach(databases: readonly DatabaseRow[], options: ReadOptions): AsyncGenerator<readonly MetadataRecord[]> {
    let isComplete = true;
    for (const row of databases) {
      if (!options.patterns.selectsDatabase(row.name)) continue;
      const cause = yield* this.#readListed(row, options);
      if (cause === undefined) continue;
      isComplete = false;
      options.context.unreadable(databaseName(this.#serverName, row.name), cause);
    }
    // A pattern that matched nothing may be meant for what could not be read.
    if (isComplete) options.patterns.warnings().forEach((warning) => options.context.warn(warning));
  }

  /** Returns why the database could not be read, if that concerns no other one. It is cataloged all the same. */
  async *#readListed(row: DatabaseRow, options: ReadOptions): AsyncGenerator<readonly MetadataRecord[], unknown> {
    const opened = await this.#openListed(row, options.context.signal);
    if (opened === undefined) return undefined;
    if (!(opened instanceof Session)) {
      yield [databaseRecord(this.#serverName, row)];
      return opened;
    }
    try {
      yield* readDatabase(opened, row, options);
      return undefined;
    } catch (error) {
      const classified = opened.classified(error);
      if (!concernsOneDatabase(classified)) throw classified;
      return classified;
    } finally {
      await this.#close(opened);
    }
  }

  /** Returns why the database does not let us in; `undefined` when it was dropped since it was listed. */
  async #openListed(row: DatabaseRow, signal: AbortSignal): Promise<Session | IntegrationError | undefined> {
    if (!row.acceptsConnections) {
      return new UnavailableError(messages.connectionsAreOff({ server: this.#serverName, database: row.name }));
    }
    try {
      return await this.#open(row.name, signal);
    } catch (error) {
      if (isDatabaseGone(error)) return undefined;
      if (error instanceof IntegrationError && concernsOneDatabase(error)) return error;
      throw error;
    }
  }

  async #databaseNames(signal: AbortSignal): Promise<readonly string[]> {
    const session = await this.#takeFirst(signal);
    try {
      return (await listDatabases(session, 'all', this.#config)).map(({ name }) => name);
    } catch (error) {
      throw session.classified(error);
    } finally {
      await this.#close(session);
    }
  }

  /** What `connect` has opened, or a new session when that was used or lost. */
  async #takeFirst(signal: AbortSignal): Promise<Session> {
    const session = this.#unused;
    this.#unused = undefined;
    if (session?.isOpen === true) {
      session.follow(signal);
      return session;
    }
    return this.#openFirst(signal);
  }

  /** Signs in to the database of the URL, or else to one that may be asked for the others. */
  async #openFirst(signal: AbortSignal): Promise<Session> {
    const { database, user } = this.#options.address;
    if (database !== undefined) return this.#open(database, signal);
    try {
      return await this.#open('postgres', signal);
    } catch (error) {
      if (!isDatabaseClosed(error)) throw error;
      for (const other of [user, 'template1']) {
        const session = await this.#open(other, signal).catch(() => undefined);
        if (session !== undefined) return session;
      }
      throw error;
    }
  }

  async #open(database: string, signal: AbortSignal): Promise<Session> {
    const session = await Session.open(this.#options, database, signal);
    this.#sessions.add(session);
    return session;
  }

  async #close(session: Session): Promise<void> {
    this.#sessions.delete(session);
    await session.close();
  }
}

function choosesDatabases({ includeDatabases, excludeDatabases }: PostgresqlConfig): boolean {
  return excludeDatabases.length > 0 || includeDatabases.some((pattern) => pattern !== '*');
}
