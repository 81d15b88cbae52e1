import type { PropertyMap, PropertyValue } from '../../../src/metadata/element.ts';
import type { AttributeType } from '../../../src/metadata/types/attribute-type.ts';
import type { Attribute } from '../../../src/metadata/types/type-registry.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import { unknownEnumValue, wrongProperties } from './exceptions.ts';
import type { Asking } from './exceptions.ts';
import type { PropertiesBody, PropertyValueBody } from './request-bodies.ts';

/** A type of elements, relationships or classifications, as far as its properties go. */
export interface Described {
  readonly name: string;
  readonly properties: ReadonlyMap<string, Attribute>;
}

/**
 * Reads the properties of a request as our store holds them: dates in ISO 8601. Values of `null` are left out, as the
 * repository leaves them. Throws Egeria's exception for what the type has no place for.
 */
export function readProperties(type: Described, body: PropertiesBody | null | undefined, asking: Asking): PropertyMap {
  const properties: Record<string, PropertyValue> = {};
  for (const [name, value] of Object.entries(body?.propertyValueMap ?? {})) {
    if (value === null) continue;
    const attribute = type.properties.get(name);
    const read = valueOf(value);
    if (attribute === undefined) throw wrongProperties(`${type.name} has no property ${name}`, asking);
    if (!isOfAttribute(value, attribute.type)) throw wrongProperties(`${name} is no ${attribute.type.name}`, asking);
    if (read !== undefined) properties[name] = read;
  }
  return properties;
}

/** A value as the store holds it; `undefined` for `null`. */
export function valueOf(value: PropertyValueBody): PropertyValue | undefined {
  switch (value.class) {
    case 'PrimitiveTypePropertyValue':
      return primitiveOf(value);
    case 'EnumTypePropertyValue': {
      const values = typeRegistry().enumType(value.typeName ?? '')?.values;
      if (value.symbolicName === undefined) return undefined;
      if (values?.has(value.symbolicName) === true) return value.symbolicName;
      throw unknownEnumValue(value.symbolicName, value.typeName ?? '');
    }
    case 'MapTypePropertyValue':
      return Object.fromEntries(collected(value.mapValues)) as Record<string, string>;
    case 'ArrayTypePropertyValue':
      return collected(value.arrayValues)
        .toSorted(([one], [other]) => Number(one) - Number(other))
        .map(([, item]) => item) as string[];
    default:
      return value satisfies never;
  }
}

type PrimitiveBody = PropertyValueBody & { readonly class: 'PrimitiveTypePropertyValue' };

type CollectedBody = (PropertyValueBody & { readonly class: 'MapTypePropertyValue' })['mapValues'];

function collected(body: CollectedBody): [string, string | number | boolean][] {
  return Object.entries(body?.propertyValueMap ?? {}).flatMap(([key, value]) => {
    const read = primitiveOf(value);
    return read === undefined ? [] : [[key, read]];
  });
}

function primitiveOf({ typeName, primitiveValue }: PrimitiveBody): string | number | boolean | undefined {
  if (primitiveValue === null || primitiveValue === undefined) return undefined;
  if (typeName === 'date') return new Date(Number(primitiveValue)).toISOString();
  return primitiveValue as string | number | boolean;
}

function isOfAttribute(value: PropertyValueBody, type: AttributeType): boolean {
  switch (value.class) {
    case 'PrimitiveTypePropertyValue':
      return type.kind === 'primitive' && (type.name === value.typeName || type.name === 'object');
    case 'EnumTypePropertyValue':
      return type.kind === 'enum' && type.name === value.typeName;
    case 'MapTypePropertyValue':
      return type.kind === 'map' && (value.typeName === undefined || value.typeName === type.name);
    case 'ArrayTypePropertyValue':
      return type.kind === 'array' && (value.typeName === undefined || value.typeName === type.name);
    default:
      return value satisfies never;
  }
}

/** Properties as answers carry them, with everything said three times over. */
export interface PropertiesJson {
  readonly propertyValueMap: Readonly<Record<string, unknown>>;
  readonly propertiesAsStrings: Readonly<Record<string, string>>;
  readonly propertyCount: number;
  readonly propertyNames: readonly string[];
}

/** Writes properties as answers carry them; `undefined` when there are none. */
export function propertiesJson(type: Described | undefined, properties: PropertyMap): PropertiesJson | undefined {
  const values: Record<string, unknown> = {};
  const strings: Record<string, string> = {};
  for (const [name, value] of Object.entries(properties)) {
    const attributeType = type?.properties.get(name)?.type;
    if (value === undefined || attributeType === undefined) continue;
    values[name] = valueJson(attributeType, value);
    strings[name] = textOf(value);
  }
  return Object.keys(values).length === 0 ? undefined : said(values, strings);
}

function said(values: Record<string, unknown>, strings: Record<string, string>): PropertiesJson {
  const propertyNames = Object.keys(values);
  return {
    propertyValueMap: values,
    propertiesAsStrings: strings,
    propertyCount: propertyNames.length,
    propertyNames,
  };
}

function valueJson(type: AttributeType, value: PropertyValue): unknown {
  switch (type.kind) {
    case 'primitive':
      return primitiveJson(type.name, value as string | number | boolean);
    case 'enum':
      return { class: 'EnumTypePropertyValue', typeName: type.name, symbolicName: value };
    case 'map': {
      const mapValues = collectionJson(type.valueType, value);
      return {
        class: 'MapTypePropertyValue',
        typeName: type.name,
        mapValues,
        mapElementCount: Object.keys(value).length,
      };
    }
    case 'array': {
      const arrayCount = (value as readonly string[]).length;
      const arrayValues = collectionJson(type.itemType, value);
      return { class: 'ArrayTypePropertyValue', typeName: type.name, arrayCount, arrayValues };
    }
    default:
      return type satisfies never;
  }
}

function collectionJson(typeName: string, value: PropertyValue): PropertiesJson {
  const entries = Object.entries(value as Readonly<Record<string, string | number | boolean>>);
  return said(
    Object.fromEntries(entries.map(([key, item]) => [key, primitiveJson(typeName, item)])),
    Object.fromEntries(entries.map(([key, item]) => [key, String(item)])),
  );
}

function primitiveJson(typeName: string, value: string | number | boolean): unknown {
  return {
    class: 'PrimitiveTypePropertyValue',
    typeName,
    primitiveTypeCategory: `OM_PRIMITIVE_TYPE_${typeName.toUpperCase()}`,
    primitiveValue: typeName === 'date' ? Date.parse(String(value)) : value,
  };
}

/** As Java prints a map: an array is one by position. */
function textOf(value: PropertyValue): string {
  if (typeof value !== 'object') return String(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}=${String(item)}`)
    .join(', ')}}`;
}
