import { describe, expect, it } from 'vitest';
import { InvalidMetadataError } from '../messages/error-kinds.ts';
import { asGuid, asQualifiedName } from '../metadata/qualified-name.ts';
import type { ArchiveContent, ArchiveEntity, ArchiveRelationship } from './archive-content.ts';
import { archiveText } from './write-archive.ts';

const database = asGuid('8f5d6b1e-0001-4000-8000-000000000001');
const table = asGuid('8f5d6b1e-0002-4000-8000-000000000002');
const column = asGuid('8f5d6b1e-0003-4000-8000-000000000003');
const shop = {
  category: 'EXTERNAL_SOURCE',
  guid: '8f5d6b1e-0004-4000-8000-000000000004',
  name: 'MetadataCollection::coco::shop',
} as const;
const made = {
  provenance: shop,
  version: 1,
  createdBy: 'daemonnpa',
  createTime: '2026-11-22T23:04:51.994Z',
  updatedBy: undefined,
  updateTime: undefined,
} as const;
const anchor = { guid: database, typeName: 'RelationalDatabase', domainName: 'Asset', scopeGuids: [database] };

const tableEntity: ArchiveEntity = {
  ...made,
  guid: table,
  typeName: 'RelationalTable',
  qualifiedName: asQualifiedName('orders'),
  properties: { displayName: 'orders', description: undefined, aliases: ['o', 'ord'], isNullable: false, length: 3 },
  classifications: [
    {
      ...made,
      typeName: 'GovernanceMeasurements',
      version: 2,
      updatedBy: 'peter',
      updateTime: '2026-11-22T23:04:52.000Z',
      properties: { counts: { rows: 7 }, dates: { last: '1970-01-01T00:00:01.000Z' } },
      effectiveFrom: '1970-01-01T00:00:00.001Z',
    },
    { ...made, typeName: 'Memento', properties: {} },
  ],
  anchor,
};

const nested: ArchiveRelationship = {
  ...made,
  guid: asGuid('8f5d6b1e-0005-4000-8000-000000000005'),
  typeName: 'NestedSchemaAttribute',
  end1: { guid: table, typeName: 'RelationalTable', qualifiedName: asQualifiedName('orders') },
  end2: { guid: column, typeName: 'RelationalColumn', qualifiedName: asQualifiedName('orders.id') },
  properties: { position: 0, coverageCategory: 'IDENTIFIER' },
  effectiveTo: '1970-01-01T00:00:02.000Z',
};

const properties: ArchiveContent['properties'] = {
  guid: '8f5d6b1e-0006-4000-8000-000000000006',
  name: 'A catalog',
  originator: 'egeria-integrate',
  creationDate: '2026-11-22T23:04:51.994Z',
};

async function written(content: Partial<ArchiveContent>): Promise<unknown> {
  const stretches = await Array.fromAsync(archiveText({ properties, entities: [], relationships: [], ...content }));
  return JSON.parse(stretches.join(''));
}

