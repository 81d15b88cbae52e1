import { namePattern } from '../../src/kit/index.ts';
import type { FoundEntry } from '../../src/kit/index.ts';

/** Which files and folders are catalogued. */
export interface FileSelection {
  includesFile(file: FoundEntry): boolean;
  includesFolder(folder: FoundEntry): boolean;
  /** The patterns that matched nothing so far, with the key of the configuration that they are in. */
  unmatched(): readonly { readonly key: string; readonly pattern: string }[];
}

export interface SelectionPatterns {
  readonly includeFiles: readonly string[];
  readonly excludeFiles: readonly string[];
  readonly excludeFolders: readonly string[];
}

/** Compiles the patterns: one with a `/` is compared with the path below the first folder, any other with the name. */
export function fileSelection({ includeFiles, excludeFiles, excludeFolders }: SelectionPatterns): FileSelection {
  const included = entryPattern(includeFiles);
  const excluded = entryPattern(excludeFiles);
  const excludedFolders = entryPattern(excludeFolders);
  return {
    includesFile(file) {
      const isExcluded = excluded.matches(file);
      return included.matches(file) && !isExcluded;
    },
    includesFolder: (folder) => !excludedFolders.matches(folder),
    unmatched: () =>
      Object.entries({ includeFiles: included, excludeFiles: excluded, excludeFolders: excludedFolders }).flatMap(
        ([key, patterns]) => patterns.unmatched().map((pattern) => ({ key, pattern })),
      ),
  };
}

interface EntryPattern {
  matches(entry: FoundEntry): boolean;
  unmatched(): readonly string[];
}

function entryPattern(patterns: readonly string[]): EntryPattern {
  const pathPatterns = patterns.filter((pattern) => pattern.includes('/'));
  const ofPaths = namePattern(pathPatterns);
  const ofNames = namePattern(patterns.filter((pattern) => !pattern.includes('/')));
  return {
    matches(entry) {
      const isAtPath = pathPatterns.length > 0 && ofPaths.matches(pathBelow(entry));
      return ofNames.matches(entry.name) || isAtPath;
    },
    // That there is no file at all is no fault of the pattern for all of them.
    unmatched: () => [...ofNames.unmatched(), ...ofPaths.unmatched()].filter((pattern) => pattern !== '*'),
  };
}

function pathBelow({ folder, name }: FoundEntry): string {
  return folder?.folder === undefined ? name : `${pathBelow(folder)}/${name}`;
}
