import type { IntegrationReport } from '../../report/events.ts';
import { messageSentence } from '../../messages/sentence.ts';
import { visible } from './visible.ts';

/** What one refresh came to, in one line. */
export function reportLine(report: IntegrationReport): string {
  const { totals, error, removalRefused, seconds, complete, dryRun } = report;
  const counts = (['created', 'updated', 'unchanged', 'removed', 'refused', 'failed'] as const)
    .filter((name) => totals[name] > 0)
    .map((name) => `${totals[name]} ${name}`);
  const notes = [
    error === undefined ? undefined : `failed: ${visible(messageSentence(error.message)).replace(/\.$/u, '')}`,
    removalRefused === undefined
      ? undefined
      : `refused to remove ${removalRefused.wouldRemove} of ${removalRefused.owned}`,
    complete || error !== undefined ? undefined : 'incomplete',
    dryRun ? 'nothing written' : undefined,
  ].filter((note) => note !== undefined);
  const stated = `${totals.stated} stated${counts.length === 0 ? '' : ` (${counts.join(', ')})`}`;
  return [stated, `${seconds.toFixed(1)} s`, ...notes].join(', ');
}

/** Whether somebody should look at it. */
export function gradeOf(report: IntegrationReport): 'done' | 'warning' | 'failed' {
  if (report.error !== undefined || report.totals.failed > 0) return 'failed';
  const isOdd = report.removalRefused !== undefined || report.totals.refused > 0 || !report.complete;
  return isOdd ? 'warning' : 'done';
}
