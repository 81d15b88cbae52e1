/** The primitive attribute types that occur in the open metadata types 6.1. */
export type PrimitiveName = 'string' | 'boolean' | 'int' | 'long' | 'float' | 'double' | 'date' | 'object';

/** The type of an attribute's value. `name` is as Egeria writes it: `int`, `map<string,date>`, `KeyPattern`. */
export type AttributeType =
  | { readonly kind: 'primitive'; readonly name: PrimitiveName }
  | { readonly kind: 'map'; readonly name: string; readonly valueType: PrimitiveName }
  | { readonly kind: 'array'; readonly name: string; readonly itemType: PrimitiveName }
  | { readonly kind: 'enum'; readonly name: string; readonly values: ReadonlySet<string> };

const primitiveDescriptions: Readonly<Record<PrimitiveName, string>> = {
  string: 'text without lone surrogates or NUL',
  boolean: 'true or false',
  int: 'a whole number of 32 bits',
  long: 'a whole number up to 2^53 - 1',
  float: 'a finite number of 32 bits',
  double: 'a finite number',
  date: 'a date in UTC such as 2026-11-23T06:00:00.000Z',
  object: 'a JSON value',
};

const greatestFloat = 3.4028234663852886e38;

function isPrimitiveName(name: string): name is PrimitiveName {
  return Object.hasOwn(primitiveDescriptions, name);
}

/** Reads a type's name. `enumValues` gives the values of an enum. Throws on a name that is neither. */
export function attributeType(
  name: string,
  enumValues: (name: string) => ReadonlySet<string> | undefined,
): AttributeType {
  if (isPrimitiveName(name)) return { kind: 'primitive', name };
  const collection = /^(?<kind>map<string,|array<)(?<of>\w+)>$/u.exec(name)?.groups;
  const of = collection?.['of'];
  if (of !== undefined && isPrimitiveName(of)) {
    return collection?.['kind'] === 'array<'
      ? { kind: 'array', name, itemType: of }
      : { kind: 'map', name, valueType: of };
  }
  const values = enumValues(name);
  if (values === undefined) throw new Error(`unknown attribute type: ${name}`);
  return { kind: 'enum', name, values };
}

/** What a value of the type must be, in words. */
export function describeAttributeType(type: AttributeType): string {
  if (type.kind === 'enum') return `one of ${[...type.values].join(', ')}`;
  if (type.kind === 'map') return `an object, each value ${primitiveDescriptions[type.valueType]}`;
  if (type.kind === 'array') return `an array, each item ${primitiveDescriptions[type.itemType]}`;
  return primitiveDescriptions[type.name];
}

/** Whether a value is of the type. Allocates nothing. */
export function isOfType(type: AttributeType, value: unknown): boolean {
  if (type.kind === 'primitive') return isPrimitive[type.name](value);
  if (type.kind === 'enum') return typeof value === 'string' && type.values.has(value);
  if (type.kind === 'array') return isArrayOf(type.itemType, value);
  return isMapOf(type.valueType, value);
}

const isPrimitive: Readonly<Record<PrimitiveName, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string' && isStorableText(value),
  boolean: (value) => typeof value === 'boolean',
  int: (value) => typeof value === 'number' && (value | 0) === value,
  long: (value) => Number.isSafeInteger(value),
  float: (value) => typeof value === 'number' && Math.abs(value) <= greatestFloat,
  double: (value) => Number.isFinite(value),
  date: (value) => typeof value === 'string' && isDate(value),
  object: (value) => isJson(value),
};

/**
 * A lone surrogate has no UTF-8 form, so a store would hold something else than was stated and find a change at every
 * refresh; PostgreSQL's `text` holds no NUL. Refusing both keeps all stores alike.
 */
function isStorableText(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}

const datePattern = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/u;

/** One form only, so that equal moments are equal texts and sort as texts. */
function isDate(value: string): boolean {
  if (!datePattern.test(value)) return false;
  const isInEveryMonth = !value.startsWith('29', 8) && !value.startsWith('3', 8);
  if (isInEveryMonth) return true;
  const milliseconds = Date.parse(value);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === value;
}

function isArrayOf(itemType: PrimitiveName, value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (const item of value) if (!isPrimitive[itemType](item)) return false;
  return true;
}

function isMapOf(valueType: PrimitiveName, value: unknown): boolean {
  if (!isPlainObject(value)) return false;
  for (const key in value) {
    if (!isStorableText(key)) return false;
    const entry = value[key];
    if (entry !== undefined && !isPrimitive[valueType](entry)) return false;
  }
  return true;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return isStorableText(value);
  if (typeof value === 'number') return Number.isFinite(value);
  return Array.isArray(value) ? isArrayOf('object', value) : isMapOf('object', value);
}
