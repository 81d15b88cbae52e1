import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../../src/runtime/clock.ts';
import type { Clock } from '../../../src/runtime/clock.ts';
import type { OpenMetadataStore } from '../../../src/store/open-metadata-store.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { CallLog } from './call-log.ts';
import type { LoggedCall } from './call-log.ts';
import { Faults } from './faults.ts';
import { Front } from './front.ts';
import { Gate } from './gate.ts';
import { Platform } from './platform.ts';
import { Repository } from './repository.ts';
import { SignIn } from './sign-in.ts';
import { storeView } from './store-view.ts';

export interface FakeEgeriaOptions {
  /** Passwords by user id. Default: `baseline` with the password `baseline`. */
  readonly users?: Readonly<Record<string, string>>;
  /** Users who may sign in, and nothing else. */
  readonly usersWithoutRights?: readonly string[];
  /** The fake's time: of tokens and of everything that is written. Default: the machine's. */
  readonly clock?: Clock;
  /** The greatest page that is given. Default: 1000. */
  readonly maxPageSize?: number;
  /** So many calls are worked on at once; others wait. Default: all. */
  readonly parallelism?: number;
  /** Serves https with this certificate and key (PEM). Default: http. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Default: a free one. */
  readonly port?: number;
}

/** A platform that runs: a metadata access server `store` and a view server `view`, over one store in memory. */
export interface FakeEgeria {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** What the platform holds; what is written here directly is seen through the platform too. */
  readonly store: OpenMetadataStore;
  /** The names of what is there and is not seen, since what it is anchored to is gone. */
  readonly orphans: () => Promise<readonly string[]>;
  readonly faults: Faults;
  readonly calls: CallLog;
  /** How many calls are worked on at once; may be changed. */
  readonly gate: Gate;
  /** Tells of each call when its work is done and before it is answered. */
  onDone(listener: (call: LoggedCall) => void): void;
  /**
   * Does the work of so many calls more and then is gone: connections break, and new ones too, until `revive`.
   * Whether the last of those calls is still answered: by default.
   */
  dieAfter(calls: number, options?: { readonly lastIsAnswered?: boolean }): void;
  revive(): void;
  /** All tokens die and all connections are closed; what it holds stays. */
  restart(): void;
  /** Safe twice. */
  stop(): Promise<void>;
}

/**
 * Starts a stand-in of an Egeria OMAG Server Platform 6.1 on 127.0.0.1.
 *
 * It answers as recordings of real ones do (`recordings.test.ts`). What it does otherwise: listings come in the order of
 * creation and not of a hash table; an enum of another type than the property's, an element without a property that its
 * type requires, and from archives a relationship of wrong ends or a second one between two elements are refused, which
 * 6.1 takes. It has no templates, no publishing, no histories of relationships and classifications, and no daemon.
 */
export async function startFakeEgeria(options: FakeEgeriaOptions = {}): Promise<FakeEgeria> {
  const {
    users = { baseline: 'baseline' },
    usersWithoutRights = [],
    clock = systemClock,
    maxPageSize = 1000,
  } = options;
  const repository = new Repository(await openStore({ type: 'memory' }, clock), clock);
  const [faults, calls, gate] = [new Faults(), new CallLog(), new Gate(options.parallelism)];
  const signIn = new SignIn(users, clock);
  const platform = new Platform({ repository, signIn, faults, maxPageSize, usersWithoutRights });
  const front = new Front(platform, faults, gate, calls);
  const server = serverFor(options, (request, response) => {
    front.handle(request, response).catch(() => response.destroy());
  });
  const origin = await listen(server, options);
  return {
    origin,
    store: storeView(repository),
    orphans: async () => repository.orphans(),
    faults,
    calls,
    gate,
    onDone(listener) {
      front.onDone = listener;
    },
    dieAfter: (count, { lastIsAnswered = true } = {}) => front.dieAfter(count, lastIsAnswered),
    revive: () => front.live(),
    restart() {
      signIn.forget();
      server.closeAllConnections();
    },
    async stop() {
      if (!server.listening) return;
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
      await repository.disconnect();
    },
  };
}

/** A server that does not listen yet, with or without TLS. */
export function serverFor({ tls }: Pick<FakeEgeriaOptions, 'tls'>, listener: RequestListener): Server {
  return tls === undefined
    ? createServer(listener)
    : createTlsServer({ cert: tls.certificate, key: tls.key }, listener);
}

/** Listens on 127.0.0.1; resolves to the origin. */
export async function listen(server: Server, { port = 0, tls }: FakeEgeriaOptions): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(address.port)}`;
}
