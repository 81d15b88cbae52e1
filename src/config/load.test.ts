import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../test/support/temp-folder.ts';
import { ConfigurationError } from '../messages/error-kinds.ts';
import { messageSentence } from '../messages/sentence.ts';
import { createRedactor } from '../runtime/redact.ts';
import { DefinitionError, placeText } from './definition-error.ts';
import { readDefinition, readStoreLocation } from './load.ts';

const zod = JSON.stringify(pathToFileURL(path.resolve('node_modules/zod/index.js')).href);

/** A provider from npm, so that these tests depend on no connector of ours. */
const acme = `
import { z } from ${zod};
export const provider = {
  id: 'acme', displayName: 'Acme', description: 'Catalogs Acme.', integrationService: 'database-integrator',
  stability: 'stable', synchronizations: ['FROM_THIRD_PARTY', 'BOTH_DIRECTIONS'], catalogs: [], publishes: [],
  config: z.strictObject({
    url: z.url().meta({ secret: true }).describe('Where it is.'),
    port: z.int().min(1).max(65535).default(99).describe('Its port.'),
    tables: z.array(z.string()).default([]).describe('Which tables.'),
    mode: z.enum(['fast', 'careful']).default('fast').describe('How.'),
    depth: z.number().optional().describe('How deep.'),
  }),
  connect: async () => { throw new Error('not here'); },
};`;

const packages = {
  'node_modules/@acme/egeria-acme/package.json':
    '{"name":"@acme/egeria-acme","type":"module","exports":{"import":"./main.js"}}',
  'node_modules/@acme/egeria-acme/main.js': acme,
  'node_modules/broken/package.json': '{"name":"broken","type":"module","main":"main.js"}',
  'node_modules/broken/main.js': 'throw new Error("no driver");',
  'node_modules/empty/package.json': '{"name":"empty","type":"module","main":"main.js"}',
  'node_modules/empty/main.js': 'export const nothing = 1;',
};

function definitionIn(text: string | Uint8Array): { file: string; currentFolder: string } {
  return { file: 'daemon.yaml', currentFolder: tempFolder({ 'daemon.yaml': text, ...packages }) };
}

async function problemsIn(text: string): Promise<string[]> {
  const error: unknown = await readDefinition(definitionIn(text)).catch((reason: unknown) => reason);
  if (!(error instanceof DefinitionError)) throw error;
  return error.problems.map(({ place, message }) => `${placeText(place)}: ${messageSentence(message)}`);
}

const connector = (lines: string): string => `name: coco
integrationServices:
  - service: database-integrator
    connectors:
      - connectorName: orders
        provider: "@acme/egeria-acme"
${lines.replaceAll(/^/gm, '        ')}
`;

