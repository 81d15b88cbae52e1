import type { Style } from './style.ts';
import { visible, widthOf, wrap } from './visible.ts';

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers stand to the right. */
  readonly isNumber?: boolean;
  /** Sets a cell off. */
  readonly colour?: (cell: string, row: number) => string;
}

const gap = 2;
/** A last column that is narrower than this is no longer read with pleasure. */
const narrowest = 24;

/**
 * A table for people, without lines; without titles when all are empty. The last column is wrapped where the table is too wide; where even that does not fit,
 * each row becomes a block.
 */
export async function tableText(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  style: Style,
  width: number,
): Promise<string> {
  const cells = rows.map((row) => row.map(visible));
  const widths = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...cells.map((row) => widthOf(row[index] ?? ''))),
  );
  const others = widths.slice(0, -1).reduce((sum, one) => sum + one + gap, 0);
  const last = widths.at(-1) ?? 0;
  const room = columns.at(-1)?.isNumber === true ? last : Math.max(narrowest, width - others);
  if (others + Math.min(last, room) > width) return blocks(columns, cells, style, width);
  const { default: Table } = await import('cli-table3');
  const table = new Table({
    head: columns.some(({ title }) => title !== '') ? columns.map(({ title }) => style.bold(title)) : [],
    chars,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: columns.map(({ isNumber }) => (isNumber === true ? 'right' : 'left')),
  });
  for (const [index, row] of cells.entries()) {
    table.push(row.map((cell, column) => lines(cell, column, index, { columns, room })));
  }
  return `${table.toString().split('\n').map(withoutTrailingSpace).join('\n')}\n`;
}

/** A cell with its colour; that of the last column in as many lines as it takes. */
function lines(
  cell: string,
  column: number,
  row: number,
  { columns, room }: { readonly columns: readonly Column[]; readonly room: number },
): string {
  const isLast = column === columns.length - 1;
  const parts = isLast ? wrap(cell, room) : [cell];
  return parts.map((part) => columns[column]?.colour?.(part, row) ?? part).join('\n');
}

function withoutTrailingSpace(line: string): string {
  return line.trimEnd();
}

/** Nothing but space between the columns. */
const chars = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(gap),
};

function blocks(columns: readonly Column[], rows: readonly (readonly string[])[], style: Style, width: number): string {
  const label = Math.max(...columns.slice(1).map(({ title }) => widthOf(title)));
  const room = Math.max(12, width - label - gap * 2);
  const margin = ' '.repeat(gap * 2 + label);
  const texts = rows.map(([name = '', ...rest], index) => {
    const facts = rest.map((cell, position) => {
      const { title = '', colour = same, isNumber = false } = columns[position + 1] ?? {};
      const text = style.dim(title.padEnd(label));
      if (isNumber) return { isNumber, lines: [`  ${text}  ${colour(cell.padStart(numberWidth), index)}`] };
      const [first = '', ...more] = wrap(cell, room).map((part) => colour(part, index));
      return { isNumber, lines: [`  ${text}  ${first}`, ...more.map((part) => `${margin}${part}`)] };
    });
    const perLine = Math.max(1, Math.floor(width / (label + numberWidth + gap * 2)));
    const areNumbers = facts.every(({ isNumber }) => isNumber);
    const lines = facts.flatMap((fact) => fact.lines);
    const packed = areNumbers ? together(lines, perLine) : lines;
    return [style.bold(name), ...packed].map(withoutTrailingSpace).join('\n');
  });
  return `${texts.join('\n\n')}\n`;
}

const numberWidth = 7;

function together(lines: readonly string[], perLine: number): string[] {
  return lines.flatMap((_, index) => (index % perLine === 0 ? [lines.slice(index, index + perLine).join('')] : []));
}

function same(text: string): string {
  return text;
}
