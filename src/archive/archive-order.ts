import type { ArchiveEntity } from './archive-content.ts';
import type { ArchiveItem } from './read-archive.ts';

/**
 * The items of an archive with its elements so ordered that what an element needs comes before it: its anchor, what
 * that lies in, and the collection that owns it, as far as they are in the archive (`guids`). Only what has to wait is
 * held back; elements that wait for each other come last.
 */
export async function* anchorsFirst(
  items: AsyncIterable<ArchiveItem>,
  guids: ReadonlySet<string>,
): AsyncGenerator<ArchiveItem> {
  const passed = new Set<string>();
  const waiting = new Map<string, ArchiveEntity[]>();
  const missing = (entity: ArchiveEntity): string | undefined =>
    needs(entity).find((guid) => guid !== entity.guid && guids.has(guid) && !passed.has(guid));
  function* pass(first: ArchiveEntity): Generator<ArchiveItem> {
    const ready = [first];
    for (const entity of ready) {
      const needed = missing(entity);
      if (needed !== undefined) {
        waiting.set(needed, [...(waiting.get(needed) ?? []), entity]);
        continue;
      }
      passed.add(entity.guid);
      yield { kind: 'entity', entity };
      ready.push(...(waiting.get(entity.guid) ?? []));
      waiting.delete(entity.guid);
    }
  }
  for await (const item of items) {
    if (item.kind === 'entity') yield* pass(item.entity);
    else yield item;
  }
  for (const entities of waiting.values()) for (const entity of entities) yield { kind: 'entity', entity };
}

function needs({ provenance, anchor }: ArchiveEntity): string[] {
  const own = provenance.category === 'LOCAL_COHORT' ? [] : [provenance.guid];
  if (anchor === undefined) return own;
  return anchor.guid === undefined ? [...own, ...anchor.scopeGuids] : [...own, anchor.guid, ...anchor.scopeGuids];
}
