import { defineMessages } from '../messages/message.ts';

export const messages = defineMessages({
  invalidRecord: {
    id: 'EGERIA-INTEGRATE-REFRESH-400-001',
    text: 'An element was stated that does not fit the open metadata types',
    systemAction: 'The element was left out. Nothing was removed in this refresh.',
    userAction: 'This is a fault of the connector: report it with the element named here.',
  },
  typeNotCatalogued: {
    id: 'EGERIA-INTEGRATE-REFRESH-403-001',
    text: 'An element was stated whose type this integration service does not catalog',
    systemAction: 'The element was left out. Nothing was removed in this refresh.',
    userAction: 'Configure the connector under the integration service that it belongs to.',
  },
  statedTwice: {
    id: 'EGERIA-INTEGRATE-REFRESH-409-001',
    text: 'Two elements were stated under one qualified name',
    systemAction: 'The first was taken, the second left out.',
    userAction: 'If two catalog targets overlap, keep them apart; else report it as a fault of the connector.',
  },
  manyAtSingleEnd: {
    id: 'EGERIA-INTEGRATE-REFRESH-200-001',
    text: 'An element has more relationships of a type than the open metadata types foresee',
    systemAction: 'All of them were written.',
    userAction: 'Nothing: the third party permits it, such as a column in two foreign keys.',
  },
  endMissing: {
    id: 'EGERIA-INTEGRATE-REFRESH-404-001',
    text: 'The other element of a relationship is neither stated nor in the store',
    systemAction: 'The element was written without that relationship; each refresh tries again.',
    userAction: 'Catalog what it refers to as well, with this or another connector.',
  },
  belongsToOther: {
    id: 'EGERIA-INTEGRATE-REFRESH-403-002',
    text: 'An element belongs to another metadata source',
    systemAction: 'It was left as it is.',
    userAction:
      'Let one connector catalog it. If an earlier configuration of this connector wrote it, bring back its metadataSourceQualifiedName or localCohort.',
  },
  typeDiffers: {
    id: 'EGERIA-INTEGRATE-REFRESH-409-002',
    text: 'The store has an element of another type under this qualified name',
    systemAction: 'It was left as it is.',
    userAction: 'Remove the element that is there, or configure a name that keeps the two apart.',
  },
  changedOnBothSides: {
    id: 'EGERIA-INTEGRATE-REFRESH-409-003',
    text: 'An element was changed in open metadata and in the third party',
    systemAction: 'Both were left as they are; each refresh compares them again.',
    userAction: 'Make both sides equal: change one of them to what is right.',
  },
  raced: {
    id: 'EGERIA-INTEGRATE-REFRESH-409-004',
    text: 'Another process wrote an element at the same time',
    systemAction: 'The element was left as the other process wrote it.',
    userAction: 'Nothing: the next refresh compares it.',
  },
  unreadable: {
    id: 'EGERIA-INTEGRATE-REFRESH-403-003',
    text: 'Part of the third party could not be read',
    systemAction: 'What was catalogued beneath it is kept as it was.',
    userAction: 'Grant the access that the cause names, or exclude that part.',
  },
  keptAsHidden: {
    id: 'EGERIA-INTEGRATE-REFRESH-200-002',
    text: 'Elements are no longer stated since the configuration changed',
    systemAction: 'They are kept: a filter says what is seen, not what is gone.',
    userAction: 'To remove them, run `egeria-integrate sync --allow-removals` once.',
  },
  keptToThirdParty: {
    id: 'EGERIA-INTEGRATE-REFRESH-200-003',
    text: 'Elements are no longer in the third party, which is downstream',
    systemAction: 'They are kept: with TO_THIRD_PARTY open metadata is the owner.',
    userAction: 'Remove them in open metadata, or create them in the third party.',
  },
  removalRefused: {
    id: 'EGERIA-INTEGRATE-REFRESH-412-001',
    text: 'More elements would be removed than the removal guard permits',
    systemAction: 'Nothing was removed; everything else was applied.',
    userAction: 'If they are really gone, run `egeria-integrate sync --allow-removals` once.',
  },
  noSweep: {
    id: 'EGERIA-INTEGRATE-REFRESH-200-004',
    text: 'Nothing was removed, since elements were refused',
    systemAction: 'Elements that are gone from the third party stay until a refresh in which nothing is refused.',
    userAction: 'See why elements were refused.',
  },
  nothingStated: {
    id: 'EGERIA-INTEGRATE-REFRESH-200-005',
    text: 'The third party answered, but there was nothing to catalog',
    systemAction: 'Nothing was written.',
    userAction: 'Check the filters, and what the login may see.',
  },
  notPublished: {
    id: 'EGERIA-INTEGRATE-REFRESH-502-001',
    text: 'A change could not be carried out to the third party',
    systemAction: 'Open metadata keeps it; each refresh tries again.',
    userAction: 'See the cause: often the login may not change what it may read.',
  },
  givenUp: {
    id: 'EGERIA-INTEGRATE-REFRESH-504-001',
    text: 'The connector did not stop when it was told to',
    systemAction: 'It was not waited for any longer. What it had stated was written; nothing was removed.',
    userAction:
      'If it happens again, shorten the time-outs of its connection, or report it as a fault of the connector.',
  },
  accountOff: {
    id: 'EGERIA-INTEGRATE-REFRESH-500-001',
    text: 'The account of a refresh does not add up',
    systemAction: 'What was written is kept; nothing was removed.',
    userAction: 'This is a fault of egeria-integrate: please report it.',
  },
});
