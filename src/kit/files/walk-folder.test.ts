import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { tempFolder } from '../../../test/support/temp-folder.ts';
import { withoutPrivileges } from '../../../test/support/without-privileges.ts';
import { walkFolder } from './walk-folder.ts';
import type { FoundEntry, WalkOptions } from './walk-folder.ts';

async function walked(folder: string, given: Partial<WalkOptions> = {}): Promise<FoundEntry[]> {
  const options: WalkOptions = {
    signal: new AbortController().signal,
    followSymbolicLinks: true,
    unreadable: (_, error) => {
      throw error;
    },
    ...given,
  };
  return (await Array.fromAsync(walkFolder(folder, options))).flat();
}

async function pathsIn(folder: string, given: Partial<WalkOptions> = {}): Promise<string[]> {
  return (await walked(folder, given)).map((entry) => path.relative(folder, entry.path));
}

it('tells of every folder before what it contains, in the order of the bytes of the names', async () => {
  const folder = tempFolder({
    'b/2.csv': '',
    'b/10.csv': '',
    'a/x/deep.csv': '',
    'Z.csv': '',
    'é.csv': '',
    '🎉.csv': '',
    '\u{FFFD}.csv': '',
  });
  expect(await pathsIn(folder)).toEqual([
    '',
    'Z.csv',
    'a',
    'a/x',
    'a/x/deep.csv',
    'b',
    'b/10.csv',
    'b/2.csv',
    'é.csv',
    '\u{FFFD}.csv',
    '🎉.csv',
  ]);
});

it('gives the status of what it finds, and the folder that it is in', async () => {
  const folder = tempFolder({ 'orders/today.csv': '12345' });
  const [root, orders, file] = await walked(folder);
  expect(root).toMatchObject({ kind: 'folder', path: folder, name: path.basename(folder), folder: undefined });
  expect(orders).toMatchObject({ kind: 'folder', name: 'orders', folder: root });
  expect(file).toMatchObject({
    kind: 'file',
    name: 'today.csv',
    folder: orders,
    location: path.join(folder, 'orders/today.csv'),
  });
  expect(file?.status.size).toBe(5);
});

it('reaches files below a folder whose name is not UTF-8, and percent-encodes that name only', async () => {
  const folder = tempFolder();
  const latin = Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]);
  mkdirSync(latin);
  writeFileSync(Buffer.concat([latin, Buffer.from('/menü.csv')]), 'abc');
  const found = await walked(folder);
  expect(found.map((entry) => path.relative(folder, entry.path))).toEqual(['', 'caf%E9', 'caf%E9/menü.csv']);
  expect(found[2]?.location).toEqual(Buffer.concat([latin, Buffer.from('/menü.csv')]));
  expect(found[2]?.status.size).toBe(3);
});

it('leaves out what is neither a folder nor a file, without waiting for it', async () => {
  const folder = tempFolder({ 'a.csv': '' });
  execFileSync('sh', ['-c', 'mkfifo "$0"', path.join(folder, 'pipe.csv')]);
  expect(await pathsIn(folder)).toEqual(['', 'a.csv']);
});

it('looks only into the folders that it is to enter', async () => {
  const folder = tempFolder({ 'keep/a.csv': '', 'skip/b.csv': '' });
  expect(await pathsIn(folder, { enters: ({ name }) => name !== 'skip' })).toEqual(['', 'keep', 'keep/a.csv']);
});

it('counts a symbolic link as what it leads to', async () => {
  const elsewhere = tempFolder({ 'orders/1.csv': '123', 'one.csv': '1234' });
  const folder = tempFolder();
  symlinkSync(path.join(elsewhere, 'orders'), path.join(folder, 'linked'));
  symlinkSync(path.join(elsewhere, 'one.csv'), path.join(folder, 'one.csv'));
  symlinkSync(path.join(elsewhere, 'nothing'), path.join(folder, 'dangling'));
  const found = await walked(folder);
  expect(found.map((entry) => [path.relative(folder, entry.path), entry.kind])).toEqual([
    ['', 'folder'],
    ['linked', 'folder'],
    ['linked/1.csv', 'file'],
    ['one.csv', 'file'],
  ]);
  expect(found[3]?.status.size).toBe(4);
  expect(await pathsIn(folder, { followSymbolicLinks: false })).toEqual(['']);
});

it('ends where symbolic links lead in a circle', async () => {
  const folder = tempFolder({ 'a/b/1.csv': '' });
  symlinkSync('.', path.join(folder, 'self'));
  symlinkSync('../..', path.join(folder, 'a/b/up'));
  symlinkSync(path.dirname(folder), path.join(folder, 'a/above'));
  symlinkSync('loop', path.join(folder, 'loop'));
  expect(await pathsIn(folder)).toEqual(['', 'a', 'a/b', 'a/b/1.csv']);
});

