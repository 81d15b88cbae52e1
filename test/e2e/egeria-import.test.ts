import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Relationship } from '../../src/metadata/element.ts';
import { asGuid, asQualifiedName } from '../../src/metadata/qualified-name.ts';
import type { Guid } from '../../src/metadata/qualified-name.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import type { Mutation, NewElement, OpenMetadataStore } from '../../src/store/open-metadata-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { classification, contentPack, entity, packGuid, packed, proxy, relationship } from '../support/content-pack.ts';
import { startFakeEgeria } from '../support/fake-egeria/fake-egeria.ts';
import type { FakeEgeria } from '../support/fake-egeria/fake-egeria.ts';
import { resultIn, runCli } from '../support/run-cli.ts';
import type { CliResult } from '../support/run-cli.ts';
import { sampleDatabase, shop, sqliteDefinition } from '../support/sample-database.ts';
import { tempFolder } from '../support/temp-folder.ts';

let cwd: string;
let platform: FakeEgeria;
const run = (...commandLine: readonly string[]): Promise<CliResult> => runCli(commandLine, { cwd });

const writes = /^(?:create|update|delete|archive|classify|reclassify|declassify|load)/u;
const writeCalls = (): number => platform.calls.all.filter(({ operation }) => writes.test(operation)).length;

/** An embedded catalog of a database and of what people added to it, and a platform that has nothing yet. */
async function catalogAndPlatform(): Promise<void> {
  platform = await startFakeEgeria();
  onTestFinished(async () => platform.stop());
  const server = `{ type: egeria, platformURL: "${platform.origin}", serverName: store, userId: baseline, password: baseline }`;
  cwd = tempFolder({
    'egeria-integrate.yaml': sqliteDefinition({ shop: 'shop.sqlite' }),
    'server.yaml': sqliteDefinition({ shop: 'shop.sqlite' }).replace(
      'name: coco\n',
      `name: coco\nopenMetadataStore: ${server}\n`,
    ),
  });
  await sampleDatabase(cwd, 'shop.sqlite', shop);
  expect((await run('sync')).exitCode).toBe(0);
  const store = await openStore({ type: 'sqlite', path: path.join(cwd, 'open-metadata.db') }, systemClock);
  await addByPeople(store);
  await store.disconnect();
}

async function addByPeople(store: OpenMetadataStore): Promise<void> {
  const create = async (typeName: string, name: string, more: Partial<NewElement> = {}): Promise<Guid> => {
    const element = { typeName, qualifiedName: asQualifiedName(name), properties: {}, ...more };
    const [outcome] = await store.write([{ kind: 'create-element', element }], person);
    if (outcome === undefined) throw new Error(`${name} was not created.`);
    return outcome.guid;
  };
  const [table] = await Array.fromAsync(store.find({ typeName: 'RelationalTable' }));
  if (table === undefined) throw new Error('There is no table.');
  const glossary = await create('Glossary', 'Glossary::orders', { effectiveFrom: '2026-01-01T00:00:00.000Z' });
  const term = await create('GlossaryTerm', "Term::customer's", {
    properties: { displayName: "The customer's", additionalProperties: { steward: 'Erin' } },
    anchorGuid: glossary,
  });
  const like = { properties: { emoji: '👍' }, anchorGuid: term };
  const likes = [await create('Like', '', like), await create('Like', '', like)];
  const ends = { end1: table.guid, end2: term };
  const mutations: Mutation[] = [
    { kind: 'classify', guid: table.guid, typeName: 'Confidentiality', properties: { notes: 'n' } },
    { kind: 'classify', guid: table.guid, typeName: 'Criticality', properties: { notes: 'c' } },
    { kind: 'relate', typeName: 'SemanticAssignment', ...ends, properties: { expression: 'e' } },
    ...['one', 'two'].map((label): Mutation => ({
      kind: 'relate',
      typeName: 'DataFlow',
      end1: table.guid,
      end2: table.guid,
      properties: { label },
    })),
    ...likes.map((end2): Mutation => ({ kind: 'relate', typeName: 'AttachedLike', end1: term, end2, properties: {} })),
  ];
  await store.write(mutations, person);
}

