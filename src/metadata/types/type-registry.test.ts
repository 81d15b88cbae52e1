import { describe, expect, it } from 'vitest';
import { typeRegistry } from './type-registry.ts';

// Expected values are what an Egeria OMAG Server Platform 6.1 answered when it was asked for its types and elements.
const types = typeRegistry();

it('has all types of Egeria 6.1', () => {
  expect(types.version).toBe('6.1');
  expect(types.names('entity')).toHaveLength(340);
  expect(types.names('relationship')).toHaveLength(196);
  expect(types.names('classification')).toHaveLength(84);
  expect(types.names('enum')).toHaveLength(28);
});

it('makes sense of every one of them', () => {
  const names = (['entity', 'relationship', 'classification', 'enum'] as const).flatMap((kind) => types.names(kind));
  const found = names.map(
    (name) => types.entity(name) ?? types.relationship(name) ?? types.classification(name) ?? types.enumType(name),
  );
  expect(found.map((type) => type?.name)).toEqual(names);
});

it('is made once', () => {
  expect(typeRegistry()).toBe(types);
});

describe('inheritance', () => {
  it.each([
    [
      'RelationalColumn',
      [
        'TabularColumn',
        'SchemaAttribute',
        'SchemaElement',
        'AuthoredReferenceable',
        'Referenceable',
        'OpenMetadataRoot',
      ],
    ],
    ['RelationalDatabase', ['Database', 'DataStore', 'DataAsset', 'Asset', 'Referenceable', 'OpenMetadataRoot']],
    ['DeployedDatabaseSchema', ['DataSet', 'DataAsset', 'Asset', 'Referenceable', 'OpenMetadataRoot']],
    ['GlossaryTerm', ['AuthoredReferenceable', 'Referenceable', 'OpenMetadataRoot']],
    ['OpenMetadataRoot', []],
  ])('gives the supertypes of %s, the nearest first', (name, supertypes) => {
    expect(types.entity(name)?.supertypes).toEqual(supertypes);
  });

  it('gives a type and all beneath it', () => {
    expect([...types.subtypesOf('DataFile')].toSorted()).toEqual([
      'ArchiveFile',
      'AudioFile',
      'AvroFile',
      'BuildInstructionFile',
      'CSVFile',
      'DataFile',
      'Document',
      'ExecutableFile',
      'JSONFile',
      'KeyStoreFile',
      'LogFile',
      'MediaFile',
      'ParquetFile',
      'PropertiesFile',
      'RasterFile',
      'ScriptFile',
      'SourceCodeFile',
      'SpreadsheetFile',
      'ThreeDImageFile',
      'VectorFile',
      'VideoFile',
      'XMLFile',
      'YAMLFile',
    ]);
  });

  it('knows what is beneath what, of every kind of type', () => {
    expect(types.isSubtypeOf('RelationalColumn', 'SchemaElement')).toBe(true);
    expect(types.isSubtypeOf('RelationalColumn', 'RelationalColumn')).toBe(true);
    expect(types.isSubtypeOf('SchemaElement', 'RelationalColumn')).toBe(false);
    expect(types.isSubtypeOf('DataFlow', 'LabeledRelationship')).toBe(true);
    expect(types.isSubtypeOf('GlossaryProject', 'ProjectKind')).toBe(true);
  });

  it('places no type that it does not know', () => {
    expect(types.isSubtypeOf('NoSuchType', 'NoSuchType')).toBe(false);
    expect(types.isSubtypeOf('NoSuchType', 'OpenMetadataRoot')).toBe(false);
    expect(types.subtypesOf('NoSuchType').size).toBe(0);
  });
});

