import { attachedQualifiedName, qualifiedName, qualifiedNames } from '../../src/kit/index.ts';
import type { QualifiedName } from '../../src/kit/index.ts';

/** Names as Egeria 6.1 gives them: databases and schemas by its templates, tables and columns in the same manner. */
export const deployedImplementationTypes = {
  database: 'PostgreSQL Relational Database',
  schema: 'PostgreSQL Relational Database Schema',
  table: 'PostgreSQL Relational Table',
  column: 'PostgreSQL Relational Column',
};

export function databaseName(serverName: string, database: string): QualifiedName {
  return qualifiedName(deployedImplementationTypes.database, serverName, database);
}

/** Where a schema is, and how what is in it is named. */
export interface SchemaPlace {
  readonly serverName: string;
  readonly database: string;
  readonly databaseName: QualifiedName;
  readonly name: string;
  readonly qualifiedName: QualifiedName;
  readonly typeName: QualifiedName;
  readonly tableName: (table: string) => QualifiedName;
}

export function schemaPlace(serverName: string, database: string, name: string): SchemaPlace {
  const schema = qualifiedName(deployedImplementationTypes.schema, serverName, database, name);
  return {
    serverName,
    database,
    databaseName: databaseName(serverName, database),
    name,
    qualifiedName: schema,
    typeName: attachedQualifiedName(schema, 'Schema Type'),
    tableName: qualifiedNames(deployedImplementationTypes.table, serverName, database, name),
  };
}

/** Names the columns of a table. */
export function columnNames(
  serverName: string,
  database: string,
  schema: string,
  table: string,
): (column: string) => QualifiedName {
  return qualifiedNames(deployedImplementationTypes.column, serverName, database, schema, table);
}
