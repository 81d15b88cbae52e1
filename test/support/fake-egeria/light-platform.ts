import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { operationOf } from './call-log.ts';
import type { Gate } from './gate.ts';
import { Pace } from './pace.ts';
import { typeReads } from './type-gallery.ts';

/** What a light platform was asked. */
export interface LightCounts {
  /** Calls by operation. */
  readonly calls: Readonly<Record<string, number>>;
  /** Of the bodies of archives. */
  readonly archiveBytes: number;
}

const responseClasses: Readonly<Record<string, string>> = {
  'create-element': 'GUIDResponse',
  'create-relationship': 'GUIDResponse',
  'update-element': 'BooleanResponse',
  'find-elements': 'OpenMetadataElementsResponse',
  'find-relationships': 'OpenMetadataRelationshipListResponse',
};

/**
 * A platform that forgets: it answers a call at once as one that went well, a creation with a new GUID, and never finds
 * anything. It looks at no body but counts the bytes of archives. For measuring clients, whom it must not slow down.
 */
export class LightPlatform {
  readonly #calls: Record<string, number> = {};
  readonly #gate: Gate;
  readonly #latencyMilliseconds: number;
  readonly #pace = new Pace();
  readonly #prefix = randomUUID().slice(0, 24);
  #archiveBytes = 0;
  #guids = 0;
  #types: string | undefined;

  constructor(gate: Gate, latencyMilliseconds: number) {
    this.#gate = gate;
    this.#latencyMilliseconds = latencyMilliseconds;
  }

  get counts(): LightCounts {
    return { calls: this.#calls, archiveBytes: this.#archiveBytes };
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const query = url.indexOf('?');
    const operation = operationOf(method, query === -1 ? url : url.slice(0, query));
    this.#calls[operation] = (this.#calls[operation] ?? 0) + 1;
    if (operation === 'load-archive') await this.#countBytes(request);
    else await text(request);
    if (this.#latencyMilliseconds === 0 && this.#gate.width === Number.POSITIVE_INFINITY) {
      await this.#answer(operation, response);
      return;
    }
    await this.#gate.pass(async () => {
      await this.#pace.wait(this.#latencyMilliseconds);
      await this.#answer(operation, response);
    });
  }

  async #countBytes(request: IncomingMessage): Promise<void> {
    for await (const chunk of request) this.#archiveBytes += (chunk as Buffer).length;
  }

  async #answer(operation: string, response: ServerResponse): Promise<void> {
    if (operation === 'token' || operation === 'origin') {
      response.writeHead(200, { 'content-type': 'text/plain;charset=UTF-8' });
      response.end(operation === 'token' ? token() : 'Egeria OMAG Server Platform (version 6.1-SNAPSHOT)');
      return;
    }
    const body = operation === 'read-types' ? await this.#allTypes() : this.#body(operation);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  }

  #body(operation: string): string {
    const head = `{"class":"${responseClasses[operation] ?? 'VoidResponse'}","requestId":"light","relatedHTTPCode":200`;
    if (operation === 'update-element') return `${head},"flag":true}`;
    if (!operation.startsWith('create-')) return `${head}}`;
    this.#guids += 1;
    return `${head},"guid":"${this.#prefix}${this.#guids.toString(16).padStart(12, '0')}"}`;
  }

  async #allTypes(): Promise<string> {
    const gallery = typeReads.find(({ name }) => name === 'read-types');
    const head = { class: gallery?.response, requestId: 'light', relatedHTTPCode: 200 };
    this.#types ??= JSON.stringify({ ...head, ...(await gallery?.run({} as never)) });
    return this.#types;
  }
}

/** A token that nobody checks, good for a day. */
function token(): string {
  const now = Math.floor(Date.now() / 1000);
  const parts = [{ alg: 'none' }, { sub: 'light', iat: now, exp: now + 86_400 }];
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.light`;
}
