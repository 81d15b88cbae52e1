import { parquetMetadata, parquetSchema } from 'hyparquet';
import type { SchemaElement, SchemaTree } from 'hyparquet';
import { DamagedContent, uniqueNames } from './structure.ts';
import type { FileAttribute, FileStructure, ReadableContent } from './structure.ts';

/** How much is read at first: enough for the footers of most files. */
const USUAL_FOOTER = 64 * 1024;

/** The largest footer that is read. */
const LARGEST_FOOTER = 8 * 1024 * 1024;

/** The length of the footer and `PAR1`, at the very end of the file. */
const ENDING = 8;

/** The structure of a Parquet file, from its footer. */
export function readParquet(content: ReadableContent): FileStructure {
  const footer = footerOf(content);
  try {
    const metadata = parquetMetadata(footer, { geoparquet: false });
    return { attributes: attributesOf(parquetSchema(metadata).children), rowCount: String(metadata.num_rows) };
  } catch (error) {
    throw new DamagedContent('its footer cannot be understood', { cause: error });
  }
}

function footerOf(content: ReadableContent): Buffer {
  const tail = content.read(Math.max(0, content.size - USUAL_FOOTER), USUAL_FOOTER);
  const ending = tail.toString('latin1', tail.length - 4);
  if (ending === 'PARE') throw new DamagedContent('its footer is encrypted');
  if (tail.length < ENDING || ending !== 'PAR1') throw new DamagedContent('its end is not that of a Parquet file');
  const length = tail.readUInt32LE(tail.length - ENDING) + ENDING;
  if (length > content.size) throw new DamagedContent('its footer is longer than the file');
  if (length > LARGEST_FOOTER) throw new DamagedContent('its footer is larger than 8 MiB');
  return length <= tail.length ? tail : content.read(content.size - length, length);
}

function attributesOf(fields: readonly SchemaTree[]): readonly FileAttribute[] {
  const names = uniqueNames(fields.map((field) => field.element.name));
  return fields.map((field, index) => {
    const isRepeated = field.element.repetition_type === 'REPEATED';
    const { dataType, ...details } = typeOf(field);
    return {
      name: names[index] ?? field.element.name,
      dataType: isRepeated ? `array<${dataType}>` : dataType,
      isNullable: field.element.repetition_type === 'OPTIONAL',
      ...details,
    };
  });
}

type Type = Omit<FileAttribute, 'name' | 'isNullable'>;

function typeOf(field: SchemaTree): Type {
  const { element, children } = field;
  if (children.length === 0) return primitiveType(element);
  const kind = element.logical_type?.type ?? element.converted_type;
  const [repeated] = children;
  if (kind === 'LIST' && repeated !== undefined) {
    const { dataType, attributes } = typeOf(elementOfList(repeated));
    return { dataType: `array<${dataType}>`, attributes };
  }
  if ((kind === 'MAP' || kind === 'MAP_KEY_VALUE') && repeated?.children[0] !== undefined) {
    const [key, value] = repeated.children;
    const values = value === undefined ? undefined : typeOf(value);
    return { dataType: `map<${typeOf(key).dataType},${values?.dataType ?? 'null'}>`, attributes: values?.attributes };
  }
  return { dataType: 'struct', attributes: attributesOf(children) };
}

/** Parquet's rules for lists: in the three-level form, and in no older one, the repeated group is not the element. */
function elementOfList(repeated: SchemaTree): SchemaTree {
  const [only, ...others] = repeated.children;
  const { name } = repeated.element;
  const isElement = only === undefined || others.length > 0 || name === 'array' || name.endsWith('_tuple');
  return isElement ? repeated : only;
}

function primitiveType(element: SchemaElement): Type {
  const logical = element.logical_type;
  if (logical?.type === 'DECIMAL') return decimal(logical.precision, logical.scale);
  if (logical?.type === 'INTEGER') return { dataType: integer(logical.bitWidth, logical.isSigned) };
  if (element.converted_type === 'DECIMAL') return decimal(element.precision ?? 0, element.scale ?? 0);
  const named = NAMED_TYPES[logical?.type ?? ''] ?? NAMED_TYPES[element.converted_type ?? ''];
  if (named !== undefined) return { dataType: named };
  return { dataType: PHYSICAL_TYPES[element.type ?? ''] ?? 'binary', length: element.type_length };
}

function decimal(precision: number, scale: number): Type {
  return { dataType: `decimal(${precision},${scale})`, precision };
}

function integer(bits: number, isSigned: boolean): string {
  if (bits <= 8) return isSigned ? 'byte' : 'short';
  if (bits <= 16) return isSigned ? 'short' : 'int';
  if (bits <= 32) return isSigned ? 'int' : 'long';
  return isSigned ? 'long' : 'biginteger';
}

/** By logical or converted type. */
const NAMED_TYPES: Readonly<Record<string, string>> = {
  STRING: 'string',
  UTF8: 'string',
  ENUM: 'string',
  JSON: 'string',
  BSON: 'binary',
  UUID: 'uuid',
  FLOAT16: 'float',
  DATE: 'date',
  TIME: 'time',
  TIME_MILLIS: 'time',
  TIME_MICROS: 'time',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_MILLIS: 'timestamp',
  TIMESTAMP_MICROS: 'timestamp',
  INTERVAL: 'interval',
  NULL: 'null',
  GEOMETRY: 'geometry',
  GEOGRAPHY: 'geography',
  UINT_8: 'short',
  UINT_16: 'int',
  UINT_32: 'long',
  UINT_64: 'biginteger',
  INT_8: 'byte',
  INT_16: 'short',
  INT_32: 'int',
  INT_64: 'long',
};

const PHYSICAL_TYPES: Readonly<Record<string, string>> = {
  BOOLEAN: 'boolean',
  INT32: 'int',
  INT64: 'long',
  INT96: 'timestamp',
  FLOAT: 'float',
  DOUBLE: 'double',
};
