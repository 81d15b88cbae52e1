import { z } from 'zod';

/**
 * What Egeria's answers say of a failure (`FFDCResponseBase`). The transport's status is 200 all the same: only
 * `relatedHTTPCode` tells success (200).
 */
export const Envelope = z.looseObject({
  relatedHTTPCode: z.number(),
  exceptionClassName: z.string().nullish(),
  exceptionErrorMessage: z.string().nullish(),
  exceptionErrorMessageId: z.string().nullish(),
  exceptionErrorMessageParameters: z.array(z.string().nullable()).nullish(),
  exceptionSystemAction: z.string().nullish(),
  exceptionUserAction: z.string().nullish(),
});
export type Envelope = z.output<typeof Envelope>;

/** Egeria's message ids that decide something here (6.1; older versions use the same where they have them). */
export const exceptionIds = {
  nameTaken: 'OMAG-COMMON-409-001',
  /** Of another external source than the caller's. */
  otherSource: 'OMAG-REPOSITORY-HANDLER-400-007',
  /** Of an external source, where the caller gave none. */
  someSource: 'OMAG-REPOSITORY-HANDLER-400-008',
  /** Archived, or outside its effectivity. */
  notVisible: 'OMAG-REPOSITORY-HANDLER-400-010',
  noElement: 'OMAG-REPOSITORY-HANDLER-404-007',
  /** As of a time before it was created. */
  onlyProxy: 'OMAG-REPOSITORY-HANDLER-404-005',
  noRelationship: 'OMAG-REPOSITORY-HANDLER-404-012',
  unexpected: 'OMAG-REPOSITORY-HANDLER-500-001',
  serverNotStarted: 'OMAG-MULTI-TENANT-404-001',
  wrongKindOfServer: 'OMAG-MULTI-TENANT-404-002',
  unknownType: 'OMAG-COMMON-400-018',
  /** Removed without what it holds, as 5.x is asked. */
  holdsOthers: 'OMAG-GENERIC-HANDLERS-403-005',
  pageTooLarge: 'OMAG-COMMON-400-010',
} as const;

/** Not there, not yet there, archived, outside its effectivity, or of a type that the server has not. */
const nothingThere: ReadonlySet<string | undefined> = new Set([
  exceptionIds.noElement,
  exceptionIds.onlyProxy,
  exceptionIds.notVisible,
  exceptionIds.noRelationship,
  exceptionIds.unknownType,
]);

/** What a server of 5.3 reports of its repository comes with the message id at the beginning of its text alone. */
function messageIdIn(message: string): string | undefined {
  return /^[A-Z]+(?:-[A-Z]+)+-\d{3}-\d{3}(?= )/u.exec(message)?.[0];
}

/** An exception of Egeria's, as its answer tells it. */
export class EgeriaException extends Error {
  readonly httpCode: number;
  /** Egeria's message id, such as `OMAG-COMMON-409-001`; `undefined` for what Spring and Jackson report. */
  readonly id: string | undefined;
  /** The class without its package, such as `UserNotAuthorizedException`. */
  readonly className: string;
  readonly parameters: readonly string[];
  readonly systemAction: string | undefined;
  readonly userAction: string | undefined;

  constructor(envelope: Envelope) {
    const { exceptionErrorMessage, exceptionErrorMessageId, exceptionClassName } = envelope;
    super(exceptionErrorMessage ?? exceptionErrorMessageId ?? `related HTTP code ${envelope.relatedHTTPCode}`);
    this.name = 'EgeriaException';
    this.httpCode = envelope.relatedHTTPCode;
    this.id = exceptionErrorMessageId ?? messageIdIn(exceptionErrorMessage ?? '');
    this.className = exceptionClassName?.split('.').at(-1) ?? '';
    this.parameters = (envelope.exceptionErrorMessageParameters ?? []).map((parameter) => parameter ?? '');
    this.systemAction = envelope.exceptionSystemAction ?? undefined;
    this.userAction = envelope.exceptionUserAction ?? undefined;
  }

  /** Whether what was asked for is not there, or hidden from this read. */
  get saysNothingThere(): boolean {
    return nothingThere.has(this.id) || this.saysNoRelationship;
  }

  /** A relationship that was removed is answered as a failure of the server (6.1). */
  get saysNoRelationship(): boolean {
    if (this.id === exceptionIds.noRelationship) return true;
    return this.id === exceptionIds.unexpected && this.message.includes('RelationshipNotKnownException');
  }
}
