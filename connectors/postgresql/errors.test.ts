import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../../src/kit/index.ts';
import { classify, isWorthTryingWithoutTls, messages } from './errors.ts';

const place = { server: 'db.example:5432', database: 'shop', user: 'ann' };
const coded = (code: string, message = 'what the driver says'): Error => Object.assign(new Error(message), { code });

describe('an error of the driver', () => {
  // SQLSTATE as in PostgreSQL 18, appendix A; the others as Node.js and OpenSSL name them.
  it.each([
    ['57P03', 'UnavailableError', 'POSTGRESQL-503-004'],
    ['57P05', 'UnavailableError', 'POSTGRESQL-503-003'],
    ['08006', 'UnavailableError', 'POSTGRESQL-503-003'],
    ['25P03', 'UnavailableError', 'POSTGRESQL-503-003'],
    ['53100', 'UnavailableError', 'POSTGRESQL-503-007'],
    ['40001', 'UnavailableError', 'POSTGRESQL-503-007'],
    ['XX001', 'UnavailableError', 'POSTGRESQL-503-007'],
    ['22P05', 'UnavailableError', 'POSTGRESQL-503-007'],
    ['42501', 'NotAuthorizedError', 'POSTGRESQL-403-002'],
    ['42601', 'IntegrationBug', 'POSTGRESQL-500-001'],
    ['ENOTFOUND', 'UnavailableError', 'POSTGRESQL-503-001'],
    ['ETIMEDOUT', 'UnavailableError', 'POSTGRESQL-503-002'],
    ['ECONNRESET', 'UnavailableError', 'POSTGRESQL-503-003'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'UnavailableError', 'POSTGRESQL-525-002'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UnavailableError', 'POSTGRESQL-525-002'],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'UnavailableError', 'POSTGRESQL-525-003'],
    ['EPROTO', 'UnavailableError', 'POSTGRESQL-525-003'],
  ])('%s is a %s', (code, kind, id) => {
    const cause = coded(code);
    expect(classify(cause, place)).toMatchObject({ kind, cause, notice: { id, facts: { ...place, code } } });
  });

  it('stays what it is when it has its kind already, or is an abort', () => {
    const ours = new UnavailableError(messages.unreachable(place));
    expect(classify(ours, place)).toBe(ours);
    const abort = new DOMException('stop', 'AbortError');
    expect(classify(abort, place)).toBe(abort);
  });

  it.each([
    ['28000', true],
    ['ERR_SSL_WRONG_VERSION_NUMBER', true],
    ['28P01', false],
    ['SELF_SIGNED_CERT_IN_CHAIN', false],
    ['ECONNREFUSED', false],
  ])('%s makes a connection without TLS worth trying: %s', (code, expected) => {
    expect(isWorthTryingWithoutTls(coded(code))).toBe(expected);
  });
});
