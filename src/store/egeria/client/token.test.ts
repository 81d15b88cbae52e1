import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../../../../test/support/fake-clock.ts';
import { tempFolder } from '../../../../test/support/temp-folder.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from '../../../runtime/http.ts';
import { tokenSource } from './token.ts';
import type { Credentials } from './token.ts';

const password = { kind: 'password', userId: 'erin', password: 'canary-password' } as const;

describe('a token', () => {
  it('is asked for by user and password, without the old one, and kept', async () => {
    const { tokens, requests } = source(password);
    const token = await tokens.current();
    expect(await tokens.current()).toBe(token);
    expect(requests).toEqual([
      {
        method: 'POST',
        path: '/api/token',
        headers: { 'content-type': 'application/json' },
        body: '{"userId":"erin","password":"canary-password"}',
        idempotent: true,
      },
    ]);
    expect(await tokens.userId()).toBe('erin');
  });

  it('is renewed ahead of its end, by how long it lasts and whatever the clock of the server says', async () => {
    const { tokens, requests, clock } = source(password, { issued: 5_000_000_000 });
    await tokens.current();
    clock.advance(3_200_000);
    await tokens.current();
    expect(requests).toHaveLength(1);
    clock.advance(100_000);
    await tokens.current();
    expect(requests).toHaveLength(2);
  });

  it('is renewed once when it is refused, whoever finds out', async () => {
    const { tokens, requests } = source(password);
    const refused = await tokens.current();
    const renewed = await Promise.all([1, 2, 3].map(async () => tokens.renewed(refused)));
    expect(new Set(renewed).size).toBe(1);
    expect(renewed[0]).not.toBe(refused);
    expect(await tokens.renewed(refused)).toBe(renewed[0]);
    expect(requests).toHaveLength(2);
  });

  it('that is given cannot be renewed', async () => {
    const { tokens, requests } = source({ kind: 'token', userId: undefined, token: jwt(1, 'erin', 0) });
    const token = await tokens.current();
    expect(await tokens.userId()).toBe('erin');
    await expect(tokens.renewed(token)).rejects.toMatchObject({
      kind: 'NotAuthorizedError',
      notice: { id: 'EGERIA-INTEGRATE-OMAG-401-001' },
    });
    expect(requests).toEqual([]);
  });

  it('comes from a command, which is run again for a new one', async () => {
    const file = path.join(tempFolder(), 'token.txt');
    const command = process.platform === 'win32' ? `type "${file}"` : `cat '${file}'`;
    const { tokens } = source({ kind: 'command', userId: undefined, command });
    writeFileSync(file, `${jwt(1, 'peter', 0)}\n`);
    const token = await tokens.current();
    expect(await tokens.userId()).toBe('peter');
    writeFileSync(file, jwt(2, 'peter', 0));
    expect(await tokens.renewed(token)).toBe(jwt(2, 'peter', 0));
  });

  it.each([
    ['fails', 'node -e "console.error(process.env.PATH.slice(0, 0) + \'canary\'); process.exit(3)"', '3'],
    ['says nothing', 'node -e ""', '0'],
    ['says more than a token', 'node -e "console.log(\'canary token\')"', '0'],
  ])('does not come from a command that %s', async (_what, command, exitCode) => {
    const { tokens } = source({ kind: 'command', userId: 'erin', command });
    const failure = await tokens.current().catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({
      kind: 'NotAuthorizedError',
      notice: { id: 'EGERIA-INTEGRATE-OMAG-401-002', facts: { exitCode } },
    });
    expect(String(failure)).not.toContain('canary');
  });

  it.each([
    [{ status: 401, text: '{"class":"FFDCResponseBase","relatedHTTPCode":401}' }, 'EGERIA-INTEGRATE-OMAG-401-001'],
    [{ status: 200, text: '<html>Welcome</html>' }, 'EGERIA-INTEGRATE-OMAG-502-001'],
    [{ status: 404, text: 'not here' }, 'EGERIA-INTEGRATE-OMAG-502-001'],
    [{ status: 503, text: '' }, 'EGERIA-INTEGRATE-OMAG-503-003'],
  ])('is not made of the answer %j', async (answer, id) => {
    const { tokens } = source(password, { answer });
    const failure = await tokens.current().catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({ notice: { id } });
    expect(String(failure)).not.toContain('canary');
  });
});

interface Given {
  /** What the platform answers instead of a token. */
  readonly answer?: Pick<HttpAnswer, 'status' | 'text'>;
  /** The server's time, in seconds. */
  readonly issued?: number;
}

/** A source of tokens over a platform that gives another token each time. */
function source(credentials: Credentials, { answer, issued = 1_800_000_000 }: Given = {}) {
  const clock = fakeClock();
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    async send(request) {
      requests.push(request);
      const { status, text } = answer ?? { status: 200, text: jwt(requests.length, 'erin', issued) };
      return { status, text, contentType: undefined, retryAfterMilliseconds: undefined };
    },
    async close() {
      await Promise.resolve();
    },
  };
  return { tokens: tokenSource(credentials, 'http://platform', http, clock), requests, clock };
}

/** An unsigned token of an hour. */
function jwt(serial: number, sub: string, issued: number): string {
  const parts = [
    { alg: 'RS256', kid: serial },
    { sub, iat: issued, exp: issued + 3600 },
  ];
  const encoded = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${encoded.join('.')}.signature`;
}
