import { z } from 'zod';
import { defineProvider } from '../../src/kit/index.ts';
import { javaCounterparts } from './java-counterparts.ts';

const patterns = z.array(z.string().min(1));

const config = z.strictObject({
  url: z
    .string()
    .min(1)
    .meta({ secret: true })
    .describe(
      'Where the server is and who signs in: postgresql://USER:PASSWORD@HOST:PORT/DATABASE. Without a database, every database of the server that lets the user connect is cataloged.',
    ),
  password: z
    .string()
    .meta({ secret: true })
    .optional()
    .describe('The password, if it is not in the URL; here it needs no percent-encoding.'),
  serverName: z
    .string()
    .min(1)
    .optional()
    .describe('Name of the server in qualified names; by default host and port as they are written in the URL.'),
  includeDatabases: patterns
    .default(['*'])
    .describe(
      'For a URL without a database: catalog only databases that match one of these patterns (* and ? are wildcards).',
    ),
  excludeDatabases: patterns
    .default([])
    .describe(
      'For a URL without a database: leave out databases that match one of these patterns (* and ? are wildcards).',
    ),
  includeSchemas: patterns
    .default(['*'])
    .describe('Catalog only schemas that match one of these patterns (* and ? are wildcards).'),
  excludeSchemas: patterns
    .default([])
    .describe('Leave out schemas that match one of these patterns (* and ? are wildcards).'),
  includeTables: patterns
    .default(['*'])
    .describe(
      'Catalog only tables and views that match one of these patterns (* and ? are wildcards); one with a dot is compared with SCHEMA.TABLE.',
    ),
  excludeTables: patterns
    .default([])
    .describe(
      'Leave out tables and views that match one of these patterns (* and ? are wildcards); one with a dot is compared with SCHEMA.TABLE.',
    ),
  includeSystemSchemas: z.boolean().default(false).describe('Catalog pg_catalog and information_schema too.'),
  includeExtensionObjects: z
    .boolean()
    .default(false)
    .describe('Catalog the schemas, tables and views that extensions own too.'),
  sslMode: z
    .enum(['disable', 'prefer', 'require', 'verify-ca', 'verify-full'])
    .optional()
    .describe(
      'How far the connection is encrypted and the certificate of the server checked; by default the sslmode of the URL, or else prefer.',
    ),
  caFile: z
    .string()
    .min(1)
    .optional()
    .describe('File of PEM certificates of the authorities to trust, relative to the daemon definition.'),
  connectTimeoutSeconds: z
    .number()
    .positive()
    .default(10)
    .describe('How long connecting and signing in may take, in seconds.'),
  statementTimeoutSeconds: z
    .int()
    .min(1)
    .default(60)
    .describe(
      'How long the server may take to answer one catalog query or to hand out the next rows of one, in seconds.',
    ),
});
export type PostgresqlConfig = z.output<typeof config>;

export const provider = defineProvider({
  id: 'postgresql',
  displayName: 'PostgreSQL',
  description:
    'Catalogs the databases of a PostgreSQL server: schemas, tables, views, columns and keys; writes descriptions back as comments.',
  integrationService: 'database-integrator',
  stability: 'stable',
  synchronizations: ['FROM_THIRD_PARTY', 'BOTH_DIRECTIONS', 'TO_THIRD_PARTY'],
  catalogs: [
    'RelationalDatabase',
    'DeployedDatabaseSchema',
    'RelationalDBSchemaType',
    'RelationalTable',
    'RelationalColumn',
  ],
  relates: ['DataSetContent', 'Schema', 'AttributeForSchema', 'NestedSchemaAttribute', 'ForeignKey'],
  publishes: ['description'],
  javaCounterparts,
  config,
  async connect(target, context) {
    const { PostgresqlConnector } = await import('./connector.ts');
    return PostgresqlConnector.open(target.config, context);
  },
});
