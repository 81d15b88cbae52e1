import { existsSync, readFileSync } from 'node:fs';
import { glob, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';

/**
 * Builds `dist/`: the command line and one entry per connector provider and its messages, so that finding them by folder works on
 * the built program as it does on the sources. What several entries use, and what is imported lazily, becomes chunks.
 * Libraries are built in: Node loads one file faster than the hundreds that a library may consist of.
 */
const entries = [
  'src/cli/main.ts',
  'src/kit/index.ts',
  ...(await Array.fromAsync(glob('connectors/*/{provider,errors}.ts'))),
];

/**
 * Asks Node for its modules directly: an `import` of one makes a facade of all that it exports, which for `node:fs` alone
 * loads its streams and promises.
 */
function withoutFacades(source: string): string {
  const module = String.raw`from ['"](?<module>node:(?!child_process)[\w/]+)['"];?$`;
  const built = "globalThis.process.getBuiltinModule('$<module>');";
  return source
    .replaceAll(new RegExp(String.raw`^import \{(?<names>[^}]*)\} ${module}`, 'gmu'), (...match) => {
      const { names = '', module: name = '' } = match.at(-1) as Record<string, string>;
      return `const {${names.replaceAll(' as ', ': ')}} = globalThis.process.getBuiltinModule('${name}');`;
    })
    .replaceAll(
      new RegExp(String.raw`^import (?:\* as )?(?<name>[\w$]+) ${module}`, 'gmu'),
      `const $<name> = ${built}`,
    );
}

/** Takes from zod what is used: as one object of all that it exports, all of it would be built in and made at every start. */
function withoutNamespace(source: string): string {
  return source.replace(/^import \{ z \} from 'zod';$/mu, "import * as z from 'zod';");
}

/**
 * What nearly everything that is loaded on demand uses. Of modules that several such parts have in common esbuild makes a chunk
 * for each combination of them, and Node takes half a millisecond for each; these become one, since every part has all of them.
 */
const shared = [
  ...(await Array.fromAsync(glob('src/{metadata,messages,report}/**/*.ts'))),
  'src/cli/messages.ts',
  'src/cli/render/message-lines.ts',
  'src/cli/render/notices.ts',
  'src/cli/render/visible.ts',
  'src/config/definition-error.ts',
  'src/config/messages.ts',
  'src/connector/find-providers.ts',
  'src/connector/provider.ts',
  'src/daemon/messages.ts',
  'src/refresh/messages.ts',
  'src/services/integration-services.ts',
  'src/store/refusals.ts',
  'src/store/sync-ledger.ts',
].filter((file) => !file.endsWith('.test.ts'));

/** The parts: what is imported on demand, and what is an entry. */
const parts =
  /\/(?:connectors\/[\w-]+\/(?:provider|errors|connector)|src\/(?:cli\/(?:failure|commands\/[\w-]+(?<!-commands|options))|kit\/index|store\/\w+\/\w+-store))\.ts$/u;

/** Spares a start what it would load for nothing: a file for the version, the module that starts programs, zod's texts in forty languages. */
const leanStart: Plugin = {
  name: 'lean-start',
  setup(build) {
    const manifest = path.resolve('package.json');
    build.onLoad({ filter: /package\.json$/ }, (file) =>
      file.path === manifest ? { contents: readFileSync(manifest, 'utf8'), loader: 'json' } : undefined,
    );
    build.onLoad({ filter: /zod.v4.locales.index\.js$/ }, (file) => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: path.dirname(file.path),
    }));
    build.onLoad({ filter: /\.(?:ts|js|mjs)$/ }, (file) => {
      const source = withoutNamespace(withoutFacades(readFileSync(file.path, 'utf8')));
      const contents = parts.test(file.path) ? `import 'shared';${source}` : source;
      return { contents, loader: file.path.endsWith('.ts') ? 'ts' : 'js' };
    });
    build.onResolve({ filter: /^shared$/ }, () => ({ path: 'modules', namespace: 'shared' }));
    build.onLoad({ filter: /.*/, namespace: 'shared' }, () => ({
      contents: shared.map((file) => `import './${file}';`).join('\n'),
      resolveDir: process.cwd(),
    }));
    build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('commander') ? { path: 'child_process', namespace: 'on-demand' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'on-demand' }, (module) => ({
      contents: `export default { get spawn() { return process.getBuiltinModule('node:${module.path}').spawn; } };`,
    }));
  },
};

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
  // A native variant of the driver that nobody asks for.
  external: ['pg-native'],
  // Libraries in CommonJS ask for Node's own modules by `require`.
  banner: {
    js: "const require = globalThis.process.getBuiltinModule('node:module').createRequire(import.meta.url);",
  },
  legalComments: 'linked',
  minifySyntax: true,
  minifyWhitespace: true,
  format: 'esm',
  platform: 'node',
  target: 'node24.15',
  sourcemap: 'linked',
  sourcesContent: false,
  plugins: [leanStart],
  logLevel: 'warning',
});
