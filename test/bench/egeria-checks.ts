import type { Check } from './checks.ts';
import { median } from './measure.ts';
import { egeriaSizes } from './measure-egeria.ts';
import type { EgeriaFigures, PacedFigures, RemoteCost } from './measure-egeria.ts';
import type { PlatformFigures } from './measure-platform.ts';

const MOST_OF_CALLS = 1.15;
const FEWEST_CALLS_A_SECOND = 2500;
const MOST_MEGABYTES = 256;
const LEAST_OF_PLATFORM = 0.95;
const MOST_CALLS = { unchanged: 20, rebuilt: 100 };

/** Holds what was measured of metadata access servers against its budgets. */
export function egeriaChecks(figures: EgeriaFigures): Check[] {
  const { byArchives, first, unchanged, rebuilt } = figures;
  return [
    ...figures.paced.map(pacedCheck),
    callsASecondCheck(figures.byCalls),
    archiveCheck(`${counted(egeriaSizes.byArchives)} elements by archives`, egeriaSizes.byArchives, byArchives),
    archiveCheck(`${counted(egeriaSizes.kept)} elements by archives, proved`, egeriaSizes.kept, first),
    callsCheck(`${counted(egeriaSizes.kept)} elements, unchanged sync`, unchanged, MOST_CALLS.unchanged),
    callsCheck(`${counted(egeriaSizes.kept)} elements, ledger lost`, rebuilt, MOST_CALLS.rebuilt),
  ];
}

/** Holds what was measured of a real platform against what it takes at most. */
export function platformChecks(figures: PlatformFigures): Check[] {
  const { barestCalls, byCalls, barestArchives, byArchives, whole } = figures;
  return [
    rateCheck('real platform: first sync by calls', byCalls, 'nothing but creates', barestCalls),
    rateCheck('real platform: sent by archives', byArchives, 'the same archives alone', barestArchives),
    {
      what: 'real platform: first sync by archives, proved',
      measured: `${counted(median(whole))} a second`,
      heldAgainst: '',
      ratio: '',
      budget: '',
      passed: true,
    },
  ];
}

/** The median of what each run reaches by what was measured just before it: neighbours slow down both. */
function rateCheck(what: string, rates: readonly number[], besides: string, barest: readonly number[]): Check {
  const ratio = median(rates.map((rate, run) => rate / (barest[run] ?? Number.NaN)));
  return {
    what,
    measured: `${counted(median(rates))} a second`,
    heldAgainst: `${besides}: ${counted(median(barest))} a second`,
    ratio: `${ratio.toFixed(2)} ×`,
    budget: `≥ ${LEAST_OF_PLATFORM} ×`,
    passed: ratio >= LEAST_OF_PLATFORM,
  };
}

/** The whole process, from its start to its end, against the time that the server takes for the calls. */
function pacedCheck({ latency, parallelism, runs }: PacedFigures): Check {
  const least = ({ calls }: RemoteCost): number => (calls * latency) / parallelism / 1000;
  const ratio = median(runs.map((run) => run.elapsedSeconds / least(run)));
  return {
    what: `${counted(median(runs.map(({ calls }) => calls)))} calls of ${latency} ms, ${parallelism} at once`,
    measured: `${median(runs.map(({ elapsedSeconds }) => elapsedSeconds)).toFixed(1)} s`,
    heldAgainst: `calls × time ÷ at once: ${median(runs.map(least)).toFixed(1)} s`,
    ratio: `${ratio.toFixed(2)} ×`,
    budget: `${MOST_OF_CALLS} ×`,
    passed: ratio <= MOST_OF_CALLS,
  };
}

/** What one core could make if it had nothing else to do. */
function callsASecondCheck(runs: readonly RemoteCost[]): Check {
  const microseconds = median(runs.map(({ clientSeconds, calls }) => (clientSeconds / calls) * 1e6));
  const callsASecond = 1e6 / microseconds;
  const reached = median(runs.map(({ elapsedSeconds, calls }) => calls / elapsedSeconds));
  return {
    what: 'first sync by calls: CPU of a call',
    measured: `${microseconds.toFixed(0)} µs: ${counted(callsASecond)} calls a second on one core`,
    heldAgainst: `${counted(reached)} a second beside the stand-in`,
    ratio: '',
    budget: `${((1 / FEWEST_CALLS_A_SECOND) * 1e6).toFixed(0)} µs`,
    passed: callsASecond >= FEWEST_CALLS_A_SECOND,
  };
}

function archiveCheck(what: string, elements: number, runs: readonly RemoteCost[]): Check {
  const megabytes = median(runs.map(({ peakMegabytes }) => peakMegabytes));
  return {
    what: `${what}: peak memory`,
    measured: `${megabytes.toFixed(0)} MB`,
    heldAgainst: `${median(runs.map(({ clientSeconds }) => (clientSeconds / elements) * 1e6)).toFixed(0)} µs of CPU each`,
    ratio: '',
    budget: `${MOST_MEGABYTES} MB`,
    passed: megabytes < MOST_MEGABYTES,
  };
}

function callsCheck(what: string, runs: readonly RemoteCost[], budget: number): Check {
  const calls = median(runs.map((run) => run.calls));
  return {
    what,
    measured: `${calls} calls`,
    heldAgainst: `${median(runs.map(({ clientSeconds }) => clientSeconds)).toFixed(2)} s of CPU`,
    ratio: '',
    budget: `< ${budget}`,
    passed: calls < budget,
  };
}

function counted(amount: number): string {
  return Math.round(amount).toLocaleString('en');
}
