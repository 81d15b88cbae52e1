import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../messages/error-kinds.ts';
import { defineMessages } from '../messages/message.ts';
import { causeOf, reportedError } from './integration-report.ts';

const messages = defineMessages({
  refused: { id: 'TEST-503-001', text: 'The connection was refused', systemAction: 'None.', userAction: 'Start it.' },
});

/** Another module to the loader. */
const secondTime: string = '../messages/error-kinds.ts?second';

describe('an error in a report', () => {
  it('has its kind, its message and what the driver said', () => {
    const error = new UnavailableError(messages.refused({ host: 'h' }), { cause: new Error('ECONNREFUSED') });
    expect(reportedError(error)).toEqual({
      kind: 'UnavailableError',
      message: messages.refused({ host: 'h' }),
      cause: 'ECONNREFUSED',
      stack: error.stack,
    });
    expect(reportedError(new UnavailableError(messages.refused())).cause).toBeUndefined();
  });

  it('is one of its kind though a package has brought the classes a second time', async () => {
    const second = (await import(secondTime)) as { readonly UnavailableError: typeof UnavailableError };
    const error = new second.UnavailableError(messages.refused({ host: 'h' }), { cause: new Error('ECONNREFUSED') });
    expect(error).not.toBeInstanceOf(UnavailableError);
    expect(reportedError(error)).toMatchObject({ kind: 'UnavailableError', cause: 'ECONNREFUSED' });
    expect(reportedError(Object.assign(new Error('x'), { kind: 'UnavailableError' })).kind).toBe('IntegrationBug');
  });

  it.each([
    [new TypeError('x is not a function'), 'x is not a function'],
    ['a text', 'a text'],
    [undefined, undefined],
  ])('that nobody has classified is a fault of ours: %s', (error, cause) => {
    expect(reportedError(error)).toMatchObject({ kind: 'IntegrationBug', cause });
  });
});

describe('what caused an error', () => {
  it('is told with what caused that', () => {
    const inner = new Error('connect ECONNREFUSED');
    expect(causeOf(new Error('cannot connect', { cause: inner }))).toBe('cannot connect: connect ECONNREFUSED');
  });

  it('is told once when an error was caused by itself', () => {
    const one = new Error('one');
    const two = new Error('two', { cause: one });
    one.cause = two;
    expect(causeOf(one)).toBe('one: two');
  });

  it('is all of several errors when they have no message together', () => {
    expect(causeOf(new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')]))).toBe(
      '::1 refused; 127.0.0.1 refused',
    );
    expect(causeOf(new AggregateError([new Error('x')], 'all failed'))).toBe('all failed');
  });
});
