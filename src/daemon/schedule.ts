import type { ConnectorDefinition } from '../config/checked-definition.ts';
import type { IntegrationReport } from '../report/events.ts';
import { outcomeOf } from './outcome.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** Pauses after failures in a row, in milliseconds; the last one stays. Kinder to a third party than a flat interval. */
export const backOffPauses: readonly number[] = [1 * minute, 5 * minute, 30 * minute, 180 * minute];

/** How long a store that is not to be reached is left alone after so many failures before, in milliseconds. */
export function storePause(failures: number): number {
  return backOffPauses[failures] ?? backOffPauses.at(-1) ?? day;
}

/** When one catalog target is refreshed. Times are milliseconds since 1970; `undefined`: not again. */
export interface Schedule {
  readonly next: number | undefined;
  /** Failures in a row. */
  readonly failures: number;
}

type Timing = Pick<ConnectorDefinition, 'refreshTimeIntervalMinutes' | 'startDate' | 'stopDate'>;

/** The first refresh: at once, or when the connector's time begins. */
export function firstRefresh(now: number, timing: Timing): Schedule {
  return { next: withinTime(now, timing), failures: 0 };
}

/**
 * The refresh after one that ended: `refreshTimeInterval` minutes after its end, never for an interval of 0 (Egeria 6.1).
 * After a failure it comes by the ladder of pauses, or at its slowest step where trying again seldom helps.
 */
export function nextRefresh(end: number, timing: Timing, { failures }: Schedule, report: IntegrationReport): Schedule {
  if (report.error !== undefined) {
    const slowest = backOffPauses.at(-1) ?? day;
    const isSoon = outcomeOf(report.error.kind).retry === 'soon';
    const pause = isSoon ? (backOffPauses[failures] ?? slowest) : slowest;
    return { next: withinTime(end + pause, timing), failures: failures + 1 };
  }
  const interval = timing.refreshTimeIntervalMinutes * minute;
  return { next: interval === 0 ? undefined : withinTime(end + interval, timing), failures: 0 };
}

/** The time, moved to when the connector may run; `undefined` when that is over by then. */
function withinTime(time: number, { startDate, stopDate }: Timing): number | undefined {
  const start = startDate === undefined ? time : Math.max(time, Date.parse(startDate));
  return stopDate === undefined || start <= endOf(stopDate) ? start : undefined;
}

/** A day ends at its midnight, UTC. */
function endOf(stopDate: string): number {
  return Date.parse(stopDate) + (stopDate.includes('T') ? 0 : day);
}
