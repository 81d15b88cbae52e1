import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createRequire, findPackageJSON } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ConnectorProvider } from './provider.ts';

/** What the name of a provider leads to. */
export type ProviderSearch =
  | { readonly found: ConnectorProvider }
  /** There is neither a folder nor a package of this name. */
  | { readonly found: undefined }
  /** There is one, but it cannot be loaded or does not export a provider. */
  | { readonly found: undefined; readonly cause: unknown };

const folderName = /^[a-z][a-z0-9-]*$/u;

/** Connectors come as sources when we run from sources, and built when we are. */
export const moduleExtension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

const providerFile = `provider.${moduleExtension}`;

/**
 * The `connectors` folder that belongs to this program: `dist/connectors` of a build, `connectors` of the sources. From
 * this file upwards it is the first one, whatever chunk of the build this file has become part of.
 */
export function connectorsFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'connectors')) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  return path.join(folder, 'connectors');
}

/** The names of the providers that are installed as folders, in alphabetical order. */
export async function installedProviders(): Promise<readonly string[]> {
  const folder = connectorsFolder();
  const entries = await readdir(folder).catch(() => []);
  return entries
    .filter((name) => folderName.test(name) && existsSync(path.join(folder, name, providerFile)))
    .toSorted();
}

/**
 * Finds a provider: a folder of `connectors/`, or an npm package that exports `provider`, installed where the daemon
 * definition is or beside this program. Loads the provider only, no driver.
 *
 * @param baseFolder the folder of the daemon definition
 */
export async function findProvider(name: string, baseFolder: string): Promise<ProviderSearch> {
  const file = path.join(connectorsFolder(), name, providerFile);
  const location =
    folderName.test(name) && existsSync(file) ? pathToFileURL(file).href : packageEntry(name, baseFolder);
  if (location === undefined) return { found: undefined };
  try {
    const module: unknown = await import(location);
    if (exportsProvider(module)) return { found: module.provider };
    return { found: undefined, cause: new TypeError('it exports no provider') };
  } catch (cause) {
    return { found: undefined, cause };
  }
}

function exportsProvider(module: unknown): module is { readonly provider: ConnectorProvider } {
  const { provider } = module as { readonly provider?: Partial<ConnectorProvider> };
  return typeof provider?.id === 'string' && typeof provider.connect === 'function' && provider.config !== undefined;
}

/** The module that a package's name stands for; paths are no packages. */
function packageEntry(name: string, baseFolder: string): string | undefined {
  if (!/^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/iu.test(name)) return undefined;
  for (const parent of [pathToFileURL(path.join(baseFolder, 'package.json')).href, import.meta.url]) {
    const manifest = manifestOf(name, parent);
    if (manifest !== undefined) return entryOf(name, parent, manifest);
  }
  return undefined;
}

function manifestOf(name: string, parent: string): string | undefined {
  try {
    return findPackageJSON(name, parent);
  } catch {
    return undefined;
  }
}

/** `require` knows all but a package that can only be imported; of that we know the usual forms. */
function entryOf(name: string, parent: string, manifest: string): string {
  const require = createRequire(parent);
  try {
    return pathToFileURL(require.resolve(name)).href;
  } catch {
    const { exports } = require(manifest) as {
      readonly exports?: { readonly import?: unknown; readonly '.'?: unknown };
    };
    const main: unknown = exports?.['.'] ?? exports;
    const entry: unknown = typeof main === 'object' && main !== null && 'import' in main ? main.import : main;
    return pathToFileURL(path.join(path.dirname(manifest), typeof entry === 'string' ? entry : 'index.js')).href;
  }
}
