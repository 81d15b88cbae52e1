import { describe, expect, it } from 'vitest';
import { typeRegistry } from '../metadata/types/type-registry.ts';
import type { InstanceProperties } from './archive-format.ts';
import { propertyMapOf } from './read-values.ts';
import { valueWriter } from './write-values.ts';

const types = typeRegistry();

function written(typeName: string, property: string, value: unknown): string {
  const type = types.entity(typeName);
  const attribute = type?.properties.get(property);
  if (type === undefined || attribute === undefined) throw new Error(`no ${property} of ${typeName}`);
  return valueWriter(attribute, type, (name) => types.enumType(name))(value);
}

function read(typeName: string, instanceProperties: InstanceProperties['instanceProperties']): object {
  return propertyMapOf({ instanceProperties }, types.entity(typeName), types);
}

describe('a value is written', () => {
  // Jackson makes an Integer of 3, which Egeria's PrimitivePropertyValue refuses as a Double or a Float.
  it.each([
    [3, '3.0'],
    [-20, '-20.0'],
    [0.5, '0.5'],
    [1e300, '1e+300'],
  ])('with its fraction where it is a decimal: %d', (value, text) => {
    expect(written('DataLens', 'minHeight', value)).toMatch(
      new RegExp(`"primitiveValue":${text.replace('+', '\\+')}}$`),
    );
  });

  it('as milliseconds where it is a date', () => {
    expect(written('DataLens', 'dataCollectionStartTime', '2026-11-22T23:04:51.994Z')).toContain(
      '"primitiveValue":1795388691994}',
    );
  });

  it('as what it is where it may be anything', () => {
    expect(
      JSON.parse(written('Connection', 'configurationProperties', { port: 5432, name: 'x', big: 2 ** 40 })),
    ).toEqual({
      class: 'MapPropertyValue',
      instancePropertyCategory: 'MAP',
      typeGUID: '8fa603dd-c2c5-43fc-8ff4-92141f2414ad',
      typeName: 'map<string,object>',
      mapValues: {
        class: 'InstanceProperties',
        instanceProperties: {
          port: expect.objectContaining({ primitiveDefCategory: 'OM_PRIMITIVE_TYPE_INT', primitiveValue: 5432 }),
          name: expect.objectContaining({ primitiveDefCategory: 'OM_PRIMITIVE_TYPE_STRING', primitiveValue: 'x' }),
          big: expect.objectContaining({ primitiveDefCategory: 'OM_PRIMITIVE_TYPE_LONG', primitiveValue: 2 ** 40 }),
        },
      },
    });
  });
});

describe('a value is read', () => {
  it('by its number where an enum had other names', () => {
    const older = { class: 'EnumPropertyValue', ordinal: 2, symbolicName: 'Natural Key' } as const;
    expect(read('ExternalId', { keyPattern: older })).toEqual({ keyPattern: 'NATURAL_KEY' });
    expect(read('ExternalId', { keyPattern: { class: 'EnumPropertyValue', ordinal: 99 } })).toEqual({
      keyPattern: 'OTHER',
    });
    expect(read('ExternalId', { keyPattern: { ...older, ordinal: 55 } })).toEqual({ keyPattern: 'Natural Key' });
  });

  it('as a date, whether it was written in milliseconds or as a text', () => {
    const date = (primitiveValue: unknown) =>
      ({ class: 'PrimitivePropertyValue', primitiveDefCategory: 'OM_PRIMITIVE_TYPE_DATE', primitiveValue }) as const;
    expect(
      read('DataLens', { dataCollectionStartTime: date(0), dataCollectionEndTime: date('1970-01-01T01:00:00+01:00') }),
    ).toEqual({
      dataCollectionStartTime: '1970-01-01T00:00:00.000Z',
      dataCollectionEndTime: '1970-01-01T00:00:00.000Z',
    });
  });

  it('in the order of the places of an array, and as null where nothing is to be made of it', () => {
    const item = (primitiveValue: string) => ({ class: 'PrimitivePropertyValue', primitiveValue }) as const;
    const aliases = {
      class: 'ArrayPropertyValue',
      arrayValues: { instanceProperties: { x10: item('d'), 10: item('c'), 2: item('b'), 0: item('a') } },
    } as const;
    expect(read('RelationalTable', { aliases, description: { class: 'other' }, displayName: null })).toEqual({
      aliases: ['a', 'b', 'c', 'd'],
      description: null,
    });
  });
});
