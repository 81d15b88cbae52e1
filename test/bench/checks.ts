import { egeriaChecks, platformChecks } from './egeria-checks.ts';
import { median, totalSeconds } from './measure.ts';
import type { Cost } from './measure.ts';
import type { EgeriaFigures } from './measure-egeria.ts';
import type { FilesFigures } from './measure-files.ts';
import type { HelpFigures } from './measure-help.ts';
import type { PlatformFigures } from './measure-platform.ts';
import type { PostgresqlFigures } from './measure-postgresql.ts';

/** One thing that was measured, what it is held against, and the most that it may be. */
export interface Check {
  readonly what: string;
  readonly measured: string;
  readonly heldAgainst: string;
  readonly ratio: string;
  readonly budget: string;
  readonly passed: boolean;
}

/** Everything that a run of the bench has measured; what was left out is undefined. */
export interface Figures {
  readonly medium: PostgresqlFigures | undefined;
  readonly large: PostgresqlFigures | undefined;
  /** Small files without columns. */
  readonly files: FilesFigures | undefined;
  /** Small files of which a fifth have columns, which are elements too. */
  readonly mixed: FilesFigures | undefined;
  readonly help: HelpFigures | undefined;
  /** Metadata access servers as the store. */
  readonly egeria: EgeriaFigures | undefined;
  /** A real platform as the store, where there is one. */
  readonly platform: PlatformFigures | undefined;
}

const MOST_MEGABYTES = 256;
/** Unchanged syncs: on medium, starting up weighs. */
const unchangedBudget = { medium: 1.3, large: 1 };

/** Holds the medians against the budgets. */
export function checksOf(figures: Figures): Check[] {
  return [
    ...[figures.medium, figures.large].filter((each) => each !== undefined).flatMap(postgresqlChecks),
    ...growthChecks(figures.medium, figures.large),
    ...(figures.files === undefined ? [] : filesChecks(figures.files, 3)),
    // Columns cost what they cost in a database, which no walk over files knows of: for information.
    ...(figures.mixed === undefined ? [] : filesChecks(figures.mixed, undefined)),
    ...(figures.help === undefined ? [] : helpChecks(figures.help)),
    ...(figures.egeria === undefined ? [] : egeriaChecks(figures.egeria)),
    ...(figures.platform === undefined ? [] : platformChecks(figures.platform)),
  ];
}

/** How many times the limit a first sync costs. */
export function firstSyncRatio(figures: PostgresqlFigures): number {
  return medianRatio(figures.first.map(totalSeconds), firstLimits(figures));
}

function firstLimits({ limits }: PostgresqlFigures): number[] {
  return limits.map(({ read, store }) => totalSeconds(read) + totalSeconds(store));
}

function unchangedLimits({ limits }: PostgresqlFigures): number[] {
  return limits.map(({ read, storeAgain }) => totalSeconds(read) + totalSeconds(storeAgain));
}

/** The median of what each run costs by the limit that was measured just before it: neighbours slow down both. */
function medianRatio(seconds: readonly number[], limits: readonly number[]): number {
  return median(seconds.map((each, run) => each / (limits[run] ?? Number.NaN)));
}

export function medianSeconds(costs: readonly Cost[]): number {
  return median(costs.map(totalSeconds));
}

export function medianMegabytes(costs: readonly Cost[]): number {
  return median(costs.map((cost) => cost.peakMegabytes));
}

function postgresqlChecks(figures: PostgresqlFigures): Check[] {
  const { name } = figures.size;
  const first = figures.first.map(totalSeconds);
  const unchanged = figures.unchanged.map(totalSeconds);
  const changed = figures.changed.map(totalSeconds);
  const { rows, commits, walBytes } = figures.written;
  return [
    timeCheck(`${name}: first sync`, first, 'read and insert', firstLimits(figures), 1.5),
    timeCheck(`${name}: unchanged sync`, unchanged, 'read and upsert', unchangedLimits(figures), unchangedBudget[name]),
    timeCheck(`${name}: one changed column`, changed, 'unchanged sync', unchanged, 1.1),
    {
      what: `${name}: written by an unchanged sync`,
      measured: `${rows} rows, ${commits} commits, ${walBytes} bytes of WAL`,
      heldAgainst: 'nothing',
      ratio: '',
      budget: '0',
      passed: rows === 0 && commits === 0 && walBytes === 0,
    },
    memoryCheck(`${name}: peak memory, first sync`, medianMegabytes(figures.first)),
    memoryCheck(`${name}: peak memory, unchanged sync`, medianMegabytes(figures.unchanged)),
  ];
}

