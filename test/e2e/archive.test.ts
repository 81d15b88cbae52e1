import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  classification,
  contentPack,
  entity,
  packed,
  packGuid,
  proxy,
  relationship,
  string,
} from '../support/content-pack.ts';
import type { ArchiveContents } from '../support/content-pack.ts';
import { runCli } from '../support/run-cli.ts';
import type { CliResult } from '../support/run-cli.ts';
import { sampleDatabase, shop, sqliteDefinition } from '../support/sample-database.ts';
import { tempFolder } from '../support/temp-folder.ts';

let cwd: string;
const run = (...commandLine: readonly string[]): Promise<CliResult> => runCli(commandLine, { cwd });
const write = (file: string, text: string): void => writeFileSync(path.join(cwd, file), text);

/** The lines of a catalog, but for who wrote them and when. */
function contentOf({ stdout }: CliResult): unknown[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line, (key, value: unknown) => (key === 'versions' ? undefined : value)) as unknown);
}

describe('export --archive', () => {
  beforeEach(async () => {
    cwd = tempFolder({
      'egeria-integrate.yaml': sqliteDefinition({ shop: 'shop.sqlite' }),
      'other.yaml': 'name: other\nopenMetadataStore: { type: sqlite, path: other.db }\n',
    });
    await sampleDatabase(cwd, 'shop.sqlite', shop);
    await run('sync');
  });

  it('prints the catalog as an archive that import brings into another one, the same', async () => {
    const exported = await run('export', '--archive');
    expect(exported).toMatchObject({ exitCode: 0, stderr: '' });
    const { archiveInstanceStore } = JSON.parse(exported.stdout) as {
      archiveInstanceStore: { entities: unknown[]; relationships: { guid: string }[] };
    };
    expect(archiveInstanceStore.entities).toHaveLength(11);
    const { relationships } = archiveInstanceStore;
    expect(new Set(relationships.map(({ guid }) => guid)).size).toBe(relationships.length);
    write('catalog.omarchive', exported.stdout);
    const imported = await run('import', 'catalog.omarchive', '--definition', 'other.yaml');
    expect(imported).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: `11 elements: 11 created, 0 updated, 0 unchanged, 0 refused. ${relationships.length} relationships added or changed.\n`,
    });
    expect(contentOf(await run('export', 'other.yaml'))).toEqual(contentOf(await run('export')));
    expect((await run('import', 'catalog.omarchive', '--definition', 'other.yaml')).stdout).toBe(
      '11 elements: 0 created, 0 updated, 11 unchanged, 0 refused. 0 relationships added or changed.\n',
    );
  });

  it('leaves the elements to their connector, which finds nothing to do', async () => {
    write('catalog.omarchive', (await run('export', '--archive')).stdout);
    write(
      'moved.yaml',
      readFileSync(path.join(cwd, 'egeria-integrate.yaml'), 'utf8').replace(/path: \S+/u, 'path: moved.db'),
    );
    await run('import', 'catalog.omarchive', '--definition', 'moved.yaml');
    expect(await run('sync', 'moved.yaml')).toMatchObject({ exitCode: 0 });
    expect(contentOf(await run('export', 'moved.yaml'))).toEqual(contentOf(await run('export')));
  });

  it('prints an empty archive of a catalog that does not exist, and makes none', async () => {
    const { exitCode, stdout } = await run('export', '--archive', 'other.yaml');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ archiveInstanceStore: { entities: [], relationships: [] } });
    expect(() => readFileSync(path.join(cwd, 'other.db'))).toThrow('ENOENT');
  });
});

const anchored = (typeName: string, anchorGUID?: string): object =>
  classification('Anchors', {
    anchorTypeName: typeName,
    anchorDomainName: 'Collection',
    ...(anchorGUID === undefined ? {} : { anchorGUID }),
  });

const glossary = entity('Glossary', packed(1), { qualifiedName: 'Glossary::orders', displayName: 'Orders' }, [
  anchored('Glossary'),
]);
const term = entity(
  'GlossaryTerm',
  packed(2),
  {
    qualifiedName: 'Term::customer',
    displayName: 'Customer',
    additionalProperties: {
      class: 'MapPropertyValue',
      typeName: 'map<string,string>',
      mapValues: { class: 'InstanceProperties', instanceProperties: { steward: string('Erin') } },
    },
  },
  [anchored('Glossary', packed(1)), classification('Template', { displayName: 'T' })],
);
const collection = entity('MetadataCollection', packGuid, {
  qualifiedName: 'MetadataCollection::Content Pack::Orders',
});
const membership = relationship(
  'CollectionMembership',
  packed(3),
  proxy('Glossary', packed(1), 'Glossary::orders'),
  proxy('GlossaryTerm', packed(2), 'Term::customer'),
  { membershipRationale: 'It is one.' },
);
const pack: ArchiveContents = { entities: [term, glossary, collection], relationships: [membership] };

