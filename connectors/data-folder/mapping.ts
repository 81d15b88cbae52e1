import { element, pathQualifiedName } from '../../src/kit/index.ts';
import type { FoundEntry, MetadataRecord } from '../../src/kit/index.ts';

const TECHNOLOGY = 'Data Folder';

/** What is in a folder, all levels together. */
export interface FolderContent {
  readonly files: number;
  readonly folders: number;
  /** Of the files together, in bytes. */
  readonly size: number;
  /** When the folder or anything in it last changed, in milliseconds since 1970 UTC. */
  readonly lastChange: number;
}

/** The content of a folder that nothing was found in yet. */
export const noContent: FolderContent = { files: 0, folders: 0, size: 0, lastChange: 0 };

/** The content with one more entry. The folder itself counts by its date only. */
export function withEntry(content: FolderContent, { kind, folder, status }: FoundEntry): FolderContent {
  return {
    files: content.files + (kind === 'file' ? 1 : 0),
    folders: content.folders + (kind === 'folder' && folder !== undefined ? 1 : 0),
    size: content.size + (kind === 'file' ? status.size : 0),
    lastChange: Math.max(content.lastChange, status.mtimeMs),
  };
}

/** The record of a folder with what is in it. */
export function dataFolderRecord(fileSystemName: string, folder: FoundEntry, content: FolderContent): MetadataRecord {
  const { birthtimeMs } = folder.status;
  return element('DataFolder', pathQualifiedName(TECHNOLOGY, fileSystemName, folder.path), {
    displayName: folder.name,
    additionalProperties: {
      fileCount: String(content.files),
      folderCount: String(content.folders),
      size: String(content.size),
    },
    deployedImplementationType: TECHNOLOGY,
    resourceName: folder.path,
    contentStatus: 'ACTIVE',
    pathName: folder.path,
    storeCreateTime: birthtimeMs === 0 ? undefined : new Date(birthtimeMs).toISOString(),
    storeUpdateTime: new Date(content.lastChange).toISOString(),
  });
}
