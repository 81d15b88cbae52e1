import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/runtime/clock.ts';

/** A clock that stands until it is moved; sleeping moves it and gives way for a turn of the event loop. */
export interface FakeClock extends Clock {
  advance(milliseconds: number): void;
}

/** Starts on 1 January 2027 at noon UTC, or at another time in ISO 8601. */
export function fakeClock(start = '2027-01-01T12:00:00.000Z'): FakeClock {
  let time = Date.parse(start);
  return {
    now: () => time,
    advance(milliseconds) {
      time += milliseconds;
    },
    async sleep(milliseconds) {
      time += milliseconds;
      await turn();
    },
  };
}
