import { describe, expect, it } from 'vitest';
import { classification, element, relationship } from '../metadata/element.ts';
import type {
  Origin,
  Classification,
  Element,
  PropertyMap,
  PropertyValue,
  StatedElement,
} from '../metadata/element.ts';
import { asGuid, asQualifiedName } from '../metadata/qualified-name.ts';
import type { CurrentElement, OwnedRelationship } from '../store/sync-ledger.ts';
import { differenceOf, isSame, relationshipKey } from './difference.ts';
import type { Difference, DifferencePolicy } from './difference.ts';

// What both directions come to is tested as whole refreshes: refresh-both-directions.test.ts.

const external: DifferencePolicy = {
  localCohort: false,
  metadataSourceName: asQualifiedName('MetadataCollection::orders'),
  permittedSynchronization: 'FROM_THIRD_PARTY',
  publishes: [],
};
const cohort: DifferencePolicy = { ...external, localCohort: true };
const localCohort: Origin = { category: 'LOCAL_COHORT' };
const ownSource: Origin = { category: 'EXTERNAL_SOURCE', guid: asGuid('1'), name: external.metadataSourceName };
const name = asQualifiedName('column');

/** The element of the store that has just been written as stated, but for what is given. */
function currentOf(
  stated: StatedElement,
  given: Partial<CurrentElement> & { properties?: PropertyMap } = {},
): CurrentElement {
  const relationships = [...(stated.parent === undefined ? [] : [stated.parent]), ...stated.relationships];
  return {
    key: 1,
    element: {
      typeName: stated.typeName,
      qualifiedName: stated.qualifiedName,
      properties: given.properties ?? stated.properties,
      classifications: given.element?.classifications ?? (stated.classifications as unknown as Classification[]),
    } as Element,
    relationships: relationships.map((one, index) => ({ ...one, guid: asGuid(String(index)) })),
    ownedClassifications: stated.classifications.map(({ typeName }) => typeName),
    anchor: stated.anchor,
    anchorScope: stated.anchorScope,
    inLedger: true,
    base: stated.properties,
    ...given,
    ...(given.element === undefined ? {} : { element: given.element }),
  };
}

/** The difference of an element that belongs to whom it should. */
function differing(stated: StatedElement, current: CurrentElement, policy: DifferencePolicy): Difference {
  const origin = policy.localCohort ? localCohort : ownSource;
  return differenceOf(stated, { ...current, element: { ...current.element, origin } }, policy);
}

function stating(properties: PropertyMap, details: Parameters<typeof element>[3] = {}): StatedElement {
  return element('RelationalColumn', name, properties, details);
}

const to = (other: string, properties = {}) => relationship('ForeignKey', asQualifiedName(other), 1, properties);

describe('the difference between what is stated and what there is', () => {
  const whole = stating(
    { displayName: 'c', length: 7, additionalProperties: { a: '1', b: '2' } },
    {
      parent: relationship('NestedSchemaAttribute', asQualifiedName('table'), 1, { position: 0 }),
      relationships: [to('x', { description: 'first' }), to('y')],
      classifications: [classification('TypeEmbeddedAttribute', { dataType: 'text' })],
      anchor: asQualifiedName('schema'),
      anchorScope: asQualifiedName('database'),
    },
  );

  it.each([external, cohort])('is nothing when nothing differs', (policy) => {
    expect(differing(whole, currentOf(whole), policy)).toMatchObject({
      update: undefined,
      publish: [],
      conflicts: [],
      properties: [],
    });
  });

  it('is nothing when only the order of properties and relationships differs', () => {
    const other = {
      ...whole,
      properties: { additionalProperties: { b: '2', a: '1' }, length: 7, displayName: 'c' },
      relationships: whole.relationships.toReversed(),
    };
    expect(differing(other, currentOf(whole), external).update).toBeUndefined();
  });

  it('is nothing when a property is stated as absent and is absent', () => {
    const stated = stating({ displayName: 'c', description: undefined });
    expect(differing(stated, currentOf(stated, { properties: { displayName: 'c' } }), external).update).toBeUndefined();
  });

  it('names the properties that differ, with both values', () => {
    const stated = stating({ displayName: 'new', description: 'added', length: undefined });
    const current = currentOf(stated, { properties: { displayName: 'old', length: 7 } });
    const { update, properties } = differing(stated, current, external);
    expect(properties).toEqual([
      { name: 'displayName', from: 'old', to: 'new' },
      { name: 'length', from: 7, to: undefined },
      { name: 'description', from: undefined, to: 'added' },
    ]);
    expect(update).toEqual({
      properties: stated.properties,
      classifications: undefined,
      declassify: [],
      relate: [],
      updateRelationships: [],
      unrelate: [],
      reanchor: false,
      reown: false,
    });
  });

  it('tells relationships that are new, gone and changed', () => {
    const stated = { ...whole, relationships: [to('x', { description: 'second' }), to('z')] };
    const { update } = differing(stated, currentOf(whole), external);
    expect(update).toMatchObject({
      properties: undefined,
      relate: [to('z')],
      unrelate: [{ ...to('y'), guid: '2' }],
      updateRelationships: [{ ...to('x', { description: 'second' }), guid: '1' }],
    });
  });

  it('tells another parent, other ends and another type of relationship apart', () => {
    const keys = [
      relationship('ForeignKey', asQualifiedName('x'), 1),
      relationship('ForeignKey', asQualifiedName('x'), 2),
      relationship('ForeignKey', asQualifiedName('y'), 1),
      relationship('NestedSchemaAttribute', asQualifiedName('x'), 1),
    ].map(relationshipKey);
    expect(new Set(keys).size).toBe(4);
  });

  it.each([
    [{ anchor: undefined }, true],
    [{ anchor: asQualifiedName('other') }, true],
    [{ anchorScope: undefined }, true],
    [{}, false],
  ])('sees another anchor: %j', (other, reanchor) => {
    const { update } = differing({ ...whole, ...other }, currentOf(whole), external);
    expect(update?.reanchor ?? false).toBe(reanchor);
  });

  it('takes an element that names itself as its anchor for its own anchor', () => {
    const stated = { ...stating({}), anchor: name };
    expect(differing(stated, currentOf(stating({})), external).update).toBeUndefined();
  });
});

