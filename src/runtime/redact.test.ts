import { describe, expect, it } from 'vitest';
import { createRedactor } from './redact.ts';

const secret = 'p@ss "w0rd"/ü+&';

function redacted(text: string): string {
  const redactor = createRedactor();
  redactor.add(secret, '${env:PW}');
  return redactor.redact(text);
}

describe('redact', () => {
  it.each([
    ['as it is', secret],
    ['in a URL', encodeURIComponent(secret)],
    ['in a form', new URLSearchParams({ a: secret }).toString().slice(2)],
    ['in JSON', JSON.stringify({ a: secret }).slice(6, -2)],
    ['in JSON within JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
  ])('hides a secret %s', (_form, text) => {
    expect(redacted(`before ${text} after`)).toBe('before ${env:PW} after');
  });

  it.each(['me:', 'you: ', 'them'])('hides a secret in the base64 of something around it: %s', (before) => {
    const header = Buffer.from(`${before}${secret}!`).toString('base64');
    expect(redacted(header)).toContain('${env:PW}');
    expect(redacted(header).replace('${env:PW}', '').length).toBeLessThanOrEqual(before.length * 2 + 4);
  });

  it('hides the lines of a secret of several lines one by one', () => {
    const redactor = createRedactor();
    redactor.add('first line\nsecond line\n', '${file:key}');
    expect(redactor.redact('xx second line, first line')).toBe('xx ${file:key}, ${file:key}');
  });

  it('replaces the longest secret where one contains another', () => {
    const redactor = createRedactor();
    redactor.add('sesame', 'A');
    redactor.add('open sesame', 'B');
    expect(redactor.redact('open sesame, sesame')).toBe('B, A');
  });

  it('leaves texts alone that hold no secret, and values that are too short to be one', () => {
    const redactor = createRedactor();
    redactor.add('', 'A');
    redactor.add('abc', 'B');
    expect(redactor.redact('abcdef')).toBe('abcdef');
  });

  it('hides passwords in URLs that nobody told it of', () => {
    expect(redacted('cannot reach postgresql://me:se:cr@et@db.example:5432/x?y=1')).toBe(
      'cannot reach postgresql://me:***@db.example:5432/x?y=1',
    );
    expect(redacted('url: pg://${env:USER}:secret@host, pg://${secrets:a.omsecrets#b/userId}@host')).toBe(
      'url: pg://${env:USER}:***@host, pg://${secrets:a.omsecrets#b/userId}@host',
    );
    expect(redacted('url: pg://${env:USER}@host')).toBe('url: pg://${env:USER}@host');
    expect(redacted('http://host:80/a@b and mail@example.org')).toBe('http://host:80/a@b and mail@example.org');
  });
});
