import { describe, expect, it } from 'vitest';
import {
  audit,
  classification,
  contentPack,
  entity,
  instanceProperties,
  packed,
  packGuid,
  proxy,
  relationship,
} from '../../test/support/content-pack.ts';
import type { ArchiveContents } from '../../test/support/content-pack.ts';
import { ConfigurationError } from '../messages/error-kinds.ts';
import type { ArchiveEntity } from './archive-content.ts';
import { anchorsFirst } from './archive-order.ts';
import { archiveItems, isArchive } from './read-archive.ts';
import type { ArchiveItem } from './read-archive.ts';

async function* textOf(text: string): AsyncGenerator<string> {
  yield text;
}

async function read(contents: ArchiveContents | string): Promise<ArchiveItem[]> {
  const text = typeof contents === 'string' ? contents : contentPack(contents);
  return Array.fromAsync(archiveItems(textOf(text), 'orders.omarchive'));
}

async function entitiesOf(contents: ArchiveContents): Promise<ArchiveEntity[]> {
  return (await read(contents)).filter((item) => item.kind === 'entity').map((item) => item.entity);
}

const created = '2026-07-26T09:21:18.012Z';
const header = {
  provenance: { category: 'CONTENT_PACK', guid: packGuid, name: 'OrdersContentPack' },
  version: 1_785_057_678_012,
  createdBy: 'Egeria Project',
  createTime: created,
  updatedBy: 'Egeria Project',
  updateTime: created,
};
const table = proxy('RelationalTable', packed(1), 'orders');

