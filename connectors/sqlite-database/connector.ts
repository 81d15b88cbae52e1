import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { namePattern, UnavailableError } from '../../src/kit/index.ts';
import type {
  IntegrationConnector,
  IntegrationContext,
  MetadataRecord,
  NamePattern,
  SqliteDatabase,
} from '../../src/kit/index.ts';
import { messages } from './errors.ts';
import { databaseRecords, foreignKeyText, leadsNowhere, namesOf, tableRecords } from './mapping.ts';
import type { Names, TableStructure } from './mapping.ts';
import { readUntouched } from './open-untouched.ts';
import { columnsOf, copyStructure, foreignKeysOf, tablesOf, uniqueKeysOf } from './queries.ts';
import type { TableSelection, UnreadableTable } from './queries.ts';

export interface SqliteConfig {
  /** Absolute. */
  readonly file: string;
  readonly fileSystemName: string;
  readonly includeTables: readonly string[];
  readonly excludeTables: readonly string[];
  readonly includeViews: boolean;
  readonly lockTimeoutMilliseconds: number;
}

const BATCH_RECORDS = 250;

/**
 * Catalogs one database file. Nothing is kept open between refreshes, and during one the file is open for a moment only:
 * its structure is copied into memory and streamed from there.
 */
export class SqliteConnector implements IntegrationConnector {
  readonly #config: SqliteConfig;
  readonly #names: Names;

  private constructor(config: SqliteConfig) {
    this.#config = config;
    this.#names = namesOf(config.fileSystemName, config.file);
  }

  /** Proves that the file can be read. */
  static async open(config: SqliteConfig, signal: AbortSignal): Promise<SqliteConnector> {
    const { file, lockTimeoutMilliseconds } = config;
    const proof = await readUntouched(file, { signal, lockTimeoutMilliseconds }, (database) =>
      database.exec('SELECT 1 FROM source.sqlite_schema'),
    );
    proof.close();
    return new SqliteConnector(config);
  }

  async *refresh(context: IntegrationContext): AsyncIterable<readonly MetadataRecord[]> {
    const { file, lockTimeoutMilliseconds } = this.#config;
    const included = namePattern(this.#config.includeTables);
    const excluded = namePattern(this.#config.excludeTables);
    const selection: TableSelection = {
      includeViews: this.#config.includeViews,
      isSelected: (name) => {
        const isExcluded = excluded.matches(name);
        return included.matches(name) && !isExcluded;
      },
    };
    let unreadable: readonly UnreadableTable[] = [];
    const structure = await readUntouched(file, { signal: context.signal, lockTimeoutMilliseconds }, (database) => {
      unreadable = copyStructure(database, selection);
    });
    try {
      this.#tell(context, unreadable, { includeTables: included, excludeTables: excluded });
      yield databaseRecords(this.#names, file, path.basename(file));
      yield* this.#tables(structure, context);
    } finally {
      structure.close();
    }
  }

  disconnect(): Promise<void> {
    return Promise.resolve();
  }

  async *#tables(structure: SqliteDatabase, context: IntegrationContext): AsyncIterable<readonly MetadataRecord[]> {
    let batch: MetadataRecord[] = [];
    for (const table of structuresOf(structure)) {
      context.at(table.table.name);
      for (const foreignKey of Map.groupBy(table.foreignKeys, (part) => part.number).values()) {
        if (!foreignKey.some(leadsNowhere)) continue;
        const facts = { table: table.table.name, foreignKey: foreignKeyText(foreignKey) };
        context.warn(messages.foreignKeyLeadsNowhere(facts));
      }
      batch.push(...tableRecords(this.#names, table));
      if (batch.length < BATCH_RECORDS) continue;
      yield batch;
      batch = [];
      // SQLite answers at once: without this, signals and timers would not be heard until the end.
      await nextTurn();
      context.signal.throwIfAborted();
    }
    yield batch;
  }

  #tell(
    context: IntegrationContext,
    unreadable: readonly UnreadableTable[],
    patterns: Readonly<Record<string, NamePattern>>,
  ): void {
    for (const [key, pattern] of Object.entries(patterns)) {
      for (const unmatched of pattern.unmatched()) {
        if (unmatched !== '*') context.warn(messages.patternMatchesNothing({ key, pattern: unmatched }));
      }
    }
    for (const { name, type, cause } of unreadable) {
      const facts = { table: name, reason: cause instanceof Error ? cause.message : undefined };
      if (type === 'view') context.warn(messages.viewIsBroken(facts));
      else {
        const error = new UnavailableError(messages.virtualTableIsUnreadable(facts), { cause });
        context.unreadable(this.#names.table(name), error);
      }
    }
  }
}

/** Brings together, table by table, what is read in the order of the tables. */
function* structuresOf(structure: SqliteDatabase): Generator<TableStructure> {
  const columns = byTable(columnsOf(structure));
  const foreignKeys = byTable(foreignKeysOf(structure));
  const uniqueKeys = byTable(uniqueKeysOf(structure));
  for (const table of tablesOf(structure)) {
    yield {
      table,
      columns: columns(table.number),
      foreignKeys: foreignKeys(table.number),
      uniqueKeys: uniqueKeys(table.number),
    };
  }
}

/** Hands out the rows of one table after the other, from rows in the order of the tables. */
function byTable<Row extends { readonly tableNumber: number }>(rows: Iterable<Row>): (table: number) => Row[] {
  const iterator = rows[Symbol.iterator]();
  let next = iterator.next();
  return (table) => {
    const ofTable: Row[] = [];
    while (next.done !== true && next.value.tableNumber === table) {
      ofTable.push(next.value);
      next = iterator.next();
    }
    return ofTable;
  };
}
