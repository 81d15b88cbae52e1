import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { DaemonEvent, IntegrationReport, ResultEvent } from '../../../src/report/events.ts';
import { eventsIn, resultIn, startCli } from '../../support/run-cli.ts';
import type { CliOptions, CliResult, RunningCli } from '../../support/run-cli.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { secretsIn } from './canary.ts';
import { spawnCli } from './cli-process.ts';
import type { CliProcess, ProcessOptions } from './cli-process.ts';

/** A connector as it stands in a daemon definition. */
export interface CocoConnector {
  readonly connectorName: string;
  readonly provider: string;
  readonly configurationProperties: object;
  readonly [key: string]: unknown;
}

/** The same connector with other settings beside those that it has. */
export function withOptions(connector: CocoConnector, properties: object): CocoConnector {
  return { ...connector, configurationProperties: { ...connector.configurationProperties, ...properties } };
}

/** What a sync came to. */
export interface SyncResult extends CliResult, Pick<ResultEvent, 'totals'> {
  readonly reports: readonly IntegrationReport[];
  /** Ids of errors and findings, each once. */
  readonly messageIds: readonly string[];
}

/** A folder with a daemon definition, in which commands are run. When the test ends, no secret may be in what came of them. */
export interface Coco {
  readonly folder: string;
  /** Writes the daemon definition anew. */
  define(...connectors: readonly CocoConnector[]): void;
  /** Writes the same daemon definition with another open metadata store. */
  keepIn(openMetadataStore: object): void;
  run(...commandLine: readonly string[]): Promise<CliResult>;
  start(commandLine: readonly string[], options?: Partial<CliOptions>): RunningCli;
  /** Runs a command in a process of its own. */
  spawn(commandLine: readonly string[], options?: Partial<ProcessOptions>): CliProcess;
  /** Runs `sync --output json` with a report file. */
  sync(...options: readonly string[]): Promise<SyncResult>;
  /** The qualified names of the catalog but for those of metadata sources, in order; twins would be there twice. */
  names(): Promise<readonly string[]>;
}

/** Files that people write secrets into. */
const keepers = new Set(['egeria-integrate.yaml', 'secret.txt']);

const services: Readonly<Record<string, string>> = {
  postgresql: 'database-integrator',
  'sqlite-database': 'database-integrator',
  'data-files': 'files-integrator',
  'data-folder': 'files-integrator',
};

/** The folder of a test, with the variables of its environment. */
export function coco(env: Readonly<Record<string, string>>, ...connectors: readonly CocoConnector[]): Coco {
  const folder = tempFolder();
  const outputs: Promise<CliResult>[] = [];
  onTestFinished(async () => {
    const texts = (await Promise.all(outputs)).flatMap(({ stdout, stderr }) => [stdout, stderr]);
    expect([...texts, ...filesIn(folder)].filter((text) => secretsIn(text).length > 0)).toEqual([]);
  });
  const start = (commandLine: readonly string[], options: Partial<CliOptions> = {}): RunningCli => {
    const running = startCli(commandLine, { cwd: folder, env, ...options });
    outputs.push(running.done);
    return running;
  };
  const run = (...commandLine: readonly string[]): Promise<CliResult> => start(commandLine).done;
  let defined = connectors;
  let store: object | undefined;
  const write = (): void => writeFileSync(path.join(folder, 'egeria-integrate.yaml'), definitionOf(defined, store));
  const define = (...all: readonly CocoConnector[]): void => {
    defined = all;
    write();
  };
  define(...connectors);
  return {
    folder,
    define,
    keepIn(openMetadataStore) {
      store = openMetadataStore;
      write();
    },
    run,
    start,
    spawn(commandLine, options = {}) {
      const child = spawnCli(commandLine, { cwd: folder, env, ...options });
      outputs.push(child.done);
      return child;
    },
    sync: async (...options) =>
      syncResult(await run('sync', '--output', 'json', '--report', 'report.ndjson', ...options)),
    names: async () => namesIn(await run('export')),
  };
}

/** JSON is YAML too. */
function definitionOf(connectors: readonly CocoConnector[], openMetadataStore: object | undefined): string {
  const markers = [...new Set(connectors.map(({ provider }) => services[provider]))];
  const integrationServices = markers.map((service) => {
    return { service, connectors: connectors.filter(({ provider }) => services[provider] === service) };
  });
  return JSON.stringify({ name: 'coco', openMetadataStore, integrationServices }, undefined, 2);
}

/** What `sync --output json` printed. */
export function syncResult(result: CliResult): SyncResult {
  const reports = eventsIn(result).filter((event) => event.kind === 'report');
  const { totals, exitCode } = resultIn(result);
  expect(exitCode).toBe(result.exitCode);
  for (const report of reports) expectConserved(report);
  return { ...result, totals, reports, messageIds: [...new Set(reports.flatMap(idsOf))] };
}

function expectConserved({ totals }: IntegrationReport): void {
  const { stated, created, updated, unchanged, refused, failed } = totals;
  expect(created + updated + unchanged + refused + failed).toBe(stated);
}

function idsOf({ error, findings }: Extract<DaemonEvent, { kind: 'report' }>): string[] {
  return [...(error === undefined ? [] : [error.message.id]), ...findings.map(({ message }) => message.id)];
}

function namesIn({ stdout }: CliResult): string[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { readonly qualifiedName: string; readonly typeName: string })
    .filter(({ typeName }) => typeName !== 'MetadataCollection')
    .map(({ qualifiedName }) => qualifiedName)
    .toSorted();
}

/** What commands have written: beside the definition, and the ledger of a remote store. */
function filesIn(folder: string): string[] {
  return [folder, path.join(folder, 'sync-ledger')].filter(existsSync).flatMap((place) =>
    readdirSync(place, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !keepers.has(entry.name))
      .map((entry) => readFileSync(path.join(place, entry.name), 'latin1')),
  );
}
