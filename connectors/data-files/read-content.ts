import { Buffer } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { hasVanished, systemErrorCode } from '../../src/kit/index.ts';
import type { FoundEntry } from '../../src/kit/index.ts';
import { fileExtension, unknownFileType } from './file-types.ts';
import type { FileType, FileTypes } from './file-types.ts';
import { readAvro } from './formats/avro.ts';
import { readCSV } from './formats/csv.ts';
import { readJSON } from './formats/json.ts';
import { DamagedContent } from './formats/structure.ts';
import type { FileStructure, ReadableContent } from './formats/structure.ts';

/** What was found out of a file beyond its name and status. */
export interface FileContent {
  readonly type: FileType;
  /** `undefined`: its type has none that is read, or it could not be. */
  readonly structure: FileStructure | undefined;
  /** The file's status when its content was read. */
  readonly status: Stats;
  /** Why the content is not what the type promises. */
  readonly damage?: DamagedContent;
  /** Why the content could not be read at all. */
  readonly error?: unknown;
}

type Reader = (content: ReadableContent) => FileStructure | Promise<FileStructure>;

/** By Egeria's file type. What is not used by every folder of files is loaded when the first such file comes. */
const READERS: Readonly<Record<string, Reader>> = {
  'CSV File': readCSV,
  'JSON File': readJSON,
  'Avro File': readAvro,
  'Parquet File': async (content) => (await import('./formats/parquet.ts')).readParquet(content),
  'Microsoft Excel Spreadsheet File': async (content) => (await import('./formats/excel.ts')).readExcel(content),
};

/** How much of the beginning of a file is read. */
const HEAD = 64 * 1024;

/** Reads what the content of files says of their type and structure: one file at a time. */
export class ContentReader {
  readonly #fileTypes: FileTypes;
  readonly #readsStructure: boolean;
  readonly #head = Buffer.allocUnsafe(HEAD);

  constructor(fileTypes: FileTypes, readsStructure: boolean) {
    this.#fileTypes = fileTypes;
    this.#readsStructure = readsStructure;
  }

  /** What is found out of a file; `undefined` when it has vanished. Opens it only if its content has to tell something. */
  read(file: FoundEntry): FileContent | undefined | Promise<FileContent | undefined> {
    const extension = fileExtension(file.name);
    const types = this.#fileTypes.byName(file.name, extension);
    const [type] = types;
    if (type !== undefined && types.length === 1 && this.#readerOf(type) === undefined) return unread(file, type);
    if (file.status.size === 0) return unread(file, types.at(-1) ?? unknownFileType);
    return this.#readContent(file, types, extension.toLowerCase());
  }

  async #readContent(
    file: FoundEntry,
    types: readonly FileType[],
    extension: string,
  ): Promise<FileContent | undefined> {
    let descriptor: number | undefined;
    try {
      // A pipe that has taken the file's place would block until somebody writes to it.
      descriptor = openSync(file.location, constants.O_RDONLY | constants.O_NONBLOCK);
      return await this.#readOpen(file, descriptor, types, extension);
    } catch (error) {
      if (hasVanished(error)) return undefined;
      if (systemErrorCode(error) === undefined) throw error;
      return { ...unread(file, types.at(-1) ?? unknownFileType), error };
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  async #readOpen(
    file: FoundEntry,
    descriptor: number,
    types: readonly FileType[],
    extension: string,
  ): Promise<FileContent> {
    let status = file.status;
    for (let attempt = 1; ; attempt += 1) {
      const content = this.#contentOf(descriptor, status.size, extension);
      if (content.head.length !== Math.min(status.size, HEAD)) status = fstatSync(descriptor);
      const type = types.length === 1 ? types[0] : this.#fileTypes.byContent(types, content.head);
      const known = type ?? types.at(-1) ?? unknownFileType;
      try {
        const structure = await this.#readerOf(known)?.(content);
        return { type: known, structure, status };
      } catch (error) {
        if (!(error instanceof DamagedContent)) throw error;
        const now = fstatSync(descriptor);
        // Somebody wrote to the file while it was read: what was read belongs to no state of it.
        const hasChanged = now.size !== status.size || now.mtimeMs !== status.mtimeMs;
        if (!hasChanged || attempt === 3) return { type: known, structure: undefined, status: now, damage: error };
        status = now;
      }
    }
  }

  #readerOf(type: FileType): Reader | undefined {
    return this.#readsStructure ? READERS[type.fileType ?? ''] : undefined;
  }

  #contentOf(fileDescriptor: number, size: number, extension: string): ReadableContent {
    const headLength = readSync(fileDescriptor, this.#head, 0, HEAD, 0);
    return {
      // A file that shrank meanwhile is no longer than what could be read of it.
      size: headLength < HEAD ? headLength : Math.max(size, headLength),
      extension,
      fileDescriptor,
      head: this.#head.subarray(0, headLength),
      read(position, length) {
        const bytes = Buffer.allocUnsafe(length);
        let read = 0;
        for (let more = 1; more > 0 && read < length; read += more) {
          more = readSync(fileDescriptor, bytes, read, length - read, position + read);
        }
        return bytes.subarray(0, read);
      },
    };
  }
}

function unread({ status }: FoundEntry, type: FileType): FileContent {
  return { type, structure: undefined, status };
}
