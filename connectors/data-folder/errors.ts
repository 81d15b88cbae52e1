import {
  ConfigurationError,
  defineMessages,
  NotAuthorizedError,
  systemErrorCode,
  UnavailableError,
} from '../../src/kit/index.ts';

export const messages = defineMessages({
  notAFolder: {
    id: 'DATA-FOLDER-400-001',
    text: 'The path is not that of a folder',
    systemAction: 'Nothing was read or changed.',
    userAction: 'Set `path` to the folder.',
  },
  mayNotBeRead: {
    id: 'DATA-FOLDER-403-001',
    text: 'The folder may not be read',
    systemAction: 'Nothing was changed; what was catalogued before stays.',
    userAction: 'Grant the user that runs the daemon the right to list it (r and x).',
  },
  innerFolderNotRead: {
    id: 'DATA-FOLDER-403-002',
    text: 'A folder within the data folder could not be read',
    systemAction: 'What is in it was not counted, and its changes were not seen.',
    userAction: 'Grant the user that runs the daemon the right to list it (r and x).',
  },
  missing: {
    id: 'DATA-FOLDER-404-001',
    text: 'The folder does not exist',
    systemAction: 'Nothing was changed; what was catalogued before stays.',
    userAction: 'Check `path`, and whether the file system that it is on is there.',
  },
  failed: {
    id: 'DATA-FOLDER-503-001',
    text: 'The folder could not be read',
    systemAction: 'Nothing was changed; what was catalogued before stays.',
    userAction: 'See the cause: the file system that the folder is on does not answer as it should.',
  },
});

/** Puts what the file system said of the folder into one of the error kinds. */
export function classify(error: unknown, folder: string): unknown {
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
      return new NotAuthorizedError(messages.mayNotBeRead({ folder }), options);
    default:
      return new UnavailableError(messages.failed({ folder, code }), options);
  }
}
