import { expect, it } from 'vitest';
import { describeType } from './describe-type.ts';
import { typeRegistry } from './type-registry.ts';

const describeByName = (name: string) => describeType(typeRegistry(), name);

it('describes an entity type with all that is inherited', () => {
  const table = describeByName('RelationalTable');
  expect(table).toMatchObject({
    kind: 'entity',
    supertypes: ['SchemaAttribute', 'SchemaElement', 'AuthoredReferenceable', 'Referenceable', 'OpenMetadataRoot'],
    subtypes: [],
    properties: expect.arrayContaining([
      {
        name: 'qualifiedName',
        type: 'string',
        required: true,
        unique: true,
        deprecated: false,
        declaredBy: 'Referenceable',
      },
      {
        name: 'sortOrder',
        type: 'DataItemSortOrder',
        values: ['ASCENDING', 'DESCENDING', 'UNSORTED'],
        required: false,
        unique: false,
        deprecated: false,
        declaredBy: 'SchemaAttribute',
      },
    ]),
  });
});

it('lists the relationships that elements of the type take part in, at either end', () => {
  expect(describeByName('RelationalTable')).toMatchObject({
    relationships: expect.arrayContaining([
      {
        relationship: 'AttributeForSchema',
        end: 2,
        other: { type: 'ComplexSchemaType', role: 'parentSchemas', cardinality: 'AT_MOST_ONE' },
      },
      {
        relationship: 'NestedSchemaAttribute',
        end: 1,
        other: { type: 'SchemaAttribute', role: 'nestedAttributes', cardinality: 'ANY_NUMBER' },
      },
      {
        relationship: 'NestedSchemaAttribute',
        end: 2,
        other: { type: 'SchemaAttribute', role: 'parentAttribute', cardinality: 'AT_MOST_ONE' },
      },
    ]),
  });
});

it('lists no relationship that the type has no part in', () => {
  expect(describeByName('RelationalTable')).not.toMatchObject({
    relationships: expect.arrayContaining([expect.objectContaining({ relationship: 'ForeignKey' })]),
  });
});

it('lists the classifications that may be attached', () => {
  expect(describeByName('RelationalTable')).toMatchObject({
    classifications: expect.arrayContaining(['CalculatedValue', 'TypeEmbeddedAttribute', 'Memento']),
  });
  expect(describeByName('RelationalTable')).not.toMatchObject({
    classifications: expect.arrayContaining(['PrimaryKey']),
  });
});

it('lists subtypes, without the type itself', () => {
  expect(describeByName('Database')).toMatchObject({ subtypes: ['RelationalDatabase'] });
});

it('describes the other kinds', () => {
  expect(describeByName('ForeignKey')).toMatchObject({
    kind: 'relationship',
    end1: { type: 'RelationalColumn', role: 'primaryKey' },
    end2: { type: 'RelationalColumn', role: 'foreignKey' },
  });
  expect(describeByName('PrimaryKey')).toMatchObject({ kind: 'classification', validFor: ['RelationalColumn'] });
  expect(describeByName('ByteOrdering')).toEqual({
    kind: 'enum',
    name: 'ByteOrdering',
    guid: 'e5612c3a-49bd-4148-8f67-cfdf145d5fd8',
    values: ['BIG_ENDIAN', 'LITTLE_ENDIAN'],
    defaultValue: 'LITTLE_ENDIAN',
  });
});

it('describes nothing of an unknown name', () => {
  expect(describeByName('NoSuchType')).toBeUndefined();
});

it('describes in plain data, the same after JSON', () => {
  const column = describeByName('RelationalColumn');
  expect(JSON.parse(JSON.stringify(column))).toEqual(column);
});
