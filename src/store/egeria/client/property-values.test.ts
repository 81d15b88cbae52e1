import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PropertyMap } from '../../../metadata/element.ts';
import type { AttributeType, PrimitiveName } from '../../../metadata/types/attribute-type.ts';
import { typeRegistry } from '../../../metadata/types/type-registry.ts';
import { propertyText, propertyValueMapText, readPropertyValueMap, searchedValueText } from './property-values.ts';

const types = typeRegistry();

describe('the open metadata types', () => {
  it('have one type of value for each name of a property, by which it is written', () => {
    const typesOfName = new Map<string, Set<string>>();
    for (const kind of ['entity', 'relationship', 'classification'] as const) {
      for (const typeName of types.names(kind)) {
        for (const { name, type } of types[kind](typeName)?.properties.values() ?? []) {
          typesOfName.set(name, (typesOfName.get(name) ?? new Set()).add(type.name));
        }
      }
    }
    expect(typesOfName.size).toBeGreaterThan(500);
    expect([...typesOfName].filter(([, names]) => names.size > 1)).toEqual([]);
  });
});

describe('properties', () => {
  it('are written as a running Egeria 6.1 took them', () => {
    const written = JSON.parse(
      propertyValueMapText({
        displayName: `what's "it"?`,
        length: 80,
        sortOrder: 'UNSORTED',
        additionalProperties: { host: 'db.example' },
        authors: ['erin', 'peter'],
        storeCreateTime: '2020-01-01T00:00:00.000Z',
        description: undefined,
      }),
    ) as unknown;
    const text = { class: 'PrimitiveTypePropertyValue', typeName: 'string', primitiveTypeCategory: `${OM}STRING` };
    expect(written).toEqual({
      displayName: { ...text, primitiveValue: `what's "it"?` },
      length: { ...text, typeName: 'int', primitiveTypeCategory: `${OM}INT`, primitiveValue: 80 },
      sortOrder: { class: 'EnumTypePropertyValue', typeName: 'DataItemSortOrder', symbolicName: 'UNSORTED' },
      additionalProperties: {
        class: 'MapTypePropertyValue',
        typeName: 'map<string,string>',
        mapElementCount: 1,
        mapValues: {
          class: 'ElementProperties',
          propertyValueMap: { host: { ...text, primitiveValue: 'db.example' } },
        },
      },
      authors: {
        class: 'ArrayTypePropertyValue',
        typeName: 'array<string>',
        arrayCount: 2,
        arrayValues: {
          class: 'ElementProperties',
          propertyValueMap: { 0: { ...text, primitiveValue: 'erin' }, 1: { ...text, primitiveValue: 'peter' } },
        },
      },
      storeCreateTime: { ...text, typeName: 'date', primitiveTypeCategory: `${OM}DATE`, primitiveValue: 1577836800000 },
    });
  });

  it.each([
    [5, '5.0'],
    [0, '0.0'],
    [-12, '-12.0'],
    [48.25, '48.25'],
    [1e21, '1e+21'],
    [1e-7, '1e-7'],
  ])('of type float hold %d as %s, since Egeria 6.1 refuses a float without a fraction', (value, text) => {
    expect(propertyText('minLongitude', value)).toContain(`"primitiveValue":${text}}`);
  });

  it('that no type has are refused', () => {
    expect(() => propertyValueMapText({ colour: 'red' })).toThrow('No open metadata type has a property colour');
    expect(searchedValueText('colour', 'red')).toBeUndefined();
  });

  it('are looked for by values that every repository compares as they are', () => {
    expect(searchedValueText('displayName', 'x')).toBe(
      '{"class":"PrimitiveTypePropertyValue","typeName":"string",' +
        '"primitiveTypeCategory":"OM_PRIMITIVE_TYPE_STRING","primitiveValue":"x"}',
    );
    expect(searchedValueText('length', 10)).toContain('"primitiveValue":10}');
    expect(searchedValueText('length', 'ten')).toBeUndefined();
    expect(searchedValueText('storeCreateTime', '2020-01-01T00:00:00.000Z')).toBeUndefined();
  });

  it('that hold a null in a list are refused, since Egeria has none', () => {
    const configurationProperties = { list: [null] } as never;
    expect(() => propertyValueMapText({ configurationProperties })).toThrow('holds a null');
  });

  it('are absent where there is nothing', () => {
    expect(readPropertyValueMap(undefined)).toEqual({});
    expect(readPropertyValueMap(null)).toEqual({});
    expect(readPropertyValueMap({ displayName: null, length: 5 })).toEqual({});
  });

  it('are read from collections that have no values, as Egeria 6.1 gives empty ones back', () => {
    const empty = {
      additionalProperties: { class: 'MapTypePropertyValue', typeName: 'map<string,string>', mapElementCount: 0 },
      authors: { class: 'ArrayTypePropertyValue', typeName: 'array<string>', arrayCount: 0 },
    };
    expect(readPropertyValueMap(empty)).toEqual({ additionalProperties: {}, authors: [] });
  });

  it("are read where they are plain JSON, as in Egeria's own content packs", () => {
    const producer = { 'bootstrap.servers': 'localhost:9092', retries: 3 };
    const values = { producer: { class: 'PrimitiveTypePropertyValue', typeName: 'object', primitiveValue: producer } };
    const mapValues = { class: 'ElementProperties', propertyValueMap: values };
    const configurationProperties = { class: 'MapTypePropertyValue', typeName: 'map<string,object>', mapValues };
    expect(readPropertyValueMap({ configurationProperties })).toEqual({ configurationProperties: { producer } });
  });

  it('come back as they were written, every one of every type', () => {
    fc.assert(
      fc.property(stated, (properties) => {
        const stored = asEgeriaGivesBack(JSON.parse(propertyValueMapText(properties)));
        const known = Object.entries(properties).filter(([, value]) => value !== undefined);
        expect(readPropertyValueMap(stored as Record<string, unknown>)).toEqual(Object.fromEntries(known));
      }),
      { numRuns: 500, seed: 20_261_125 },
    );
  });
});

