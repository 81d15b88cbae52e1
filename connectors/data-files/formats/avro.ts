import { DamagedContent, uniqueNames } from './structure.ts';
import type { FileAttribute, FileStructure, ReadableContent } from './structure.ts';

/** The largest header that is read. */
const LARGEST_HEADER = 4 * 1024 * 1024;

/** The structure of an Avro object container file, from the schema in its header (Avro 1.12). */
export function readAvro(content: ReadableContent): FileStructure {
  const schema = parsedSchema(metadataOf(content).get('avro.schema'));
  const { dataType, attributes } = typeOf(schema, { enclosing: [], namedTypes: new Map(), told: { attributes: 0 } });
  return { attributes: dataType === 'struct' ? (attributes ?? []) : [] };
}

function metadataOf(content: ReadableContent): ReadonlyMap<string, Buffer> {
  const metadata = metadataIn(content.head);
  if (metadata !== undefined) return metadata;
  const isAll = content.size <= content.head.length;
  const longer = isAll ? undefined : metadataIn(content.read(0, Math.min(content.size, LARGEST_HEADER)));
  if (longer !== undefined) return longer;
  throw new DamagedContent(
    content.size > LARGEST_HEADER ? 'its header has no end within 4 MiB' : 'its header is cut off',
  );
}

/**
 * The header's metadata, read here because avsc counts for ever in a damaged one: a map in blocks, each beginning with its number of
 * entries; `undefined` when it is cut off.
 */
function metadataIn(bytes: Buffer): ReadonlyMap<string, Buffer> | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'Obj\u{1}') throw new DamagedContent('it does not begin as an Avro file does');
  const metadata = new Map<string, Buffer>();
  let at = 4;
  const long = (): number => {
    const { value, end } = longAt(bytes, at);
    at = end;
    return value;
  };
  const sized = (): Buffer => {
    const length = long();
    if (length < 0) throw new DamagedContent('its header cannot be understood');
    at += length;
    return bytes.subarray(at - length, at);
  };
  for (let count = long(); count !== 0; count = long()) {
    // A negative number of entries is followed by their size in bytes.
    if (count < 0) long();
    for (let left = Math.abs(count); left > 0 && at <= bytes.length; left -= 1)
      metadata.set(sized().toString(), sized());
    if (at > bytes.length) return undefined;
  }
  return at > bytes.length ? undefined : metadata;
}

/** A number in Avro's variable-length zig-zag coding. Past the end of the bytes come zeros. */
function longAt(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let coded = 0;
  for (let at = start; at < start + 8; at += 1) {
    const byte = bytes[at] ?? 0;
    coded += (byte & 0x7f) * 2 ** (7 * (at - start));
    if (byte < 0x80) return { value: coded % 2 === 0 ? coded / 2 : -(coded + 1) / 2, end: at + 1 };
  }
  throw new DamagedContent('its header cannot be understood');
}

function parsedSchema(bytes: Buffer | undefined): unknown {
  if (bytes === undefined) throw new DamagedContent('its header has no schema');
  try {
    return JSON.parse(bytes.toString());
  } catch (error) {
    throw new DamagedContent('its schema is not valid JSON', { cause: error });
  }
}

type JSONObject = Readonly<Record<string, unknown>>;

function asObject(value: unknown): JSONObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JSONObject) // Just proved.
    : undefined;
}

/** Nested types are told of down to here, and no more than so many: types that refer to each other know no end. */
const MOST_LEVELS = 50;
const MOST_ATTRIBUTES = 10_000;

interface Scope {
  /** The schemas that the place is within, the outermost first. */
  readonly enclosing: readonly unknown[];
  readonly namedTypes: Map<string, JSONObject>;
  readonly told: { attributes: number };
}

type Type = Omit<FileAttribute, 'name'>;

function fieldsOf(record: JSONObject, scope: Scope): readonly FileAttribute[] {
  const stated = Array.isArray(record['fields']) ? record['fields'] : [];
  const fields = stated.map(asObject).filter((field) => field !== undefined);
  const names = uniqueNames(fields.map((field) => textOf(field['name']) ?? ''));
  scope.told.attributes += fields.length;
  return fields.map((field, index) => ({
    name: names[index] ?? '',
    ...typeOf(field['type'], scope),
    description: textOf(field['doc']),
  }));
}

