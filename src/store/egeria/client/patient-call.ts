import { UnavailableError } from '../../../messages/error-kinds.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { AdaptiveLimit } from './adaptive-limit.ts';

/** Pauses before a call is made again that the server had no time for, in milliseconds: about two minutes in all. */
const PAUSES = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000];

/** In milliseconds. */
const LONGEST_ASKED_PAUSE = 120_000;

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
    // It reads, and waits for the server itself.
    const done = isDoubtful ? await onDoubt() : undefined;
    if (done !== undefined) return done;
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof UnavailableError) || pause === undefined || signal?.aborted === true) throw error;
      isDoubtful = true;
      limit.overloaded();
      await clock.sleep(Math.max(pause, askedPause(error)), signal);
      signal?.throwIfAborted();
    }
  }
  throw new Error('unreachable: the last attempt returns or throws');
}

/** How long the server has asked to be left alone (`Retry-After`), as far as that is worth waiting for. */
function askedPause({ notice: { facts } }: UnavailableError): number {
  return Math.min(Number(facts['retryAfterMilliseconds'] ?? 0), LONGEST_ASKED_PAUSE);
}
