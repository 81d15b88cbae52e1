import {
  attachedQualifiedName,
  classification,
  element,
  pathQualifiedName,
  relationship,
} from '../../src/kit/index.ts';
import type { MetadataRecord, QualifiedName, StatedRelationship } from '../../src/kit/index.ts';
import { sizeOf } from './declared-type.ts';
import { generationExpressions, moduleOfVirtualTable, queryOfView } from './definition-text.ts';
import type { ColumnRow, ForeignKeyRow, TableRow, UniqueRow } from './schema.ts';

/** The qualified names of a database and of what is in it. */
export interface Names {
  readonly database: QualifiedName;
  readonly schema: QualifiedName;
  readonly schemaType: QualifiedName;
  table(name: string): QualifiedName;
  column(table: string, name: string): QualifiedName;
}

/** A table with its columns and keys. */
export interface TableStructure {
  readonly table: TableRow;
  readonly columns: readonly ColumnRow[];
  readonly foreignKeys: readonly ForeignKeyRow[];
  readonly uniqueKeys: readonly UniqueRow[];
}

const DATABASE = 'SQLite Relational Database';
const SCHEMA = 'SQLite Relational Database Schema';
/** The schema of the file itself; others are attached files and temporary tables, which are not in it. */
const MAIN = 'main';
const VIRTUAL_COLUMN = 2;
const STORED_COLUMN = 3;

export function namesOf(fileSystemName: string, path: string): Names {
  const named = (technology: string, ...names: readonly string[]): QualifiedName =>
    pathQualifiedName(technology, fileSystemName, path, ...names);
  const schema = named(SCHEMA, MAIN);
  return {
    database: named(DATABASE),
    schema,
    schemaType: attachedQualifiedName(schema, 'Schema Type'),
    table: (name) => named('SQLite Relational Table', MAIN, name),
    column: (table, name) => named('SQLite Relational Column', MAIN, table, name),
  };
}

/** The database, its one schema and the type of that: what the tables are beneath. */
export function databaseRecords(names: Names, path: string, fileName: string): readonly MetadataRecord[] {
  const { database, schema, schemaType } = names;
  return [
    element('RelationalDatabase', database, {
      displayName: fileName,
      resourceName: path,
      deployedImplementationType: DATABASE,
      pathName: path,
    }),
    element(
      'DeployedDatabaseSchema',
      schema,
      { displayName: MAIN, resourceName: MAIN, deployedImplementationType: SCHEMA },
      { parent: relationship('DataSetContent', database, 2), anchorScope: database },
    ),
    element(
      'RelationalDBSchemaType',
      schemaType,
      { displayName: MAIN },
      { parent: relationship('Schema', schema, 1), anchor: schema, anchorScope: database },
    ),
  ];
}

/** A table or view, followed by its columns. */
export function tableRecords(names: Names, structure: TableStructure): readonly MetadataRecord[] {
  const references = referencesOf(names, structure.foreignKeys);
  const keyColumns = structure.columns.filter((column) => column.keyPosition > 0);
  const context = {
    names,
    table: structure.table,
    parent: names.table(structure.table.name),
    isKeyComposite: keyColumns.length > 1,
    rowid: rowidColumn(structure, keyColumns),
    unique: uniqueColumns(structure.uniqueKeys),
    expressions: generationExpressions(structure.table.type === 'table' ? (structure.table.sql ?? '') : ''),
  };
  return [
    tableRecord(names, structure),
    ...structure.columns.map((column) => columnRecord(context, column, references.get(column.name))),
  ];
}

function tableRecord(names: Names, { table, uniqueKeys }: TableStructure): MetadataRecord {
  const definition = table.sql ?? '';
  const type = classification('TypeEmbeddedAttribute', { schemaTypeName: 'RelationalTableType' });
  const formula =
    table.type === 'view'
      ? [classification('CalculatedValue', { formula: queryOfView(definition), formulaType: 'SQL' })]
      : [];
  return element(
    'RelationalTable',
    names.table(table.name),
    {
      displayName: table.name,
      additionalProperties: stated({
        tableType: table.type === 'virtual' ? 'virtual table' : table.type,
        strict: table.strict === 1 ? 'true' : undefined,
        withoutRowid: table.withoutRowid === 1 ? 'true' : undefined,
        module: table.type === 'virtual' ? moduleOfVirtualTable(definition) : undefined,
        uniqueConstraints: uniqueText(uniqueKeys, 'u'),
        uniqueIndexes: uniqueText(uniqueKeys, 'c'),
      }),
    },
    {
      classifications: [type, ...formula],
      parent: relationship('AttributeForSchema', names.schemaType, 1),
      anchor: names.schema,
      anchorScope: names.database,
    },
  );
}

interface ColumnContext {
  readonly names: Names;
  readonly table: TableRow;
  readonly parent: QualifiedName;
  readonly isKeyComposite: boolean;
  readonly rowid: ColumnRow | undefined;
  /** The columns that are unique by themselves. */
  readonly unique: ReadonlySet<string | null>;
  /** How generated columns are calculated. */
  readonly expressions: ReadonlyMap<string, string>;
}

