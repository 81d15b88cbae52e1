/** What the values of a column have in common, in Egeria's names of data types. */
export type ValueType = 'boolean' | 'int' | 'long' | 'biginteger' | 'double' | 'date' | 'timestamp' | 'time' | 'string';

const NO_VALUE = new Set(['', 'NULL', 'null', 'NA', 'N/A', '\\N', 'NaN', 'nan']);
const DECIMAL = /^[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?$/iu;
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u;
const TIMESTAMP =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?Z| ?[+-]\d{2}:?\d{2})?$/u;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?$/u;

/** The type of a value written as text; `undefined` when there is none (`NULL`, `NA` …). */
export function valueType(text: string): ValueType | undefined {
  const first = text.charCodeAt(0);
  if ((first >= 48 && first <= 57) || first === 45 || first === 43 || first === 46 || first === 44)
    return numberOrDate(text);
  if (text.length > 5) return 'string';
  if (text.length <= 4 && NO_VALUE.has(text)) return undefined;
  const lowerCase = text.toLowerCase();
  return lowerCase === 'true' || lowerCase === 'false' ? 'boolean' : 'string';
}

function numberOrDate(text: string): ValueType {
  const start = text.startsWith('-') || text.startsWith('+') ? 1 : 0;
  let end = start;
  while (isDigit(text.charCodeAt(end))) end += 1;
  const digits = end - start;
  if (end === text.length) {
    // A number is not written with zeros before it: this is a code.
    return digits === 0 || (digits > 1 && text[start] === '0') ? 'string' : integerType(text);
  }
  switch (text[end]) {
    case '-':
      if (DATE.test(text)) return 'date';
      return TIMESTAMP.test(text) ? 'timestamp' : 'string';
    case ':':
      return TIME.test(text) ? 'time' : 'string';
    default:
      return DECIMAL.test(text) ? 'double' : 'string';
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The smallest type for an integer in decimal digits: 32 bits, 64 bits or more. */
export function integerType(digits: string): 'int' | 'long' | 'biginteger' {
  if (digits.length <= 9) return 'int';
  if (digits.length > 20) return 'biginteger';
  const value = BigInt(digits.startsWith('+') ? digits.slice(1) : digits);
  if (BigInt.asIntN(32, value) === value) return 'int';
  return BigInt.asIntN(64, value) === value ? 'long' : 'biginteger';
}

const WIDTH: Readonly<Partial<Record<ValueType, number>>> = { int: 1, long: 2, biginteger: 3, double: 4 };

/** The type of a column that has values of both types. */
export function commonType(one: ValueType | undefined, other: ValueType | undefined): ValueType | undefined {
  if (one === other || other === undefined) return one;
  if (one === undefined) return other;
  const widths = [WIDTH[one], WIDTH[other]];
  if (widths[0] !== undefined && widths[1] !== undefined) return widths[0] > widths[1] ? one : other;
  const isDay = (type: ValueType): boolean => type === 'date' || type === 'timestamp';
  return isDay(one) && isDay(other) ? 'timestamp' : 'string';
}
