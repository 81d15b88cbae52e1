import { once } from 'node:events';
import { text as textOf } from 'node:stream/consumers';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Server as SocketServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** Starts a server on a free port of 127.0.0.1 for the time of the test; returns its origin. */
export async function listening(server: Server | SocketServer): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/**
 * A platform of any version that signs everybody in and whose servers answer by path; `undefined` is Spring's answer to an
 * unknown path.
 */
export async function platformOf(
  version: string,
  answer: (path: string, body: string) => string | undefined,
): Promise<string> {
  const token = ['{"alg":"RS256"}', '{"sub":"baseline"}', ''].map((part) => Buffer.from(part).toString('base64url'));
  const isNew = Number.parseInt(version, 10) >= 6;
  const originPath = `/open-metadata/platform-services/${isNew ? '' : 'users/egeria-integrate/'}server-platform/origin`;
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const { url = '' } = request;
    const body = await textOf(request);
    if (url === '/api/token') return response.end(token.join('.'));
    if (url === originPath) return response.end(`Egeria OMAG Server Platform (version ${version})`);
    const text = answer(url, body);
    if (text !== undefined) return response.end(text);
    const notFound = { timestamp: '2026-11-22T15:15:43.613+00:00', status: 404, error: 'Not Found', path: url };
    return response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify(notFound));
  };
  return listening(createServer((request, response) => void respond(request, response)));
}

/** What Egeria 6.1 answers for a server that is not of the kind of the path. */
export const wrongKindOfServer = JSON.stringify({
  class: 'OpenMetadataElementsResponse',
  relatedHTTPCode: 404,
  exceptionClassName: 'org.odpi.openmetadata.frameworks.openmetadata.ffdc.PropertyServerException',
  exceptionErrorMessage: 'OMAG-MULTI-TENANT-404-002 The service is not available on this server',
  exceptionErrorMessageId: 'OMAG-MULTI-TENANT-404-002',
  exceptionErrorMessageParameters: ['Open Metadata Store Services', 'daemon', 'baseline'],
  exceptionSystemAction: 'The system cannot process the request.',
  exceptionUserAction: 'Verify that the correct server is being called.',
});

/** What Tomcat answers to plain HTTP on a port that speaks TLS, before it closes the connection. */
export const tomcatNeedsTls = [
  'HTTP/1.1 400 ',
  'Content-Type: text/plain;charset=UTF-8',
  'Connection: close',
  '',
  'Bad Request\nThis combination of host and port requires TLS.\n',
].join('\r\n');
