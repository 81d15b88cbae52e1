import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { catalogOf } from '../../../test/support/catalog.ts';
import { manualClock } from '../../../test/support/manual-clock.ts';
import { tempFolder } from '../../../test/support/temp-folder.ts';
import { memoryStore, withBatches } from '../../../test/support/test-store.ts';
import type { Message } from '../../messages/message.ts';
import type { Element, Relationship } from '../../metadata/element.ts';
import { asGuid, asQualifiedName } from '../../metadata/qualified-name.ts';
import type { Mutation, OpenMetadataStore, Writer } from '../../store/open-metadata-store.ts';
import { exportedArchive } from './export-archive.ts';
import { importCatalog } from './import-catalog.ts';

const person: Writer = { userId: 'peter', metadataSource: undefined };
const [database, table, column, memento, opinion, link] = [1, 2, 3, 4, 5, 6].map((number) =>
  asGuid(`33333333-0000-4000-8000-00000000000${number}`),
);

/** A catalog with elements of a source and of people, an archived one, and whatever else an archive has to carry. */
const ofTheSource: readonly Mutation[] = [
  {
    kind: 'create-element',
    element: {
      guid: database,
      typeName: 'RelationalDatabase',
      qualifiedName: asQualifiedName('shop'),
      properties: { displayName: 'Shop "é"', additionalProperties: { a: '1', b: '' } },
      effectiveFrom: '2026-01-01T00:00:00.000Z',
      classifications: [
        {
          typeName: 'GovernanceMeasurements',
          properties: { counts: { rows: 7 }, flags: { ok: false }, dates: { at: '2026-11-22T00:00:00.000Z' } },
          effectiveTo: '2027-01-01T00:00:00.000Z',
        },
      ],
    },
  },
  {
    kind: 'create-element',
    element: {
      guid: table,
      typeName: 'RelationalTable',
      qualifiedName: asQualifiedName('shop.orders'),
      properties: { displayName: 'orders', aliases: ['o'], isNullable: true, sortOrder: 'ASCENDING' },
      anchorGuid: database,
      anchorScopeGuid: database,
    },
  },
  {
    kind: 'create-element',
    element: {
      guid: column,
      typeName: 'RelationalColumn',
      qualifiedName: asQualifiedName('shop.orders.id'),
      properties: {},
      anchorGuid: database,
    },
  },
  {
    kind: 'relate',
    guid: link,
    typeName: 'NestedSchemaAttribute',
    end1: table ?? asGuid(''),
    end2: column ?? asGuid(''),
    properties: { position: 1 },
    effectiveTo: '2030-01-01T00:00:00.000Z',
  },
  { kind: 'update-element', guid: table ?? asGuid(''), properties: { description: 'What was ordered' } },
];

const ofPeople: readonly Mutation[] = [
  { kind: 'classify', guid: table ?? asGuid(''), typeName: 'Confidentiality', properties: { notes: 'n' } },
  {
    kind: 'create-element',
    element: { guid: opinion, typeName: 'Like', qualifiedName: asQualifiedName(''), properties: { emoji: '👍' } },
  },
  { kind: 'relate', typeName: 'AttachedLike', end1: table ?? asGuid(''), end2: opinion ?? asGuid(''), properties: {} },
  {
    kind: 'create-element',
    element: { guid: memento, typeName: 'Glossary', qualifiedName: asQualifiedName('old'), properties: {} },
  },
  { kind: 'delete-element', guid: memento ?? asGuid(''), deleteMethod: 'ARCHIVE' },
];

let one: OpenMetadataStore;
let other: OpenMetadataStore;
let folder: string;

beforeEach(async () => {
  [one, other] = [await memoryStore(), await memoryStore()];
  folder = tempFolder();
  const source = await one.metadataSource(asQualifiedName('MetadataCollection::coco::shop'), 'daemon');
  await one.write(ofTheSource, { userId: 'daemon', metadataSource: source });
  await one.write(ofPeople, person);
});

async function exportTo(file: string, store: OpenMetadataStore): Promise<string> {
  const clock = manualClock('2027-01-01T12:00:00.000Z');
  const text = (await Array.fromAsync(exportedArchive({ store, userName: 'erin' }, clock))).join('');
  writeFileSync(path.join(folder, file), text);
  return text;
}

async function importFrom(file: string, store: OpenMetadataStore) {
  const refusals: [Message['id'], string][] = [];
  const listener = {
    signal: new AbortController().signal,
    refused: (message: Message, subject: string) => refusals.push([message.id, subject]),
  };
  const outcome = await importCatalog({ store, userName: 'erin' }, { file, currentFolder: folder }, listener);
  return { outcome, refusals };
}

/** All that there is of elements and relationships, but for who wrote it and when. */
async function contentOf(store: OpenMetadataStore): Promise<unknown[]> {
  const elements = await Array.fromAsync(store.find({ forLineage: true }));
  const all: unknown[] = [];
  for (const element of elements) {
    all.push(withoutWriters(element));
    for await (const each of store.relationships(element.guid, { forLineage: true })) all.push(withoutWriters(each));
  }
  return all;
}