function columnRecord(
  { names, table, parent, isKeyComposite, rowid, unique, expressions }: ColumnContext,
  column: ColumnRow,
  references: readonly StatedRelationship[] = [],
): MetadataRecord {
  const { length, precision, scale } = sizeOf(column.declaredType);
  const isKey = column.keyPosition > 0;
  const formula = expressions.get(column.name);
  const type = classification('TypeEmbeddedAttribute', {
    schemaTypeName: 'PrimitiveSchemaType',
    dataType: column.declaredType === '' ? undefined : column.declaredType,
    defaultValue: column.defaultValue ?? undefined,
  });
  const classifications = [type];
  if (formula !== undefined) classifications.push(classification('CalculatedValue', { formula, formulaType: 'SQL' }));
  if (isKey) classifications.push(classification('PrimaryKey', { keyPattern: 'LOCAL_KEY' }));
  return element(
    'RelationalColumn',
    names.column(table.name, column.name),
    {
      displayName: column.name,
      isNullable: table.type === 'table' ? column.isNotNull === 0 && column !== rowid : undefined,
      length,
      precision,
      allowsDuplicateValues: column === rowid || unique.has(column.name) ? false : undefined,
      additionalProperties: stated({
        scale: scale?.toString(),
        primaryKeyPosition: isKey && isKeyComposite ? String(column.keyPosition) : undefined,
        generated: generatedAs(column.hidden),
      }),
    },
    {
      classifications,
      parent: relationship('NestedSchemaAttribute', parent, 1, { position: column.position }),
      relationships: references,
      anchor: names.schema,
      anchorScope: names.database,
    },
  );
}

/**
 * The column that is another name of the row's number, and so is never null although SQLite does not list it as `NOT
 * NULL` (sqlite.org/lang_createtable.html, "ROWIDs and the INTEGER PRIMARY KEY"). It is the one kind of primary key that
 * needs no index. Other primary keys may be null in SQLite unless they say otherwise or the table is `WITHOUT ROWID`.
 */
function rowidColumn({ table, uniqueKeys }: TableStructure, keyColumns: readonly ColumnRow[]): ColumnRow | undefined {
  const hasIndex = uniqueKeys.some((key) => key.origin === 'pk');
  return keyColumns.length === 1 && !hasIndex && table.withoutRowid === 0 ? keyColumns[0] : undefined;
}

function generatedAs(hidden: number): string | undefined {
  if (hidden === VIRTUAL_COLUMN) return 'virtual';
  return hidden === STORED_COLUMN ? 'stored' : undefined;
}

/** The foreign keys by the column that has them. One that leads to what is not catalogued is left out. */
function referencesOf(
  names: Names,
  foreignKeys: readonly ForeignKeyRow[],
): ReadonlyMap<string, readonly StatedRelationship[]> {
  const references = new Map<string, StatedRelationship[]>();
  for (const [, parts] of Map.groupBy(foreignKeys, (part) => part.number)) {
    const description = foreignKeyText(parts);
    for (const { fromColumn, toTable, isSelected, toColumn } of parts) {
      if (toTable === null || isSelected === 0 || toColumn === null) continue;
      const to = names.column(toTable, toColumn);
      const known = references.get(fromColumn) ?? [];
      if (known.some((reference) => reference.to === to)) continue;
      references.set(fromColumn, [...known, relationship('ForeignKey', to, 1, { description })]);
    }
  }
  return references;
}

/** Whether a part of a foreign key refers to what the database does not have; SQLite allows that until rows are written. */
export function leadsNowhere({ isSelected, toTable, toColumn }: ForeignKeyRow): boolean {
  return toTable === null || (isSelected === 1 && toColumn === null);
}

/** A foreign key as SQL, which tells the columns of a composite one that belong together. */
export function foreignKeyText(parts: readonly ForeignKeyRow[]): string {
  const [first] = parts;
  if (first === undefined) return '';
  const from = parts.map((part) => part.fromColumn).join(', ');
  const to = parts.map((part) => part.toColumn ?? part.statedColumn ?? '?').join(', ');
  const actions = [
    first.onUpdate === 'NO ACTION' ? '' : ` ON UPDATE ${first.onUpdate}`,
    first.onDelete === 'NO ACTION' ? '' : ` ON DELETE ${first.onDelete}`,
  ];
  return `FOREIGN KEY (${from}) REFERENCES ${first.toTable ?? first.statedTable} (${to})${actions.join('')}`;
}

function uniqueColumns(uniqueKeys: readonly UniqueRow[]): ReadonlySet<string | null> {
  const keys = [...columnsByKey(uniqueKeys).values()];
  return new Set(keys.filter((columns) => columns.length === 1).flat());
}

/** The columns of the unique keys of an origin, by the name that SQLite gave the key's index, as JSON. */
function uniqueText(uniqueKeys: readonly UniqueRow[], origin: UniqueRow['origin']): string | undefined {
  const keys = columnsByKey(uniqueKeys.filter((key) => key.origin === origin));
  return keys.size === 0 ? undefined : JSON.stringify(Object.fromEntries(keys));
}

/** An expression is `null`; an index over only some of the rows constrains no more than those, and is left out. */
function columnsByKey(uniqueKeys: readonly UniqueRow[]): ReadonlyMap<string, readonly (string | null)[]> {
  const columns = new Map<string, (string | null)[]>();
  for (const { name, columnName, isPartial } of uniqueKeys) {
    if (isPartial === 0) columns.set(name, [...(columns.get(name) ?? []), columnName]);
  }
  return columns;
}

/** Without what is absent; `undefined` when nothing is left. */
function stated(properties: Readonly<Record<string, string | undefined>>): Record<string, string> | undefined {
  let present: Record<string, string> | undefined;
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined) (present ??= {})[name] = value;
  }
  return present;
}
