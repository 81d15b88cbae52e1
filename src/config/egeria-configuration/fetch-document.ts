import { ConfigurationError, NotAuthorizedError, UnavailableError } from '../../messages/error-kinds.ts';
import type { IntegrationError } from '../../messages/error-kinds.ts';
import { HttpFault } from '../../runtime/http-fault.ts';
import { openHttpClient } from '../../runtime/http.ts';
import type { HttpAnswer } from '../../runtime/http.ts';
import { configurationMessages } from './messages.ts';

/** How long a platform may be silent, in milliseconds. */
const patience = 30_000;

/** How a platform is asked for a configuration document. */
export interface FetchOptions {
  /** Sent as a bearer token; to another machine only when that is encrypted. */
  readonly token?: string | undefined;
  /** Certificates in PEM form whose holders are trusted; Node's own list when absent. */
  readonly ca?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Fetches a configuration document.
 *
 * @throws ConfigurationError, NotAuthorizedError or UnavailableError, which repeat neither token nor answer
 */
export async function fetchDocument(url: URL, { token, ca, signal }: FetchOptions): Promise<string> {
  const shown = `${url.origin}${url.pathname}`;
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (token !== undefined && url.protocol === 'http:' && !isHere) {
    throw new ConfigurationError(configurationMessages.tokenInTheClear({ url: shown }));
  }
  const trust = ca === undefined ? undefined : { ca };
  const client = await openHttpClient({ origin: url.origin, connections: 1, timeoutMilliseconds: patience, trust });
  try {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const path = `${url.pathname}${url.search}`;
    return documentIn(await client.send({ method: 'GET', path, headers, idempotent: true, signal }), shown);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof HttpFault ? failure(error, shown) : error;
  } finally {
    await client.close();
  }
}

function documentIn({ status, text }: HttpAnswer, url: string): string {
  if (status === 401 || status === 403) throw new NotAuthorizedError(configurationMessages.refused({ url, status }));
  if (status >= 500) throw new UnavailableError(configurationMessages.unreachable({ url, status }));
  if (status !== 200) throw new ConfigurationError(configurationMessages.answeredOtherwise({ url, status }));
  return text;
}

function failure(cause: HttpFault, url: string): IntegrationError {
  if (cause.kind === 'untrusted-certificate') {
    return new UnavailableError(configurationMessages.notTrusted({ url, because: cause.code }), { cause });
  }
  return new UnavailableError(configurationMessages.unreachable({ url, because: cause.code }), { cause });
}
