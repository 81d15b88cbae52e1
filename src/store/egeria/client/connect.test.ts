import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fakeClock } from '../../../../test/support/fake-clock.ts';
import { startFakeEgeria } from '../../../../test/support/fake-egeria/fake-egeria.ts';
import { listening, platformOf, tomcatNeedsTls, wrongKindOfServer } from '../../../../test/support/small-platform.ts';
import type { IntegrationError } from '../../../messages/error-kinds.ts';
import type { Message } from '../../../messages/message.ts';
import { connect } from './connect.ts';
import type { Connection, EgeriaSettings } from './connect.ts';
import { testedVersions } from './dialects.ts';

const credentials = { kind: 'password', userId: 'baseline', password: 'baseline' } as const;

describe('connecting to a platform', () => {
  it('finds out the greatest page of the server', async () => {
    const platform = await startFakeEgeria({ maxPageSize: 7 });
    onTestFinished(async () => platform.stop());
    expect((await connected(platform.origin)).connection.maxPageSize).toBe(7);
  });

  it.each([
    ['server that does not run', { serverName: 'nosuch' }, 'UnavailableError', 'OMAG-404-001'],
    [
      'password that is wrong',
      { credentials: { ...credentials, password: 'canary' } },
      'NotAuthorizedError',
      'OMAG-401-001',
    ],
  ])('says of a %s what it is', async (_what, settings, kind, id) => {
    const platform = await startFakeEgeria();
    onTestFinished(async () => platform.stop());
    expect(await refusalOf(platform.origin, settings)).toMatchObject({ kind, id: `EGERIA-INTEGRATE-${id}` });
  });

  it('says of a server that is of neither kind what it is', async () => {
    const origin = await platformOf('6.1', () => wrongKindOfServer);
    expect(await refusalOf(origin, { serverName: 'daemon' })).toMatchObject({
      kind: 'StoreError',
      id: 'EGERIA-INTEGRATE-OMAG-404-002',
      facts: { server: 'daemon', egeriaMessage: 'OMAG-MULTI-TENANT-404-002' },
    });
  });

  it('goes on with a version that was not tested, and says so', async () => {
    const origin = await platformOf('7.0', () => '{"class":"x","relatedHTTPCode":200}');
    const { connection, warnings } = await connected(origin);
    expect(connection).toMatchObject({ version: { text: '7.0' }, dialect: { name: 'access service 6' } });
    expect(warnings).toMatchObject([
      { id: 'EGERIA-INTEGRATE-OMAG-200-001', facts: { version: '7.0', tested: testedVersions.join(' and ') } },
    ]);
  });

  it('finds the service of a 5.x server by the access services that carry it', async () => {
    const origin = await platformOf('5.3', (path) => {
      const isThere = path.startsWith('/servers/store/open-metadata/framework-services/asset-owner/');
      return isThere ? '{"class":"x","relatedHTTPCode":200}' : undefined;
    });
    const { connection, warnings } = await connected(origin);
    expect(connection.dialect.name).toBe('access service 5.2');
    expect(warnings).toEqual([]);
    expect(connection.pathOf('element', { guid: 'a/b' })).toBe(
      '/servers/store/open-metadata/framework-services/asset-owner/open-metadata-store/users/baseline/metadata-elements/a%2Fb',
    );
  });

  it('asks a 5.0 server by the paths that it has', async () => {
    const paths: string[] = [];
    const origin = await platformOf('5.0', (path) => {
      paths.push(path);
      return path.startsWith('/servers/') ? '{"class":"x","relatedHTTPCode":200}' : undefined;
    });
    const { connection, warnings } = await connected(origin);
    expect(connection.dialect.name).toBe('access service 5.0');
    expect(warnings).toMatchObject([{ id: 'EGERIA-INTEGRATE-OMAG-200-001', facts: { version: '5.0' } }]);
    expect(paths.at(-1)).toContain('/metadata-elements/by-search-specification?');
  });

  it('asks for an older origin before it signs in, where the newer one is said to be for those who did', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const isOlder = request.url?.includes('/users/') === true;
      response.writeHead(isOlder ? 200 : 401).end(isOlder ? 'Egeria OMAG Server Platform (version 4.3)' : '');
    });
    expect(await refusalOf(await listening(server))).toMatchObject({ id: 'EGERIA-INTEGRATE-OMAG-505-001' });
    expect(asked.filter((each) => each.startsWith('POST'))).toEqual([]);
  });

  it('refuses a version that is too old', async () => {
    const origin = await platformOf('4.2', () => undefined);
    expect(await refusalOf(origin)).toMatchObject({
      kind: 'StoreError',
      id: 'EGERIA-INTEGRATE-OMAG-505-001',
      facts: { version: '4.2' },
    });
  });

  it.each([
    [200, 'text/html', '<html>Welcome</html>'],
    [404, 'application/json', '{"error":"not found"}'],
    [500, 'text/plain', 'oops'],
  ])('says of an answer %d of %s that it is no platform', async (status, type, text) => {
    const origin = await listening(
      createServer((_request, response) => response.writeHead(status, { 'content-type': type }).end(text)),
    );
    expect(await refusalOf(origin)).toMatchObject({ kind: 'StoreError', id: 'EGERIA-INTEGRATE-OMAG-502-001' });
  });

  it('sends no password to what is no platform', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
      request.on('end', () => response.end('{}'));
    });
    await refusalOf(await listening(server));
    expect(bodies).toEqual([]);
  });

  it('says of plain HTTP on a port of TLS that it needs https', async () => {
    const origin = await listening(
      createSocketServer((socket) => socket.once('data', () => socket.end(tomcatNeedsTls))),
    );
    expect(await refusalOf(origin)).toMatchObject({ kind: 'StoreError', id: 'EGERIA-INTEGRATE-OMAG-495-004' });
  });

  it.each(['{"class":"x"', 'null', '{"elements":[]}'])('makes nothing of the answer %s', async (text) => {
    const origin = await platformOf('6.1', () => text);
    expect(await refusalOf(origin)).toMatchObject({ kind: 'StoreError', id: 'EGERIA-INTEGRATE-OMAG-502-001' });
  });

  it('says where an answer of a platform is not as it should be', async () => {
    const origin = await platformOf('6.1', () => '{"relatedHTTPCode":200,"elements":[{"elementGUID":5}]}');
    expect(await refusalOf(origin)).toMatchObject({
      kind: 'StoreError',
      id: 'EGERIA-INTEGRATE-OMAG-502-002',
      facts: { at: 'elements.0.elementGUID' },
    });
  });
});