describe('readDefinition', () => {
  it('fills in defaults: service, daemon and connector say what is not stated', async () => {
    const definition = await readDefinition(definitionIn(connector('configurationProperties: { url: "${env:U}" }')));
    expect(definition).toMatchObject({
      name: 'coco',
      file: 'daemon.yaml',
      openMetadataStore: { type: 'sqlite', path: './open-metadata.db' },
      warnings: [],
    });
    expect(definition.connectors).toMatchObject([
      {
        service: { urlMarker: 'database-integrator' },
        provider: { id: 'acme' },
        connectorName: 'orders',
        userId: 'coco',
        refreshTimeIntervalMinutes: 60,
        place: { line: 5, column: 9 },
        catalogTargets: [
          {
            name: '',
            permittedSynchronization: 'FROM_THIRD_PARTY',
            metadataSourceQualifiedName: 'MetadataCollection::coco::orders',
            localCohort: false,
            deleteMethod: 'SOFT_DELETE',
            removalGuardPercent: 20,
          },
        ],
      },
    ]);
  });

  it('overlays the settings of a connector with those of each catalog target, without mixing targets', async () => {
    const text = connector(`deleteMethod: ARCHIVE
configurationProperties: { url: "http://one", port: 1 }
catalogTargets:
  - name: first
    configurationProperties: { port: 2 }
  - name: second
    deleteMethod: PURGE
    permittedSynchronization: BOTH_DIRECTIONS
    configurationProperties: { url: "http://two" }`);
    const { connectors } = await readDefinition(definitionIn(text));
    expect(
      connectors[0]?.catalogTargets.map((target) => [
        target.name,
        target.settings.value,
        target.deleteMethod,
        target.localCohort,
      ]),
    ).toEqual([
      ['first', { url: 'http://one', port: 2 }, 'ARCHIVE', false],
      ['second', { url: 'http://two', port: 1 }, 'PURGE', true],
    ]);
  });

  it.each([
    ['an empty file', '', ['daemon.yaml:1:1: The daemon definition is empty.']],
    ['comments only', '# later\n', ['daemon.yaml:1:1: The daemon definition is empty.']],
    [
      'a tab',
      'name: coco\nintegrationServices:\n\t- service: x\n',
      ['daemon.yaml:3:1: A tab: in YAML only spaces indent.'],
    ],
    [
      'a text',
      'SELECT 1;',
      [
        'daemon.yaml:1:1: Wrong value of "the definition": it must be a mapping of keys to values, not the text "SELECT 1;".',
      ],
    ],
    [
      'a list',
      '- a\n',
      ['daemon.yaml:1:1: Wrong value of "the definition": it must be a mapping of keys to values, not a list.'],
    ],
    ['a duplicate key', 'name: one\nname: two\n', ['daemon.yaml:2:1: The same key twice "name".']],
  ])('refuses %s', async (_what, text, problems) => {
    expect(await problemsIn(text)).toEqual(problems);
  });

  it('refuses what is not YAML, at the first place only', async () => {
    expect(await problemsIn('name: "coco\nintegrationServices: []\n')).toEqual([
      expect.stringMatching(/^daemon\.yaml:\d+:\d+: This is not YAML, because /),
    ]);
  });

  it('names all keys that are missing, wrong or unknown at once, with the nearest right one', async () => {
    const text = `nam: coco
integrationServices:
  - service: databas-integrator
    connectors:
      - conectorName: orders
        provider: 12
        refreshTimeInterval: hourly
        deleteMethod: SOFTDELETE
        localCohort: 'yes'
        removalGuardPercent: 200
        startDate: tomorrow
openMetadataStore: { type: sqlit }
`;
    expect(await problemsIn(text)).toEqual([
      'daemon.yaml:1:1: Unknown key "nam". Did you mean "name"?',
      'daemon.yaml:3:14: Unknown integration service "databas-integrator". Did you mean "database-integrator"?',
      'daemon.yaml:5:9: Unknown key "conectorName". Did you mean "connectorName"?',
      'daemon.yaml:6:19: Wrong value of "provider": it must be a text, not the number 12 (as a text it stands in quotes).',
      'daemon.yaml:7:30: Wrong value of "refreshTimeInterval": it must be a number, not the text "hourly".',
      'daemon.yaml:8:23: Wrong value of "deleteMethod": it must be one of LOOK_FOR_LINEAGE, ARCHIVE, SOFT_DELETE, PURGE, not the text "SOFTDELETE". Did you mean "SOFT_DELETE"?',
      'daemon.yaml:9:22: Wrong value of "localCohort": it must be true or false, not the text "yes".',
      'daemon.yaml:10:30: Wrong value of "removalGuardPercent": it must be at most 100, not the number 200.',
      'daemon.yaml:11:20: Wrong value of "startDate": it must be a time such as 2026-11-23T06:00:00Z or a day such as 2026-11-23, not the text "tomorrow".',
      'daemon.yaml:12:28: Wrong value of "type": it must be one of sqlite, memory, egeria, not the text "sqlit". Did you mean "sqlite"?',
    ]);
  });

  it('checks the settings against the schema of the chosen provider only, also when the form has faults', async () => {
    const text = connector(`colour: red
configurationProperties:
  prot: 5432
  tables: [a, 1]
  mode: carefull`);
    expect(await problemsIn(text)).toEqual([
      'daemon.yaml:7:9: Unknown key "colour".' +
        ' There is: connectorName, connectorId, provider, connectorUserId, permittedSynchronization, metadataSourceQualifiedName, localCohort, deleteMethod, removalGuardPercent, refreshTimeInterval, startDate, stopDate, configurationProperties, catalogTargets.',
      'daemon.yaml:8:9: Missing key "url": it must be a text.',
      'daemon.yaml:9:11: Unknown key "prot". Did you mean "port"?',
      'daemon.yaml:10:23: Wrong value of "tables[1]": it must be a text, not the number 1 (as a text it stands in quotes).',
      'daemon.yaml:11:17: Wrong value of "mode": it must be one of fast, careful, not the text "carefull". Did you mean "careful"?',
    ]);
  });

  it('blames the catalog target for what it overlays and the connector for the rest', async () => {
    const text = connector(`configurationProperties: { url: nowhere }
catalogTargets:
  - name: first
    configurationProperties: { port: 0 }`);
    expect(await problemsIn(text)).toEqual([
      'daemon.yaml:7:41: Wrong value of "url": it must be a URL.',
      'daemon.yaml:10:46: Wrong value of "port": it must be at least 1, not the number 0.',
    ]);
  });

  it('leaves values alone that are brought in later, and shows no secret', async () => {
    const text = connector(
      'configurationProperties: { url: "${env:URL}", port: "${env:PORT}", depth: "${file:depth}" }',
    );
    expect((await readDefinition(definitionIn(text))).connectors).toHaveLength(1);
    expect(await problemsIn(connector('configurationProperties: { url: canary-4711 }'))).toEqual([
      'daemon.yaml:7:41: Wrong value of "url": it must be a URL.',
    ]);
  });

  it.each([
    ['an unknown provider', 'postgres', 'Unknown provider "postgres"'],
    ['a package that is not installed', '@acme/nothing', 'Unknown provider "@acme/nothing"'],
    ['a path', '../evil', 'Unknown provider "../evil"'],
    ['a package that cannot be loaded', 'broken', 'The provider cannot be loaded "broken", because no driver'],
    ['a package that is no provider', 'empty', 'The provider cannot be loaded "empty", because it exports no provider'],
  ])('refuses %s', async (_what, provider, sentence) => {
    const text = connector('{}').replace('"@acme/egeria-acme"', JSON.stringify(provider)).replace('        {}\n', '');
    expect(await problemsIn(text)).toEqual([expect.stringContaining(`daemon.yaml:6:19: ${sentence}`)]);
  });

  it('refuses a provider of another service and a direction that it cannot work in', async () => {
    const text = connector('permittedSynchronization: TO_THIRD_PARTY\nconfigurationProperties: { url: "http://x" }');
    expect(await problemsIn(text)).toEqual([
      'daemon.yaml:7:35: The provider does not work in this direction "acme": it must be one of FROM_THIRD_PARTY, BOTH_DIRECTIONS, not TO_THIRD_PARTY.',
    ]);
    expect(await problemsIn(text.replace('database-integrator', 'files-integrator'))).toEqual([
      'daemon.yaml:6:19: The provider belongs to another integration service "@acme/egeria-acme": it must be in database-integrator, not in files-integrator.',
    ]);
  });

  it('refuses two connectors of one name, two targets of one name and two owners of the same elements', async () => {
    const text = `name: coco
integrationServices:
  - service: database-integrator
    connectors:
      - &one { connectorName: one, provider: "@acme/egeria-acme", metadataSourceQualifiedName: S, configurationProperties: { url: "http://x" } }
      - { connectorName: two, provider: "@acme/egeria-acme", metadataSourceQualifiedName: S, configurationProperties: { url: "http://x" } }
      - *one
      - { connectorName: three, provider: "@acme/egeria-acme", configurationProperties: { url: "http://x" }, catalogTargets: [{ name: a }, { name: a }] }
`;
    expect(await problemsIn(text)).toEqual([
      'daemon.yaml:5:31: The same name twice "one".',
      'daemon.yaml:6:9: Two connectors own the same elements: metadata source and catalog target are the same "two", and one.',
      'daemon.yaml:7:9: Two connectors own the same elements: metadata source and catalog target are the same "one", and two.',
      'daemon.yaml:8:148: The same name twice "a".',
    ]);
  });

  it('refuses references that would never be brought in', async () => {
    const text = connector(
      'connectorUserId: ${env:USER}\nconfigurationProperties: { url: "${URL}", tables: ["${vault:x}"] }',
    );
    expect(await problemsIn(text)).toEqual([
      'daemon.yaml:7:26: A reference where none is brought in "${env:USER}".',
      'daemon.yaml:8:41: Unknown kind of reference "${URL}". Did you mean "${env:URL}"?',
      'daemon.yaml:8:60: Unknown kind of reference "${vault:x}".',
    ]);
  });

  it('warns of a secret that is written out', async () => {
    const text = connector('configurationProperties: { url: "http://user:pass@host" }');
    const { warnings } = await readDefinition(definitionIn(text));
    expect(warnings.map(({ place, message }) => [placeText(place), message.id])).toEqual([
      ['daemon.yaml:7:41', 'EGERIA-INTEGRATE-DEFINITION-400-021'],
    ]);
  });

  it('says when there is no file, or no text in it', async () => {
    const missing = readDefinition({ file: 'nothing.yaml', currentFolder: tempFolder() });
    await expect(missing).rejects.toMatchObject({ notice: { id: 'EGERIA-INTEGRATE-DEFINITION-404-001' } });
    const binary = readDefinition(definitionIn(Uint8Array.of(0xff, 0xfe, 0x00)));
    await expect(binary).rejects.toThrow(ConfigurationError);
    await expect(readDefinition({ file: '.', currentFolder: tempFolder() })).rejects.toMatchObject({
      notice: { id: 'EGERIA-INTEGRATE-DEFINITION-400-001' },
    });
  });
});

describe('readStoreLocation', () => {
  it('finds the store whatever is wrong with the connectors, relative to the definition', async () => {
    const location = definitionIn(
      'name: coco\nopenMetadataStore: { type: sqlite, path: "${env:WHERE}/x.db" }\nintegrationServices: 3\n',
    );
    expect(await readStoreLocation(location, { WHERE: 'sub' }, createRedactor())).toEqual({
      name: 'coco',
      store: { type: 'sqlite', path: path.join(location.currentFolder, 'sub/x.db') },
    });
  });

  it('names the place of a variable that is not set', async () => {
    const location = definitionIn('name: coco\nopenMetadataStore: { type: sqlite, path: "${env:WHERE}/x.db" }\n');
    await expect(readStoreLocation(location, {}, createRedactor())).rejects.toMatchObject({
      problems: [{ place: { line: 2, column: 42 }, message: { facts: { subject: 'WHERE' } } }],
    });
  });
});
