import { isDeepStrictEqual } from 'node:util';
import type { Element, Relationship } from '../../metadata/element.ts';
import { asGuid, asQualifiedName } from '../../metadata/qualified-name.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import { ahead } from '../../runtime/ahead.ts';
import { isMultiLink } from '../../store/mutation-checks.ts';

import type { OpenMetadataStore, RelationshipListing } from '../../store/open-metadata-store.ts';
import type { ExportedEnd, ExportedOrigin } from './exported-element.ts';
import { isSameEffectivity } from './import-mutations.ts';
import type { ImportedElement, ImportedRelationship } from './import-mutations.ts';
import { isSameOrigin } from './import-works.ts';

const everything = { forLineage: true };

/** Relationships of one type that are looked for element by element: for more of them, the whole type is listed. */
const MOST_ASKED = 100;

/** Relationships of elements, each asked for once. */
export type Neighbours = (guid: Guid) => Promise<readonly Relationship[]>;

/** What a relationship is looked for among. */
export interface Surroundings {
  readonly neighbours: Neighbours;
  /** What is brought in with it, itself included. */
  readonly batch: readonly ImportedRelationship[];
}

/**
 * What the store has of what is in the file: by GUID, else by name. A store that gives GUIDs itself has what came before
 * under other ones; there, what has no name is known by its content.
 */
export class Counterparts {
  readonly #store: OpenMetadataStore;
  readonly #keepsGuids: boolean;
  /** The GUIDs in the store of elements that have another one in the file. */
  readonly #guids = new Map<string, Guid>();
  readonly #there = new Set<Guid>();
  /** Elements that were not there before: nothing needs to be looked up of them. */
  readonly #created = new Set<Guid>();
  /** By type: what is there without a name. */
  readonly #unnamed = new Map<string, Promise<Element[]>>();
  /** Elements and relationships that are another one's counterpart already. */
  readonly #taken = new Set<Guid>();
  /** By name, the GUID in the file of the first element that has it. */
  readonly #first = new Map<string, string>();
  /** Elements that own others, by their GUID in the store. */
  readonly #owners = new Map<Guid, Promise<Element | undefined>>();
  /** By type: how many relationships were looked for. */
  readonly #asked = new Map<string, number>();
  #listing: Promise<RelationshipListing> | undefined;

  constructor(store: OpenMetadataStore) {
    this.#store = store;
    this.#keepsGuids = store.capabilities.givenGuids;
  }

  /** The GUID in the store of what has this one in the file. */
  guidOf(guid: string): Guid {
    return this.#guids.get(guid) ?? asGuid(guid);
  }

  /** Who owns something, under the GUID and the name that the store knows it by, if it does. */
  async originHere(origin: ExportedOrigin): Promise<ExportedOrigin> {
    if (origin.category === 'LOCAL_COHORT') return origin;
    const known = await this.owner(origin.guid);
    return known === undefined ? origin : { ...origin, guid: known.guid, name: known.qualifiedName };
  }

  /** The element of the store that stands for the collection of this GUID in the file; looked for once. */
  async owner(guidInFile: string): Promise<Element | undefined> {
    const guid = this.guidOf(guidInFile);
    const owner = this.#owners.get(guid) ?? this.#store.element(guid, everything);
    this.#owners.set(guid, owner);
    return owner;
  }

