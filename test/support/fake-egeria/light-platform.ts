import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { operationOf } from './call-log.ts';
import { STORE_SERVER, notPermitted } from './exceptions.ts';
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

export interface LightPlatformOptions {
  readonly gate: Gate;
  /** How long each call takes. */
  readonly latencyMilliseconds: number;
  /** Nobody may load archives. */
  readonly refusesArchives: boolean;
}

const responseClasses: Readonly<Record<string, string>> = {
  'create-element': 'GUIDResponse',
  'create-relationship': 'GUIDResponse',
  'update-element': 'BooleanResponse',
  'read-element': 'OpenMetadataElementResponse',
  'find-elements': 'OpenMetadataElementsResponse',
  'find-relationships': 'OpenMetadataRelationshipListResponse',
};

/**
 * A platform that forgets: it answers a call at once as one that went well, a creation with a new GUID, and never finds
 * anything by a listing; an element of any GUID is there. It looks at no body but counts the bytes of archives. For
 * measuring clients, whom it must not slow down.
 */
export class LightPlatform {
  readonly #calls: Record<string, number> = {};
  readonly #options: LightPlatformOptions;
  readonly #pace = new Pace();
  readonly #prefix = randomUUID().slice(0, 24);
  readonly #refusal = JSON.stringify(notPermitted(STORE_SERVER, 'light', 'getActiveServerStatus').facts).slice(1);
  #archiveBytes = 0;
  #guids = 0;
  #types: string | undefined;

  constructor(options: LightPlatformOptions) {
    this.#options = options;
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
    const { gate, latencyMilliseconds } = this.#options;
    if (latencyMilliseconds === 0 && gate.width === Number.POSITIVE_INFINITY) {
      await this.#answer(operation, url, response);
      return;
    }
    await gate.pass(async () => {
      await this.#pace.wait(latencyMilliseconds);
      await this.#answer(operation, url, response);
    });
  }

  async #countBytes(request: IncomingMessage): Promise<void> {
    for await (const chunk of request) this.#archiveBytes += (chunk as Buffer).length;
  }

  async #answer(operation: string, url: string, response: ServerResponse): Promise<void> {
    if (operation === 'token' || operation === 'origin') {
      response.writeHead(200, { 'content-type': 'text/plain;charset=UTF-8' });
      response.end(operation === 'token' ? token() : 'Egeria OMAG Server Platform (version 6.1-SNAPSHOT)');
      return;
    }
    const body = operation === 'read-types' ? await this.#allTypes() : this.#body(operation, url);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  }

  #body(operation: string, url: string): string {
    const head = `{"class":"${responseClasses[operation] ?? 'VoidResponse'}","requestId":"light","relatedHTTPCode":200`;
    const isRefused = this.#options.refusesArchives && operation === 'read-server-status';
    if (isRefused) return `{"class":"OMAGServerStatusResponse",${this.#refusal}`;
    if (operation === 'read-element') return `${head},"element":${elementText(url)}}`;
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

/** An element of the GUID that a path ends with, of which nothing else is known. */
function elementText(url: string): string {
  const elementGUID = /[^/]+$/u.exec(url.replace(/\?.*$/u, ''))?.[0];
  const versions = { createdBy: 'light', createTime: '2026-11-01T00:00:00.000+00:00', version: 1 };
  const [type, origin] = [{ typeName: 'MetadataCollection' }, { originCategory: 'LOCAL_COHORT' }];
  return JSON.stringify({ elementGUID, type, origin, versions, classifications: null, elementProperties: null });
}

/** A token that nobody checks, good for a day. */
function token(): string {
  const now = Math.floor(Date.now() / 1000);
  const parts = [{ alg: 'none' }, { sub: 'light', iat: now, exp: now + 86_400 }];
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.light`;
}