async function dataFlows(store: OpenMetadataStore): Promise<readonly Relationship[]> {
  const [table] = await Array.fromAsync(store.find({ typeName: 'RelationalTable' }));
  if (table === undefined) throw new Error('There is no table.');
  const all = await Array.fromAsync(store.relationships(table.guid));
  return all.filter(({ typeName }) => typeName === 'DataFlow');
}

/** Adds a table with so many columns to the embedded catalog. */
async function addWideTable(columns: number): Promise<void> {
  const store = await openStore({ type: 'sqlite', path: path.join(cwd, 'open-metadata.db') }, systemClock);
  const names = ['wide', ...Array.from({ length: columns }, (_, index) => `wide.c${String(index)}`)];
  const outcomes = await store.write(
    names.map((name) => ({
      kind: 'create-element',
      element: {
        typeName: name === 'wide' ? 'RelationalTable' : 'RelationalColumn',
        qualifiedName: asQualifiedName(name),
        properties: {},
      },
    })),
    person,
  );
  const [end1 = asGuid(''), ...others] = outcomes.map(({ guid }) => guid);
  await store.write(
    others.map((end2) => ({ kind: 'relate', typeName: 'NestedSchemaAttribute', end1, end2, properties: {} })),
    person,
  );
  await store.disconnect();
}

/** Changes one of the relationships that people have added to the embedded catalog. */
async function changeDataFlow(from: string, to: string): Promise<void> {
  const store = await openStore({ type: 'sqlite', path: path.join(cwd, 'open-metadata.db') }, systemClock);
  const known = (await dataFlows(store)).find(({ properties }) => properties['label'] === from);
  if (known === undefined) throw new Error(`There is no data flow ${from}.`);
  await store.write([{ kind: 'update-relationship', guid: known.guid, properties: { label: to } }], person);
  await store.disconnect();
}

/** A glossary is its own anchor. */
const anchored = classification('Anchors', { anchorTypeName: 'Glossary', anchorDomainName: 'Collection' });

const person = { userId: 'erin', metadataSource: undefined };

interface ExportedLine {
  readonly guid: string;
  readonly typeName: string;
  readonly qualifiedName: string;
  readonly classifications: readonly object[];
  readonly relationships: readonly object[];
}

/** An exported catalog, whatever its GUIDs, versions and times: elements by their names. */
function comparable({ stdout }: CliResult): unknown[] {
  const lines = stdout.split('\n').filter((line) => line !== '');
  const elements = lines.map((line) => JSON.parse(line) as ExportedLine);
  const names = new Map(elements.map(({ guid, typeName, qualifiedName }) => [guid, qualifiedName || typeName]));
  const withNames = (key: string, value: unknown): unknown => {
    if (key === 'versions') return undefined;
    return typeof value === 'string' ? (names.get(value) ?? value) : value;
  };
  return elements
    .map((element) => ({
      ...element,
      classifications: element.classifications.toSorted(byText),
      relationships: element.relationships.map((one) => ({ ...one, guid: undefined })).toSorted(byText),
    }))
    .map((element) => JSON.parse(JSON.stringify(element, withNames)) as object)
    .toSorted(byText);
}

/** Without the element on which the ledger beside a remote store makes its notes. */
function withoutCollection(elements: readonly unknown[]): unknown[] {
  return elements.filter((element) => (element as ExportedLine).typeName !== 'MetadataCollection');
}

function byText(one: object, other: object): number {
  const [text, otherText] = [one, other].map((each) => JSON.stringify({ ...each, guid: undefined }));
  return (text ?? '') < (otherText ?? '') ? -1 : 1;
}

