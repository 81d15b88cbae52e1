import type { EgeriaStoreSettings } from '../../src/store/egeria/egeria-store.ts';

/** A platform that runs somewhere, and who signs in to it. */
export interface LivePlatform {
  readonly origin: string;
  /** The metadata access server. */
  readonly store: string;
  /** A view server before it. */
  readonly view: string;
  readonly userId: string;
  readonly password: string;
}

/** The platform that `EGERIA_URL` names, and what the variables beside it say of it; `undefined`: it names none. */
export function namedPlatform(): LivePlatform | undefined {
  const { EGERIA_URL: origin, EGERIA_SERVER, EGERIA_VIEW, EGERIA_USER, EGERIA_PASSWORD } = process.env;
  if (origin === undefined) return undefined;
  return {
    origin,
    store: EGERIA_SERVER ?? 'store',
    view: EGERIA_VIEW ?? 'view',
    userId: EGERIA_USER ?? 'baseline',
    password: EGERIA_PASSWORD ?? 'baseline',
  };
}

/** How a server of the platform is reached; on loopback its certificate may be its own. */
export function settingsOf({ origin, userId, password }: LivePlatform, serverName: string): EgeriaStoreSettings {
  return {
    platformURL: origin,
    serverName,
    credentials: { kind: 'password', userId, password },
    trust: { verifyCertificates: !isLoopback(origin) },
    requestTimeoutMilliseconds: 60_000,
    concurrency: 8,
    ledger: undefined,
  };
}

/** Whether a platform is on this machine. */
export function isLoopback(origin: string): boolean {
  return /^(?:localhost|127\.[\d.]+|\[::1\])$/u.test(new URL(origin).hostname);
}
