import type { Element } from '../../../src/metadata/element.ts';
import { EgeriaException } from './answer.ts';
import type { Owner } from './facts.ts';
import type { ReadBody } from './request-bodies.ts';

/** Egeria's name of the service that all of this is about. */
export const SERVICE = 'Open Metadata Store Services';

export const STORE_SERVER = 'store';

const FFDC = 'org.odpi.openmetadata.frameworks.openmetadata.ffdc';
const REPOSITORY = 'org.odpi.openmetadata.repositoryservices.ffdc.exception';

/** Exceptions of the repository, by the names that others carry them with. */
export const repositoryCauses = {
  invalidParameter: `${FFDC}.InvalidParameterException`,
  repositoryError: `${REPOSITORY}.RepositoryErrorException`,
  classificationError: `${REPOSITORY}.ClassificationErrorException`,
  relationshipNotKnown: `${REPOSITORY}.RelationshipNotKnownException`,
} as const;

/** Who asks for what: what exceptions name. */
export interface Asking {
  /** The name of the method that a call ends in, such as `createMetadataElementInStore`. */
  readonly action: string;
  readonly userId: string;
  /** Through a view server: exceptions lose their causes on the way. */
  readonly viaView: boolean;
}

export function unknownType(typeName: string, { action }: Asking): EgeriaException {
  return invalid(400, 'OMAG-COMMON-400-018', action, [typeName, action, SERVICE], 'typeName');
}

export function notSubtype(typeName: string, expected: string, { action }: Asking): EgeriaException {
  return invalid(400, 'OMAG-COMMON-400-019', action, [typeName, action, SERVICE, expected], 'typeName');
}

export function missingName(name: string, { action }: Asking): EgeriaException {
  return invalid(400, 'OMAG-COMMON-400-006', action, [name, action], name);
}

export function missingGuid(name: string, { action }: Asking): EgeriaException {
  return invalid(400, 'OMAG-COMMON-400-005', action, [name, action], name);
}

export function missingBody({ action, userId }: Asking): EgeriaException {
  return invalid(400, 'OMAG-COMMON-400-017', action, [userId, action, STORE_SERVER], 'requestBody');
}

/** A value that lacks what it cannot be read without. */
export function missingInValue(part: string, action: string): EgeriaException {
  return invalid(400, 'OMAG-COMMON-400-015', action, [part, action], part);
}

export function unknownElement(
  {
    guid,
    parameterName,
    typeName = 'OpenMetadataRoot',
  }: { readonly guid: string; readonly parameterName: string; readonly typeName?: string },
  { action, viaView }: Asking,
): EgeriaException {
  const parameters = [typeName, guid, action, SERVICE, STORE_SERVER, 'there is no such element'];
  return new EgeriaException({
    className: 'InvalidParameterException',
    httpCode: 404,
    id: 'OMAG-REPOSITORY-HANDLER-404-007',
    action,
    parameters,
    properties: { parameterName },
    ...(viaView ? {} : { causedBy: 'EntityNotKnownException' }),
  });
}

/** At the time that was asked for there was no such element yet. */
export function proxyOnly(
  { guid, parameterName }: { readonly guid: string; readonly parameterName: string },
  { action, viaView }: Asking,
): EgeriaException {
  return new EgeriaException({
    className: 'InvalidParameterException',
    httpCode: 404,
    id: 'OMAG-REPOSITORY-HANDLER-404-005',
    action,
    parameters: ['OpenMetadataRoot', guid, STORE_SERVER, 'it was not there yet'],
    properties: { parameterName },
    ...(viaView ? {} : { causedBy: 'EntityProxyOnlyException' }),
  });
}

export function unknownRelationship(guid: string, { action, viaView }: Asking): EgeriaException {
  return new EgeriaException({
    className: 'InvalidParameterException',
    httpCode: 404,
    id: 'OMAG-REPOSITORY-HANDLER-404-012',
    action,
    parameters: ['<Unknown>', guid, action, SERVICE, STORE_SERVER, 'there is no such relationship'],
    properties: { parameterName: 'relationshipGUID' },
    ...(viaView ? {} : { causedBy: 'RelationshipNotKnownException' }),
  });
}

