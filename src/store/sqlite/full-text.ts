import type { PropertyMap } from '../../metadata/element.ts';
import type { SqliteDatabase } from '../../runtime/sqlite.ts';
import type { StoreConnection } from './connection.ts';
import type { Sql } from './query.ts';

/** Words as the index takes them (SQLite's `unicode61`): letters and digits, with the marks that belong to them. */
const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
const SEARCHED_WORD = /[\p{L}\p{N}\p{M}\p{Co}]+\*?/gu;

/** What an element is found by: its display name and its description. */
export function searchTextOf(properties: PropertyMap): string {
  const { displayName, description } = properties;
  if (typeof description !== 'string') return typeof displayName === 'string' ? displayName : '';
  return typeof displayName === 'string' ? `${displayName} ${description}` : description;
}

/** Teaches a connection to search what the index does not hold. */
export function addTextSearch(database: SqliteDatabase): void {
  database.function('has_words', { deterministic: true }, (name, description, words) =>
    hasWords([name, description].filter((text) => typeof text === 'string').join(' '), String(words)),
  );
}

/**
 * The condition that all words of a text occur in an element; `undefined` when it has no word.
 *
 * The index holds the present and the letters that SQLite knows; a state of the past, and words in other letters, are
 * searched without it.
 */
export function textCondition(text: string, isPast: boolean, connection: StoreConnection): Sql | undefined {
  const words = text.match(SEARCHED_WORD);
  if (words === null) return undefined;
  const match = words.map((word) => (word.endsWith('*') ? `"${word.slice(0, -1)}"*` : `"${word}"`)).join(' AND ');
  if (!isPast && isInIndex(match, connection)) {
    return { text: 'e.id IN (SELECT rowid FROM search WHERE search MATCH ?)', parameters: [match] };
  }
  return {
    text: `has_words(e.properties ->> '$.displayName', e.properties ->> '$.description', ?)`,
    parameters: [words.join(' ')],
  };
}

/** A word that the index would split is a phrase to it, which an index without positions refuses. */
function isInIndex(match: string, connection: StoreConnection): boolean {
  try {
    connection.prepared('SELECT 1 FROM search WHERE search MATCH ? LIMIT 1').get(match);
    return true;
  } catch {
    return false;
  }
}

function hasWords(text: string, searched: string): 0 | 1 {
  const words: readonly string[] = folded(text).match(WORD) ?? [];
  const wanted = folded(searched).split(' ');
  const isThere = (one: string): boolean =>
    one.endsWith('*') ? words.some((word) => word.startsWith(one.slice(0, -1))) : words.includes(one);
  return wanted.every(isThere) ? 1 : 0;
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
