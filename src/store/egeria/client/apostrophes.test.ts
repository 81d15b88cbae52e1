import { describe, expect, it } from 'vitest';
import { asGuid, asQualifiedName } from '../../../metadata/qualified-name.ts';
import { metadataCollectionSource } from '../../metadata-collection.ts';
import { apostropheMender, doubled } from './apostrophes.ts';
import type { RemoteElement } from '../egeria-client.ts';

const texts = {
  displayName: "what's",
  description: "WHERE a = '' AND b = 'c'",
  authors: ["o'neill", 'erin'],
  additionalProperties: { "it's": "peter's", plain: 'x' },
  length: 5,
};

/** As a server keeps them that doubles apostrophes. */
const stored = {
  displayName: "what''s",
  description: "WHERE a = '''' AND b = ''c''",
  authors: ["o''neill", 'erin'],
  additionalProperties: { "it''s": "peter''s", plain: 'x' },
  length: 5,
};

describe('what a server gives back', () => {
  it('is as it is while nothing tells that it doubles apostrophes', () => {
    const mender = apostropheMender();
    expect(mender.element(source(metadataCollectionSource)).properties['source']).toBe(metadataCollectionSource);
    expect(mender.element(element('Glossary', "it''s", stored))).toEqual(element('Glossary', "it''s", stored));
    expect(mender.doubles).toBe(false);
  });

  it('is known to be doubled by what was written several times', () => {
    const mender = apostropheMender();
    mender.element(source(doubled(doubled(metadataCollectionSource))));
    expect(mender.doubles).toBe(true);
  });

  it('is as it was written once a metadata source has come back with a doubled one', () => {
    const mender = apostropheMender();
    expect(mender.element(source(doubled(metadataCollectionSource))).properties['source']).toBe(
      metadataCollectionSource,
    );
    expect(mender.doubles).toBe(true);
    const given = element('Glossary', "it''s", stored);
    const classified = { ...given, classifications: [{ typeName: 'X', properties: stored, origin: given.origin }] };
    expect(mender.element(classified)).toMatchObject({
      qualifiedName: "it's",
      properties: texts,
      classifications: [{ properties: texts }],
      origin: { name: "MetadataCollection::coco's" },
    });
    const end = { guid: asGuid('g'), typeName: 'Glossary', qualifiedName: given.qualifiedName, displayName: "a''b" };
    const { origin, versions } = given;
    const relationship = {
      guid: asGuid('r'),
      typeName: 'T',
      end1: end,
      end2: end,
      properties: stored,
      origin,
      versions,
    };
    expect(mender.relationship(relationship)).toMatchObject({
      end1: { qualifiedName: "it's", displayName: "a'b" },
      properties: texts,
    });
  });

  it('stays as it is where it cannot have been doubled', () => {
    const mender = apostropheMender();
    mender.element(source(doubled(metadataCollectionSource)));
    expect(mender.element(element('Glossary', "it's 'odd''", {})).qualifiedName).toBe("it's 'odd''");
  });
});

function source(text: string): RemoteElement {
  return element('MetadataCollection', 'MetadataCollection::coco', { source: text });
}

function element(typeName: string, qualifiedName: string, properties: RemoteElement['properties']): RemoteElement {
  return {
    guid: asGuid('guid'),
    typeName,
    qualifiedName: asQualifiedName(qualifiedName),
    properties,
    classifications: [],
    origin: {
      category: 'EXTERNAL_SOURCE',
      guid: asGuid('source'),
      name: asQualifiedName("MetadataCollection::coco''s"),
    },
    versions: { version: 1, createdBy: 'x', createTime: '', updatedBy: undefined, updateTime: undefined },
    anchorGuid: asGuid('guid'),
    anchorScopeGuid: undefined,
    revision: '1',
  };
}
