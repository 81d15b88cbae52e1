/** Whose something is: an external source, or an archive that nobody may write to. */
export interface Owner {
  readonly guid: string;
  /** Absent when whoever wrote it gave half of a source. */
  readonly name: string | undefined;
  readonly provenance: 'External Source' | 'Content Pack';
}

/** Who wrote a classification when, and in which request. Times in milliseconds. */
export interface Stamp {
  readonly createdBy: string;
  readonly createTime: number;
  readonly updatedBy: string;
  readonly updateTime: number;
  readonly version: number;
  readonly requestId: string;
  readonly owner: Owner | undefined;
}

/** What a platform knows of an element or a relationship and our store has no place for. */
export interface Facts {
  owner: Owner | undefined;
  /** By version of the store, from 1. */
  readonly requestIds: string[];
  /** How far the version that is shown is ahead of the store's: an archive brings its own. */
  versionsAhead: number;
  /** As an archive gave it. */
  created: { readonly by: string; readonly time: number } | undefined;
  readonly classifications: Map<string, Stamp>;
}

/** The facts of everything, by GUID. What was written to the store directly has none. */
export class FactBook {
  readonly #byGuid = new Map<string, Facts>();

  of(guid: string): Facts | undefined {
    return this.#byGuid.get(guid);
  }

  /** The facts of something, made when there are none. */
  note(guid: string, owner: Owner | undefined): Facts {
    const known = this.#byGuid.get(guid);
    if (known !== undefined) return known;
    const facts: Facts = { owner, requestIds: [], versionsAhead: 0, created: undefined, classifications: new Map() };
    this.#byGuid.set(guid, facts);
    return facts;
  }
}
