import { defineMessages } from '../messages/message.ts';

export const daemonMessages = defineMessages({
  unknownSelection: {
    id: 'EGERIA-INTEGRATE-DAEMON-404-001',
    text: 'The daemon definition has nothing of this name',
    systemAction: 'Nothing was done.',
    userAction: 'Check what was given with --service, --connector and --target against the definition.',
  },
  emptySelection: {
    id: 'EGERIA-INTEGRATE-DAEMON-404-002',
    text: 'No connector has all that was asked for with --service, --connector and --target',
    systemAction: 'Nothing was done.',
    userAction: 'Ask for less, or check the definition.',
  },
  disconnectFailed: {
    id: 'EGERIA-INTEGRATE-DAEMON-500-001',
    text: 'The connector did not disconnect cleanly',
    systemAction: 'It was left behind; what it had read is in the catalog.',
    userAction: 'If it happens again, see whether sessions are left open in the third party.',
  },
  abandoned: {
    id: 'EGERIA-INTEGRATE-DAEMON-504-001',
    text: 'Connectors did not stop in time',
    systemAction: 'The daemon ends without them. The catalog is as of the last batch.',
    userAction: 'Nothing; a connector that ignores the abort should be reported.',
  },
});
