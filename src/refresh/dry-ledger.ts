import type { StatedElement, StatedRelationship } from '../metadata/element.ts';
import type { Guid, QualifiedName } from '../metadata/qualified-name.ts';
import { checkStatedRelationship } from '../metadata/types/check-element.ts';
import type { TypeProblem } from '../metadata/types/type-problem.ts';
import type { DeleteMethod, OpenMetadataStore } from '../store/open-metadata-store.ts';
import { misfitRejection } from '../store/refusals.ts';
import { relationshipsOf } from '../store/sync-ledger.ts';
import type { RelationshipState, Settlement, SyncLedger, UnseenEntry } from '../store/sync-ledger.ts';

/** Stands for every element that would be created; a key of an element of the store is never 0. */
const CREATED = 0;

/** Relationships of one element whose other element is not there. */
interface Waiting {
  readonly stated: StatedElement;
  readonly relationships: readonly StatedRelationship[];
  readonly countedUnchanged: boolean;
}

interface Settled extends Waiting {
  /** Those that would not be written, and why, where their other element is there. */
  readonly missing: ReadonlyMap<StatedRelationship, TypeProblem | undefined>;
}

/** A ledger that writes nothing and answers as if it had: a dry run is the pipeline of every refresh over it. */
export function dryLedger(ledger: SyncLedger, store: OpenMetadataStore): SyncLedger {
  /** With their types. */
  const created = new Map<QualifiedName, string>();
  const waiting: Waiting[] = [];
  /** Elements that would no longer be anchored to what they are. */
  const moved = new Set<Guid>();
  const keyOf = async (name: QualifiedName): Promise<number | undefined> =>
    created.has(name) ? CREATED : ledger.keyOf(name);
  const notWritten = writing(created, store);
  return {
    owned: ledger.owned,
    kept: ledger.kept,
    configurationChanged: ledger.configurationChanged,
    ...comparing(ledger, created),
    async apply(changes) {
      for (const change of changes) {
        const { stated } = change.prepared;
        if (change.kind === 'create') created.set(stated.qualifiedName, stated.typeName);
        if (change.kind === 'update' && change.update.reanchor) moved.add(change.current.element.guid);
        // What counted as unchanged, since it waited, is an update at the end though its other element is there by now.
        const relationships =
          change.kind === 'record' ? change.waiting : [...(await notWritten(stated, relationshipsOf(change))).keys()];
        if (relationships.length > 0) {
          waiting.push({ stated, relationships, countedUnchanged: change.kind === 'record' });
        }
      }
      return changes.map((change) => ({ key: change.kind === 'create' ? CREATED : change.current.key, raced: false }));
    },
    async settle() {
      const settled: Settled[] = [];
      for (const one of waiting) settled.push({ ...one, missing: await notWritten(one.stated, one.relationships) });
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

/** What the ledger knows, and what it would know of those that would be created. */
function comparing(
  ledger: SyncLedger,
  created: ReadonlyMap<QualifiedName, string>,
): Pick<SyncLedger, 'match' | 'current' | 'relationshipStates'> {
  /** The types of those that were compared, by key. */
  const types = new Map<number, string>();
  const stateNow = (key: number, one: StatedRelationship, before: RelationshipState): RelationshipState => {
    const other = created.get(one.to);
    if (other === undefined) return before;
    return checkStatedRelationship(types.get(key) ?? '', one, other) === undefined ? 'absent' : 'waiting';
  };
  return {
    async match(prepared) {
      const matches = await ledger.match(prepared);
      if (created.size === 0) return matches;
      return matches.map((match, index) => {
        const name = prepared[index]?.stated.qualifiedName;
        const isRepeated = match === undefined && name !== undefined && created.has(name);
        return isRepeated ? { key: CREATED, unchanged: false } : match;
      });
    },
    async current(names) {
      const currents = await ledger.current(names);
      for (const one of currents) if (one !== undefined) types.set(one.key, one.element.typeName);
      return currents;
    },
    async relationshipStates(key, relationships) {
      const states = await ledger.relationshipStates(key, relationships);
      return relationships.map((one, index) => stateNow(key, one, states[index] ?? 'waiting'));
    },
  };
}

/** Finds out which relationships would not be written: their other element is not there, or is none that they may lead to. */
function writing(created: ReadonlyMap<QualifiedName, string>, store: OpenMetadataStore) {
  return async (
    stated: StatedElement,
    relationships: readonly StatedRelationship[],
  ): Promise<ReadonlyMap<StatedRelationship, TypeProblem | undefined>> => {
    const missing = new Map<StatedRelationship, TypeProblem | undefined>();
    for (const one of relationships) {
      const other = created.get(one.to) ?? (await store.elementNamed(one.to, { forLineage: true }))?.typeName;
      const problem = other === undefined ? undefined : checkStatedRelationship(stated.typeName, one, other);
      if (other === undefined || problem !== undefined) missing.set(one, problem);
    }
    return missing;
  };
}

function settlementOf(settled: readonly Settled[]): Settlement {
  const gained = settled.filter(
    ({ countedUnchanged, relationships, missing }) => countedUnchanged && missing.size < relationships.length,
  );
  const missing = settled.flatMap(({ stated: { qualifiedName: from }, missing: ofOne }) =>
    [...ofOne].map(([relationship, problem]) => ({ from, relationship, problem })),
  );
  return {
    related: gained.map(({ stated, relationships, missing: ofOne }) => ({
      from: stated,
      relationships: relationships.filter((one) => !ofOne.has(one)),
    })),
    missing: missing.filter(({ problem }) => problem === undefined),
    rejected: missing.flatMap(({ from, relationship: { to }, problem }) =>
      problem === undefined ? [] : [{ from, rejection: misfitRejection(problem, to) }],
    ),
  };
}

/** So many elements are asked at once what is anchored to them. */
const ANCHORS_AT_ONCE = 200;

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
  const anchors = [...family];
  while (anchors.length > 0) {
    const anchoredTo = anchors.splice(0, ANCHORS_AT_ONCE);
    for await (const { guid } of store.find({ anchoredTo, forLineage })) {
      if (moved.has(guid) || family.has(guid)) continue;
      family.add(guid);
      anchors.push(guid);
    }
  }
  return family.size;
}
