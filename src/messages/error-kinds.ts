import type { Message } from './message.ts';

const kinds = [
  'ConfigurationError',
  'UnavailableError',
  'NotAuthorizedError',
  'InvalidMetadataError',
  'ConflictError',
  'StoreError',
  'IntegrationBug',
] as const;

/** What happened; the daemon's table says what is done about it (`src/daemon/outcome.ts`). */
export type ErrorKind = (typeof kinds)[number];

/** An error that has been classified where it happened. `cause` keeps what the driver said. */
export abstract class IntegrationError extends Error {
  abstract readonly kind: ErrorKind;
  /** The message with its id, actions and facts; `message` of Error is its text with the facts. */
  readonly notice: Message;

  constructor(notice: Message, options?: { readonly cause?: unknown }) {
    super(sentenceOf(notice), options);
    this.notice = notice;
    this.name = new.target.name;
  }
}

/** The command line, the daemon definition or a connector's configuration is wrong. Nothing was done. */
export class ConfigurationError extends IntegrationError {
  readonly kind = 'ConfigurationError';
}

/** The third party cannot be reached now: refused, timed out, shutting down. It may heal by itself. */
export class UnavailableError extends IntegrationError {
  readonly kind = 'UnavailableError';
}

/** The third party refused the sign-in or the access. */
export class NotAuthorizedError extends IntegrationError {
  readonly kind = 'NotAuthorizedError';
}

/** What was stated does not fit the open metadata types. */
export class InvalidMetadataError extends IntegrationError {
  readonly kind = 'InvalidMetadataError';
}

/** Both sides changed, or an element belongs to somebody else. */
export class ConflictError extends IntegrationError {
  readonly kind = 'ConflictError';
}

/** The open metadata store cannot be used: disk full, locked, too new, not a store. */
export class StoreError extends IntegrationError {
  readonly kind = 'StoreError';
}

/** A fault of ours. */
export class IntegrationBug extends IntegrationError {
  readonly kind = 'IntegrationBug';
}

/** What a classified error says. */
export type ClassifiedError = Pick<IntegrationError, 'kind' | 'notice' | 'cause'>;

/**
 * The classified error that a connector has thrown; `undefined` when nobody has classified it. A connector that is a package
 * may have brought these classes with it a second time, so that theirs are other ones: what counts is what they hold.
 */
export function classified(error: unknown): ClassifiedError | undefined {
  if (error instanceof IntegrationError) return error;
  if (!(error instanceof Error && 'kind' in error && 'notice' in error)) return undefined;
  const { kind, notice, cause } = error as Error & { readonly kind: unknown; readonly notice: unknown };
  const isKnown = kinds.some((one) => one === kind) && typeof notice === 'object' && notice !== null && 'id' in notice;
  return isKnown ? { kind: kind as ErrorKind, notice: notice as Message, cause } : undefined;
}

/** Without the actions of Egeria's own message, which are paragraphs. */
function sentenceOf(notice: Message): string {
  const { egeriaSystemAction: _done, egeriaUserAction: _do, ...shown } = notice.facts;
  const facts = Object.entries(shown).map(([name, value]) => `${name} ${value}`);
  return facts.length === 0 ? notice.text : `${notice.text} (${facts.join(', ')})`;
}