// The shape: an archive that a server of Egeria 6.1 loaded; the GUIDs of types: its type definitions.
const audit = {
  instanceProvenanceType: 'EXTERNAL_SOURCE',
  metadataCollectionId: shop.guid,
  metadataCollectionName: shop.name,
  createdBy: 'daemonnpa',
  createTime: 1_795_388_691_994,
  version: 1,
  status: 'ACTIVE',
};
const type = (typeDefCategory: string, typeDefName: string, typeDefGUID: string): object => ({
  class: 'InstanceType',
  typeDefCategory,
  typeDefGUID,
  typeDefName,
  typeDefVersion: 1,
});
const primitive = (typeName: string, typeGUID: string, primitiveDefCategory: string) => (primitiveValue: unknown) => ({
  class: 'PrimitivePropertyValue',
  instancePropertyCategory: 'PRIMITIVE',
  typeGUID,
  typeName,
  primitiveDefCategory,
  primitiveValue,
});
const string = primitive('string', 'b34a64b9-554a-42b1-8f8a-7d5c2339f9c4', 'OM_PRIMITIVE_TYPE_STRING');
const int = primitive('int', '7fc49104-fd3a-46c8-b6bf-f16b6074cd35', 'OM_PRIMITIVE_TYPE_INT');
const boolean = primitive('boolean', '3863f010-611c-41fe-aaae-5d4d427f863b', 'OM_PRIMITIVE_TYPE_BOOLEAN');
const date = primitive('date', '1bef35ca-d4f9-48db-87c2-afce4649362d', 'OM_PRIMITIVE_TYPE_DATE');
const instanceProperties = (values: object): object => ({ class: 'InstanceProperties', instanceProperties: values });
const strings = (...items: readonly string[]): object => ({
  class: 'ArrayPropertyValue',
  instancePropertyCategory: 'ARRAY',
  typeGUID: '0428b5d3-f824-459c-b7f5-f8151de59707',
  typeName: 'array<string>',
  arrayCount: items.length,
  arrayValues: instanceProperties(Object.fromEntries(items.map((item, index) => [String(index), string(item)]))),
});
const map = (typeName: string, typeGUID: string, values: object): object => ({
  class: 'MapPropertyValue',
  instancePropertyCategory: 'MAP',
  typeGUID,
  typeName,
  mapValues: instanceProperties(values),
});
const classification = (name: string, typeDefGUID: string): object => ({
  class: 'Classification',
  name,
  classificationOrigin: 'ASSIGNED',
  type: type('CLASSIFICATION_DEF', name, typeDefGUID),
  ...audit,
});
const proxy = (guid: string, name: string, typeDefName: string, typeDefGUID: string): object => ({
  class: 'EntityProxy',
  type: type('ENTITY_DEF', typeDefName, typeDefGUID),
  ...audit,
  guid,
  uniqueProperties: instanceProperties({ qualifiedName: string(name) }),
});
const tableType = 'ce7e72b8-396a-4013-8688-f9d973067425';

