import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { egeriaDocument, imported, sentences } from '../../../test/support/egeria-documents.ts';
import { placeText } from '../definition-error.ts';
import { checkDefinition } from '../load.ts';

describe('importConfiguration', () => {
  it('takes a document of Egeria 2: files, a folder and the first PostgreSQL connector', async () => {
    const result = await imported(egeriaDocument(2));
    expect(parse(result.text)).toEqual({
      name: 'exchangeDL01',
      openMetadataStore: {
        type: 'egeria',
        platformURL: 'https://localhost:9443',
        serverName: 'cocoMDS1',
        userId: 'exchangeDL01npa',
        password: '${env:EGERIA_PASSWORD}',
      },
      integrationServices: [
        {
          service: 'files-integrator',
          connectors: [
            {
              connectorName: 'OakDeneLandingAreaFilesMonitor',
              connectorId: '7f4d641d-71cc-4df6-b7b9-aed29e3bdf7f',
              provider: 'data-files',
              connectorUserId: 'onboardDL01npa',
              metadataSourceQualifiedName: 'HospitalLandingArea',
              deleteMethod: 'ARCHIVE',
              refreshTimeInterval: 10,
              configurationProperties: { path: 'data/landing-area/hospitals/oak-dene' },
            },
            {
              connectorName: 'LandingAreaFolderMonitor',
              provider: 'data-folder',
              connectorUserId: 'exchangeDL01npa',
              metadataSourceQualifiedName: 'HospitalLandingArea',
              configurationProperties: { path: '/data/landing-area' },
              catalogTargets: [{ name: 'LandingAreaFolderMonitor' }],
            },
          ],
        },
        {
          service: 'database-integrator',
          connectors: [
            {
              connectorName: 'PatientRecords',
              provider: 'postgresql',
              connectorUserId: 'exchangeDL01npa',
              metadataSourceQualifiedName: 'CocoPostgres',
              refreshTimeInterval: 3456,
              configurationProperties: {
                url: 'postgresql://reader@db.coco.example:5432',
                password: '${env:PATIENT_RECORDS_PASSWORD}',
              },
            },
          ],
        },
      ],
    });
    expect(sentences(result)).toEqual([
      'In the place of a password stands the environment variable "EGERIA_PASSWORD".',
      'A path is relative to the folder of the platform there, and of the daemon definition here: ' +
        '"data/landing-area/hospitals/oak-dene".',
      'No counterpart here of "templateQualifiedName".',
      'In the place of a password stands the environment variable "PATIENT_RECORDS_PASSWORD".',
      'No counterpart here of "ssl".',
      'No counterpart here of the connector "Messages", class com.coco.egeria.MessagesIntegrationProvider.',
    ]);
    expect(result).toMatchObject({
      connectors: 3,
      leftOut: 1,
      variables: ['EGERIA_PASSWORD', 'PATIENT_RECORDS_PASSWORD'],
    });
  });

  it('takes a document of Egeria 4: databases by JDBC, told apart by their addresses', async () => {
    const result = await imported(egeriaDocument(4));
    const { integrationServices } = parse(result.text) as { integrationServices: unknown };
    expect(integrationServices).toEqual([
      {
        service: 'database-integrator',
        connectors: [
          {
            connectorName: 'Orders',
            connectorId: 'a1',
            provider: 'postgresql',
            permittedSynchronization: 'BOTH_DIRECTIONS',
            metadataSourceQualifiedName: 'CocoOrders',
            refreshTimeInterval: 1440,
            configurationProperties: {
              url: 'postgresql://re%40der@db.coco.example:5432/orders?sslmode=require',
              password: '${env:ORDERS_PASSWORD}',
              includeSchemas: ['sales', 'hr'],
              includeTables: ['orders', 'customers'],
              excludeTables: ['old'],
              connectTimeoutSeconds: 20,
            },
          },
          {
            connectorName: 'Orders 2',
            provider: 'postgresql',
            connectorUserId: 'cocoDaemonnpa',
            localCohort: true,
            refreshTimeInterval: 0,
            configurationProperties: {
              url: 'postgresql://old@archive.coco.example/orders',
              password: '${env:ORDERS_2_PASSWORD}',
            },
          },
          {
            connectorName: 'Devices',
            provider: 'sqlite-database',
            connectorUserId: 'cocoDaemonnpa',
            localCohort: true,
            refreshTimeInterval: 0,
            configurationProperties: { file: '/var/lib/devices.db' },
          },
        ],
      },
      {
        service: 'files-integrator',
        connectors: [
          {
            connectorName: 'Files',
            provider: 'data-files',
            connectorUserId: 'cocoDaemonnpa',
            localCohort: true,
            refreshTimeInterval: 0,
            configurationProperties: { path: '/data' },
          },
        ],
      },
    ]);
    expect(sentences(result)).toEqual([
      'There is one open metadata store here, and so no counterpart of the further metadata access server "cocoMDS2", ' +
        'at https://mds.coco.example:9443.',
      'The document does not state "password", variable EGERIA_PASSWORD.',
      'No counterpart here of "?ssl=".',
      'In the place of a password stands the environment variable "ORDERS_PASSWORD".',
      'Tables and views are chosen together here, by "includeTables".',
      'No counterpart here of "catalog".',
      'No counterpart here of "generateIntegrationReports".',
      'Several connectors have the name "Orders", instead Orders 2.',
      'In the place of a password stands the environment variable "ORDERS_2_PASSWORD".',
      'No counterpart here of the connector "Inventory", class ' +
        'org.odpi.openmetadata.adapters.connectors.integration.jdbc.JDBCIntegrationConnectorProvider, ' +
        'technology jdbc:cocobase.',
      'No counterpart here of "userId".',
      'No counterpart here of "waitForDirectory".',
      'No counterpart here of "token".',
      'The connector here does not work in the direction "BOTH_DIRECTIONS", instead FROM_THIRD_PARTY.',
      'No counterpart here of "integrationServiceOptions.disabledExchangeServices".',
      'Its integration service is disabled: the connector "Atlas", class ' +
        'org.odpi.openmetadata.adapters.connectors.integration.atlas.ApacheAtlasIntegrationProvider.',
      'No counterpart here of the integration group, whose connectors are in the metadata server: "CocoGroup".',
    ]);
  });

  it('takes a document of Egeria 5: placeholders, and secrets stores of both kinds', async () => {
    const result = await imported(egeriaDocument(5));
    const secrets = '/secrets/integration.omsecrets#sales::PostgreSQL Secret';
    expect(parse(result.text)).toEqual({
      name: 'integration-daemon',
      openMetadataStore: {
        type: 'egeria',
        platformURL: '${env:egeriaEndpoint}',
        serverName: 'active-metadata-store',
        userId: '${env:daemonUserId}',
        password: '${env:daemonPassword}',
      },
      integrationServices: [
        {
          service: 'database-integrator',
          connectors: [
            {
              connectorName: 'Sales',
              provider: 'postgresql',
              metadataSourceQualifiedName: '~{salesSource}~',
              configurationProperties: {
                url: `postgresql://\${secrets:${secrets}/userId}@\${env:salesHost}:5432/sales`,
                password: `\${secrets:${secrets}/clearPassword}`,
              },
            },
            {
              connectorName: 'Finance',
              provider: 'postgresql',
              localCohort: true,
              refreshTimeInterval: 0,
              configurationProperties: { url: '${env:financeURL}', password: '${env:FINANCE_clearPassword}' },
            },
            {
              connectorName: 'PostgreSQLServerCataloguer',
              provider: 'postgresql',
              localCohort: true,
              refreshTimeInterval: 0,
              configurationProperties: {
                url: '${env:POSTGRE_SQL_SERVER_CATALOGUER_URL}',
                password: '${env:POSTGRE_SQL_SERVER_CATALOGUER_PASSWORD}',
                includeDatabases: ['sales', 'hr'],
                excludeDatabases: ['postgres'],
              },
            },
          ],
        },
        {
          service: 'files-integrator',
          connectors: [
            {
              connectorName: 'FilesCataloguer',
              provider: 'data-files',
              localCohort: true,
              deleteMethod: 'ARCHIVE',
              refreshTimeInterval: 0,
              startDate: '2026-01-01T00:00:00.000Z',
              stopDate: '2026-12-31T00:00:00.000Z',
              configurationProperties: { path: '${env:FILES_CATALOGUER_PATH}', fileSystemName: 'costs $${5}' },
            },
          ],
        },
      ],
    });
  });

  it('puts values in the place of placeholders, so that secrets stores are known', async () => {
    const { text } = await imported(egeriaDocument(5), {
      secretsStoreProvider: 'org.odpi.openmetadata.adapters.connectors.secretsstore.yaml.YAMLSecretsStoreProvider',
      secretsStore: '/secrets/integration.omsecrets',
      postgreSQLServerCollectionName: 'PostgreSQL Server Secret',
      financeURL: 'jdbc:postgresql://finance/books',
      salesSource: 'Coco:Sales',
    });
    expect(text).toContain('metadataSourceQualifiedName: Coco:Sales\n');
    expect(text).toContain('url: postgresql://${env:FINANCE_userId}@finance/books\n');
    expect(text).toContain(
      'password: ${secrets:/secrets/integration.omsecrets#PostgreSQL Server Secret/clearPassword}\n',
    );
  });

  it('takes a document of Egeria 6, in which there are only groups, as far as it goes', async () => {
    const result = await imported(egeriaDocument(6), {
      egeriaServersSecretsStore: '/secrets/egeria-servers.omsecrets',
      egeriaServersSecretsCollection: 'EgeriaServers',
    });
    expect(parse(result.text)).toEqual({
      name: 'integration-daemon',
      openMetadataStore: {
        type: 'egeria',
        platformURL: '${env:egeriaEndpoint}',
        serverName: 'active-metadata-store',
        userId: 'daemonnpa',
        password: '${secrets:/secrets/egeria-servers.omsecrets#EgeriaServers/clearPassword}',
      },
      integrationServices: [],
    });
    expect(result).toMatchObject({ connectors: 0, leftOut: 3 });
    const [files, postgresql, own] = sentences(result);
    expect(files).toContain('"Egeria:IntegrationGroup:Files", instead data-files, data-folder');
    expect(postgresql).toContain('"Egeria:IntegrationGroup:PostgreSQL", instead postgresql');
    expect(own).toMatch(/: "Coco:IntegrationGroup:Own"\.$/);
  });

  it.each([2, 4, 5])('gives connectors that are valid, of a document of Egeria %i', async (version) => {
    const { text, connectors } = await imported(egeriaDocument(version));
    // The store is checked by others.
    const definition = text.replace(/^openMetadataStore:\n(?: .*\n)+/mu, '');
    const checked = await checkDefinition(definition, { file: 'daemon.yaml', currentFolder: '/nowhere' });
    expect(checked.connectors).toHaveLength(connectors);
    expect(checked.warnings).toEqual([]);
  });

  it('says in comments what it says, where it belongs', async () => {
    const { text } = await imported(egeriaDocument(4));
    const lines = text.split('\n').map((line) => line.trim());
    const after = (start: string): string | undefined => lines[lines.findIndex((line) => line.startsWith(start)) + 1];
    expect(after('# No counterpart here of "generateIntegrationReports".')).toBe('- connectorName: Orders');
    expect(after('# In the place of a password stands the environment variable "ORDERS_2')).toBe(
      '- connectorName: Orders 2',
    );
    expect(after('#  technology jdbc:cocobase.')).toBe('- service: files-integrator');
    expect(after('# The document does not state "password"')).toBe('type: egeria');
    expect(lines.slice(0, 3)).toEqual([
      '# Imported from daemon.config',
      '# Check it with: egeria-integrate validate',
      '# Set before the first sync: EGERIA_PASSWORD, ORDERS_PASSWORD, ORDERS_2_PASSWORD',
    ]);
  });

  it.each([2, 4, 5, 6])('writes no password of a document of Egeria %i anywhere', async (version) => {
    const text = JSON.stringify(egeriaDocument(version));
    const result = await imported(egeriaDocument(version));
    expect(version === 2 || version === 4 ? text.includes('CANARY') : true).toBe(true);
    expect(`${result.text}${JSON.stringify(result.remarks)}`).not.toContain('CANARY');
  });

  it('names the place in the document', async () => {
    const { remarks } = await imported({
      integrationServicesConfig: [{ integrationConnectorConfigs: [{ connectorName: 'x' }] }],
    });
    expect(remarks.map(({ place }) => placeText(place))).toEqual(['daemon.config:1:1', 'daemon.config:1:63']);
  });
});
