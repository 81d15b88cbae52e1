import { fromFd } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import type { Readable } from 'node:stream';

/** How many entries of a zip file are looked at. */
const MOST_ENTRIES = 10_000;

/** The entries of a zip file, as its central directory names them. */
export interface ZipEntries {
  has(name: string): boolean;
  /** Decompresses an entry piece by piece. */
  read(name: string): AsyncGenerator<Buffer>;
}

/** Reads the directory of a zip file; neither this nor what it returns closes the file. */
export async function zipEntries(fileDescriptor: number): Promise<ZipEntries> {
  const file = await opened(fileDescriptor);
  const entries = await directoryOf(file);
  return {
    has: (name) => entries.has(name),
    async *read(name) {
      const entry = entries.get(name);
      if (entry === undefined) return;
      for await (const piece of await streamOf(file, entry)) yield piece as Buffer; // Decompressed data are bytes.
    },
  };
}

function opened(fileDescriptor: number): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false };
  return new Promise((resolve, reject) => {
    fromFd(fileDescriptor, options, (error, file) => (error === null ? resolve(file) : reject(error)));
  });
}

function directoryOf(file: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    file.on('error', reject);
    file.on('end', () => resolve(entries));
    file.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      if (entries.size < MOST_ENTRIES) file.readEntry();
      else resolve(entries);
    });
    file.readEntry();
  });
}

function streamOf(file: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    file.openReadStream(entry, (error, stream) => (error === null ? resolve(stream) : reject(error)));
  });
}