describe('the difference between classifications', () => {
  const stated = stating({}, { classifications: [classification('TypeEmbeddedAttribute', { dataType: 'text' })] });
  const there = (typeName: string, properties: PropertyMap = {}): Classification => ({
    typeName,
    properties,
    origin: { category: 'LOCAL_COHORT' },
  });
  const withClassifications = (classifications: Classification[], ownedClassifications: string[]): CurrentElement => {
    const current = currentOf(stated);
    return { ...current, element: { ...current.element, classifications }, ownedClassifications };
  };

  it.each<[string, CurrentElement, object | undefined]>([
    [
      'is nothing when others have added some',
      withClassifications(
        [there('Confidentiality'), there('TypeEmbeddedAttribute', { dataType: 'text' })],
        ['TypeEmbeddedAttribute'],
      ),
      undefined,
    ],
    ['adds what is missing', withClassifications([], []), { classifications: stated.classifications, declassify: [] }],
    [
      'changes what differs',
      withClassifications([there('TypeEmbeddedAttribute', { dataType: 'x' })], ['TypeEmbeddedAttribute']),
      { classifications: stated.classifications, declassify: [] },
    ],
    [
      'leaves alone what somebody else has given',
      withClassifications([there('TypeEmbeddedAttribute', { dataType: 'x' })], []),
      undefined,
    ],
    [
      'takes away what is no longer stated',
      withClassifications(
        [there('TypeEmbeddedAttribute', { dataType: 'text' }), there('PrimaryKey')],
        ['TypeEmbeddedAttribute', 'PrimaryKey'],
      ),
      { classifications: undefined, declassify: ['PrimaryKey'] },
    ],
    [
      'takes away the memento of an archived element',
      withClassifications(
        [there('TypeEmbeddedAttribute', { dataType: 'text' }), there('Memento')],
        ['TypeEmbeddedAttribute'],
      ),
      { classifications: undefined, declassify: ['Memento'] },
    ],
  ])('%s', (_what, current, expected) => {
    const { update } = differing(stated, current, external);
    const { classifications, declassify } = update ?? {};
    expect(update && { classifications, declassify }).toEqual(expected);
  });
});

describe('the difference of an element of the local cohort', () => {
  it('keeps what people added and takes away what was stated before', () => {
    const stated = stating({ displayName: 'c', description: undefined });
    const current = currentOf(stated, {
      properties: { displayName: 'c', description: 'by hand', length: 7, additionalProperties: { by: 'hand' } },
      base: { displayName: 'c', length: 7 },
    });
    const { update, base } = differing(stated, current, cohort);
    expect(update?.properties).toEqual({
      displayName: 'c',
      description: 'by hand',
      additionalProperties: { by: 'hand' },
    });
    expect(base).toEqual(stated.properties);
  });

  it('takes nothing away when nothing is known of before', () => {
    const stated = stating({ displayName: 'c' });
    const current = currentOf(stated, { properties: { displayName: 'c', length: 7 }, base: undefined });
    expect(differing(stated, current, cohort).update).toBeUndefined();
  });
});

describe('two values of a property', () => {
  it.each<[PropertyValue | undefined, PropertyValue | undefined, boolean]>([
    ['a', 'a', true],
    ['1', 1, false],
    [0, false, false],
    [undefined, undefined, true],
    [undefined, '', false],
    [['a', 'b'], ['a', 'b'], true],
    [['a', 'b'], ['b', 'a'], false],
    [['a'], ['a', 'a'], false],
    [[], {}, false],
    [['a'], { 0: 'a' }, false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1 }, { b: 1 }, false],
    [{ a: 1, b: undefined as never }, { a: 1 }, true],
  ])('%j and %j are the same: %s', (one, other, expected) => {
    expect(isSame(one, other)).toBe(expected);
    expect(isSame(other, one)).toBe(expected);
  });
});

it('a relationship of the store has a GUID that plays no part in what makes it the same one', () => {
  const owned: OwnedRelationship = { ...to('x'), guid: asGuid('1') };
  expect(relationshipKey(owned)).toBe(relationshipKey(to('x')));
});

describe('an element whose connector is configured for another owner', () => {
  const stated = stating({ displayName: 'c', description: 'new' });
  const there = (origin: Origin, inLedger = true): CurrentElement => {
    const current = currentOf(stated, {
      properties: { displayName: 'c', description: 'old' },
      inLedger,
      base: undefined,
    });
    return { ...current, element: { ...current.element, origin } };
  };

  it('changes hands, and what the third party says is taken over', () => {
    const toCohort = differenceOf(stated, there(ownSource), { ...cohort, publishes: ['description'] });
    expect(toCohort).toMatchObject({
      update: { reown: true, properties: { description: 'new' } },
      publish: [],
      conflicts: [],
    });
    expect(differenceOf(stated, there(localCohort), external).update).toMatchObject({ reown: true });
  });

  it('stays when it is not the connector’s own', () => {
    const other: Origin = { ...ownSource, name: asQualifiedName('MetadataCollection::people') };
    expect(differenceOf(stated, there(other), cohort).update?.reown).toBe(false);
    expect(differenceOf(stated, there(localCohort, false), external).update?.reown).toBe(false);
  });
});
