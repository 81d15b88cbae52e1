import type { StatedElement, StatedRelationship } from '../metadata/element.ts';
import type { Guid, QualifiedName } from '../metadata/qualified-name.ts';
import type { DeleteMethod, OpenMetadataStore } from '../store/open-metadata-store.ts';
import { relationshipsOf } from '../store/sync-ledger.ts';
import type { Settlement, SyncLedger, UnseenEntry } from '../store/sync-ledger.ts';

/** Stands for every element that would be created; a key of an element of the store is never 0. */
const CREATED = 0;

/** Relationships of one element whose other element is not there. */
interface Waiting {
  readonly stated: StatedElement;
  readonly relationships: readonly StatedRelationship[];
  readonly countedUnchanged: boolean;
}

interface Settled extends Waiting {
  readonly missing: readonly StatedRelationship[];
}

/** A ledger that writes nothing and answers as if it had: a dry run is the pipeline of every refresh over it. */
export function dryLedger(ledger: SyncLedger, store: OpenMetadataStore): SyncLedger {
  const created = new Set<QualifiedName>();
  const waiting: Waiting[] = [];
  /** Elements that would no longer be anchored to what they are. */
  const moved = new Set<Guid>();
  const isCreated = (name: QualifiedName | undefined): boolean => name !== undefined && created.has(name);
  const keyOf = async (name: QualifiedName): Promise<number | undefined> =>
    created.has(name) ? CREATED : ledger.keyOf(name);
  const absent = async (relationships: readonly StatedRelationship[]): Promise<readonly StatedRelationship[]> => {
    const missing: StatedRelationship[] = [];
    for (const one of relationships) {
      if (!created.has(one.to) && (await ledger.keyOf(one.to)) === undefined) missing.push(one);
    }
    return missing;
  };
  return {
    owned: ledger.owned,
    kept: ledger.kept,
    configurationChanged: ledger.configurationChanged,
    async match(prepared) {
      const matches = await ledger.match(prepared);
      if (created.size === 0) return matches;
      return matches.map((match, index) => {
        const isRepeated = match === undefined && isCreated(prepared[index]?.stated.qualifiedName);
        return isRepeated ? { key: CREATED, unchanged: false } : match;
      });
    },
    current: async (names) => ledger.current(names),
    async relationshipStates(key, relationships) {
      const states = await ledger.relationshipStates(key, relationships);
      return states.map((state, index) => (isCreated(relationships[index]?.to) ? 'absent' : state));
    },
    async apply(changes) {
      for (const change of changes) {
        const { stated } = change.prepared;
        if (change.kind === 'create') created.add(stated.qualifiedName);
        if (change.kind === 'update' && change.update.reanchor) moved.add(change.current.element.guid);
        const relationships = await absent(relationshipsOf(change));
        if (relationships.length > 0) {
          waiting.push({ stated, relationships, countedUnchanged: change.kind === 'record' });
        }
      }
      return changes.map((change) => ({ key: change.kind === 'create' ? CREATED : change.current.key, raced: false }));
    },
    async settle() {
      const settled: Settled[] = [];
      for (const one of waiting) settled.push({ ...one, missing: await absent(one.relationships) });
      return settlementOf(settled);
    },
    unseen: (isSeen) => ledger.unseen(isSeen),
    keyOf,
    parentOf: async (key) => (key === CREATED ? undefined : ledger.parentOf(key)),
    remove: async (entries, deleteMethod) => ({ removed: await familySize(entries, deleteMethod, moved, store) }),
    acknowledge: nothing,
    release: nothing,
    keep: nothing,
    complete: nothing,
  };
}

async function nothing(): Promise<void> {}

function settlementOf(settled: readonly Settled[]): Settlement {
  const gained = settled.filter(
    ({ countedUnchanged, relationships, missing }) => countedUnchanged && missing.length < relationships.length,
  );
  return {
    related: gained.map(({ stated, relationships, missing }) => ({
      from: stated,
      relationships: relationships.filter((one) => !missing.includes(one)),
    })),
    missing: settled.flatMap(({ stated, missing }) =>
      missing.map((relationship) => ({ from: stated.qualifiedName, relationship })),
    ),
  };
}

/** How many elements would be removed: the entries and what is anchored to them. */
async function familySize(
  entries: readonly UnseenEntry[],
  deleteMethod: DeleteMethod,
  moved: ReadonlySet<Guid>,
  store: OpenMetadataStore,
): Promise<number> {
  const family = new Set<Guid>(entries.map(({ guid }) => guid));
  // What is archived already is archived no second time.
  const forLineage = deleteMethod === 'SOFT_DELETE' || deleteMethod === 'PURGE';
  // The set is walked while it grows.
  for (const anchor of family) {
    for await (const { guid } of store.find({ anchor, forLineage })) if (!moved.has(guid)) family.add(guid);
  }
  return family.size;
}
