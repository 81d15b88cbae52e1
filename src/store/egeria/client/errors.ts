import {
  ConflictError,
  IntegrationBug,
  InvalidMetadataError,
  NotAuthorizedError,
  StoreError,
  UnavailableError,
} from '../../../messages/error-kinds.ts';
import type { IntegrationError } from '../../../messages/error-kinds.ts';
import type { Facts } from '../../../messages/message.ts';
import type { HttpAnswer } from '../../../runtime/http.ts';
import type { HttpFault, HttpFaultKind } from '../../../runtime/http-fault.ts';
import { refusals } from '../../refusals.ts';
import { exceptionIds } from './egeria-exception.ts';
import type { EgeriaException } from './egeria-exception.ts';
import { egeriaMessages as messages } from '../messages.ts';

/** What is known of whom a call goes to, for its errors. Without secrets. */
export interface CallSubject {
  /** The platform's URL. */
  readonly platform: string;
  readonly server: string;
  readonly userId: string;
}

/** Why there was no answer. */
export function faultError(fault: HttpFault, { platform }: Pick<CallSubject, 'platform'>): IntegrationError {
  const { make, message } = faultErrors[fault.kind];
  return new make(message({ platform, because: fault.code }), { cause: fault });
}

type ErrorClass = new (notice: ReturnType<typeof messages.failed>, options?: { cause?: unknown }) => IntegrationError;

const faultErrors: Readonly<Record<HttpFaultKind, { make: ErrorClass; message: typeof messages.failed }>> = {
  unreachable: { make: UnavailableError, message: messages.unreachable },
  'timed-out': { make: UnavailableError, message: messages.timedOut },
  reset: { make: UnavailableError, message: messages.connectionLost },
  // By our own closing of the client: nobody waits for the server to come back.
  aborted: { make: StoreError, message: messages.connectionLost },
  'untrusted-certificate': { make: StoreError, message: messages.untrustedCertificate },
  'other-certificate': { make: StoreError, message: messages.otherCertificate },
  'no-tls': { make: StoreError, message: messages.noTls },
  'no-http': { make: StoreError, message: messages.notEgeria },
  unexpected: { make: StoreError, message: messages.unreachable },
};

/** Statuses with which a platform, or a proxy before it, says that it may be there again in a moment. */
const busyStatuses = new Set([429, 502, 503, 504]);

/** Why an answer is none of Egeria's: from Spring, from a proxy or from another server. */
export function statusError(answer: HttpAnswer, { platform, server, userId }: CallSubject): IntegrationError {
  const { status, contentType, retryAfterMilliseconds } = answer;
  const facts = { platform, status };
  if (status === 401) return new NotAuthorizedError(messages.signInRefused({ platform, user: userId }));
  if (status === 403) return new NotAuthorizedError(messages.noPermission({ platform, user: userId }));
  if (busyStatuses.has(status)) return new UnavailableError(messages.busy({ ...facts, retryAfterMilliseconds }));
  // Tomcat's own words for plain HTTP on a port that speaks TLS.
  if (status === 400 && /requires TLS/u.test(answer.text)) return new StoreError(messages.needsTls({ platform }));
  if (isSpringError(answer)) {
    return status === 404 || status === 405
      ? new StoreError(messages.noSuchService({ platform, server, status }))
      : new StoreError(messages.failed({ platform, server, status }));
  }
  return new StoreError(messages.notEgeria({ ...facts, contentType }));
}

/** Spring answers for what no service of Egeria's takes: `{"timestamp":…,"status":404,"error":"Not Found","path":…}`. */
function isSpringError({ text }: HttpAnswer): boolean {
  return text.startsWith('{"timestamp":') && text.includes('"path":');
}

/**
 * Translates an exception of Egeria's into one of the error kinds. Its message id, system action and user action are
 * facts; its text is the cause.
 *
 * @param about what the call was about, such as the GUID of an element
 */
export function exceptionError(
  exception: EgeriaException,
  { platform, server, userId }: CallSubject,
  about: Facts = {},
): IntegrationError {
  const { id, httpCode, parameters, className } = exception;
  const options = { cause: exception };
  const told: Facts = {
    egeriaMessage: id,
    egeriaSystemAction: exception.systemAction,
    egeriaUserAction: exception.userAction,
  };
  const facts = { ...about, ...told };
  const place = { platform, server, ...facts };
  switch (id) {
    case exceptionIds.nameTaken:
      return new ConflictError(refusals.nameTaken({ qualifiedName: parameters.at(-1), ...facts }), options);
    case exceptionIds.otherSource:
      return new ConflictError(refusals.belongsToOther({ owner: parameters.at(-1), ...facts }), options);
    case exceptionIds.someSource:
      return new ConflictError(refusals.belongsToOther({ owner: parameters.at(-2), ...facts }), options);
    case exceptionIds.noElement:
    case exceptionIds.onlyProxy:
    case exceptionIds.notVisible:
      return new InvalidMetadataError(refusals.noSuchElement({ guid: parameters[1], ...facts }), options);
    case exceptionIds.noRelationship:
      return new InvalidMetadataError(refusals.noSuchRelationship({ guid: parameters[1], ...facts }), options);
    case exceptionIds.holdsOthers:
      return new ConflictError(messages.holdsOthers(facts), options);
    case exceptionIds.serverNotStarted:
      return new UnavailableError(messages.serverNotStarted(place), options);
    case exceptionIds.wrongKindOfServer:
      return new StoreError(messages.wrongKindOfServer(place), options);
    case exceptionIds.unexpected:
      if (exception.saysNoRelationship) {
        return new InvalidMetadataError(refusals.noSuchRelationship(facts), options);
      }
      // Ends of the wrong types (6.1), a property that the type lacks (5.3): faults of the request, although Egeria calls
      // them its own.
      if (/OMRS-REPOSITORY-400-0(?:28|47)/u.test(exception.message)) {
        return new InvalidMetadataError(refusals.doesNotFitTypes(facts), options);
      }
      break;
    default:
  }
  if (httpCode === 401 || httpCode === 403 || className === 'UserNotAuthorizedException') {
    return new NotAuthorizedError(messages.noPermission({ platform, server, user: userId, ...facts }), options);
  }
  // A view server says so too of what the server behind it could not read (6.1): that heals by no waiting.
  const isReadable = !exception.message.includes('HttpClientErrorException');
  if (httpCode === 503 && isReadable) return new UnavailableError(messages.busy(place), options);
  if (httpCode < 500 && id !== undefined && className !== 'PropertyServerException') {
    return new InvalidMetadataError(refusals.doesNotFitTypes({ problem: exception.message, ...facts }), options);
  }
  // Without an id of its own it is Jackson that could not read what was sent.
  if (httpCode === 400 && id === undefined) return new IntegrationBug(messages.notAccepted(place), options);
  return new StoreError(messages.failed(place), options);
}
