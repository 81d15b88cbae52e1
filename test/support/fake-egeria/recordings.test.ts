import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Comparable } from './comparable.ts';
import { startFakeEgeria } from './fake-egeria.ts';
import { recordedExchanges, recordings } from './recorded-exchanges.ts';
import type { RecordedExchange } from './recorded-exchanges.ts';

/** Exchanges that are compared in part only: which part, and why not all of it. */
const inPart: Readonly<Record<string, { readonly why: string; readonly of: (body: unknown) => unknown }>> = {
  '1-sign-in: token': { why: 'the recording says what a token is', of: (body) => String(body).length > 30 },
  '2-types: all types': { why: 'the recording keeps the beginning only', of: () => 'TypeDefGalleryResponse' },
  '4-read: everything anchored': {
    why: 'the recording keeps the beginning only',
    of: () => 'OpenMetadataGraphResponse',
  },
  '4-read: search string': { why: 'which ten of many come first is hashed', of: countOf },
  '4-read: search string that starts with': { why: 'which ten of many come first is hashed', of: countOf },
  '5-relationships: related, one type': { why: 'which two of five come first is hashed', of: countOf },
  '5-relationships: related, one type, next page': { why: 'which three of five come last is hashed', of: countOf },
};

const whole = (body: unknown): unknown => body;

function countOf(body: unknown): unknown {
  return JSON.stringify(body).match(/"elementGUID"/gu)?.length;
}

interface Replayed {
  readonly recorded: unknown;
  readonly answered: unknown;
}

const replayed = new Map<string, Replayed>();
let stop = async (): Promise<void> => undefined;

beforeAll(async () => {
  const fake = await startFakeEgeria();
  stop = async () => fake.stop();
  const comparable = new Comparable();
  let token = '';
  for (const file of recordings) {
    for (const [index, exchange] of recordedExchanges(file).entries()) {
      const response = await send(fake.origin, exchange, comparable, token);
      if (exchange.name === 'token') token = await response.clone().text();
      const key = `${file}: ${exchange.name}`;
      replayed.set(
        `${file} ${String(index)}`,
        await compared(exchange, response, comparable, inPart[key]?.of ?? whole),
      );
    }
  }
});

afterAll(async () => stop());

async function send(
  origin: string,
  { request }: RecordedExchange,
  comparable: Comparable,
  token: string,
): Promise<Response> {
  const { method, path, authorization, body } = request;
  const bearer = { none: undefined, forged: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', bearer: `Bearer ${token}` };
  const authorized = bearer[authorization];
  const text = typeof body === 'string' ? body : JSON.stringify(body)?.replace('(the password)', 'baseline');
  return fetch(origin + comparable.translated(path), {
    method,
    headers: {
      ...(authorized === undefined ? {} : { authorization: authorized }),
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(text === undefined ? {} : { body: comparable.translated(text) }),
  });
}

async function compared(
  exchange: RecordedExchange,
  response: Response,
  comparable: Comparable,
  part: (body: unknown) => unknown = (all) => all,
): Promise<Replayed> {
  const { status, contentType } = exchange.response;
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  const body: unknown = isJson ? JSON.parse(text) : text;
  const recordedBody = exchange.response.body;
  comparable.learn(valueAt(recordedBody, 'guid'), valueAt(body, 'guid'));
  return {
    recorded: { status, contentType, body: part(comparable.recorded(recordedBody)) },
    answered: {
      status: response.status,
      contentType: response.headers.get('content-type'),
      body: part(comparable.answered(body, recordedBody)),
    },
  };
}

function valueAt(body: unknown, key: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[key] : undefined;
}

describe.each(recordings)('the recording %s', (file) => {
  const exchanges = recordedExchanges(file).map(({ name }, index) => [index, name] as const);

  it.each(exchanges)('gets the recorded answer: %i %s', (index) => {
    const exchange = replayed.get(`${file} ${String(index)}`);
    expect(exchange).toBeDefined();
    expect(exchange?.answered).toEqual(exchange?.recorded);
  });
});
