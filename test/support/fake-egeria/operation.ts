import type { Clock } from '../../../src/runtime/clock.ts';
import type { ElementWriter, Json } from './element-json.ts';
import type { Asking } from './exceptions.ts';
import type { Owner, Stamp } from './facts.ts';
import type { Repository } from './repository.ts';
import type { ExternalBody } from './request-bodies.ts';

/** A call of a service that got as far as its method. */
export interface Call extends Asking {
  /** What the path names, such as `guid`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body as JSON; an empty object when there is none. */
  readonly body: unknown;
  readonly requestId: string;
  readonly repository: Repository;
  readonly json: ElementWriter;
  readonly clock: Clock;
  readonly maxPageSize: number;
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
  /** The classes that a body may be of, where the JSON layer insists on one. */
  readonly bodies?: readonly string[];
  /** A call without a body is HTTP 400. */
  readonly needsBody?: boolean;
  run(call: Call): Promise<Json>;
}

/** On whose behalf a body says that it writes; half of a source will do (recordings, "only half of the external source"). */
export function callerOf({ externalSourceGUID, externalSourceName }: ExternalBody): Owner | undefined {
  if (externalSourceGUID === undefined || externalSourceGUID === '') return undefined;
  return { guid: externalSourceGUID, name: externalSourceName, provenance: 'External Source' };
}

/** What the store is told of who writes. */
export function writerOf(call: Call, owner: Owner | undefined) {
  return { userId: call.userId, owner, requestId: call.requestId };
}

/** The stamp of something that this call makes. */
export function firstStamp(call: Call, owner: Owner | undefined): Stamp {
  const time = call.clock.now();
  return {
    createdBy: call.userId,
    createTime: time,
    updatedBy: call.userId,
    updateTime: time,
    version: 1,
    requestId: call.requestId,
    owner,
  };
}

/** A part of the path. */
export function parameter(call: Call, name: string): string {
  return call.parameters[name] ?? '';
}

/** ISO 8601 of milliseconds. */
export function isoTime(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
