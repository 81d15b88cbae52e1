import type { PropertyMap, PropertyValue } from '../../../src/metadata/element.ts';
import type { AttributeType } from '../../../src/metadata/types/attribute-type.ts';
import type { Attribute } from '../../../src/metadata/types/type-registry.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import { missingInValue, unknownEnumValue, wrongProperties } from './exceptions.ts';
import type { Asking } from './exceptions.ts';
import type { PropertiesBody, PropertyValueBody } from './request-bodies.ts';

/** A type of elements, relationships or classifications, as far as its properties go. */
export interface Described {
  readonly name: string;
  readonly properties: ReadonlyMap<string, Attribute>;
}

/** What a request says of properties: those that are to be, and those that are to go. */
export interface ReadProperties {
  readonly properties: PropertyMap;
  /** Given as `null`. */
  readonly removed: readonly string[];
}

/**
 * Reads the properties of a request as our store holds them: dates in ISO 8601. Throws Egeria's exception for what the
 * type has no place for.
 */
export function readProperties(
  type: Described,
  body: PropertiesBody | null | undefined,
  asking: Asking,
): ReadProperties {
  const properties: Record<string, PropertyValue> = {};
  const removed: string[] = [];
  for (const [name, value] of Object.entries(body?.propertyValueMap ?? {})) {
    const attribute = type.properties.get(name);
    const read = value === null ? undefined : valueOf(value);
    if (value !== null && read === undefined) continue;
    if (attribute === undefined) throw wrongProperties(`${type.name} has no property ${name}`, asking);
    if (value === null) removed.push(name);
    else if (!isOfAttribute(value, attribute.type))
      throw wrongProperties(`${name} is no ${attribute.type.name}`, asking);
    else if (read !== undefined) properties[name] = read;
  }
  return { properties, removed };
}

/** The properties of something new, where `null` has no meaning (recorded, "a null property"). */
export function newProperties(type: Described, body: PropertiesBody | null | undefined, asking: Asking): PropertyMap {
  const { properties, removed } = readProperties(type, body, asking);
  if (removed.length > 0) throw wrongProperties(`${removed.join(', ')} is null`, asking);
  return properties;
}

/** What an update leaves: merged into what is there, where `null` takes away, or in place of it. */
export function updatedProperties(before: PropertyMap, read: ReadProperties, isMerged: boolean): PropertyMap {
  if (!isMerged) return read.properties;
  const kept = Object.entries(before).filter(([name]) => !read.removed.includes(name));
  return { ...Object.fromEntries(kept), ...read.properties };
}

/** A value as the store holds it; `undefined` for a primitive that says no type. */
export function valueOf(value: PropertyValueBody): PropertyValue | undefined {
  if (value.class === 'PrimitiveTypePropertyValue') return primitiveOf(value);
  if (value.typeName === undefined) throw missingInValue('propertyValue.getTypeName()', 'getInstancePropertyValue');
  switch (value.class) {
    case 'EnumTypePropertyValue': {
      const { typeName, symbolicName = '<null>' } = value;
      if (typeRegistry().enumType(typeName)?.values.has(symbolicName) === true) return symbolicName;
      throw unknownEnumValue(symbolicName, typeName);
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

type CollectedBody = (PropertyValueBody & { readonly class: 'MapTypePropertyValue' })['mapValues'];

function collected(body: CollectedBody): [string, PropertyValue][] {
  return Object.entries(body?.propertyValueMap ?? {}).flatMap(([key, value]) => {
    const read = valueOf(value);
    return read === undefined ? [] : [[key, read]];
  });
}

function primitiveOf({
  typeName,
  primitiveValue,
}: PropertyValueBody & { readonly class: 'PrimitiveTypePropertyValue' }): string | number | boolean | undefined {
  if (typeName === undefined) return undefined;
  if (primitiveValue === null || primitiveValue === undefined) {
    throw missingInValue('primitiveValue', 'getPrimitivePropertyValue');
  }
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
  readonly propertiesAsStrings: Readonly<Record<string, string | null>>;
  readonly propertyCount: number;
  readonly propertyNames: readonly string[];
}

/** Writes properties as answers carry them; `undefined` when there are none. */
export function propertiesJson(type: Described | undefined, properties: PropertyMap): PropertiesJson | undefined {
  const values: Record<string, unknown> = {};
  const strings: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(properties)) {
    const attributeType = type?.properties.get(name)?.type;
    if (value === undefined || attributeType === undefined) continue;
    values[name] = valueJson(attributeType, value);
    strings[name] = textOf(attributeType, value);
  }
  return Object.keys(values).length === 0 ? undefined : said(values, strings);
}

function said(values: Record<string, unknown>, strings: Record<string, string | null>): PropertiesJson {
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
      const mapElementCount = Object.keys(value).length;
      const mapValues = collectionJson(type.valueType, value);
      return { class: 'MapTypePropertyValue', typeName: type.name, ...(mapValues && { mapValues }), mapElementCount };
    }
    case 'array': {
      const arrayCount = (value as readonly string[]).length;
      const arrayValues = collectionJson(type.itemType, value);
      return { class: 'ArrayTypePropertyValue', typeName: type.name, arrayCount, ...(arrayValues && { arrayValues }) };
    }
    default:
      return type satisfies never;
  }
}

/** What is in a map or an array; there is no part for it when that is nothing. */
function collectionJson(typeName: string, value: PropertyValue): PropertiesJson | undefined {
  const entries = Object.entries(value as Readonly<Record<string, string | number | boolean>>);
  if (entries.length === 0) return undefined;
  return said(
    Object.fromEntries(
      entries.map(([key, item]) => [key, primitiveJson(inCollection(typeName, item), inMilliseconds(typeName, item))]),
    ),
    Object.fromEntries(entries.map(([key, item]) => [key, String(inMilliseconds(typeName, item))])),
  );
}

/** In a map a platform forgets what type a number was of; an object is what it looks like (recorded, "read maps"). */
function inCollection(typeName: string, item: string | number | boolean): string {
  if (typeName === 'date') return 'long';
  if (typeName === 'long' && Number(item) === Math.trunc(Number(item)) && Math.abs(Number(item)) < 2 ** 31)
    return 'int';
  if (typeName !== 'object') return typeName;
  if (typeof item === 'number') return Number.isInteger(item) ? 'int' : 'double';
  return typeof item;
}

function inMilliseconds(typeName: string, item: string | number | boolean): string | number | boolean {
  return typeName === 'date' ? Date.parse(String(item)) : item;
}

function primitiveJson(typeName: string, value: string | number | boolean): unknown {
  return {
    class: 'PrimitiveTypePropertyValue',
    typeName,
    primitiveTypeCategory: `OM_PRIMITIVE_TYPE_${typeName.toUpperCase()}`,
    primitiveValue: inMilliseconds(typeName, value),
  };
}

/** As Java prints a map: an array is one by position. */
function textOf(type: AttributeType, value: PropertyValue): string | null {
  const items = type.kind === 'map' ? type.valueType : type.name;
  if (typeof value !== 'object') return String(inMilliseconds(items, value));
  if (Object.keys(value).length === 0) return null;
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}=${String(inMilliseconds(items, item))}`)
    .join(', ')}}`;
}
