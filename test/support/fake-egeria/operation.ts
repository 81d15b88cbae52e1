import type { ElementWriter, Json } from './element-json.ts';
import type { Asking } from './exceptions.ts';
import type { Owner } from './facts.ts';
import type { By, Repository } from './repository.ts';
import type { ExternalBody } from './request-bodies.ts';

/** A call of a service that got as far as its method. */
export interface Call extends Asking {
  /** What the path names, such as `guid`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body as JSON; an empty object when there is none. */
  readonly body: unknown;
  readonly hasBody: boolean;
  readonly requestId: string;
  readonly repository: Repository;
  readonly json: ElementWriter;
  readonly maxPageSize: number;
  /** What an order leaves open is in another order on each page. */
  readonly shufflesTies: boolean;
  /** What an update keeps is written anew, and its apostrophes are doubled once more. */
  readonly doublesApostrophes: boolean;
}

/** What can be asked of the open metadata store. */
export interface Operation {
  /** What the request log calls it, such as `create-element`. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Below the base path; `{guid}` stands for one part. */
  readonly path: string;
  /** The class of the answer. */
  readonly response: string;
  /** The method of Egeria's that exceptions name. */
  readonly action: string;
  /** What a failing answer carries besides the exception. */
  readonly failing?: Json;
  /** A call without a body is HTTP 400. */
  readonly needsBody?: boolean;
  run(call: Call): Promise<Json>;
}

/** On whose behalf a body says that it writes; half of a source will do (recordings, "only half of the external source"). */
export function callerOf({ externalSourceGUID, externalSourceName }: ExternalBody): Owner | undefined {
  if (externalSourceGUID === undefined || externalSourceGUID === '') return undefined;
  return { guid: externalSourceGUID, name: externalSourceName, provenance: 'External Source' };
}

/** Who writes in a call. */
export function writerOf(call: Call, owner: Owner | undefined): By {
  return { userId: call.userId, owner, requestId: call.requestId };
}

/** A part of the path. */
export function parameter(call: Call, name: string): string {
  return call.parameters[name] ?? '';
}

/** ISO 8601 of milliseconds. */
export function isoTime(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
