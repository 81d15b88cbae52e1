import {
  defineMessages,
  IntegrationBug,
  IntegrationError,
  NotAuthorizedError,
  systemErrorCode,
  UnavailableError,
} from '../../src/kit/index.ts';
import { z } from 'zod';

export const messages = defineMessages({
  notReadable: {
    id: 'TEMPLATE-403-001',
    text: 'The list of hosts may not be read',
    systemAction: 'Nothing was read or changed.',
    userAction: 'Grant the user that runs the daemon read access to the file and to the folders above it.',
  },
  missing: {
    id: 'TEMPLATE-404-001',
    text: 'The list of hosts does not exist',
    systemAction: 'Nothing was read or changed; what was catalogued before stays.',
    userAction: 'Check `file`.',
  },
  patternMatchesNothing: {
    id: 'TEMPLATE-404-002',
    text: 'A pattern matches no host',
    systemAction: 'The other patterns were used.',
    userAction: 'Check `includeHosts`, capitals included.',
  },
  notUnderstood: {
    id: 'TEMPLATE-422-001',
    text: 'A line of the list of hosts is not understood',
    systemAction: 'What was read before it was catalogued; nothing was removed.',
    userAction: 'See the cause, and correct the line.',
  },
  unexpected: {
    id: 'TEMPLATE-500-001',
    text: 'The list of hosts could not be read, for a reason that the connector does not know',
    systemAction: 'The refresh ended; what was catalogued before stays.',
    userAction: 'Report it, with the cause.',
  },
});

/** Puts what the file system or the schema answered into one of the error kinds, with its cause. */
export function classify(error: unknown, file: string): unknown {
  if (error instanceof IntegrationError || isAbort(error)) return error;
  const options = { cause: error };
  if (error instanceof z.ZodError) return new UnavailableError(messages.notUnderstood({ file }), options);
  switch (systemErrorCode(error)) {
    case 'ENOENT':
      return new UnavailableError(messages.missing({ file }), options);
    case 'EACCES':
      return new NotAuthorizedError(messages.notReadable({ file }), options);
    default:
      return new IntegrationBug(messages.unexpected({ file }), options);
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
