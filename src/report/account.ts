import type { ElementAction, Finding, GroupedFinding, Totals } from './events.ts';
import type { Message } from '../messages/message.ts';
import { messageFacts } from '../messages/sentence.ts';

/** Examples that a group of findings shows; the events hold every one. */
const EXAMPLES = 3;

/** What the engine tells while it works. */
export interface AccountListener {
  finding(finding: Finding): void;
  /** Absent when nobody wants every element. */
  readonly element?: ((action: ElementAction) => void) | undefined;
}

/** What becomes of an element that was stated; each is exactly one of these. */
export type Fate = 'created' | 'updated' | 'unchanged' | 'refused' | 'failed';

/** The account of one refresh: every element that was stated, and what became of it. */
export interface Account {
  readonly listener: AccountListener;
  /** Counts elements as stated. */
  state(count: number): void;
  /** Says what became of elements. */
  settle(fate: Fate, count?: number): void;
  /** An element that had counted as unchanged was updated after all. */
  unchangedBecameUpdated(count: number): void;
  /** Elements that had counted as created are not there after all. */
  createdBecameFailed(count: number): void;
  remove(count: number): void;
  publish(): void;
  note(severity: Finding['severity'], message: Message, subject?: string): void;
  /** Refuses a record that is not valid: after that nothing may be removed, since it may have stood for what is there. */
  invalidate(): void;
  readonly hasInvalid: boolean;
  /** Counts as failed what was stated and has no fate: the batch in hand when the store failed. */
  failOutstanding(): void;
  readonly totals: Totals;
  readonly published: number;
  readonly findings: readonly GroupedFinding[];
  /** Whether stated = created + updated + unchanged + refused + failed. */
  readonly isConserved: boolean;
}

/** Opens the account of a refresh. */
export function openAccount(listener: AccountListener): Account {
  const totals = { stated: 0, created: 0, updated: 0, unchanged: 0, removed: 0, refused: 0, failed: 0 };
  const groups = new Map<string, Group>();
  let published = 0;
  let hasInvalid = false;
  const outstanding = (): number =>
    totals.stated - totals.created - totals.updated - totals.unchanged - totals.refused - totals.failed;
  return {
    listener,
    state: (count) => void (totals.stated += count),
    settle: (fate, count = 1) => void (totals[fate] += count),
    unchangedBecameUpdated(count) {
      totals.unchanged -= count;
      totals.updated += count;
    },
    createdBecameFailed(count) {
      totals.created -= count;
      totals.failed += count;
    },
    remove: (count) => void (totals.removed += count),
    publish: () => void (published += 1),
    note(severity, message, subject) {
      listener.finding({ severity, message, subject });
      const key = `${severity} ${message.id}`;
      const group = groups.get(key) ?? { severity, message, count: 0, haveFactsInCommon: true, examples: [] };
      group.count += 1;
      group.haveFactsInCommon &&= messageFacts(message) === messageFacts(group.message);
      if (group.examples.length < EXAMPLES) group.examples.push({ subject, message });
      groups.set(key, group);
    },
    invalidate() {
      hasInvalid = true;
      totals.stated += 1;
      totals.refused += 1;
    },
    get hasInvalid() {
      return hasInvalid;
    },
    // Something with two fates is a fault, which this must not hide.
    failOutstanding: () => void (totals.failed += Math.max(0, outstanding())),
    get totals() {
      return { ...totals };
    },
    get published() {
      return published;
    },
    get findings() {
      return [...groups.values()].map(groupedFinding);
    },
    get isConserved() {
      return outstanding() === 0;
    },
  };
}

/** Findings of one cause, as they come. */
interface Group extends Pick<Finding, 'severity' | 'message'> {
  count: number;
  haveFactsInCommon: boolean;
  readonly examples: Pick<Finding, 'subject' | 'message'>[];
}

function groupedFinding({ severity, message, count, haveFactsInCommon, examples }: Group): GroupedFinding {
  const texts = examples.map(({ subject, message: own }) =>
    [subject, haveFactsInCommon ? undefined : messageFacts(own)].filter(Boolean).join(', '),
  );
  return {
    severity,
    message: haveFactsInCommon ? message : { ...message, facts: {} },
    count,
    examples: texts.filter((text) => text !== ''),
  };
}
