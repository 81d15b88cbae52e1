import { describe, expect, it } from 'vitest';
import {
  checkClassification,
  checkEntityProperties,
  checkEntityProperty,
  checkRelationship,
  singleEnds,
} from './check-element.ts';

describe('an element', () => {
  it('with known properties of the right types is right', () => {
    const column = {
      displayName: 'id',
      description: undefined,
      isNullable: false,
      length: 80,
      aliases: ['key', 'number'],
      sortOrder: 'ASCENDING',
      additionalProperties: { identity: 'always', 'quote"': 'newline\n, emoji 🐘 and \u{1F418}' },
    };
    expect(checkEntityProperties('RelationalColumn', column)).toBeUndefined();
  });

  it('without properties is right when its type requires none', () => {
    expect(checkEntityProperties('RelationalTable', {})).toBeUndefined();
  });

  // The same mistakes as in requests that an Egeria OMAG Server Platform 6.1 refused.
  it('of an unknown type is refused with the nearest one', () => {
    expect(checkEntityProperties('RelationalDatabse', {})).toEqual({
      kind: 'unknown-type',
      name: 'RelationalDatabse',
      nearest: 'RelationalDatabase',
      message: 'RelationalDatabse is not an entity type of Egeria 6.1; did you mean RelationalDatabase?',
    });
  });

  it('of a type of another kind is refused with that kind', () => {
    expect(checkEntityProperties('PrimaryKey', {})).toMatchObject({
      kind: 'unknown-type',
      message: 'PrimaryKey is not an entity type of Egeria 6.1, but a classification',
    });
  });

  it('with an unknown property is refused', () => {
    expect(checkEntityProperties('RelationalDatabase', { colour: 'red' })).toEqual({
      kind: 'unknown-property',
      name: 'colour',
      nearest: undefined,
      message: 'RelationalDatabase has no property colour',
    });
  });

  it('with a misspelt property is refused with the nearest one', () => {
    expect(checkEntityProperties('RelationalColumn', { isNulable: true })).toMatchObject({
      kind: 'unknown-property',
      nearest: 'isNullable',
      message: 'RelationalColumn has no property isNulable; did you mean isNullable?',
    });
  });

  it('with an unknown property is refused even when it has no value', () => {
    expect(checkEntityProperties('RelationalColumn', { colour: undefined })?.kind).toBe('unknown-property');
  });

  it('with its qualified name among the properties is refused', () => {
    expect(checkEntityProperties('RelationalColumn', { qualifiedName: 'orders.id' })).toMatchObject({
      kind: 'unknown-property',
      message: 'qualifiedName of RelationalColumn is stated beside its properties, not among them',
    });
  });

  it('with a value of the wrong type is refused, without the value', () => {
    expect(checkEntityProperties('RelationalColumn', { length: 'eighty' })).toEqual({
      kind: 'wrong-value',
      name: 'length',
      nearest: undefined,
      message: 'length of RelationalColumn takes int (a whole number of 32 bits), not this text',
    });
  });

  it('with an unknown enum value is refused with the nearest one', () => {
    expect(checkEntityProperties('RelationalColumn', { sortOrder: 'SIDEWAYS' })).toMatchObject({
      kind: 'unknown-enum-value',
      name: 'SIDEWAYS',
      nearest: undefined,
    });
    expect(checkEntityProperties('RelationalColumn', { sortOrder: 'DECENDING' })?.message).toBe(
      'sortOrder of RelationalColumn takes DataItemSortOrder (one of ASCENDING, DESCENDING, UNSORTED), ' +
        'not DECENDING; did you mean DESCENDING?',
    );
  });

  it('without a required property is refused', () => {
    expect(checkEntityProperties('ExternalId', { displayName: 'x' })).toEqual({
      kind: 'missing-required',
      name: 'key',
      nearest: undefined,
      message: 'ExternalId needs the property key',
    });
    expect(checkEntityProperties('ExternalId', { key: undefined })?.kind).toBe('missing-required');
    expect(checkEntityProperties('ExternalId', { key: '42' })).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'toString'])('finds nothing by the name %s', (name) => {
    expect(checkEntityProperties(name, {})?.kind).toBe('unknown-type');
    expect(checkEntityProperty('RelationalColumn', name, 'x')?.kind).toBe('unknown-property');
  });
});

