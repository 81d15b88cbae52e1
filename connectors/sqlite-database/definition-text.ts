/** The pieces of a statement of SQL: comments and quoted text whole, words, and single signs. */
const piece =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"]|"")*"|'(?:[^']|'')*'|`(?:[^`]|``)*`|\[[^\]]*\]|[\p{L}\p{N}_$]+|[\s\S]/gu;

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How many parentheses are open around it; its own do not count. */
  readonly depth: number;
}

/** The query of a view: what follows the first `AS` of `CREATE VIEW name (columns) AS …`. */
export function queryOfView(sql: string): string {
  for (const { text, depth, end } of piecesOf(sql)) if (depth === 0 && isWord(text, 'as')) return sql.slice(end).trim();
  return sql;
}

/** The module of a virtual table: the word after the first `USING` of `CREATE VIRTUAL TABLE name USING module(…)`. */
export function moduleOfVirtualTable(sql: string): string | undefined {
  let isNext = false;
  for (const { text } of piecesOf(sql)) {
    if (isNext) return unquoted(text);
    isNext = isWord(text, 'using');
  }
  return undefined;
}

/** The expressions of generated columns, by their names: `name … AS (expression)` in the list of `CREATE TABLE`. */
export function generationExpressions(sql: string): ReadonlyMap<string, string> {
  const expressions = new Map<string, string>();
  let column: string | undefined;
  let isAfterAs = false;
  let start: number | undefined;
  for (const { text, depth, start: at, end } of piecesOf(sql)) {
    if (depth !== 1) continue;
    if (text === '(' && isAfterAs) start = end;
    if (text === ')' && start !== undefined && column !== undefined) {
      expressions.set(column, sql.slice(start, at).trim());
      start = undefined;
    }
    isAfterAs = isWord(text, 'as');
    if (text === ',') column = undefined;
    else column ??= unquoted(text);
  }
  return expressions;
}

/** Without white space and comments. */
function* piecesOf(sql: string): Generator<Piece> {
  let depth = 0;
  for (const { 0: text, index } of sql.matchAll(piece)) {
    if (text === ')') depth -= 1;
    if (!/^(?:\s|--|\/\*)/.test(text)) yield { text, start: index, end: index + text.length, depth };
    if (text === '(') depth += 1;
  }
}

function isWord(text: string, word: string): boolean {
  return text.toLowerCase() === word;
}

function unquoted(text: string): string {
  const [quote = ''] = text;
  if (quote === '[') return text.slice(1, -1);
  return '"\'`'.includes(quote) ? text.slice(1, -1).replaceAll(quote + quote, quote) : text;
}
