/** What the declared type of a column says beyond its name. */
export interface TypeSize {
  /** Characters or bytes at most. */
  readonly length: number | undefined;
  /** Digits in all. */
  readonly precision: number | undefined;
  /** Digits after the decimal point. */
  readonly scale: number | undefined;
}

const UNSIZED: TypeSize = { length: undefined, precision: undefined, scale: undefined };

/**
 * Reads the numbers in a declared type such as `VARCHAR(20)` or `DECIMAL(10, 2)`. SQLite keeps them and ignores them, so
 * their sense follows the type's name: of text and bytes they are a length, of anything else digits.
 */
export function sizeOf(declaredType: string): TypeSize {
  const numbers = /\(\s*\+?(\d{1,9})\s*(?:,\s*\+?(\d{1,9})\s*)?\)/.exec(declaredType);
  if (numbers === null) return UNSIZED;
  const first = Number(numbers[1]);
  if (/char|text|clob|string|blob|binary|byte/i.test(declaredType)) return { ...UNSIZED, length: first };
  return { length: undefined, precision: first, scale: numbers[2] === undefined ? undefined : Number(numbers[2]) };
}
