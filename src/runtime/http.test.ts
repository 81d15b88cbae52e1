import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createSocketServer } from 'node:net';
import type { AddressInfo, Server as SocketServer, Socket } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { certificates } from '../../test/support/certificates.ts';
import type { HttpFault } from './http-fault.ts';
import { openHttpClient } from './http.ts';
import type { HttpClient, HttpOptions } from './http.ts';

describe('a request', () => {
  it('goes out as it was given, and its answer comes back as text', async () => {
    const client = await clientOf(
      await listening(
        createServer((request, response) => {
          const chunks: Buffer[] = [];
          request.on('data', (chunk: Buffer) => chunks.push(chunk));
          request.on('end', () => {
            response.writeHead(201, { 'content-type': 'text/plain;charset=UTF-8', 'retry-after': '3' });
            const { method, url, headers } = request;
            const { authorization, accept } = headers;
            const body = Buffer.concat(chunks).toString();
            response.end(JSON.stringify({ method, url, authorization, accept, type: headers['content-type'], body }));
          });
        }),
      ),
    );
    const { text, ...rest } = await client.send({
      method: 'POST',
      path: '/a?b=c',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      body: '{"name":"Zürich 🐘"}',
    });
    expect(rest).toEqual({ status: 201, contentType: 'text/plain;charset=UTF-8', retryAfterMilliseconds: 3000 });
    expect(JSON.parse(text)).toEqual({
      method: 'POST',
      url: '/a?b=c',
      authorization: 'Bearer x',
      accept: 'application/json, text/plain',
      type: 'application/json',
      body: '{"name":"Zürich 🐘"}',
    });
  });

  it('may be a stream, which is pulled as it is sent', async () => {
    const client = await clientOf(await listening(echoing()));
    const stretches = async function* (): AsyncGenerator<string> {
      for (let index = 0; index < 1000; index += 1) yield `stretch ${index} é\n`;
    };
    const { text } = await client.send({ method: 'POST', path: '/', body: stretches() });
    expect(text).toBe((await Array.fromAsync(stretches())).join(''));
    expect((await client.send({ method: 'POST', path: '/', body: Buffer.from('bytes') })).text).toBe('bytes');
  });

  it('keeps its connections, and makes no more than it may', async () => {
    const sockets = new Set<Socket>();
    const server = createServer((_request, response) => response.end('x'));
    server.on('connection', (socket) => sockets.add(socket));
    const client = await clientOf(await listening(server), { connections: 3 });
    await Promise.all(Array.from({ length: 20 }, async () => client.send({ method: 'GET', path: '/' })));
    expect(sockets.size).toBeLessThanOrEqual(3);
  });

  it('answers what failed, too', async () => {
    const client = await clientOf(await listening(createServer((_request, response) => response.writeHead(503).end())));
    expect(await client.send({ method: 'GET', path: '/' })).toMatchObject({ status: 503, text: '' });
  });
});

describe('a connection that was closed while it was kept', () => {
  it('is tried once more when asking twice does no harm', async () => {
    const { client, requests } = await closingAfterFirst();
    await client.send({ method: 'POST', path: '/1' });
    expect((await client.send({ method: 'POST', path: '/2', idempotent: true })).text).toBe('/2');
    expect(requests).toEqual(['/1', '/2', '/2']);
  });

  it('fails a request that may have been carried out', async () => {
    const { client, requests } = await closingAfterFirst();
    await client.send({ method: 'POST', path: '/1' });
    expect(await faultOf(client.send({ method: 'POST', path: '/2' }))).toMatchObject({ kind: 'reset', sent: true });
    expect(requests).toEqual(['/1', '/2']);
  });

  it('is not tried a third time', async () => {
    const server = createSocketServer((socket) => socket.once('data', () => socket.destroy()));
    const client = await clientOf(await listening(server));
    const attempt = client.send({ method: 'GET', path: '/', idempotent: true });
    expect(await faultOf(attempt)).toMatchObject({ kind: 'reset', sent: true });
  });
});

