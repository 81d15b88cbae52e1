import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { certificates } from '../../../test/support/certificates.ts';
import { tempFolder } from '../../../test/support/temp-folder.ts';
import { IntegrationError } from '../../messages/error-kinds.ts';
import { messageSentence } from '../../messages/sentence.ts';
import { DefinitionError, placeText } from '../definition-error.ts';
import { readConfigurationDocument } from './read-document.ts';
import type { ConfigurationDocument, DocumentLocation } from './read-document.ts';

const service = {
  integrationServiceURLMarker: 'files-integrator',
  integrationConnectorConfigs: [{ connectorName: 'x' }],
};
const daemon = { class: 'OMAGServerConfig', localServerName: 'coco', integrationServicesConfig: [service] };

function read(location: Partial<DocumentLocation>): Promise<ConfigurationDocument> {
  const whole = { source: 'daemon.config', currentFolder: '/nowhere', placeholders: new Map<string, string>() };
  return readConfigurationDocument({ ...whole, ...location }, new AbortController().signal);
}

function readText(text: string): Promise<ConfigurationDocument> {
  return read({ currentFolder: tempFolder({ 'daemon.config': text }) });
}

/** What is wrong, with its kind, or with its places in the document. */
async function wrongWith(reading: Promise<unknown>): Promise<string> {
  const error: unknown = await reading.catch((reason: unknown) => reason);
  if (error instanceof DefinitionError) {
    return error.problems.map(({ place, message }) => `${placeText(place)} ${messageSentence(message)}`).join(' ');
  }
  if (!(error instanceof IntegrationError)) throw error;
  return `${error.kind}: ${messageSentence(error.notice)}`;
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function origin(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createServer(listener))}`;
}

describe('readConfigurationDocument', () => {
  it('reads what Egeria keeps in a file, indented by tabs or in one line, by path or by URL', async () => {
    const currentFolder = tempFolder({ 'a/daemon.config': JSON.stringify(daemon, null, '\t') });
    const file = path.join(currentFolder, 'a/daemon.config');
    for (const source of ['a/daemon.config', file, pathToFileURL(file).href]) {
      const { configuration, placeOf } = await read({ source, currentFolder });
      expect(configuration.localServerName).toBe('coco');
      expect(placeOf(['integrationServicesConfig', 0, 'integrationConnectorConfigs', 0])).toMatchObject({ line: 8 });
    }
  });

  it('reads the answer of the REST API', async () => {
    const answer = { class: 'OMAGServerConfigResponse', relatedHTTPCode: 200, omagserverConfig: daemon };
    const { configuration, placeOf } = await readText(JSON.stringify(answer));
    expect(configuration.localServerName).toBe('coco');
    expect(placeOf(['localServerName']).column).toBeGreaterThan(100);
  });

  it('reads the body of a request that configures one service', async () => {
    const body = { class: 'IntegrationServiceRequestBody', omagserverName: 'mds', ...service };
    const { configuration, placeOf } = await readText(JSON.stringify(body));
    expect(configuration.integrationServicesConfig).toMatchObject([{ omagserverName: 'mds' }]);
    expect(placeOf(['integrationServicesConfig', 0, 'omagserverName']).column).toBe(59);
  });

  it('takes numbers and booleans that were posted as texts, and what is null for absent', async () => {
    const connector = {
      connectorName: null,
      refreshTimeInterval: '10',
      usesBlockingCalls: 'true',
      connection: { userId: null, endpoint: null, configurationProperties: null, embeddedConnections: null },
    };
    const { configuration } = await readText(
      JSON.stringify({ integrationServicesConfig: [{ integrationConnectorConfigs: [connector] }] }),
    );
    expect(configuration.integrationServicesConfig[0]?.integrationConnectorConfigs).toEqual([
      expect.objectContaining({
        connectorName: undefined,
        refreshTimeInterval: 10,
        usesBlockingCalls: true,
        connection: expect.objectContaining({
          userId: undefined,
          embedded: [],
          configurationProperties: {},
        }) as unknown,
      }),
    ]);
  });

  it.each([
    [
      'half of it',
      '{"localServerPassword":"CANARY',
      'daemon.config:1:31 This is not a configuration document: it is not JSON.',
    ],
    ['nothing', '', 'daemon.config:1:1 This is not a configuration document: it is not JSON.'],
    ['words after it', '{} CANARY', 'daemon.config:1:4 This is not a configuration document: it is not JSON.'],
    ['HTML', '<html>CANARY</html>', 'not the configuration of an integration daemon'],
    ['a list', '["CANARY"]', 'not the configuration of an integration daemon'],
    [
      'another server',
      '{"localServerName":"mds","localServerPassword":"CANARY"}',
      'ConfigurationError: This is not the configuration of an integration daemon: it names neither integration services ' +
        'nor groups, file daemon.config.',
    ],
    [
      'other types',
      '{"localServerPassword":["CANARY"],"integrationServicesConfig":[{"integrationConnectorConfigs":[{"refreshTimeInterval":"CANARY"}]}]}',
      'daemon.config:1:24 Wrong value of "localServerPassword": it must be a text.',
    ],
    [
      'an error of Egeria',
      '{"relatedHTTPCode":404,"exceptionErrorMessageId":"OMAG-ADMIN-404-001","exceptionErrorMessage":"CANARY"}',
      'ConfigurationError: The platform answered with something else than the configuration document, url daemon.config, ' +
        'code 404, because OMAG-ADMIN-404-001.',
    ],
    [
      'a refusal of Egeria',
      '{"relatedHTTPCode":403,"exceptionErrorMessage":"CANARY"}',
      'NotAuthorizedError: The platform did not give the configuration document out, url daemon.config, code 403.',
    ],
  ])('says what is wrong with %s, and repeats nothing of it', async (_what, text, sentence) => {
    const wrong = await wrongWith(readText(text));
    expect(wrong).toContain(sentence);
    expect(wrong).not.toContain('CANARY');
  });

  it('says that there is no file, and that it cannot be read', async () => {
    expect(await wrongWith(read({}))).toBe('ConfigurationError: There is no such file, file daemon.config.');
    const currentFolder = tempFolder({ 'daemon.config': new Uint8Array([0xc3, 0x28]) });
    expect(await wrongWith(read({ currentFolder }))).toBe(
      'ConfigurationError: The file cannot be read, file daemon.config.',
    );
  });
});

describe('a document that a platform gives out', () => {
  it('is fetched with the token, and named without what may be secret in the URL', async () => {
    const asked: (string | undefined)[] = [];
    const source = `${await origin((request, response) => {
      asked.push(request.url, request.headers.authorization);
      response.end(JSON.stringify({ relatedHTTPCode: 200, omagserverConfig: daemon }));
    })}/open-metadata/admin-services/servers/coco/configuration?key=CANARY`;
    const { configuration, placeOf } = await read({ source, token: 'token' });
    expect(configuration.localServerName).toBe('coco');
    expect(asked).toEqual(['/open-metadata/admin-services/servers/coco/configuration?key=CANARY', 'Bearer token']);
    expect(placeOf([]).file).toBe(source.replace('?key=CANARY', ''));
  });

  it.each([
    [401, 'NotAuthorizedError: The platform did not give the configuration document out'],
    [403, 'NotAuthorizedError: The platform did not give the configuration document out'],
    [404, 'ConfigurationError: The platform answered with something else than the configuration document'],
    [302, 'ConfigurationError: The platform answered with something else than the configuration document'],
    [503, 'UnavailableError: The configuration document could not be fetched'],
  ])('is missed with the status %i', async (status, sentence) => {
    const source = `${await origin((_request, response) => response.writeHead(status).end('CANARY'))}/x`;
    expect(await wrongWith(read({ source }))).toBe(`${sentence}, url ${source}, status ${status}.`);
  });

  it('is missed when nobody listens', async () => {
    const server = createServer();
    const port = await listening(server);
    server.close();
    await once(server, 'close');
    expect(await wrongWith(read({ source: `http://127.0.0.1:${port}/x` }))).toContain(
      'UnavailableError: The configuration document could not be fetched',
    );
  });

  it('comes from a platform whose certificate is trusted, and from no other', async () => {
    const { certificate: cert, key, ca } = certificates;
    const server = createSecureServer({ cert, key }, (_request, response) => response.end(JSON.stringify(daemon)));
    const source = `https://localhost:${await listening(server)}/configuration`;
    expect(await wrongWith(read({ source, token: 'token' }))).toMatch(
      /^UnavailableError: The certificate of the platform is not trusted, url .*, because [A-Z_]+\.$/,
    );
    const currentFolder = tempFolder({ 'ca.pem': ca });
    expect(await read({ source, currentFolder, caFile: 'ca.pem' })).toMatchObject({
      configuration: { localServerName: 'coco' },
    });
  });

  it('is not asked for with a token that others could read', async () => {
    expect(await wrongWith(read({ source: 'http://platform.example/x', token: 'CANARY' }))).toBe(
      'ConfigurationError: A token is not sent without encryption to another machine, url http://platform.example/x.',
    );
  });
});