describe('an archive', () => {
  it('says what it is, and which types it defines', async () => {
    const newTypeDefs = [{ class: 'EntityDef', name: 'BiopsyReport' }];
    expect(await read({ newTypeDefs })).toEqual([
      {
        kind: 'description',
        description: {
          guid: packGuid,
          name: 'OrdersContentPack',
          originator: 'Egeria Project',
          creationDate: created,
          type: 'CONTENT_PACK',
          dependsOn: ['bce3b0a0-662a-4f87-b8dc-844078a11a6e'],
        },
      },
      { kind: 'attribute-type' },
      { kind: 'type', name: 'BiopsyReport' },
    ]);
  });

  it('holds elements with their anchor and the last of classifications that are repeated', async () => {
    const keys = {
      class: 'EnumPropertyValue',
      instancePropertyCategory: 'ENUM',
      typeName: 'DataItemSortOrder',
      ordinal: 1,
      symbolicName: 'DESCENDING',
    };
    const anchors = { anchorTypeName: 'RelationalTable', anchorDomainName: 'SchemaElement' };
    const classifications = [
      classification('Anchors', anchors),
      classification('Anchors', { ...anchors, anchorGUID: packed(7) }),
      classification('Template', { displayName: 'T' }),
    ];
    const values = { qualifiedName: 'orders', displayName: 'Orders', sortOrder: keys };
    expect(await entitiesOf({ entities: [entity('RelationalTable', packed(1), values, classifications)] })).toEqual([
      {
        ...header,
        guid: packed(1),
        typeName: 'RelationalTable',
        qualifiedName: 'orders',
        properties: { displayName: 'Orders', sortOrder: 'DESCENDING' },
        classifications: [{ ...header, typeName: 'Template', properties: { displayName: 'T' } }],
        anchor: { guid: packed(7), typeName: 'RelationalTable', domainName: 'SchemaElement', scopeGuids: [] },
      },
    ]);
  });

  it('holds relationships, and classifications of elements elsewhere, each with its effectivity', async () => {
    const column = proxy('RelationalColumn', packed(2), 'orders.id');
    const link = relationship('NestedSchemaAttribute', packed(3), table, column);
    const from = {
      ...instanceProperties({}),
      effectiveFromTime: 1000,
      effectiveToTime: '1970-01-01T00:00:02.000+00:00',
    };
    const items = await read({
      relationships: [{ ...link, properties: from }],
      classifications: [{ classification: classification('Template'), entityToClassify: table }],
    });
    const end1 = { guid: packed(1), typeName: 'RelationalTable', qualifiedName: 'orders' };
    expect(items.slice(1)).toEqual([
      {
        kind: 'relationship',
        relationship: {
          ...header,
          guid: packed(3),
          typeName: 'NestedSchemaAttribute',
          end1,
          end2: { guid: packed(2), typeName: 'RelationalColumn', qualifiedName: 'orders.id' },
          properties: {},
          effectiveFrom: '1970-01-01T00:00:01.000Z',
          effectiveTo: '1970-01-01T00:00:02.000Z',
        },
      },
      { kind: 'classification', element: end1, classification: { ...header, typeName: 'Template', properties: {} } },
    ]);
  });

  it('has nothing of what was deleted', async () => {
    const gone = { ...entity('RelationalTable', packed(1), { qualifiedName: 'orders' }), status: 'DELETED' };
    const classifications = [{ ...classification('Template'), status: 'DELETED' }];
    const kept = entity('RelationalTable', packed(2), { qualifiedName: 'lines' }, classifications);
    expect((await read({ entities: [gone, kept] })).slice(1)).toMatchObject([
      { kind: 'deleted' },
      { kind: 'entity', entity: { guid: packed(2), classifications: [] } },
    ]);
  });

  it.each([
    ['METADATA_EXPORT', {}, 'EXTERNAL_SOURCE', 'MetadataCollection::shop'],
    [
      'METADATA_EXPORT',
      { instanceProvenanceType: null, metadataCollectionName: null },
      'EXPORT_ARCHIVE',
      'OrdersContentPack',
    ],
    ['REPOSITORY_BACKUP', { instanceProvenanceType: 'LOCAL_COHORT' }, 'LOCAL_COHORT', 'MetadataCollection::shop'],
    ['CONTENT_PACK', {}, 'CONTENT_PACK', 'OrdersContentPack'],
    [null, {}, 'CONTENT_PACK', 'OrdersContentPack'],
  ])('of type %s gives %j to its owner as a server does', async (archiveType, stated, category, name) => {
    const shop = { instanceProvenanceType: 'EXTERNAL_SOURCE', metadataCollectionName: 'MetadataCollection::shop' };
    const table = { ...entity('RelationalTable', packed(1), { qualifiedName: 'orders' }), ...shop, ...stated };
    const [read] = await entitiesOf({ archiveType, entities: [table] });
    expect(read?.provenance).toEqual({ category, guid: packGuid, name });
  });

  it('needs of an instance no more than what it is', async () => {
    const bare = { guid: packed(1), type: { typeDefName: 'RelationalTable' } };
    expect(await entitiesOf({ entities: [bare] })).toMatchObject([
      {
        version: 1,
        createdBy: 'Egeria Project',
        createTime: created,
        qualifiedName: '',
        classifications: [],
        properties: {},
      },
    ]);
  });

  it.each([
    [0, 1],
    [7, 7],
    [2 ** 60, 1],
    [1.5, 1],
  ])('with an instance of version %d has its version %d', async (version, expected) => {
    const bare = { guid: packed(1), type: { typeDefName: 'RelationalTable' }, version };
    expect(await entitiesOf({ entities: [bare] })).toMatchObject([{ version: expected }]);
  });

  it.each([
    ['{"class": "OMAGServerConfig", "localServerName": "x"}', 'because it has no archiveProperties'],
    [contentPack({ entities: [entity('Asset', packed(1), {})] }).slice(0, -3), 'because it ends in the middle'],
    ['[]', 'because it is no object'],
    [contentPack({ entities: [audit()] }), 'at archiveInstanceStore.entities[0], because type'],
    [contentPack({ relationships: [{ ...entity('x', 'y', {}) }] }), 'at archiveInstanceStore.relationships[0]'],
    ['{"archiveProperties": {"archiveGUID": [}, 1]}}', 'because'],
  ])('is not %.40s', async (text, sentence) => {
    await expect(read(text)).rejects.toThrow(ConfigurationError);
    await expect(read(text)).rejects.toThrow(sentence);
    await expect(read(text)).rejects.toThrow('orders.omarchive');
  });

  it('is told from the lines of an exported catalog by how it begins', () => {
    expect(isArchive(contentPack({}))).toBe(true);
    expect(isArchive('\uFEFF {\n  "archiveProperties" : {')).toBe(true);
    expect(isArchive('{"guid":"1","typeName":"Asset","properties":{"class":"OpenMetadataArchive"}}')).toBe(false);
    expect(isArchive('')).toBe(false);
  });
});

describe('the order of elements', () => {
  const anchored = (guid: string, anchorGUID?: string): object => {
    const anchors = classification('Anchors', { anchorTypeName: 'Asset', ...(anchorGUID ? { anchorGUID } : {}) });
    return entity('Asset', guid, { qualifiedName: guid }, [anchors]);
  };

  it.each([
    ['after what they are anchored to', ['b>a', 'c>b', 'a', 'd'], ['a', 'd', 'b', 'c']],
    ['as they come when nothing has to wait', ['a', 'b>a', 'c>x'], ['a', 'b', 'c']],
    ['last when they wait for each other', ['a>b', 'b>a', 'c'], ['c', 'a', 'b']],
  ])('is %s', async (_what, stated, expected) => {
    const entities = stated.map((each) => {
      const [guid = '', anchor] = each.split('>');
      return anchored(guid, anchor);
    });
    const collection = entity('MetadataCollection', packGuid, { qualifiedName: 'pack' });
    const items = archiveItems(textOf(contentPack({ entities: [...entities, collection] })), 'x');
    const ordered = await Array.fromAsync(anchorsFirst(items, new Set(['a', 'b', 'c', 'd', packGuid])));
    const guids = ordered.filter((item) => item.kind === 'entity').map((item) => item.entity.guid);
    expect(guids).toEqual([packGuid, ...expected]);
  });
});
