import type { Element, Relationship } from '../../../metadata/element.ts';
import type { Owner } from '../egeria-client.ts';

/** Whether something in the server may have been written for a ledger. */
export type Ownership = (subject: Pick<Element | Relationship, 'origin' | 'versions'>) => boolean;

/** What a metadata source owns; without one, what of the local cohort this user has made. */
export function ownershipOf(owner: Owner, userId: string): Ownership {
  return ({ origin, versions }) =>
    owner === undefined
      ? origin.category === 'LOCAL_COHORT' && versions.createdBy === userId
      : origin.category === 'EXTERNAL_SOURCE' && origin.guid === owner.guid;
}

/** What somebody else has just written. */
export const nobodys: Ownership = () => false;