  /** Whether the store has an element of this GUID. */
  async has(guid: Guid): Promise<boolean> {
    if (this.#there.has(guid)) return true;
    const isThere = (await this.#store.element(guid, everything)) !== undefined;
    if (isThere) this.#there.add(guid);
    return isThere;
  }

  /** The element of the file is in the store now. */
  created(guidInFile: string, guid: Guid): void {
    this.#found(guidInFile, guid);
    this.#created.add(guid);
    this.#owners.delete(guid);
  }

  /** Two elements of one name in the file would take each other for their earlier edition, in every import anew. */
  isFirstOfName({ guid, qualifiedName }: ExportedEnd): boolean {
    return qualifiedName === '' || this.#first.get(qualifiedName) === guid;
  }

  /**
   * For each, in their order: the element that has the GUID, or the name under another GUID. A name stands for the first
   * element of the file that has it; a server that loaded archives may have several of one name.
   */
  async known(ends: readonly ExportedEnd[]): Promise<readonly (Element | undefined)[]> {
    const names = ends.map(({ qualifiedName }) => asQualifiedName(qualifiedName)).filter((name) => name !== '');
    const all = this.#keepsGuids ? [] : await this.#store.elementsNamed(names, everything);
    const named = Map.groupBy(all, ({ qualifiedName }): string => qualifiedName);
    const { callsAtOnce } = this.#store.capabilities;
    return Array.fromAsync(
      ahead(ends, callsAtOnce, async (end) => {
        const known = await this.#knownOf(end, named.get(end.qualifiedName) ?? []);
        if (known !== undefined) this.#found(end.guid, known.guid);
        return known;
      }),
    );
  }

  async #knownOf(end: ExportedEnd, ofName: readonly Element[]): Promise<Element | undefined> {
    const { guid, qualifiedName } = end;
    if (qualifiedName !== '' && !this.#first.has(qualifiedName)) this.#first.set(qualifiedName, guid);
    const isFirst = this.isFirstOfName(end);
    const same = ofName.find((one) => one.guid === guid) ?? (isFirst ? ofName[0] : undefined);
    const there = same ?? (await this.#store.element(asGuid(guid), everything));
    return there ?? (isFirst ? this.#named(qualifiedName) : undefined);
  }

  /** Where GUIDs are kept; otherwise names have been looked for by now. */
  async #named(name: string): Promise<Element | undefined> {
    if (name === '' || !this.#keepsGuids) return undefined;
    return this.#store.elementNamed(asQualifiedName(name), everything);
  }

  /** What there is of an element that has no name: of its type, content, owner and anchor, each counted once. */
  async alike(element: ImportedElement): Promise<Element | undefined> {
    if (this.#keepsGuids) return undefined;
    const { typeName, anchorGuid, properties, origin } = element;
    const anchor = anchorGuid === undefined || anchorGuid === element.guid ? undefined : this.guidOf(anchorGuid);
    const unnamed = this.#unnamed.get(typeName) ?? this.#listUnnamed(typeName);
    this.#unnamed.set(typeName, unnamed);
    const known = (await unnamed).find(
      (one) =>
        !this.#taken.has(one.guid) &&
        one.anchorGuid === (anchor ?? one.guid) &&
        isSameOrigin(one.origin, origin) &&
        isDeepStrictEqual(one.properties, properties),
    );
    if (known !== undefined) {
      this.#taken.add(known.guid);
      this.#found(element.guid, known.guid);
    }
    return known;
  }

  /**
   * The relationship of this GUID; where the store gives GUIDs, the one of this type between the two elements, or of those
   * of which there may be several the one of this content, or the only one that this may be a later edition of.
   */
  async relationship(
    relationship: ImportedRelationship,
    [end1, end2]: readonly [Guid, Guid],
    { neighbours, batch }: Surroundings,
  ): Promise<Relationship | undefined> {
    if (this.#created.has(end1) || this.#created.has(end2)) return undefined;
    const { typeName } = relationship;
    const asked = (this.#asked.get(typeName) ?? 0) + 1;
    this.#asked.set(typeName, asked);
    if (!this.#keepsGuids && asked > MOST_ASKED) {
      this.#listing ??= this.#store.listRelationships();
      const all = await (await this.#listing).atEnd2(end2, typeName);
      const listed = this.#counterpart(relationship, [end1, end2], all, undefined);
      if (listed !== undefined) return listed;
    }
    return this.#counterpart(relationship, [end1, end2], await neighbours(end2), batch);
  }

  /** Frees what relationships were looked up in. */
  async close(): Promise<void> {
    (await this.#listing)?.close();
  }

  /** @param batch `undefined`: `all` may lack some, so that nothing is concluded from what there is not */
  #counterpart(
    relationship: ImportedRelationship,
    [end1, end2]: readonly [Guid, Guid],
    all: readonly Relationship[],
    batch: readonly ImportedRelationship[] | undefined,
  ): Relationship | undefined {
    const same = all.find(({ guid }) => guid === relationship.guid);
    if (same !== undefined || this.#keepsGuids) return same;
    const { typeName } = relationship;
    const between = all.filter((one) => one.typeName === typeName && one.end1.guid === end1 && one.end2.guid === end2);
    const free = between.filter(({ guid }) => !this.#taken.has(guid));
    const alike = free.find((one) => isAlike(relationship, one));
    const earlier = (): Relationship | undefined => batch && this.#earlierEdition(relationship, between, batch);
    const known = alike ?? (isMultiLink(typeName) ? earlier() : free[0]);
    if (known !== undefined) this.#taken.add(known.guid);
    return known;
  }

  /**
   * What a relationship of a type of which there may be several was before it was changed, if there can be no doubt: of
   * all that are brought in it alone has no other of its content, so has one alone of those that are there, and it was
   * changed since that one came, which came after it. What may be new is never taken for a change of what somebody made.
   */
  #earlierEdition(
    relationship: ImportedRelationship,
    between: readonly Relationship[],
    batch: readonly ImportedRelationship[],
  ): Relationship | undefined {
    const { typeName, end1, end2 } = relationship;
    const brought = batch.filter(
      (one) => one.typeName === typeName && one.end1.guid === end1.guid && one.end2.guid === end2.guid,
    );
    const unlike = brought.filter((one) => !between.some((known) => isAlike(one, known)));
    const left = between.filter((known) => !this.#taken.has(known.guid) && !brought.some((one) => isAlike(one, known)));
    const [earlier] = left;
    if (unlike.length > 1 || left.length > 1 || earlier === undefined) return undefined;
    const isOfOne = isSameOrigin(relationship.origin, earlier.origin) && isSameEffectivity(relationship, earlier);
    return isOfOne && isChangedSince(relationship, earlier) ? earlier : undefined;
  }

  #found(guidInFile: string, guid: Guid): void {
    if (guid !== guidInFile) this.#guids.set(guidInFile, guid);
    this.#there.add(guid);
  }

  async #listUnnamed(typeName: string): Promise<Element[]> {
    const all = await Array.fromAsync(this.#store.find({ ...everything, typeName }));
    return all.filter((one) => one.typeName === typeName && one.qualifiedName === '');
  }
}

/** Relationships of elements, each asked for once as long as the function lives. */
export function neighboursIn(store: OpenMetadataStore): Neighbours {
  const asked = new Map<Guid, Promise<readonly Relationship[]>>();
  return async (guid) => {
    const known = asked.get(guid) ?? Array.fromAsync(store.relationships(guid, everything));
    asked.set(guid, known);
    return known;
  };
}

/** Whether the relationship is older than the one of the catalog, and was changed when that one was there. */
function isChangedSince({ versions }: ImportedRelationship, known: Relationship): boolean {
  if (versions?.updateTime === undefined) return false;
  const came = Date.parse(known.versions.createTime);
  return Date.parse(versions.createTime) <= came && Date.parse(versions.updateTime) > came;
}

/** Whether a relationship of the catalog is already the one that is brought in. */
export function isAlike(one: ImportedRelationship, known: Relationship): boolean {
  const isOfOne = isSameOrigin(one.origin, known.origin);
  return isOfOne && isDeepStrictEqual(one.properties, known.properties) && isSameEffectivity(one, known);
}
