import type { ImportedElement } from './import-mutations.ts';

/**
 * Elements so divided that what one needs comes before it: its anchor, what that lies in and the collection that owns it
 * are in an earlier level, as far as they are among the elements at all. Those of one level need nothing of each other.
 */
export function levelsOf<Arrival extends { readonly element: ImportedElement }>(
  arrivals: readonly Arrival[],
): readonly (readonly Arrival[])[] {
  const byGuid = new Map(arrivals.map(({ element }) => [element.guid, element]));
  const depths = new Map<string, number>();
  const depthOf = (element: ImportedElement): number => {
    const known = depths.get(element.guid);
    if (known !== undefined) return known;
    // Elements that need each other have no order.
    depths.set(element.guid, 0);
    let depth = 0;
    for (const guid of needs(element)) {
      const needed = byGuid.get(guid);
      if (needed !== undefined && needed !== element) depth = Math.max(depth, 1 + depthOf(needed));
    }
    depths.set(element.guid, depth);
    return depth;
  };
  const levels: Arrival[][] = [];
  for (const arrival of arrivals) {
    const depth = depthOf(arrival.element);
    while (levels.length <= depth) levels.push([]);
    levels[depth]?.push(arrival);
  }
  return levels;
}

function needs({ anchorGuid, anchorScopeGuid, origin }: ImportedElement): string[] {
  const owner = origin.category === 'EXTERNAL_SOURCE' ? origin.guid : undefined;
  return [anchorGuid, anchorScopeGuid, owner].filter((guid) => guid !== undefined);
}
