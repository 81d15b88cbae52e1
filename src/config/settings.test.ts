import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tempFolder } from '../../test/support/temp-folder.ts';
import type { ConnectorProvider } from '../connector/provider.ts';
import { createRedactor } from '../runtime/redact.ts';
import { messageSentence } from '../messages/sentence.ts';
import { DefinitionError, placeText } from './definition-error.ts';
import { inputSchema } from './json-schema.ts';
import { configure } from './settings.ts';
import type { Configuration } from './settings.ts';

const schema = z.strictObject({
  url: z.string().optional(),
  password: z.string().optional().meta({ secret: true }),
  port: z.int().optional(),
  verify: z.boolean().optional(),
  tables: z.array(z.string()).default([]),
});

const provider: ConnectorProvider<typeof schema> = {
  id: 'acme',
  displayName: 'Acme',
  description: 'Catalogs Acme.',
  integrationService: 'database-integrator',
  stability: 'stable',
  synchronizations: ['FROM_THIRD_PARTY'],
  catalogs: [],
  relates: [],
  publishes: [],
  config: schema,
  connect: () => Promise.reject(new Error('not here')),
};

interface Configured extends Configuration {
  readonly redact: (text: string) => string;
}

async function configured(
  value: Record<string, unknown>,
  environment: Record<string, string> = {},
  folder = '/nowhere',
): Promise<Configured> {
  const redactor = createRedactor();
  const place = (path: readonly PropertyKey[]) => ({ file: path.join('.'), line: 1, column: 1 });
  const settings = { value, schema: inputSchema(schema), placeOf: place, placeOfValue: place };
  const configuration = await configure(provider, settings, { environment, folder }, redactor);
  return { ...configuration, redact: (text) => redactor.redact(text) };
}

describe('configure', () => {
  it('brings in environment variables and files, within texts and several to a text', async () => {
    const folder = tempFolder({ 'secrets/password': 'from a file\n' });
    const { config } = await configured(
      {
        url: 'http://${env:HOST}:${env:PORT}/$${env:HOST}',
        password: '${file:secrets/password}',
        tables: ['${env:HOST}'],
      },
      { HOST: 'here', PORT: '99' },
      folder,
    );
    expect(config).toEqual({ url: 'http://here:99/${env:HOST}', password: 'from a file', tables: ['here'] });
  });

  it('makes numbers and booleans of what the environment says, where they are wanted', async () => {
    const { config } = await configured(
      { port: '${env:PORT}', verify: '${env:VERIFY}' },
      { PORT: '5432', VERIFY: 'false' },
    );
    expect(config).toMatchObject({ port: 5432, verify: false });
  });

  it('takes an empty variable for a value, and does not take what it brought in for references', async () => {
    const { config } = await configured(
      { url: '${env:EMPTY}', password: '${env:ODD}' },
      { EMPTY: '', ODD: '${env:EMPTY}' },
    );
    expect(config).toMatchObject({ url: '', password: '${env:EMPTY}' });
  });

  it('names every reference that cannot be brought in, with its place', async () => {
    const failed = configured({ url: '${env:ONE}-${env:TWO}', password: '${file:nothing}' });
    const error: unknown = await failed.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DefinitionError);
    const { problems } = error as DefinitionError;
    expect(problems.map(({ place, message }) => `${placeText(place)} ${messageSentence(message)}`)).toEqual([
      'url:1:1 The environment variable is not set "ONE".',
      'url:1:1 The environment variable is not set "TWO".',
      'password:1:1 The file of a reference cannot be read "nothing", because ENOENT.',
    ]);
  });

  it('says what is wrong with a value that was brought in, without showing it', async () => {
    const error: unknown = await configured({ port: '${env:PORT}' }, { PORT: 'canary' }).catch(
      (reason: unknown) => reason,
    );
    expect((error as DefinitionError).problems.map(({ message }) => messageSentence(message))).toEqual([
      'Wrong value of "port": it must be a number.',
    ]);
  });

  it('hides secrets under the names of their references', async () => {
    const { redact } = await configured(
      { url: '${env:URL}', password: '${env:PW}', tables: ['${env:TABLE}'] },
      { URL: 'pg://me:sesame%40home@host/db', PW: 'open sesame', TABLE: 'orders' },
    );
    expect(redact('sesame@home, sesame%40home; open sesame; orders; pg://me:sesame%40home@host/db')).toBe(
      '${env:URL}, ${env:URL}; ${env:PW}; orders; pg://me:${env:URL}@host/db',
    );
  });

  it('hides secrets that are written out', async () => {
    const { redact } = await configured({ password: 'sesame', url: 'http://h/?api_key=abcdef&x=1' });
    expect(redact('sesame abcdef')).toBe('*** ***');
  });

  it('digests what is catalogued: not the order of keys, not secrets', async () => {
    const digest = async (value: Record<string, unknown>): Promise<string> =>
      (await configured(value, { PW: 'new-secret' })).digest;
    const before = await digest({ url: 'pg://me:old@host/db', password: 'old', tables: ['a'] });
    expect(await digest({ tables: ['a'], password: '${env:PW}', url: 'pg://me:${env:PW}@host/db' })).toBe(before);
    expect(await digest({ url: 'pg://me:old@host/other', password: 'old', tables: ['a'] })).not.toBe(before);
    expect(await digest({ url: 'pg://me:old@host/db', password: 'old', tables: ['b'] })).not.toBe(before);
  });
});
