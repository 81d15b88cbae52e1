import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { sampleDatabase, shop } from '../support/sample-database.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { canary, secretsIn } from './bad-weather/canary.ts';

const adapters = 'org.odpi.openmetadata.adapters.connectors';

function connection(provider: string, own: object): object {
  return { class: 'Connection', connectorType: { connectorProviderClassName: `${adapters}.${provider}` }, ...own };
}

/** A daemon of Egeria 4 with a folder of files and a SQLite database, as its configuration store keeps it. */
function javaDaemon(folder: string, more: readonly object[] = []): string {
  return JSON.stringify({
    class: 'OMAGServerConfig',
    versionId: 'V2.0',
    localServerName: 'exchangeDL01',
    localServerUserId: 'exchangeDL01npa',
    localServerPassword: canary,
    integrationServicesConfig: [
      {
        class: 'IntegrationServiceConfig',
        integrationServiceURLMarker: 'files-integrator',
        integrationConnectorConfigs: [
          {
            connectorName: 'landing-area',
            connection: connection('integration.basicfiles.DataFilesMonitorIntegrationProvider', {
              endpoint: { class: 'Endpoint', address: path.join(folder, 'files') },
            }),
          },
        ],
      },
      {
        class: 'IntegrationServiceConfig',
        integrationServiceURLMarker: 'database-integrator',
        integrationConnectorConfigs: [
          {
            connectorName: 'shop',
            connection: connection('integration.jdbc.JDBCIntegrationConnectorProvider', {
              embeddedConnections: [
                {
                  embeddedConnection: connection('resource.jdbc.JDBCResourceConnectorProvider', {
                    endpoint: { class: 'Endpoint', address: `jdbc:sqlite:${path.join(folder, 'shop.db')}` },
                  }),
                },
              ],
            }),
          },
          ...more,
        ],
      },
    ],
  });
}

/** A connector that nobody here has, with a password. */
const own = {
  connectorName: 'own',
  connection: { connectorType: { connectorProviderClassName: 'com.coco.OwnProvider' }, clearPassword: canary },
};

describe('config import', () => {
  it('gives a definition that is valid and runs', async () => {
    const cwd = tempFolder({ 'files/customers.csv': 'id,name\n1,Ann\n' });
    await sampleDatabase(cwd, 'shop.db', shop);
    writeFileSync(path.join(cwd, 'daemon.config'), javaDaemon(cwd));
    const imported = await runCli(['config', 'import', 'daemon.config', '--definition', 'coco.yaml'], { cwd });
    expect(imported).toMatchObject({
      exitCode: 0,
      stdout:
        'Written: coco.yaml\nNext:\n  egeria-integrate validate coco.yaml\n  egeria-integrate sync coco.yaml --dry-run\n',
    });
    expect(imported.stderr).toContain('Imported: 2 of 2 connectors and integration groups.\n');
    expect(await runCli(['validate', 'coco.yaml'], { cwd })).toMatchObject({
      exitCode: 0,
      stdout: 'coco.yaml is valid: 2 connectors, 2 catalog targets.\n',
      stderr: '',
    });
    expect(await runCli(['sync', 'coco.yaml'], { cwd })).toMatchObject({ exitCode: 0 });
    const found = await runCli(['find', '--definition', 'coco.yaml', '--where', 'displayName=customers.csv'], { cwd });
    expect(found.stdout).toContain(`CSV Data File:::${path.join(cwd, 'files/customers.csv')}`);
  });

  it('prints the definition, tells what has no counterpart, and never a password', async () => {
    const cwd = tempFolder();
    writeFileSync(path.join(cwd, 'daemon.config'), javaDaemon(cwd, [own]));
    for (const columns of [undefined, 40]) {
      const run = await runCli(['config', 'import', 'daemon.config'], { cwd, ...(columns && { columns }) });
      expect(run.exitCode).toBe(4);
      expect(run.stdout).toContain('# No counterpart here of the connector "own", class com.coco.OwnProvider.\n');
      expect(run.stderr).toMatch(
        /^daemon\.config:1:\d+: warning: No counterpart here of the connector "own", class com\.coco\.OwnProvider\.$/m,
      );
      expect(run.stderr).toContain('Imported: 2 of 3 connectors and integration groups.\n');
      expect(secretsIn(run.stdout + run.stderr)).toEqual([]);
    }
    expect(readdirSync(cwd)).toEqual(['daemon.config']);
  });

  it('overwrites no definition', async () => {
    const cwd = tempFolder({ 'coco.yaml': 'mine', 'daemon.config': '{}' });
    const run = await runCli(['config', 'import', 'daemon.config', '--definition', 'coco.yaml'], { cwd });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(readFileSync(path.join(cwd, 'coco.yaml'), 'utf8')).toBe('mine');
  });

  it.each([
    [['--placeholder', 'egeriaEndpoint'], 'This is no value of a placeholder "egeriaEndpoint".'],
    [['--token-env', 'TOKEN'], 'The environment variable with the token is not set "TOKEN".'],
  ])('says what is wrong with the options %j', async (options, sentence) => {
    const cwd = tempFolder({ 'daemon.config': javaDaemon('/nowhere') });
    const run = await runCli(['config', 'import', 'daemon.config', ...options], { cwd });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(sentence);
  });

  it('shows nothing of a document that is none', async () => {
    const cwd = tempFolder({ 'daemon.config': `{"localServerPassword":${JSON.stringify(canary)}` });
    const run = await runCli(['--debug', 'config', 'import', 'daemon.config', '--definition', 'coco.yaml'], { cwd });
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain('This is not a configuration document: it is not JSON.');
    expect(secretsIn(run.stderr)).toEqual([]);
    expect(existsSync(path.join(cwd, 'coco.yaml'))).toBe(false);
  });
});