export function wrongProperties(problem: string, { action, viaView }: Asking): EgeriaException {
  return new EgeriaException({
    className: 'InvalidParameterException',
    httpCode: 400,
    id: 'OMAG-REPOSITORY-HANDLER-400-001',
    action,
    parameters: ['newProperties', action, SERVICE, STORE_SERVER, problem],
    properties: { parameterName: 'newProperties' },
    ...(viaView ? {} : { causedBy: 'PropertyErrorException' }),
  });
}

/** A view server says the class of the body otherwise than the server behind it takes it (tried with a running 6.1). */
export function cannotArchive({ action }: Asking): EgeriaException {
  return new EgeriaException({
    className: 'PropertyServerException',
    httpCode: 503,
    id: 'OMAG-COMMON-503-001',
    action,
    parameters: [action, STORE_SERVER, 'Could not resolve type id'],
    causedBy: 'org.odpi.openmetadata.adapters.connectors.restclients.ffdc.exceptions.RESTServerException',
  });
}

/** A classification that a new element cannot come with: there is none of this name, or not for its type. */
export function wrongClassification(name: string, { action, viaView }: Asking): EgeriaException {
  return new EgeriaException({
    className: 'InvalidParameterException',
    httpCode: 404,
    id: 'OMAG-REPOSITORY-HANDLER-400-004',
    action,
    parameters: [name, action, SERVICE, STORE_SERVER, 'it does not fit the element'],
    properties: { parameterName: name },
    ...(viaView ? {} : { causedBy: 'TypeErrorException' }),
  });
}

export function unknownEnumValue(symbolicName: string, enumName: string): EgeriaException {
  const action = 'getEnumPropertyValue';
  return invalid(400, 'OMAG-COMMON-400-032', action, [symbolicName, enumName, action], enumName);
}

export function nameTaken(typeName: string, name: string, { action }: Asking): EgeriaException {
  const parameters = [action, SERVICE, typeName, 'qualifiedName', name];
  return invalid(409, 'OMAG-COMMON-409-001', action, parameters, 'qualifiedName');
}

export function wrongPageSize(size: number, maximum: number, { action }: Asking): EgeriaException {
  return size < 0
    ? invalid(400, 'OMAG-COMMON-400-009', action, [String(size), 'pageSize', action], 'pageSize')
    : invalid(400, 'OMAG-COMMON-400-010', action, [String(size), 'pageSize', action, String(maximum)], 'pageSize');
}

export function wrongStart(startFrom: number, { action }: Asking): EgeriaException {
  return invalid(400, 'OMAG-COMMON-400-008', action, [String(startFrom), 'startFrom', action], 'startFrom');
}

/** The repository found something wrong that no service had looked for. */
export function repositoryFailure(cause: string, repositoryMethod: string, { action }: Asking): EgeriaException {
  return new EgeriaException({
    className: 'PropertyServerException',
    httpCode: 500,
    id: 'OMAG-REPOSITORY-HANDLER-500-001',
    action,
    parameters: ['the repository refused it', action, SERVICE, STORE_SERVER, cause, repositoryMethod],
  });
}

/** An element or a relationship of an external source is touched on behalf of another source, or of none. */
export function notOwner(
  subject: { readonly typeName: string; readonly guid: string },
  owner: Owner,
  caller: Owner | undefined,
  { action, userId }: Asking,
): EgeriaException {
  const held = [subject.typeName, subject.guid, owner.provenance, owner.guid, owner.name ?? '<null>'];
  const by = caller === undefined ? [] : [caller.guid, caller.name ?? '<null>'];
  return new EgeriaException({
    className: 'UserNotAuthorizedException',
    httpCode: 400,
    id: caller === undefined ? 'OMAG-REPOSITORY-HANDLER-400-008' : 'OMAG-REPOSITORY-HANDLER-400-007',
    action,
    parameters: [action, ...by, ...held, ...(caller === undefined ? [userId] : [])],
    properties: { userId },
  });
}

