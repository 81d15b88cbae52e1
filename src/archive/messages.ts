import { defineMessages } from '../messages/message.ts';

export const archiveMessages = defineMessages({
  notWritable: {
    id: 'EGERIA-INTEGRATE-ARCHIVE-400-001',
    text: 'What was to be written to the archive does not fit the open metadata types',
    systemAction: 'The archive was not finished.',
    userAction: 'See `egeria-integrate types` for what a type may hold.',
  },
});
