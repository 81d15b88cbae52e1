import type { Clock } from '../../../runtime/clock.ts';

/** Calls that are under way at first: what a platform on two cores takes without being slower for it (6.1). */
const FIRST_LIMIT = 8;
/** A stretch of calls is judged when so many of them have come back for each that may be under way. */
const CALLS_PER_PLACE = 2;
/** Fewer than this are too few to judge by. */
const FEWEST_CALLS = 16;
/** A stretch says little before it has lasted so long, in milliseconds: calls come back in waves, and machines stand still. */
const LONG_MILLISECONDS = 250;
/** So much more throughput is seen at once. */
const CLEAR_GAIN = 1.3;
/** Twice as many calls that reach this much more wait for nothing: fewer are not worth trying for long. */
const NEARLY_TWICE = 1.7;
/** More throughput than this is worth more calls at once. */
const WORTHWHILE_GAIN = 1.04;
/** How many are tried when fewer are: this part. */
const FEWER = 0.75;
/** Stretches between one trial and the next, and at most after trials that came to nothing. */
const CALM_STRETCHES = 4;
const MOST_CALM_STRETCHES = 64;
/** Stretches before fewer are tried of a server that is far from busy. */
const FREE_STRETCHES = 32;

/** Lets as many calls be under way at once as help, and never more than asked. */
export interface AdaptiveLimit {
  /** How many calls may be under way. */
  readonly limit: number;
  /** Runs a call when there is a place for it, in the order of asking. */
  run<T>(call: () => Promise<T>): Promise<T>;
  /** The server has too much to do (503, 429, a time-out): half as many from now on. */
  overloaded(): void;
}

/**
 * A limit that follows the server's throughput: it tries more calls at once and stays there if that makes the server
 * faster, tries fewer and stays there if that does not make it slower. Latency does not decide, since a server that works
 * in parallel answers each call later and all of them sooner.
 */
export function adaptiveLimit(most: number, clock: Clock): AdaptiveLimit {
  const waiting: (() => void)[] = [];
  /** Those before are under way: taking the first of thousands away would move all others. */
  let first = 0;
  let underWay = 0;
  const course = new Course(most, clock);
  const release = (): void => {
    underWay -= 1;
    course.count(waiting.length > first);
    while (underWay < course.limit) {
      const next = waiting[first];
      if (next === undefined) return;
      first += 1;
      if (first === waiting.length) {
        waiting.length = 0;
        first = 0;
      }
      underWay += 1;
      next();
    }
  };
  return {
    get limit() {
      return course.limit;
    },
    async run(call) {
      if (underWay < course.limit) underWay += 1;
      else await new Promise<void>((resolve) => void waiting.push(resolve));
      try {
        return await call();
      } finally {
        release();
      }
    },
    overloaded: () => course.halve(),
  };
}

/** How a limit goes up and down: one that has proved itself, and at times another one that is on trial. */
class Course {
  readonly #most: number;
  readonly #clock: Clock;
  #limit: number;
  /** The limit that has proved itself, and what it reached: calls a millisecond. */
  #proved: number;
  #throughput = 0;
  /** Stretches until the next trial, and how many there are after one that comes to nothing. */
  #calm = 0;
  #nextCalm = CALM_STRETCHES;
  #triesFewer = false;
  /** Fewer that reached as much as the proved limit had before. */
  #fewer: { readonly limit: number; readonly throughput: number } | undefined;
  /** Calls that come back before the stretch begins: they were sent under another limit. */
  #toPass = 0;
  #calls = 0;
  #since: number;

  constructor(most: number, clock: Clock) {
    this.#most = most;
    this.#clock = clock;
    this.#limit = Math.min(FIRST_LIMIT, most);
    this.#proved = this.#limit;
    this.#since = clock.now();
  }

  get limit(): number {
    return this.#limit;
  }

  /** A call came back; `isFull`: others wait for its place. While none do, the server's pace says nothing of the limit. */
  count(isFull: boolean): void {
    if (this.#toPass > 0) this.#toPass -= 1;
    else if (isFull) this.#calls += 1;
    if (!isFull || this.#toPass > 0 || this.#calls === 0) {
      this.#begin();
      return;
    }
    if (this.#calls < Math.max(FEWEST_CALLS, this.#limit * CALLS_PER_PLACE)) return;
    const milliseconds = this.#clock.now() - this.#since;
    if (milliseconds > 0) this.#judge(this.#calls / milliseconds, milliseconds >= LONG_MILLISECONDS);
  }

  halve(): void {
    this.#fewer = undefined;
    this.#settle(Math.max(1, Math.floor(this.#limit / 2)), true);
  }

  #judge(throughput: number, isLong: boolean): void {
    if (this.#limit === this.#proved) this.#judgeProved(throughput, isLong);
    else if (this.#limit > this.#proved) this.#judgeMore(throughput, isLong);
    else if (isLong) this.#judgeFewer(throughput);
  }

  #judgeProved(throughput: number, isLong: boolean): void {
    const isFirst = this.#throughput === 0;
    if (!isLong && !isFirst) return;
    this.#throughput = throughput;
    const fewer = this.#fewer;
    this.#fewer = undefined;
    if (fewer !== undefined) {
      const isEnough = fewer.throughput >= throughput;
      this.#settle(isEnough ? fewer.limit : this.#limit, isEnough);
      return;
    }
    this.#calm -= 1;
    if (this.#calm >= 0) this.#begin();
    else this.#tryOther();
  }

  #judgeMore(throughput: number, isLong: boolean): void {
    const gain = throughput / this.#throughput;
    if (gain < CLEAR_GAIN && !isLong) return;
    if (gain < WORTHWHILE_GAIN) {
      this.#settle(this.#proved, false);
      return;
    }
    this.#throughput = throughput;
    if (this.#limit === this.#most) {
      this.#settle(this.#limit, true);
      if (gain >= NEARLY_TWICE) this.#calm = this.#nextCalm = FREE_STRETCHES;
      return;
    }
    this.#proved = this.#limit;
    this.#goTo(this.#more());
  }

  /** The machines may have stood still when it was measured what is to be reached: that is looked at once more. */
  #judgeFewer(throughput: number): void {
    if (throughput < this.#throughput) {
      this.#settle(this.#proved, false);
      return;
    }
    this.#fewer = { limit: this.#limit, throughput };
    this.#goTo(this.#proved);
  }

  #tryOther(): void {
    const triesFewer = (this.#triesFewer && this.#limit > 1) || this.#limit === this.#most;
    this.#triesFewer = !triesFewer;
    this.#goTo(triesFewer ? Math.max(1, Math.floor(this.#limit * FEWER)) : this.#more());
  }

  #more(): number {
    return Math.min(this.#most, this.#limit * 2);
  }

  /** Stays at a limit for a while: the longer, the more trials in a row have come to nothing. */
  #settle(limit: number, wasWorthwhile: boolean): void {
    this.#nextCalm = wasWorthwhile ? CALM_STRETCHES : Math.min(MOST_CALM_STRETCHES, this.#nextCalm * 2);
    this.#calm = this.#nextCalm;
    this.#proved = limit;
    this.#goTo(limit);
  }

  #goTo(limit: number): void {
    this.#toPass = limit === this.#limit ? 0 : Math.max(limit, this.#limit);
    this.#limit = limit;
    this.#begin();
  }

  #begin(): void {
    this.#calls = 0;
    this.#since = this.#clock.now();
  }
}
