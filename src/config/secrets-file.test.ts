import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../test/support/temp-folder.ts';
import { messageSentence } from '../messages/sentence.ts';
import { bringsInSecret, referenceProblems } from './secrets.ts';
import { secretOf } from './secrets-file.ts';

/** As Egeria 6 has them: a database, a server that asks for tokens, and a directory of user accounts. */
const egeriaSecrets = `
secretsCollections:
  PostgreSQL Server Secret:
    displayName: The server of the orders
    refreshTimeInterval: 10
    secrets:
      userId: surveyor
      clearPassword: 0042
      accessToken:
  host/one::PostgreSQL Secret:
    secrets: { clearPassword: "with: colon" }
  host:
    secrets: { one: short }
  EgeriaServers:
    refreshTimeInterval: 50
    tokenAPI:
      httpRequestType: POST
      url: https://localhost:9443/api/token
      contentType: application/json
      requestBody:
        userId: egerianpa
        password: open sesame
        scopes: [a, b]
  cocoUserDirectory:
    users:
      peterprofile:
        userAccountStatus: AVAILABLE
        userName: Peter Profile
        secrets:
          clearPassword: peters own
      nobody:
    namedLists: { admins: { listMembers: [peterprofile] } }
`;

async function lookedUp(name: string, text = egeriaSecrets): Promise<string> {
  const found = await secretOf(name, tempFolder({ 'secrets/egeria.omsecrets': text }));
  return typeof found === 'string' ? `found ${found}` : messageSentence(found);
}

describe('secretOf', () => {
  it.each([
    ['a secret of a collection', 'PostgreSQL Server Secret/userId', 'surveyor'],
    ['a number as it is written', 'PostgreSQL Server Secret/clearPassword', '0042'],
    ['an empty secret', 'PostgreSQL Server Secret/accessToken', ''],
    ['a collection with a slash in its name', 'host/one::PostgreSQL Secret/clearPassword', 'with: colon'],
    ['what a token is asked for with', 'EgeriaServers/userId', 'egerianpa'],
    ['the password of a token by its own name', 'EgeriaServers/password', 'open sesame'],
    ['the password of a token by the name that it has elsewhere', 'EgeriaServers/clearPassword', 'open sesame'],
    ['a secret of a user account', 'cocoUserDirectory/users/peterprofile/clearPassword', 'peters own'],
  ])('finds %s', async (_what, within, secret) => {
    expect(await lookedUp(`secrets/egeria.omsecrets#${within}`)).toBe(`found ${secret}`);
  });

  it('takes the form of the example beside the connector too', async () => {
    const text = 'secretsStore:\n  secretsCollections:\n    c: { secrets: { p: v } }\n';
    expect(await lookedUp('secrets/egeria.omsecrets#c/p', text)).toBe('found v');
  });

  it.each([
    [
      'an unknown collection',
      'PostgreSQL Sever Secret/userId',
      'The secrets file has no such collection "PostgreSQL Sever Secret", in secrets/egeria.omsecrets. ' +
        'Did you mean "PostgreSQL Server Secret"?',
    ],
    [
      'a collection like no other',
      'x/userId',
      'The secrets file has no such collection "x", in secrets/egeria.omsecrets. ' +
        'There is: PostgreSQL Server Secret, host/one::PostgreSQL Secret, host, EgeriaServers, cocoUserDirectory.',
    ],
    [
      'an unknown secret',
      'PostgreSQL Server Secret/clearPasword',
      'The secrets collection has no such secret "clearPasword", in secrets/egeria.omsecrets#PostgreSQL Server Secret. ' +
        'Did you mean "clearPassword"?',
    ],
    [
      'an unknown user account',
      'cocoUserDirectory/users/peterprofil/clearPassword',
      'The secrets collection has no such secret "users/peterprofil/clearPassword", in ' +
        'secrets/egeria.omsecrets#cocoUserDirectory. Did you mean "users/peterprofile/clearPassword"?',
    ],
    [
      'a secret where there are only user accounts',
      'cocoUserDirectory/clearPassword',
      'The secrets collection has no such secret "clearPassword", in secrets/egeria.omsecrets#cocoUserDirectory.',
    ],
  ])('names the nearest right name for %s', async (_what, within, sentence) => {
    expect(await lookedUp(`secrets/egeria.omsecrets#${within}`)).toBe(sentence);
  });

  it.each([
    ['there is no file', 'nothing#c/p', '', 'The file of a reference cannot be read "nothing", because ENOENT.'],
    [
      'it is not YAML',
      'secrets/egeria.omsecrets#c/p',
      'secretsCollections:\n  c: { secrets: { p: canary',
      'This is not an Egeria secrets file "secrets/egeria.omsecrets:2:28", because BAD_INDENT.',
    ],
    [
      'an alias leads nowhere',
      'secrets/egeria.omsecrets#c/p',
      'secretsCollections: *canary',
      'This is not an Egeria secrets file "secrets/egeria.omsecrets", because it has no mapping secretsCollections.',
    ],
    [
      'it has another form',
      'secrets/egeria.omsecrets#c/p',
      'secretsCollections: canary',
      'This is not an Egeria secrets file "secrets/egeria.omsecrets", because it has no mapping secretsCollections.',
    ],
    [
      'it is empty',
      'secrets/egeria.omsecrets#c/p',
      '',
      'This is not an Egeria secrets file "secrets/egeria.omsecrets", because it has no mapping secretsCollections.',
    ],
  ])('says what is wrong when %s, and shows nothing of the content', async (_what, name, text, sentence) => {
    expect(await lookedUp(name, text)).toBe(sentence);
  });
});

describe('a reference to a secrets file', () => {
  it.each(['file', 'file#', 'file#collection', 'file#collection/', 'file#/name', '#collection/name'])(
    'is refused without the file being read: %s',
    (name) => {
      expect(referenceProblems(`\${secrets:${name}}`).map(messageSentence)).toEqual([
        `A reference to a secrets file without collection or name "\${secrets:${name}}".`,
      ]);
    },
  );

  it('is let through when it has collection and name', () => {
    expect(referenceProblems('${secrets:a b.omsecrets#PostgreSQL Server Secret/clearPassword}')).toEqual([]);
  });

  it('brings in something that is hidden, but for the name of a user', () => {
    const hidden = ['clearPassword', 'accessToken', 'users/userId/clearPassword', 'myUserId'];
    expect(hidden.filter((name) => !bringsInSecret(`\${secrets:f#c/${name}}`))).toEqual([]);
    expect(bringsInSecret('${secrets:f#c/userId}')).toBe(false);
  });
});
