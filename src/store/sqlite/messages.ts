import { defineMessages } from '../../messages/message.ts';

export const messages = defineMessages({
  tooNew: {
    id: 'EGERIA-INTEGRATE-STORE-409-001',
    text: 'The open metadata store was written by a newer version of egeria-integrate',
    systemAction: 'Nothing was read or written.',
    userAction: 'Use the newer version, or name another path under openMetadataStore.',
  },
  notAStore: {
    id: 'EGERIA-INTEGRATE-STORE-400-001',
    text: 'The file is not an open metadata store',
    systemAction: 'Nothing was read or written; the file is as it was.',
    userAction: 'Name another path under openMetadataStore, or move the file away.',
  },
  cannotOpen: {
    id: 'EGERIA-INTEGRATE-STORE-404-001',
    text: 'The open metadata store cannot be opened',
    systemAction: 'Nothing was done.',
    userAction: 'Check that the folder exists and may be written to.',
  },
  locked: {
    id: 'EGERIA-INTEGRATE-STORE-423-001',
    text: 'Another process is writing to the open metadata store and did not finish in time',
    systemAction: 'The batch in hand was not written; what was acknowledged before is kept.',
    userAction: 'Let the other process finish, then run the command again.',
  },
  waiting: {
    id: 'EGERIA-INTEGRATE-STORE-423-002',
    text: 'Another process is writing to the open metadata store',
    systemAction: 'It is waited for, a minute at most.',
    userAction: 'Nothing; if it does not end, look what else works on this store.',
  },
  full: {
    id: 'EGERIA-INTEGRATE-STORE-507-001',
    text: 'There is no room left for the open metadata store',
    systemAction: 'The batch in hand was not written; what was acknowledged before is kept.',
    userAction: 'Free disk space, or raise the quota, then run the command again: it goes on from there.',
  },
  readOnly: {
    id: 'EGERIA-INTEGRATE-STORE-403-001',
    text: 'The open metadata store may not be written to',
    systemAction: 'The batch in hand was not written.',
    userAction: 'Check the permissions of the file and of its folder.',
  },
  damaged: {
    id: 'EGERIA-INTEGRATE-STORE-500-001',
    text: 'The open metadata store is damaged',
    systemAction: 'The batch in hand was not written.',
    userAction: 'Bring the file back from a backup, or move it away: the next sync fills a new one.',
  },
  failed: {
    id: 'EGERIA-INTEGRATE-STORE-500-002',
    text: 'The open metadata store failed',
    systemAction: 'The batch in hand was not written; what was acknowledged before is kept.',
    userAction: 'See the cause; run the command again when it is mended.',
  },
});
