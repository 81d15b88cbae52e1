import { execFile, spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Client, escapeIdentifier } from 'pg';
import { findServerUser, readablePostgres, temporaryFolder } from './postgres-binaries.ts';
import type { ServerUser } from './postgres-binaries.ts';

const run = promisify(execFile);

/** Where a server answers and who its superuser is. */
export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Signs the superuser in to the database `postgres`. */
  readonly url: string;
}

export interface PostgresServer extends PostgresAddress {
  /** The process id of the postmaster. */
  readonly processId: number;
  /** The server's own certificate (PEM), for `localhost` and `127.0.0.1`, when it was started with TLS. */
  readonly certificate: string | undefined;
  /** Creates an empty database and returns its URL for the superuser. */
  createDatabase(name: string): Promise<string>;
  /** Ends sessions, writes everything out and stops. Safe twice. */
  stop(): Promise<void>;
  /** Stops as a crash would, in the middle of whatever goes on. Safe twice. */
  stopImmediate(): Promise<void>;
}

export interface PostgresOptions {
  /** `on`: plain connections are accepted too. Needs `openssl`. Default `off`. */
  readonly tls?: 'off' | 'on' | 'required';
  /** `wal_level=logical`. Default false. */
  readonly logicalReplication?: boolean;
  /** More settings of `postgresql.conf`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * The shell that runs the server waits for one line naming a signal, or for the end of its input, which comes in any
 * case when the process that started it is gone, however it ended. TERM besides QUIT, because a server that has only
 * just been started may still ignore QUIT.
 */
const keepServer = `
  postgresql=$1 directory=$2; shift 2
  trap '' PIPE
  trap 'rm -rf "$directory"' EXIT
  "$postgresql/bin/initdb" --pgdata="$directory/data" --username=postgres --pwfile="$directory/password" \\
    --auth=scram-sha-256 --encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 \\
    --no-sync --no-instructions >/dev/null || exit 1
  "$postgresql/bin/postgres" -D "$directory/data" "$@" </dev/null >/dev/null &
  server=$!
  echo $server
  if read -r signal; then kill -$signal $server; else kill -TERM $server; kill -QUIT $server; fi
  wait $server
`;

/**
 * Starts a real PostgreSQL server of its own on a free port of 127.0.0.1, with its data in a temporary folder. It ends
 * with this process at the latest, and leaves nothing behind.
 *
 * @throws PostgresUnavailableError when this machine has no PostgreSQL that we can start
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const serverUser = await findServerUser();
  const directory = await mkdtemp(path.join(await temporaryFolder(serverUser), 'egeria-integrate-postgres-'));
  try {
    return await startIn(directory, serverUser, options);
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(
  directory: string,
  serverUser: ServerUser | undefined,
  options: PostgresOptions,
): Promise<PostgresServer> {
  const postgresql = await readablePostgres(directory, serverUser);
  const address = addressOf(await freePort(), randomBytes(12).toString('hex'));
  const certificate = await writeServerFiles(directory, address.password, options.tls ?? 'off');
  await handOver(directory, serverUser);
  const settings = Object.entries(settingsFor(directory, address, options));
  const server = spawn(
    '/bin/sh',
    ['-c', keepServer, 'sh', postgresql, directory, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { cwd: directory, detached: true, stdio: 'pipe', env: { PATH: process.env['PATH'], LC_ALL: 'C' }, ...serverUser },
  );
  const processId = await untilReady(server);
  return {
    ...address,
    processId,
    certificate,
    createDatabase: (name) => createDatabase(address, name),
    stop: () => end(server, 'INT'),
    stopImmediate: () => end(server, 'QUIT'),
  };
}

/** @returns the process id of the postmaster, once it accepts connections */
async function untilReady(server: ChildProcessWithoutNullStreams): Promise<number> {
  const log: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log.join('\n')}`)));
    createInterface({ input: server.stderr }).on('line', (line) => {
      if (log.length < 100) log.push(line);
      if (line.includes('database system is ready to accept connections')) resolve();
      // The shell outlives a server that could not start, so that it can be told to end.
      if (line.includes('database system is shut down')) server.stdin.end();
    });
  });
  const processId = once(createInterface({ input: server.stdout }), 'line');
  await ready;
  return Number((await processId)[0]);
}

async function end(server: ChildProcessWithoutNullStreams, signal: 'INT' | 'QUIT'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  if (server.stdin.writable) server.stdin.end(`${signal}\n`);
  await exited;
}

function addressOf(port: number, password: string): PostgresAddress {
  const [host, user] = ['127.0.0.1', 'postgres'];
  return { host, port, user, password, url: `postgresql://${user}:${password}@${host}:${port}/postgres` };
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  listener.close();
  await once(listener, 'close');
  if (address === null || typeof address === 'string') throw new Error('A listener on TCP has no port.');
  return address.port;
}

/** @returns the server's certificate, when it is to speak TLS */
async function writeServerFiles(
  directory: string,
  password: string,
  tls: NonNullable<PostgresOptions['tls']>,
): Promise<string | undefined> {
  const host = tls === 'required' ? 'hostssl' : 'host';
  await writeFile(path.join(directory, 'password'), password);
  await writeFile(
    path.join(directory, 'pg_hba.conf'),
    ['all', 'replication'].map((database) => `${host} ${database} all 127.0.0.1/32 scram-sha-256\n`).join(''),
  );
  if (tls === 'off') return undefined;
  const certificate = path.join(directory, 'server.crt');
  const request = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost';
  const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const files = ['-keyout', path.join(directory, 'server.key'), '-out', certificate];
  await run('openssl', [...request.split(' '), ...names, ...files], { timeout: 20_000 });
  await chmod(path.join(directory, 'server.key'), 0o600);
  return readFile(certificate, 'utf8');
}

async function handOver(directory: string, serverUser: ServerUser | undefined): Promise<void> {
  if (serverUser === undefined) return;
  await run('chown', ['-R', `${serverUser.uid}:${serverUser.gid}`, directory]);
}

function settingsFor(directory: string, address: PostgresAddress, options: PostgresOptions): Record<string, string> {
  const withTls = { ssl: 'on', ssl_cert_file: `${directory}/server.crt`, ssl_key_file: `${directory}/server.key` };
  return {
    listen_addresses: address.host,
    port: String(address.port),
    unix_socket_directories: '',
    hba_file: `${directory}/pg_hba.conf`,
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    wal_level: options.logicalReplication === true ? 'logical' : 'replica',
    ...((options.tls ?? 'off') === 'off' ? {} : withTls),
    ...options.settings,
  };
}

/** Creates an empty database and returns its URL for the superuser. */
export async function createDatabase(server: PostgresAddress, name: string): Promise<string> {
  await administer(server, `create database ${escapeIdentifier(name)}`);
  const url = new URL(server.url);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

/** Drops a database, whoever is connected to it. */
export async function dropDatabase(server: PostgresAddress, name: string): Promise<void> {
  await administer(server, `drop database if exists ${escapeIdentifier(name)} with (force)`);
}

async function administer(server: PostgresAddress, statement: string): Promise<void> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
