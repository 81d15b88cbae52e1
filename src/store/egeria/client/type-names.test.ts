import { describe, expect, it } from 'vitest';
import { asGuid, asQualifiedName } from '../../../metadata/qualified-name.ts';
import answers from './__fixtures__/answers-5.3.json' with { type: 'json' };
import types from './__fixtures__/types-5.3.json' with { type: 'json' };
import { ElementAnswer, RelationshipsAnswer } from './answers.ts';
import { dialectsOf } from './dialects.ts';
import { olderTypeNames } from './type-names.ts';
import { TypeGallery, relationshipTypesOf, typeGapsOf } from './types.ts';

/** As a running 5.3 tells them, cut down to some types. */
const names = olderTypeNames(olderTypesOf53(), TypeGallery.parse(types));

describe('what is written to a server of older types', () => {
  it('has the names that a type has there', () => {
    expect(names.written('CSVFile', { displayName: 'customers', pathName: '/customers.csv' })).toEqual({
      name: 'customers',
      pathName: '/customers.csv',
    });
    expect(names.written('RelationalColumn', { displayName: 'id' })).toEqual({ displayName: 'id' });
    expect(names.written('DataAssetEncoding', { encodingType: 'CSV' })).toEqual({ encoding: 'CSV' });
  });

  it('has enum values of the same ordinal', () => {
    expect(names.written('PrimaryKey', { keyPattern: 'CALLERS_KEY' })).toEqual({ keyPattern: "Caller's Key" });
  });

  it('has one text where ours is a list', () => {
    expect(names.written('Anchors', { anchorScopeGUIDs: ['database'] })).toEqual({ anchorScopeGUID: 'database' });
    const element = ElementAnswer.parse(answers['the column']);
    const anchors = { typeName: 'Anchors', properties: { anchorScopeGUID: 'database' }, origin: element.origin };
    const [read] = names.element({ ...element, classifications: [anchors] }).classifications;
    expect(read?.properties).toEqual({ anchorScopeGUIDs: ['database'] });
  });

  it('keeps what no type has as additional properties', () => {
    const properties = { contentStatus: 'ACTIVE', additionalProperties: { owner: 'sales' } };
    expect(names.written('CSVFile', properties)).toEqual({
      additionalProperties: { owner: 'sales', contentStatus: 'ACTIVE' },
    });
    expect(names.needWhole({ contentStatus: 'ACTIVE' })).toBe(true);
    expect(names.needWhole({ additionalProperties: {} })).toBe(true);
    expect(names.needWhole({ displayName: 'x' })).toBe(false);
  });

  it('leaves to be refused what is a text in no place', () => {
    expect(names.written('CSVFile', { authors: ['erin'] })).toEqual({ authors: ['erin'] });
  });

  it('is related by the names that relationships have there', () => {
    const parent = { guid: asGuid('file'), relationshipTypeName: 'Schema', parentAtEnd1: true, properties: {} };
    const type = { typeName: 'TabularSchemaType', qualifiedName: asQualifiedName('type'), properties: {} };
    expect(names.newElement({ ...type, classifications: [], parent }).parent).toEqual({
      ...parent,
      relationshipTypeName: 'AssetSchemaType',
    });
    const foreignKey = {
      typeName: 'ForeignKey',
      end1: asGuid('1'),
      end2: asGuid('2'),
      properties: { displayName: 'k' },
    };
    expect(names.newRelationship(foreignKey).properties).toEqual({ name: 'k' });
  });
});

describe('what is read from a server of older types', () => {
  it('is an element in our words', () => {
    const { properties } = names.element(ElementAnswer.parse(answers['the file']));
    expect(properties).toEqual({
      additionalProperties: { owner: 'sales' },
      contentStatus: 'ACTIVE',
      displayName: 'customers',
    });
  });

  it('is a classification in our words', () => {
    const { classifications } = names.element(ElementAnswer.parse(answers['the column']));
    const key = classifications.find(({ typeName }) => typeName === 'PrimaryKey');
    expect(key?.properties).toEqual({ keyPattern: 'LOCAL_KEY' });
    expect(classifications.map(({ typeName }) => typeName)).not.toContain('LatestChange');
  });

  it('is a relationship in our words', () => {
    const [answered] = RelationshipsAnswer.parse(answers['between the two']);
    if (answered === undefined) throw new Error('There is no relationship in the recording.');
    expect(names.relationship(answered).properties).toEqual({ displayName: 'fk' });
    expect(names.relationship({ ...answered, typeName: 'AssetSchemaType' }).typeName).toBe('Schema');
  });
});

describe('what older types lack', () => {
  const lacking = (typeName: string): readonly string[] | undefined =>
    typeGapsOf(names.gallery ?? {}).find((gap) => gap.typeName === typeName)?.lacking ?? [];

  it('is what can be said in no other words', () => {
    expect(lacking('CSVFile')).toEqual(['legal', 'authors']);
    expect(lacking('PrimaryKey')).toEqual([]);
    expect(lacking('Schema')).toEqual([]);
    expect(lacking('KeyPattern')).toEqual([]);
    expect(lacking('ContentStatus')).toEqual([]);
  });

  it('is a whole type, if they have none like it', () => {
    expect(typeGapsOf(names.gallery ?? {})).toContainEqual({
      kind: 'entity',
      typeName: 'ReferenceDataSet',
      lacking: undefined,
    });
  });

  it('is told beside their relationships in our words', () => {
    expect(relationshipTypesOf(names.gallery ?? {})).toEqual(['Schema', 'ForeignKey']);
  });
});

function olderTypesOf53() {
  const [dialect] = dialectsOf({ major: 5, minor: 3, text: '5.3' });
  if (dialect?.olderTypes === undefined) throw new Error('The dialect of 5.3 has no older types.');
  return dialect.olderTypes;
}
