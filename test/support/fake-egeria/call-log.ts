import { routeOf } from './route.ts';

/** A call as it came in. */
export interface LoggedCall {
  /** Which one it is, from 1. */
  readonly number: number;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** What it is for: `create-element`, `find-elements`, `token`, `origin`; `unknown` when the platform does not know it. */
  readonly operation: string;
}

/** What a call is for. */
export function operationOf(method: string, path: string): string {
  if (path === '/api/token') return 'token';
  if (path === '/api/about') return 'about';
  if (path.endsWith('/server-platform/origin')) return 'origin';
  return routeOf(method, path)?.operation?.name ?? 'unknown';
}

/** The calls that a platform was asked, whatever became of them. */
export class CallLog {
  #calls: LoggedCall[] = [];
  #number = 0;

  note(method: string, path: string): LoggedCall {
    this.#number += 1;
    const call = { number: this.#number, method, path, operation: operationOf(method, path) };
    this.#calls.push(call);
    return call;
  }

  get all(): readonly LoggedCall[] {
    return this.#calls;
  }

  /** How many calls there were, of one operation or of all. */
  count(operation?: string): number {
    return operation === undefined
      ? this.#calls.length
      : this.#calls.filter((call) => call.operation === operation).length;
  }

  /** How many calls there were of each operation. */
  byOperation(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { operation } of this.#calls) counts[operation] = (counts[operation] ?? 0) + 1;
    return counts;
  }

  /** Counts anew; the numbers of calls go on. */
  clear(): void {
    this.#calls = [];
  }
}
