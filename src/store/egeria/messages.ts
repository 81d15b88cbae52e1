import { defineMessages } from '../../messages/message.ts';

const nothing = 'Nothing of the call was written; what was acknowledged before is kept.';

/** What can be wrong with a metadata access server, with the way to it, and with what it answers. */
export const egeriaMessages = defineMessages({
  unreachable: {
    id: 'EGERIA-INTEGRATE-OMAG-503-001',
    text: 'The Egeria platform cannot be reached',
    systemAction: nothing,
    userAction: 'Check that the platform runs and that platformURL under openMetadataStore names its host and port.',
  },
  timedOut: {
    id: 'EGERIA-INTEGRATE-OMAG-504-001',
    text: 'The Egeria platform did not answer in time',
    systemAction:
      'The call was given up; whether it was carried out is not known, and is looked up in the next refresh.',
    userAction: 'Look at the load of the platform, or raise requestTimeoutSeconds under openMetadataStore.',
  },
  connectionLost: {
    id: 'EGERIA-INTEGRATE-OMAG-503-002',
    text: 'The connection to the Egeria platform ended before its answer did',
    systemAction: 'Whether the call was carried out is not known, and is looked up in the next refresh.',
    userAction: 'Check that the platform still runs, then run the command again: it goes on from there.',
  },
  busy: {
    id: 'EGERIA-INTEGRATE-OMAG-503-003',
    text: 'The Egeria platform takes no more calls for the moment',
    systemAction: nothing,
    userAction: 'Run the command again later, or lower concurrency under openMetadataStore.',
  },
  untrustedCertificate: {
    id: 'EGERIA-INTEGRATE-OMAG-495-001',
    text: 'The certificate of the Egeria platform is not trusted',
    systemAction: 'Nothing was sent.',
    userAction:
      'Name the authority that signed it in caFile under openMetadataStore, or pin the certificate by certificateFingerprint.',
  },
  otherCertificate: {
    id: 'EGERIA-INTEGRATE-OMAG-495-002',
    text: 'The Egeria platform shows another certificate than the one that is pinned',
    systemAction: 'Nothing was sent.',
    userAction:
      'Find out why it changed. If it was renewed, write its new SHA-256 fingerprint into certificateFingerprint under openMetadataStore.',
  },
  noTls: {
    id: 'EGERIA-INTEGRATE-OMAG-495-003',
    text: 'What answers at platformURL does not speak TLS',
    systemAction: 'Nothing was sent.',
    userAction: 'Write http:// instead of https:// into platformURL, or name the port that speaks TLS.',
  },
  needsTls: {
    id: 'EGERIA-INTEGRATE-OMAG-495-004',
    text: 'What answers at platformURL speaks TLS only',
    systemAction: nothing,
    userAction: 'Write https:// instead of http:// into platformURL under openMetadataStore.',
  },
  notEgeria: {
    id: 'EGERIA-INTEGRATE-OMAG-502-001',
    text: 'What answers at platformURL is not an Egeria platform',
    systemAction: nothing,
    userAction:
      'Check platformURL under openMetadataStore: host and port of the platform, without a path. A proxy on the way may have answered in its place.',
  },
  unusableAnswer: {
    id: 'EGERIA-INTEGRATE-OMAG-502-002',
    text: 'The Egeria server gave an answer that this version cannot use',
    systemAction:
      'It was not used. Whether the call was carried out is not known, and is looked up in the next refresh.',
    userAction: 'Check that the version of the platform is one that was tested, and report the message id if it is.',
  },
  tooOld: {
    id: 'EGERIA-INTEGRATE-OMAG-505-001',
    text: 'The Egeria platform is too old',
    systemAction: 'Nothing was read or written.',
    userAction: 'Use a platform of version 5.0 or later; 5.3 and 6.1 are what this version was tested with.',
  },
  untested: {
    id: 'EGERIA-INTEGRATE-OMAG-200-001',
    text: 'This version was not tested with this version of Egeria',
    systemAction: 'It goes on as with the nearest version that was tested.',
    userAction: 'Run it with --dry-run first, and look whether what it says is right.',
  },
  byViewServer: {
    id: 'EGERIA-INTEGRATE-OMAG-200-002',
    text: 'The open metadata store is reached by a view server',
    systemAction: 'It goes on; each call takes about 1.4 times as long, and bulk loads are not possible.',
    userAction: 'Name the metadata access server itself as serverName, where its service may be called.',
  },
  certificatesNotVerified: {
    id: 'EGERIA-INTEGRATE-OMAG-200-003',
    text: 'The certificate of the Egeria platform is not verified',
    systemAction: 'Everything is sent all the same, to whoever answers: the password too.',
    userAction: 'Use caFile or certificateFingerprint instead of verifyCertificates: false under openMetadataStore.',
  },
  serverNotStarted: {
    id: 'EGERIA-INTEGRATE-OMAG-404-001',
    text: 'No server of this name runs on the Egeria platform',
    systemAction: nothing,
    userAction: 'Start the server, or write the name of one that runs into serverName under openMetadataStore.',
  },
  wrongKindOfServer: {
    id: 'EGERIA-INTEGRATE-OMAG-404-002',
    text: 'The server is neither a metadata access server with the open metadata store service nor a view server',
    systemAction: 'Nothing was read or written.',
    userAction: 'Write the name of a metadata access server into serverName under openMetadataStore.',
  },
  emptied: {
    id: 'EGERIA-INTEGRATE-OMAG-410-001',
    text: 'The Egeria server no longer has the metadata source: it was emptied meanwhile, as by a restart without a repository that lasts',
    systemAction: 'Nothing more was written.',
    userAction: 'Run the command again: it writes everything anew.',
  },
  holdsOthers: {
    id: 'EGERIA-INTEGRATE-OMAG-409-001',
    text: 'The Egeria server does not remove an element that still holds others',
    systemAction: 'The element stays as it is.',
    userAction: 'Remove what it holds, or leave it: the cause names one of those.',
  },
  noSuchService: {
    id: 'EGERIA-INTEGRATE-OMAG-404-003',
    text: 'The Egeria platform has no such service',
    systemAction: nothing,
    userAction: 'Check that the version of the platform is one that was tested.',
  },
  signInRefused: {
    id: 'EGERIA-INTEGRATE-OMAG-401-001',
    text: 'The Egeria platform refused the sign-in',
    systemAction: nothing,
    userAction: 'Check userId and password, token or tokenCommand under openMetadataStore.',
  },
  tokenCommandFailed: {
    id: 'EGERIA-INTEGRATE-OMAG-401-002',
    text: 'The tokenCommand gave no token',
    systemAction: 'Nothing was sent.',
    userAction: 'Run the command by hand: it must write a token, and nothing else, to standard output.',
  },
  noPermission: {
    id: 'EGERIA-INTEGRATE-OMAG-403-001',
    text: 'The Egeria server does not permit this to the user',
    systemAction: nothing,
    userAction: 'Give the user the permission on the server, or name another userId under openMetadataStore.',
  },
  notAccepted: {
    id: 'EGERIA-INTEGRATE-OMAG-400-001',
    text: 'The Egeria server does not understand what it was sent',
    systemAction: nothing,
    userAction: 'This is a fault of ours, or of the version of the platform: report it with the message id.',
  },
  failed: {
    id: 'EGERIA-INTEGRATE-OMAG-500-001',
    text: 'The Egeria server failed',
    systemAction: nothing,
    userAction: "See the server's audit log; run the command again when it is mended.",
  },
  partlyWritten: {
    id: 'EGERIA-INTEGRATE-OMAG-500-002',
    text: 'The request was carried out in part only, since a remote server has no transactions',
    systemAction: 'What had been written before stays; the rest was not written.',
    userAction: 'Correct what the cause says, then do the rest again.',
  },
  cannotChangeEffectivity: {
    id: 'EGERIA-INTEGRATE-OMAG-501-001',
    text: 'The effectivity dates of what exists cannot be changed on an Egeria server',
    systemAction: 'Nothing of the request was written.',
    userAction: 'Remove the element or the relationship and create it again with the dates.',
  },
  cannotChooseGuid: {
    id: 'EGERIA-INTEGRATE-OMAG-501-002',
    text: 'A GUID cannot be given to an Egeria server, which chooses its own',
    systemAction: 'Nothing of the request was written.',
    userAction: 'Leave the GUID out.',
  },
  cannotArchive: {
    id: 'EGERIA-INTEGRATE-OMAG-501-003',
    text: 'A view server of Egeria cannot archive elements',
    systemAction: 'The element stays as it is.',
    userAction:
      'Name the metadata access server behind it in serverName under openMetadataStore, or choose another deleteMethod.',
  },
});
