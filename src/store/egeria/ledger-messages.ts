import { defineMessages } from '../../messages/message.ts';

export const ledgerMessages = defineMessages({
  unusable: {
    id: 'EGERIA-INTEGRATE-LEDGER-500-001',
    text: 'The ledger beside the remote store cannot be used',
    systemAction: 'Nothing was read from or written to the server.',
    userAction:
      'Check that its folder may be written to. If the file is damaged, remove it: the next sync rebuilds it from the server.',
  },
  rebuilding: {
    id: 'EGERIA-INTEGRATE-LEDGER-100-001',
    text: 'The ledger of this metadata source is not here: it is rebuilt from the server',
    systemAction: 'What the metadata source owns is listed, a page a call.',
    userAction: 'Keep the folder of the ledger between runs, and the next sync needs a few calls only.',
  },
  resuming: {
    id: 'EGERIA-INTEGRATE-LEDGER-100-002',
    text: 'The ledger of this metadata source was not rebuilt to the end: that goes on where it stopped',
    systemAction: 'The rest of what the metadata source owns is listed, a page a call.',
    userAction: 'Nothing.',
  },
  changedByOthers: {
    id: 'EGERIA-INTEGRATE-LEDGER-200-001',
    text: 'Elements were changed or removed in the server since they were written',
    systemAction: 'They are compared again in this refresh.',
    userAction: 'Nothing: what the third party has is brought back, where the direction permits it.',
  },
  parentRejected: {
    id: 'EGERIA-INTEGRATE-LEDGER-424-001',
    text: 'The element that this one lies beneath, or is anchored to, was not taken',
    systemAction: 'This element was not written either.',
    userAction: 'See why the other one was not taken.',
  },
  anchorStays: {
    id: 'EGERIA-INTEGRATE-LEDGER-501-001',
    text: 'The server does not move an element to another anchor',
    systemAction: 'The element was left as it is.',
    userAction: 'Remove the element from the server, and the next sync creates it where it belongs.',
  },
  ownerStays: {
    id: 'EGERIA-INTEGRATE-LEDGER-501-002',
    text: 'The server does not give an element to another owner',
    systemAction: 'The element was left as it is.',
    userAction:
      'Bring back localCohort and metadataSourceQualifiedName as they were, or remove the elements from the server first.',
  },
  typeLacking: {
    id: 'EGERIA-INTEGRATE-LEDGER-400-001',
    text: "The server's open metadata types lack something that is stated of the element",
    systemAction: 'The element was refused before anything was sent.',
    userAction: 'Bring the platform to the version whose types it has; see `egeria-integrate types`.',
  },
  notThere: {
    id: 'EGERIA-INTEGRATE-LEDGER-404-001',
    text: 'The server does not show an element that was loaded with an archive',
    systemAction: 'It counts as failed; the next sync writes it again.',
    userAction: 'Look into the audit log of the server for what it did with the archive.',
  },
});
