import type { DaemonEvent, IntegrationReport, ResultEvent } from '../../report/events.ts';
import { causesText } from './causes.ts';
import { createListing } from './listing.ts';
import type { Screen } from './screen.ts';
import { summaryText } from './summary.ts';
import { wrap } from './visible.ts';

/** Collects what a sync shows at its end. */
export interface Closing {
  readonly onEvent: (event: DaemonEvent) => void;
  /** What would change (of a dry run), the summary, the causes and what to type next, on standard output. */
  print(screen: Screen, nextSteps: readonly string[]): Promise<void>;
}

const meanings: Readonly<Record<number, string>> = {
  1: 'a fault of ours',
  2: 'the definition is wrong',
  3: 'nothing could be reached or signed in to, or the store cannot be used',
  4: 'some of it failed, the rest was applied',
  5: 'the removal guard refused; the rest was applied',
  130: 'interrupted; what was read by then is in the catalog',
};

/** A closing that has collected nothing yet. */
export function createClosing(): Closing {
  const reports: IntegrationReport[] = [];
  const listing = createListing();
  let isDryRun = false;
  let result: ResultEvent | undefined;
  return {
    onEvent(event) {
      if (event.kind === 'started') isDryRun = event.dryRun;
      else if (event.kind === 'report') reports.push(event);
      else if (event.kind === 'result') result = event;
      else if (event.kind === 'element' && isDryRun) listing.add(event);
    },
    async print(screen, nextSteps) {
      if (result === undefined || result.connectors.length === 0) return;
      const { style, columns } = screen;
      const isNew = result.exitCode === 0 && result.totals.created > 0 && !isDryRun;
      // Of what could not be read nobody knows whether it would change.
      const isUnknown = listing.isEmpty && reports.some(({ error }) => error !== undefined);
      const meaning = meanings[result.exitCode];
      const parts = [
        isDryRun && !isUnknown ? `${listing.text(style, columns)}\n` : '',
        isDryRun ? `This would be the outcome:\nnothing was written.\n\n` : '',
        await summaryText(result, reports, style, columns),
        causesText(reports, style, columns),
        isNew && nextSteps.length > 0 ? `\nNext:\n${nextSteps.map((step) => `  ${step}`).join('\n')}\n` : '',
        meaning === undefined ? '' : `\n${wrap(`Exit code ${result.exitCode}: ${meaning}.`, columns).join('\n')}\n`,
      ];
      if (screen.isLive) screen.tell('\n');
      screen.print(parts.join(''));
    },
  };
}
