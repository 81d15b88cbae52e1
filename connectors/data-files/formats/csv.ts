import { findDialect } from './csv-dialect.ts';
import { csvRows } from './csv-rows.ts';
import type { Dialect } from './csv-rows.ts';
import { DamagedContent, uniqueNames } from './structure.ts';
import type { FileAttribute, FileStructure, ReadableContent } from './structure.ts';
import { decodeText } from './text.ts';
import { commonType, valueType } from './value-type.ts';
import type { ValueType } from './value-type.ts';

type Row = readonly string[];

/** From how many rows the types of the columns are found. */
const SAMPLE_ROWS = 1_000;

/** The structure of a CSV file, from its first 64 KiB: delimiter, quote, header, columns and their types. */
export function readCSV(content: ReadableContent): FileStructure {
  const isWhole = content.head.length >= content.size;
  const decoded = decodeText(content.head, isWhole);
  if (decoded === undefined) throw new DamagedContent('it is not text');
  const { dialect, text } = dialectOf(decoded.text, content.extension);
  const { rows, endsWithinQuotes } = csvRows(text, dialect, isWhole, SAMPLE_ROWS);
  if (rows.length === 0 && !isWhole) throw new DamagedContent('its first row is longer than 64 KiB');
  if (endsWithinQuotes && isWhole) throw new DamagedContent('a quoted value has no end');
  const first = rows[0] ?? [];
  const below = first.map((_, index) => columnValues(rows, index, 1));
  const hasHeader = startsWithHeader(rows, below);
  return {
    attributes: hasHeader ? namedColumns(first, below) : unnamedColumns(rows),
    delimiterCharacter: dialect.delimiter,
    quoteCharacter: dialect.quote,
    encodingProperties: { characterSet: decoded.characterSet, header: String(hasHeader) },
  };
}

/** Excel begins a file with `sep=;` when the delimiter is not the usual one. */
const DELIMITER_LINE = /^sep=(.)\n/u;

function dialectOf(decoded: string, extension: string): { readonly dialect: Dialect; readonly text: string } {
  const text = decoded.includes('\r') ? decoded.replaceAll(/\r\n?/gu, '\n') : decoded;
  const stated = DELIMITER_LINE.exec(text);
  if (stated?.[1] === undefined) {
    const dialect = findDialect(text);
    return { dialect: extension === 'tsv' || extension === 'tab' ? { ...dialect, delimiter: '\t' } : dialect, text };
  }
  const rest = text.slice(stated[0].length);
  return { dialect: { ...findDialect(rest), delimiter: stated[1] }, text: rest };
}

/** What the values of one column have in common. */
interface ColumnValues {
  readonly type: ValueType | undefined;
  readonly hasGaps: boolean;
}

function columnValues(rows: readonly Row[], index: number, from: number): ColumnValues {
  let common: ValueType | undefined;
  let hasGaps = false;
  for (let at = from; at < rows.length; at += 1) {
    const type = valueType(rows[at]?.[index] ?? '');
    if (type === undefined) hasGaps = true;
    else if (type !== common) common = commonType(common, type);
  }
  return { type: common, hasGaps };
}

function isTyped(type: ValueType | undefined): boolean {
  return type !== undefined && type !== 'string';
}

/**
 * Whether the first row names the columns. It does where columns have a type other than text that their first value
 * lacks; in a file of texts, when the first row is unlike values: without repetition, and found nowhere below.
 *
 * @param below what the rows below the first have in common
 */
function startsWithHeader(rows: readonly Row[], below: readonly ColumnValues[]): boolean {
  const first = rows[0] ?? [];
  let votes = 0;
  let isLikeValues = false;
  for (const [index, name] of first.entries()) {
    const type = valueType(name);
    if (isTyped(type)) isLikeValues = true;
    // Tools that write an index leave its name empty.
    if (index === 0 && name === '') continue;
    if (isTyped(below[index]?.type)) votes += type === 'string' ? 1 : -1;
    else if (rows.some((row, at) => at > 0 && row[index] === name)) isLikeValues = true;
  }
  if (votes !== 0) return votes > 0;
  return !isLikeValues && new Set(first).size === first.length;
}

function namedColumns(names: Row, columns: readonly ColumnValues[]): readonly FileAttribute[] {
  return uniqueNames(names.map((name) => name.trim())).map((name, index) => ({
    name,
    dataType: columns[index]?.type ?? 'string',
    isNullable: columns[index]?.hasGaps === true ? true : undefined,
  }));
}

function unnamedColumns(rows: readonly Row[]): readonly FileAttribute[] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const columns = Array.from({ length: width }, (_, index) => columnValues(rows, index, 0));
  return namedColumns(
    Array.from({ length: width }, () => ''),
    columns,
  );
}
