import type { Clock } from '../../../runtime/clock.ts';

/**
 * When what is loaded counts as created, in ISO 8601: no two elements and no two relationships at once, a millisecond after
 * another at least. A listing by the time of creation, such as the one that proves what was loaded, is in no order of what was
 * created at once (the PostgreSQL repository of a running 6.1). A server loads about as many in a second as there are
 * milliseconds in it.
 */
export interface CreationTimes {
  element(): string;
  relationship(): string;
}

export function creationTimes(clock: Clock): CreationTimes {
  return { element: momentsOf(clock), relationship: momentsOf(clock) };
}

function momentsOf(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock.now());
    return new Date(last).toISOString();
  };
}
