/** Whose something is: an external source, or an archive that nobody may write to. */
export interface Owner {
  readonly guid: string;
  /** Absent when whoever wrote it gave half of a source. */
  readonly name: string | undefined;
  /** As Egeria says it in its exceptions. */
  readonly provenance: 'External Source' | 'Content Pack' | 'Export Archive';
}

/** Who made a version of something, when and in which request. Times in milliseconds. */
export interface Stamp {
  readonly createdBy: string;
  readonly createTime: number;
  /** Absent of what an archive brought for the first time. */
  readonly updatedBy: string | undefined;
  readonly updateTime: number | undefined;
  readonly version: number;
  /** Empty of what an archive brought. */
  readonly requestId: string;
}

/** The stamp of a classification, which has versions of its own. */
export interface ClassificationStamp extends Stamp {
  readonly owner: Owner | undefined;
  /** It came with its element: the platform says another origin of it then. */
  readonly isInitial: boolean;
}

/** What an element's life hangs on; the element itself when there is no GUID. */
export interface Anchor {
  readonly guid: string | undefined;
  readonly typeName: string;
  readonly domainName: string;
  readonly scopeGuids: readonly string[];
}

/** What a platform knows of an element or a relationship and our store has no place for. */
export interface Facts {
  readonly owner: Owner | undefined;
  /** `undefined`: none, not even itself; that is possible on a platform. */
  anchor: Anchor | undefined;
  /** The version that our store has of it: there every change counts, classifications too. */
  storeVersion: number;
  /** Stamps of the versions that count on a platform, by the version of the store with which they began. */
  readonly stamps: Map<number, Stamp>;
  readonly classifications: Map<string, ClassificationStamp>;
}

/** The stamp of a version of the store. */
export function stampAt(facts: Facts, storeVersion: number): Stamp | undefined {
  for (let version = storeVersion; version > 0; version -= 1) {
    const stamp = facts.stamps.get(version);
    if (stamp !== undefined) return stamp;
  }
  return undefined;
}

/** The stamp of the version that follows. */
export function nextStamp(
  before: Stamp | undefined,
  by: { readonly userId: string; readonly time: number; readonly requestId: string },
): Stamp {
  return {
    createdBy: before?.createdBy ?? by.userId,
    createTime: before?.createTime ?? by.time,
    updatedBy: by.userId,
    updateTime: by.time,
    version: (before?.version ?? 0) + 1,
    requestId: by.requestId,
  };
}

/** The facts of everything, by GUID. What was written to the store directly has none. */
export class FactBook {
  readonly #byGuid = new Map<string, Facts>();
  readonly #anchored = new Map<string, Set<string>>();

  of(guid: string): Facts | undefined {
    return this.#byGuid.get(guid);
  }

  /** The facts of something new, in place of those of what had its GUID before. */
  begin(guid: string, owner: Owner | undefined, anchor: Anchor | undefined): Facts {
    const facts: Facts = { owner, anchor, storeVersion: 0, stamps: new Map(), classifications: new Map() };
    this.#byGuid.set(guid, facts);
    this.#note(guid, anchor);
    return facts;
  }

  /** Anchors an element to something else, as its owner may (tried with a running 6.1). */
  reanchor(guid: string, anchor: Anchor): void {
    const facts = this.#byGuid.get(guid);
    if (facts === undefined) return;
    if (facts.anchor?.guid !== undefined) this.#anchored.get(facts.anchor.guid)?.delete(guid);
    facts.anchor = anchor;
    this.#note(guid, anchor);
  }

  #note(guid: string, anchor: Anchor | undefined): void {
    if (anchor?.guid === undefined) return;
    const others = this.#anchored.get(anchor.guid) ?? new Set();
    this.#anchored.set(anchor.guid, others.add(guid));
  }

  /** What is anchored to an element, whether it is still there or not. */
  anchoredTo(guid: string): readonly string[] {
    return [...(this.#anchored.get(guid) ?? [])];
  }
}
