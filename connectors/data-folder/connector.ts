import { opendir } from 'node:fs/promises';
import { systemErrorCode, walkFolder } from '../../src/kit/index.ts';
import type { FoundEntry, IntegrationConnector, IntegrationContext, MetadataRecord } from '../../src/kit/index.ts';
import { classify, messages } from './errors.ts';
import { dataFolderRecord, noContent, withEntry } from './mapping.ts';

export interface DataFolderConfig {
  /** Absolute. */
  readonly path: string;
  readonly fileSystemName: string;
  readonly followSymbolicLinks: boolean;
}

/** Catalogs one folder with all that is in it as one asset. Nothing is kept open between refreshes. */
export class DataFolderConnector implements IntegrationConnector {
  readonly #config: DataFolderConfig;

  private constructor(config: DataFolderConfig) {
    this.#config = config;
  }

  /** Proves that the folder can be listed. */
  static async open(config: DataFolderConfig): Promise<DataFolderConnector> {
    try {
      const folder = await opendir(config.path);
      await folder.close();
    } catch (error) {
      throw classify(error, config.path);
    }
    return new DataFolderConnector(config);
  }

  async *refresh(context: IntegrationContext): AsyncIterable<MetadataRecord> {
    const { path, fileSystemName, followSymbolicLinks } = this.#config;
    let first: FoundEntry | undefined;
    let content = noContent;
    const walk = walkFolder(path, {
      signal: context.signal,
      followSymbolicLinks,
      unreadable(folder, error) {
        context.warn(messages.innerFolderNotRead({ folder: folder.path, code: systemErrorCode(error) }));
      },
    });
    try {
      for await (const found of walk) {
        first ??= found[0];
        for (const entry of found) content = withEntry(content, entry);
        const last = found.at(-1);
        context.at((last?.kind === 'file' ? last.folder?.path : last?.path) ?? path);
      }
    } catch (error) {
      throw classify(error, path);
    }
    if (first !== undefined) yield dataFolderRecord(fileSystemName, first, content);
  }

  disconnect(): Promise<void> {
    return Promise.resolve();
  }
}
