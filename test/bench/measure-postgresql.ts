import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { PostgresServer } from '../support/postgres-server.ts';
import { changeOneColumn, makeSource } from './make-source.ts';
import type { SourceSize } from './make-source.ts';
import type { Cost, MeasureOptions } from './measure.ts';
import { findCheaperReader, measureLimit } from './physical-limit.ts';
import type { PhysicalLimit, Reader } from './physical-limit.ts';
import { holdsText, measureSync, removeStore, watchWriting, writeDefinition } from './sync-command.ts';
import type { Definition, Written } from './sync-command.ts';

/** What was measured of one size of source; a cost a run. */
export interface PostgresqlFigures {
  readonly size: SourceSize;
  readonly reader: Reader;
  readonly limits: readonly PhysicalLimit[];
  /** Into a store that does not exist yet. */
  readonly first: readonly Cost[];
  /** Once more, nothing having changed. */
  readonly unchanged: readonly Cost[];
  /** Once more, one column having changed. */
  readonly changed: readonly Cost[];
  /** What an unchanged sync wrote. */
  readonly written: Written;
}

/** Makes the source of one size and measures the limit and `sync` on it by turns, `runs` times. */
export async function measurePostgresql(
  server: PostgresServer,
  size: SourceSize,
  options: MeasureOptions,
): Promise<PostgresqlFigures> {
  const { runs, progress } = options;
  const folder = path.join(options.folder, size.name);
  mkdirSync(folder);
  progress(`${size.name}: making the source`);
  const url = await server.createDatabase(size.name);
  await makeSource(url, size);
  const source = { url, size, postmaster: server.processId, folder };
  const reader = await findCheaperReader(source);
  const definition = writeDefinition(folder, {
    service: 'database-integrator',
    provider: 'postgresql',
    configuration: '{ url: "${env:BENCH_URL}" }',
    environment: { BENCH_URL: url },
    postmaster: server.processId,
  });
  const figures = {
    limits: [] as PhysicalLimit[],
    first: [] as Cost[],
    unchanged: [] as Cost[],
    changed: [] as Cost[],
  };
  for (let run = 1; run <= runs; run += 1) {
    progress(`${size.name}: run ${run} of ${runs}: the limit`);
    figures.limits.push(await measureLimit(source, reader));
    progress(`${size.name}: run ${run} of ${runs}: sync`);
    removeStore(definition);
    const first = await measureSync(definition, { updated: 0, unchanged: 0 });
    figures.first.push(first);
    figures.unchanged.push(await measureSync(definition, { created: 0, updated: 0, unchanged: first.stated }));
    figures.changed.push(await measureChange(definition, url, `Changed before sync ${run}.`));
  }
  progress(`${size.name}: what an unchanged sync writes`);
  const written = await watchWriting(definition, () => measureSync(definition, { created: 0, updated: 0 }));
  return { size, reader, ...figures, written };
}

async function measureChange(definition: Definition, url: string, comment: string): Promise<Cost> {
  await changeOneColumn(url, comment);
  const cost = await measureSync(definition, { created: 0, updated: 1 });
  if (!holdsText(definition, comment)) throw new Error('The changed column is not in the open metadata store.');
  return cost;
}
