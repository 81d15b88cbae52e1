import { namePattern } from '../../src/kit/index.ts';
import type { Message } from '../../src/kit/index.ts';
import { messages } from './errors.ts';
import type { Selection } from './queries.ts';

/** What of a server is to be cataloged. `*` and `?` are wildcards. */
export interface SelectionConfig {
  readonly includeDatabases: readonly string[];
  readonly excludeDatabases: readonly string[];
  readonly includeSchemas: readonly string[];
  readonly excludeSchemas: readonly string[];
  readonly includeTables: readonly string[];
  readonly excludeTables: readonly string[];
  readonly includeSystemSchemas: boolean;
  readonly includeExtensionObjects: boolean;
}

/** The patterns of one refresh: what they select, and which of them match nothing in any database. */
export interface Patterns {
  /** The patterns for tables, in the order in which `noteTables` numbers them. */
  readonly tablePatterns: readonly string[];
  selectsDatabase(name: string): boolean;
  selectsSchema(name: string): boolean;
  /** Notes that some of `tablePatterns` matched, by their numbers from 1. */
  noteTables(numbers: readonly number[]): void;
  /** What the cursors of a database with these schemas select. */
  selection(schemaOids: readonly string[]): Selection;
  /** One message for each pattern that matched nothing. */
  warnings(): readonly Message[];
}

/** `*` matches all there is, which may be nothing: it is no filter and never worth a warning. */
const matchesAll = (pattern: string): boolean => pattern === '*';

export function compilePatterns(config: SelectionConfig): Patterns {
  const databases = includeAndExclude(config.includeDatabases, config.excludeDatabases);
  const schemas = includeAndExclude(config.includeSchemas, config.excludeSchemas);
  const tablePatterns = [...config.includeTables, ...config.excludeTables].filter((pattern) => !matchesAll(pattern));
  const matchedTables = new Set<string>();
  return {
    tablePatterns,
    selectsDatabase: databases.selects,
    selectsSchema: schemas.selects,
    noteTables(numbers) {
      for (const number of numbers) matchedTables.add(tablePatterns[number - 1] ?? '');
    },
    selection: (schemaOids) => ({
      schemaOids,
      includeTables: config.includeTables.some(matchesAll) ? undefined : config.includeTables,
      excludeTables: config.excludeTables.length === 0 ? undefined : config.excludeTables,
      includeExtensionObjects: config.includeExtensionObjects,
    }),
    warnings: () => [
      ...databases.unmatched('Databases'),
      ...schemas.unmatched('Schemas'),
      ...tablePatterns
        .filter((pattern) => !matchedTables.has(pattern))
        .map((pattern) =>
          messages.patternMatchesNothing({
            pattern,
            key: config.includeTables.includes(pattern) ? 'includeTables' : 'excludeTables',
          }),
        ),
    ],
  };
}

function includeAndExclude(
  include: readonly string[],
  exclude: readonly string[],
): { selects: (name: string) => boolean; unmatched: (what: string) => Message[] } {
  const included = namePattern(include);
  const excluded = namePattern(exclude);
  return {
    selects(name) {
      const isIncluded = included.matches(name);
      return !excluded.matches(name) && isIncluded;
    },
    unmatched: (what) =>
      [
        ...included.unmatched().map((pattern) => ({ pattern, key: `include${what}` })),
        ...excluded.unmatched().map((pattern) => ({ pattern, key: `exclude${what}` })),
      ]
        .filter(({ pattern }) => !matchesAll(pattern))
        .map((facts) => messages.patternMatchesNothing(facts)),
  };
}
