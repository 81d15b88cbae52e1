import { opendir } from 'node:fs/promises';
import { walkFolder } from '../../src/kit/index.ts';
import type {
  FoundEntry,
  IntegrationConnector,
  IntegrationContext,
  MetadataRecord,
  StatedRelationship,
} from '../../src/kit/index.ts';
import { classifyFile, classifyFolder, messages } from './errors.ts';
import { fileSelection } from './file-selection.ts';
import type { FileSelection } from './file-selection.ts';
import { fileTypes } from './file-types.ts';
import { fileName, fileRecords, folderName, folderRecord, nesting } from './mapping.ts';
import { ContentReader } from './read-content.ts';
import type { FileContent } from './read-content.ts';

export interface DataFilesConfig {
  /** Absolute. */
  readonly path: string;
  readonly fileSystemName: string;
  readonly includeFiles: readonly string[];
  readonly excludeFiles: readonly string[];
  readonly excludeFolders: readonly string[];
  readonly catalogAllFiles: boolean;
  readonly readStructure: boolean;
  readonly followSymbolicLinks: boolean;
}

const BATCH_RECORDS = 250;

/** Catalogs one folder with what is in it. Nothing is kept open between refreshes. */
export class DataFilesConnector implements IntegrationConnector {
  readonly #config: DataFilesConfig;
  readonly #reader: ContentReader;

  private constructor(config: DataFilesConfig) {
    this.#config = config;
    this.#reader = new ContentReader(fileTypes(), config.readStructure);
  }

  /** Proves that the folder can be listed. */
  static async open(config: DataFilesConfig): Promise<DataFilesConnector> {
    try {
      const folder = await opendir(config.path);
      await folder.close();
    } catch (error) {
      throw classifyFolder(error, config.path);
    }
    return new DataFilesConnector(config);
  }

  async *refresh(context: IntegrationContext): AsyncIterable<readonly MetadataRecord[]> {
    const selection = fileSelection(this.#config);
    const parentOf = nesting(this.#config.fileSystemName);
    let records: MetadataRecord[] = [];
    try {
      for await (const found of this.#walk(context, selection)) {
        for (const entry of found) {
          if (entry.kind === 'folder') {
            context.at(entry.path);
            records.push(folderRecord(this.#config.fileSystemName, entry));
          } else if (selection.includesFile(entry)) {
            const content = this.#reader.read(entry);
            const known = content instanceof Promise ? await content : content;
            if (known !== undefined) records.push(...this.#file(entry, known, parentOf(entry), context));
          }
          while (records.length >= BATCH_RECORDS) yield records.splice(0, BATCH_RECORDS);
        }
      }
    } catch (error) {
      throw classifyFolder(error, this.#config.path);
    }
    yield records;
    for (const { key, pattern } of selection.unmatched()) {
      context.warn(messages.patternMatchesNothing({ key, pattern }));
    }
  }

  disconnect(): Promise<void> {
    return Promise.resolve();
  }

  #walk(context: IntegrationContext, selection: FileSelection): AsyncIterable<readonly FoundEntry[]> {
    const { path, fileSystemName, followSymbolicLinks } = this.#config;
    return walkFolder(path, {
      signal: context.signal,
      followSymbolicLinks,
      enters: (folder) => selection.includesFolder(folder),
      unreadable(folder, error) {
        context.unreadable(folderName(fileSystemName, folder.path), classifyFolder(error, folder.path));
      },
    });
  }

  #file(
    file: FoundEntry,
    content: FileContent,
    parent: StatedRelationship | undefined,
    context: IntegrationContext,
  ): readonly MetadataRecord[] {
    const isOfKnownType = content.type.fileType !== undefined;
    if (!isOfKnownType && !this.#config.catalogAllFiles) return [];
    const { fileSystemName } = this.#config;
    if (content.error !== undefined) {
      const name = fileName(fileSystemName, content.type, file.path);
      context.unreadable(name, classifyFile(content.error, file.path));
    }
    if (content.damage !== undefined)
      context.warn(messages.damaged({ file: file.path, reason: content.damage.message }));
    return fileRecords(fileSystemName, file, content, parent);
  }
}
