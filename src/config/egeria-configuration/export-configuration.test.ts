import { describe, expect, it } from 'vitest';
import { imported, sentences } from '../../../test/support/egeria-documents.ts';
import { messageSentence } from '../../messages/sentence.ts';
import type { CheckedDefinition } from '../checked-definition.ts';
import { placeText } from '../definition-error.ts';
import { checkDefinition } from '../load.ts';
import { exportConfiguration } from './export-configuration.ts';
import type { ExportedConfiguration } from './export-configuration.ts';

function checked(text: string): Promise<CheckedDefinition> {
  return checkDefinition(text, { file: 'daemon.yaml', currentFolder: '/nowhere' });
}

async function exported(connectors: string, service = 'database-integrator'): Promise<ExportedConfiguration> {
  return exportConfiguration(await checked(definitionOf(connectors, service)));
}

function definitionOf(connectors: string, service = 'database-integrator'): string {
  return `name: coco\nintegrationServices:\n  - service: ${service}\n    connectors:\n${connectors.replaceAll(/^/gm, '      ')}\n`;
}

/** What a definition says of its connectors, defaults included, wherever it says it. */
function meaningOf({ name, openMetadataStore, connectors }: CheckedDefinition): unknown {
  return {
    name,
    openMetadataStore,
    connectors: connectors.map(({ place: _place, service, provider, catalogTargets, ...connector }) => ({
      ...connector,
      service: service.urlMarker,
      provider: provider.id,
      catalogTargets: catalogTargets.map(({ settings, ...target }) => ({ ...target, settings: settings.value })),
    })),
  };
}

/** The connection of the first connector. */
function connectionIn({ document }: ExportedConfiguration): unknown {
  const { integrationServicesConfig: services } = document as {
    integrationServicesConfig: { integrationConnectorConfigs: { connection: unknown }[] }[];
  };
  return services[0]?.integrationConnectorConfigs[0]?.connection;
}

describe('a definition that is exported and imported', () => {
  it.each([
    [
      'a database with a password from the environment',
      `- connectorName: orders
  connectorId: 5a9c
  connectorUserId: ordersnpa
  provider: postgresql
  permittedSynchronization: BOTH_DIRECTIONS
  refreshTimeInterval: 0
  configurationProperties:
    url: postgresql://re%40der@db.example:5432/orders?sslmode=require
    password: \${env:ORDERS_PASSWORD}
    includeSchemas: [sales, hr]
    excludeSchemas: [tmp]
    includeTables: [orders]
    excludeTables: [log, old]
    connectTimeoutSeconds: 5`,
    ],
    [
      'credentials from a secrets file, and an owner',
      `- connectorName: orders
  provider: postgresql
  metadataSourceQualifiedName: Coco:Orders
  configurationProperties:
    url: postgresql://\${secrets:/s.omsecrets#a b/userId}@\${env:DB_HOST}/orders
    password: \${secrets:/s.omsecrets#a b/clearPassword}`,
    ],
    [
      'an address that is a reference as a whole',
      `- connectorName: orders
  provider: postgresql
  localCohort: true
  configurationProperties: { url: "\${env:ORDERS_URL}" }`,
    ],
    [
      'two connectors of one metadata source',
      `- connectorName: one
  provider: sqlite-database
  metadataSourceQualifiedName: shared
  configurationProperties: { file: /one.db, excludeTables: [x] }
- connectorName: two
  provider: sqlite-database
  metadataSourceQualifiedName: shared
  catalogTargets: [{ name: two }]
  configurationProperties: { file: /two.db }`,
    ],
  ])('means the same: %s', async (_what, connectors) => {
    const before = await checked(definitionOf(connectors));
    const after = await checked((await imported(exportConfiguration(before).document)).text);
    expect(meaningOf(after)).toEqual(meaningOf(before));
  });

  it('means the same: files and a folder', async () => {
    const before = await checked(
      definitionOf(
        `- connectorName: files
  provider: data-files
  localCohort: true
  deleteMethod: ARCHIVE
  refreshTimeInterval: 10
  configurationProperties: { path: /data, fileSystemName: "costs $\${5}" }
- connectorName: folder
  provider: data-folder
  configurationProperties: { path: /data }`,
        'files-integrator',
      ),
    );
    const after = await checked((await imported(exportConfiguration(before).document)).text);
    expect(meaningOf(after)).toEqual(meaningOf(before));
  });
});

