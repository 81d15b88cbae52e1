import type { Message } from './message.ts';

/** What happened; the daemon's table says what is done about it (`src/daemon/outcome.ts`). */
export type ErrorKind =
  | 'ConfigurationError'
  | 'UnavailableError'
  | 'NotAuthorizedError'
  | 'InvalidMetadataError'
  | 'ConflictError'
  | 'StoreError'
  | 'IntegrationBug';

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

/** Without the actions of Egeria's own message, which are paragraphs. */
function sentenceOf(notice: Message): string {
  const { egeriaSystemAction: _done, egeriaUserAction: _do, ...shown } = notice.facts;
  const facts = Object.entries(shown).map(([name, value]) => `${name} ${value}`);
  return facts.length === 0 ? notice.text : `${notice.text} (${facts.join(', ')})`;
}
