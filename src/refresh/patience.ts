import type { Clock } from '../runtime/clock.ts';

/** How long a connector may take to stop, in milliseconds: a shutdown has ten seconds for everything. */
const PATIENCE = 4_000;

/** Waits for something, but not for long once it was told to stop: then it comes to `undefined`. */
export type Patience = <T>(work: Promise<T>) => Promise<T | undefined>;

/** Waits for what `signal` tells to stop. */
export function patience(signal: AbortSignal, clock: Clock): Patience {
  return async (work) => {
    const ended = new AbortController();
    const tooLate = new Promise<undefined>((resolve) => {
      const wait = (): void => {
        clock.sleep(PATIENCE, ended.signal).then(
          () => resolve(undefined),
          () => undefined,
        );
      };
      if (signal.aborted) wait();
      else signal.addEventListener('abort', wait, { once: true, signal: ended.signal });
    });
    try {
      return await Promise.race([work, tooLate]);
    } finally {
      ended.abort();
    }
  };
}
