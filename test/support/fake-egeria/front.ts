import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Answer } from './answer.ts';
import type { CallLog, LoggedCall } from './call-log.ts';
import type { Fault, Faults } from './faults.ts';
import type { Gate } from './gate.ts';
import { Pace } from './pace.ts';

/** What answers calls once nothing stands in their way. */
export interface Answering {
  answer(request: {
    readonly method: string;
    readonly url: string;
    readonly authorization: string | undefined;
    readonly body: string;
  }): Promise<Answer>;
  /** All tokens die. */
  forgetTokens(): void;
}

/** What takes calls in: notes them, lets so many through at once, and lets go wrong what is to go wrong. */
export class Front {
  /** Told of each call when its work is done and before it is answered. */
  onDone: ((call: LoggedCall) => void) | undefined;
  readonly #answering: Answering;
  readonly #faults: Faults;
  readonly #gate: Gate;
  readonly #calls: CallLog;
  readonly #pace = new Pace();
  #callsToLive = Number.POSITIVE_INFINITY;
  #lastIsAnswered = true;

  constructor(answering: Answering, faults: Faults, gate: Gate, calls: CallLog) {
    this.#answering = answering;
    this.#faults = faults;
    this.#gate = gate;
    this.#calls = calls;
  }

  /** Does the work of so many calls more and then breaks every connection, until it is told to live. */
  dieAfter(calls: number, lastIsAnswered: boolean): void {
    this.#callsToLive = calls;
    this.#lastIsAnswered = lastIsAnswered;
  }

  live(): void {
    this.#callsToLive = Number.POSITIVE_INFINITY;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#callsToLive <= 0) {
      response.destroy();
      return;
    }
    const { method = 'GET', url = '/' } = request;
    const call = this.#calls.note(method, url.replace(/\?.*$/u, ''));
    const faults = this.#faults.of(call);
    const body = await text(request);
    await this.#gate.pass(async () => {
      await this.#pace.wait(this.#faults.latencyMilliseconds + latencyOf(faults));
      if (this.#goesWrongBefore(faults, response)) return;
      if (has(faults, 'dead-tokens')) this.#answering.forgetTokens();
      const { authorization } = request.headers;
      const answer = await this.#answering.answer({ method, url, authorization, body });
      this.#callsToLive -= 1;
      this.onDone?.(call);
      const isDead = this.#callsToLive <= 0 && !this.#lastIsAnswered;
      if (isDead || faults.some((fault) => fault.kind === 'reset' && fault.when === 'after')) response.destroy();
      else send(withListingFaults(answer, faults), has(faults, 'half-answer'), response);
    });
  }

  /** What keeps a call from being looked at at all. */
  #goesWrongBefore(faults: readonly Fault[], response: ServerResponse): boolean {
    for (const fault of faults) {
      if (fault.kind === 'silence') return true;
      if (fault.kind === 'reset' && fault.when === 'before') {
        response.destroy();
        return true;
      }
      if (fault.kind === 'web-page') {
        response.writeHead(fault.status, { 'content-type': 'text/html' });
        response.end('<!doctype html><title>Somewhere else</title><h1>Not what you were looking for</h1>');
        return true;
      }
      if (fault.kind === 'status') {
        const { retryAfterSeconds: wait } = fault;
        response.writeHead(fault.status, wait === undefined ? {} : { 'retry-after': String(wait) });
        response.end();
        return true;
      }
    }
    return false;
  }
}

function has(faults: readonly Fault[], kind: Fault['kind']): boolean {
  return faults.some((fault) => fault.kind === kind);
}

function latencyOf(faults: readonly Fault[]): number {
  return faults.reduce((sum, fault) => sum + (fault.kind === 'latency' ? fault.milliseconds : 0), 0);
}

function send({ status, contentType, body }: Answer, isHalf: boolean, response: ServerResponse): void {
  const content = Buffer.from(body);
  response.writeHead(status, {
    'content-length': content.length,
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
  });
  if (!isHalf) response.end(content);
  else response.write(content.subarray(0, content.length / 2), () => response.destroy());
}

/** The answer with its listing as the faults want it. */
function withListingFaults(answer: Answer, faults: readonly Fault[]): Answer {
  const isDuplicated = has(faults, 'duplicate');
  if (!isDuplicated && !has(faults, 'gap')) return answer;
  const faulty = (key: string, value: unknown): unknown => {
    if (!LISTINGS.has(key) || !Array.isArray(value)) return value;
    return isDuplicated ? [...value, ...value.slice(-1)] : value.slice(0, -1);
  };
  return { ...answer, body: JSON.stringify(JSON.parse(answer.body, faulty)) };
}

/** Where answers carry what was listed. */
const LISTINGS = new Set(['elements', 'relationships', 'elementList']);
