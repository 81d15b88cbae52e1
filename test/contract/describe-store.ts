import { describe } from 'vitest';
import { describeElements } from './store/elements.ts';
import { describeFinding } from './store/finding.ts';
import { describeFullText } from './store/full-text.ts';
import { describeLedgerApply } from './store/ledger-apply.ts';
import { describeLedgerMatch } from './store/ledger-match.ts';
import { describeLedgerStaleness } from './store/ledger-staleness.ts';
import { describeLedgerSweep } from './store/ledger-sweep.ts';
import { describeLedgerWaiting } from './store/ledger-waiting.ts';
import { describeOwnership } from './store/ownership.ts';
import { describeRelationships } from './store/relationships.ts';
import { describeRemoval } from './store/removal.ts';
import type { OpenStore } from './store/subject.ts';
import { describeTime } from './store/time.ts';

/**
 * What every adapter of the open metadata store must do. `open` gives a store that is empty, each time another one.
 * What is expected are Egeria's facts: what a running platform 6.1 answered, and its types.
 */
export function describeStore(name: string, open: OpenStore): void {
  describe(name, () => {
    describeElements(open);
    describeOwnership(open);
    describeRelationships(open);
    describeRemoval(open);
    describeTime(open);
    describeFinding(open);
    describeFullText(open);
    describeLedgerMatch(open);
    describeLedgerApply(open);
    describeLedgerWaiting(open);
    describeLedgerStaleness(open);
    describeLedgerSweep(open);
  });
}
