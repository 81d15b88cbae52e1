/** The pieces of a statement of SQL: comments and quoted text whole, words, and single signs. */
const piece =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"]|"")*"|'(?:[^']|'')*'|`(?:[^`]|``)*`|\[[^\]]*\]|[\p{L}\p{N}_$]+|[\s\S]/gu;

/** The query of a view: what follows the first `AS` of `CREATE VIEW name (columns) AS …`. */
export function queryOfView(sql: string): string {
  let depth = 0;
  for (const { 0: text, index } of sql.matchAll(piece)) {
    if (text === '(') depth += 1;
    else if (text === ')') depth -= 1;
    else if (depth === 0 && /^as$/i.test(text)) return sql.slice(index + text.length).trim();
  }
  return sql;
}

/** The module of a virtual table: the word after the first `USING` of `CREATE VIRTUAL TABLE name USING module(…)`. */
export function moduleOfVirtualTable(sql: string): string | undefined {
  let isNext = false;
  for (const [text] of sql.matchAll(piece)) {
    if (/^\s$|^--|^\/\*/.test(text)) continue;
    if (isNext) return text.replaceAll(/^["'`[]|["'`\]]$/g, '');
    isNext = /^using$/i.test(text);
  }
  return undefined;
}
