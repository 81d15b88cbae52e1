/** The time, so that logic never reads the wall clock itself. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Resolves after that many milliseconds, or at once with a rejection when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    const { setTimeout: delay } = await import('node:timers/promises');
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};
