import { describe, expect, it } from 'vitest';
import { defineMessages } from '../messages/message.ts';
import { openAccount } from './account.ts';
import type { Finding } from './events.ts';

const messages = defineMessages({
  unreadable: { id: 'TEST-403-001', text: 'Cannot be read', systemAction: 'Kept.', userAction: 'Grant it.' },
  refused: { id: 'TEST-409-001', text: 'Refused', systemAction: 'Left out.', userAction: 'See why.' },
});

const silent = { finding: () => undefined };

describe('the account of a refresh', () => {
  it('adds up when everything that was stated has one fate', () => {
    const account = openAccount(silent);
    expect(account.isConserved).toBe(true);
    account.state(7);
    expect(account.isConserved).toBe(false);
    account.settle('created', 2);
    account.settle('unchanged', 2);
    account.settle('updated');
    account.settle('refused');
    account.settle('failed');
    expect(account.isConserved).toBe(true);
    account.remove(3);
    account.publish();
    expect(account.isConserved).toBe(true);
    expect(account.totals).toEqual({
      stated: 7,
      created: 2,
      updated: 1,
      unchanged: 2,
      removed: 3,
      refused: 1,
      failed: 1,
    });
    expect(account.published).toBe(1);
  });

  it('does not add up when something has two fates, and failing does not hide that', () => {
    const account = openAccount(silent);
    account.state(1);
    account.settle('created');
    account.settle('unchanged');
    account.failOutstanding();
    expect(account.isConserved).toBe(false);
    expect(account.totals.failed).toBe(0);
  });

  it('counts as failed what has no fate when the store fails', () => {
    const account = openAccount(silent);
    account.state(5);
    account.settle('created', 2);
    account.failOutstanding();
    account.failOutstanding();
    expect(account.totals).toMatchObject({ stated: 5, created: 2, failed: 3 });
    expect(account.isConserved).toBe(true);
  });

  it('counts an invalid record as stated and refused, and remembers it', () => {
    const account = openAccount(silent);
    expect(account.hasInvalid).toBe(false);
    account.invalidate();
    expect(account.totals).toMatchObject({ stated: 1, refused: 1 });
    expect(account).toMatchObject({ hasInvalid: true, isConserved: true });
  });

  it('makes an unchanged element an updated one', () => {
    const account = openAccount(silent);
    account.state(3);
    account.settle('unchanged', 3);
    account.unchangedBecameUpdated(2);
    expect(account.totals).toMatchObject({ stated: 3, unchanged: 1, updated: 2 });
  });
});

describe('findings', () => {
  it('are told one by one, and grouped by severity and message with a count and three examples', () => {
    const told: Finding[] = [];
    const account = openAccount({ finding: (finding) => told.push(finding) });
    for (const subject of ['a', 'b', 'c', 'd']) account.note('refused', messages.refused(), subject);
    account.note('warning', messages.refused(), 'e');
    account.note('refused', messages.refused());
    expect(told.map(({ severity, subject }) => [severity, subject])).toEqual([
      ['refused', 'a'],
      ['refused', 'b'],
      ['refused', 'c'],
      ['refused', 'd'],
      ['warning', 'e'],
      ['refused', undefined],
    ]);
    expect(account.findings).toEqual([
      { severity: 'refused', message: messages.refused(), count: 5, examples: ['a', 'b', 'c'] },
      { severity: 'warning', message: messages.refused(), count: 1, examples: ['e'] },
    ]);
  });

  it('show facts that all have in common with the message, and others with the example they are of', () => {
    const account = openAccount(silent);
    account.note('unreadable', messages.unreadable({ cause: 'permission denied' }), 'a');
    account.note('unreadable', messages.unreadable({ cause: 'permission denied' }), 'b');
    expect(account.findings[0]).toMatchObject({
      message: { facts: { cause: 'permission denied' } },
      examples: ['a', 'b'],
    });
    account.note('unreadable', messages.unreadable({ cause: 'timed out' }), 'c');
    const [finding] = account.findings;
    expect(finding?.message.facts).toEqual({});
    expect(finding?.examples).toEqual([
      expect.stringMatching(/^a, .*permission denied/u),
      expect.stringMatching(/^b, .*permission denied/u),
      expect.stringMatching(/^c, .*timed out/u),
    ]);
  });
});
