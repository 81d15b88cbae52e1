import type { z } from 'zod';
import type { ReadOptions } from '../../open-metadata-store.ts';
import { ConflictError } from '../../../messages/error-kinds.ts';
import { refusals } from '../../refusals.ts';
import { ElementAnswer, VoidAnswer } from './answers.ts';
import type { ApostropheMender } from './apostrophes.ts';
import { getBody, readQuery } from './bodies.ts';
import type { Connection, PathParameters } from './connect.ts';
import type { BodyForm, Operation } from './dialects.ts';
import type { Page, RemoteElement } from '../egeria-client.ts';
import type { ServerCall } from './server-calls.ts';
import type { TypeNames } from './type-names.ts';

/** One read of a server. */
export interface ReadRequest<Schema extends z.ZodType> {
  readonly operation: Operation;
  readonly parameters?: PathParameters;
  readonly options?: ReadOptions;
  readonly page?: Page;
  /** Of several relationships of which an element should have one, all are shown: the body says so as well. */
  readonly showsEveryOne?: boolean;
  /** What goes where the version takes a body. */
  readonly body: string;
  /** What stands in the query of every version. */
  readonly query?: string;
  readonly answer: Schema;
}

/** Makes the requests of a client, as its server's version wants them. */
export interface Requests {
  readonly form: BodyForm;
  readonly maxPageSize: number;
  /** Brings what is read into the words and the form in which it was written. */
  readonly mender: ApostropheMender;
  readonly names: TypeNames;
  /** Reads; `undefined` when there is nothing of the kind, or when it is hidden from this read. */
  read<Schema extends z.ZodType>(request: ReadRequest<Schema>): Promise<z.output<Schema> | undefined>;
  write<Schema extends z.ZodType>(
    operation: Operation,
    parameters: PathParameters,
    body: string,
    answer: Schema,
    about?: ServerCall['about'],
  ): Promise<z.output<Schema>>;
  /** Writes what is answered by nothing. */
  send(operation: Operation, parameters: PathParameters, body: string): Promise<void>;
}

export function requestsOf(connection: Connection, names: TypeNames): Requests {
  const { calls, dialect, maxPageSize, pathOf } = connection;
  const { body: form } = dialect;
  const about = ({ guid }: PathParameters): ServerCall['about'] => (guid === undefined ? undefined : { guid });
  const write: Requests['write'] = async (operation, parameters, body, answer, subject = about(parameters)) => {
    try {
      return await calls.call({ method: 'POST', path: pathOf(operation, parameters), body, about: subject }, answer);
    } catch (error) {
      const { guid } = parameters;
      if (guid === undefined || !isOwnerUntold(error)) throw error;
      const request = { operation: 'element', parameters: { guid }, options: LINEAGE, body: getBody(LINEAGE) } as const;
      throw withOwner(error, await read({ ...request, answer: ElementAnswer }));
    }
  };
  const read: Requests['read'] = async (request) => {
    const { operation, parameters = {}, options = {}, page, body, query = '', answer } = request;
    const isGet = dialect.reads.has(operation);
    const isInQuery = isGet || (page !== undefined && form.paging === 'query');
    const { forLineage } = options;
    const optional = isInQuery ? readQuery(isGet ? options : { forLineage }, page, request) : '';
    const queries = [optional.slice(1), query].filter((text) => text !== '').join('&');
    const path = `${pathOf(operation, parameters)}${queries === '' ? '' : `?${queries}`}`;
    const call = { path, idempotent: true, about: about(parameters) };
    const made: ServerCall = isGet ? { method: 'GET', ...call } : { method: 'POST', body, ...call };
    return calls.callForAny(made, answer);
  };
  return {
    form,
    maxPageSize,
    mender: inOurWords(connection.mender, names),
    names,
    read,
    write,
    send: async (operation, parameters, body) => write(operation, parameters, body, VoidAnswer),
  };
}

function inOurWords(mender: ApostropheMender, names: TypeNames): ApostropheMender {
  if (names.areOurs) return mender;
  return {
    get doubles() {
      return mender.doubles;
    },
    element: (element) => mender.element(names.element(element)),
    relationship: (relationship) => mender.relationship(names.relationship(relationship)),
  };
}

const LINEAGE = { forLineage: true };

/** Whether something belongs to somebody else and Egeria's message does not say to whom. */
function isOwnerUntold(error: unknown): error is ConflictError {
  return (
    error instanceof ConflictError &&
    error.notice.id === refusals.belongsToOther().id &&
    (error.notice.facts['owner'] ?? '') === ''
  );
}

function withOwner(error: ConflictError, element: RemoteElement | undefined): ConflictError {
  if (element?.origin.category !== 'EXTERNAL_SOURCE') return error;
  const { notice, cause } = error;
  return new ConflictError({ ...notice, facts: { ...notice.facts, owner: element.origin.name } }, { cause });
}