describe('attributes', () => {
  it('are inherited, and say which type declared them', () => {
    const properties = types.entity('RelationalColumn')?.properties;
    expect(properties?.get('displayName')?.declaredBy).toBe('Referenceable');
    expect(properties?.get('isNullable')?.declaredBy).toBe('SchemaAttribute');
    expect(properties?.get('colour')).toBeUndefined();
  });

  it('are inherited by relationships and classifications too', () => {
    expect([...(types.relationship('DataFlow')?.properties.keys() ?? [])]).toEqual(
      expect.arrayContaining(['label', 'description', 'iscQualifiedName']),
    );
  });

  it('may be declared anew beneath', () => {
    expect(types.entity('InformalTag')?.properties.get('displayName')).toMatchObject({
      declaredBy: 'InformalTag',
      required: true,
    });
    expect(types.entity('GlossaryTerm')?.properties.get('displayName')).toMatchObject({ required: false });
  });

  it('have types: primitives, maps, arrays and enums', () => {
    const column = types.entity('RelationalColumn')?.properties;
    expect(column?.get('length')?.type).toEqual({ kind: 'primitive', name: 'int' });
    expect(column?.get('aliases')?.type).toEqual({ kind: 'array', name: 'array<string>', itemType: 'string' });
    expect(column?.get('additionalProperties')?.type).toEqual({
      kind: 'map',
      name: 'map<string,string>',
      valueType: 'string',
    });
    expect(column?.get('sortOrder')?.type).toEqual({
      kind: 'enum',
      name: 'DataItemSortOrder',
      values: new Set(['ASCENDING', 'DESCENDING', 'UNSORTED']),
    });
  });

  it('may be required', () => {
    expect(types.entity('ExternalId')?.requiredProperties).toEqual(['key']);
    expect(types.entity('RelationalColumn')?.requiredProperties).toEqual([]);
  });

  it('are unique beneath the type that declares them: the qualified name', () => {
    expect(types.uniqueAttribute('RelationalColumn')).toMatchObject({
      name: 'qualifiedName',
      declaredBy: 'Referenceable',
    });
  });

  it('are unique in no type without a qualified name', () => {
    const without = types.names('entity').filter((name) => types.uniqueAttribute(name) === undefined);
    expect(without).toEqual(['Like', 'OpenMetadataRoot', 'Rating', 'SearchKeyword', 'TranslationDetail']);
  });
});

describe('relationships', () => {
  it('have two ends with type, role and cardinality', () => {
    expect(types.relationship('NestedSchemaAttribute')).toMatchObject({
      guid: '0ffb9d87-7074-45da-a9b0-ae0859611133',
      end1: { type: 'SchemaAttribute', role: 'parentAttribute', cardinality: 'AT_MOST_ONE' },
      end2: { type: 'SchemaAttribute', role: 'nestedAttributes', cardinality: 'ANY_NUMBER' },
    });
  });

  it('have properties', () => {
    const properties = types.relationship('NestedSchemaAttribute')?.properties ?? new Map();
    expect([...properties.keys()]).toEqual(['position', 'minCardinality', 'maxCardinality', 'coverageCategory']);
  });
});

it('knows what a classification may be attached to', () => {
  expect(types.classification('PrimaryKey')).toMatchObject({
    guid: 'b239d832-50bd-471b-b17a-15a335fc7f40',
    validFor: ['RelationalColumn'],
  });
});

it('knows the values of enums, and the default where there is one', () => {
  expect(types.enumType('CoverageCategory')).toMatchObject({
    values: new Set(['UNKNOWN', 'UNIQUE_IDENTIFIER', 'IDENTIFIER', 'CORE_DETAIL', 'EXTENDED_DETAIL']),
    defaultValue: 'UNKNOWN',
  });
  expect(types.enumType('StarRating')?.defaultValue).toBeUndefined();
});

it('knows deprecated types', () => {
  expect(types.entity('TeamLeader')?.deprecated).toBe(true);
  expect(types.entity('PersonRole')?.deprecated).toBe(false);
});

it.each([
  ['RelationalColumn', 'entity'],
  ['ForeignKey', 'relationship'],
  ['PrimaryKey', 'classification'],
  ['KeyPattern', 'enum'],
  ['constructor', undefined],
])('knows what kind of type %s is', (name, kind) => {
  expect(types.kindOf(name)).toBe(kind);
});

it('finds the nearest right name of a kind', () => {
  expect(types.nearest('RelationalColum', 'entity')).toBe('RelationalColumn');
  expect(types.nearest('relationalcolumn', 'entity')).toBe('RelationalColumn');
  expect(types.nearest('NestedSchemaAtribute', 'relationship')).toBe('NestedSchemaAttribute');
  expect(types.nearest('PrimryKey', 'classification')).toBe('PrimaryKey');
  expect(types.nearest('Spaceship', 'entity')).toBeUndefined();
});
