import {
  ConflictError,
  IntegrationError,
  InvalidMetadataError,
  NotAuthorizedError,
} from '../../../messages/error-kinds.ts';
import { refusals } from '../../refusals.ts';
import { egeriaMessages } from '../messages.ts';
import type { Rejection } from '../../sync-ledger.ts';

/** Whether the server refused a new element because its qualified name is taken. */
export function isTaken(error: unknown): boolean {
  return isNotice(error, refusals.nameTaken().id);
}

/** Whether the server does not have what was to be changed. */
export function isGone(error: unknown): boolean {
  return isNotice(error, refusals.noSuchElement().id) || isNotice(error, refusals.noSuchRelationship().id);
}

/** Whether the server does not remove an element before what it holds is removed. */
export function holdsOthers(error: unknown): boolean {
  return isNotice(error, egeriaMessages.holdsOthers().id);
}

/** What the server says of one element alone; `undefined` of an error that has nothing to do with it. */
export function rejectionOf(error: unknown): Rejection | undefined {
  if (!(error instanceof IntegrationError) || isSignIn(error)) return undefined;
  const isRefusal =
    error instanceof ConflictError || error instanceof InvalidMetadataError || error instanceof NotAuthorizedError;
  if (isRefusal) return { fate: 'refused', message: error.notice };
  return isNotice(error, egeriaMessages.failed().id) ? { fate: 'failed', message: error.notice } : undefined;
}

/** Nobody is signed in any more: what was to be written has nothing to do with it. */
function isSignIn({ notice: { id } }: IntegrationError): boolean {
  return id === egeriaMessages.signInRefused().id || id === egeriaMessages.tokenCommandFailed().id;
}

function isNotice(error: unknown, id: string): boolean {
  return error instanceof IntegrationError && error.notice.id === id;
}
