import type { LoggedCall } from './call-log.ts';

/** What goes wrong with a call. */
export type Fault =
  /** The answer takes so much longer. */
  | { readonly kind: 'latency'; readonly milliseconds: number }
  /** The connection breaks: before anything was done, or after all of it was. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** The connection breaks in the middle of the answer; the work was done. */
  | { readonly kind: 'half-answer' }
  /** There is no answer at all, until the platform stops; nothing was done. */
  | { readonly kind: 'silence' }
  /** All tokens die before the call is looked at, which is then answered 401. */
  | { readonly kind: 'dead-tokens' }
  /** A web page instead of JSON, as a proxy in between gives it; nothing was done. */
  | { readonly kind: 'web-page'; readonly status: number }
  /** An HTTP status without a body, such as 503 or 429; nothing was done. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** A listing gives the last of its elements twice. */
  | { readonly kind: 'duplicate' }
  /** A listing leaves out the last of its elements, which no page has then. */
  | { readonly kind: 'gap' };

/** Which calls a fault is for. */
export interface FaultRule {
  readonly fault: Fault;
  /** Default: all calls. */
  readonly on?: (call: LoggedCall) => boolean;
  /** From which of those calls on, counted from 1 from when the rule was made. Default: 1. */
  readonly from?: number;
  /** How many of those calls. Default: all from there on. */
  readonly times?: number;
}

/** What is wrong with a platform, which may be changed while it runs. */
export class Faults {
  /** How long each call takes at least. */
  latencyMilliseconds = 0;
  /** Apostrophes are doubled when something is written, as with a PostgreSQL repository. */
  doublesApostrophes = false;
  /** What an order leaves open is in another order on each page, as with a PostgreSQL repository. */
  shufflesTies = false;
  /** Nobody may load archives. */
  refusesArchives = false;
  #rules: { readonly rule: FaultRule; seen: number }[] = [];

  /** Adds a fault; the function that comes back takes it away again. */
  add(rule: FaultRule): () => void {
    const entry = { rule, seen: 0 };
    this.#rules.push(entry);
    return () => {
      this.#rules = this.#rules.filter((each) => each !== entry);
    };
  }

  /** Takes all rules away. */
  clear(): void {
    this.#rules = [];
  }

  /** What goes wrong with this call; counts it. */
  of(call: LoggedCall): readonly Fault[] {
    return this.#rules.flatMap((entry) => {
      const { fault, on, from = 1, times = Number.POSITIVE_INFINITY } = entry.rule;
      if (on !== undefined && !on(call)) return [];
      entry.seen += 1;
      return entry.seen >= from && entry.seen < from + times ? [fault] : [];
    });
  }
}