describe('a value', () => {
  const wrong = [
    ['RelationalColumn', 'displayName', [null, 1, true, ['id'], 'lone surrogate \ud800', 'NUL \0', new Date(0)]],
    ['RelationalColumn', 'isNullable', [null, 'true', 0]],
    ['RelationalColumn', 'length', [1.5, 2 ** 31, -(2 ** 31) - 1, Number.NaN, Number.POSITIVE_INFINITY, '80', 80n]],
    ['ExternalId', 'externalInstanceVersion', [2 ** 53, 1.5, Number.NaN, '1', 1n]],
    ['DataLens', 'maxLatitude', [Number.NaN, Number.NEGATIVE_INFINITY, 1e39, '1']],
    ['RelationalColumn', 'aliases', ['id', [1], [undefined], [null], { 0: 'id' }, ['lone surrogate \udfff']]],
    ['RelationalColumn', 'additionalProperties', ['x', [], null, { a: 1 }, { a: null }, { '\ud800': 'x' }, new Map()]],
    ['RelationalColumn', 'sortOrder', [1, null, ['ASCENDING'], 'ascending']],
    ['Connection', 'configurationProperties', [{ port: 1n }, { port: { number: Number.NaN } }, { read: () => 1 }]],
    [
      'CSVFile',
      'storeCreateTime',
      [
        1_795_413_600_000,
        new Date(0),
        '2026-11-23',
        '2026-11-23T06:00:00Z',
        '2026-11-23T06:00:00.000',
        '2026-11-23T06:00:00.000+01:00',
        '2026-02-29T06:00:00.000Z',
        '2026-04-31T06:00:00.000Z',
        '2026-13-01T06:00:00.000Z',
        '2026-01-01T24:00:00.000Z',
        '2026-01-01T23:60:00.000Z',
      ],
    ],
  ] as const;
  it.each(wrong)('is refused when it is not what %s.%s takes', (typeName, property, values) => {
    const accepted = values.filter((value) => checkEntityProperty(typeName, property, value) === undefined);
    expect(accepted).toEqual([]);
  });

  const right = [
    ['RelationalColumn', 'displayName', ['', 'id', 'Größe', '🐘', "it's", '"quoted"']],
    ['RelationalColumn', 'length', [0, -0, 2 ** 31 - 1, -(2 ** 31)]],
    ['ExternalId', 'externalInstanceVersion', [0, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]],
    ['DataLens', 'maxLatitude', [0, 0.1, -1e38]],
    ['RelationalColumn', 'aliases', [[], ['id', '']]],
    ['RelationalColumn', 'additionalProperties', [{}, { a: '' }, { a: undefined }, Object.create(null)]],
    ['Connection', 'configurationProperties', [{ port: 5432, tls: true, ca: null, hosts: ['a', { b: ['c'] }] }]],
    [
      'CSVFile',
      'storeCreateTime',
      ['2026-11-23T06:00:00.000Z', '2024-02-29T23:59:59.999Z', '0001-01-01T00:00:00.000Z'],
    ],
  ] as const;
  it.each(right)('is right when it is what %s.%s takes', (typeName, property, values) => {
    const problems = values.map((value) => checkEntityProperty(typeName, property, value));
    expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
  });
});

describe('a classification', () => {
  it('of the right element with the right properties is right', () => {
    expect(checkClassification('RelationalColumn', 'PrimaryKey', { keyPattern: 'LOCAL_KEY' })).toBeUndefined();
    expect(checkClassification('RelationalTable', 'CalculatedValue', { formula: 'select 1' })).toBeUndefined();
  });

  it('may carry a qualified name, being no element', () => {
    expect(checkClassification('RelationalTable', 'TypeEmbeddedAttribute', { qualifiedName: 'a' })).toBeUndefined();
  });

  it.each([
    [
      'RelationalTable',
      'PrimaryKey',
      {},
      'not-attachable',
      'PrimaryKey can be attached to RelationalColumn, not to RelationalTable',
    ],
    [
      'RelationalColumn',
      'PrimryKey',
      {},
      'unknown-type',
      'PrimryKey is not a classification of Egeria 6.1; did you mean PrimaryKey?',
    ],
    ['RelationalColumn', 'PrimaryKey', { name: 1 }, 'unknown-property', 'PrimaryKey has no property name'],
    [
      'RelationalColum',
      'PrimaryKey',
      {},
      'unknown-type',
      'RelationalColum is not an entity type of Egeria 6.1; did you mean RelationalColumn?',
    ],
  ])('of a %s, %s %o, is refused as %s', (elementTypeName, name, properties, kind, message) => {
    expect(checkClassification(elementTypeName, name, properties)).toMatchObject({ kind, message });
  });
});

describe('a relationship', () => {
  it('between the right elements with the right properties is right', () => {
    expect(
      checkRelationship('NestedSchemaAttribute', 'RelationalTable', 'RelationalColumn', { position: 0 }),
    ).toBeUndefined();
    expect(checkRelationship('DataSetContent', 'DeployedDatabaseSchema', 'RelationalDatabase', {})).toBeUndefined();
  });

  // Egeria 6.1 answered the first with OMAG-REPOSITORY-HANDLER-500-001, the second with OMAG-COMMON-400-019.
  it('between the wrong elements is refused', () => {
    expect(checkRelationship('NestedFile', 'RelationalColumn', 'RelationalTable', {})).toEqual({
      kind: 'wrong-end',
      name: 'RelationalColumn',
      nearest: undefined,
      message: 'NestedFile has FileFolder at end 1 and DataFile at end 2, not RelationalColumn and RelationalTable',
    });
  });

  it('with its ends the wrong way round is refused, and says so', () => {
    expect(checkRelationship('DataSetContent', 'RelationalDatabase', 'DeployedDatabaseSchema', {})?.message).toBe(
      'DataSetContent has DataSet at end 1 and Referenceable at end 2, not RelationalDatabase and ' +
        'DeployedDatabaseSchema; the ends are the wrong way round',
    );
  });

  it('names the end that is wrong', () => {
    expect(checkRelationship('NestedFile', 'FileFolder', 'RelationalTable', {})?.name).toBe('RelationalTable');
  });

  it.each([
    ['NestedFiles', 'FileFolder', 'DataFile', {}, 'unknown-type', 'NestedFile'],
    ['NestedFile', 'FileFoldr', 'DataFile', {}, 'unknown-type', 'FileFolder'],
    ['ForeignKey', 'RelationalColumn', 'RelationalColumn', { confidance: 1 }, 'unknown-property', 'confidence'],
  ])('%s from %s to %s %o is refused as %s, nearest %s', (name, end1, end2, properties, kind, nearest) => {
    expect(checkRelationship(name, end1, end2, properties)).toMatchObject({ kind, nearest });
  });
});

it('knows which ends take one element, so that more are worth a warning', () => {
  expect(singleEnds('ForeignKey')).toEqual({ end1: true, end2: false });
  expect(singleEnds('Schema')).toEqual({ end1: true, end2: true });
  expect(singleEnds('DataFlow')).toEqual({ end1: false, end2: false });
  expect(singleEnds('NoSuchType')).toEqual({ end1: false, end2: false });
});
