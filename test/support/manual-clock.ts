import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/runtime/clock.ts';

/** A clock that stands still: whoever sleeps wakes up when a test has moved it far enough. */
export interface ManualClock extends Clock {
  /** How many are asleep. */
  readonly asleep: number;
  /** Moves the time; those whose time has come wake up in its order, each at its own time. */
  advance(milliseconds: number): Promise<void>;
  /** Resolves when a condition holds, while the event loop turns; the time stands. */
  until(condition: () => boolean): Promise<void>;
}

interface Sleeper {
  readonly time: number;
  readonly wake: () => void;
}

/** Starts on 1 January 2027 at noon UTC. */
export function manualClock(start = '2027-01-01T12:00:00.000Z'): ManualClock {
  let time = Date.parse(start);
  let sleepers: Sleeper[] = [];
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await turn();
  };
  const settle = async (): Promise<void> => {
    for (let turns = 0; turns < 20; turns += 1) await turn();
  };
  return {
    now: () => time,
    get asleep() {
      return sleepers.length;
    },
    until,
    async advance(milliseconds) {
      const end = time + milliseconds;
      await settle();
      for (;;) {
        const [next] = sleepers
          .filter((sleeper) => sleeper.time <= end)
          .toSorted((one, other) => one.time - other.time);
        if (next === undefined) break;
        time = Math.max(time, next.time);
        next.wake();
        await settle();
      }
      time = end;
    },
    sleep(milliseconds, signal) {
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          sleepers = sleepers.filter((each) => each !== sleeper);
          signal?.removeEventListener('abort', stop);
        };
        const sleeper = {
          time: time + milliseconds,
          wake: () => {
            leave();
            resolve();
          },
        };
        const stop = (): void => {
          leave();
          reject(new DOMException('The sleep was aborted.', 'AbortError'));
        };
        if (signal?.aborted === true) {
          stop();
          return;
        }
        sleepers.push(sleeper);
        signal?.addEventListener('abort', stop);
      });
    },
  };
}
