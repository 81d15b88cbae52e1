import { classification, element, IntegrationBug, relationship } from '../../src/kit/index.ts';
import type { QualifiedName, StatedElement } from '../../src/kit/index.ts';
import { typeClassification } from './column-type.ts';
import type { ColumnType, ColumnTypes } from './column-type.ts';
import type { ColumnKeys } from './constraints.ts';
import type { Row } from './cursor.ts';
import { messages } from './errors.ts';
import { columnNames } from './names.ts';
import type { SchemaPlace } from './names.ts';

/** The table whose columns are stated. */
export interface TablePlace {
  readonly schema: SchemaPlace;
  readonly qualifiedName: QualifiedName;
  readonly name: string;
}

const identities: Readonly<Record<string, string>> = { a: 'always', d: 'by default' };
const generations: Readonly<Record<string, string>> = { s: 'stored', v: 'virtual' };

/** The columns of a table in their order; dropped ones leave no gap in their positions. */
export function columnRecords(
  table: TablePlace,
  rows: readonly Row[],
  keys: ReadonlyMap<string, ColumnKeys>,
  types: ColumnTypes,
): readonly StatedElement[] {
  const { schema } = table;
  const columnName = columnNames(schema.serverName, schema.database, schema.name, table.name);
  return rows.map((row, position) => {
    const [, number, name, typeOid, modifier, isNotNull, , , , description] = row;
    const type = types.get(`${typeOid} ${modifier}`);
    if (type === undefined)
      throw new IntegrationBug(messages.unexpected({ typeOid: typeOid ?? '', database: schema.database }));
    const ofColumn = keys.size === 0 ? undefined : keys.get(number ?? '');
    return element(
      'RelationalColumn',
      columnName(name ?? ''),
      {
        displayName: name ?? '',
        description: description ?? undefined,
        isNullable: isNotNull === 'f' && !type.isNotNull,
        length: type.length,
        precision: type.precision,
        allowsDuplicateValues: ofColumn?.isUnique === true ? false : undefined,
        additionalProperties: additionalProperties(row, type, ofColumn?.primaryKey?.position),
      },
      {
        classifications: classifications(row, type, ofColumn?.primaryKey?.name),
        parent: relationship('NestedSchemaAttribute', table.qualifiedName, 1, { position }),
        relationships: ofColumn?.foreignKeys ?? none,
        anchor: schema.qualifiedName,
        anchorScope: schema.databaseName,
      },
    );
  });
}

const none: readonly never[] = [];

function additionalProperties(
  row: Row,
  type: ColumnType,
  primaryKeyPosition: number | undefined,
): ColumnType['additionalProperties'] {
  const identity = identities[row[6] ?? ''];
  const generated = generations[row[7] ?? ''];
  if (identity === undefined && generated === undefined && primaryKeyPosition === undefined) {
    return type.additionalProperties;
  }
  return {
    ...type.additionalProperties,
    ...(primaryKeyPosition === undefined ? {} : { primaryKeyPosition: String(primaryKeyPosition) }),
    ...(identity === undefined ? {} : { identity }),
    ...(generated === undefined ? {} : { generated }),
  };
}

/** The expression of a generated column is how it is calculated, not its default. */
function classifications(row: Row, type: ColumnType, primaryKey: string | undefined): StatedElement['classifications'] {
  const isGenerated = row[7] !== '';
  const expression = row[8];
  if (expression == null && primaryKey === undefined) return type.classifications;
  const stated = [typeClassification(type.name, isGenerated ? undefined : (expression ?? undefined))];
  if (isGenerated && expression != null) {
    stated.push(classification('CalculatedValue', { formula: expression, formulaType: 'SQL' }));
  }
  if (primaryKey !== undefined)
    stated.push(classification('PrimaryKey', { keyPattern: 'LOCAL_KEY', displayName: primaryKey }));
  return stated;
}
