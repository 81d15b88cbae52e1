import {
  ConfigurationError,
  defineMessages,
  IntegrationError,
  NotAuthorizedError,
  systemErrorCode,
  UnavailableError,
} from '../../src/kit/index.ts';

export const messages = defineMessages({
  notAFolder: {
    id: 'DATA-FILES-400-001',
    text: 'The path is not that of a folder',
    systemAction: 'Nothing was read or changed.',
    userAction: 'Set `path` to the folder that holds the files.',
  },
  folderMayNotBeRead: {
    id: 'DATA-FILES-403-001',
    text: 'A folder may not be read',
    systemAction: 'What was catalogued of it before stays; everything else was read.',
    userAction: 'Grant the user that runs the daemon the right to list it (r and x), or name it in `excludeFolders`.',
  },
  fileMayNotBeRead: {
    id: 'DATA-FILES-403-002',
    text: 'A file may not be read',
    systemAction: 'The file was catalogued from its name, size and dates; columns that were catalogued before stay.',
    userAction: 'Grant the user that runs the daemon the right to read it, or name it in `excludeFiles`.',
  },
  missing: {
    id: 'DATA-FILES-404-001',
    text: 'The folder does not exist',
    systemAction: 'Nothing was read or changed; what was catalogued before stays.',
    userAction: 'Check `path`, and whether the file system that it is on is there.',
  },
  patternMatchesNothing: {
    id: 'DATA-FILES-404-002',
    text: 'A pattern matches nothing',
    systemAction: 'The other patterns were used.',
    userAction: 'Check its spelling, capitals included.',
  },
  damaged: {
    id: 'DATA-FILES-422-001',
    text: 'The content of a file is not what its type promises, so that its columns are unknown',
    systemAction: 'The file was catalogued without columns.',
    userAction: 'Repair the file, give it the extension of what it is, or name it in `excludeFiles`.',
  },
  folderFailed: {
    id: 'DATA-FILES-503-001',
    text: 'A folder could not be read',
    systemAction: 'What was catalogued of it before stays; everything else was read.',
    userAction: 'See the cause: the file system that the folder is on does not answer as it should.',
  },
  fileFailed: {
    id: 'DATA-FILES-503-002',
    text: 'A file could not be read',
    systemAction: 'The file was catalogued from its name, size and dates; columns that were catalogued before stay.',
    userAction: 'See the cause: the file system that the file is on does not answer as it should.',
  },
});

/** Puts what the file system said of a folder into one of the error kinds. */
export function classifyFolder(error: unknown, folder: string): unknown {
  if (error instanceof IntegrationError) return error;
  const options = { cause: error };
  const code = systemErrorCode(error);
  switch (code) {
    case undefined:
      return error;
    case 'ENOENT':
      return new UnavailableError(messages.missing({ folder }), options);
    case 'ENOTDIR':
      return new ConfigurationError(messages.notAFolder({ folder }), options);
    case 'EACCES':
    case 'EPERM':
      return new NotAuthorizedError(messages.folderMayNotBeRead({ folder }), options);
    default:
      return new UnavailableError(messages.folderFailed({ folder, code }), options);
  }
}

/** Puts what the file system said of a file into one of the error kinds. */
export function classifyFile(error: unknown, file: string): unknown {
  const options = { cause: error };
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  return code === 'EACCES' || code === 'EPERM'
    ? new NotAuthorizedError(messages.fileMayNotBeRead({ file }), options)
    : new UnavailableError(messages.fileFailed({ file, code }), options);
}
