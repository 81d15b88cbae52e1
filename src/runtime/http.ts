import { StringDecoder } from 'node:string_decoder';
import type { AxiosRequestConfig, AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import type { Dispatcher, Pool, buildConnector } from 'undici';
import { HttpFault, httpFault } from './http-fault.ts';

/** How a server proves who it is. */
export interface HttpTrust {
  /** Certificates in PEM form: what they have signed is trusted, and nothing else. Node's own list when absent. */
  readonly ca?: string | undefined;
  /** SHA-256 of the server's own certificate in hexadecimal: this certificate is trusted, whoever signed it. */
  readonly certificateFingerprint?: string | undefined;
  /** `false` trusts anybody. */
  readonly verifyCertificates?: boolean | undefined;
}

export interface HttpOptions {
  /** `https://host:port`, without a path. */
  readonly origin: string;
  /** Most connections, and so most requests, at once. */
  readonly connections: number;
  /** How long the server may be silent, while connecting, before its answer and within it. */
  readonly timeoutMilliseconds: number;
  readonly trust?: HttpTrust | undefined;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** From the first slash on, the query included. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** A stream goes out as it comes, in chunks. */
  readonly body?: string | Buffer | AsyncIterable<string> | undefined;
  /** Asking twice does what asking once does: it is sent again when a kept connection turns out to be closed. */
  readonly idempotent?: boolean | undefined;
  /** Instead of the client's own. */
  readonly timeoutMilliseconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  /** What `Retry-After` asks for, in milliseconds; `undefined` when there is none, or when it is a date. */
  readonly retryAfterMilliseconds: number | undefined;
  readonly text: string;
}

/** Speaks to one server over connections that it keeps. */
export interface HttpClient {
  /** The answer, whatever its status. Throws `HttpFault` when there is none. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Ends all connections; requests under way are aborted. Safe twice. */
  close(): Promise<void>;
}

/** What our adapter for axios reads besides axios's own settings. */
interface SentConfig extends AxiosRequestConfig {
  readonly idempotent: boolean;
  /** Not axios's `signal`, for which it has errors of its own. */
  readonly abortSignal: AbortSignal | undefined;
}

/**
 * Opens a client of one server: axios over a pool of undici's, without axios's transformations. A small POST costs 57 to 80 µs
 * of CPU so, of which undici takes 27; by axios's own adapter for Node it costs 251.
 */
export async function openHttpClient(options: HttpOptions): Promise<HttpClient> {
  // Of a module in CommonJS, the built program has nothing but its default export.
  const [{ default: axios }, { default: undici }] = await Promise.all([import('axios'), import('undici')]);
  const { Pool, buildConnector } = undici;
  const pool = new Pool(options.origin, {
    connections: options.connections,
    pipelining: 1,
    allowH2: false,
    headersTimeout: options.timeoutMilliseconds,
    bodyTimeout: options.timeoutMilliseconds,
    keepAliveTimeout: 10_000,
    connect: connectorFor(options, buildConnector),
  });
  // Not by `create`: it would merge into every request the headers of eight methods, and settings of other adapters.
  const instance = new axios.Axios({
    adapter: poolAdapter(pool),
    transformRequest: [],
    transformResponse: [],
    validateStatus: null,
  });
  return {
    async send({ method, path, body, headers, timeoutMilliseconds, idempotent = false, signal }) {
      const config: SentConfig = {
        method,
        url: path,
        data: body,
        headers: { accept: 'application/json, text/plain', ...headers },
        timeout: timeoutMilliseconds ?? 0,
        idempotent,
        abortSignal: signal,
      };
      const { status, headers: answered, data } = await instance.request<string>(config);
      return {
        status,
        contentType: headerOf(answered, 'content-type'),
        retryAfterMilliseconds: secondsOf(headerOf(answered, 'retry-after')),
        text: data,
      };
    },
    async close() {
      if (!pool.destroyed) await pool.destroy();
    },
  };
}

/** An adapter of axios that sends through the pool; a connection that was closed while it was kept is tried once more. */
function poolAdapter(pool: Pool): (config: InternalAxiosRequestConfig) => Promise<AxiosResponse> {
  return async (config) => {
    const request = dispatchOptions(config);
    // axios hands on what it does not know: see `send`.
    const { idempotent, abortSignal } = config as unknown as SentConfig;
    try {
      return await dispatched(pool, request, config, abortSignal);
    } catch (error) {
      const fault = httpFault(error, true);
      const isRepeatable = typeof config.data !== 'object' || Buffer.isBuffer(config.data);
      if (fault.kind !== 'reset' || !isRepeatable || (fault.sent && !idempotent)) throw fault;
      return dispatched(pool, request, config, abortSignal);
    }
  };
}

function dispatchOptions({
  url,
  method,
  data,
  headers,
  timeout,
}: InternalAxiosRequestConfig): Dispatcher.DispatchOptions {
  return {
    path: url ?? '/',
    method: method?.toUpperCase() as Dispatcher.HttpMethod,
    headers,
    // undici takes any iterable; its types say less.
    body: data as string | Buffer | null,
    ...(timeout === undefined || timeout === 0 ? {} : { headersTimeout: timeout, bodyTimeout: timeout }),
  };
}

/** Sends one request and collects its answer. */
async function dispatched(
  pool: Pool,
  request: Dispatcher.DispatchOptions,
  config: InternalAxiosRequestConfig,
  signal: AbortSignal | undefined,
): Promise<AxiosResponse> {
  if (signal?.aborted === true) throw new HttpFault('aborted', undefined, false, 'The request was aborted.');
  return new Promise((resolve, reject) => {
    let running: Dispatcher.DispatchController | undefined;
    let head: { readonly status: number; readonly headers: AxiosResponse['headers'] } | undefined;
    // Not by the bytes of all of it: of an answer of megabytes those would be there twice, beside its text.
    const decoder = new StringDecoder('utf8');
    let text = '';
    const onAbort = (): void => {
      const fault = new HttpFault('aborted', undefined, running !== undefined, 'The request was aborted.');
      running?.abort(fault);
      reject(fault);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    pool.dispatch(request, {
      onRequestStart(controller) {
        running = controller;
        if (signal?.aborted === true) onAbort();
      },
      onResponseStart(_controller, status, headers) {
        head = { status, headers: headers as AxiosResponse['headers'] };
      },
      onResponseData(_controller, chunk) {
        text += decoder.write(chunk);
      },
      onResponseEnd() {
        signal?.removeEventListener('abort', onAbort);
        const { status = 0, headers = {} } = head ?? {};
        resolve({ status, headers, config, statusText: '', data: text + decoder.end() });
      },
      onResponseError(_controller, error) {
        signal?.removeEventListener('abort', onAbort);
        reject(httpFault(error, running !== undefined));
      },
    });
  });
}

/** Connects by TLS as the trust asks for; a pinned certificate takes the place of a chain of signatures. */
function connectorFor(
  { trust = {}, timeoutMilliseconds }: HttpOptions,
  build: typeof buildConnector,
): buildConnector.connector {
  const pinned =
    trust.certificateFingerprint === undefined ? undefined : plainFingerprint(trust.certificateFingerprint);
  const connect = build({
    timeout: timeoutMilliseconds,
    keepAlive: true,
    ...(trust.ca === undefined ? {} : { ca: trust.ca }),
    rejectUnauthorized: pinned === undefined && trust.verifyCertificates !== false,
    // A resumed session shows no certificate to compare.
    ...(pinned === undefined ? {} : { maxCachedSessions: 0 }),
  });
  if (pinned === undefined) return connect;
  return (options, callback) => {
    connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const shown = 'getPeerCertificate' in socket ? socket.getPeerCertificate().fingerprint256 : undefined;
      if (shown !== undefined && plainFingerprint(shown) === pinned) return callback(null, socket);
      socket.destroy();
      const message = `The server shows a certificate with the SHA-256 fingerprint ${shown ?? '(none)'}.`;
      return callback(new HttpFault('other-certificate', undefined, false, message), null);
    });
  };
}

/** Hexadecimal digits only: tools write them with colons or without, in capitals or not. */
function plainFingerprint(text: string): string {
  return text.replaceAll(/[^0-9a-f]/giu, '').toLowerCase();
}

function headerOf(headers: AxiosResponse['headers'], name: string): string | undefined {
  const value: unknown = headers[name];
  return typeof value === 'string' ? value : undefined;
}

function secondsOf(header: string | undefined): number | undefined {
  const seconds = header === undefined ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
