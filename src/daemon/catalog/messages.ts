import { defineMessages } from '../../messages/message.ts';

const nothingDone = 'Nothing was done.';

export const catalogMessages = defineMessages({
  noSuchElement: {
    id: 'EGERIA-INTEGRATE-CATALOG-404-001',
    text: 'The catalog has no such element',
    systemAction: nothingDone,
    userAction: 'Look for it with: egeria-integrate find',
  },
  severalElements: {
    id: 'EGERIA-INTEGRATE-CATALOG-409-001',
    text: 'Several elements have this display name',
    systemAction: nothingDone,
    userAction: 'Name the element by its qualified name or its GUID.',
  },
  unknownType: {
    id: 'EGERIA-INTEGRATE-CATALOG-400-001',
    text: 'There is no entity type of this name',
    systemAction: nothingDone,
    userAction: 'Which types there are: egeria-integrate types',
  },
  unknownProperty: {
    id: 'EGERIA-INTEGRATE-CATALOG-400-002',
    text: 'There is no such property',
    systemAction: nothingDone,
    userAction: 'Which properties a type has: egeria-integrate types NAME',
  },
  notACondition: {
    id: 'EGERIA-INTEGRATE-CATALOG-400-003',
    text: 'This is no condition',
    systemAction: nothingDone,
    userAction: "Write it as 'property=value'; = != < <= > >= and ~ (with * and ?) compare.",
  },
  notAnAssignment: {
    id: 'EGERIA-INTEGRATE-CATALOG-400-004',
    text: 'This is no assignment',
    systemAction: nothingDone,
    userAction: "Write it as 'property=value'.",
  },
  wrongValue: {
    id: 'EGERIA-INTEGRATE-CATALOG-400-005',
    text: 'Wrong value of the property',
    systemAction: nothingDone,
    userAction: 'Correct it. What a property may hold: egeria-integrate types NAME',
  },
  notSettable: {
    id: 'EGERIA-INTEGRATE-CATALOG-400-006',
    text: 'The qualified name of an element is not changed: it is what the element is known by',
    systemAction: nothingDone,
    userAction: 'Catalog the element under the other name.',
  },
  importNotReadable: {
    id: 'EGERIA-INTEGRATE-CATALOG-404-002',
    text: 'The file cannot be read',
    systemAction: nothingDone,
    userAction: 'Check its path, and that you may read it.',
  },
  notAnElement: {
    id: 'EGERIA-INTEGRATE-CATALOG-400-007',
    text: 'A line of the file is no element',
    systemAction: 'Nothing was brought in.',
    userAction: 'Bring in what `egeria-integrate export` printed, one element a line.',
  },
  endMissing: {
    id: 'EGERIA-INTEGRATE-CATALOG-404-003',
    text: 'An element of a relationship is neither in the file nor in the catalog',
    systemAction: 'The relationship was left out.',
    userAction: 'Export the whole catalog; of an archive, bring in first what it depends on.',
  },
  anchorMissing: {
    id: 'EGERIA-INTEGRATE-CATALOG-404-004',
    text: 'What an element is anchored to, or what its anchor lies in, is neither in the file nor in the catalog',
    systemAction: 'The element was brought in without it.',
    userAction: 'Where it matters, start with an empty catalog and bring in first what the file depends on.',
  },
  classifiedMissing: {
    id: 'EGERIA-INTEGRATE-CATALOG-404-005',
    text: 'The element of a classification is neither in the file nor in the catalog',
    systemAction: 'The classification was left out.',
    userAction: 'Bring in first what the archive depends on.',
  },
  notAClassification: {
    id: 'EGERIA-INTEGRATE-CATALOG-400-009',
    text: 'An element of the archive is classified as what is no classification among the open metadata types',
    systemAction: 'The element was brought in without it.',
    userAction: 'Which classifications there are: egeria-integrate types',
  },
  newTypes: {
    id: 'EGERIA-INTEGRATE-CATALOG-400-008',
    text: 'The archive defines types that are not among the open metadata types',
    systemAction: 'They were left out; what is of one of them is refused.',
    userAction: 'Which types there are: egeria-integrate types',
  },
});
