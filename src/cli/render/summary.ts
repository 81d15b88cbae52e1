import type { IntegrationReport, ResultEvent, Totals } from '../../report/events.ts';
import type { Style } from './style.ts';
import { tableText } from './table.ts';

const counted = ['stated', 'created', 'updated', 'unchanged', 'removed', 'refused', 'failed'] as const;

/** A row per connector, whose numbers add up, and their total where there are several. */
export function summaryText(
  { connectors, totals }: ResultEvent,
  reports: readonly IntegrationReport[],
  style: Style,
  columns: number,
): Promise<string> {
  const rows = connectors.map(({ connectorName, totals: own }) =>
    rowOf(
      connectorName,
      own,
      reports.filter((report) => report.connectorName === connectorName),
    ),
  );
  if (rows.length > 1) rows.push(rowOf('total', totals, reports));
  const numbers = counted.map((title) => ({
    title,
    isNumber: true,
    colour: (cell: string) => colourOf(title, cell, style),
  }));
  return tableText([{ title: 'connector' }, ...numbers, { title: 'seconds', isNumber: true }], rows, style, columns);
}

function rowOf(name: string, totals: Totals, reports: readonly IntegrationReport[]): string[] {
  const seconds = reports.reduce((sum, report) => sum + report.seconds, 0);
  return [name, ...counted.map((title) => String(totals[title])), seconds.toFixed(2)];
}

/** Numbers that mean trouble stand out, zeros stand back. */
function colourOf(title: (typeof counted)[number], cell: string, style: Style): string {
  if (cell.trim() === '0') return style.dim(cell);
  if (title === 'failed') return style.red(cell);
  return title === 'refused' ? style.yellow(cell) : cell;
}
