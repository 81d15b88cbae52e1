import { randomUUID } from 'node:crypto';
import { JsonFault, WebServerError, failureAnswer, jsonAnswer, springFailure, textAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { elementWriter } from './element-json.ts';
import { STORE_SERVER, notPermitted, otherUser, serverNotRunning, wrongKindOfServer } from './exceptions.ts';
import type { Faults } from './faults.ts';
import type { Answering } from './front.ts';
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

/** What a platform is made of. */
export interface PlatformParts {
  readonly repository: Repository;
  readonly signIn: SignIn;
  readonly faults: Faults;
  readonly maxPageSize: number;
  readonly usersWithoutRights: readonly string[];
}

/** The services of a platform with a metadata access server `store` and a view server `view`. */
export class Platform implements Answering {
  readonly #parts: PlatformParts;

  constructor(parts: PlatformParts) {
    this.#parts = parts;
  }

  forgetTokens(): void {
    this.#parts.signIn.forget();
  }

  async answer(request: PlatformRequest): Promise<Answer> {
    const { repository, signIn, maxPageSize } = this.#parts;
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
      const tokenUser = signIn.userOf(request.authorization);
      if (isSigningIn) return this.#token(request);
      const route = routeOf(request.method, pathname);
      if (route === undefined) throw new WebServerError(404);
      if (route.operation === undefined) throw new WebServerError(route.isOtherMethod ? 405 : 404);
      const { operation } = route;
      const body = bodyOf(operation, request.body, this.#parts.faults.doublesApostrophes);
      const requestId = randomUUID();
      envelope = { class: operation.response, requestId, ...operation.failing };
      const userId = checkedUser(route, operation, tokenUser);
      this.#checkRights(route, operation, userId);
      const result = await operation.run({
        action: operation.action,
        userId,
        viaView: route.kind === 'view',
        parameters: route.parameters,
        query: searchParams,
        body,
        hasBody: request.body !== '',
        requestId,
        repository,
        json: elementWriter(repository.facts),
        maxPageSize,
        shufflesTies: this.#parts.faults.shufflesTies,
        doublesApostrophes: this.#parts.faults.doublesApostrophes,
      });
      return jsonAnswer({ class: operation.response, requestId, relatedHTTPCode: 200, ...result });
    } catch (error) {
      return failureAnswer(error, envelope, pathname, repository.clock.now());
    }
  }

  #checkRights({ kind, server }: Route, { action }: Operation, userId: string): void {
    const { faults, usersWithoutRights } = this.#parts;
    const isRefused = usersWithoutRights.includes(userId) || (kind === 'operations' && faults.refusesArchives);
    if (isRefused) throw notPermitted(server, userId, action);
  }

  #token(request: PlatformRequest): Answer {
    const token = this.#parts.signIn.token(parsed(request.body));
    if (token !== undefined) return textAnswer(token);
    return jsonAnswer(
      springFailure(401, 'org.springframework.security.authentication.AuthenticationServiceException'),
      401,
    );
  }
}

function bodyOf(operation: Operation, text: string, doublesApostrophes: boolean): unknown {
  if (text === '') {
    if (operation.needsBody === true) throw new WebServerError(400);
    return {};
  }
  const body = parsed(text);
  if (body === null) throw new WebServerError(400);
  if (typeof body !== 'object' || Array.isArray(body)) throw new JsonFault('databind.exc.MismatchedInputException');
  if (doublesApostrophes && writes.test(operation.name)) return JSON.parse(text, doubled);
  return body;
}

/** Operations that persist the values in their bodies. */
const writes = /^(?:create|update|classify|reclassify|load)/u;

function doubled(key: string, value: unknown): unknown {
  return key === 'primitiveValue' && typeof value === 'string' ? value.replaceAll("'", "''") : value;
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
  const { kind, server, user = tokenUser } = route;
  if (server !== STORE_SERVER && server !== VIEW_SERVER) throw serverNotRunning(server, user, action);
  if (server !== (kind === 'view' ? VIEW_SERVER : STORE_SERVER)) throw wrongKindOfServer(kind, server, user, action);
  if (user !== tokenUser) throw otherUser(user);
  return user;
}
