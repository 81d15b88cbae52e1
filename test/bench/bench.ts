import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { startPostgres } from '../support/postgres-server.ts';
import { checksOf } from './checks.ts';
import type { Figures } from './checks.ts';
import { sourceSizes } from './make-source.ts';
import { measureEgeria } from './measure-egeria.ts';
import { measureFiles, mixedFiles, plainFiles } from './measure-files.ts';
import { measureHelp } from './measure-help.ts';
import { measurePlatform } from './measure-platform.ts';
import { measurePostgresql } from './measure-postgresql.ts';
import type { PostgresqlFigures } from './measure-postgresql.ts';
import { checkTable, machine, writeReadme } from './performance-report.ts';
import { buildLimitPrograms } from './physical-limit.ts';

const usage = `Measures speed and memory against their budgets; ends with 1 when one is missed. Needs Linux (/proc).

  npm run bench -- [--size medium|large|all] [--only postgresql,files,help,egeria,platform] [--runs N] [--readme]

  --size    which PostgreSQL sources (default: all)
  --only    what is measured (default: everything)
  --runs    of how many runs the median is taken (default: 3; three times as many for medium)
  --readme  write what was measured into README.md
`;

interface BenchOptions {
  readonly sizes: readonly ('medium' | 'large')[];
  readonly only: readonly string[];
  readonly runs: number;
  readonly readme: boolean;
}

/** What is over in a second tells less than what takes ten, and costs less to repeat. */
const timesAsOften = { medium: 3, large: 1 };

const subjects = ['postgresql', 'files', 'help', 'egeria', 'platform'];

/** @returns undefined when the command line is none that the usage allows */
function readOptions(): BenchOptions | undefined {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'all' },
      only: { type: 'string', default: subjects.join(',') },
      runs: { type: 'string', default: '3' },
      readme: { type: 'boolean', default: false },
    },
  });
  const sizes = (['medium', 'large'] as const).filter((size) => values.size === 'all' || values.size === size);
  const only = values.only.split(',');
  const runs = Number(values.runs);
  const isValid =
    sizes.length > 0 && only.every((each) => subjects.includes(each)) && Number.isInteger(runs) && runs > 0;
  return isValid ? { sizes, only, runs, readme: values.readme } : undefined;
}

function progress(text: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}

async function measureAll({ sizes, only, runs }: BenchOptions, folder: string): Promise<Figures> {
  progress('building');
  await promisify(execFile)(process.execPath, ['esbuild.config.ts'], {
    cwd: path.resolve(import.meta.dirname, '../..'),
  });
  await buildLimitPrograms();
  if (only.includes('help')) progress('help');
  const help = only.includes('help') ? await measureHelp({ runs, folder }) : undefined;
  const ofFiles = only.includes('files');
  const files = ofFiles ? await measureFiles(plainFiles, { runs, folder, progress }) : undefined;
  const mixed = ofFiles ? await measureFiles(mixedFiles, { runs, folder, progress }) : undefined;
  const bySize: Partial<Record<'medium' | 'large', PostgresqlFigures>> = {};
  if (only.includes('postgresql')) {
    // Without autovacuum, which would work beside whatever is measured.
    const server = await startPostgres({ settings: { shared_buffers: '512MB', autovacuum: 'off' } });
    try {
      for (const size of sizes) {
        const often = runs * timesAsOften[size];
        bySize[size] = await measurePostgresql(server, sourceSizes[size], { runs: often, folder, progress });
      }
    } finally {
      await server.stop();
    }
  }
  const egeria = only.includes('egeria') ? await measureEgeria({ runs, folder, progress }) : undefined;
  const platform = only.includes('platform') ? await measurePlatform({ runs, folder, progress }) : undefined;
  return { medium: bySize.medium, large: bySize.large, files, mixed, help, egeria, platform };
}

async function bench(): Promise<void> {
  const options = readOptions();
  if (options === undefined) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'egeria-integrate-bench-'));
  try {
    const figures = await measureAll(options, folder);
    const checks = checksOf(figures);
    process.stdout.write(`${machine(figures)}\n\n${checkTable(checks)}`);
    if (options.readme) writeReadme(figures);
    if (checks.some((check) => !check.passed)) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await bench();
