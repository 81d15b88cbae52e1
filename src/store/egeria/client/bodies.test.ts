import { describe, expect, it } from 'vitest';
import { RequestBody } from '../../../../test/support/egeria-body-schemas.ts';
import { asGuid, asQualifiedName } from '../../../metadata/qualified-name.ts';
import type { ReadOptions } from '../../open-metadata-store.ts';
import {
  classifyBody,
  createElementBody,
  declassifyBody,
  deleteElementBody,
  effectivityBody,
  findBody,
  findRelationshipsBody,
  getBody,
  historyBody,
  readQuery,
  relateBody,
  resultsBody,
  unrelateBody,
  updateBody,
} from './bodies.ts';
import { findTextOf, namesText } from './conditions.ts';
import { dialectsOf } from './dialects.ts';
import type { BodyForm } from './dialects.ts';
import type { NewRemoteElement } from '../egeria-client.ts';

const owner = { guid: asGuid('source-guid'), name: asQualifiedName('MetadataCollection::orders') };
const page = { startFrom: 0, pageSize: 50 };
const dates = { effectiveFrom: '2020-01-01T00:00:00.000Z', effectiveTo: '2021-01-01T00:00:00.000Z' };
const everything: ReadOptions = { asOfTime: dates.effectiveFrom, effectiveTime: dates.effectiveTo, forLineage: true };

const column: NewRemoteElement = {
  typeName: 'RelationalColumn',
  qualifiedName: asQualifiedName('orders.id'),
  properties: { displayName: 'id', length: 80, isNullable: false, sortOrder: 'UNSORTED', aliases: ['a'] },
  classifications: [{ typeName: 'TypeEmbeddedAttribute', properties: { dataType: 'bigint' } }],
  anchorGuid: asGuid('anchor'),
  anchorScopeGuid: asGuid('scope'),
  parent: {
    guid: asGuid('table'),
    relationshipTypeName: 'NestedSchemaAttribute',
    parentAtEnd1: true,
    properties: { position: 0 },
  },
  ...dates,
};

const form = formOf(6);

describe('the body of', () => {
  it.each(Object.entries(bodiesOf(form)))('%s has only fields that Egeria 6.1 knows', (_what, body) => {
    expect(RequestBody.safeParse(JSON.parse(body)).error?.issues ?? []).toEqual([]);
  });

  it('a new element holds its anchor, its parent, its first classifications and its source', () => {
    const properties = expect.objectContaining({ class: 'NewElementProperties' }) as unknown;
    expect(JSON.parse(createElementBody(form, column, owner))).toEqual({
      class: 'NewOpenMetadataElementRequestBody',
      typeName: 'RelationalColumn',
      isOwnAnchor: false,
      anchorGUID: 'anchor',
      anchorScopeGUIDs: ['scope'],
      parentGUID: 'table',
      parentRelationshipTypeName: 'NestedSchemaAttribute',
      parentAtEnd1: true,
      parentRelationshipProperties: properties,
      initialClassifications: { TypeEmbeddedAttribute: properties },
      properties: expect.objectContaining({ class: 'NewElementProperties', ...dates }) as unknown,
      externalSourceGUID: 'source-guid',
      externalSourceName: 'MetadataCollection::orders',
    });
  });

  it('a new element that is its own anchor names no source without an owner', () => {
    const glossary = {
      typeName: 'Glossary',
      qualifiedName: asQualifiedName('g'),
      properties: {},
      classifications: [],
    };
    expect(Object.keys(JSON.parse(createElementBody(form, glossary, undefined)) as object)).toEqual([
      'class',
      'typeName',
      'isOwnAnchor',
      'properties',
    ]);
  });

  it('an update that replaces sends the qualified name along, which would be gone otherwise', () => {
    const replaced = updateBody(form, { description: 'd' }, true, undefined, column.qualifiedName);
    expect(JSON.parse(replaced)).toMatchObject({
      mergeUpdate: false,
      properties: { propertyValueMap: { qualifiedName: { primitiveValue: 'orders.id' }, description: {} } },
    });
    expect(updateBody(form, { description: 'd' }, false, undefined, column.qualifiedName)).not.toContain('orders.id');
  });

  it('an update of an older version says it in its own word', () => {
    expect(JSON.parse(updateBody(formOf(5), { description: 'd' }, true, undefined))).toMatchObject({
      replaceProperties: true,
      properties: { class: 'ElementProperties' },
    });
  });

  it('a new element of an older version has its dates in the body, and one scope of its anchor', () => {
    const body = JSON.parse(createElementBody(formOf(5), column, undefined)) as Record<string, unknown>;
    expect(body).toMatchObject({ ...dates, anchorScopeGUID: 'scope' });
    expect(body).not.toHaveProperty('anchorScopeGUIDs');
  });

  it('archiving names no method, which would remove', () => {
    expect(deleteElementBody(form, 'ARCHIVE', owner)).not.toContain('deleteMethod');
    expect(deleteElementBody(form, 'PURGE', owner)).toContain('"deleteMethod":"PURGE"');
  });
});

