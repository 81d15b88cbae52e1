import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checksOf, firstSyncRatio, medianMegabytes, medianSeconds } from './checks.ts';
import type { Check, Figures } from './checks.ts';
import type { PostgresqlFigures } from './measure-postgresql.ts';
import { limitBesidePeers, peers } from './published-figures.ts';

const readme = path.resolve(import.meta.dirname, '../../README.md');
const section = /(?<=<!-- generated: performance -->\n)[\s\S]*?(?=<!-- end of generated: performance -->)/;

/** The checks as a table of Markdown, which reads as well on a terminal. */
export function checkTable(checks: readonly Check[]): string {
  return table(
    ['', 'measured', 'held against', 'ratio', 'at most', ''],
    checks.map((check) => [
      check.what,
      check.measured,
      check.heldAgainst,
      check.ratio,
      check.budget,
      check.budget === '' ? '' : check.passed ? 'PASS' : 'FAIL',
    ]),
  );
}

/** Writes what was measured, with the peers' published figures beside it, into the README. */
export function writeReadme(figures: Figures): void {
  const text = readFileSync(readme, 'utf8');
  if (!section.test(text)) throw new Error('README.md has no place that is marked for the performance figures.');
  writeFileSync(
    readme,
    text.replace(section, () => performanceSection(figures)),
  );
}

/** What the figures were measured on. */
export function machine(figures: Figures): string {
  const reader = (figures.large ?? figures.medium)?.reader;
  const reading = { psql: 'psql', pg: 'a Node process with pg' };
  return [
    `Node ${process.versions.node}, ${os.availableParallelism()} cores (${os.cpus()[0]?.model.trim() ?? 'unknown'})`,
    ...(reader === undefined ? [] : [`the limit reads with ${reading[reader]}, the cheaper of the two`]),
  ].join('; ');
}

function performanceSection(figures: Figures): string {
  return `
${machine(figures)}.

${checkTable(checksOf(figures))}
Medium has 1,000 tables of 20 columns, 800 foreign keys and 100 views; large 10,000 tables. Of the small files each is an
element; where a fifth of them are CSV, those are five elements each, the columns included, and cost what elements cost: to
walk over the files is no measure for that, so that there is no budget. Peers that read databases of the
same sizes were measured on another machine, whose limit was ${limitBesidePeers.medium} s and ${limitBesidePeers.large} s of CPU, so compare the ratios:

${peerTable(figures)}
`;
}

function peerTable({ medium, large }: Figures): string {
  const ours = (figures: PostgresqlFigures | undefined): string[] => {
    if (figures === undefined) return ['', '', ''];
    return cells(medianSeconds(figures.first), firstSyncRatio(figures), medianMegabytes(figures.first));
  };
  return table(
    ['', 'keeps', 'medium', '÷ limit', 'peak', 'large', '÷ limit', 'peak'],
    [
      ['**egeria-integrate, first sync**', 'a catalog with history and full text', ...ours(medium), ...ours(large)],
      ...peers.map((peer) => [
        peer.name,
        peer.keeps,
        ...cells(peer.medium.cpuSeconds, peer.medium.cpuSeconds / limitBesidePeers.medium, peer.medium.megabytes),
        ...(peer.large === undefined
          ? ['', '', '']
          : cells(peer.large.cpuSeconds, peer.large.cpuSeconds / limitBesidePeers.large, peer.large.megabytes)),
      ]),
    ],
  );
}

function cells(seconds: number, ratio: number, megabytes: number): string[] {
  return [`${seconds.toPrecision(3)} s`, `${ratio.toFixed(1)} ×`, `${megabytes.toFixed(0)} MB`];
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(3, ...[title, ...rows.map((row) => row[column] ?? '')].map((cell) => cell.length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |\n`;
  return line(header) + line(widths.map((width) => '-'.repeat(width))) + rows.map(line).join('');
}