function withoutWriters<Kept extends Element | Relationship>({ versions, ...rest }: Kept) {
  return { ...rest, version: versions.version };
}

describe('a catalog that is exported as an archive', () => {
  it.each([1, 1000])('is the same after it was imported into an empty store, by %d', async (batchRecords) => {
    await exportTo('a.omarchive', one);
    expect(await importFrom('a.omarchive', withBatches(other, batchRecords))).toEqual({
      outcome: { stated: 6, created: 6, updated: 0, unchanged: 0, refused: 0, relationships: 2 },
      refusals: [],
    });
    expect(await contentOf(other)).toEqual(await contentOf(one));
    expect(await catalogOf(other)).toEqual(await catalogOf(one));
  });

  it('changes nothing when it is imported once more, or where it comes from', async () => {
    await exportTo('a.omarchive', one);
    await importFrom('a.omarchive', other);
    for (const store of [one, other]) {
      const before = await contentOf(store);
      const unchanged = { created: 0, updated: 0, unchanged: 6, refused: 0, relationships: 0 };
      expect((await importFrom('a.omarchive', store)).outcome).toMatchObject(unchanged);
      expect(await contentOf(store)).toEqual(before);
    }
  });

  it('carries later changes over, to the effectivity and the removal of a classification too', async () => {
    await exportTo('a.omarchive', one);
    await importFrom('a.omarchive', other);
    const source = await one.metadataSource(asQualifiedName('MetadataCollection::coco::shop'), 'daemon');
    const guid = database ?? asGuid('');
    const changes: Mutation[] = [
      { kind: 'update-element', guid, properties: { description: 'New' } },
      { kind: 'update-effectivity', guid },
      { kind: 'declassify', guid, typeName: 'GovernanceMeasurements' },
      { kind: 'update-relationship', guid: link ?? asGuid(''), properties: { position: 2 } },
      { kind: 'update-effectivity', guid: link ?? asGuid(''), effectiveFrom: '2026-02-01T00:00:00.000Z' },
    ];
    await one.write(changes, { userId: 'daemon', metadataSource: source });
    await exportTo('b.omarchive', one);
    expect((await importFrom('b.omarchive', other)).outcome).toMatchObject({
      updated: 1,
      unchanged: 5,
      relationships: 1,
    });
    expect(await catalogOf(other)).toEqual(await catalogOf(one));
    expect((await other.element(guid))?.effectiveFrom).toBeUndefined();
  });

  it('leaves alone what was changed since, and what others attached', async () => {
    await exportTo('a.omarchive', one);
    await importFrom('a.omarchive', other);
    const [glossary] = await Array.fromAsync(other.find({ typeName: 'Glossary', forLineage: true }));
    await other.write(
      [
        { kind: 'update-element', guid: glossary?.guid ?? asGuid(''), properties: { description: 'Mine' } },
        { kind: 'classify', guid: database ?? asGuid(''), typeName: 'Confidentiality', properties: {} },
      ],
      person,
    );
    const before = await contentOf(other);
    expect((await importFrom('a.omarchive', other)).outcome).toMatchObject({ updated: 0, unchanged: 6 });
    expect(await contentOf(other)).toEqual(before);
  });

  it('says whose everything is, and has the same collection of its own in every export', async () => {
    const archive = JSON.parse(await exportTo('a.omarchive', one)) as {
      archiveProperties: { archiveGUID: string };
      archiveInstanceStore: {
        entities: { guid: string; metadataCollectionId: string; instanceProvenanceType: string }[];
      };
    };
    const { archiveProperties, archiveInstanceStore } = archive;
    const [collection] = await Array.fromAsync(one.find({ typeName: 'MetadataCollection' }));
    const own = archiveProperties.archiveGUID;
    expect(own).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u);
    expect(
      archiveInstanceStore.entities.map((one) => [one.guid, one.instanceProvenanceType, one.metadataCollectionId]),
    ).toEqual([
      [collection?.guid, 'LOCAL_COHORT', own],
      [database, 'EXTERNAL_SOURCE', collection?.guid],
      [table, 'EXTERNAL_SOURCE', collection?.guid],
      [column, 'EXTERNAL_SOURCE', collection?.guid],
      [opinion, 'LOCAL_COHORT', own],
      [memento, 'LOCAL_COHORT', own],
    ]);
    await importFrom('a.omarchive', other);
    expect(await exportTo('b.omarchive', other)).toContain(`"archiveGUID":"${own}"`);
    expect(readFileSync(path.join(folder, 'b.omarchive'), 'utf8')).toContain('"archiveType":"METADATA_EXPORT"');
  });

  it('is an archive too when it is empty', async () => {
    await exportTo('a.omarchive', other);
    expect((await importFrom('a.omarchive', one)).outcome).toMatchObject({ stated: 0, relationships: 0 });
  });
});
