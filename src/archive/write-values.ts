import type { PrimitiveName } from '../metadata/types/attribute-type.ts';
import { InvalidMetadataError } from '../messages/error-kinds.ts';
import { wrongValue } from '../metadata/types/type-problem.ts';
import type { TypeProblem } from '../metadata/types/type-problem.ts';
import type { Attribute, DefinedType, EnumType } from '../metadata/types/type-registry.ts';
import { archiveMessages } from './messages.ts';
import { collectionGuids, primitiveDefs } from './attribute-type-defs.ts';

/** An error that says what does not fit the types. */
export function notWritable({ message }: TypeProblem): InvalidMetadataError {
  return new InvalidMetadataError(archiveMessages.notWritable({ because: message }));
}

/** Writes a value of one type as the JSON text of an `InstancePropertyValue`. */
type ValueWriter = (value: unknown) => string;

/**
 * The writer of values of an attribute: all that they have in common is put together once. The values are of the
 * attribute's type; an enum value that is not throws InvalidMetadataError.
 */
export function valueWriter(
  attribute: Attribute,
  of: DefinedType,
  enumType: (name: string) => EnumType | undefined,
): ValueWriter {
  const { type } = attribute;
  switch (type.kind) {
    case 'primitive':
      return primitiveWriters[type.name]();
    case 'enum':
      return enumWriter(enumType(type.name), (value) => notWritable(wrongValue(of, attribute, value)));
    case 'map':
      return mapWriter(type.name, primitiveWriters[type.valueType]());
    case 'array':
      return arrayWriter(type.name, primitiveWriters[type.itemType]());
    default:
      return type satisfies never;
  }
}

function primitiveWriter(name: PrimitiveName, text: ValueWriter): ValueWriter {
  const { guid, category } = primitiveDefs[name];
  const before =
    `{"class":"PrimitivePropertyValue","instancePropertyCategory":"PRIMITIVE","typeGUID":"${guid}",` +
    `"typeName":"${name}","primitiveDefCategory":"${category}","primitiveValue":`;
  return (value) => `${before}${text(value)}}`;
}

const primitiveWriters: Readonly<Record<PrimitiveName, () => ValueWriter>> = {
  string: () => primitiveWriter('string', JSON.stringify),
  boolean: () => primitiveWriter('boolean', String),
  int: () => primitiveWriter('int', String),
  long: () => primitiveWriter('long', String),
  float: () => primitiveWriter('float', decimal),
  double: () => primitiveWriter('double', decimal),
  date: () => primitiveWriter('date', (value) => String(Date.parse(String(value)))),
  object: () => objectWriter(),
};

/** Egeria takes a whole number for an Integer and then refuses it as a Float or Double: it needs its fraction. */
function decimal(value: unknown): string {
  return Number.isInteger(value) && Math.abs(Number(value)) < 1e21 ? `${String(value)}.0` : String(value);
}

function enumWriter(type: EnumType | undefined, refusal: (value: unknown) => Error): ValueWriter {
  const texts = new Map<unknown, string>();
  for (const [symbol, ordinal] of type?.ordinals ?? []) {
    texts.set(
      symbol,
      `{"class":"EnumPropertyValue","instancePropertyCategory":"ENUM","typeGUID":"${type?.guid}",` +
        `"typeName":"${type?.name}","ordinal":${ordinal},"symbolicName":"${symbol}"}`,
    );
  }
  return (value) => {
    const text = texts.get(value);
    if (text === undefined) throw refusal(value);
    return text;
  };
}

function collectionHead(className: string, category: string, typeName: string): string {
  const guid = collectionGuids[typeName];
  const typeGuid = guid === undefined ? '' : `"typeGUID":"${guid}",`;
  return `{"class":"${className}","instancePropertyCategory":"${category}",${typeGuid}"typeName":"${typeName}",`;
}

const PROPERTIES = '{"class":"InstanceProperties","instanceProperties":{';

function mapWriter(typeName: string, valueText: ValueWriter): ValueWriter {
  const before = `${collectionHead('MapPropertyValue', 'MAP', typeName)}"mapValues":${PROPERTIES}`;
  return (value) => {
    let text = '';
    for (const [key, entry] of Object.entries(value as Readonly<Record<string, unknown>>)) {
      if (entry !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${valueText(entry)}`;
    }
    return `${before}${text}}}}`;
  };
}

function arrayWriter(typeName: string, itemText: ValueWriter): ValueWriter {
  const before = `${collectionHead('ArrayPropertyValue', 'ARRAY', typeName)}"arrayCount":`;
  return (value) => {
    const items = value as readonly unknown[];
    const texts = items.map((item, index) => `"${index}":${itemText(item)}`);
    return `${before}${items.length},"arrayValues":${PROPERTIES}${texts.join(',')}}}}`;
  };
}

/** Any JSON value, as what it is: `map<string,object>` of a connection's configuration holds numbers and texts alike. */
function objectWriter(): ValueWriter {
  const { string, boolean, int, long, double } = primitiveWriters;
  const writers = { string: string(), boolean: boolean(), int: int(), long: long(), double: double() };
  const nothing = primitiveWriter('object', JSON.stringify);
  const write: ValueWriter = (value) => {
    switch (typeof value) {
      case 'string':
        return writers.string(value);
      case 'boolean':
        return writers.boolean(value);
      case 'number':
        if (!Number.isSafeInteger(value)) return writers.double(value);
        return (value | 0) === value ? writers.int(value) : writers.long(value);
      default:
        if (value === null) return nothing(value);
        return Array.isArray(value) ? items(value) : entries(value);
    }
  };
  const items = arrayWriter('array<object>', write);
  const entries = mapWriter('map<string,object>', write);
  return write;
}
