import { randomBytes } from 'node:crypto';
import { Agent, fetch as fetchBy } from 'undici';
import { describeRecordings } from '../support/fake-egeria/describe-recordings.ts';
import { describeWithEgeria } from './live-platform.ts';
import { isLoopback } from './named-platform.ts';

describeWithEgeria('a platform with servers store and view', ({ origin }) => {
  describeRecordings(async () => {
    const dispatcher = new Agent({ connect: { rejectUnauthorized: !isLoopback(origin) } });
    const ask = async (url: string, init: object): Promise<unknown> => fetchBy(url, { ...init, dispatcher });
    return {
      origin,
      // undici's types of the same thing are others than Node's.
      fetch: ask as typeof fetch,
      run: randomBytes(2).toString('hex'),
      stop: async () => dispatcher.close(),
    };
  });
});
