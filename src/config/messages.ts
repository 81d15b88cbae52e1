import { defineMessages } from '../messages/message.ts';

const nothingDone = 'Nothing was done.';

/** What can be wrong with a daemon definition. */
export const definitionMessages = defineMessages({
  notFound: {
    id: 'EGERIA-INTEGRATE-DEFINITION-404-001',
    text: 'There is no daemon definition',
    systemAction: nothingDone,
    userAction: 'Name the file, or make one with: egeria-integrate init',
  },
  unreadable: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-001',
    text: 'The daemon definition cannot be read',
    systemAction: nothingDone,
    userAction: 'Check that it is a text file in UTF-8 and that you may read it.',
  },
  notValid: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-002',
    text: 'The daemon definition is not valid',
    systemAction: nothingDone,
    userAction: 'Correct the places named; check again with: egeria-integrate validate',
  },
  empty: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-003',
    text: 'The daemon definition is empty',
    systemAction: nothingDone,
    userAction: 'Write one by hand, or make one with: egeria-integrate init',
  },
  notYaml: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-004',
    text: 'This is not YAML',
    systemAction: nothingDone,
    userAction: 'Correct the text at this place.',
  },
  tab: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-005',
    text: 'A tab: in YAML only spaces indent',
    systemAction: nothingDone,
    userAction: 'Replace the tab by spaces.',
  },
  duplicateKey: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-006',
    text: 'The same key twice',
    systemAction: nothingDone,
    userAction: 'Keep one of the two.',
  },
  unknownKey: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-007',
    text: 'Unknown key',
    systemAction: nothingDone,
    userAction:
      'Correct or remove it. Which keys there are: egeria-integrate connectors describe, egeria-integrate schema',
  },
  missingKey: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-008',
    text: 'Missing key',
    systemAction: nothingDone,
    userAction: 'Add it.',
  },
  wrongValue: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-009',
    text: 'Wrong value of',
    systemAction: nothingDone,
    userAction: 'Correct it.',
  },
  unknownService: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-010',
    text: 'Unknown integration service',
    systemAction: nothingDone,
    userAction: 'Which services there are: egeria-integrate services',
  },
  unknownProvider: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-011',
    text: 'Unknown provider',
    systemAction: nothingDone,
    userAction: 'Which providers there are: egeria-integrate connectors list. One from npm must be installed first.',
  },
  brokenProvider: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-012',
    text: 'The provider cannot be loaded',
    systemAction: nothingDone,
    userAction: 'Install or repair its package.',
  },
  otherService: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-013',
    text: 'The provider belongs to another integration service',
    systemAction: nothingDone,
    userAction: 'Move the connector to that service.',
  },
  unsupportedSynchronization: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-014',
    text: 'The provider does not work in this direction',
    systemAction: nothingDone,
    userAction: 'State a direction that it supports as permittedSynchronization.',
  },
  duplicateName: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-015',
    text: 'The same name twice',
    systemAction: nothingDone,
    userAction:
      'Rename one of the two: connectors are told apart by name, and so are the catalog targets of one connector.',
  },
  sharedOwnership: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-016',
    text: 'Two connectors own the same elements: metadata source and catalog target are the same',
    systemAction: nothingDone,
    userAction: 'Give one of them another metadataSourceQualifiedName or a catalog target with a name of its own.',
  },
  misplacedReference: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-017',
    text: 'A reference where none is brought in',
    systemAction: nothingDone,
    userAction: 'References stand in configurationProperties and in openMetadataStore only; write the value out.',
  },
  unknownReference: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-018',
    text: 'Unknown kind of reference',
    systemAction: nothingDone,
    userAction:
      'Write ${env:NAME} for an environment variable, ${file:PATH} for a file, ${secrets:FILE#COLLECTION/NAME} for a secret of an Egeria secrets file, and $${ for the signs themselves.',
  },
  unsetVariable: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-019',
    text: 'The environment variable is not set',
    systemAction: nothingDone,
    userAction: 'Set it where the daemon is started.',
  },
  unreadableSecret: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-020',
    text: 'The file of a reference cannot be read',
    systemAction: nothingDone,
    userAction: 'Check the path, which is relative to the daemon definition, and that you may read it.',
  },
  writtenOutSecret: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-021',
    text: 'A secret is written out',
    systemAction: 'It is used, and hidden in all output.',
    userAction: 'Keep it out of the file with ${env:NAME}, ${file:PATH} or ${secrets:FILE#COLLECTION/NAME}.',
  },
  secretsForm: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-022',
    text: 'A reference to a secrets file without collection or name',
    systemAction: nothingDone,
    userAction: 'Write ${secrets:FILE#COLLECTION/NAME}; NAME is mostly userId or clearPassword.',
  },
  notASecretsFile: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-023',
    text: 'This is not an Egeria secrets file',
    systemAction: nothingDone,
    userAction: 'Correct it, or name another file: it is YAML with secretsCollections by name, each with secrets.',
  },
  unknownSecretsCollection: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-024',
    text: 'The secrets file has no such collection',
    systemAction: nothingDone,
    userAction: 'Correct the name of the collection, or add the collection to the secrets file.',
  },
  unknownSecret: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-025',
    text: 'The secrets collection has no such secret',
    systemAction: nothingDone,
    userAction: 'Correct the name of the secret, or add the secret to the collection.',
  },
  severalSignIns: {
    id: 'EGERIA-INTEGRATE-DEFINITION-400-026',
    text: 'Two ways to sign in to the open metadata store',
    systemAction: nothingDone,
    userAction: 'Keep one of password, token and tokenCommand.',
  },
});
