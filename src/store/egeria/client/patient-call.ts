import { UnavailableError } from '../../../messages/error-kinds.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { AdaptiveLimit } from './adaptive-limit.ts';

/** Pauses before a call is made again that the server had no time for, in milliseconds: about two minutes in all. */
const PAUSES = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000];

/** What calls run with. */
export interface CallInput {
  readonly limit: AdaptiveLimit;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

/**
 * Makes a call, and makes it again as long as the server is not to be reached or has too much to do, with growing pauses.
 *
 * @param onDoubt asked before a second attempt: what the first one did although no answer came; `undefined`: nothing
 * @throws UnavailableError when the server does not come back in time, and whatever else the call throws, at once
 */
export async function patientCall<T>(
  call: () => Promise<T>,
  { limit, clock, signal }: CallInput,
  onDoubt: () => Promise<T | undefined> = async () => undefined,
): Promise<T> {
  let isDoubtful = false;
  for (const pause of [...PAUSES, undefined]) {
    try {
      const done = isDoubtful ? await onDoubt() : undefined;
      return done ?? (await call());
    } catch (error) {
      if (!(error instanceof UnavailableError) || pause === undefined || signal?.aborted === true) throw error;
      isDoubtful = true;
      limit.overloaded();
      await clock.sleep(pause, signal);
      signal?.throwIfAborted();
    }
  }
  throw new Error('unreachable: the last attempt returns or throws');
}
