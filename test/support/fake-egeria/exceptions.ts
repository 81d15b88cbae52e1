import { EgeriaException } from './answer.ts';
import type { Owner } from './facts.ts';

/** Egeria's name of the service that all of this is about. */
export const SERVICE = 'Open Metadata Store Services';

export const STORE_SERVER = 'store';

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

export function missingParameter(name: string, { action }: Asking): EgeriaException {
  return invalid(400, 'OMAG-COMMON-400-006', action, [name, action], name);
}

export function unknownElement(guid: string, parameterName: string, { action, viaView }: Asking): EgeriaException {
  const parameters = ['OpenMetadataRoot', guid, action, SERVICE, STORE_SERVER, 'there is no such element'];
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

/** Something depends on what is to be deleted. */
export function elementInUse(
  element: { readonly typeName: string; readonly guid: string },
  { action, userId }: Asking,
): EgeriaException {
  return new EgeriaException({
    className: 'UserNotAuthorizedException',
    httpCode: 403,
    id: 'OMAG-GENERIC-HANDLERS-403-004',
    action,
    parameters: [element.typeName, element.guid, action],
    properties: { userId },
  });
}

/** What is hidden from a read: archived, or not effective at the time asked for. */
export function hidden(
  element: {
    readonly typeName: string;
    readonly guid: string;
    readonly effectiveFrom: string;
    readonly effectiveTo: string;
    readonly classifications: readonly string[];
  },
  read: { readonly parameterName: string; readonly effectiveTime: string; readonly forLineage: boolean },
  { action, userId }: Asking,
): EgeriaException {
  const parameters = [
    element.typeName,
    element.guid,
    'getEntityByGUID',
    action,
    userId,
    read.effectiveTime,
    element.effectiveFrom,
    element.effectiveTo,
    `[${element.classifications.toSorted().join(', ')}]`,
    String(read.forLineage),
    'false',
  ];
  return invalid(400, 'OMAG-REPOSITORY-HANDLER-400-010', action, parameters, read.parameterName);
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
