import { systemClock } from '../../src/runtime/clock.ts';
import type { Clock } from '../../src/runtime/clock.ts';

/** Milliseconds from which on a sleep is a pause between refreshes, which is a minute at least, and no wait for somebody who works. */
const LONG = 45_000;

/** The machine's own clock, but for long pauses: they end when a test leaps over them. What works takes the time it takes. */
export interface LeapingClock extends Clock {
  /** How many take a long pause. */
  readonly pausing: number;
  /** Leaps to the end of the pause that ends first; those that end at the same time end too. */
  leap(): void;
}

interface Sleeper {
  readonly time: number;
  readonly wake: () => void;
}

export function leapingClock(): LeapingClock {
  let ahead = 0;
  const sleepers = new Set<Sleeper>();
  const now = (): number => systemClock.now() + ahead;
  return {
    now,
    get pausing() {
      return sleepers.size;
    },
    leap() {
      const end = Math.min(...[...sleepers].map(({ time }) => time));
      ahead += Math.max(0, end - now());
      for (const sleeper of sleepers) if (sleeper.time <= end) sleeper.wake();
    },
    sleep(milliseconds, signal) {
      if (milliseconds < LONG) return systemClock.sleep(milliseconds, signal);
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', stop);
        };
        const stop = (): void => {
          leave();
          reject(new DOMException('The sleep was aborted.', 'AbortError'));
        };
        const sleeper = {
          time: now() + milliseconds,
          wake: () => {
            leave();
            resolve();
          },
        };
        if (signal?.aborted === true) {
          stop();
          return;
        }
        sleepers.add(sleeper);
        signal?.addEventListener('abort', stop);
      });
    },
  };
}
