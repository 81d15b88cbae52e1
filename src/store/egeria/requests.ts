import type { z } from 'zod';
import type { ReadOptions } from '../open-metadata-store.ts';
import { VoidAnswer } from './answers.ts';
import type { ApostropheMender } from './apostrophes.ts';
import { readQuery } from './bodies.ts';
import type { Connection, PathParameters } from './connect.ts';
import type { BodyForm, Operation } from './dialects.ts';
import type { Page } from './egeria-client.ts';
import type { ServerCall } from './server-calls.ts';

/** One read of a server. */
export interface ReadRequest<Schema extends z.ZodType> {
  readonly operation: Operation;
  readonly parameters?: PathParameters;
  readonly options?: ReadOptions;
  readonly page?: Page;
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
  readonly mender: ApostropheMender;
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

export function requestsOf({ calls, dialect, maxPageSize, mender, pathOf }: Connection): Requests {
  const { body: form } = dialect;
  const about = ({ guid }: PathParameters): ServerCall['about'] => (guid === undefined ? undefined : { guid });
  const write: Requests['write'] = async (operation, parameters, body, answer, subject = about(parameters)) =>
    calls.call({ method: 'POST', path: pathOf(operation, parameters), body, about: subject }, answer);
  return {
    form,
    maxPageSize,
    mender,
    async read({ operation, parameters = {}, options = {}, page, body, query = '', answer }) {
      const isGet = dialect.reads.has(operation);
      const optional = isGet || form.paging === 'query' ? readQuery(isGet ? options : {}, page) : '';
      const queries = [optional.slice(1), query].filter((text) => text !== '').join('&');
      const path = `${pathOf(operation, parameters)}${queries === '' ? '' : `?${queries}`}`;
      const call = { path, idempotent: true, about: about(parameters) };
      const made: ServerCall = isGet ? { method: 'GET', ...call } : { method: 'POST', body, ...call };
      return calls.callForAny(made, answer);
    },
    write,
    send: async (operation, parameters, body) => write(operation, parameters, body, VoidAnswer),
  };
}