/** What must not grow with the size: the cost of an element and, once a refresh is under way, memory. */
function growthChecks(medium: PostgresqlFigures | undefined, large: PostgresqlFigures | undefined): Check[] {
  if (medium === undefined || large === undefined) return [];
  const microseconds = ({ size }: PostgresqlFigures, costs: readonly Cost[]): number =>
    (medianSeconds(costs) / size.elements) * 1e6;
  const halfway = median(large.first.map((cost) => cost.halfwayPeakMegabytes));
  return [
    growthCheck('large: an element, first sync', 'µs', microseconds(large, large.first), {
      of: 'medium',
      amount: microseconds(medium, medium.first),
      budget: 1.25,
    }),
    growthCheck('large: an element, unchanged sync', 'µs', microseconds(large, large.unchanged), {
      of: 'medium',
      amount: microseconds(medium, medium.unchanged),
      budget: 1.25,
    }),
    growthCheck('large: peak memory, first sync', 'MB', medianMegabytes(large.first), {
      of: 'halfway',
      amount: halfway,
      budget: 1.1,
    }),
  ];
}

function filesChecks({ source, limits, first, unchanged }: FilesFigures, budget: number | undefined): Check[] {
  const walk = limits.map(totalSeconds);
  const what = `${source.files.toLocaleString('en')} ${source.name}`;
  return [
    timeCheck(`${what}: first sync`, first.map(totalSeconds), 'walk, status, 64 KiB', walk, budget),
    timeCheck(`${what}: unchanged sync`, unchanged.map(totalSeconds), 'walk, status, 64 KiB', walk, budget),
    memoryCheck(`${what}: peak memory, first sync`, medianMegabytes(first)),
  ];
}

function helpChecks({ empty, help }: HelpFigures): Check[] {
  return [timeCheck('`--help`', help.map(totalSeconds), 'empty script', empty.map(totalSeconds), 1.9)];
}

function timeCheck(
  what: string,
  seconds: readonly number[],
  besides: string,
  limits: readonly number[],
  budget: number | undefined,
): Check {
  const ratio = medianRatio(seconds, limits);
  return {
    what,
    measured: `${written(median(seconds))} s`,
    heldAgainst: `${besides}: ${written(median(limits))} s`,
    ratio: `${ratio.toFixed(2)} ×`,
    budget: budget === undefined ? '' : `${budget.toFixed(2)} ×`,
    passed: budget === undefined || ratio <= budget,
  };
}

function growthCheck(
  what: string,
  unit: string,
  amount: number,
  before: { readonly of: string; readonly amount: number; readonly budget: number },
): Check {
  const ratio = amount / before.amount;
  return {
    what,
    measured: `${amount.toFixed(unit === 'MB' ? 0 : 1)} ${unit}`,
    heldAgainst: `${before.of}: ${before.amount.toFixed(unit === 'MB' ? 0 : 1)} ${unit}`,
    ratio: `${ratio.toFixed(2)} ×`,
    budget: `${before.budget.toFixed(2)} ×`,
    passed: ratio <= before.budget,
  };
}

function memoryCheck(what: string, megabytes: number): Check {
  return {
    what,
    measured: `${megabytes.toFixed(0)} MB`,
    heldAgainst: '',
    ratio: '',
    budget: `${MOST_MEGABYTES} MB`,
    passed: megabytes <= MOST_MEGABYTES,
  };
}

function written(seconds: number): string {
  return seconds < 0.2 ? seconds.toFixed(3) : seconds.toFixed(2);
}
