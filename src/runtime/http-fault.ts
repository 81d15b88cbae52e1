/** Why there is no answer. */
export type HttpFaultKind =
  /** No server has the name, or none listens there. */
  | 'unreachable'
  | 'timed-out'
  /** The connection ended before the answer did. */
  | 'reset'
  /** The server's certificate is signed by nobody who is trusted, has ended, or is for another host. */
  | 'untrusted-certificate'
  /** The server's certificate is not the pinned one. */
  | 'other-certificate'
  /** What answers does not speak TLS. */
  | 'no-tls'
  /** What answers does not speak HTTP. */
  | 'no-http'
  | 'aborted'
  | 'unexpected';

/** A request without an answer. Holds no header, no body and no password of a URL. */
export class HttpFault extends Error {
  readonly kind: HttpFaultKind;
  /** What Node or OpenSSL calls it, such as `ECONNREFUSED`. */
  readonly code: string | undefined;
  /** Whether anything of the request may have reached the server. */
  readonly sent: boolean;

  constructor(kind: HttpFaultKind, code: string | undefined, sent: boolean, message: string) {
    super(message);
    this.name = 'HttpFault';
    this.kind = kind;
    this.code = code;
    this.sent = sent;
  }
}

/** Codes of Node 26, its OpenSSL and undici 8, where they are not told by a pattern. */
const kindsByCode: Readonly<Record<string, HttpFaultKind>> = {
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'timed-out',
  UND_ERR_HEADERS_TIMEOUT: 'timed-out',
  UND_ERR_BODY_TIMEOUT: 'timed-out',
  ETIMEDOUT: 'timed-out',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_CLOSED: 'aborted',
  UND_ERR_DESTROYED: 'aborted',
  UND_ERR_ABORTED: 'aborted',
  CERT_HAS_EXPIRED: 'untrusted-certificate',
  CERT_NOT_YET_VALID: 'untrusted-certificate',
  CERT_UNTRUSTED: 'untrusted-certificate',
  CERT_REJECTED: 'untrusted-certificate',
  CERT_REVOKED: 'untrusted-certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted-certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted-certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted-certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted-certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted-certificate',
  INVALID_CA: 'untrusted-certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'untrusted-certificate',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'no-tls',
  ERR_SSL_UNKNOWN_PROTOCOL: 'no-tls',
  ERR_SSL_HTTP_REQUEST: 'no-tls',
};

/** Classifies what undici, Node or OpenSSL reports. `sent`: whether anything of the request may have reached the server. */
export function httpFault(error: unknown, sent: boolean): HttpFault {
  if (error instanceof HttpFault) return error;
  const code = codeOf(error);
  const message = error instanceof Error && error.message !== '' ? error.message : (code ?? String(error));
  const isNoHttp = error instanceof Error && error.name === 'HTTPParserError';
  return new HttpFault(isNoHttp ? 'no-http' : kindOf(code), code, sent, message);
}

function kindOf(code: string | undefined): HttpFaultKind {
  if (code === undefined) return 'unexpected';
  return kindsByCode[code] ?? 'unexpected';
}

/** An `AggregateError` stands for the addresses of one name: the first one's reason is as good as any. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return 'cause' in error ? codeOf(error.cause) : undefined;
}
