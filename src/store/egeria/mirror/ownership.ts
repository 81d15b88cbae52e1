import type { Element, Relationship } from '../../../metadata/element.ts';
import type { EgeriaClient, Owner } from '../egeria-client.ts';

/** Whether something in the server may have been written for a ledger. */
export type Ownership = (subject: Pick<Element | Relationship, 'typeName' | 'origin' | 'versions'>) => boolean;

/** What a metadata source owns; without one, what of the local cohort this user has made. */
export function ownershipOf(
  owner: Owner,
  { userId, madeByServer }: Pick<EgeriaClient, 'userId' | 'madeByServer'>,
): Ownership {
  return ({ typeName, origin, versions }) => {
    const isByUser = versions.createdBy === userId;
    if (owner === undefined) return origin.category === 'LOCAL_COHORT' && isByUser;
    if (!isByUser && madeByServer.has(typeName)) return false;
    return origin.category === 'EXTERNAL_SOURCE' && origin.guid === owner.guid;
  };
}

/** What somebody else has just written. */
export const nobodys: Ownership = () => false;
