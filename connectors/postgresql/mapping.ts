import { classification, element, relationship } from '../../src/kit/index.ts';
import type { StatedElement } from '../../src/kit/index.ts';
import type { ColumnTypes } from './column-type.ts';
import { columnRecords } from './column-mapping.ts';
import type { Row } from './cursor.ts';
import { columnsByKey, readConstraint } from './constraints.ts';
import type { Constraint } from './constraints.ts';
import { databaseName, deployedImplementationTypes } from './names.ts';
import type { SchemaPlace } from './names.ts';
import type { DatabaseRow, SchemaRow } from './schema.ts';

/** What `relkind` says a relation is. */
const tableTypes: Readonly<Record<string, string>> = {
  r: 'table',
  p: 'partitioned table',
  f: 'foreign table',
  v: 'view',
  m: 'materialized view',
};

export function databaseRecord(serverName: string, row: DatabaseRow): StatedElement {
  return element('RelationalDatabase', databaseName(serverName, row.name), {
    displayName: row.name,
    description: row.description,
    resourceName: row.name,
    deployedImplementationType: deployedImplementationTypes.database,
    additionalProperties: { encoding: row.encoding },
  });
}

/** A schema as an asset, and the type that its tables belong to. */
export function schemaRecords(place: SchemaPlace, row: SchemaRow): readonly StatedElement[] {
  const anchorScope = place.databaseName;
  return [
    element(
      'DeployedDatabaseSchema',
      place.qualifiedName,
      {
        displayName: place.name,
        description: row.description,
        resourceName: place.name,
        deployedImplementationType: deployedImplementationTypes.schema,
      },
      { parent: relationship('DataSetContent', place.databaseName, 2), anchorScope },
    ),
    element(
      'RelationalDBSchemaType',
      place.typeName,
      { displayName: place.name },
      { parent: relationship('Schema', place.qualifiedName, 1), anchor: place.qualifiedName, anchorScope },
    ),
  ];
}

/** The rows that describe one table or view: its own, its keys and its columns. */
export interface RelationRows {
  readonly relation: Row;
  readonly constraints: readonly Row[];
  readonly columns: readonly Row[];
}

/** A table or view and its columns. */
export function relationRecords(place: SchemaPlace, rows: RelationRows, types: ColumnTypes): readonly StatedElement[] {
  const [, , name = '', , description, definition] = rows.relation;
  const constraints = rows.constraints.map(readConstraint);
  const qualifiedName = place.tableName(name ?? '');
  const table = element(
    'RelationalTable',
    qualifiedName,
    {
      displayName: name ?? '',
      description: description ?? undefined,
      additionalProperties: tableProperties(rows, constraints),
    },
    {
      classifications: definition == null ? tableClassifications : viewClassifications(definition),
      parent: relationship('AttributeForSchema', place.typeName, 1),
      anchor: place.qualifiedName,
      anchorScope: place.databaseName,
    },
  );
  const tablePlace = { schema: place, qualifiedName, name: name ?? '' };
  return [table, ...columnRecords(tablePlace, rows.columns, columnsByKey(place, constraints), types)];
}

const tableClassifications = [classification('TypeEmbeddedAttribute', { schemaTypeName: 'RelationalTableType' })];

function viewClassifications(definition: string): StatedElement['classifications'] {
  const formula = definition.trim().replace(/;$/u, '');
  return [...tableClassifications, classification('CalculatedValue', { formula, formulaType: 'SQL' })];
}

function tableProperties(rows: RelationRows, constraints: readonly Constraint[]): Readonly<Record<string, string>> {
  const [, , , kind, , , isPartition, parents, partitionBound, partitionKey] = rows.relation;
  const properties: Record<string, string> = { tableType: tableTypes[kind ?? ''] ?? '' };
  if (parents != null) properties[isPartition === 't' ? 'partitionOf' : 'inheritsFrom'] = parents;
  if (partitionBound != null) properties['partitionBound'] = partitionBound;
  if (partitionKey != null) properties['partitionKey'] = partitionKey;
  const uniqueConstraints = constraints.filter((constraint) => constraint.kind === 'u');
  if (uniqueConstraints.length > 0) {
    const columns = uniqueConstraints.map(({ name, columnNumbers }) => [name, columnNumbers.map(nameIn(rows.columns))]);
    properties['uniqueConstraints'] = JSON.stringify(Object.fromEntries(columns));
  }
  return properties;
}

function nameIn(columns: readonly Row[]): (number: string) => string {
  return (number) => columns.find((column) => column[1] === number)?.[2] ?? '';
}
