import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a new connector is called: `kafka-topics`, or `@acme/kafka-topics` for a package. */
const connectorName = /^(?:@[a-z0-9][a-z0-9._-]*\/)?(?<id>[a-z][a-z0-9-]*)$/u;

/** The folder that a new connector is copied from, and what is made of it. */
export interface ConnectorTemplate {
  /** Absolute. */
  readonly folder: string;
  /** A folder of `connectors/` in a clone of the repository; elsewhere a package of its own. */
  readonly kind: 'folder' | 'package';
}

/** The name of the folder of a connector, which is its provider's id; `undefined` for a name that no connector may have. */
export function connectorIdOf(name: string): string | undefined {
  return connectorName.exec(name)?.groups?.['id'];
}

/** The template of the clone of the repository that `currentFolder` is in, else the one that comes with this program. */
export function connectorTemplate(currentFolder: string): ConnectorTemplate {
  const inClone = templateAbove(currentFolder, path.join('src', 'kit'));
  if (inClone !== undefined) return { folder: inClone, kind: 'folder' };
  const own = templateAbove(path.dirname(fileURLToPath(import.meta.url)), 'package.json');
  if (own === undefined) throw new Error('this program comes without the template of connectors');
  return { folder: own, kind: 'package' };
}

/** The template of the nearest folder, from `start` upwards, that has it and `besides`. */
function templateAbove(start: string, besides: string): string | undefined {
  for (let folder = start; ; folder = path.dirname(folder)) {
    const template = path.join(folder, 'connectors', '_template');
    if (existsSync(path.join(template, 'provider.ts')) && existsSync(path.join(folder, besides))) return template;
    if (path.dirname(folder) === folder) return undefined;
  }
}

/** The versions that a package states. */
export interface PackageVersions {
  /** Of this program. */
  readonly program: string;
  readonly zod: string;
}

/** The files of a new connector by their paths in its folder. */
export async function connectorFiles(
  { folder, kind }: ConnectorTemplate,
  name: string,
  versions: PackageVersions,
): Promise<ReadonlyMap<string, string>> {
  const id = connectorIdOf(name) ?? name;
  const files = new Map<string, string>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of paths.toSorted()) {
    const within = path.relative(folder, file);
    if (kind === 'package' && isForCloneOnly(within)) continue;
    const text = renamed(await readFile(file, 'utf8'), id);
    files.set(within, kind === 'package' ? asPackage(text, name, id) : text);
  }
  if (kind === 'package') files.set('package.json', manifestOf(name, versions)).set('tsconfig.json', typeChecking);
  return files;
}

/** Gives the connector's name in place of the template's, in each of its forms. */
function renamed(text: string, id: string): string {
  const words = id.split('-');
  const inCamelCase = words.map(capitalized).join('');
  return text
    .replaceAll("  folder: '_template',\n", '')
    .replaceAll(/\bTEMPLATE\b/gu, id.toUpperCase())
    .replaceAll(/\bTemplate(?=[A-Z])/gu, inCamelCase)
    .replaceAll(/\bTemplate\b/gu, capitalized(words.join(' ')))
    .replaceAll(/\btemplate\b/gu, id);
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The contract's tests come with the repository only. */
function isForCloneOnly(file: string): boolean {
  return file.endsWith('.test.ts') || file.startsWith('__fixtures__');
}

function asPackage(text: string, name: string, id: string): string {
  return text
    .replaceAll("'../../src/kit/index.ts'", "'egeria-integrate/kit'")
    .replace(`provider: ${id}\n`, `provider: ${JSON.stringify(name)}\n`)
    .replaceAll(/^\| `(?:connector\.test\.ts|__fixtures__\/)` .*\n/gmu, '')
    .replaceAll(/^<!-- .* -->\n/gmu, '')
    .replaceAll(/\n{3,}/gu, '\n\n');
}

function manifestOf(name: string, { program, zod }: PackageVersions): string {
  const manifest = {
    name,
    version: '0.1.0',
    type: 'module',
    exports: './provider.ts',
    dependencies: { zod },
    peerDependencies: { 'egeria-integrate': `^${program}` },
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** Node runs the sources as they are, so that types must be such as can be left out. */
const typeChecking = `{
  "compilerOptions": {
    "target": "esnext",
    "module": "nodenext",
    "types": ["node"],
    "strict": true,
    "exactOptionalPropertyTypes": true,
    "noUncheckedIndexedAccess": true,
    "verbatimModuleSyntax": true,
    "erasableSyntaxOnly": true,
    "allowImportingTsExtensions": true,
    "noEmit": true
  }
}
`;