describe('a token that is refused in the middle', () => {
  it('is renewed, and the call made again', async () => {
    const clock = fakeClock();
    const platform = await startFakeEgeria({ clock });
    onTestFinished(async () => platform.stop());
    const { connection } = await connected(platform.origin);
    // The platform's clock goes on, that of the client does not.
    clock.advance(4_000_000);
    const call = { method: 'GET', path: `${connection.pathOf('types')}/name/Glossary` } as const;
    const { VoidAnswer } = await import('./answers.ts');
    await expect(connection.calls.call(call, VoidAnswer)).resolves.toBeUndefined();
  });
});

async function connected(
  origin: string,
  settings: Partial<EgeriaSettings> = {},
): Promise<{ connection: Connection; warnings: Message[] }> {
  const warnings: Message[] = [];
  const whole = {
    platformURL: origin,
    serverName: 'store',
    credentials,
    trust: {},
    requestTimeoutMilliseconds: 5000,
    concurrency: 2,
    ...settings,
  };
  const connection = await connect(whole, fakeClock(), (warning) => warnings.push(warning));
  onTestFinished(async () => connection.disconnect());
  return { connection, warnings };
}

async function refusalOf(origin: string, settings: Partial<EgeriaSettings> = {}): Promise<unknown> {
  try {
    await connected(origin, settings);
  } catch (error) {
    const { kind, notice, message } = error as IntegrationError;
    if (message.includes('canary')) throw new Error('It tells a secret.', { cause: error });
    return { kind, id: notice.id, facts: notice.facts };
  }
  throw new Error('It was not refused.');
}
