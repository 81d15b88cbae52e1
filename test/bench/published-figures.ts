/** CPU seconds of client and server and peak memory (2^20 bytes) of the client; undefined where nobody measured. */
interface Figure {
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

/** A peer that reads the same source, and what it does with it. */
export interface Peer {
  readonly name: string;
  readonly keeps: string;
  readonly medium: Figure;
  readonly large: Figure | undefined;
}

/** The physical limit where the peers were measured, for comparing across machines: CPU seconds. */
export const limitBesidePeers = { medium: 0.82, large: 8.6 };

/**
 * Peers cataloging databases of the same sizes, measured on one machine (2 cores, PostgreSQL 15, November 2026): whole
 * processes, medians of three. All wrote a file; none kept history or compared with what it had read before.
 */
export const peers: readonly Peer[] = [
  {
    name: 'SQLAlchemy 2.1.9, bulk reflection',
    keeps: 'a file; no indexes',
    medium: { cpuSeconds: 1.6, megabytes: 51 },
    large: { cpuSeconds: 9.9, megabytes: 67 },
  },
  {
    name: 'meltanolabs-tap-postgres 0.10.0',
    keeps: 'a file; no foreign keys',
    medium: { cpuSeconds: 2.1, megabytes: 124 },
    large: undefined,
  },
  {
    name: 'pipelinewise-tap-postgres 1.8.4',
    keeps: 'a file; no foreign keys, no comments',
    medium: { cpuSeconds: 2.6, megabytes: 64 },
    large: undefined,
  },
  {
    name: 'tbls 1.95.0',
    keeps: 'a file',
    medium: { cpuSeconds: 3.3, megabytes: 116 },
    large: { cpuSeconds: 32.8, megabytes: 432 },
  },
  {
    name: 'DataHub CLI 1.7.0.17',
    keeps: 'a file',
    medium: { cpuSeconds: 16.5, megabytes: 296 },
    large: { cpuSeconds: 118, megabytes: 1057 },
  },
  {
    name: 'SchemaSpy 6.2.4',
    keeps: 'XML files; counts rows',
    medium: { cpuSeconds: 38.7, megabytes: 442 },
    large: undefined,
  },
];
