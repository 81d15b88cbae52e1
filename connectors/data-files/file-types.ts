import { classification } from '../../src/kit/index.ts';
import type { StatedClassification } from '../../src/kit/index.ts';
import { dataFileTypeNames } from './data-file-type-names.ts';
import type { DataFileTypeName } from './data-file-type-names.ts';
import fileTypeData from './file-types-6.1.json' with { type: 'json' };
import { hasSignature, isRecognized } from './signatures.ts';

/** A type of files, as Egeria's valid metadata values have it. */
export interface FileType {
  /** Egeria's name of it; `undefined` for a file of no known type. */
  readonly fileType: string | undefined;
  readonly typeName: DataFileTypeName;
  readonly deployedImplementationType: string;
  /** For `DataAssetEncoding`. */
  readonly encodingType: string | undefined;
  /** The classifications of a file of which nothing more is known. */
  readonly classifications: readonly StatedClassification[];
}

/** The type of a file that nothing tells more of. */
export const unknownFileType: FileType = {
  fileType: undefined,
  typeName: 'DataFile',
  deployedImplementationType: 'File',
  encodingType: undefined,
  classifications: [],
};

/** Extensions of the same formats that Egeria does not list. */
const FURTHER_EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  gzip: ['Compressed Archive File'],
  jsonl: ['JSON File'],
  ndjson: ['JSON File'],
  psv: ['CSV File'],
  tab: ['CSV File'],
  tgz: ['Compressed Archive File'],
  tsv: ['CSV File'],
  xlsm: ['Microsoft Excel Spreadsheet File'],
};

/** Finds the types of files by name and by content. */
export interface FileTypes {
  /**
   * The types that a file of this name may have: by its whole name, else by its extension. Of several the last is the
   * one to take when the content shows none. Empty: the name says nothing.
   */
  byName(fileName: string, extension: string): readonly FileType[];
  /** Which of these types a file has, or which of all when there are none, by how it begins; `undefined`: it shows none. */
  byContent(types: readonly FileType[], head: Buffer): FileType | undefined;
}

/** Egeria 6.1's file types. Those that it gives to folders are left out. */
export function fileTypes(): FileTypes {
  const all = new Map<string, FileType>();
  for (const [fileType, data] of Object.entries<FileTypeData>(fileTypeData.fileTypes)) {
    const { deployedImplementationType, encoding: encodingType } = data;
    const typeName = dataFileTypeNames.find((name) => name === data.typeName);
    if (typeName === undefined) continue;
    const classifications = encodingType === undefined ? [] : [classification('DataAssetEncoding', { encodingType })];
    all.set(fileType, { fileType, typeName, deployedImplementationType, encodingType, classifications });
  }
  const byExtension = typesByExtension(all);
  // Most files are like the one before; to look up a name that was never seen takes longer than to compare it.
  let last = { extension: '', types: byExtension.get('') ?? NO_TYPES };
  return {
    byName(fileName, extension) {
      if (extension !== last.extension) {
        last = { extension, types: byExtension.get(extension.toLowerCase()) ?? NO_TYPES };
      }
      const { types, byFileName } = last.types;
      return byFileName.size === 0 ? types : (byFileName.get(fileName) ?? types);
    },
    byContent(types, head) {
      const candidates = types.length === 0 ? all.values() : types;
      for (const type of candidates) if (isRecognized(type.fileType ?? '', head)) return type;
      return undefined;
    },
  };
}

/** The types that the files with one extension may have. */
interface ExtensionTypes {
  types: readonly FileType[];
  readonly byFileName: Map<string, readonly FileType[]>;
}

const NO_TYPES: ExtensionTypes = { types: [], byFileName: new Map() };

function typesByExtension(all: ReadonlyMap<string, FileType>): ReadonlyMap<string, ExtensionTypes> {
  const byExtension = new Map<string, ExtensionTypes>();
  const entryOf = (extension: string): ExtensionTypes => {
    const entry = byExtension.get(extension) ?? { types: [], byFileName: new Map() };
    byExtension.set(extension, entry);
    return entry;
  };
  const typesOf = (names: readonly string[]): readonly FileType[] =>
    names
      .toSorted((one, other) => Number(hasSignature(other)) - Number(hasSignature(one)))
      .map((name) => all.get(name))
      .filter((type) => type !== undefined);
  for (const [extension, names] of Object.entries({ ...fileTypeData.byExtension, ...FURTHER_EXTENSIONS })) {
    entryOf(extension).types = typesOf(names);
  }
  for (const [fileName, names] of Object.entries(fileTypeData.byFileName)) {
    entryOf(fileExtension(fileName)).byFileName.set(fileName, typesOf(names));
  }
  return byExtension;
}

interface FileTypeData {
  readonly typeName: string;
  readonly deployedImplementationType: string;
  readonly encoding?: string;
}

/** What follows the last dot of a name, as it is written; empty when there is none or it is the first character. */
export function fileExtension(fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  return dot <= 0 ? '' : fileName.slice(dot + 1);
}
