import { defineMessages } from '../messages/message.ts';

export const archiveMessages = defineMessages({
  notWritable: {
    id: 'EGERIA-INTEGRATE-ARCHIVE-400-001',
    text: 'What was to be written to the archive does not fit the open metadata types',
    systemAction: 'The archive was not finished.',
    userAction: 'See `egeria-integrate types` for what a type may hold.',
  },
  notAnArchive: {
    id: 'EGERIA-INTEGRATE-ARCHIVE-400-002',
    text: 'The file is no Open Metadata Archive',
    systemAction: 'Nothing was brought in.',
    userAction: 'Check that it is whole: it is one JSON object, with archiveProperties and an archiveInstanceStore.',
  },
  notAnInstance: {
    id: 'EGERIA-INTEGRATE-ARCHIVE-400-003',
    text: 'Something in the archive has not the form that it has in Open Metadata Archives',
    systemAction: 'Nothing was brought in.',
    userAction: 'Make the archive again with the program that it comes from.',
  },
});
