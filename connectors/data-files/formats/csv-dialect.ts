import type { Dialect } from './csv-rows.ts';

/** The usual delimiters, the likeliest first. */
const USUAL_DELIMITERS = [',', ';', '\t', '|'];

/** Characters that stand within values too often to be taken for a delimiter. */
const UNLIKELY_DELIMITER = /[\p{L}\p{N}\p{M}_ "'.\-+/\\()@$€%&?!\n]/u;

/** How many lines are looked at. */
const LINES = 20;

/** Finds how the values at the beginning of a CSV file are told apart. The text's lines end with `\n`. */
export function findDialect(text: string): Dialect {
  const quote = findQuote(text);
  const lines = firstLines(text.includes(quote) ? withoutQuoted(text, quote) : text);
  return { delimiter: findDelimiter(lines), quote };
}

/** `"`, unless values are put in `'`. */
function findQuote(text: string): string {
  if (text.includes('"') && /(?:^|[^\w\s"])\s*"/mu.test(text)) return '"';
  if (!text.includes("'")) return '"';
  return /(?:^|[,;\t|])'[^'\n]*'(?:$|[,;\t|])/mu.test(text) ? "'" : '"';
}

function withoutQuoted(text: string, quote: string): string {
  const quoted = new RegExp(
    `(?<![\\w${quote}])${quote}(?:[^${quote}]|${quote}${quote})*${quote}(?![\\w${quote}])`,
    'gu',
  );
  return text.slice(0, 16_384).replaceAll(quoted, '');
}

function firstLines(text: string): readonly string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length && lines.length < LINES;) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    if (end > start) lines.push(text.slice(start, end));
    start = end + 1;
  }
  // The last of them may be cut off.
  return lines.length > 2 ? lines.slice(0, -1) : lines;
}

function findDelimiter(lines: readonly string[]): string {
  const first = lines[0] ?? '';
  const usual = USUAL_DELIMITERS.filter((delimiter) => first.includes(delimiter));
  if (usual.length === 1 && usual[0] !== undefined) return usual[0];
  if (usual.length > 1) return mostRegular(usual, lines);
  return unusualDelimiter(first, lines) ?? ',';
}

/** The delimiter of which the most lines have as many as the first one; of equals, the more frequent one. */
function mostRegular(delimiters: readonly string[], lines: readonly string[]): string {
  let best = { delimiter: ',', regularity: -1, count: -1 };
  for (const delimiter of delimiters) {
    const count = countOf(delimiter, lines[0] ?? '');
    const regularity = lines.filter((line) => countOf(delimiter, line) === count).length;
    const isBetter = regularity > best.regularity || (regularity === best.regularity && count > best.count);
    if (isBetter) best = { delimiter, regularity, count };
  }
  return best.delimiter;
}

/** A character that every line, and there are several, has as often as the first one. */
function unusualDelimiter(first: string, lines: readonly string[]): string | undefined {
  if (lines.length < 2) return undefined;
  const candidates = [...new Set(first)].filter((character) => !UNLIKELY_DELIMITER.test(character));
  return candidates.find((candidate) => {
    const count = countOf(candidate, first);
    return lines.every((line) => countOf(candidate, line) === count);
  });
}

function countOf(character: string, line: string): number {
  let count = 0;
  for (let at = line.indexOf(character); at !== -1; at = line.indexOf(character, at + 1)) count += 1;
  return count;
}
