import { describe, expect, it } from 'vitest';
import type { StoreCapabilities } from '../../src/store/open-metadata-store.ts';
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
import { subjectOf } from './store/subject.ts';
import type { OpenStore, TimeOf } from './store/subject.ts';
import { describeTime } from './store/time.ts';
import { describeWholeCatalog } from './store/whole-catalog.ts';

/**
 * What every adapter of the open metadata store must do. `open` gives a store that is empty, each time another one.
 * What is expected are Egeria's facts: what a running platform 6.1 answered, and its types. What an adapter cannot do it
 * declares; nothing else is left out.
 */
export function describeStore(
  name: string,
  open: OpenStore,
  capabilities: StoreCapabilities,
  timeOf: TimeOf = 'the test',
): void {
  describeCatalog(name, open, capabilities, timeOf);
  describe(name, () => {
    describeLedgerMatch(open, capabilities);
    describeLedgerApply(open, capabilities);
    describeLedgerWaiting(open, capabilities);
    describeLedgerStaleness(open);
    describeLedgerSweep(open, capabilities);
  });
}

/** What an adapter must do, its ledgers aside. */
export function describeCatalog(
  name: string,
  open: OpenStore,
  capabilities: StoreCapabilities,
  timeOf: TimeOf = 'the test',
): void {
  describe(name, () => {
    it('can do what it declares', async () => {
      expect((await subjectOf(open)).store.capabilities).toEqual(capabilities);
    });
    describeElements(open, capabilities);
    describeOwnership(open, capabilities);
    describeRelationships(open, timeOf);
    describeRemoval(open, capabilities, timeOf);
    describeTime(open, capabilities);
    describeFinding(open);
    describeWholeCatalog(open);
    if (capabilities.fullText) describeFullText(open);
  });
}
