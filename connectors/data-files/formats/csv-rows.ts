/** How the values of a CSV file are told apart: each a single character. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
}

/** The rows at the beginning of a CSV file. */
export interface CSVRows {
  readonly rows: readonly (readonly string[])[];
  /** Whether the text ended within a quoted value. */
  readonly endsWithinQuotes: boolean;
}

const LINE_END = 10;
const SPACE = 32;

/**
 * Splits the text of a CSV file (RFC 4180, and what is common beside it: spaces before and after a quoted value, empty
 * lines, which are left out) into at most `limit` rows.
 *
 * @param text with `\n` as the end of its lines
 * @param isWhole whether this is the whole file; otherwise the last row is left out, as it may be incomplete
 */
export function csvRows(text: string, { delimiter, quote }: Dialect, isWhole: boolean, limit: number): CSVRows {
  const [delimiterCode, quoteCode] = [delimiter.charCodeAt(0), quote.charCodeAt(0)];
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length && rows.length < limit) {
    let code = text.charCodeAt(at);
    const quoted = code === quoteCode || code === SPACE ? quotedPart(text, at, quote) : NOT_QUOTED;
    if (quoted === undefined) return { rows, endsWithinQuotes: true };
    const start = Math.max(at, quoted.end);
    at = start;
    for (; at < text.length; at += 1) {
      code = text.charCodeAt(at);
      if (code === delimiterCode || code === LINE_END) break;
    }
    row.push(quoted === NOT_QUOTED ? text.slice(start, at) : quoted.text + text.slice(start, at).trimEnd());
    if (at < text.length && code === LINE_END) {
      if (row.length > 1 || row[0] !== '') rows.push(row);
      row = [];
    }
    at += 1;
  }
  if (row.length > 0 && text.endsWith(delimiter)) row.push('');
  if (row.length > 0 && isWhole && rows.length < limit) rows.push(row);
  return { rows, endsWithinQuotes: false };
}

interface QuotedPart {
  readonly text: string;
  /** Behind the closing quote. */
  readonly end: number;
}

const NOT_QUOTED: QuotedPart = { text: '', end: 0 };

/** What is between the quotes of a value that begins at `start`; `undefined` when the closing one is missing. */
function quotedPart(text: string, start: number, quote: string): QuotedPart | undefined {
  let at = start;
  while (text.charCodeAt(at) === SPACE) at += 1;
  if (text[at] !== quote) return NOT_QUOTED;
  let unquoted = '';
  for (at += 1; ; at += 1) {
    const close = text.indexOf(quote, at);
    if (close === -1) return undefined;
    unquoted += text.slice(at, close);
    at = close + 1;
    if (text[at] !== quote) return { text: unquoted, end: at };
    unquoted += quote;
  }
}
