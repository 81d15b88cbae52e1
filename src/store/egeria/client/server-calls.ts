import type { z } from 'zod';
import { StoreError } from '../../../messages/error-kinds.ts';
import type { Facts } from '../../../messages/message.ts';
import { HttpFault } from '../../../runtime/http-fault.ts';
import type { HttpAnswer, HttpClient, HttpRequest } from '../../../runtime/http.ts';
import { EgeriaException, Envelope } from './egeria-exception.ts';
import { exceptionError, faultError, statusError } from './errors.ts';
import type { CallSubject } from './errors.ts';
import { interruptions } from './interruptions.ts';
import type { Interruptions } from './interruptions.ts';
import { egeriaMessages as messages } from '../messages.ts';
import type { TokenSource } from './token.ts';

/** One call of a server. */
export interface ServerCall extends Omit<HttpRequest, 'headers' | 'body'> {
  /** What is streamed is made anew each time that it is sent. */
  readonly body?: string | (() => AsyncIterable<string>) | undefined;
  /** What it is about, for its errors: the GUID of an element, a name. */
  readonly about?: Facts | undefined;
}

/** Calls a server on behalf of one user. */
export interface ServerCalls {
  readonly subject: CallSubject;
  readonly interruptions: Interruptions;
  /** The answer, checked and reshaped. Throws an error of one of the kinds; EgeriaException as its cause, if it is one. */
  call<Schema extends z.ZodType>(call: ServerCall, answer: Schema): Promise<z.output<Schema>>;
  /** As `call`, but `undefined` when an exception says that there is nothing of the kind. */
  callForAny<Schema extends z.ZodType>(call: ServerCall, answer: Schema): Promise<z.output<Schema> | undefined>;
}

/** Calls by HTTP, with a token that is renewed once when it is refused. */
export function serverCalls(http: HttpClient, tokens: TokenSource, subject: CallSubject): ServerCalls {
  const breaks = interruptions();
  const sent = async (call: ServerCall, token: string): Promise<HttpAnswer> => {
    const { about: _about, body, ...request } = call;
    const authorization = { authorization: `Bearer ${token}` };
    const headers = body === undefined ? authorization : { ...authorization, 'content-type': 'application/json' };
    if (request.idempotent !== true) await breaks.settled();
    try {
      return await http.send({ ...request, body: typeof body === 'function' ? body() : body, headers });
    } catch (fault) {
      breaks.note();
      throw fault instanceof HttpFault ? faultError(fault, subject) : fault;
    }
  };
  const answerOf = async (call: ServerCall): Promise<HttpAnswer> => {
    const token = await tokens.current();
    const answer = await sent(call, token);
    if (answer.status !== 401) return answer;
    // Nothing was carried out: the token is looked at first.
    breaks.note();
    return sent(call, await tokens.renewed(token));
  };
  const bodyOf = async (call: ServerCall): Promise<unknown> => {
    const answer = await answerOf(call);
    const body = parsed(answer.text);
    const envelope = Envelope.safeParse(body).data;
    if (envelope === undefined || answer.status === 401) throw statusError(answer, subject);
    if (envelope.relatedHTTPCode === 200 && answer.status === 200) return body;
    throw exceptionError(new EgeriaException(envelope), subject, call.about);
  };
  const call: ServerCalls['call'] = async (made, answer) => {
    const body = await bodyOf(made);
    const read = answer.safeParse(body);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    const { platform, server } = subject;
    const facts = { platform, server, at: issue?.path.map(String).join('.') };
    throw new StoreError(messages.unusableAnswer(facts), { cause: read.error });
  };
  return {
    subject,
    interruptions: breaks,
    call,
    async callForAny(made, answer) {
      try {
        return await call(made, answer);
      } catch (error) {
        if (exceptionOf(error)?.saysNothingThere === true) return undefined;
        throw error;
      }
    },
  };
}

/** The exception of Egeria's that caused an error. */
export function exceptionOf(error: unknown): EgeriaException | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof EgeriaException ? cause : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
