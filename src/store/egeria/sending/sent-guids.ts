import type { StatedElement, StatedRelationship } from '../../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import type { GuidSource } from '../../sqlite/ledger-apply.ts';

/** An element that is in the server. */
export interface ThereElement {
  readonly guid: Guid;
  readonly typeName: string;
}

/** What the server gave to what was sent to it, for the mirror to note. */
export interface SentGuids extends GuidSource {
  elementSent(stated: Pick<StatedElement, 'qualifiedName' | 'typeName'>, guid: Guid): void;
  relationshipSent(from: QualifiedName, stated: StatedRelationship, guid: Guid): void;
  /** An element that was sent. */
  element(name: QualifiedName): ThereElement | undefined;
  /** The GUID of a relationship that was sent. */
  relationship(from: QualifiedName, stated: StatedRelationship): Guid | undefined;
  /** Forgets an element: it is noted. A relationship is forgotten when it is, which may be later. */
  elementNoted(name: QualifiedName): void;
}

export function sentGuids(): SentGuids {
  const elements = new Map<QualifiedName, ThereElement>();
  const relationships = new Map<string, Guid>();
  const relationship = (from: QualifiedName, stated: StatedRelationship): Guid | undefined =>
    relationships.get(sentKey(from, stated));
  return {
    elementSent: ({ qualifiedName, typeName }, guid) => void elements.set(qualifiedName, { guid, typeName }),
    element: (name) => elements.get(name),
    relationshipSent: (from, stated, guid) => void relationships.set(sentKey(from, stated), guid),
    relationship,
    ofElement(stated: StatedElement) {
      const guid = elements.get(stated.qualifiedName)?.guid;
      if (guid === undefined) throw new Error('an element is noted that was not sent');
      return guid;
    },
    ofRelationship(from, stated) {
      const key = sentKey(from.qualifiedName, stated);
      const guid = relationships.get(key);
      relationships.delete(key);
      return guid;
    },
    elementNoted: (name) => void elements.delete(name),
  };
}

/** Tells the relationships of a refresh apart. */
function sentKey(from: QualifiedName, { typeName, toEnd, to }: StatedRelationship): string {
  return `${from}\n${typeName} ${toEnd} ${to}`;
}
