import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { SourceSize } from './make-source.ts';
import { measure, totalSeconds } from './measure.ts';
import type { Command, Cost } from './measure.ts';

const programs = path.resolve(import.meta.dirname, '../../node_modules/.cache/bench');
const queries = path.join(import.meta.dirname, 'limit-queries.sql');

/** What the least work costs that a catalog of a source takes. */
export interface PhysicalLimit {
  /** Reading the facts with a statement a kind. */
  readonly read: Cost;
  /** Writing them to a new SQLite file in one transaction. */
  readonly store: Cost;
  /** Writing them once more, which changes no row. */
  readonly storeAgain: Cost;
}

/** A database to read, and a folder for what is read. */
export interface LimitSource {
  readonly url: string;
  readonly size: SourceSize;
  readonly postmaster: number;
  readonly folder: string;
}

export type Reader = 'psql' | 'pg';

/** Makes JavaScript of the limit's programs, so that stripping their types is no part of what they cost. */
export async function buildLimitPrograms(): Promise<void> {
  await build({
    entryPoints: ['read', 'store', 'walk'].map((name) => path.join(import.meta.dirname, `limit-${name}.ts`)),
    outdir: programs,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    external: ['pg-native'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
}

/** The cheaper one of psql, where there is one, and a Node process with `pg`. Both find everything in memory afterwards. */
export async function findCheaperReader(source: LimitSource): Promise<Reader> {
  await measure(readCommand(source, 'pg'));
  const pg = await measure(readCommand(source, 'pg'));
  const hasPsql = await promisify(execFile)('psql', ['--version']).then(
    () => true,
    () => false,
  );
  if (!hasPsql) return 'pg';
  return totalSeconds(await measure(readCommand(source, 'psql'))) < totalSeconds(pg) ? 'psql' : 'pg';
}

/**
 * Measures the limit once.
 *
 * @throws Error when the counts are not the ones that are published for the size
 */
export async function measureLimit(source: LimitSource, reader: Reader): Promise<PhysicalLimit> {
  const store = path.join(source.folder, 'limit.db');
  for (const ending of ['', '-wal', '-shm']) rmSync(store + ending, { force: true });
  const read = await measure(readCommand(source, reader));
  const writing = limitCommand('store', [factsOf(source), store], path.join(source.folder, 'limit.json'));
  const { elements, relationships } = source.size;
  const first = await measure(writing);
  check(writing, { elements, relationships, changed: elements + relationships });
  const again = await measure(writing);
  check(writing, { elements, relationships, changed: 0 });
  return { read, store: first, storeAgain: again };
}

/** A program of the limit's, to be measured. */
export function limitCommand(name: 'read' | 'store' | 'walk', parameters: readonly string[], output: string): Command {
  return { program: process.execPath, parameters: [path.join(programs, `limit-${name}.mjs`), ...parameters], output };
}

function factsOf(source: LimitSource): string {
  return path.join(source.folder, 'facts.ndjson');
}

function readCommand(source: LimitSource, reader: Reader): Command {
  const output = path.join(source.folder, 'read.log');
  const psql = {
    program: 'psql',
    parameters: ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-f', queries, '-o', factsOf(source), source.url],
    output,
  };
  const command = reader === 'psql' ? psql : limitCommand('read', [queries, source.url, factsOf(source)], output);
  return { ...command, postmaster: source.postmaster };
}

function check({ output }: Command, expected: object): void {
  const counted = readFileSync(output, 'utf8');
  if (counted === JSON.stringify(expected)) return;
  throw new Error(`The limit counted ${counted} instead of ${JSON.stringify(expected)}.`);
}