function typeOf(schema: unknown, outer: Scope): Type {
  if (typeof schema === 'string') return namedType(schema, outer);
  const { enclosing, namedTypes, told } = outer;
  if (enclosing.length > MOST_LEVELS) return { dataType: 'object' };
  const scope = { ...outer, enclosing: [...enclosing, schema] };
  if (Array.isArray(schema)) return unionType(schema, scope);
  const object = asObject(schema);
  const kind = object?.['type'];
  if (object === undefined || kind === undefined) throw new DamagedContent('its schema cannot be understood');
  const name = textOf(object['name']);
  if (enclosing.includes(schema)) return { dataType: name ?? 'object', isNullable: false };
  if (name !== undefined) namedTypes.set(name, object);
  if (typeof kind !== 'string') return typeOf(kind, scope);
  switch (kind) {
    case 'record':
    case 'error': {
      const attributes = told.attributes > MOST_ATTRIBUTES ? undefined : fieldsOf(object, scope);
      return { dataType: 'struct', isNullable: false, attributes };
    }
    case 'array': {
      const { dataType, attributes } = typeOf(object['items'], scope);
      return { dataType: `array<${dataType}>`, isNullable: false, attributes };
    }
    case 'map': {
      const { dataType, attributes } = typeOf(object['values'], scope);
      return { dataType: `map<string,${dataType}>`, isNullable: false, attributes };
    }
    default:
      return simpleType(kind, object, scope);
  }
}

/** A type that has no parts, as Avro writes it out: `{ "type": "bytes", "logicalType": "decimal", … }`. */
function simpleType(kind: string, schema: JSONObject, scope: Scope): Type {
  const precision = numberOf(schema['precision']);
  const logical = textOf(schema['logicalType']);
  const length = numberOf(schema['size']);
  if (logical === 'decimal' && precision !== undefined) {
    return {
      dataType: `decimal(${precision},${numberOf(schema['scale']) ?? 0})`,
      isNullable: false,
      precision,
      length,
    };
  }
  const dataType = LOGICAL_TYPES[logical ?? ''];
  if (dataType !== undefined) return { dataType, isNullable: false, length };
  if (kind === 'enum') return { dataType: 'string', isNullable: false };
  if (kind === 'fixed') return { dataType: 'binary', isNullable: false, length };
  return namedType(kind, scope);
}

/** One type beside `null` is that type, nullable. Of several the column's type is their list. */
function unionType(branches: readonly unknown[], scope: Scope): Type {
  const others = branches.filter((branch) => branch !== 'null');
  const isNullable = others.length < branches.length;
  const [only] = others;
  if (others.length === 1) return { ...typeOf(only, scope), isNullable };
  const types = others.map((branch) => typeOf(branch, scope).dataType);
  return { dataType: `union<${types.join(',')}>`, isNullable };
}

function namedType(name: string, scope: Scope): Type {
  const primitive = PRIMITIVE_TYPES[name];
  if (primitive !== undefined) return { dataType: primitive, isNullable: name === 'null' };
  const shortName = name.slice(name.lastIndexOf('.') + 1);
  const known = scope.namedTypes.get(name) ?? scope.namedTypes.get(shortName);
  return known === undefined ? { dataType: shortName, isNullable: false } : typeOf(known, scope);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

const PRIMITIVE_TYPES: Readonly<Record<string, string>> = {
  null: 'null',
  boolean: 'boolean',
  int: 'int',
  long: 'long',
  float: 'float',
  double: 'double',
  bytes: 'binary',
  string: 'string',
};

const LOGICAL_TYPES: Readonly<Record<string, string>> = {
  uuid: 'uuid',
  date: 'date',
  'time-millis': 'time',
  'time-micros': 'time',
  'timestamp-millis': 'timestamp',
  'timestamp-micros': 'timestamp',
  'timestamp-nanos': 'timestamp',
  'local-timestamp-millis': 'timestamp',
  'local-timestamp-micros': 'timestamp',
  'local-timestamp-nanos': 'timestamp',
  duration: 'interval',
};
