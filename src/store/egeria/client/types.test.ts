import { describe, expect, it } from 'vitest';
import { typeRegistry } from '../../../metadata/types/type-registry.ts';
import { TypeGallery, relationshipTypesOf, typeGapsOf } from './types.ts';

const types = typeRegistry();

describe('the types of a server', () => {
  it('lack nothing when they are ours', () => {
    expect(typeGapsOf(ourGallery())).toEqual([]);
  });

  it('are told by type, property and value of an enum', () => {
    const gallery = ourGallery();
    const typeDefs = gallery.typeDefs?.flatMap((type) => {
      if (type.name === 'GraphVertex') return [];
      const attributeDefinitions = type.attributeDefinitions?.filter(({ attributeName }) => attributeName !== 'length');
      const changed = { attributeName: 'displayName', attributeType: { name: 'int' } };
      return [{ ...type, attributeDefinitions: type.name === 'ForeignKey' ? [changed] : attributeDefinitions }];
    });
    const attributeTypeDefs = gallery.attributeTypeDefs?.map(({ name, elementDefs }) => ({
      name,
      elementDefs: elementDefs?.filter(({ value }) => value !== 'UNSORTED'),
    }));
    const gaps = typeGapsOf({ typeDefs, attributeTypeDefs });
    expect(gaps).toContainEqual({ kind: 'entity', typeName: 'GraphVertex', lacking: undefined });
    expect(gaps).toContainEqual({ kind: 'entity', typeName: 'RelationalColumn', lacking: ['length'] });
    expect(gaps).toContainEqual({ kind: 'enum', typeName: 'DataItemSortOrder', lacking: ['UNSORTED'] });
    const foreignKey = gaps.find(({ typeName }) => typeName === 'ForeignKey');
    expect(foreignKey?.lacking).toContain('displayName');
    expect(foreignKey?.lacking).toContain('confidence');
  });

  it('lack everything when there are none', () => {
    expect(typeGapsOf({}).length).toBeGreaterThan(600);
  });
});

describe('the types of relationships', () => {
  it('are the server’s, each without those beneath it', () => {
    const typeDefs = [
      { name: 'LabeledRelationship', category: 'RELATIONSHIP_DEF' },
      { name: 'DataFlow', category: 'RELATIONSHIP_DEF', superType: { name: 'LabeledRelationship' } },
      { name: 'OfTheServer', category: 'RELATIONSHIP_DEF', superType: null },
      { name: 'Anchors', category: 'CLASSIFICATION_DEF' },
      { name: 'Like', category: 'ENTITY_DEF' },
    ];
    expect(relationshipTypesOf(TypeGallery.parse({ typeDefs }))).toEqual(['LabeledRelationship', 'OfTheServer']);
    expect(relationshipTypesOf({})).toEqual([]);
  });
});

/** Our types in the shape in which Egeria 6.1 gives its own: each with what it declares itself. */
function ourGallery(): TypeGallery {
  const typeDefs = (['entity', 'relationship', 'classification'] as const).flatMap((kind) =>
    types.names(kind).map((name) => {
      const type = types[kind](name);
      const [superType] = type?.supertypes ?? [];
      return {
        name,
        ...(superType === undefined ? {} : { superType: { name: superType } }),
        attributeDefinitions: [...(type?.properties.values() ?? [])]
          .filter(({ declaredBy }) => declaredBy === name)
          .map((attribute) => ({ attributeName: attribute.name, attributeType: { name: attribute.type.name } })),
      };
    }),
  );
  const attributeTypeDefs = types.names('enum').map((name) => {
    return { name, elementDefs: [...(types.enumType(name)?.values ?? [])].map((value) => ({ value })) };
  });
  return TypeGallery.parse({ typeDefs, attributeTypeDefs });
}
