import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import path from 'node:path';
import { measure } from './measure.ts';
import type { Command, Cost } from './measure.ts';

export const program = path.resolve(import.meta.dirname, '../../bin/egeria-integrate.js');

/** A daemon definition with one connector, and the open metadata store that it names. */
export interface Definition {
  readonly file: string;
  readonly store: string;
  readonly command: Command;
}

/** How many elements a `sync` stated and what became of them. */
export interface Totals {
  readonly stated: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly refused: number;
  readonly failed: number;
}

/** One connector, its provider and what it is given; a URL goes by the environment, as a secret does. */
export interface ConnectorSetting {
  readonly service: 'database-integrator' | 'files-integrator';
  readonly provider: 'postgresql' | 'data-files' | 'sqlite-database';
  readonly configuration: string;
  /** The open metadata store as a definition names it. Default: `open-metadata.db` in the folder. */
  readonly openMetadataStore?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly postmaster?: number;
}

/** Writes a daemon definition for one connector to `folder`. */
export function writeDefinition(folder: string, setting: ConnectorSetting): Definition {
  const file = path.join(folder, 'egeria-integrate.yaml');
  writeFileSync(
    file,
    `name: bench
openMetadataStore: ${setting.openMetadataStore ?? '{ type: sqlite, path: ./open-metadata.db }'}
integrationServices:
  - service: ${setting.service}
    connectors:
      - connectorName: measured
        provider: ${setting.provider}
        configurationProperties: ${setting.configuration}
`,
  );
  return {
    file,
    store: path.join(folder, 'open-metadata.db'),
    command: {
      program: process.execPath,
      parameters: [program, 'sync', file, '--output', 'json'],
      output: path.join(folder, 'sync.ndjson'),
      postmaster: setting.postmaster,
      ...(setting.environment === undefined ? {} : { environment: setting.environment }),
    },
  };
}

/** Removes the store, so that the next `sync` is a first one. */
export function removeStore({ store }: Definition): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(store + ending, { force: true });
}

/**
 * Measures one `sync`.
 *
 * @throws Error when a total is not the one expected, or when the totals do not add up
 */
export async function measureSync(definition: Definition, expected: Partial<Totals>): Promise<Cost & Totals> {
  const cost = await measure(definition.command);
  const totals = totalsOf(definition.command);
  const wrong = Object.entries({ refused: 0, failed: 0, removed: 0, ...expected }).filter(
    ([name, count]) => totals[name as keyof Totals] !== count,
  );
  if (wrong.length > 0 || totals.stated === 0) {
    throw new Error(
      `A sync counted ${JSON.stringify(totals)} instead of ${JSON.stringify(Object.fromEntries(wrong))}.`,
    );
  }
  return { ...cost, ...totals };
}

function totalsOf({ output }: Command): Totals {
  const lines = readFileSync(output, 'utf8').trimEnd().split('\n');
  const result = JSON.parse(lines.findLast((line) => line.startsWith('{"kind":"result"')) ?? '{}') as {
    totals?: Totals;
  };
  if (result.totals === undefined) throw new Error(`A sync ended without a result: ${lines.at(-1)}`);
  return result.totals;
}

/** Whether a property of an element holds a text. */
export function holdsText({ store }: Definition, text: string): boolean {
  const reader = new DatabaseSync(store, { readOnly: true });
  try {
    return reader.prepare('select 1 from element where instr(properties, ?) > 0').get(text) !== undefined;
  } finally {
    reader.close();
  }
}

/** What a run left in a store that was not there before. */
export interface Written {
  readonly rows: number;
  readonly commits: number;
  readonly walBytes: number;
}

/** Runs a `sync` with an eye on its store: a reader that stays keeps the write-ahead log from being cleared away. */
export async function watchWriting(definition: Definition, run: () => Promise<unknown>): Promise<Written> {
  const reader = new DatabaseSync(definition.store, { readOnly: true });
  try {
    const before = { rows: countRows(reader), version: dataVersion(reader) };
    await run();
    const log = `${definition.store}-wal`;
    return {
      rows: countRows(reader) - before.rows,
      commits: dataVersion(reader) - before.version,
      walBytes: existsSync(log) ? statSync(log).size : 0,
    };
  } finally {
    reader.close();
  }
}

/** Changes whenever another connection has committed something. */
function dataVersion(database: DatabaseSync): number {
  return Number(database.prepare('pragma data_version').get()?.['data_version']);
}

function countRows(database: DatabaseSync): number {
  const tables = database
    .prepare("select name from sqlite_schema where type = 'table' and sql not like 'create virtual%'")
    .all();
  return tables.reduce(
    (sum, { name }) => sum + Number(database.prepare(`select count(*) as rows from "${String(name)}"`).get()?.['rows']),
    0,
  );
}
