import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../src/runtime/clock.ts';
import {
  EgeriaException,
  JsonFault,
  WebServerError,
  failureAnswer,
  jsonAnswer,
  springFailure,
  textAnswer,
} from './answer.ts';
import type { Answer } from './answer.ts';
import { elementWriter } from './element-json.ts';
import { STORE_SERVER } from './exceptions.ts';
import type { Operation } from './operation.ts';
import type { Repository } from './repository.ts';
import { routeOf } from './route.ts';
import type { Route } from './route.ts';
import type { SignIn } from './sign-in.ts';

const VIEW_SERVER = 'view';

/** A request as it came, read to its end. */
export interface PlatformRequest {
  readonly method: string;
  /** With its query. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** The services of a platform with a metadata access server `store` and a view server `view`. */
export class Platform {
  readonly #repository: Repository;
  readonly #signIn: SignIn;
  readonly #clock: Clock;
  readonly #maxPageSize: number;

  constructor(repository: Repository, signIn: SignIn, clock: Clock, maxPageSize: number) {
    this.#repository = repository;
    this.#signIn = signIn;
    this.#clock = clock;
    this.#maxPageSize = maxPageSize;
  }

  async answer(request: PlatformRequest): Promise<Answer> {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    let envelope: Readonly<Record<string, unknown>> = {};
    try {
      if (pathname === '/api/about') return { status: 200, contentType: undefined, body: '' };
      if (pathname === '/open-metadata/platform-services/server-platform/origin') {
        return textAnswer('Egeria OMAG Server Platform (version 6.1-SNAPSHOT)');
      }
      // An old header spoils even a request for a new token (recorded, "token with an old header").
      const isSigningIn = pathname === '/api/token' && request.method === 'POST';
      if (isSigningIn && request.authorization === undefined) return this.#token(request);
      const tokenUser = this.#signIn.userOf(request.authorization);
      if (isSigningIn) return this.#token(request);
      const route = routeOf(request.method, pathname);
      if (route === undefined) throw new WebServerError(404);
      if (route.operation === undefined) throw new WebServerError(route.isOtherMethod ? 405 : 404);
      const { operation } = route;
      const body = bodyOf(operation, request.body);
      const requestId = randomUUID();
      envelope = { class: operation.response, requestId, ...operation.failing };
      const userId = checkedUser(route, operation, tokenUser);
      const result = await operation.run({
        action: operation.action,
        userId,
        viaView: route.viaView,
        parameters: route.parameters,
        query: searchParams,
        body,
        hasBody: request.body !== '',
        requestId,
        repository: this.#repository,
        json: elementWriter(this.#repository.facts),
        maxPageSize: this.#maxPageSize,
      });
      return jsonAnswer({ class: operation.response, requestId, relatedHTTPCode: 200, ...result });
    } catch (error) {
      return failureAnswer(error, envelope, pathname, this.#clock.now());
    }
  }

  #token(request: PlatformRequest): Answer {
    const token = this.#signIn.token(parsed(request.body));
    if (token !== undefined) return textAnswer(token);
    return jsonAnswer(
      springFailure(401, 'org.springframework.security.authentication.AuthenticationServiceException'),
      401,
    );
  }
}

function bodyOf(operation: Operation, text: string): unknown {
  if (text === '') {
    if (operation.needsBody === true) throw new WebServerError(400);
    return {};
  }
  const body = parsed(text);
  if (body === null) throw new WebServerError(400);
  if (typeof body !== 'object' || Array.isArray(body)) throw new JsonFault('databind.exc.MismatchedInputException');
  return body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const isCutOff = error instanceof Error && error.message.includes('end of JSON');
    throw new JsonFault(isCutOff ? 'core.io.JsonEOFException' : 'core.JsonParseException');
  }
}

/** The server must run and be of the right kind, and the user in the path be who signed in. */
function checkedUser(route: Route, { action }: Operation, tokenUser: string): string {
  const { server, service, user = tokenUser } = route;
  if (server !== STORE_SERVER && server !== VIEW_SERVER) {
    throw new EgeriaException({
      className: 'InvalidParameterException',
      httpCode: 404,
      id: 'OMAG-MULTI-TENANT-404-001',
      action,
      parameters: [server, user],
      properties: { serverName: server, parameterName: 'serverName' },
    });
  }
  if (server !== (route.viaView ? VIEW_SERVER : STORE_SERVER)) {
    throw new EgeriaException({
      className: 'PropertyServerException',
      httpCode: 404,
      id: 'OMAG-MULTI-TENANT-404-002',
      action,
      parameters: [service, server, user],
    });
  }
  if (user !== tokenUser) {
    throw new EgeriaException({
      className: 'UserNotAuthorizedException',
      httpCode: 403,
      id: 'OPEN-METADATA-SECURITY-403-017',
      action: 'getUserAccount',
      parameters: [user],
      properties: { userId: user },
    });
  }
  return user;
}
