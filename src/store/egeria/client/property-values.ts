import { InvalidMetadataError } from '../../../messages/error-kinds.ts';
import type { PropertyMap, PropertyValue } from '../../../metadata/element.ts';
import { isOfType } from '../../../metadata/types/attribute-type.ts';
import type { AttributeType, PrimitiveName } from '../../../metadata/types/attribute-type.ts';
import { typeRegistry } from '../../../metadata/types/type-registry.ts';
import { refusals } from '../../refusals.ts';
import { olderPropertyNames } from './dialects.ts';

/**
 * Writes properties as the JSON text of Egeria's `propertyValueMap`; absent ones are left out. A property is written by
 * the type that it has in the open metadata types, which is the same for all that have a property of its name.
 *
 * Text and not objects: Egeria 6.1 refuses a `float` or `double` without a fraction (`5` for `5.0`), which no JSON library
 * of JavaScript writes, and what all values of an attribute have in common is put together once. A `float` comes back
 * with the fewest digits that tell it from others of 32 bits. Throws InvalidMetadataError for a property that no type has.
 */
export function propertyValueMapText(properties: PropertyMap): string {
  let text = '';
  for (const name in properties) {
    const value = properties[name];
    if (value !== undefined) text += `${text === '' ? '' : ','}${propertyText(name, value)}`;
  }
  return `{${text}}`;
}

/** One property, `"name":{…}`. */
export function propertyText(name: string, value: PropertyValue): string {
  const attribute = attributes().get(name);
  if (attribute !== undefined) return attribute.key + attribute.write(value);
  const problem = `No open metadata type has a property ${name.slice(0, 60)}`;
  throw new InvalidMetadataError(refusals.doesNotFitTypes({ problem }));
}

/** Values that every repository compares as they are: PostgreSQL's keeps the others in texts of its own (6.1). */
const comparable: ReadonlySet<string> = new Set(['string', 'boolean', 'int', 'long']);

/** A value as a search condition has it; `undefined` for what no repository compares as it is, or no type has. */
export function searchedValueText(name: string, value: PropertyValue): string | undefined {
  const attribute = attributes().get(name);
  if (attribute === undefined || !comparable.has(attribute.type.name)) return undefined;
  return isOfType(attribute.type, value) ? attribute.write(value) : undefined;
}

/** Reads a `propertyValueMap`, whichever version wrote it. Properties come in the order of their names. */
export function readPropertyValueMap(map: Readonly<Record<string, unknown>> | null | undefined): PropertyMap {
  const properties: Record<string, PropertyValue> = {};
  for (const name of Object.keys(map ?? {}).toSorted()) {
    const value = readValue(map?.[name], undefined);
    // A property is what its type says; nested JSON of a connection's configuration is beyond `PropertyValue`.
    if (value !== undefined) properties[name] = value as PropertyValue;
  }
  return properties;
}

type ValueWriter = (value: unknown) => string;

/** A property that some type has, and how its values are written. */
interface WrittenAttribute {
  readonly type: AttributeType;
  /** `"name":` */
  readonly key: string;
  readonly write: ValueWriter;
}

let known: ReadonlyMap<string, WrittenAttribute> | undefined;

function attributes(): ReadonlyMap<string, WrittenAttribute> {
  known ??= allAttributes();
  return known;
}

const text = { kind: 'primitive', name: 'string' } as const;

function allAttributes(): ReadonlyMap<string, WrittenAttribute> {
  const types = typeRegistry();
  const found = new Map<string, WrittenAttribute>();
  for (const kind of ['entity', 'relationship', 'classification'] as const) {
    for (const typeName of types.names(kind)) {
      for (const { name, type } of types[kind](typeName)?.properties.values() ?? []) {
        if (!found.has(name)) found.set(name, { type, key: `${JSON.stringify(name)}:`, write: writerOf(type) });
      }
    }
  }
  for (const older of olderPropertyNames) {
    if (!found.has(older)) found.set(older, { type: text, key: `${JSON.stringify(older)}:`, write: writerOf(text) });
  }
  return found;
}

function writerOf(type: AttributeType): ValueWriter {
  switch (type.kind) {
    case 'primitive':
      return primitiveWriters[type.name];
    case 'enum':
      return (value) =>
        `{"class":"EnumTypePropertyValue","typeName":"${type.name}","symbolicName":${JSON.stringify(value)}}`;
    case 'map':
      return mapWriter(type.name, primitiveWriters[type.valueType]);
    case 'array':
      return arrayWriter(type.name, primitiveWriters[type.itemType]);
    default:
      return type satisfies never;
  }
}

function primitiveWriter(name: PrimitiveName, text: ValueWriter): ValueWriter {
  const before =
    `{"class":"PrimitiveTypePropertyValue","typeName":"${name}",` +
    `"primitiveTypeCategory":"OM_PRIMITIVE_TYPE_${name.toUpperCase()}","primitiveValue":`;
  return (value) => `${before}${text(value)}}`;
}

