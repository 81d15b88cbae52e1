import { existsSync } from 'node:fs';
import { glob, rm } from 'node:fs/promises';
import { build } from 'esbuild';

/**
 * Builds `dist/`: the command line and one entry per connector provider and its messages, so that finding them by folder works on
 * the built program as it does on the sources. What several entries use, and what is imported lazily, becomes chunks.
 */
const entries = [
  'src/cli/main.ts',
  'src/kit/index.ts',
  ...(await Array.fromAsync(glob('connectors/*/{provider,errors}.ts'))),
];

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: entries.filter((entry) => existsSync(entry)).toSorted(),
  outbase: '.',
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  // A JSON data file stays a file of its own, which Node parses faster than the same data as source text.
  loader: { '.json': 'copy' },
  assetNames: 'data/[name]-[hash]',
  bundle: true,
  splitting: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node24.15',
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
});