describe('import of a content pack', () => {
  beforeEach(() => {
    cwd = tempFolder({
      'egeria-integrate.yaml': 'name: packs\nopenMetadataStore: { type: sqlite, path: packs.db }\n',
      'orders.omarchive': contentPack(pack),
    });
  });

  it('brings in its elements as those of the pack, whatever their order, and changes nothing the second time', async () => {
    expect(await run('import', 'orders.omarchive')).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: '3 elements: 3 created, 0 updated, 0 unchanged, 0 refused. 1 relationships added or changed.\n',
    });
    const owner = { category: 'EXTERNAL_SOURCE', guid: packGuid, name: 'MetadataCollection::Content Pack::Orders' };
    expect(contentOf(await run('export'))).toMatchObject([
      { guid: packGuid, typeName: 'MetadataCollection', origin: { category: 'LOCAL_COHORT' } },
      { guid: packed(1), typeName: 'Glossary', origin: owner },
      {
        guid: packed(2),
        properties: { displayName: 'Customer', additionalProperties: { steward: 'Erin' } },
        classifications: [{ typeName: 'Anchors' }, { typeName: 'Template', properties: { displayName: 'T' } }],
        relationships: [{ guid: packed(3), properties: { membershipRationale: 'It is one.' }, origin: owner }],
        anchorGuid: packed(1),
        origin: owner,
      },
    ]);
    expect((await run('set', 'Customer', 'description=Mine')).stderr).toContain(owner.name);
    expect((await run('import', 'orders.omarchive')).stdout).toBe(
      '3 elements: 0 created, 0 updated, 3 unchanged, 0 refused. 0 relationships added or changed.\n',
    );
  });

  it('takes a later edition, and leaves an earlier one', async () => {
    const edition = (version: number, description: string): string =>
      contentPack({
        ...pack,
        entities: [
          collection,
          glossary,
          { ...entity('GlossaryTerm', packed(2), { qualifiedName: 'Term::customer', description }), version },
        ],
      });
    write('later.omarchive', edition(1_795_057_678_012, 'Later'));
    write('earlier.omarchive', edition(3, 'Earlier'));
    await run('import', 'orders.omarchive');
    expect((await run('import', 'later.omarchive')).stdout).toMatch(/^3 elements: 0 created, 1 updated, 2 unchanged/u);
    expect((await run('import', 'earlier.omarchive')).stdout).toMatch(
      /^3 elements: 0 created, 0 updated, 3 unchanged/u,
    );
    expect((await run('import', 'orders.omarchive')).stdout).toMatch(/^3 elements: 0 created, 0 updated, 3 unchanged/u);
    const shown = (await run('show', 'Term::customer')).stdout;
    expect(shown).toContain('description: Later');
    expect(shown).toContain('version 1795057678012');
  });

  it('adds classifications that stand apart from their element, once', async () => {
    const apart = [
      {
        classification: classification('Template'),
        entityToClassify: proxy('Glossary', packed(1), 'Glossary::orders'),
      },
    ];
    write('whole.omarchive', contentPack({ ...pack, classifications: apart }));
    write('apart.omarchive', contentPack({ classifications: apart }));
    expect(await run('import', 'apart.omarchive')).toMatchObject({
      exitCode: 4,
      stdout: expect.stringMatching(/1 refused/u),
    });
    await run('import', 'orders.omarchive');
    expect((await run('import', 'apart.omarchive')).stdout).toMatch(/^1 elements: 0 created, 1 updated/u);
    expect((await run('import', 'apart.omarchive')).stdout).toMatch(/^1 elements: 0 created, 0 updated, 1 unchanged/u);
    for (const _twice of [1, 2]) {
      expect((await run('import', 'whole.omarchive')).stdout).toMatch(
        /^3 elements: 0 created, 0 updated, 3 unchanged/u,
      );
    }
    expect((await run('show', 'Glossary::orders')).stdout).toContain('Template');
  });

  it('refuses what is of a type that we do not have with the nearest right name, and names types that are new', async () => {
    const report = entity('BiopsyReport', packed(4), { qualifiedName: 'Report::1' });
    const misspelt = entity('GlossaryTrem', packed(5), { qualifiedName: 'Term::x' });
    const struct = entity('Glossary', packed(6), { qualifiedName: 'G', description: { class: 'StructPropertyValue' } });
    const entities = [collection, glossary, term, report, misspelt, struct];
    write(
      'new.omarchive',
      contentPack({ ...pack, entities, newTypeDefs: [{ class: 'EntityDef', name: 'BiopsyReport' }] }),
    );
    const partly = await run('import', 'new.omarchive');
    expect(partly.exitCode).toBe(4);
    expect(partly.stdout).toMatch(/^6 elements: 3 created, 0 updated, 0 unchanged, 3 refused. 1 relationships/u);
    const told = partly.stderr.replaceAll(/\s+/gu, ' ');
    expect(told).toContain('types that are not among the open metadata types, count 1, of BiopsyReport.');
    expect(told).toContain('BiopsyReport is not an entity type of Egeria 6.1');
    expect(told).toContain('GlossaryTrem is not an entity type of Egeria 6.1; did you mean GlossaryTerm?');
    expect(told).toContain('description of Glossary takes string (text without lone surrogates or NUL), not null');
  });

  it('brings in an element without what is no classification, as Egeria 6.1 has it in a pack of its own', async () => {
    const names = { qualifiedName: 'FileSystem::local' };
    const classified = [anchored('FileSystem', packed(9)), classification('FileSystem', { format: 'NTFS' })];
    const entities = [collection, entity('FileSystem', packed(9), names, classified)];
    write('core.omarchive', contentPack({ entities }));
    const partly = await run('import', 'core.omarchive');
    expect(partly).toMatchObject({ exitCode: 4, stdout: expect.stringMatching(/^2 elements: 2 created/u) });
    expect(partly.stderr.replaceAll(/\s+/gu, ' ')).toContain(
      'classified as what is no classification among the open metadata types, count 1, of FileSystem::local as FileSystem.',
    );
    expect((await run('import', 'core.omarchive')).stdout).toMatch(/^2 elements: 0 created, 0 updated, 2 unchanged/u);
  });

  it('tells of what is no classification where it stands apart from its element, too', async () => {
    const entityToClassify = proxy('Glossary', packed(1), 'Glossary::orders');
    const classifications = [{ classification: classification('FileSystem'), entityToClassify }];
    write('apart.omarchive', contentPack({ ...pack, classifications }));
    const partly = await run('import', 'apart.omarchive');
    expect(partly).toMatchObject({ exitCode: 4, stdout: expect.stringMatching(/^3 elements: 3 created/u) });
    expect(partly.stderr.replaceAll(/\s+/gu, ' ')).toContain('types, count 1, of Glossary::orders as FileSystem.');
  });

  it('takes the last of several relationships of which there may be one, and changes nothing the second time', async () => {
    const ends = [proxy('Glossary', packed(1), 'Glossary::orders'), proxy('GlossaryTerm', packed(2), 'Term::customer')];
    const several = ['first', 'second', 'last'].map((membershipRationale, index) =>
      relationship('CollectionMembership', packed(30 + index), ends[0] ?? {}, ends[1] ?? {}, { membershipRationale }),
    );
    write('several.omarchive', contentPack({ ...pack, relationships: several }));
    expect((await run('import', 'several.omarchive')).stdout).toContain('0 refused. 1 relationships added or changed.');
    expect((await run('import', 'several.omarchive')).stdout).toContain('0 refused. 0 relationships added or changed.');
    expect(contentOf(await run('export'))[2]).toMatchObject({
      relationships: [{ guid: packed(32), properties: { membershipRationale: 'last' } }],
    });
  });

  it('says which relationships, anchors and owners are to be found in another archive', async () => {
    const lonely = entity('GlossaryTerm', packed(7), { qualifiedName: 'Term::lonely' }, [
      anchored('Glossary', packed(8)),
    ]);
    write('part.omarchive', contentPack({ entities: [term, lonely], relationships: [membership] }));
    const partly = await run('import', 'part.omarchive');
    expect(partly).toMatchObject({ exitCode: 4, stdout: expect.stringMatching(/^2 elements: 2 created/u) });
    const told = partly.stderr.replaceAll(/\s+/gu, ' ');
    expect(told).toContain('neither in the file nor in the catalog, count 2, of Term::customer, Term::lonely.');
    expect(told).toContain('neither in the file nor in the catalog, count 1, of Glossary::orders → Term::customer.');
    expect((await run('show', 'Term::lonely')).stdout).toContain('from: OrdersContentPack: only it may change it');
  });

  it.each([
    ['is cut off', contentPack(pack).slice(0, 2000), 'is no Open Metadata Archive "broken.omarchive"'],
    ['is another document of Egeria', '{"class": "OMAGServerConfig"}', 'it has no archiveProperties'],
    ['has an instance without a type', contentPack({ entities: [glossary, { guid: '1' }] }), 'entities[1]'],
  ])('brings nothing in when the file %s', async (_what, text, sentence) => {
    write('broken.omarchive', text);
    const refused = await run('import', 'broken.omarchive');
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
    expect(refused.stderr.replaceAll(/\s+/gu, ' ')).toContain(sentence);
    expect((await run('export')).stdout).toBe('');
  });
});
