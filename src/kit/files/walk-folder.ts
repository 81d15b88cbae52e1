import { Buffer, isUtf8 } from 'node:buffer';
import { lstatSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileNameText } from './file-name.ts';
import { symbolicLinks } from './symbolic-links.ts';
import type { SymbolicLinks } from './symbolic-links.ts';
import { hasVanished } from './system-error.ts';

/** A folder or a file that a walk came to. */
export interface FoundEntry {
  readonly kind: 'folder' | 'file';
  /** The absolute path as text, its names as `fileNameText` gives them. */
  readonly path: string;
  /** The last name of the path. */
  readonly name: string;
  /** The path for Node's `fs`: bytes where it is not UTF-8. */
  readonly location: string | Buffer;
  /** Of what a symbolic link leads to, when the entry is one. */
  readonly status: Stats;
  /** The folder that it is in; `undefined` for the one that the walk began with. */
  readonly folder: FoundEntry | undefined;
}

export interface WalkOptions {
  readonly signal: AbortSignal;
  /** Whether a symbolic link counts as what it leads to; otherwise it is left out. */
  readonly followSymbolicLinks: boolean;
  /** Whether to tell of a folder and to look into it: all but the first are asked about. By default, yes. */
  readonly enters?: (folder: FoundEntry) => boolean;
  /** Hears once of each folder that could not be read, or not wholly. The walk goes on. */
  readonly unreadable: (folder: FoundEntry, error: unknown) => void;
}

interface OpenFolder {
  readonly entry: FoundEntry;
  /** Each character stands for one byte, so that the order of the texts is that of the bytes. */
  readonly names: readonly string[];
  next: number;
  isReported: boolean;
}

/** How many names are looked at before the event loop has its turn. */
const NAMES_A_TURN = 16;

/**
 * Walks a folder with all that is in it: every folder before what it contains, otherwise in the order of the names'
 * bytes, in arrays of a few entries. What vanishes meanwhile is left out, and so are devices, pipes and sockets.
 *
 * Status is taken synchronously, a few entries at a time: by way of Node's thread pool the same work costs four times
 * the CPU. Folders are listed asynchronously, because a large one takes long.
 *
 * @param path absolute
 * @throws what Node says when the first folder cannot be reached or listed
 */
export async function* walkFolder(path: string, options: WalkOptions): AsyncGenerator<readonly FoundEntry[]> {
  options.signal.throwIfAborted();
  const links = options.followSymbolicLinks ? symbolicLinks(path) : undefined;
  const root = firstFolder(path);
  const open = [openFolder(root, await namesIn(root))];
  let found = [root];
  let lookedAt = 0;
  for (let folder = open.at(-1); folder !== undefined; folder = open.at(-1)) {
    const name = folder.names[folder.next];
    if (name === undefined) {
      open.pop();
      continue;
    }
    folder.next += 1;
    lookedAt += 1;
    const entry = entryIn(folder, name, links, options);
    if (entry !== undefined) found.push(entry);
    if (entry?.kind === 'folder') open.push(openFolder(entry, await namesOrNone(entry, options)));
    if (lookedAt % NAMES_A_TURN !== 0) continue;
    yield found;
    found = [];
    await nextTurn();
    options.signal.throwIfAborted();
  }
  yield found;
}

function openFolder(entry: FoundEntry, names: readonly string[]): OpenFolder {
  return { entry, names, next: 0, isReported: false };
}

function firstFolder(path: string): FoundEntry {
  const names = path.split(sep).map((name) => fileNameText(Buffer.from(name)));
  return {
    kind: 'folder',
    path: names.join(sep),
    name: fileNameText(Buffer.from(basename(path))),
    location: path,
    status: statSync(path),
    folder: undefined,
  };
}

async function namesIn(folder: FoundEntry): Promise<readonly string[]> {
  return (await readdir(folder.location, 'latin1')).toSorted();
}

async function namesOrNone(folder: FoundEntry, options: WalkOptions): Promise<readonly string[]> {
  try {
    return await namesIn(folder);
  } catch (error) {
    if (!hasVanished(error)) options.unreadable(folder, error);
    return [];
  }
}

function entryIn(
  folder: OpenFolder,
  name: string,
  links: SymbolicLinks | undefined,
  options: WalkOptions,
): FoundEntry | undefined {
  const place = placeOf(folder.entry, name);
  try {
    const status = statusOf(folder.entry, place.location, links);
    if (status?.isFile() === true) return { kind: 'file', ...place, status, folder: folder.entry };
    if (status?.isDirectory() !== true) return undefined;
    const entry: FoundEntry = { kind: 'folder', ...place, status, folder: folder.entry };
    return (options.enters?.(entry) ?? true) ? entry : undefined;
  } catch (error) {
    if (!hasVanished(error) && !folder.isReported) {
      folder.isReported = true;
      options.unreadable(folder.entry, error);
    }
    return undefined;
  }
}

function statusOf(folder: FoundEntry, location: string | Buffer, links: SymbolicLinks | undefined): Stats | undefined {
  const status = lstatSync(location, { throwIfNoEntry: false });
  if (status?.isSymbolicLink() !== true) return status;
  return links?.follows(location, folder.location) === true ? statSync(location, { throwIfNoEntry: false }) : undefined;
}

/** A name that is not its own text in UTF-8, or that `fileNameText` might change. */
const NOT_PLAIN = /[^\0-\u{7F}]|%/u;

function placeOf(folder: FoundEntry, name: string): Pick<FoundEntry, 'path' | 'name' | 'location'> {
  const path = folder.path.endsWith(sep) ? folder.path : folder.path + sep;
  if (typeof folder.location === 'string' && !NOT_PLAIN.test(name)) {
    const location = folder.location.endsWith(sep) ? folder.location : folder.location + sep;
    return { path: path + name, name, location: location + name };
  }
  const bytes = Buffer.from(name, 'latin1');
  const text = fileNameText(bytes);
  const location = Buffer.concat([Buffer.from(folder.location), Buffer.from(sep), bytes]);
  return { path: path + text, name: text, location: isUtf8(location) ? location.toString() : location };
}
