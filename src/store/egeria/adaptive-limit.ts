import type { Clock } from '../../runtime/clock.ts';

/** Calls that are under way at first: what a platform on two cores takes without being slower for it (6.1). */
const FIRST_LIMIT = 8;
/** A stretch of calls is judged when so many of them have come back for each that may be under way. */
const CALLS_PER_PLACE = 4;
/** Fewer than this are too few to judge by. */
const FEWEST_CALLS = 48;
/** More throughput than this is worth more calls at once. */
const WORTHWHILE_GAIN = 1.04;
/** Less throughput than this means that there are too many. */
const LOSS = 0.9;
/** Stretches that are waited for before more is tried again. */
const CALM_STRETCHES = 5;

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
 * A limit that follows the server's throughput: more calls at once while that makes it faster, fewer when it does not.
 * Latency does not decide, since a server that works in parallel answers each call later and all of them sooner.
 */
export function adaptiveLimit(most: number, clock: Clock): AdaptiveLimit {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  let course = startAt(Math.min(FIRST_LIMIT, most), clock.now());
  const release = (): void => {
    underWay -= 1;
    course = counted(course, most, clock.now(), waiting.length > 0);
    while (underWay < course.limit) {
      const next = waiting.shift();
      if (next === undefined) return;
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
    overloaded() {
      const limit = Math.max(1, Math.floor(course.limit / 2));
      course = { ...startAt(limit, clock.now()), calm: CALM_STRETCHES };
    },
  };
}

/** How a limit came to be what it is, and the stretch of calls that it is judged by. */
interface Course {
  readonly limit: number;
  /** Calls that came back since the stretch began, and when that was. */
  readonly calls: number;
  readonly since: number;
  /** What the last stretch reached with fewer calls at once: calls a millisecond; 0 when there was none. */
  readonly before: number;
  /** The limit of that stretch. */
  readonly limitBefore: number;
  /** Stretches until more is tried. */
  readonly calm: number;
  /** Whether the limit kept the calls waiting throughout the stretch: only then does it say anything about it. */
  readonly isFull: boolean;
}

function startAt(limit: number, now: number): Course {
  return { limit, calls: 0, since: now, before: 0, limitBefore: limit, calm: 0, isFull: true };
}

function counted(course: Course, most: number, now: number, isFull: boolean): Course {
  const next = { ...course, calls: course.calls + 1, isFull: course.isFull && isFull };
  if (next.calls < Math.max(FEWEST_CALLS, next.limit * CALLS_PER_PLACE) || now <= next.since) return next;
  const fresh = { ...next, calls: 0, since: now, isFull: true };
  return next.isFull ? judged(fresh, next.calls / (now - next.since), most) : fresh;
}

/** The course after a stretch in which so many calls a millisecond came back. */
function judged(course: Course, throughput: number, most: number): Course {
  const { limit, limitBefore, before, calm } = course;
  const isProbing = limit > limitBefore;
  if (isProbing && throughput < before * WORTHWHILE_GAIN) {
    return { ...course, limit: limitBefore, limitBefore, before: 0, calm: CALM_STRETCHES };
  }
  if (!isProbing && before > 0 && throughput < before * LOSS && limit > 1) {
    const fewer = Math.max(1, Math.floor(limit * 0.8));
    return { ...course, limit: fewer, limitBefore: fewer, before: throughput, calm: CALM_STRETCHES };
  }
  if (calm > 0) return { ...course, limitBefore: limit, before: throughput, calm: calm - 1 };
  const more = Math.min(most, limit * 2);
  return { ...course, limit: more, limitBefore: limit, before: throughput };
}
