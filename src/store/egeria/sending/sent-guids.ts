import type { StatedElement, StatedRelationship } from '../../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import type { GuidSource } from '../../sqlite/ledger-apply.ts';

/** What the server gave to what was sent to it, for the mirror to note. */
export interface SentGuids extends GuidSource {
  elementSent(name: QualifiedName, guid: Guid): void;
  relationshipSent(from: QualifiedName, stated: StatedRelationship, guid: Guid): void;
  /** The GUID of a relationship that was sent. */
  relationship(from: QualifiedName, stated: StatedRelationship): Guid | undefined;
  /** Forgets the elements: they are noted. A relationship is forgotten when it is, which may be later. */
  clearElements(): void;
}

export function sentGuids(): SentGuids {
  const elements = new Map<QualifiedName, Guid>();
  const relationships = new Map<string, Guid>();
  const relationship = (from: QualifiedName, stated: StatedRelationship): Guid | undefined =>
    relationships.get(sentKey(from, stated));
  return {
    elementSent: (name, guid) => void elements.set(name, guid),
    relationshipSent: (from, stated, guid) => void relationships.set(sentKey(from, stated), guid),
    relationship,
    ofElement(stated: StatedElement) {
      const guid = elements.get(stated.qualifiedName);
      if (guid === undefined) throw new Error('an element is noted that was not sent');
      return guid;
    },
    ofRelationship(from, stated) {
      const key = sentKey(from.qualifiedName, stated);
      const guid = relationships.get(key);
      relationships.delete(key);
      return guid;
    },
    clearElements: () => elements.clear(),
  };
}

/** Tells the relationships of a refresh apart. */
function sentKey(from: QualifiedName, { typeName, toEnd, to }: StatedRelationship): string {
  return `${from}\n${typeName} ${toEnd} ${to}`;
}
