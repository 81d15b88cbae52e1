import { defineMessages } from '../messages/message.ts';
import type { QualifiedName } from '../metadata/qualified-name.ts';
import type { TypeProblem } from '../metadata/types/type-problem.ts';
import type { Rejection } from './sync-ledger.ts';

/** Why a store refuses a change: the same words for every adapter. */
export const refusals = defineMessages({
  belongsToOther: {
    id: 'EGERIA-INTEGRATE-STORE-403-002',
    text: 'The element belongs to somebody else',
    systemAction: 'It was left as it is. Only its owner may change or remove it.',
    userAction:
      'Change it where it comes from. If it was written by an earlier configuration of this connector, bring back its metadataSourceQualifiedName or localCohort.',
  },
  nameTaken: {
    id: 'EGERIA-INTEGRATE-STORE-409-002',
    text: 'An element with this qualified name exists',
    systemAction: 'Nothing of the request was written.',
    userAction: 'Choose another qualified name, or change the element that is there.',
  },
  guidTaken: {
    id: 'EGERIA-INTEGRATE-STORE-409-003',
    text: 'An element with this GUID exists',
    systemAction: 'Nothing of the request was written.',
    userAction: 'Leave the GUID out, or change the element that is there.',
  },
  noSuchElement: {
    id: 'EGERIA-INTEGRATE-STORE-404-002',
    text: 'There is no such element',
    systemAction: 'Nothing of the request was written.',
    userAction: 'Look for it with `egeria-integrate find`.',
  },
  noSuchRelationship: {
    id: 'EGERIA-INTEGRATE-STORE-404-003',
    text: 'There is no such relationship',
    systemAction: 'Nothing of the request was written.',
    userAction: 'Look at the element with `egeria-integrate show`.',
  },
  doesNotFitTypes: {
    id: 'EGERIA-INTEGRATE-STORE-400-002',
    text: 'What was to be written does not fit the open metadata types',
    systemAction: 'Nothing of the request was written.',
    userAction: 'See `egeria-integrate types` for what a type may hold.',
  },
  relationshipDoesNotFit: {
    id: 'EGERIA-INTEGRATE-STORE-400-003',
    text: 'A relationship was stated that does not fit the open metadata types',
    systemAction: 'The relationship was left out; what states it was written.',
    userAction: 'This is a fault of the connector: report it with the element named here.',
  },
});

/** Refuses a relationship that cannot lead to what is at `to`. */
export function misfitRejection({ message: problem }: TypeProblem, to: QualifiedName): Rejection {
  return { fate: 'refused', message: refusals.relationshipDoesNotFit({ problem, to }) };
}
