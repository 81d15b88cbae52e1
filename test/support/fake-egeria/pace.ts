import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits that are as long as asked for on the average: a timer fires up to a millisecond late, which later waits make up
 * for. Else a platform that takes 5 ms a call would take nearly 6.
 */
export class Pace {
  #owed = 0;

  async wait(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    const madeUp = Math.min(this.#owed, milliseconds / 2);
    this.#owed -= madeUp;
    const begun = performance.now();
    await delay(milliseconds - madeUp);
    this.#owed += performance.now() - begun - (milliseconds - madeUp);
  }
}
