import { systemErrorCode } from '../../../src/kit/index.ts';
import { cellStyles } from './excel-styles.ts';
import { columnLetters, sheetRows } from './excel-sheet.ts';
import type { Cell, SheetRow } from './excel-sheet.ts';
import { DamagedContent, uniqueNames } from './structure.ts';
import type { FileAttribute, FileStructure, ReadableContent } from './structure.ts';
import { commonType } from './value-type.ts';
import type { ValueType } from './value-type.ts';
import { readXML } from './xml.ts';
import { zipEntries } from './zip-entries.ts';
import type { ZipEntries } from './zip-entries.ts';

/** How much of each part of a workbook is read, decompressed. */
const LARGEST_PART = 1024 * 1024;
const LARGEST_TEXT_TABLE = 8 * 1024 * 1024;

/** The structure of an Excel workbook (Office Open XML): its sheets, and their columns from their first rows. */
export async function readExcel(content: ReadableContent): Promise<FileStructure> {
  try {
    return { attributes: await sheetsOf(await zipEntries(content.fileDescriptor)) };
  } catch (error) {
    if (systemErrorCode(error)?.startsWith('E') === true) throw error;
    throw new DamagedContent('it cannot be understood as a workbook', { cause: error });
  }
}

async function sheetsOf(entries: ZipEntries): Promise<readonly FileAttribute[]> {
  const sheets = await sheetParts(entries);
  const styles = await cellStyles(entries.read('xl/styles.xml'), LARGEST_PART);
  const tables: SheetTable[] = [];
  for (const sheet of sheets) {
    tables.push(tableIn(await sheetRows(entries.read(sheet.part), LARGEST_PART, styles)));
  }
  const wanted = tables.flatMap(({ header }) => header.flatMap(({ cell }) => cell?.textNumber ?? []));
  const texts = await textsOf(entries, new Set(wanted));
  const names = uniqueNames(sheets.map((sheet) => sheet.name));
  return tables.map((table, index) => ({
    name: names[index] ?? '',
    dataType: 'table',
    isSheet: true,
    attributes: columnsOf(table, texts),
  }));
}

interface SheetPart {
  readonly name: string;
  /** The name of its entry in the zip file. */
  readonly part: string;
}

async function sheetParts(entries: ZipEntries): Promise<readonly SheetPart[]> {
  if (!entries.has('xl/workbook.xml')) throw new Error('xl/workbook.xml is missing');
  const targets = new Map<string, string>();
  await readXML(entries.read('xl/_rels/workbook.xml.rels'), LARGEST_PART, {
    opened(name, attributes) {
      if (name === 'Relationship') targets.set(attributes['Id'] ?? '', attributes['Target'] ?? '');
    },
  });
  const sheets: SheetPart[] = [];
  await readXML(entries.read('xl/workbook.xml'), LARGEST_PART, {
    opened(name, attributes) {
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const target = targets.get(id ?? '') ?? '';
      sheets.push({ name: attributes['name'] ?? '', part: target.startsWith('/') ? target.slice(1) : `xl/${target}` });
    },
  });
  return sheets;
}

interface SheetTable {
  readonly header: readonly { readonly column: number; readonly cell: Cell | undefined }[];
  readonly rows: readonly SheetRow[];
}

/**
 * The table in a sheet. Its header is the first row of texts that is more than half as wide as the widest row, which a
 * title above it is not; without one, the columns have no names.
 */
function tableIn(rows: readonly SheetRow[]): SheetTable {
  const widest = rows.reduce((most, row) => Math.max(most, row.size), 0);
  const headerAt = rows.findIndex(
    (row) => row.size * 2 > widest && [...row.values()].every((cell) => cell.type === 'string'),
  );
  const headerRow = headerAt === -1 ? undefined : rows[headerAt];
  if (headerRow !== undefined) {
    return { header: [...headerRow].map(([column, cell]) => ({ column, cell })), rows: rows.slice(headerAt + 1) };
  }
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))].toSorted((one, other) => one - other);
  return { header: columns.map((column) => ({ column, cell: undefined })), rows };
}

function columnsOf({ header, rows }: SheetTable, texts: ReadonlyMap<number, string>): readonly FileAttribute[] {
  const names = uniqueNames(
    header.map(({ column, cell }) => {
      const text = cell?.textNumber === undefined ? cell?.text : texts.get(cell.textNumber);
      return text?.trim() || columnLetters(column);
    }),
  );
  return header.map(({ column }, index) => {
    let type: ValueType | undefined;
    for (const row of rows) type = commonType(type, row.get(column)?.type);
    const hasGaps = rows.some((row) => !row.has(column));
    return { name: names[index] ?? '', dataType: type ?? 'string', isNullable: hasGaps ? true : undefined };
  });
}

/** The texts with these numbers, of the one table of texts that a workbook's sheets share. */
async function textsOf(entries: ZipEntries, wanted: ReadonlySet<number>): Promise<ReadonlyMap<number, string>> {
  const texts = new Map<number, string>();
  let number = -1;
  let isText = false;
  let isPhonetic = false;
  await readXML(wanted.size === 0 ? none() : entries.read('xl/sharedStrings.xml'), LARGEST_TEXT_TABLE, {
    opened(name) {
      if (name === 'si') number += 1;
      else if (name === 'rPh') isPhonetic = true;
      else if (name === 't') isText = !isPhonetic && wanted.has(number);
    },
    text(text) {
      if (isText) texts.set(number, (texts.get(number) ?? '') + text);
    },
    closed(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') isPhonetic = false;
    },
    isDone: () => texts.size === wanted.size && !wanted.has(number),
  });
  return texts;
}

async function* none(): AsyncGenerator<Buffer> {}