it('ends where two linked folders link to each other', async () => {
  const elsewhere = tempFolder({ 'one/1.csv': '', 'two/2.csv': '' });
  symlinkSync('../two', path.join(elsewhere, 'one/to-two'));
  symlinkSync('../one', path.join(elsewhere, 'two/to-one'));
  const folder = tempFolder();
  symlinkSync(path.join(elsewhere, 'one'), path.join(folder, 'one'));
  symlinkSync(path.join(elsewhere, 'two'), path.join(folder, 'two'));
  expect(await pathsIn(folder)).toEqual(['', 'one', 'one/1.csv', 'one/to-two', 'one/to-two/2.csv']);
});

it('finds once what a link within the folder leads to: where it is', async () => {
  const folder = tempFolder({ 'z/1.csv': '' });
  symlinkSync('z', path.join(folder, 'a'));
  symlinkSync('z/1.csv', path.join(folder, 'latest.csv'));
  expect(await pathsIn(folder)).toEqual(['', 'z', 'z/1.csv']);
});

it('reports a folder that may not be listed, and goes on', async () => {
  const folder = tempFolder({ 'a/1.csv': '', 'b/2.csv': '', 'c/3.csv': '' });
  chmodSync(folder, 0o755);
  chmodSync(path.join(folder, 'b'), 0o000);
  const unreadable: [string, unknown][] = [];
  const found = await withoutPrivileges(() =>
    pathsIn(folder, { unreadable: (entry, error) => unreadable.push([entry.name, error]) }),
  );
  expect(found).toEqual(['', 'a', 'a/1.csv', 'b', 'c', 'c/3.csv']);
  expect(unreadable).toEqual([['b', expect.objectContaining({ code: 'EACCES' })]]);
});

it('reports once a folder whose names may be listed but not looked up', async () => {
  const folder = tempFolder({ 'b/1.csv': '', 'b/2.csv': '', 'c.csv': '' });
  chmodSync(folder, 0o755);
  chmodSync(path.join(folder, 'b'), 0o444);
  const unreadable: string[] = [];
  const found = await withoutPrivileges(() => pathsIn(folder, { unreadable: ({ name }) => unreadable.push(name) }));
  expect(found).toEqual(['', 'b', 'c.csv']);
  expect(unreadable).toEqual(['b']);
});

it('leaves out what vanishes while it walks', async () => {
  const folder = tempFolder(
    Object.fromEntries(Array.from({ length: 40 }, (_, number) => [`a/${number + 10}.csv`, ''])),
  );
  const names: string[] = [];
  const options = {
    signal: new AbortController().signal,
    followSymbolicLinks: true,
    unreadable: () => expect.unreachable(),
  };
  for await (const found of walkFolder(folder, options)) {
    names.push(...found.map(({ name }) => name));
    rmSync(path.join(folder, 'a'), { recursive: true, force: true });
  }
  expect(names.slice(0, 3)).toEqual([path.basename(folder), 'a', '10.csv']);
  expect(names.length).toBeLessThan(40);
});

it('fails when the first folder does not exist', async () => {
  await expect(pathsIn(path.join(tempFolder(), 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
});

it('stops when it is aborted', async () => {
  const folder = tempFolder(Object.fromEntries(Array.from({ length: 100 }, (_, number) => [`${number}.csv`, ''])));
  const abort = new AbortController();
  const walk = walkFolder(folder, { signal: abort.signal, followSymbolicLinks: true, unreadable: () => undefined });
  await walk.next();
  abort.abort();
  await expect(walk.next()).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});

it('finds exactly the files that there are, each once and with a path of its own', async () => {
  const names = fc.constantFrom('a', 'B', 'ä', '%C3%A4', '%E4', '%25E4', 'a b', '"', '::', '🎉');
  const paths = fc.uniqueArray(
    fc.array(names, { minLength: 1, maxLength: 3 }).map((parts) => `${parts.join('/')}.csv`),
    { maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(paths, async (files) => {
      const folder = tempFolder(Object.fromEntries(files.map((file) => [file, ''])));
      const found = (await walked(folder)).filter(({ kind }) => kind === 'file');
      expect(found.map(({ location }) => path.relative(folder, location.toString())).toSorted()).toEqual(
        files.toSorted(),
      );
      expect(new Set(found.map((entry) => entry.path)).size).toBe(files.length);
    }),
    { numRuns: 50, seed: 7 },
  );
});