const primitiveWriters: Readonly<Record<PrimitiveName, ValueWriter>> = {
  string: primitiveWriter('string', JSON.stringify),
  boolean: primitiveWriter('boolean', String),
  int: primitiveWriter('int', String),
  long: primitiveWriter('long', String),
  float: primitiveWriter('float', decimal),
  double: primitiveWriter('double', decimal),
  date: primitiveWriter('date', (value) => String(Date.parse(String(value)))),
  object: objectText,
};

/** With a fraction or an exponent in any case, so that Egeria does not take it for an Integer. */
function decimal(value: unknown): string {
  const text = String(value);
  return /[.e]/u.test(text) ? text : `${text}.0`;
}

/** A value of `map<string,object>` says its own type; a list or an object within it is one of Egeria's own. */
function objectText(value: unknown): string {
  if (typeof value === 'boolean') return primitiveWriters.boolean(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) return primitiveWriters.double(value);
    return (value | 0) === value ? primitiveWriters.int(value) : primitiveWriters.long(value);
  }
  if (value === null || value === undefined) {
    const problem = 'A list holds a null, for which Egeria has no value';
    throw new InvalidMetadataError(refusals.doesNotFitTypes({ problem }));
  }
  if (typeof value !== 'object') return primitiveWriters.string(value);
  return Array.isArray(value) ? objectListText(value) : objectMapText(value);
}

const objectListText = arrayWriter('array<object>', objectText);
const objectMapText = mapWriter('map<string,object>', objectText);

function mapWriter(typeName: string, write: ValueWriter): ValueWriter {
  const before = `{"class":"MapTypePropertyValue","typeName":"${typeName}","mapElementCount":`;
  return (value) => {
    const entries = Object.entries(value as object).filter(([, entry]) => entry !== undefined && entry !== null);
    const texts = entries.map(([key, entry]) => `${JSON.stringify(key)}:${write(entry)}`);
    return `${before}${texts.length},"mapValues":{"class":"ElementProperties","propertyValueMap":{${texts.join(',')}}}}`;
  };
}

function arrayWriter(typeName: string, write: ValueWriter): ValueWriter {
  const before = `{"class":"ArrayTypePropertyValue","typeName":"${typeName}","arrayCount":`;
  return (value) => {
    const texts = (value as readonly unknown[]).map((item, index) => `"${index}":${write(item)}`);
    return `${before}${texts.length},"arrayValues":{"class":"ElementProperties","propertyValueMap":{${texts.join(',')}}}}`;
  };
}

/**
 * Reads one value. `itemType` is what the collection around it says: Egeria 6.1 gives the dates of a `map<string,date>`
 * back as `long`, and lists and objects within a `map<string,object>` as primitives without a class.
 */
function readValue(value: unknown, itemType: string | undefined): unknown {
  if (!isRecord(value)) return undefined;
  if ('symbolicName' in value) return value['symbolicName'];
  if ('primitiveValue' in value) {
    const primitive = value['primitiveValue'];
    // What Egeria's own content packs have in a configuration is plain JSON.
    if (isRecord(primitive)) return readValue(primitive, undefined) ?? primitive;
    const isDate = itemType === 'date' || value['primitiveTypeCategory'] === 'OM_PRIMITIVE_TYPE_DATE';
    return isDate && typeof primitive === 'number' ? readDate(primitive) : (primitive ?? undefined);
  }
  const typeName = typeof value['typeName'] === 'string' ? value['typeName'] : '';
  const innerType = /(?:,|<)(\w+)>$/u.exec(typeName)?.[1];
  if ('arrayValues' in value || 'arrayCount' in value) return readList(valuesIn(value['arrayValues']), innerType);
  if ('attributes' in value) return readMap(valuesIn(value['attributes']), innerType);
  return 'mapValues' in value || typeName.startsWith('map<')
    ? readMap(valuesIn(value['mapValues']), innerType)
    : undefined;
}

function readList(values: Readonly<Record<string, unknown>>, itemType: string | undefined): readonly unknown[] {
  const indices = Object.keys(values).toSorted((one, other) => Number(one) - Number(other));
  return indices.map((index) => readValue(values[index], itemType));
}

function readMap(values: Readonly<Record<string, unknown>>, valueType: string | undefined): Record<string, unknown> {
  const keys = Object.keys(values).toSorted();
  return Object.fromEntries(keys.map((key) => [key, readValue(values[key], valueType)]));
}

/** Beyond the dates that there are, the number itself. */
function readDate(milliseconds: number): string | number {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? milliseconds : date.toISOString();
}

function valuesIn(properties: unknown): Readonly<Record<string, unknown>> {
  const map = isRecord(properties) ? properties['propertyValueMap'] : undefined;
  return isRecord(map) ? map : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