describe('an archive', () => {
  it('says what it is, also when nothing is in it', async () => {
    expect(
      await written({ properties: { ...properties, dependsOn: ['8f5d6b1e-0007-4000-8000-000000000007'] } }),
    ).toEqual({
      class: 'OpenMetadataArchive',
      archiveProperties: {
        class: 'OpenMetadataArchiveProperties',
        archiveGUID: '8f5d6b1e-0006-4000-8000-000000000006',
        archiveName: 'A catalog',
        archiveType: 'METADATA_EXPORT',
        originatorName: 'egeria-integrate',
        creationDate: 1_795_388_691_994,
        dependsOnArchives: ['8f5d6b1e-0007-4000-8000-000000000007'],
      },
      archiveInstanceStore: { class: 'OpenMetadataArchiveInstanceStore', entities: [], relationships: [] },
    });
  });

  it('holds an element with its anchor, its classifications and their effectivity', async () => {
    expect(await written({ entities: [tableEntity] })).toMatchObject({
      archiveInstanceStore: {
        entities: [
          {
            class: 'EntityDetail',
            type: type('ENTITY_DEF', 'RelationalTable', tableType),
            ...audit,
            guid: table,
            classifications: [
              {
                ...classification('Anchors', 'aa44f302-2e43-4669-a1e7-edaae414fc6e'),
                properties: instanceProperties({
                  anchorGUID: string(database),
                  anchorTypeName: string('RelationalDatabase'),
                  anchorDomainName: string('Asset'),
                  anchorScopeGUIDs: strings(database),
                }),
              },
              {
                ...classification('GovernanceMeasurements', '9d99d962-0214-49ba-83f7-c9b1f9f5bed4'),
                version: 2,
                updatedBy: 'peter',
                updateTime: 1_795_388_692_000,
                properties: {
                  class: 'InstanceProperties',
                  effectiveFromTime: 1,
                  instanceProperties: {
                    counts: map('map<string,int>', '8fa603dd-c2c5-43fc-8ff4-92141f2414ac', { rows: int(7) }),
                    dates: map('map<string,date>', 'ee293c68-e34d-4885-a512-f927d35a5893', { last: date(1000) }),
                  },
                },
              },
              classification('Memento', 'ecdcd472-6701-4303-8dec-267bcb54feb9'),
            ],
            properties: instanceProperties({
              qualifiedName: string('orders'),
              displayName: string('orders'),
              aliases: strings('o', 'ord'),
              isNullable: boolean(false),
              length: int(3),
            }),
          },
        ],
      },
    });
  });

  it('holds a relationship with what stands for its ends', async () => {
    expect(await written({ relationships: [nested] })).toMatchObject({
      archiveInstanceStore: {
        relationships: [
          {
            class: 'Relationship',
            type: type('RELATIONSHIP_DEF', 'NestedSchemaAttribute', '0ffb9d87-7074-45da-a9b0-ae0859611133'),
            ...audit,
            guid: '8f5d6b1e-0005-4000-8000-000000000005',
            entityOneProxy: proxy(table, 'orders', 'RelationalTable', tableType),
            entityTwoProxy: proxy(column, 'orders.id', 'RelationalColumn', 'aa8d5470-6dbc-4648-9e2f-045e5df9d2f9'),
            properties: {
              class: 'InstanceProperties',
              effectiveToTime: 2000,
              instanceProperties: {
                position: int(0),
                coverageCategory: {
                  class: 'EnumPropertyValue',
                  instancePropertyCategory: 'ENUM',
                  typeGUID: '2c0ac237-e02e-431a-89fd-3107d94d4007',
                  typeName: 'CoverageCategory',
                  ordinal: 2,
                  symbolicName: 'IDENTIFIER',
                },
              },
            },
          },
        ],
      },
    });
  });

  it('tells headers and anchors of neighbours apart', async () => {
    const other = { ...tableEntity, classifications: [], createdBy: 'peter', anchor };
    const own = { ...tableEntity, classifications: [], anchor: { ...anchor, guid: undefined, scopeGuids: [] } };
    const { archiveInstanceStore } = (await written({ entities: [tableEntity, other, own, tableEntity] })) as {
      archiveInstanceStore: {
        entities: { createdBy: string; classifications: { createdBy: string; properties: object }[] }[];
      };
    };
    const { entities } = archiveInstanceStore;
    expect(entities.map(({ createdBy }) => createdBy)).toEqual(['daemonnpa', 'peter', 'daemonnpa', 'daemonnpa']);
    expect(entities.map(({ classifications: [anchors] }) => anchors?.createdBy)).toEqual([
      'daemonnpa',
      'peter',
      'daemonnpa',
      'daemonnpa',
    ]);
    expect(entities[2]?.classifications[0]?.properties).toEqual(
      instanceProperties({ anchorTypeName: string('RelationalDatabase'), anchorDomainName: string('Asset') }),
    );
    expect(entities[3]).toEqual(entities[0]);
  });

  it('comes in stretches, from a stream too, and pulls no more than it hands on', async () => {
    let pulled = 0;
    async function* entities(): AsyncGenerator<ArchiveEntity> {
      for (; pulled < 1000; pulled += 1) yield tableEntity;
    }
    const stretches: string[] = [];
    const pulledBefore: number[] = [];
    for await (const stretch of archiveText({ properties, entities: entities(), relationships: [] })) {
      stretches.push(stretch);
      pulledBefore.push(pulled);
    }
    expect(pulledBefore[1]).toBeLessThan(50);
    expect(Math.max(...stretches.map(({ length }) => length))).toBeLessThan(80_000);
    expect(JSON.parse(stretches.join(''))).toMatchObject({ archiveInstanceStore: { entities: { length: 1000 } } });
  });

  it.each([
    ['a type', { typeName: 'RelationalTabel' }, 'did you mean RelationalTable?'],
    ['a property', { properties: { displayNam: 'x' } }, 'did you mean displayName?'],
    ['an enum value', { properties: { sortOrder: 'ASCENDIN' } }, 'did you mean ASCENDING?'],
  ])('refuses %s that there is not', async (_what, wrong, sentence) => {
    const refused = written({ entities: [{ ...tableEntity, ...wrong }] });
    await expect(refused).rejects.toThrow(InvalidMetadataError);
    await expect(refused).rejects.toThrow(sentence);
  });
});
