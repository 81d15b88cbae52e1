import { readFileSync } from 'node:fs';
import { expect, expectTypeOf, it } from 'vitest';
import { generatedTypesFile, generateTypes } from '../../../docs/generate-types.ts';
import { classification, element, relationship } from '../element.ts';
import { qualifiedName } from '../qualified-name.ts';
import typeData from './open-metadata-types-6.1.json' with { type: 'json' };
import { typeRegistry } from './type-registry.ts';
import type {
  ClassificationProperties,
  ClassificationTypeName,
  EntityProperties,
  EntityTypeName,
  EnumTypeName,
  EnumValues,
  RelationshipProperties,
  RelationshipTypeName,
} from './type-names.generated.ts';

const name = qualifiedName('PostgreSQL Relational Column', 'localhost', 'orders', 'id');

it('is what the generator makes of the data file (else: npm run docs)', () => {
  expect(readFileSync(generatedTypesFile, 'utf8')).toBe(generateTypes(typeData));
});

it('offers the names of the types as unions', () => {
  expectTypeOf<'RelationalColumn'>().toExtend<EntityTypeName>();
  expectTypeOf<'RelationalColum'>().not.toExtend<EntityTypeName>();
  expectTypeOf<'NestedSchemaAttribute'>().toExtend<RelationshipTypeName>();
  expectTypeOf<'NestedSchemaAttribute'>().not.toExtend<EntityTypeName>();
  expectTypeOf<'PrimaryKey'>().toExtend<ClassificationTypeName>();
  expectTypeOf<'KeyPattern'>().toExtend<EnumTypeName>();
});

it('gives each attribute type its TypeScript type', () => {
  expectTypeOf<EntityProperties['RelationalColumn']['displayName']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<EntityProperties['RelationalColumn']['length']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<EntityProperties['RelationalColumn']['isNullable']>().toEqualTypeOf<boolean | undefined>();
  expectTypeOf<EntityProperties['RelationalColumn']['aliases']>().toEqualTypeOf<readonly string[] | undefined>();
  expectTypeOf<EntityProperties['CSVFile']['storeCreateTime']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<EntityProperties['CSVFile']['additionalProperties']>().toEqualTypeOf<
    Readonly<Record<string, string>> | undefined
  >();
  expectTypeOf<EntityProperties['ExternalId']['key']>().toEqualTypeOf<string>();
  expectTypeOf<EntityProperties['RelationalColumn']['sortOrder']>().toEqualTypeOf<
    'ASCENDING' | 'DESCENDING' | 'UNSORTED' | undefined
  >();
  expectTypeOf<EnumValues['ByteOrdering']>().toEqualTypeOf<'BIG_ENDIAN' | 'LITTLE_ENDIAN'>();
  expectTypeOf<RelationshipProperties['DataFlow']['label']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<ClassificationProperties['CalculatedValue']['formula']>().toEqualTypeOf<string | undefined>();
});

it('leaves no misspelt type, property or enum value to compile', () => {
  const stated = [
    element('RelationalColumn', name, { displayName: 'id', description: undefined, sortOrder: 'ASCENDING' }),
    // @ts-expect-error -- the type is misspelt
    element('RelationalColum', name, {}),
    // @ts-expect-error -- the property is misspelt
    element('RelationalColumn', name, { displayNam: 'id' }),
    // @ts-expect-error -- the qualified name is stated beside the properties
    element('RelationalColumn', name, { qualifiedName: name }),
    // @ts-expect-error -- a length is a number
    element('RelationalColumn', name, { length: '80' }),
    // @ts-expect-error -- the enum value is misspelt
    element('RelationalColumn', name, { sortOrder: 'ASCENDNG' }),
    // @ts-expect-error -- a required property is missing
    element('ExternalId', name, {}),
    // @ts-expect-error -- a relationship is not an element
    element('ForeignKey', name, {}),
    // @ts-expect-error -- the classification is misspelt
    classification('PrimryKey', {}),
    // @ts-expect-error -- the classification has no properties
    classification('ReferenceData', { displayName: 'id' }),
    // @ts-expect-error -- the relationship has no properties
    relationship('FolderHierarchy', name, 1, { position: 1 }),
  ];
  const types = typeRegistry();
  const known = stated.filter(({ typeName }) => types.kindOf(typeName) !== undefined);
  expect(stated.length - known.length).toBe(2);
});
