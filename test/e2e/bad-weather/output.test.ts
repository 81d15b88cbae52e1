import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { sampleDatabase, shop } from '../../support/sample-database.ts';
import { coco } from './coco.ts';
import type { Coco } from './coco.ts';

async function shopFolder(): Promise<Coco> {
  const properties = { file: 'source/shop.sqlite' };
  const here = coco({}, { connectorName: 'shop', provider: 'sqlite-database', configurationProperties: properties });
  mkdirSync(path.join(here.folder, 'source'));
  await sampleDatabase(here.folder, 'source/shop.sqlite', shop);
  return here;
}

describe('a report', () => {
  it('that is a link stays one, to a file that is whole', async () => {
    const here = await shopFolder();
    const [link, file] = [path.join(here.folder, 'link'), path.join(here.folder, 'source/last.ndjson')];
    writeFileSync(file, 'what was there before');
    symlinkSync(file, link);
    expect(await here.run('sync', '--report', 'link')).toMatchObject({ exitCode: 0 });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8').trimEnd().split('\n').at(-1)).toContain('"exitCode":0');
    expect(readdirSync(path.dirname(file)).toSorted()).toEqual(['last.ndjson', 'shop.sqlite']);
  });

  it('that is a folder is refused before anything is done: exit code 2', async () => {
    const here = await shopFolder();
    const before = readdirSync(here.folder);
    expect(await here.run('sync', '--report', 'source')).toMatchObject({ exitCode: 2, stdout: '' });
    expect(readdirSync(here.folder)).toEqual(before);
  });
});

describe('a device that is full', () => {
  beforeEach((context) => {
    if (!existsSync('/dev/full')) context.skip('this system has no /dev/full');
  });

  it('as report does not spoil the sync, and is not replaced: exit code 3', async () => {
    const here = await shopFolder();
    const link = path.join(here.folder, 'source/full');
    symlinkSync('/dev/full', link);
    const { exitCode, stdout, stderr } = await here.run('sync', '--report', 'source/full');
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^shop +10 +10 /mu);
    expect(stderr).toContain('The report file cannot be written, file source/full.');
    expect(stderr).toContain('ENOSPC');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(await here.names()).toHaveLength(10);
  });

  it.each([[['export']], [['sync']], [['sync', '--output', 'json']]])(
    'as standard output of %j is said: exit code 3',
    async (command) => {
      const here = await shopFolder();
      expect(await here.sync()).toMatchObject({ exitCode: 0 });
      const { exitCode, stderr } = await here.spawn(command, { output: '/dev/full' }).done;
      expect(exitCode).toBe(3);
      expect(stderr).toContain('✘ The output could not be written.\n');
      expect(stderr).toContain('ENOSPC');
    },
  );
});
