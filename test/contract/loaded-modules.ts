import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../architecture/sources.ts';

/** Prints the URL of every module, built-in ones included, that importing the last argument loads. */
const program = `
  import { registerHooks } from 'node:module';
  const urls = new Set();
  registerHooks({
    resolve(specifier, context, next) {
      const result = next(specifier, context);
      urls.add(result.url);
      return result;
    },
  });
  await import(process.argv.at(-1));
  process.stdout.write(JSON.stringify([...urls]));
`;

/** Built-in modules that reach a third party. */
const reaching = ['sqlite', 'http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'child_process', 'worker_threads'];

/** Asks a process of its own, since in this one the modules may be loaded already. Paths are from the root. */
export async function modulesLoadedBy(file: string): Promise<string[]> {
  const options = { cwd: root, timeout: 20_000 };
  const args = ['--input-type=module', '--eval', program, '--', new URL(file, `file://${root}/`).href];
  const { stdout } = await promisify(execFile)(process.execPath, args, options);
  const urls = JSON.parse(stdout) as string[];
  return urls.map((url) => (url.startsWith('file:') ? path.posix.relative(root, new URL(url).pathname) : url));
}

/** Of these modules those that a provider must not load by itself: drivers, and its own connector. */
export function driversAmong(modules: readonly string[], folder: string): string[] {
  return modules.filter((module) => {
    if (module.startsWith('node:')) return reaching.includes(module.slice('node:'.length).split('/')[0] ?? '');
    if (module.startsWith('node_modules/')) return !module.startsWith('node_modules/zod/');
    return module === `connectors/${folder}/connector.ts`;
  });
}
