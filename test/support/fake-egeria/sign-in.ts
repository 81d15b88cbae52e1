import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../src/runtime/clock.ts';
import { NotSignedIn } from './answer.ts';

const TOKEN_SECONDS = 3600;

const Payload = z.object({ sub: z.string(), exp: z.number() });

const Credentials = z.object({ userId: z.string(), password: z.string() });

/** Gives tokens to users and knows them again, until they expire or the platform restarts. */
export class SignIn {
  readonly #users: Readonly<Record<string, string>>;
  readonly #clock: Clock;
  #key = randomBytes(32);

  /** @param users passwords by user id */
  constructor(users: Readonly<Record<string, string>>, clock: Clock) {
    this.#users = users;
    this.#clock = clock;
  }

  /** A token for an hour; `undefined` when nobody has this name and password. */
  token(credentials: unknown): string | undefined {
    const read = Credentials.safeParse(credentials);
    if (!read.success || this.#users[read.data.userId] !== read.data.password) return undefined;
    const { userId } = read.data;
    const issued = Math.floor(this.#clock.now() / 1000);
    const claims = { iss: 'self', sub: userId, exp: issued + TOKEN_SECONDS, iat: issued, displayName: userId };
    const parts = [{ kid: randomUUID(), alg: 'RS256' }, claims].map((part) => encoded(JSON.stringify(part)));
    const content = parts.join('.');
    return `${content}.${this.#signature(content)}`;
  }

  /** Who an `Authorization` header says is calling. Throws NotSignedIn when it does not. */
  userOf(authorization: string | undefined): string {
    const token = /^Bearer (\S+)$/u.exec(authorization ?? '')?.[1] ?? '';
    const [header = '', claims = '', signature = ''] = token.split('.');
    if (signature === '' || signature !== this.#signature(`${header}.${claims}`)) throw new NotSignedIn();
    const payload = Payload.parse(JSON.parse(Buffer.from(claims, 'base64url').toString()));
    if (payload.exp * 1000 <= this.#clock.now()) throw new NotSignedIn();
    return payload.sub;
  }

  /** All tokens die, as they do when the platform restarts. */
  forget(): void {
    this.#key = randomBytes(32);
  }

  #signature(content: string): string {
    return createHmac('sha256', this.#key).update(content).digest('base64url');
  }
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}
