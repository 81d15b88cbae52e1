import type { SqliteDatabase } from '../../src/kit/index.ts';
import { isBroken } from './errors.ts';
import type { ColumnRow, ForeignKeyRow, TableRow, UniqueRow } from './schema.ts';

/** Which tables and views are read. */
export interface TableSelection {
  readonly includeViews: boolean;
  isSelected(name: string): boolean;
}

/** A view or virtual table whose columns SQLite cannot tell. */
export interface UnreadableTable {
  readonly name: string;
  readonly type: TableRow['type'];
  readonly cause: unknown;
}

const structure = `
  CREATE TABLE definitions (name TEXT PRIMARY KEY, sql TEXT) WITHOUT ROWID;
  CREATE TABLE tables (number INTEGER PRIMARY KEY, name TEXT, type TEXT, withoutRowid INT, strict INT, selected INT);
  CREATE TABLE columns (
    tableNumber INT, position INT, name TEXT, declaredType TEXT, isNotNull INT, defaultValue TEXT, keyPosition INT,
    hidden INT, PRIMARY KEY (tableNumber, position)
  ) WITHOUT ROWID;
  CREATE TABLE foreignKeys (
    tableNumber INT, number INT, part INT, fromColumn TEXT, toTable TEXT, toColumn TEXT, onUpdate TEXT, onDelete TEXT,
    PRIMARY KEY (tableNumber, number, part)
  ) WITHOUT ROWID;
  CREATE TABLE uniqueKeys (
    tableNumber INT, name TEXT, part INT, columnName TEXT, origin TEXT, isPartial INT,
    PRIMARY KEY (tableNumber, name, part)
  ) WITHOUT ROWID`;

const copyDefinitions = `
  INSERT INTO definitions
  SELECT name, sql FROM source.sqlite_schema
  WHERE type = 'view' OR (type = 'table' AND sql LIKE 'CREATE VIRTUAL%')`;

/** Without the shadow tables of virtual tables and without SQLite's own. */
const copyTables = `
  INSERT INTO tables
  SELECT row_number() OVER (ORDER BY name), name, type, wr, strict, isSelected(name, type)
  FROM pragma_table_list
  WHERE schema = 'source' AND type <> 'shadow' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\';
  CREATE UNIQUE INDEX tablesByName ON tables (name COLLATE NOCASE)`;

/** `CROSS JOIN` keeps SQLite to this order of the loops. Hidden is 1 for what a virtual table uses internally. */
const copyColumns = `
  INSERT INTO columns
  SELECT t.number, c.cid, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
  FROM tables AS t CROSS JOIN pragma_table_xinfo(t.name, 'source') AS c
  WHERE t.selected AND c.hidden <> 1`;

/** The statements that made tables with generated columns, the only place that has their expressions. */
const copyDefinitionsOfGenerated = `
  INSERT INTO definitions
  SELECT name, sql FROM source.sqlite_schema
  WHERE type = 'table' AND name IN (
    SELECT t.name FROM tables AS t JOIN columns AS c ON c.tableNumber = t.number WHERE c.hidden IN (2, 3) AND t.type = 'table'
  )`;

const copyForeignKeys = `
  INSERT INTO foreignKeys
  SELECT t.number, f.id, f.seq, f."from", f."table", f."to", f.on_update, f.on_delete
  FROM tables AS t CROSS JOIN pragma_foreign_key_list(t.name, 'source') AS f
  WHERE t.selected AND t.type = 'table'`;

const copyUniqueKeys = `
  INSERT INTO uniqueKeys
  SELECT t.number, i.name, c.seqno, c.name, i.origin, i.partial
  FROM tables AS t
    CROSS JOIN pragma_index_list(t.name, 'source') AS i
    CROSS JOIN pragma_index_info(i.name, 'source') AS c
  WHERE t.selected AND t.type = 'table' AND i."unique"`;

/**
 * Copies the structure of the attached schema `source` into memory by seven queries, whatever its size. A broken view or
 * virtual table fails a query as a whole: only then are those asked one by one. Returns the broken ones.
 */
export function copyStructure(database: SqliteDatabase, selection: TableSelection): readonly UnreadableTable[] {
  database.function('isSelected', { deterministic: true }, (name, type) =>
    Number((selection.includeViews || type !== 'view') && selection.isSelected(String(name))),
  );
  database.exec(structure);
  database.exec(copyDefinitions);
  database.exec(copyTables);
  database.exec(`${copyColumns} AND t.type = 'table'`);
  const unreadable = copyCompiledColumns(database);
  database.exec(copyDefinitionsOfGenerated);
  database.exec(copyForeignKeys);
  database.exec(copyUniqueKeys);
  return unreadable;
}

function copyCompiledColumns(database: SqliteDatabase): readonly UnreadableTable[] {
  try {
    database.exec(`${copyColumns} AND t.type <> 'table'`);
    return [];
  } catch (error) {
    if (!isBroken(error)) throw error;
  }
  const unreadable: UnreadableTable[] = [];
  const copyColumnsOf = database.prepare(`${copyColumns} AND t.number = ?`);
  for (const { number, name, type } of [...tablesOf(database)].filter((table) => table.type !== 'table')) {
    try {
      copyColumnsOf.run(number);
    } catch (error) {
      if (!isBroken(error)) throw error;
      unreadable.push({ name, type, cause: error });
    }
  }
  return unreadable;
}

/** The selected tables and views, in the order of their names. */
export function tablesOf(database: SqliteDatabase): Iterable<TableRow> {
  return rows<TableRow>(
    database,
    `SELECT number, name, type, withoutRowid, strict, sql
     FROM tables LEFT JOIN definitions USING (name) WHERE selected ORDER BY number`,
  );
}

/** In the order of the tables and of their columns. */
export function columnsOf(database: SqliteDatabase): Iterable<ColumnRow> {
  return rows<ColumnRow>(database, 'SELECT * FROM columns ORDER BY tableNumber, position');
}

/** In the order of the tables. */
export function foreignKeysOf(database: SqliteDatabase): Iterable<ForeignKeyRow> {
  return rows<ForeignKeyRow>(
    database,
    `SELECT f.tableNumber, f.number, f.fromColumn, f.toTable AS statedTable, f.toColumn AS statedColumn, f.onUpdate,
       f.onDelete, t.name AS toTable, t.selected AS isSelected, c.name AS toColumn
     FROM foreignKeys AS f
       LEFT JOIN tables AS t ON t.name = f.toTable COLLATE NOCASE
       LEFT JOIN columns AS c ON c.tableNumber = t.number
         AND iif(f.toColumn IS NULL, c.keyPosition = f.part + 1, c.name = f.toColumn COLLATE NOCASE)
     ORDER BY f.tableNumber, f.number, f.part`,
  );
}

/** In the order of the tables. */
export function uniqueKeysOf(database: SqliteDatabase): Iterable<UniqueRow> {
  return rows<UniqueRow>(database, 'SELECT * FROM uniqueKeys ORDER BY tableNumber, name, part');
}

function rows<Row>(database: SqliteDatabase, query: string): Iterable<Row> {
  // The columns and their types are those of the tables above, as each query names them.
  return database.prepare(query).iterate() as Iterable<unknown> as Iterable<Row>;
}
