/**
 * The rows of the structure that `queries.ts` keeps in memory. They are read from tables of our own making, so their
 * shapes are stated here and not checked again for each row.
 */
export interface TableRow {
  /** Follows the order of the names. */
  readonly number: number;
  readonly name: string;
  readonly type: 'table' | 'view' | 'virtual';
  readonly withoutRowid: 0 | 1;
  readonly strict: 0 | 1;
  /** The statement that made a view, a virtual table or a table with generated columns. */
  readonly sql: string | null;
}

export interface ColumnRow {
  readonly tableNumber: number;
  /** From 0. */
  readonly position: number;
  readonly name: string;
  /** As it was written; empty when none was. */
  readonly declaredType: string;
  readonly isNotNull: 0 | 1;
  /** An expression of SQL. */
  readonly defaultValue: string | null;
  /** From 1 within the primary key; 0 when it is not part of it. */
  readonly keyPosition: number;
  /** SQLite's code: 0 for a plain column, 2 for a generated one that is virtual, 3 for one that is stored. */
  readonly hidden: number;
}

/** One column of a foreign key, with what it refers to found by name or, when only a table was named, in its primary key. */
export interface ForeignKeyRow {
  readonly tableNumber: number;
  /** Of the foreign key within its table. */
  readonly number: number;
  readonly fromColumn: string;
  /** As they were written. */
  readonly statedTable: string;
  readonly statedColumn: string | null;
  readonly onUpdate: string;
  readonly onDelete: string;
  /** The table's own name; `null` when there is no such table. */
  readonly toTable: string | null;
  readonly isSelected: 0 | 1 | null;
  readonly toColumn: string | null;
}

/** One column of a unique key of a table: of its primary key, of a constraint or of an index. */
export interface UniqueRow {
  readonly tableNumber: number;
  readonly name: string;
  /** `null` for an expression. */
  readonly columnName: string | null;
  /** `pk` for the primary key, `u` for a constraint, `c` for an index. */
  readonly origin: 'pk' | 'u' | 'c';
  readonly isPartial: 0 | 1;
}
