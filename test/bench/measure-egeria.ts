import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { makeSqliteSource } from './make-sqlite-source.ts';
import type { Cost, MeasureOptions } from './measure.ts';
import { startStandIn } from './stand-in.ts';
import type { StandIn, StandInOptions } from './stand-in.ts';
import { measureSync, writeDefinition } from './sync-command.ts';
import type { Definition } from './sync-command.ts';

/** A `sync` into the stand-in of a platform, and how many calls it made. */
export interface RemoteCost extends Cost {
  readonly calls: number;
}

/** First syncs by calls into a platform that takes its time. */
export interface PacedFigures {
  /** Milliseconds that each call takes. */
  readonly latency: number;
  /** Calls that the platform works on at once. */
  readonly parallelism: number;
  readonly runs: readonly RemoteCost[];
}

/** What was measured of metadata access servers; a cost a run. */
export interface EgeriaFigures {
  readonly paced: readonly PacedFigures[];
  /** A first sync by calls into a platform that answers at once. */
  readonly byCalls: readonly RemoteCost[];
  /** A first sync by archives into a platform that takes them at once, and forgets them: without their proof. */
  readonly byArchives: readonly RemoteCost[];
  /** Into a platform that keeps what it is told: a first sync by archives, with their proof. */
  readonly first: readonly RemoteCost[];
  /** Once more, nothing having changed. */
  readonly unchanged: readonly RemoteCost[];
  /** Once more, the ledger having been lost. */
  readonly rebuilt: readonly RemoteCost[];
}

/** How many elements each part is about. */
export const egeriaSizes = { byCalls: 20_000, byArchives: 224_021, kept: 25_000 };

/** As many elements for each pace as take ten seconds and more: a dozen calls one after another come before. */
const paces = [
  { latency: 5, parallelism: 8, elements: 16_000 },
  { latency: 20, parallelism: 16, elements: 8_000 },
  { latency: 50, parallelism: 32, elements: 9_600 },
];

/** Calls that the definition allows at once: as many as any of the paces, or more. */
const CONCURRENCY = 32;

/** `sync` says with it that something could not be done: nothing is found again in a platform that forgets. */
const IS_INCOMPLETE = 3;

export async function measureEgeria(options: MeasureOptions): Promise<EgeriaFigures> {
  const { runs, progress } = options;
  const folder = path.join(options.folder, 'egeria');
  mkdirSync(folder);
  const paced: PacedFigures[] = [];
  for (const { latency, parallelism, elements } of paces) {
    progress(`egeria: ${latency} ms a call, ${parallelism} at once`);
    const platform = { isLight: true, refusesArchives: true, latency, parallelism };
    paced.push({ latency, parallelism, runs: await firstSyncs(platform, { runs, folder, elements }) });
  }
  progress('egeria: by calls');
  const light = { isLight: true, refusesArchives: true };
  const byCalls = await firstSyncs(light, { runs, folder, elements: egeriaSizes.byCalls });
  progress('egeria: by archives');
  const byArchives = await firstSyncs({ isLight: true }, { runs, folder, elements: egeriaSizes.byArchives });
  const kept = { first: [] as RemoteCost[], unchanged: [] as RemoteCost[], rebuilt: [] as RemoteCost[] };
  for (let run = 1; run <= runs; run += 1) {
    progress(`egeria: unchanged, and without its ledger: run ${run} of ${runs}`);
    await measureKept(kept, folder);
  }
  return { paced, byCalls, byArchives, ...kept };
}

/** First syncs of a source of this size, each into a platform that knows nothing. */
async function firstSyncs(
  platform: StandInOptions,
  { runs, folder, elements }: { readonly runs: number; readonly folder: string; readonly elements: number },
): Promise<readonly RemoteCost[]> {
  const costs: RemoteCost[] = [];
  for (let run = 1; run <= runs; run += 1) {
    await withPlatform(platform, folder, elements, async (definition, standIn) => {
      costs.push(await measureRemote(definition, standIn, { created: elements }));
    });
  }
  return costs;
}

async function measureKept(
  costs: { readonly first: RemoteCost[]; readonly unchanged: RemoteCost[]; readonly rebuilt: RemoteCost[] },
  folder: string,
): Promise<void> {
  const elements = egeriaSizes.kept;
  await withPlatform({ isLight: false }, folder, elements, async (definition, standIn) => {
    costs.first.push(await measureRemote(definition, standIn, { created: elements }));
    costs.unchanged.push(await measureRemote(definition, standIn, { unchanged: elements }));
    removeLedger(folder);
    costs.rebuilt.push(await measureRemote(definition, standIn, { unchanged: elements }));
  });
}

async function withPlatform(
  platform: StandInOptions,
  folder: string,
  elements: number,
  work: (definition: Definition, standIn: StandIn) => Promise<void>,
): Promise<void> {
  const source = path.join(folder, 'source.sqlite');
  rmSync(source, { force: true });
  makeSqliteSource(source, elements);
  removeLedger(folder);
  const standIn = await startStandIn(platform);
  const { command, ...definition } = writeDefinition(folder, {
    service: 'database-integrator',
    provider: 'sqlite-database',
    configuration: '{ file: ./source.sqlite }',
    openMetadataStore:
      `{ type: egeria, platformURL: "${standIn.origin}", serverName: store, userId: baseline, ` +
      `password: "\${env:BENCH_PASSWORD}", concurrency: ${CONCURRENCY}, ledger: ./ledger }`,
    environment: { BENCH_PASSWORD: 'baseline' },
  });
  const exitCodes = platform.isLight ? [0, IS_INCOMPLETE] : [0];
  try {
    await work({ ...definition, command: { ...command, exitCodes } }, standIn);
  } finally {
    await standIn.stop();
  }
}

async function measureRemote(
  definition: Definition,
  standIn: StandIn,
  expected: Parameters<typeof measureSync>[1],
): Promise<RemoteCost> {
  const before = await standIn.calls();
  const cost = await measureSync(definition, { created: 0, updated: 0, unchanged: 0, ...expected });
  return { ...cost, calls: (await standIn.calls()) - before };
}

function removeLedger(folder: string): void {
  rmSync(path.join(folder, 'ledger'), { recursive: true, force: true });
}
