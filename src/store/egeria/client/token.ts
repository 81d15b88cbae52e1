import { z } from 'zod';
import { NotAuthorizedError, StoreError } from '../../../messages/error-kinds.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { HttpFault } from '../../../runtime/http-fault.ts';
import type { HttpClient } from '../../../runtime/http.ts';
import { faultError, statusError } from './errors.ts';
import { egeriaMessages as messages } from '../messages.ts';

/** How the client signs in. */
export type Credentials =
  | { readonly kind: 'password'; readonly userId: string; readonly password: string }
  /** A token that somebody else has asked for; it cannot be renewed. */
  | { readonly kind: 'token'; readonly userId: string | undefined; readonly token: string }
  /** A command of the shell that writes a token to standard output. */
  | { readonly kind: 'command'; readonly userId: string | undefined; readonly command: string };

/** Gives the bearer token of each call. */
export interface TokenSource {
  /** Who signs in: as configured, or as the token says. */
  userId(): Promise<string>;
  /** A token that is good for a while; a new one when there is none, or when it is about to expire. */
  current(): Promise<string>;
  /** A new token in place of one that was refused; concurrent callers share one renewal. Throws NotAuthorizedError. */
  renewed(refused: string): Promise<string>;
}

/** A token is renewed when less than a tenth of its time is left, or less than a minute. */
const remainingShare = 0.1;
const remainingMilliseconds = 60_000;
const commandTimeoutMilliseconds = 60_000;

interface Held {
  readonly token: string;
  /** When to renew it ahead of time, in milliseconds since 1970; `undefined`: the token does not say how long it lasts. */
  readonly renewAt: number | undefined;
}

/** Signs in with the credentials; no call is made before a token is asked for. */
export function tokenSource(credentials: Credentials, platform: string, http: HttpClient, clock: Clock): TokenSource {
  const subject = { platform, server: '', userId: credentials.userId ?? '' };
  let held: Held | undefined;
  let renewal: Promise<Held> | undefined;
  const obtain = async (): Promise<string> => {
    if (credentials.kind === 'token') return credentials.token;
    if (credentials.kind === 'command') return tokenOfCommand(credentials.command);
    return signIn(http, credentials, subject);
  };
  const renew = async (): Promise<string> => {
    renewal ??= obtain().then((token) => ({ token, renewAt: renewalTime(token, clock.now()) }));
    try {
      held = await renewal;
      return held.token;
    } finally {
      renewal = undefined;
    }
  };
  return {
    async userId() {
      if (credentials.userId !== undefined) return credentials.userId;
      const token = held?.token ?? (await renew());
      const { sub } = claimsOf(token) ?? {};
      if (sub === undefined)
        throw new StoreError(messages.signInRefused({ platform, because: 'no user in the token' }));
      return sub;
    },
    async current() {
      if (held === undefined) return renew();
      // A token that cannot be renewed is used until it is refused.
      const isDue = held.renewAt !== undefined && clock.now() >= held.renewAt && credentials.kind !== 'token';
      return isDue ? renew() : held.token;
    },
    async renewed(refused) {
      if (held !== undefined && held.token !== refused) return held.token;
      if (credentials.kind !== 'token') return renew();
      throw new NotAuthorizedError(messages.signInRefused({ platform, user: subject.userId || undefined }));
    },
  };
}

/** Asks the platform for a token; without the old token, which it would check first (Egeria 6.1). */
async function signIn(
  http: HttpClient,
  { userId, password }: Extract<Credentials, { kind: 'password' }>,
  subject: Parameters<typeof statusError>[1],
): Promise<string> {
  const answer = await http
    .send({
      method: 'POST',
      path: '/api/token',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userId, password }),
      idempotent: true,
    })
    .catch((fault: unknown) => {
      throw fault instanceof HttpFault ? faultError(fault, subject) : fault;
    });
  const token = answer.text.trim();
  if (answer.status === 200 && claimsOf(token) !== undefined) return token;
  throw statusError(answer.status === 200 ? { ...answer, text: '' } : answer, subject);
}

/** Runs the command in the shell of the system. What it says on standard error is not repeated: it may hold secrets. */
async function tokenOfCommand(command: string): Promise<string> {
  const { exec } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    exec(command, { timeout: commandTimeoutMilliseconds, windowsHide: true }, (error, stdout) => {
      const token = stdout.trim();
      const exitCode = error?.code;
      if (error === null && token !== '' && !/\s/u.test(token)) return resolve(token);
      return reject(
        new NotAuthorizedError(messages.tokenCommandFailed({ exitCode: exitCode ?? (error ? 'none' : 0) })),
      );
    });
  });
}

const Claims = z.object({ sub: z.string().optional(), iat: z.number().optional(), exp: z.number().optional() });

/** The claims of a JSON Web Token; `undefined` for a text that is none. */
function claimsOf(token: string): z.output<typeof Claims> | undefined {
  const [, payload] = token.split('.');
  if (payload === undefined) return undefined;
  try {
    return Claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

/** Reckoned from now by how long the token lasts, so that the clocks of the two machines need not agree. */
function renewalTime(token: string, now: number): number | undefined {
  const { exp, iat } = claimsOf(token) ?? {};
  if (exp === undefined) return undefined;
  const lifetime = Math.max(0, iat === undefined ? exp * 1000 - now : (exp - iat) * 1000);
  const remaining = Math.min(lifetime / 2, Math.max(remainingMilliseconds, lifetime * remainingShare));
  return now + lifetime - remaining;
}