describe('import into an Egeria server', () => {
  beforeEach(catalogAndPlatform);

  it.each([
    ['an exported catalog', []],
    ['an archive', ['--archive']],
  ])(
    'brings in %s as it is, under GUIDs of the server, and changes nothing the second time',
    async (_what, options) => {
      const exported = await run('export', ...options);
      writeFileSync(path.join(cwd, 'catalog.export'), exported.stdout);
      expect(await run('import', 'catalog.export', '--definition', 'server.yaml')).toEqual({
        exitCode: 0,
        stderr: '',
        stdout: '15 elements: 15 created, 0 updated, 0 unchanged, 0 refused. 15 relationships added or changed.\n',
      });
      const server = await run('export', 'server.yaml');
      expect(comparable(server)).toEqual(comparable(await run('export')));
      const before = writeCalls();
      expect((await run('import', 'catalog.export', '--definition', 'server.yaml')).stdout).toBe(
        '15 elements: 0 created, 0 updated, 15 unchanged, 0 refused. 0 relationships added or changed.\n',
      );
      expect(writeCalls()).toBe(before);
      expect((await run('export', 'server.yaml')).stdout).toBe(server.stdout);
    },
  );

  it('leaves the elements to their connector, which finds nothing to do', async () => {
    writeFileSync(path.join(cwd, 'catalog.export'), (await run('export')).stdout);
    await run('import', 'catalog.export', '--definition', 'server.yaml');
    const before = await run('export', 'server.yaml');
    const synced = resultIn(await run('sync', 'server.yaml', '--output', 'json'));
    expect(synced.totals).toMatchObject({ stated: 10, created: 0, updated: 0, removed: 0, refused: 0 });
    expect(withoutCollection(comparable(await run('export', 'server.yaml')))).toEqual(
      withoutCollection(comparable(before)),
    );
  });

  it('brings in what was changed since as a change, and what an exported catalog has in another order', async () => {
    writeFileSync(path.join(cwd, 'catalog.export'), (await run('export')).stdout);
    await run('import', 'catalog.export', '--definition', 'server.yaml');
    await run('set', "Term::customer's", 'description=Who buys');
    const lines = (await run('export')).stdout.trimEnd().split('\n').toReversed();
    writeFileSync(path.join(cwd, 'later.export'), `${lines.join('\n')}\n`);
    expect((await run('import', 'later.export', '--definition', 'server.yaml')).stdout).toBe(
      '15 elements: 0 created, 1 updated, 14 unchanged, 0 refused. 0 relationships added or changed.\n',
    );
    expect(comparable(await run('export', 'server.yaml'))).toEqual(comparable(await run('export')));
  });

  describe.each([
    ['an exported catalog', []],
    ['an archive', ['--archive']],
  ])('with several relationships of two elements, as %s', (_what, options) => {
    const imported = async (): Promise<string> => {
      writeFileSync(path.join(cwd, 'catalog.export'), (await run('export', ...options)).stdout);
      return (await run('import', 'catalog.export', '--definition', 'server.yaml')).stdout;
    };

    it('changes the one that was changed', async () => {
      await imported();
      await changeDataFlow('two', 'changed');
      expect(await imported()).toContain(' 1 relationships added or changed.');
      expect(comparable(await run('export', 'server.yaml'))).toEqual(comparable(await run('export')));
      expect(await imported()).toContain(' 0 relationships added or changed.');
    });

    it('adds what is new to what somebody has made on the server', async () => {
      await imported();
      const [first] = await dataFlows(platform.store);
      if (first === undefined) throw new Error('There is no data flow.');
      const { end1, end2, guid } = first;
      const ends = { end1: end1.guid, end2: end2.guid };
      const relate = { kind: 'relate', typeName: 'DataFlow', ...ends, properties: { label: 'of the server' } } as const;
      await platform.store.write([relate, { kind: 'unrelate', guid }], person);
      // The one that is missing on the server was never changed: it is no change of the one that is there alone.
      expect(await imported()).toContain(' 1 relationships added or changed.');
      const labels = (await dataFlows(platform.store)).map(({ properties }) => properties['label']);
      expect(new Set(labels)).toEqual(new Set(['of the server', 'one', 'two']));
      expect(labels).toHaveLength(3);
    });

    it('adds what was changed when there are several that it may have been', async () => {
      await imported();
      await changeDataFlow('one', 'changed');
      await changeDataFlow('two', 'changed, too');
      expect(await imported()).toContain(' 2 relationships added or changed.');
      expect(await dataFlows(platform.store)).toHaveLength(4);
    });
  });

  it('lists the relationships of many elements that are there already, and adds what is not', async () => {
    await addWideTable(300);
    writeFileSync(path.join(cwd, 'catalog.export'), (await run('export')).stdout);
    await run('import', 'catalog.export', '--definition', 'server.yaml');
    const column = await platform.store.elementNamed(asQualifiedName('wide.c299'));
    const related = async () => Array.fromAsync(platform.store.relationships(column?.guid ?? asGuid('')));
    const [nested] = await related();
    if (nested === undefined) throw new Error('The column is in no table.');
    await platform.store.write([{ kind: 'unrelate', guid: nested.guid }], person);
    platform.calls.clear();
    expect((await run('import', 'catalog.export', '--definition', 'server.yaml')).stdout).toContain(
      ' 1 relationships added or changed.',
    );
    // Of a hundred columns, a page and an empty one each, and of the few other elements; the other columns are listed.
    expect(platform.calls.count('read-related-elements')).toBeLessThan(2 * 130);
    expect(await related()).toMatchObject([{ end1: nested.end1, end2: nested.end2 }]);
  });

  it('gives what a content pack owns to the collection that came with it', async () => {
    const owner = 'MetadataCollection::Content Pack::Orders';
    const pack = (description: string, version: number) =>
      contentPack({
        entities: [
          { ...entity('Glossary', packed(1), { qualifiedName: 'Glossary::pack', description }, [anchored]), version },
          entity('MetadataCollection', packGuid, { qualifiedName: owner }),
        ],
      });
    writeFileSync(path.join(cwd, 'pack.omarchive'), pack('Early', 2));
    writeFileSync(path.join(cwd, 'later.omarchive'), pack('Late', 3));
    expect((await run('import', 'pack.omarchive', '--definition', 'server.yaml')).stdout).toMatch(
      /^2 elements: 2 created/u,
    );
    expect((await run('import', 'later.omarchive', '--definition', 'server.yaml')).stdout).toMatch(
      / 1 updated, 1 unch/u,
    );
    const shown = (await run('show', 'Glossary::pack', '--definition', 'server.yaml')).stdout;
    expect(shown).toContain('description: Late');
    expect(shown).toContain(`from: ${owner}`);
  });

  it('brings in one of two elements of a name, as Egeria 6.1 has them in a pack of its own', async () => {
    const twin = (number: number) =>
      entity('Glossary', packed(number), { qualifiedName: 'Glossary::twin' }, [anchored]);
    writeFileSync(path.join(cwd, 'twins.omarchive'), contentPack({ entities: [twin(1), twin(2)] }));
    const imported = await run('import', 'twins.omarchive', '--definition', 'server.yaml');
    expect(imported).toMatchObject({
      exitCode: 4,
      stdout: expect.stringMatching(/^2 elements: 1 created, .* 1 refused/u),
    });
    expect((await run('import', 'twins.omarchive', '--definition', 'server.yaml')).stdout).toMatch(
      /^2 elements: 0 created, 0 updated, 1 unchanged, 1 refused/u,
    );
  });

  it('reads no element and no relationship of a content pack one by one that is there already', async () => {
    const numbers = Array.from({ length: 50 }, (_, index) => index + 1);
    const owner = entity('MetadataCollection', packGuid, { qualifiedName: 'MetadataCollection::Content Pack::Orders' });
    const named = (number: number) => `Glossary::${String(number)}`;
    const glossaries = numbers.map((number) =>
      entity('Glossary', packed(number), { qualifiedName: named(number) }, [anchored]),
    );
    const ends = (number: number) => proxy('Glossary', packed(number), named(number));
    const relationships = numbers
      .slice(1)
      .map((number) => relationship('CollectionMembership', packed(100 + number), ends(1), ends(number)));
    writeFileSync(path.join(cwd, 'pack.omarchive'), contentPack({ entities: [owner, ...glossaries], relationships }));
    await run('import', 'pack.omarchive', '--definition', 'server.yaml');
    platform.calls.clear();
    expect((await run('import', 'pack.omarchive', '--definition', 'server.yaml')).stdout).toBe(
      '51 elements: 0 created, 0 updated, 51 unchanged, 0 refused. 0 relationships added or changed.\n',
    );
    // The collection that owns them.
    expect(platform.calls.count('read-element')).toBe(1);
    expect(platform.calls.count('read-relationship')).toBe(0);
  });

  it('ends when the platform is gone, and goes on where it stopped', async () => {
    writeFileSync(path.join(cwd, 'catalog.export'), (await run('export')).stdout);
    platform.dieAfter(35);
    const ended = await run('import', 'catalog.export', '--definition', 'server.yaml');
    expect(ended).toMatchObject({ exitCode: 3, stdout: '' });
    platform.revive();
    await run('import', 'catalog.export', '--definition', 'server.yaml');
    expect(comparable(await run('export', 'server.yaml'))).toEqual(comparable(await run('export')));
  });
});
