import { NotAuthorizedError, StoreError } from '../../../messages/error-kinds.ts';
import type { Message } from '../../../messages/message.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { VoidAnswer } from './answers.ts';
import { connect } from './connect.ts';
import type { Connection, EgeriaSettings } from './connect.ts';
import type { EgeriaClient } from '../egeria-client.ts';
import { egeriaMessages } from '../messages.ts';
import { elementReads, elementWrites } from './elements.ts';
import { relationshipReads, relationshipWrites } from './relationships.ts';
import { requestsOf } from './requests.ts';
import { olderTypeNames, ourTypeNames } from './type-names.ts';
import { TypeGallery, relationshipTypesOf, typeGapsOf } from './types.ts';

/**
 * Opens a client of a metadata access server. Throws StoreError, UnavailableError or NotAuthorizedError when the server
 * cannot be used.
 *
 * @param tell is told what is worth a warning
 */
export async function openEgeriaClient(
  settings: EgeriaSettings,
  clock: Clock,
  tell: (warning: Message) => void,
): Promise<EgeriaClient> {
  const connection = await connect(settings, clock, tell);
  const { olderTypes } = connection.dialect;
  const theirTypes = async (): Promise<TypeGallery> => {
    const call = { method: 'GET', path: connection.pathOf('types'), idempotent: true } as const;
    return connection.calls.call(call, TypeGallery);
  };
  const names = olderTypes === undefined ? ourTypeNames : olderTypeNames(olderTypes, await theirTypes());
  const requests = requestsOf(connection, names);
  const elements = elementReads(requests);
  const relationships = relationshipReads(requests, elements);
  const types = async (): Promise<TypeGallery> => names.gallery ?? theirTypes();
  return {
    description: `${settings.serverName} at ${settings.platformURL}`,
    userId: connection.userId,
    version: connection.version.text,
    maxPageSize: connection.maxPageSize,
    archives: connection.dialect.body.classes.archiveElement !== undefined,
    madeByServer: connection.dialect.madeByServer,
    ...elements,
    ...elementWrites(requests, elements),
    ...relationships,
    ...relationshipWrites(requests, relationships),
    ...archivesOf(connection, settings),
    relationshipTypes: async () => relationshipTypesOf(await types()),
    typeGaps: async () => typeGapsOf(await types()),
    onInterruption: (look) => connection.calls.interruptions.lookWith(look),
    disconnect: async () => connection.disconnect(),
  };
}

/** An archive is loaded while its request is open: 5,253 elements took 37 s on PostgreSQL (6.1). */
const archiveTimeoutMilliseconds = 3_600_000;

function archivesOf(
  { calls, dialect, platformPathOf }: Connection,
  { serverName }: EgeriaSettings,
): Pick<EgeriaClient, 'mayLoadArchives' | 'loadArchive'> {
  const { archives } = dialect;
  return {
    async mayLoadArchives() {
      if (archives === undefined) return false;
      // The status of a server may be seen by whoever may load an archive, and by nobody else (6.1).
      const call = { method: 'GET', path: platformPathOf(archives.permission), idempotent: true } as const;
      try {
        await calls.call(call, VoidAnswer);
        return true;
      } catch (error) {
        if (isRefusal(error)) return false;
        throw error;
      }
    },
    async loadArchive(content) {
      if (archives === undefined) throw new StoreError(egeriaMessages.noSuchService({ server: serverName }));
      const call = {
        method: 'POST',
        path: platformPathOf(archives.load),
        body: content,
        timeoutMilliseconds: archiveTimeoutMilliseconds,
      } as const;
      await calls.call(call, VoidAnswer);
    },
  };
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof NotAuthorizedError ||
    (error instanceof StoreError && error.notice.id === egeriaMessages.noSuchService().id)
  );
}
