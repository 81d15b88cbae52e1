import { mkdir, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'node_modules/.cache/closing-line');

beforeAll(() => mkdir(folder, { recursive: true }));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function lastLines(tests: string, environment: NodeJS.ProcessEnv = {}): Promise<string[]> {
  await writeFile(path.join(folder, 'sample.test.ts'), `import { afterAll, describe, it, inject } from 'vitest';\n${tests}`);
  const reporters = ['--reporter=default', `--reporter=${path.join(root, 'test/support/closing-line-reporter.ts')}`];
  const command = [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config=none.ts', ...reporters];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, command, { cwd: folder, env: { ...process.env, ...environment } }, (_error, stdout) =>
      resolve(stdout),
    );
  });
  return output.trimEnd().split('\n').slice(-2);
}
