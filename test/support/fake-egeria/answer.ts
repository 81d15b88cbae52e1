/** What goes back over HTTP. */
export interface Answer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: string;
}

const EXCEPTIONS = 'org.odpi.openmetadata.frameworks.openmetadata.ffdc';
const REPOSITORY_EXCEPTIONS = 'org.odpi.openmetadata.repositoryservices.ffdc.exception';

/** What a platform says it was about to do when something went wrong: our words, as the recordings leave out Egeria's. */
const TEXT = 'This is the stand-in of a platform: the message id tells what is wrong.';

/** One of Egeria's exceptions, as its answers carry it. */
export class EgeriaException extends Error {
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(facts: {
    readonly className: 'InvalidParameterException' | 'UserNotAuthorizedException' | 'PropertyServerException';
    readonly httpCode: number;
    readonly id: string;
    readonly action: string;
    readonly parameters: readonly string[];
    readonly causedBy?: string;
    readonly properties?: Readonly<Record<string, string>>;
  }) {
    super(`${facts.id} ${facts.parameters.join(', ')}`);
    const name = `${EXCEPTIONS}.${facts.className}`;
    this.facts = {
      relatedHTTPCode: facts.httpCode,
      exceptionClassName: name,
      exceptionSubclassName: name,
      ...(facts.causedBy === undefined ? {} : { exceptionCausedBy: `${REPOSITORY_EXCEPTIONS}.${facts.causedBy}` }),
      actionDescription: facts.action,
      exceptionErrorMessage: `${facts.id} ${facts.parameters.join(', ')}`,
      exceptionErrorMessageId: facts.id,
      exceptionErrorMessageParameters: facts.parameters,
      exceptionSystemAction: TEXT,
      exceptionUserAction: TEXT,
      ...(facts.properties === undefined ? {} : { exceptionProperties: facts.properties }),
    };
  }
}

/** A body that the platform's JSON layer refuses: HTTP 400 before any service sees it. */
export class JsonFault extends Error {
  /** The Java exception's name below `com.fasterxml.jackson`. */
  readonly className: string;

  constructor(className: string) {
    super(className);
    this.className = className;
  }
}

/** Nobody has signed in, or not as who they say: HTTP 401 with an empty body. */
export class NotSignedIn extends Error {}

/** An HTTP error that the web server itself answers, before any service of Egeria: no such path, no such method, no body. */
export class WebServerError extends Error {
  readonly status: 400 | 404 | 405;

  constructor(status: 400 | 404 | 405) {
    super(String(status));
    this.status = status;
  }
}

export function jsonAnswer(body: unknown, status = 200): Answer {
  return { status, contentType: 'application/json', body: JSON.stringify(body) };
}

export function textAnswer(body: string): Answer {
  return { status: 200, contentType: 'text/plain;charset=UTF-8', body };
}

/** The answer that what was thrown amounts to. */
export function failureAnswer(
  failure: unknown,
  envelope: Readonly<Record<string, unknown>>,
  path: string,
  time: number,
): Answer {
  if (failure instanceof EgeriaException) return jsonAnswer({ ...envelope, ...failure.facts });
  if (failure instanceof NotSignedIn) return { status: 401, contentType: undefined, body: '' };
  if (failure instanceof JsonFault) {
    const name = `com.fasterxml.jackson.${failure.className}`;
    return jsonAnswer(springFailure(400, name), 400);
  }
  if (failure instanceof WebServerError) {
    const error = { 400: 'Bad Request', 404: 'Not Found', 405: 'Method Not Allowed' }[failure.status];
    return jsonAnswer({ timestamp: javaDate(time), status: failure.status, error, path }, failure.status);
  }
  // A fault of the stand-in itself: it says what, so that a test shows it.
  const exceptionErrorMessage = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  return jsonAnswer({ ...springFailure(500, 'java.lang.RuntimeException'), exceptionErrorMessage }, 500);
}

/** What Egeria's handler of uncaught exceptions answers. */
export function springFailure(code: number, exceptionClassName: string): Readonly<Record<string, unknown>> {
  return {
    class: 'FFDCResponseBase',
    relatedHTTPCode: code,
    exceptionClassName,
    exceptionErrorMessage: TEXT,
    exceptionSystemAction: TEXT,
    exceptionUserAction: TEXT,
  };
}

/** A time as the platform writes it: `2026-11-22T15:15:44.023+00:00`. */
export function javaDate(time: number | string): string {
  return new Date(time).toISOString().replace('Z', '+00:00');
}