/** A definition whose secrets are in Egeria's secrets file. */
const withSecrets = `name: coco
integrationServices:
  - service: database-integrator
    connectors:
      - connectorName: orders
        provider: postgresql
        configurationProperties:
          url: postgresql://\${secrets:egeria.omsecrets#Orders/userId}@127.0.0.1:1/orders
          password: \${secrets:egeria.omsecrets#Orders/clearPassword}
`;

describe('config export', () => {
  it('prints a document that is imported again as the same', async () => {
    const cwd = tempFolder({ 'egeria-integrate.yaml': withSecrets });
    const exported = await runCli(['config', 'export'], { cwd });
    expect(exported.exitCode).toBe(0);
    expect(exported.stderr).toContain('Exported: 1 of 1 connectors.\n');
    writeFileSync(path.join(cwd, 'daemon.config'), exported.stdout);
    const { stdout } = await runCli(['config', 'import', 'daemon.config'], { cwd });
    const connectors = (text: string): string => text.slice(text.indexOf('provider:'));
    expect(connectors(stdout)).toBe(connectors(withSecrets));
  });

  it('writes out no secret of a definition', async () => {
    const password = `\n          password: ${JSON.stringify(canary)}\n`;
    const definition = withSecrets.replace(/\n *password: .*\n/u, password);
    const cwd = tempFolder({ 'coco.yaml': definition });
    const { stdout, stderr, exitCode } = await runCli(['config', 'export', 'coco.yaml'], { cwd });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('"clearPassword": "~{ORDERS_PASSWORD}~"');
    expect(secretsIn(stdout + stderr)).toEqual([]);
  });
});

describe("a secret of Egeria's secrets file", () => {
  const secrets = `secretsCollections:\n  Orders:\n    secrets:\n      userId: reader\n      clearPassword: ${JSON.stringify(canary)}\n`;

  it('is brought in, and shown nowhere', async () => {
    const cwd = tempFolder({ 'egeria-integrate.yaml': withSecrets, 'egeria.omsecrets': secrets });
    const run = await runCli(['--debug', 'sync', '--report', 'report.ndjson'], { cwd });
    expect(run.exitCode).toBe(3);
    expect(run.stdout + run.stderr).toContain('127.0.0.1:1');
    const written = readdirSync(cwd).filter((name) => name !== 'egeria.omsecrets');
    expect(written).toContain('report.ndjson');
    const texts = written.map((name) => readFileSync(path.join(cwd, name), 'latin1'));
    expect(secretsIn([run.stdout, run.stderr, ...texts].join('\n'))).toEqual([]);
  });

  it('is named with its place and the nearest right name when there is none', async () => {
    const definition = withSecrets.replace('clearPassword', 'clearPasword').replace('#Orders/userId', '#Order/userId');
    const cwd = tempFolder({ 'egeria-integrate.yaml': definition, 'egeria.omsecrets': secrets });
    expect(await runCli(['validate'], { cwd })).toMatchObject({ exitCode: 0 });
    const { stdout, stderr, exitCode } = await runCli(['sync'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('egeria-integrate.yaml:8:16: The secrets file has no such collection "Order"');
    expect(stderr).toContain('Did you mean "Orders"?');
    expect(stderr).toContain('egeria-integrate.yaml:9:21: The secrets collection has no such secret "clearPasword"');
    expect(stderr).toContain('Did you mean "clearPassword"?');
    expect(secretsIn(stdout + stderr)).toEqual([]);
  });

  it('is refused by validate when the reference has no collection', async () => {
    const definition = withSecrets.replace('#Orders/userId', '');
    const run = await runCli(['validate'], { cwd: tempFolder({ 'egeria-integrate.yaml': definition }) });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(
      'egeria-integrate.yaml:8:16: A reference to a secrets file without collection or name "${secrets:egeria.omsecrets}".',
    );
  });
});