describe('the query', () => {
  it('says what an older version has no body for, times in milliseconds', () => {
    expect(readQuery({})).toBe('');
    expect(readQuery(everything, page)).toBe(
      '?forLineage=true&asOfTime=1577836800000&effectiveTime=1609459200000&startFrom=0&pageSize=50',
    );
  });
});

function formOf(major: number): BodyForm {
  const [dialect] = dialectsOf({ major, minor: 1, text: `${major}.1` });
  if (dialect === undefined) throw new Error(`There is no dialect of ${major}.`);
  return dialect.body;
}

/** One of every body, with all that may be in it. */
function bodiesOf(form: BodyForm): Readonly<Record<string, string>> {
  const anchored = findTextOf({
    typeName: 'RelationalColumn',
    classification: 'PrimaryKey',
    anchoredTo: [asGuid('anchor'), asGuid('another')],
    conditions: [
      { property: 'qualifiedName', operator: 'EQ', value: "what's" },
      { property: 'displayName', operator: 'LIKE', value: "%it's 100_sure%" },
      { property: 'length', operator: 'EQ', value: 80 },
      { property: 'length', operator: 'GT', value: 80 },
      { property: 'length', operator: 'EQ', value: 'eighty' },
    ],
  });
  const named = { typeName: 'Referenceable', searchProperties: namesText(["what's", 'it'], true) };
  const said = findTextOf({ words: ['customer', "o'r", "'"] });
  const classification = { typeName: 'PrimaryKey', properties: { displayName: 'pk' }, ...dates };
  const relationship = { typeName: 'ForeignKey', end1: asGuid('a'), end2: asGuid('b'), properties: {}, ...dates };
  return {
    'a new element': createElementBody(form, column, owner),
    'a merge': updateBody(form, { length: 5 }, false, owner, column.qualifiedName),
    'a replacement': updateBody(form, {}, true, owner, column.qualifiedName),
    'a change of effectivity': effectivityBody(form, dates, owner),
    'a removal': deleteElementBody(form, 'LOOK_FOR_LINEAGE', owner),
    'an archiving': deleteElementBody(form, 'ARCHIVE', undefined),
    'a classification': classifyBody(form, classification, owner),
    'a declassification': declassifyBody(form, owner),
    'a new relationship': relateBody(form, relationship, owner),
    'a removal of a relationship': unrelateBody(form, owner),
    'a read': getBody(everything),
    'a listing of what is related': resultsBody(form, page, everything),
    'a listing of versions': historyBody(form, page),
    'a listing by conditions': findBody(form, anchored, page, everything),
    'a listing by names': findBody(form, named, page, {}),
    'a listing by what occurs': findBody(form, said, page, {}),
    'a listing of relationships': findRelationshipsBody(form, 'ForeignKey', page, everything),
  };
}
