import path from 'node:path';
import { z } from 'zod';
import { defineProvider } from '../../src/kit/index.ts';

export const provider = defineProvider({
  id: 'sqlite-database',
  displayName: 'SQLite',
  description: 'Catalogs the tables, views, columns and keys of a SQLite database file, without writing to it.',
  integrationService: 'database-integrator',
  stability: 'stable',
  synchronizations: ['FROM_THIRD_PARTY'],
  catalogs: [
    'RelationalDatabase',
    'DeployedDatabaseSchema',
    'RelationalDBSchemaType',
    'RelationalTable',
    'RelationalColumn',
  ],
  relates: ['DataSetContent', 'Schema', 'AttributeForSchema', 'NestedSchemaAttribute', 'ForeignKey'],
  publishes: [],
  javaCounterparts: [
    {
      providerClasses: [
        'org.odpi.openmetadata.adapters.connectors.integration.jdbc.JDBCIntegrationConnectorProvider',
        'org.odpi.openmetadata.adapters.connectors.integration.jdbc.JdbcIntegrationConnectorProvider',
      ],
      integrationGroups: ['Egeria:IntegrationGroup:Database'],
      technology: {
        address: 'jdbc:sqlite:',
        property: { name: 'jdbcDriverManagerClassName', value: 'org.sqlite.JDBC' },
      },
      resourceProviderClass: 'org.odpi.openmetadata.adapters.connectors.resource.jdbc.JDBCResourceConnectorProvider',
      address: { setting: 'file', prefix: 'jdbc:sqlite:', properties: ['databaseURL'], isPath: true },
      properties: [
        { property: 'includeTableNames', setting: 'includeTables', form: 'names' },
        { property: 'includeViewNames', setting: 'includeTables', form: 'names' },
        { property: 'excludeTableNames', setting: 'excludeTables', form: 'names' },
        { property: 'excludeViewNames', setting: 'excludeTables', form: 'names' },
      ],
    },
  ],
  config: z.strictObject({
    file: z.string().min(1).describe('Path of the database file, relative to the daemon definition.'),
    fileSystemName: z
      .string()
      .default('')
      .describe('Name of the file system that the file is on, for qualified names that differ between machines.'),
    includeTables: z
      .array(z.string().min(1))
      .default(['*'])
      .describe('Catalog only the tables and views whose names match one of these patterns (* and ? are wildcards).'),
    excludeTables: z
      .array(z.string().min(1))
      .default([])
      .describe('Leave out the tables and views whose names match one of these patterns (* and ? are wildcards).'),
    includeViews: z.boolean().default(true).describe('Catalog views as well as tables.'),
    lockTimeoutMilliseconds: z
      .int()
      .min(0)
      .default(5000)
      .describe('How long to wait while another process keeps the database locked, in milliseconds.'),
  }),
  async connect(target, context) {
    const { SqliteConnector } = await import('./connector.ts');
    const file = path.resolve(context.baseFolder, target.config.file);
    return SqliteConnector.open({ ...target.config, file }, context.signal);
  },
});
