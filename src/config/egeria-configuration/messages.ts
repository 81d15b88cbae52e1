import { defineMessages } from '../../messages/message.ts';

const nothingDone = 'Nothing was done.';
const leftOut = 'It was left out.';

/** What there is to say of configuration documents of Egeria's Java daemon, on their way in and out. */
export const configurationMessages = defineMessages({
  notFound: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-404-001',
    text: 'There is no such file',
    systemAction: nothingDone,
    userAction: 'Name the file, or the URL of a platform that gives the configuration of its servers out.',
  },
  unreadable: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-400-001',
    text: 'The file cannot be read',
    systemAction: nothingDone,
    userAction: 'Check that it is a text file and that you may read it.',
  },
  notJson: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-400-002',
    text: 'This is not a configuration document: it is not JSON',
    systemAction: nothingDone,
    userAction: 'Name the document itself. One that Egeria keeps encrypted is given out in the clear by its REST API.',
  },
  notADaemon: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-400-003',
    text: 'This is not the configuration of an integration daemon: it names neither integration services nor groups',
    systemAction: nothingDone,
    userAction: 'Name the document of the server that runs the integration connectors.',
  },
  notValid: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-400-004',
    text: 'The configuration document is not of a form that Egeria writes',
    systemAction: nothingDone,
    userAction: 'Correct the places named, or report it with the version of Egeria.',
  },
  unreachable: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-503-001',
    text: 'The configuration document could not be fetched',
    systemAction: nothingDone,
    userAction: 'Check the URL, and that the platform runs; or save the document and name the file.',
  },
  notTrusted: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-503-002',
    text: 'The certificate of the platform is not trusted',
    systemAction: 'Nothing was sent.',
    userAction:
      'Name a file with the certificate of its authority: --ca-file FILE. Or save the document and name that.',
  },
  refused: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-401-001',
    text: 'The platform did not give the configuration document out',
    systemAction: nothingDone,
    userAction: 'Name the environment variable that holds a token of a user who may see it: --token-env NAME',
  },
  answeredOtherwise: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-400-005',
    text: 'The platform answered with something else than the configuration document',
    systemAction: nothingDone,
    userAction:
      'Check the URL: 6.x has /open-metadata/admin-services/servers/SERVER/configuration, older ones /users/USER before /servers.',
  },
  tokenMissing: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-400-006',
    text: 'The environment variable with the token is not set',
    systemAction: nothingDone,
    userAction: 'Set it, or leave the option out where the platform asks for no token.',
  },
  tokenInTheClear: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-400-007',
    text: 'A token is not sent without encryption to another machine',
    systemAction: 'Nothing was sent.',
    userAction: 'Use an https URL.',
  },
  connectorLeftOut: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-410-001',
    text: 'No counterpart here of the connector',
    systemAction: leftOut,
    userAction:
      'Which connectors there are: egeria-integrate connectors list. Keep the Java daemon for it, or write one.',
  },
  connectorDisabled: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-410-002',
    text: 'Its integration service is disabled: the connector',
    systemAction: leftOut,
    userAction: 'Enable the service and import again, or add the connector with: egeria-integrate add',
  },
  groupLeftOut: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-410-003',
    text: 'No counterpart here of the integration group, whose connectors are in the metadata server:',
    systemAction: leftOut,
    userAction: 'Add its connectors with: egeria-integrate add',
  },
  propertyLeftOut: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-410-004',
    text: 'No counterpart here of',
    systemAction: leftOut,
    userAction: 'See what the connector can be told: egeria-integrate connectors describe',
  },
  serverLeftOut: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-410-005',
    text: 'There is one open metadata store here, and so no counterpart of the further metadata access server',
    systemAction: 'What was to be written there is written to the first one.',
    userAction: 'Make a definition of its own for the connectors that write there.',
  },
  storeMissing: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-001',
    text: 'The document names no metadata access server',
    systemAction: 'The definition keeps the catalog in a SQLite file.',
    userAction: 'State another openMetadataStore if it is to be kept elsewhere.',
  },
  passwordLeftOut: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-002',
    text: 'In the place of a password stands the environment variable',
    systemAction: 'The definition refers to an environment variable.',
    userAction: 'Set the variable where the daemon is started.',
  },
  settingMissing: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-003',
    text: 'The document does not state',
    systemAction: 'The definition refers to an environment variable.',
    userAction: 'Set the variable where the daemon is started, or write the value into the definition.',
  },
  placeholderKept: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-004',
    text: 'A placeholder stands where none is replaced:',
    systemAction: 'It was kept as it is.',
    userAction: 'Import again with --placeholder NAME=VALUE, or write the value into the definition.',
  },
  placeholderWithPrefix: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-005',
    text: 'The whole address is a placeholder, whose value has a prefix there and none here:',
    systemAction: 'The definition refers to an environment variable of its name.',
    userAction: 'Set the variable to the address without the prefix, or import again with --placeholder NAME=VALUE.',
  },
  secretsStorePlaceholder: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-006',
    text: 'Where the secrets store is, or which collection is meant, is a placeholder; in its place stands the environment variable',
    systemAction: 'The definition refers to an environment variable.',
    userAction:
      'Import again with --placeholder NAME=VALUE for the placeholders of the secrets store, or set the variable.',
  },
  relativePath: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-007',
    text: 'A path is relative to the folder of the platform there, and of the daemon definition here:',
    systemAction: 'It was kept as it is.',
    userAction: 'It is relative to the folder of the platform there, and of the daemon definition here: correct it.',
  },
  tablesAndViews: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-008',
    text: 'Tables and views are chosen together here, by',
    systemAction: 'What was stated for the one holds for the other too.',
    userAction: 'Add the names that are missing.',
  },
  directionChanged: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-009',
    text: 'The connector here does not work in the direction',
    systemAction: 'The definition states one in which it does.',
    userAction: 'Check that this is what is wanted.',
  },
  nameChanged: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-010',
    text: 'Several connectors have the name',
    systemAction: 'The definition gives one of them another name.',
    userAction: 'Rename it as you like before the first sync.',
  },
  settingLeftOut: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-410-006',
    text: "No counterpart in Egeria's Java daemon of",
    systemAction: leftOut,
    userAction: 'See whether the connector there may do without.',
  },
  ownConnectorLeftOut: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-410-007',
    text: "No counterpart in Egeria's Java daemon of the connector",
    systemAction: leftOut,
    userAction: 'Keep running it with egeria-integrate.',
  },
  storeLeftOut: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-410-008',
    text: 'The open metadata store is no metadata access server',
    systemAction: leftOut,
    userAction: 'State omagserverPlatformRootURL and omagserverName in every integration service.',
  },
  secretBecamePlaceholder: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-011',
    text: 'In the place of a secret stands the placeholder',
    systemAction: 'Its value is not in the document.',
    userAction:
      "State it in the platform's application.properties (platform.placeholder.variables; Egeria 5 and later).",
  },
  addressIsReference: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-012',
    text: 'The whole address is a placeholder, whose value must hold neither user nor password:',
    systemAction: 'It became a placeholder after the prefix that the Java connector expects.',
    userAction: 'The value of the placeholder must hold neither user nor password: state these in the connection.',
  },
  oneDatabaseOnly: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-015',
    text: 'The Java connector catalogs the one database of the address, and here none is named by',
    systemAction: 'The address was carried over without a database.',
    userAction: 'Make a connector for each database.',
  },
  userBelongsInAddress: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-014',
    text: 'The user who signs in is a part of the address here: put the user into',
    systemAction: 'The definition does not name the user.',
    userAction: 'Give the variable a URL with the user: postgresql://USER@HOST:PORT/DATABASE',
  },
  catalogTargetsSplit: {
    id: 'EGERIA-INTEGRATE-CONFIGURATION-200-013',
    text: 'The document has no place for catalog targets; each is a connector of its own, of',
    systemAction: 'Each became a connector of its own.',
    userAction: 'Keep it so, or attach them to one connector in the metadata server.',
  },
});
