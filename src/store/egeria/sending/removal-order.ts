import type { Guid } from '../../../metadata/qualified-name.ts';
import type { UnseenEntry } from '../../sync-ledger.ts';
import type { Mirror } from '../mirror/mirror.ts';

/** A removal that a call is made for. */
export interface Removal {
  readonly guid: Guid;
  /** The entry that it is removed for. */
  readonly entry: UnseenEntry;
}

/**
 * The end of what lies within the element at the other end, by type of relationship. A removal follows the first three of
 * them (Egeria 6.1), and whatever is removed beside what it lies in gets into its way.
 */
const within: Readonly<Record<string, 1 | 2>> = {
  DataSetContent: 1,
  NestedFile: 2,
  FolderHierarchy: 2,
  Schema: 2,
  AttributeForSchema: 2,
  NestedSchemaAttribute: 2,
};

/**
 * What calls are made for, in levels: those that lie deepest first; what one level holds may go in any order. What goes
 * with its anchor is left out.
 */
export function removalLevels(entries: readonly UnseenEntry[], mirror: Mirror): readonly (readonly Removal[])[] {
  const { elements } = mirror.writer;
  const removed = familyOf(entries, mirror);
  const depths = new Map<number, number>();
  const depthOf = (key: number): number => {
    const known = depths.get(key);
    if (known !== undefined) return known;
    // Stands while the containers are looked at, so that a ring of them has an end.
    depths.set(key, 0);
    const containers = containersOf(key, mirror).filter((container) => removed.has(container));
    const depth = Math.max(-1, ...containers.map(depthOf)) + 1;
    depths.set(key, depth);
    return depth;
  };
  const taken = new Map<number, ReadonlySet<number>>();
  const takenWith = (anchor: number): ReadonlySet<number> => {
    const known = taken.get(anchor) ?? relatedMembers(anchor, removed, mirror);
    taken.set(anchor, known);
    return known;
  };
  const levels: Removal[][] = [];
  for (const [key, entry] of removed) {
    const row = elements.byId(key);
    if (row === undefined) continue;
    const { anchor } = row;
    const isMember = anchor !== null && anchor !== key && removed.has(anchor);
    const goesWithAnchor = isMember && !hasMembers(key, mirror) && takenWith(anchor).has(key);
    if (!goesWithAnchor) (levels[depthOf(key)] ??= []).push({ guid: row.guid, entry });
  }
  return levels.filter((level) => level !== undefined).toReversed();
}

/** What is anchored to an element. */
export function membersOf({ guid, entry }: Removal, { writer: { elements } }: Mirror): readonly Removal[] {
  const key = elements.byGuid(guid)?.id;
  const members = key === undefined ? [] : elements.anchoredTo(key);
  return members.flatMap((member) => {
    const row = elements.byId(member);
    return row === undefined ? [] : [{ guid: row.guid, entry }];
  });
}

/**
 * The members that a removal comes to: from the anchor by relationships, of whatever type, from one member to the next. It
 * does not see others, and nobody does without their anchor (Egeria 6.1).
 */
function relatedMembers(
  anchor: number,
  removed: ReadonlyMap<number, UnseenEntry>,
  { writer: { elements, relationships } }: Mirror,
): ReadonlySet<number> {
  const found = new Set([anchor]);
  // What is added while it is walked is walked, too.
  for (const key of found) {
    for (const { end1, end2 } of relationships.of(key)) {
      const other = end1 === key ? end2 : end1;
      if (removed.has(other) && elements.byId(other)?.anchor === anchor) found.add(other);
    }
  }
  return found;
}

function hasMembers(key: number, { writer: { elements } }: Mirror): boolean {
  return elements.anchoredTo(key).length > 0;
}

/** The keys of the entries and of all in the mirror that goes with them, each with the entry that it goes for. */
export function familyOf(entries: readonly UnseenEntry[], { writer: { elements } }: Mirror): Map<number, UnseenEntry> {
  const family = new Map(entries.map((entry) => [entry.key, entry]));
  // What is added while it is walked is walked, too.
  for (const [key, entry] of family) {
    for (const member of elements.anchoredTo(key)) if (!family.has(member)) family.set(member, entry);
  }
  return family;
}

function containersOf(key: number, { writer: { codes, elements, relationships } }: Mirror): readonly number[] {
  const containers = relationships.of(key).flatMap(({ type, end1, end2 }) => {
    const end = within[codes.typeName(type)];
    if (end === undefined) return [];
    const [content, container] = end === 1 ? [end1, end2] : [end2, end1];
    return content === key && container !== key ? [container] : [];
  });
  const anchor = elements.byId(key)?.anchor ?? undefined;
  return anchor === undefined || anchor === key ? containers : [anchor, ...containers];
}
