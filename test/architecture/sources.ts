import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** One thing that a file imports: a package, a Node module, or a file of ours as a path from the root. */
export interface Import {
  readonly file: string;
  readonly target: string;
  readonly isTypeOnly: boolean;
}

/** Paths from the root, with slashes on every system. */
export function filesMatching(...patterns: readonly string[]): string[] {
  return globSync([...patterns], { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.startsWith('docs/generated/'))
    .toSorted();
}

export function textOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** The file's text without comments, as far as import lines and names of globals are concerned. */
export function codeOf(file: string): string {
  return textOf(file)
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '');
}

/** The static and dynamic imports and the re-exports of a file. */
export function importsOf(file: string): Import[] {
  const code = codeOf(file);
  const statements = code.matchAll(
    /(?:^|;)\s*(?:import|export)\s+(type\s+)?(?:[\w*{][^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm,
  );
  const calls = code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g);
  return [
    ...Array.from(statements, ([, type, target = '']) => ({ isTypeOnly: type !== undefined, target })),
    ...Array.from(calls, ([, target = '']) => ({ isTypeOnly: false, target })),
  ].map(({ isTypeOnly, target }) => ({ file, isTypeOnly, target: resolved(file, target) }));
}

function resolved(file: string, target: string): string {
  return target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target) : target;
}