describe('exportConfiguration', () => {
  it('writes a document as Egeria 5 has it, the JDBC resource within a virtual connection', async () => {
    const result = await exported(`- connectorName: orders
  provider: postgresql
  configurationProperties:
    url: postgres://reader@db/orders
    password: \${env:PW}
    includeTables: [orders]`);
    expect(result.document).toEqual({
      class: 'OMAGServerConfig',
      versionId: 'V2.0',
      localServerName: 'coco',
      localServerType: 'Integration Daemon',
      localServerUserId: 'coco',
      integrationServicesConfig: [
        {
          class: 'IntegrationServiceConfig',
          integrationServiceId: 604,
          integrationServiceContextManagerClass:
            'org.odpi.openmetadata.integrationservices.database.contextmanager.DatabaseIntegratorContextManager',
          integrationServiceName: 'Database Integrator',
          integrationServiceFullName: 'Database Integrator OMIS',
          integrationServiceURLMarker: 'database-integrator',
          integrationServiceDescription: expect.any(String),
          integrationServicePartnerOMAS: 'Data Manager OMAS',
          defaultPermittedSynchronization: 'FROM_THIRD_PARTY',
          integrationServiceOperationalStatus: 'ENABLED',
          integrationConnectorConfigs: [
            {
              class: 'IntegrationConnectorConfig',
              connectorName: 'orders',
              connection: {
                class: 'VirtualConnection',
                headerVersion: 0,
                connectorType: {
                  class: 'ConnectorType',
                  headerVersion: 0,
                  connectorProviderClassName:
                    'org.odpi.openmetadata.adapters.connectors.integration.jdbc.JDBCIntegrationConnectorProvider',
                },
                configurationProperties: { includeTableNames: ['orders'], includeViewNames: ['orders'] },
                embeddedConnections: [
                  {
                    class: 'EmbeddedConnection',
                    headerVersion: 0,
                    position: 0,
                    embeddedConnection: {
                      class: 'Connection',
                      headerVersion: 0,
                      connectorType: {
                        class: 'ConnectorType',
                        headerVersion: 0,
                        connectorProviderClassName:
                          'org.odpi.openmetadata.adapters.connectors.resource.jdbc.JDBCResourceConnectorProvider',
                      },
                      endpoint: { class: 'Endpoint', headerVersion: 0, address: 'jdbc:postgresql://db/orders' },
                      userId: 'reader',
                      clearPassword: '~{PW}~',
                      configurationProperties: { jdbcDriverManagerClassName: 'org.postgresql.Driver' },
                    },
                  },
                ],
              },
              metadataSourceQualifiedName: 'MetadataCollection::coco::orders',
              refreshTimeInterval: 60,
              usesBlockingCalls: false,
              permittedSynchronization: 'FROM_THIRD_PARTY',
              generateIntegrationReports: false,
            },
          ],
        },
      ],
    });
  });

  it.each([
    ['in the URL', '"postgresql://me:CANARY@db/x"'],
    ['in the URL with a reference for the user', '"postgresql://${env:USER}:CANARY@db/x"'],
    ['in the URL with an @', '"postgresql://me:CAN@CANARY@db/x"'],
    ['among the parameters', '"postgresql://db/x?user=me&password=CANARY"'],
    ['beside it', '"postgresql://me@db/x"\n    password: CANARY'],
    ['in part a reference', '"postgresql://me@db/x"\n    password: "CANARY${env:X}"'],
  ])('writes no password that the definition writes out %s', async (_where, url) => {
    const result = await exported(
      `- connectorName: orders\n  provider: postgresql\n  configurationProperties:\n    url: ${url}`,
    );
    expect(JSON.stringify(result)).not.toContain('CANARY');
    expect(connectionIn(result)).toMatchObject({
      embeddedConnections: [
        {
          embeddedConnection: {
            endpoint: { address: 'jdbc:postgresql://db/x' },
            userId: _where.includes('reference for the user') ? '~{USER}~' : 'me',
            clearPassword: '~{ORDERS_PASSWORD}~',
          },
        },
      ],
    });
    expect(sentences(result)).toContain('In the place of a secret stands the placeholder "~{ORDERS_PASSWORD}~".');
  });

  it('writes no password of an address that is no URL, or of a URL that nobody takes apart', async () => {
    const database = await exported(
      '- connectorName: orders\n  provider: postgresql\n  configurationProperties: { url: "host=db password=CANARY" }',
    );
    const files = await exported(
      '- connectorName: files\n  provider: data-files\n  configurationProperties: { path: "sftp://me:CANARY@files/in" }',
      'files-integrator',
    );
    expect(JSON.stringify([database, files])).not.toContain('CANARY');
    expect(connectionIn(files)).toMatchObject({ endpoint: { address: '~{FILES_PATH}~' } });
  });

  it('embeds the secrets file that the definition refers to', async () => {
    const result = await exported(`- connectorName: orders
  provider: postgresql
  configurationProperties:
    url: postgresql://\${secrets:s.omsecrets#c/userId}@db/x
    password: \${secrets:s.omsecrets#c/clearPassword}`);
    expect(JSON.stringify(connectionIn(result))).not.toMatch(/userId|clearPassword/);
    expect(connectionIn(result)).toMatchObject({
      embeddedConnections: [
        {
          embeddedConnection: {
            class: 'VirtualConnection',
            embeddedConnections: [
              {
                embeddedConnection: {
                  connectorType: {
                    connectorProviderClassName:
                      'org.odpi.openmetadata.adapters.connectors.secretsstore.yaml.YAMLSecretsStoreProvider',
                  },
                  endpoint: { address: 's.omsecrets' },
                  configurationProperties: { secretsCollectionName: 'c' },
                },
              },
            ],
          },
        },
      ],
    });
    expect(sentences(result)).toContain(
      'A path is relative to the folder of the platform there, and of the daemon definition here: "s.omsecrets".',
    );
  });

  it('says what has no counterpart in the Java daemon, and where it stands', async () => {
    const result = await exported(`- connectorName: orders
  provider: postgresql
  startDate: 2026-01-01
  removalGuardPercent: 50
  deleteMethod: PURGE
  configurationProperties:
    url: postgresql://db
    password: \${file:pw}
    includeSchemas: [sales, "tmp_*"]
    excludeTables: [a.b]
    caFile: ca.pem`);
    expect(result.remarks.map(({ place, message }) => `${placeText(place)} ${messageSentence(message)}`)).toEqual([
      'daemon.yaml:1:1 The open metadata store is no metadata access server "sqlite".',
      ...['startDate', 'removalGuardPercent', 'deleteMethod: PURGE'].map(
        (what) => `daemon.yaml:5:9 No counterpart in Egeria's Java daemon of "${what}".`,
      ),
      'daemon.yaml:11:16 The Java connector catalogs the one database of the address, and here none is named by "url".',
      'daemon.yaml:12:21 In the place of a secret stands the placeholder "~{ORDERS_PASSWORD}~".',
      'daemon.yaml:13:27 No counterpart in Egeria\'s Java daemon of "includeSchemas: tmp_*".',
      'daemon.yaml:14:26 No counterpart in Egeria\'s Java daemon of "excludeTables: a.b".',
      'daemon.yaml:15:11 No counterpart in Egeria\'s Java daemon of "caFile".',
    ]);
  });

  it('makes a connector of each catalog target', async () => {
    const result = await exported(`- connectorName: shops
  connectorId: one
  provider: sqlite-database
  configurationProperties: { includeTables: [orders] }
  catalogTargets:
    - { name: north, configurationProperties: { file: /north.db } }
    - { name: south, configurationProperties: { file: /south.db } }`);
    const { integrationServicesConfig: services } = result.document as {
      integrationServicesConfig: { integrationConnectorConfigs: object[] }[];
    };
    expect(services[0]?.integrationConnectorConfigs).toMatchObject([
      { connectorName: 'shops north', connectorId: 'one' },
      { connectorName: 'shops south' },
    ]);
    expect(services[0]?.integrationConnectorConfigs[1]).not.toHaveProperty('connectorId');
    expect(sentences(result)).toContain(
      'The document has no place for catalog targets; each is a connector of its own, of "shops".',
    );
  });
});
