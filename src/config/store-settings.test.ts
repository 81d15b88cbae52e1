import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { certificates } from '../../test/support/certificates.ts';
import { tempFolder } from '../../test/support/temp-folder.ts';
import { messageSentence } from '../messages/sentence.ts';
import { createRedactor } from '../runtime/redact.ts';
import { DefinitionError, placeText } from './definition-error.ts';
import type { DefinitionProblem } from './definition-error.ts';
import { readDefinition, readStoreLocation } from './load.ts';
import type { Environment } from './secrets.ts';

const services = `integrationServices:
  - service: database-integrator
    connectors: [{ connectorName: c, provider: sqlite-database, configurationProperties: { file: x.db } }]
`;
const server = 'type: egeria, platformURL: "https://localhost:9443", serverName: store';

describe('a metadata access server as the store', () => {
  it('is reached with what was brought in, by default sixteen calls at once', async () => {
    const { folder, resolve } = definition(`{ ${server}, userId: daemonnpa, password: "\${env:EGERIA_PASSWORD}" }`);
    expect(await resolve({ EGERIA_PASSWORD: 'canary' })).toEqual({
      type: 'egeria',
      platformURL: 'https://localhost:9443',
      serverName: 'store',
      credentials: { kind: 'password', userId: 'daemonnpa', password: 'canary' },
      trust: { ca: undefined, certificateFingerprint: undefined, verifyCertificates: true },
      requestTimeoutMilliseconds: 60_000,
      concurrency: 16,
      ledger: path.join(folder, 'sync-ledger'),
    });
  });

  it('may be signed in to by a token, or by a command that gives one', async () => {
    const token = await definition(`{ ${server}, token: "\${file:token.txt}" }`).resolve();
    expect(token).toMatchObject({ credentials: { kind: 'token', userId: undefined, token: 'a.b.c' } });
    const command = await definition(`{ ${server}, userId: x, tokenCommand: "vault read token" }`).resolve();
    expect(command).toMatchObject({ credentials: { kind: 'command', userId: 'x', command: 'vault read token' } });
  });

  it('has what it takes for TLS, and how much may be asked of it', async () => {
    const settings = `caFile: ca.pem, certificateFingerprint: "${certificates.fingerprint}", verifyCertificates: false`;
    const rest = 'requestTimeoutSeconds: 5, concurrency: 20, ledger: ../ledgers';
    const { folder, resolve } = definition(`{ ${server}, token: t, ${settings}, ${rest} }`);
    expect(await resolve()).toMatchObject({
      trust: {
        ca: certificates.ca,
        certificateFingerprint: certificates.fingerprint,
        verifyCertificates: false,
      },
      requestTimeoutMilliseconds: 5000,
      concurrency: 20,
      ledger: path.resolve(folder, '../ledgers'),
    });
  });

  it('hides its secrets from all output', async () => {
    const { resolve, redactor } = definition(`{ ${server}, userId: u, password: "\${env:SOME}" }`);
    await resolve({ SOME: 'canary' });
    expect(redactor.redact('the canary sings')).toBe('the ${env:SOME} sings');
    const written = definition(`{ ${server}, userId: u, password: canary }`);
    await written.resolve();
    expect(written.redactor.redact('the canary sings')).toBe('the *** sings');
  });

  it('warns of a secret that is written out, where it stands', async () => {
    const { check, columnOf } = definition(`{ ${server}, userId: u, password: canary }`);
    const { warnings } = await check();
    const place = `daemon.yaml:2:${columnOf('canary')}`;
    expect(warnings.map(told)).toEqual([`${place}: A secret is written out "password".`]);
    expect((await definition(`{ ${server}, token: "\${env:TOKEN}" }`).check()).warnings).toEqual([]);
  });

  const notBare = 'Wrong value of "platformURL": it must be a URL without a path, such as https://localhost:9443.';
  const noDigits = 'it must be the 64 hexadecimal digits of a SHA-256 fingerprint';
  it.each([
    ['type: egeria, platformURL: "https://host/x", serverName: s, token: t', '"https://host/x"', notBare],
    ['type: egeria, platformURL: "localhost:9443", serverName: s, token: t', '"localhost:9443"', notBare],
    ['type: egeria, platformURL: "https://me:canary@host", serverName: s, token: t', '"https://me', notBare],
    [server, 'openMetadataStore', 'Missing key "password". There is: password, token, tokenCommand: one of them.'],
    [`${server}, password: p`, 'openMetadataStore', 'Missing key "userId".'],
    [
      `${server}, userId: u, password: "\${env:P}", token: t`,
      'token:',
      'Two ways to sign in to the open metadata store "token", beside password.',
    ],
    [
      `${server}, token: t, certificateFingerprint: "12:34"`,
      '"12:34"',
      `Wrong value of "certificateFingerprint": ${noDigits}.`,
    ],
    [
      `${server}, token: t, concurrency: -3`,
      '-3',
      'Wrong value of "concurrency": it must be at least 1, not the number -3.',
    ],
    [`${server}, token: t, pasword: p`, 'pasword', 'Unknown key "pasword". Did you mean "password"?'],
    [`${server}, token: "\${evn:TOKEN}"`, '"${evn', 'Unknown kind of reference "${evn:TOKEN}".'],
  ])('is checked without network, files and secrets: %s', async (store, at, sentence) => {
    const { check, columnOf } = definition(`{ ${store} }`);
    const problems = await problemsOf(check());
    expect(problems).toEqual([`daemon.yaml:2:${columnOf(at)}: ${sentence}`]);
    expect(problems.join()).not.toContain('canary');
  });

  it.each([
    ['platformURL: "${env:URL}"', { URL: 'https://localhost/path' }, 'platformURL'],
    ['caFile: missing.pem', {}, 'caFile'],
    ['caFile: token.txt', {}, 'caFile'],
    ['certificateFingerprint: "${env:PIN}"', { PIN: 'canary' }, 'certificateFingerprint'],
    ['caFile: "${env:NOT_SET}"', {}, 'NOT_SET'],
  ])('is checked again once %s is brought in', async (setting, environment, subject) => {
    const base = setting.startsWith('platformURL') ? 'type: egeria, serverName: s' : server;
    const { resolve } = definition(`{ ${base}, token: t, ${setting} }`);
    const problems = await problemsOf(resolve(environment));
    expect(problems).toEqual([expect.stringContaining(`"${subject}"`)]);
    expect(problems.join()).not.toContain('canary');
  });
});

/** A definition with this store, in a folder with a token and an authority. */
function definition(store: string) {
  const line = `openMetadataStore: ${store}`;
  const text = `name: coco\n${line}\n${services}`;
  const folder = tempFolder({ 'daemon.yaml': text, 'token.txt': 'a.b.c\n', 'ca.pem': certificates.ca });
  const location = { file: 'daemon.yaml', currentFolder: folder };
  const redactor = createRedactor();
  return {
    folder,
    redactor,
    /** Of a text in the line of the store, from 1. */
    columnOf: (text: string) => line.indexOf(text) + 1,
    check: async () => readDefinition(location),
    resolve: async (environment: Environment = {}) => (await readStoreLocation(location, environment, redactor)).store,
  };
}

async function problemsOf(attempt: Promise<unknown>): Promise<readonly string[]> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems.map(told);
    throw error;
  }
  return [];
}

function told({ place, message }: DefinitionProblem): string {
  return `${placeText(place)}: ${messageSentence(message)}`;
}
