import type { Relationship } from '../../../src/metadata/element.ts';
import { singleEnds } from '../../../src/metadata/types/check-element.ts';
import { isMultiLink } from './multi-link.ts';

/**
 * Those of an element's relationships that a platform shows who does not read for duplicate processing: where the type
 * allows an element one at an end, the one that was written last (tried on 6.1: a column with two foreign keys, and one
 * beneath two tables).
 */
export function shownRelationships(relationships: readonly Relationship[]): readonly Relationship[] {
  const newest = new Map<string, Relationship>();
  for (const one of relationships) {
    for (const place of places(one)) {
      const other = newest.get(place);
      if (other === undefined || writtenAt(other) < writtenAt(one)) newest.set(place, one);
    }
  }
  return relationships.filter((one) => places(one).every((place) => newest.get(place) === one));
}

/** Where there may be no other relationship beside this one. */
function places({ typeName, end1, end2 }: Relationship): readonly string[] {
  if (isMultiLink(typeName)) return [];
  const single = singleEnds(typeName);
  return [
    ...(single.end1 ? [`${typeName} at end 1 of ${end2.guid}`] : []),
    ...(single.end2 ? [`${typeName} at end 2 of ${end1.guid}`] : []),
  ];
}

function writtenAt({ versions }: Relationship): string {
  return versions.updateTime ?? versions.createTime;
}
