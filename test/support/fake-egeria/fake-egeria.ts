import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { systemClock } from '../../../src/runtime/clock.ts';
import type { Clock } from '../../../src/runtime/clock.ts';
import type { OpenMetadataStore } from '../../../src/store/open-metadata-store.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { Platform } from './platform.ts';
import { Repository } from './repository.ts';
import { SignIn } from './sign-in.ts';
import { storeView } from './store-view.ts';

export interface FakeEgeriaOptions {
  /** Passwords by user id. Default: `baseline` with the password `baseline`. */
  readonly users?: Readonly<Record<string, string>>;
  /** The fake's time: of tokens and of everything that is written. Default: the machine's. */
  readonly clock?: Clock;
  /** The greatest page that is given. Default: 1000. */
  readonly maxPageSize?: number;
}

/** A platform that runs: a metadata access server `store` and a view server `view`, over one store in memory. */
export interface FakeEgeria {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** What the platform holds; what is written here directly is seen through the platform too. */
  readonly store: OpenMetadataStore;
  stop(): Promise<void>;
}

/** Starts a stand-in of an Egeria OMAG Server Platform 6.1 on a free port of 127.0.0.1. */
export async function startFakeEgeria(options: FakeEgeriaOptions = {}): Promise<FakeEgeria> {
  const { users = { baseline: 'baseline' }, clock = systemClock, maxPageSize = 1000 } = options;
  const repository = new Repository(await openStore({ type: 'memory' }, clock), clock);
  const platform = new Platform(repository, new SignIn(users, clock), clock, maxPageSize);
  const server = createServer((request, response) => {
    answer(request, response, platform).catch((error: unknown) => response.destroy(error as Error));
  });
  const origin = await listen(server);
  return {
    origin,
    store: storeView(repository),
    async stop() {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => void server.close(resolve));
      await repository.disconnect();
    },
  };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${String(port)}`;
}

async function answer(request: IncomingMessage, response: ServerResponse, platform: Platform): Promise<void> {
  const { status, contentType, body } = await platform.answer({
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    authorization: request.headers.authorization,
    body: await text(request),
  });
  response.writeHead(status, contentType === undefined ? {} : { 'content-type': contentType });
  response.end(body);
}
