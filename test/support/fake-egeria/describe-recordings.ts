import { beforeAll, describe, expect, it } from 'vitest';
import { Comparable } from './comparable.ts';
import { recordedExchanges, recordings } from './recorded-exchanges.ts';
import type { RecordedExchange } from './recorded-exchanges.ts';

interface Part {
  readonly why: string;
  readonly of: (body: unknown) => unknown;
  /** The type of the content is not compared, either. */
  readonly isOfAnyType?: true;
}

/** Exchanges that are compared in part only: which part, and why not all of it. */
const inPart: Readonly<Record<string, Part>> = {
  '1-sign-in: about': { why: 'what it says of the build is up to it', of: () => 'anything', isOfAnyType: true },
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

/** What is compared in part only where the platform is a real one that others use, too. */
const inPartElsewhere: Readonly<Record<string, Part>> = {
  '4-read: find by owner of the metadata collection': { why: 'what others left fills the page', of: classOf },
  '4-read: find by classification': { why: 'what others left fills the page', of: classOf },
  '8-remove: archive': { why: 'which child is met first is hashed', of: messageOf },
  '8-remove: table with children, no cascade': { why: 'which child is met first is hashed', of: messageOf },
  '18-orphans: folder, no cascade': { why: 'which member is met first is hashed', of: messageOf },
  '8-remove: its child afterwards': { why: 'it went if it was met first, which is hashed', of: classOf },
};

const whole: Part = { why: 'it is what all others get', of: (body) => body };

function countOf(body: unknown): unknown {
  return JSON.stringify(body).match(/"elementGUID"/gu)?.length;
}

function classOf(body: unknown): unknown {
  return valueAt(body, 'class');
}

function messageOf(body: unknown): unknown {
  return [classOf(body), valueAt(body, 'relatedHTTPCode'), valueAt(body, 'exceptionErrorMessageId')];
}

interface Replayed {
  readonly recorded: unknown;
  readonly answered: unknown;
}

/** A platform that recorded requests are sent to again. */
export interface ReplayingPlatform {
  readonly origin: string;
  readonly fetch: typeof fetch;
  /** Four hexadecimal digits that tell this run's names and GUIDs from others, where others have left theirs. */
  readonly run?: string;
  stop(): Promise<void>;
}

/**
 * Each recorded request gets the recorded answer, GUIDs, times and request ids aside.
 *
 * @param open for a user `baseline` with that password, and servers `store` and `view`
 */
export function describeRecordings(open: () => Promise<ReplayingPlatform>): void {
  const replayed = new Map<string, Replayed>();
  beforeAll(async () => {
    const platform = await open();
    const comparable = new Comparable(platform.run);
    let token = '';
    for (const file of recordings) {
      for (const [index, exchange] of recordedExchanges(file).entries()) {
        const response = await send(platform, exchange, comparable, token);
        if (exchange.name === 'token') token = await response.clone().text();
        const name = `${file}: ${exchange.name}`;
        const part = inPart[name] ?? (platform.run === undefined ? whole : (inPartElsewhere[name] ?? whole));
        replayed.set(`${file} ${String(index)}`, await compared(exchange, response, comparable, part));
      }
    }
    await platform.stop();
  });

  describe.each(recordings)('the recording %s', (file) => {
    const exchanges = recordedExchanges(file).map(({ name }, index) => [index, name] as const);

    it.each(exchanges)('gets the recorded answer: %i %s', (index) => {
      const exchange = replayed.get(`${file} ${String(index)}`);
      expect(exchange).toBeDefined();
      expect(exchange?.answered).toEqual(exchange?.recorded);
    });
  });
}

async function send(
  platform: ReplayingPlatform,
  { request }: RecordedExchange,
  comparable: Comparable,
  token: string,
): Promise<Response> {
  const { method, path, authorization, body } = request;
  const bearer = { none: undefined, forged: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', bearer: `Bearer ${token}` };
  const authorized = bearer[authorization];
  const text = typeof body === 'string' ? body : JSON.stringify(body)?.replace('(the password)', 'baseline');
  return platform.fetch(platform.origin + comparable.translated(path), {
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
  part: Part,
): Promise<Replayed> {
  const typeOf = (contentType: string | null): string | null => (part.isOfAnyType ? 'any' : contentType);
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  const body: unknown = isJson ? JSON.parse(text) : text;
  const recordedBody = exchange.response.body;
  comparable.learn(valueAt(recordedBody, 'guid'), valueAt(body, 'guid'));
  return {
    recorded: {
      status: exchange.response.status,
      contentType: typeOf(exchange.response.contentType),
      body: part.of(comparable.recorded(recordedBody)),
    },
    answered: {
      status: response.status,
      contentType: typeOf(response.headers.get('content-type')),
      body: part.of(comparable.answered(body, recordedBody)),
    },
  };
}

function valueAt(body: unknown, key: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[key] : undefined;
}
