import type { ConnectorProvider } from '../../src/kit/index.ts';

const url = { setting: 'url', prefix: 'jdbc:', parameters: ['sslmode', 'sslrootcert'] } as const;

/** Egeria's connectors that catalog PostgreSQL: by JDBC one database, and two that go through those of a server. */
export const javaCounterparts: NonNullable<ConnectorProvider['javaCounterparts']> = [
  {
    providerClasses: [
      'org.odpi.openmetadata.adapters.connectors.integration.jdbc.JDBCIntegrationConnectorProvider',
      'org.odpi.openmetadata.adapters.connectors.integration.jdbc.JdbcIntegrationConnectorProvider',
    ],
    integrationGroups: ['Egeria:IntegrationGroup:Database'],
    technology: {
      address: 'jdbc:postgresql://',
      property: { name: 'jdbcDriverManagerClassName', value: 'org.postgresql.Driver' },
    },
    resourceProviderClass: 'org.odpi.openmetadata.adapters.connectors.resource.jdbc.JDBCResourceConnectorProvider',
    address: { ...url, properties: ['databaseURL'], scope: 'database' },
    passwordSetting: 'password',
    properties: [
      { property: 'includeSchemaNames', setting: 'includeSchemas', form: 'names' },
      { property: 'excludeSchemaNames', setting: 'excludeSchemas', form: 'names' },
      { property: 'includeTableNames', setting: 'includeTables', form: 'bareNames' },
      { property: 'includeViewNames', setting: 'includeTables', form: 'bareNames' },
      { property: 'excludeTableNames', setting: 'excludeTables', form: 'bareNames' },
      { property: 'excludeViewNames', setting: 'excludeTables', form: 'bareNames' },
      { property: 'jdbcConnectionTimeout', setting: 'connectTimeoutSeconds', inResource: true },
    ],
  },
  {
    providerClasses: ['org.odpi.openmetadata.adapters.connectors.postgres.catalog.PostgresServerIntegrationProvider'],
    integrationGroups: ['Egeria:IntegrationGroup:PostgreSQL'],
    address: { ...url, scope: 'server' },
    passwordSetting: 'password',
    properties: [
      { property: 'includeDatabaseList', setting: 'includeDatabases', form: 'names' },
      {
        property: 'excludeDatabaseList',
        setting: 'excludeDatabases',
        form: 'names',
        whenAbsent: ['postgres'],
      },
    ],
  },
  {
    providerClasses: ['org.odpi.openmetadata.adapters.connectors.integration.postgres.PostgresDatabaseProvider'],
    address: { ...url, properties: ['url'], scope: 'server' },
    passwordSetting: 'password',
  },
];