const OM = 'OM_PRIMITIVE_TYPE_';

const text = fc.string({ unit: 'grapheme' }).filter((each) => !each.includes('\0'));
const decimals = fc.integer({ min: -999_999, max: 999_999 }).map((digits) => digits / 1000);
const primitives: Readonly<Record<PrimitiveName, fc.Arbitrary<unknown>>> = {
  string: text,
  boolean: fc.boolean(),
  int: fc.integer(),
  long: fc.maxSafeInteger(),
  float: decimals,
  double: fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => (value === 0 ? 0 : value)),
  date: fc
    .date({ min: new Date('0001-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  object: fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 2 }, text, fc.integer(), decimals, fc.boolean(), tie('list'), tie('map')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    map: fc.dictionary(text, tie('value'), { maxKeys: 3 }),
  })).value,
};

function valueOf(type: AttributeType): fc.Arbitrary<unknown> {
  if (type.kind === 'enum') return fc.constantFrom(...type.values);
  if (type.kind === 'array') return fc.array(primitives[type.itemType], { maxLength: 12 });
  if (type.kind === 'map') return fc.dictionary(text, primitives[type.valueType], { maxKeys: 3 });
  return primitives[type.name];
}

const kinds = ['entity', 'relationship', 'classification'] as const;
const stated: fc.Arbitrary<PropertyMap> = fc
  .constantFrom(...kinds.flatMap((kind) => types.names(kind).map((name) => ({ kind, name }))))
  .chain(({ kind, name }) => {
    const attributes = [...(types[kind](name)?.properties.values() ?? [])];
    const values = attributes.map(({ name, type }) => [name, fc.option(valueOf(type), { nil: undefined })] as const);
    return fc.record(Object.fromEntries(values)) as fc.Arbitrary<PropertyMap>;
  });

/**
 * What a running Egeria 6.1 makes of a `propertyValueMap`: inner classes are gone, an empty collection has no values, what
 * is in a map says the type of its Java value (a date is a `long`), and within a `map<string,object>` a list or a map is
 * a primitive of no known type.
 */
function asEgeriaGivesBack(map: unknown): unknown {
  return mapValues(map, (value) => givenBack(value as Written));
}

interface Written {
  readonly class: string;
  readonly typeName: string;
  readonly primitiveTypeCategory?: string;
  readonly primitiveValue?: unknown;
  readonly mapValues?: { readonly propertyValueMap: object };
  readonly arrayValues?: { readonly propertyValueMap: object };
}

function givenBack(value: Written): unknown {
  for (const collection of ['mapValues', 'arrayValues'] as const) {
    const values = value[collection]?.propertyValueMap;
    if (values === undefined) continue;
    const { [collection]: _left, ...rest } = value;
    if (Object.keys(values).length === 0) return rest;
    return { ...rest, [collection]: { propertyValueMap: mapValues(values, (inner) => inMap(inner as Written)) } };
  }
  return value;
}

function inMap(value: Written): unknown {
  if (value.primitiveTypeCategory === `${OM}DATE`) {
    return { ...value, typeName: 'long', primitiveTypeCategory: `${OM}LONG` };
  }
  if (value.primitiveTypeCategory !== undefined) return value;
  const { class: _class, ...inner } = givenBack(value) as Written;
  const primitive = { class: 'PrimitiveTypePropertyValue', typeName: 'object', primitiveTypeCategory: `${OM}UNKNOWN` };
  return { ...primitive, primitiveValue: inner };
}

function mapValues(map: unknown, change: (value: unknown) => unknown): unknown {
  return Object.fromEntries(Object.entries(map as object).map(([key, value]) => [key, change(value)]));
}