/** Something depends on what is to be deleted: `check` is the method of Egeria's that found it. */
export function elementInUse(
  element: { readonly typeName: string; readonly guid: string },
  dependent: { readonly typeName: string; readonly guid: string },
  { relationshipGuid, check }: { readonly relationshipGuid: string; readonly check: string },
): EgeriaException {
  const id = check === 'validateNoDataSetContent' ? '004' : '005';
  const parameters = [element.typeName, element.guid, dependent.typeName, dependent.guid];
  return invalid(403, `OMAG-GENERIC-HANDLERS-403-${id}`, `relationship: ${relationshipGuid}`, parameters, check);
}

/** What is hidden from a read: archived, or not effective at the time asked for. */
export function hidden(
  element: Element,
  { parameterName, typeName }: { readonly parameterName: string; readonly typeName?: string },
  read: Partial<ReadBody>,
  { action, userId }: Asking,
): EgeriaException {
  const classifications = element.classifications.map((each) => each.typeName).toSorted();
  const parameters = [
    typeName ?? 'OpenMetadataRoot',
    element.guid,
    'getEntityByGUID',
    action,
    userId,
    spoken(read.effectiveTime),
    spoken(element.effectiveFrom),
    spoken(element.effectiveTo),
    `[${classifications.join(', ')}]`,
    String(read.forLineage === true),
    'false',
  ];
  return invalid(400, 'OMAG-REPOSITORY-HANDLER-400-010', action, parameters, parameterName);
}

/** A time as Java prints it: `Mon Jan 01 00:00:00 UTC 2024 (1704067200000)`. */
function spoken(time: number | string | undefined): string {
  if (time === undefined) return '<null>';
  const date = new Date(time);
  const [weekday = '', day, month, year, clock] = date.toUTCString().split(' ');
  return `${weekday.slice(0, 3)} ${String(month)} ${String(day)} ${String(clock)} UTC ${String(year)} (${String(date.getTime())})`;
}

export function serverNotRunning(server: string, user: string, action: string): EgeriaException {
  return new EgeriaException({
    className: 'InvalidParameterException',
    httpCode: 404,
    id: 'OMAG-MULTI-TENANT-404-001',
    action,
    parameters: [server, user],
    properties: { serverName: server, parameterName: 'serverName' },
  });
}

/** The server runs, and what was asked for is not what it is for. */
export function wrongKindOfServer(
  kind: 'store' | 'view' | 'operations',
  server: string,
  user: string,
  action: string,
): EgeriaException {
  if (kind === 'operations') return invalid(400, 'OMRS-AUDIT-LOG-400-009', action, [server], 'serverName');
  return new EgeriaException({
    className: 'PropertyServerException',
    httpCode: 404,
    id: 'OMAG-MULTI-TENANT-404-002',
    action,
    parameters: [kind === 'view' ? 'Metadata Expert API' : SERVICE, server, user],
  });
}

/** The user in the path is not the one who signed in. */
export function otherUser(user: string): EgeriaException {
  return forbidden('OPEN-METADATA-SECURITY-403-017', 'getUserAccount', [user], user);
}

/** The user may not do this on the server: load archives, or anything at all. */
export function notPermitted(server: string, user: string, action: string): EgeriaException {
  return forbidden('OMAG-SERVER-SECURITY-403-002', action, [user, server], user);
}

function forbidden(id: string, action: string, parameters: readonly string[], userId: string): EgeriaException {
  const properties = { userId };
  return new EgeriaException({
    className: 'UserNotAuthorizedException',
    httpCode: 403,
    id,
    action,
    parameters,
    properties,
  });
}

function invalid(
  httpCode: number,
  id: string,
  action: string,
  parameters: readonly string[],
  parameterName: string,
): EgeriaException {
  const properties = { parameterName };
  return new EgeriaException({ className: 'InvalidParameterException', httpCode, id, action, parameters, properties });
}
