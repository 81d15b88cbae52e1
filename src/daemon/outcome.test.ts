import { describe, expect, it } from 'vitest';
import { messages as refreshMessages } from '../refresh/messages.ts';
import type { ErrorKind } from '../messages/error-kinds.ts';
import type { IntegrationReport } from '../report/events.ts';
import { exitCodeOf } from './outcome.ts';

const message = { id: 'TEST-500-001', text: 'Test', systemAction: '', userAction: '', facts: {} };
const totals = { stated: 1, created: 0, updated: 0, unchanged: 1, removed: 0, refused: 0, failed: 0 };
const none = { ...totals, stated: 0, unchanged: 0 };

function report(change: Partial<IntegrationReport> = {}): IntegrationReport {
  return {
    serviceURLMarker: 'database-integrator',
    connectorName: 'test',
    provider: 'test',
    catalogTargetName: '',
    metadataSourceQualifiedName: 'MetadataCollection::test',
    refreshStartDate: '2027-01-01T12:00:00.000Z',
    refreshCompletionDate: '2027-01-01T12:00:00.000Z',
    seconds: 0,
    dryRun: false,
    complete: true,
    totals,
    published: 0,
    findings: [],
    removalRefused: undefined,
    error: undefined,
    ...change,
  };
}

function failed(kind: ErrorKind, of = none): IntegrationReport {
  return report({ totals: of, complete: false, error: { kind, message, cause: undefined, stack: undefined } });
}

function finding(severity: IntegrationReport['findings'][number]['severity'], of = message): IntegrationReport {
  return report({ findings: [{ severity, message: of, count: 1, examples: [] }] });
}

const guarded = report({ removalRefused: { wouldRemove: 30, owned: 40 } });
const usual = { strict: false, interrupted: false };

describe('exitCodeOf', () => {
  it.each([
    ['all in sync', [report(), report()], 0],
    ['nothing reached', [failed('UnavailableError')], 3],
    ['nothing signed in to', [failed('NotAuthorizedError'), failed('UnavailableError')], 3],
    ['some reached', [failed('UnavailableError'), report()], 4],
    ['a third party that failed in the middle', [failed('UnavailableError', totals)], 4],
    ['a store that failed', [failed('StoreError')], 3],
    ['a store that failed in the middle', [failed('StoreError', totals)], 3],
    ['a store that failed after a connector was done', [report(), failed('StoreError')], 4],
    ['our fault, before all else', [guarded, failed('IntegrationBug'), failed('UnavailableError')], 1],
    ['the guard, before what could not be reached', [failed('UnavailableError'), guarded], 5],
    ['a connector that is configured wrongly', [failed('ConfigurationError')], 2],
    ['one of several that is configured wrongly', [failed('ConfigurationError'), report()], 4],
    ['elements that failed', [report({ totals: { ...totals, failed: 1 } })], 4],
    ['a scope that could not be read', [finding('unreadable')], 4],
    ['elements that were not valid', [finding('refused', refreshMessages.invalidRecord())], 4],
    ['elements of another owner', [finding('refused', refreshMessages.belongsToOther())], 0],
    ['warnings and what was kept', [finding('warning'), finding('kept')], 0],
  ])('is right for %s', (_what, reports, exitCode) => {
    expect(exitCodeOf(reports, usual)).toBe(exitCode);
  });

  it('counts what was refused when that is asked for', () => {
    expect(exitCodeOf([finding('refused', refreshMessages.belongsToOther())], { ...usual, strict: true })).toBe(4);
  });

  it('says that it was interrupted, whatever else happened', () => {
    expect(exitCodeOf([failed('IntegrationBug'), guarded], { ...usual, interrupted: true })).toBe(130);
  });
});
