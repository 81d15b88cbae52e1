import { integerType } from './value-type.ts';
import type { ValueType } from './value-type.ts';
import { readXML } from './xml.ts';

/** A filled cell at the beginning of a sheet. */
export interface Cell {
  readonly type: ValueType;
  /** The text, where the sheet itself has it. */
  readonly text: string | undefined;
  /** The number of the text in the workbook's table of texts, where it is there. */
  readonly textNumber: number | undefined;
}

/** The filled cells of a row by the number of their column, from 0. */
export type SheetRow = ReadonlyMap<number, Cell>;

/** How many rows of a sheet are looked at. */
const SAMPLE_ROWS = 100;

/** Reads the first rows of a sheet that are not empty. */
export async function sheetRows(
  pieces: AsyncIterable<Buffer>,
  limit: number,
  styles: readonly (ValueType | undefined)[],
): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  let row = new Map<number, Cell>();
  let attributes: Readonly<Record<string, string>> = {};
  let column = -1;
  let isValue = false;
  let value = '';
  await readXML(pieces, limit, {
    opened(name, given) {
      if (name === 'row') {
        row = new Map();
        column = -1;
      } else if (name === 'c') {
        attributes = given;
        column = columnNumber(given['r']) ?? column + 1;
        value = '';
      } else {
        isValue = name === 'v' || name === 't';
      }
    },
    text(text) {
      if (isValue) value += text;
    },
    closed(name) {
      if (name === 'v' || name === 't') isValue = false;
      if (name === 'row' && row.size > 0) rows.push(row);
      if (name !== 'c' || value === '') return;
      const cell = cellOf(attributes['t'], value, styles[Number(attributes['s'])]);
      if (cell !== undefined) row.set(column, cell);
    },
    isDone: () => rows.length >= SAMPLE_ROWS,
  });
  return rows.slice(0, SAMPLE_ROWS);
}

/** @param kind the cell's attribute `t`; numbers, and with them dates and times, have none */
function cellOf(kind: string | undefined, value: string, style: ValueType | undefined): Cell | undefined {
  switch (kind) {
    case 's':
      return { type: 'string', text: undefined, textNumber: Number(value) };
    case 'str':
    case 'inlineStr':
      return { type: 'string', text: value, textNumber: undefined };
    case 'b':
      return { type: 'boolean', text: undefined, textNumber: undefined };
    case 'd':
      return { type: value.includes('T') ? 'timestamp' : 'date', text: undefined, textNumber: undefined };
    case 'e':
      return undefined;
    default:
      return { type: style ?? numberType(value), text: undefined, textNumber: undefined };
  }
}

function numberType(value: string): ValueType {
  return /^-?\d+$/u.test(value) ? integerType(value) : 'double';
}

/** `C7` is in column 2. */
function columnNumber(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/u.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}

/** Column 2 is `C`. */
export function columnLetters(column: number): string {
  const before = Math.floor(column / 26);
  return (before === 0 ? '' : columnLetters(before - 1)) + String.fromCharCode(65 + (column % 26));
}