describe('a request without an answer', () => {
  it.each([
    ['that nobody listens to', 'http://127.0.0.1:1', 'unreachable'],
    ['to a name that nobody has', 'http://no-such-host.invalid', 'unreachable'],
  ])('%s', async (_what, origin, kind) => {
    const client = await clientOf(origin);
    expect(await faultOf(client.send({ method: 'GET', path: '/' }))).toMatchObject({ kind, sent: false });
  });

  it('ends when the server is silent for too long', async () => {
    const client = await clientOf(await listening(createServer()), { timeoutMilliseconds: 100 });
    const attempt = client.send({ method: 'GET', path: '/' });
    expect(await faultOf(attempt)).toMatchObject({ kind: 'timed-out', sent: true });
  });

  it('ends when it is aborted, and the connection with it', async () => {
    const server = createServer();
    const client = await clientOf(await listening(server));
    const abort = new AbortController();
    const attempt = client.send({ method: 'GET', path: '/', signal: abort.signal });
    const [request] = (await once(server, 'request')) as [{ readonly socket: Socket }];
    const closed = once(request.socket, 'close');
    abort.abort();
    expect(await faultOf(attempt)).toMatchObject({ kind: 'aborted' });
    await closed;
    const late = client.send({ method: 'GET', path: '/', signal: abort.signal });
    expect(await faultOf(late)).toMatchObject({ kind: 'aborted', sent: false });
  });

  it('ends when the client is closed, which may be done twice', async () => {
    const server = createServer();
    const client = await clientOf(await listening(server));
    const attempt = faultOf(client.send({ method: 'GET', path: '/' }));
    await once(server, 'request');
    await client.close();
    expect(await attempt).toMatchObject({ kind: 'aborted' });
    await client.close();
    expect(await faultOf(client.send({ method: 'GET', path: '/' }))).toMatchObject({ kind: 'aborted' });
  });

  it('ends when half of the answer is missing', async () => {
    const half = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"class":';
    const server = createSocketServer((socket) => socket.once('data', () => socket.end(half)));
    const client = await clientOf(await listening(server));
    expect(await faultOf(client.send({ method: 'GET', path: '/' }))).toMatchObject({ kind: 'reset' });
  });

  it('is told from an answer that is no HTTP', async () => {
    const server = createSocketServer((socket) => socket.once('data', () => socket.end('+OK ready\r\n')));
    const client = await clientOf(await listening(server));
    expect(await faultOf(client.send({ method: 'GET', path: '/' }))).toMatchObject({ kind: 'no-http' });
  });

  it('says nothing of what was sent', async () => {
    const server = createSocketServer((socket) => socket.once('data', () => socket.destroy()));
    const client = await clientOf(await listening(server));
    const headers = { authorization: 'Bearer canary-token' };
    const fault = await faultOf(client.send({ method: 'POST', path: '/', headers, body: 'canary-body' }));
    expect(inspect(fault, { showHidden: true, depth: 8 })).not.toContain('canary');
  });
});

describe('over TLS', () => {
  const secure = async (cert = certificates.certificate): Promise<string> => {
    const { key } = certificates;
    return listening(
      createSecureServer({ cert, key }, (_request, response) => response.end('secure')),
      'https',
    );
  };
  const get = async (client: HttpClient) => client.send({ method: 'GET', path: '/' });

  it('trusts what a given authority has signed', async () => {
    const client = await clientOf(await secure(), { trust: { ca: certificates.ca } });
    expect((await get(client)).text).toBe('secure');
  });

  it('trusts nobody else', async () => {
    const fault = await faultOf(get(await clientOf(await secure())));
    expect(fault).toMatchObject({ kind: 'untrusted-certificate', sent: false });
  });

  it('does not trust a certificate for another host', async () => {
    const origin = await secure(certificates.certificateForElsewhere);
    const fault = await faultOf(get(await clientOf(origin, { trust: { ca: certificates.ca } })));
    expect(fault).toMatchObject({ kind: 'untrusted-certificate', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('trusts the certificate with the pinned fingerprint, written with colons or without', async () => {
    const origin = await secure();
    for (const certificateFingerprint of [
      certificates.fingerprint,
      certificates.fingerprint.replaceAll(':', '').toLowerCase(),
    ]) {
      const client = await clientOf(origin, { trust: { certificateFingerprint } });
      expect((await get(client)).text).toBe('secure');
    }
  });

  it('trusts no other certificate than the pinned one, and says which one is shown', async () => {
    const certificateFingerprint = '00'.repeat(32);
    const fault = await faultOf(get(await clientOf(await secure(), { trust: { certificateFingerprint } })));
    expect(fault).toMatchObject({ kind: 'other-certificate', sent: false });
    expect(fault.message).toContain(certificates.fingerprint);
  });

  it('trusts anybody when asked to', async () => {
    const client = await clientOf(await secure(), { trust: { verifyCertificates: false } });
    expect((await get(client)).text).toBe('secure');
  });

  it('is told from plain HTTP', async () => {
    const origin = (await listening(echoing())).replace('http:', 'https:');
    expect(await faultOf(get(await clientOf(origin)))).toMatchObject({ kind: 'no-tls', sent: false });
  });
});

async function clientOf(origin: string, options: Partial<HttpOptions> = {}): Promise<HttpClient> {
  const client = await openHttpClient({ origin, connections: 2, timeoutMilliseconds: 5000, ...options });
  onTestFinished(async () => client.close());
  return client;
}

async function listening(server: Server | SocketServer, scheme = 'http'): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function echoing(): Server {
  const listener: RequestListener = (request, response) => {
    request.pipe(response);
  };
  return createServer(listener);
}

/** A server that closes a connection at the second request on it, before it answers: a kept one that has become stale. */
async function closingAfterFirst(): Promise<{ client: HttpClient; requests: string[] }> {
  const requests: string[] = [];
  const served = new WeakSet<Socket>();
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    if (served.has(request.socket)) request.socket.destroy();
    else response.end(request.url);
    served.add(request.socket);
  });
  return { client: await clientOf(await listening(server), { connections: 1 }), requests };
}

async function faultOf(attempt: Promise<unknown>): Promise<HttpFault> {
  try {
    await attempt;
  } catch (error) {
    return error as HttpFault;
  }
  throw new Error('There was an answer.');
}
