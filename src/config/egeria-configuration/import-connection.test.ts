import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { imported, sentences } from '../../../test/support/egeria-documents.ts';
import type { ImportedConfiguration } from './import-configuration.ts';

/** A document with one connector of the database integrator. */
function withConnector(connector: object, service: object = {}): unknown {
  const own = {
    integrationServiceURLMarker: 'database-integrator',
    integrationConnectorConfigs: [connector],
    ...service,
  };
  return { localServerName: 'coco', localServerUserId: 'coco', integrationServicesConfig: [own] };
}

const jdbc = (connection: object, own: object = {}): object => ({
  connectorType: {
    connectorProviderClassName:
      'org.odpi.openmetadata.adapters.connectors.integration.jdbc.JDBCIntegrationConnectorProvider',
  },
  embeddedConnections: [
    {
      embeddedConnection: {
        connectorType: {
          connectorProviderClassName:
            'org.odpi.openmetadata.adapters.connectors.resource.jdbc.JDBCResourceConnectorProvider',
        },
        ...connection,
      },
    },
  ],
  ...own,
});

const endpoint = { address: 'jdbc:postgresql://db/orders' };

/** The one connector of an imported definition. */
function connectorOf({ text }: ImportedConfiguration): Record<string, unknown> {
  const definition = parse(text) as { integrationServices: { connectors: Record<string, unknown>[] }[] };
  return definition.integrationServices[0]?.connectors[0] ?? {};
}

describe('a connection that is imported', () => {
  it('lets no name break out of its comment or its value', async () => {
    const name = 'a\nintegrationServices: []\u2028"#: {';
    const result = await imported(withConnector({ connectorName: name, connection: { displayName: 'b' } }));
    expect(parse(result.text)).toEqual({
      name: 'coco',
      openMetadataStore: { type: 'sqlite', path: './open-metadata.db' },
      integrationServices: [],
    });
    const known = await imported(withConnector({ connectorName: name, connection: jdbc({ endpoint }) }));
    expect(connectorOf(known)).toMatchObject({ connectorName: name });
  });

  it('keeps the catalog in a file when the document names no metadata access server', async () => {
    const result = await imported(withConnector({ connectorName: 'x', connection: jdbc({ endpoint }) }));
    expect(sentences(result)).toEqual(['The document names no metadata access server.']);
    expect(result.text).toContain('type: sqlite');
  });

  it.each([
    ['in the address', { endpoint: { address: 'jdbc:postgresql://me:CANARY@db/x' } }, 'postgresql://me@db/x'],
    ['beside it', { endpoint, userId: 'me', clearPassword: 'CANARY' }, 'postgresql://me@db/orders'],
    [
      'in its parameters',
      { endpoint: { address: 'jdbc:postgresql://db/x?password=CANARY&user=me&sslmode=require' } },
      'postgresql://me@db/x?sslmode=require',
    ],
    [
      'in the networkAddress of Egeria 6',
      { endpoint: { networkAddress: 'jdbc:postgresql://db/x' }, userId: 'me', encryptedPassword: 'CANARY' },
      'postgresql://me@db/x',
    ],
    [
      'in a configuration property of Egeria 6',
      { userId: 'me', clearPassword: 'CANARY', configurationProperties: { databaseURL: 'jdbc:postgresql://db/x' } },
      'postgresql://me@db/x',
    ],
  ])('finds who signs in %s, and keeps the password out', async (_where, connection, url) => {
    const result = await imported(withConnector({ connectorName: 'x y', connection: jdbc(connection) }));
    expect(connectorOf(result)).toMatchObject({
      configurationProperties: { url, password: '${env:X_Y_PASSWORD}' },
    });
    expect(`${result.text}${JSON.stringify(result.remarks)}`).not.toContain('CANARY');
  });

  it('takes the secrets store that the JDBC connector of Egeria 6 names by properties', async () => {
    const configurationProperties = { secretsStore: '/s.omsecrets', secretsCollectionName: 'c' };
    const result = await imported(
      withConnector({ connectorName: 'x', connection: jdbc({ endpoint, configurationProperties }) }),
    );
    expect(connectorOf(result)).toMatchObject({
      configurationProperties: {
        url: 'postgresql://${secrets:/s.omsecrets#c/userId}@db/orders',
        password: '${secrets:/s.omsecrets#c/clearPassword}',
      },
    });
  });

  it('leaves out what the connector here would not take', async () => {
    const configurationProperties = { jdbcConnectionTimeout: 0, includeSchemaNames: [1, 'a'] };
    const result = await imported(
      withConnector({ connectorName: 'x', connection: jdbc({ endpoint }, { configurationProperties }) }),
    );
    expect(connectorOf(result)).toMatchObject({
      configurationProperties: { url: 'postgresql://db/orders', includeSchemas: ['1', 'a'] },
    });
    expect(sentences(result)).toContain('No counterpart here of "connectTimeoutSeconds".');
  });

  it('takes the direction that the service states, and leaves out the usual one', async () => {
    const connector = { connectorName: 'x', connection: jdbc({ endpoint }) };
    const stated = await imported(withConnector(connector, { defaultPermittedSynchronization: 'TO_THIRD_PARTY' }));
    expect(connectorOf(stated)).toMatchObject({ permittedSynchronization: 'TO_THIRD_PARTY' });
    const usual = await imported(withConnector(connector, { defaultPermittedSynchronization: 'FROM_THIRD_PARTY' }));
    expect(connectorOf(usual)).not.toHaveProperty('permittedSynchronization');
  });

  it('writes no password of a URL that nobody takes apart, nor of the metadata access server', async () => {
    const provider =
      'org.odpi.openmetadata.adapters.connectors.integration.basicfiles.DataFilesMonitorIntegrationProvider';
    const connection = {
      connectorType: { connectorProviderClassName: provider },
      endpoint: { address: 'sftp://me:CANARY@files/in' },
    };
    const server = { omagserverPlatformRootURL: 'https://me:CANARY@platform:9443', omagserverName: 'mds' };
    const result = await imported(withConnector({ connectorName: 'x', connection }, server));
    expect(connectorOf(result)).toMatchObject({ configurationProperties: { path: '${env:X_PATH}' } });
    expect(JSON.stringify(result)).not.toContain('CANARY');
  });
});
