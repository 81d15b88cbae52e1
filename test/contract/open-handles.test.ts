import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { expectNoLeak } from './open-handles.ts';

it('passes when everything is closed, even if a moment later', async () => {
  await expectNoLeak(async () => {
    const file = await open(import.meta.filename);
    const server = createServer().listen(0);
    server.close();
    setImmediate(() => void file.close());
  });
});

it.each([
  ['a file', (): Promise<Closeable> => open(import.meta.filename)],
  ['a server', (): Closeable => createServer().listen(0)],
  ['a process', (): Closeable => ({ close: spawnCat() })],
])('fails when %s is left', async (_what, leave) => {
  let left: Closeable | undefined;
  const check = expectNoLeak(async () => {
    left = await leave();
  });
  await expect(check).rejects.toThrow(/deeply equal/);
  await left?.close();
});

interface Closeable {
  close(): unknown;
}

/** Returns what ends it. */
function spawnCat(): () => boolean {
  const child = spawn(process.execPath, ['--eval', 'process.stdin.resume()']);
  return () => child.kill();
}
