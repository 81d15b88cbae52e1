import type { Element, Relationship } from '../../../src/metadata/element.ts';
import { asGuid, asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { Clock } from '../../../src/runtime/clock.ts';
import type {
  ElementQuery,
  Mutation,
  MutationOutcome,
  OpenMetadataStore,
  ReadOptions,
} from '../../../src/store/open-metadata-store.ts';
import { anchorAt, withAnchor } from './anchors.ts';
import type { PendingRelationship } from './archive-content.ts';
import { ownerOf } from './element-json.ts';
import { FactBook, nextStamp, stampAt } from './facts.ts';
import type { Anchor, Owner } from './facts.ts';
import { isMultiLink } from './multi-link.ts';
import { ShownNames } from './shown-names.ts';

/** Who writes, on whose behalf, in which request. */
export interface By {
  readonly userId: string;
  readonly owner: Owner | undefined;
  readonly requestId: string;
}

/**
 * The stand-in's repository: our store in memory, and beside it what a platform knows and our store has no place for.
 *
 * In the store every element is its own anchor, since a platform removes what is anchored by rules of its own.
 */
export class Repository {
  readonly facts = new FactBook();
  readonly names = new ShownNames();
  readonly clock: Clock;
  /** Relationships of archives that wait for their ends, by GUID. */
  readonly pending = new Map<string, PendingRelationship>();
  /** The store in memory, which knows nothing of anchors. */
  readonly inner: OpenMetadataStore;
  /** Which relationships there are or were, and where: the store finds them by their ends only. */
  readonly #relationships = new Map<string, { readonly typeName: string; readonly end: string }>();
  /** Counts writes. */
  #writes = 0;
  #listed: { readonly writes: number; readonly key: string; readonly all: readonly Relationship[] } | undefined;

  constructor(store: OpenMetadataStore, clock: Clock) {
    this.inner = store;
    this.clock = clock;
  }

  async element(guid: string, options: ReadOptions = {}): Promise<Element | undefined> {
    const element = await this.inner.element(asGuid(guid), options);
    return element && this.shown(element);
  }

  /** An element of the store as the platform knows it. */
  shown(element: Element): Element {
    const facts = this.facts.of(element.guid);
    return this.names.of(facts === undefined ? element : withAnchor(element, facts));
  }

  /** The elements of this name: several, when an update or an archive has brought a twin. */
  async named(name: string, options: ReadOptions = {}): Promise<readonly Element[]> {
    const known = await this.inner.elementNamed(asQualifiedName(name), options);
    const others = await Promise.all(this.names.holdersOf(name).map((guid) => this.element(guid, options)));
    const found = [known && this.shown(known), ...others].filter((element) => element !== undefined);
    const named = found.filter((element) => element.qualifiedName === name);
    return this.reachable([...new Map(named.map((element) => [element.guid, element])).values()], options);
  }

  /** The elements of a listing. What hangs on an anchor that is gone is left out after the page was cut. */
  async find(query: ElementQuery): Promise<readonly Element[]> {
    const found = await Array.fromAsync(this.inner.find(query));
    return this.reachable(
      found.map((element) => this.shown(element)),
      query,
    );
  }

  /** The names of what is left over of anchors that are gone: nobody sees it. */
  async orphans(): Promise<readonly string[]> {
    const all = (await Array.fromAsync(this.inner.find({ forLineage: true }))).map((element) => this.shown(element));
    const seen = new Set(await this.reachable(all, { forLineage: true }));
    return all.filter((element) => !seen.has(element)).map(({ qualifiedName }) => qualifiedName);
  }

  /** Those whose anchor is there. */
  async reachable(elements: readonly Element[], options: ReadOptions): Promise<readonly Element[]> {
    const isThere = new Map<string, boolean>();
    const reachable: Element[] = [];
    for (const element of elements) {
      const { anchorGuid } = element;
      let found = isThere.get(anchorGuid) ?? (anchorGuid === element.guid ? true : undefined);
      found ??= (await this.inner.element(anchorGuid, options)) !== undefined;
      isThere.set(anchorGuid, found);
      if (found) reachable.push(element);
    }
    return reachable;
  }

  /** All versions that count on a platform, oldest first, each as it was in the end. */
  async history(guid: string): Promise<readonly Element[]> {
    const facts = this.facts.of(guid);
    const versions = (await this.inner.history(asGuid(guid))).map((each) => each.element);
    const lasting = new Map<number, Element>();
    for (const element of versions) {
      const { version } = element.versions;
      lasting.set(facts === undefined ? version : (stampAt(facts, version)?.version ?? version), this.shown(element));
    }
    return [...lasting.values()];
  }

  async relationshipsOf(guid: string, options: ReadOptions = {}): Promise<readonly Relationship[]> {
    return Array.fromAsync(this.inner.relationships(asGuid(guid), options));
  }

  async relationship(guid: string, options: ReadOptions = {}): Promise<Relationship | undefined> {
    const place = this.#relationships.get(guid);
    if (place === undefined) return undefined;
    const ofEnd = await this.relationshipsOf(place.end, { forLineage: true, ...options });
    return ofEnd.find((one) => one.guid === guid);
  }

  /** The relationship between two elements, of a type of which they can have one only. */
  async singleBetween(typeName: string, end1: string, end2: string): Promise<Relationship | undefined> {
    if (isMultiLink(typeName)) return undefined;
    const ofEnd = await this.relationshipsOf(end2, { forLineage: true });
    return ofEnd.find((one) => one.typeName === typeName && one.end1.guid === end1 && one.end2.guid === end2);
  }

  /** All relationships of a type and its subtypes, in the order of their creation. */
  async relationshipsOfType(typeName: string | undefined, options: ReadOptions): Promise<readonly Relationship[]> {
    const key = JSON.stringify([typeName, options]);
    if (this.#listed?.writes === this.#writes && this.#listed.key === key) return this.#listed.all;
    const types = typeName === undefined ? undefined : typeRegistry().subtypesOf(typeName);
    const places = [...this.#relationships].filter(([, place]) => types?.has(place.typeName) ?? true);
    const found = new Map<string, Relationship>();
    for (const end of new Set(places.map(([, place]) => place.end))) {
      for (const one of await this.relationshipsOf(end, options)) found.set(one.guid, one);
    }
    const all = places.flatMap(([guid]) => found.get(guid) ?? []);
    this.#listed = { writes: this.#writes, key, all };
    return all;
  }

  /** Whose something is. */
  ownerOf(subject: Element | Relationship): Owner | undefined {
    const facts = this.facts.of(subject.guid);
    return facts === undefined ? ownerOf(subject.origin) : facts.owner;
  }

  /** Whether something was there once, and was removed. */
  async wasRemoved(guid: string): Promise<boolean> {
    const last = (await this.inner.history(asGuid(guid))).at(-1);
    return last?.removed === true;
  }

  /**
   * Carries out mutations and notes who made which version. An element's anchor is noted, and not told to the store;
   * `anchors` says those that differ from what its mutation says.
   */
  async write(
    mutations: readonly Mutation[],
    by: By,
    anchors: ReadonlyMap<string, Anchor | undefined> = new Map(),
  ): Promise<readonly MutationOutcome[]> {
    const metadataSource = by.owner && { guid: asGuid(by.owner.guid), name: asQualifiedName(by.owner.name ?? '') };
    const unanchored = await Promise.all(mutations.map(async (mutation) => this.#forStore(mutation)));
    const outcomes = await this.inner.write(unanchored, { userId: by.userId, metadataSource });
    this.#writes += 1;
    for (const [index, mutation] of mutations.entries()) {
      const { guid = '', changed = false } = outcomes[index] ?? {};
      if (changed) await this.#note(mutation, guid, by, anchors);
    }
    return outcomes;
  }

  /** From the version that it has now on an element goes by another name. */
  rename(guid: string, name: string): void {
    this.names.show(guid, name, this.facts.of(guid)?.storeVersion ?? 1);
  }

  async disconnect(): Promise<void> {
    await this.inner.disconnect();
  }

  async #note(
    mutation: Mutation,
    guid: string,
    by: By,
    anchors: ReadonlyMap<string, Anchor | undefined>,
  ): Promise<void> {
    const at = { userId: by.userId, time: this.clock.now(), requestId: by.requestId };
    if (mutation.kind === 'create-element') {
      const anchor = anchors.has(guid) ? anchors.get(guid) : await this.#anchorOf(mutation.element);
      const facts = this.facts.begin(guid, by.owner, anchor);
      const stamp = { ...nextStamp(undefined, at), owner: by.owner, isInitial: true };
      for (const name of ['Anchors', ...(mutation.element.classifications ?? []).map((each) => each.typeName)]) {
        facts.classifications.set(name, stamp);
      }
    }
    if (mutation.kind === 'relate' && (mutation.guid === guid || this.facts.of(guid) === undefined)) {
      this.facts.begin(guid, by.owner, undefined);
      this.#relationships.set(guid, { typeName: mutation.typeName, end: mutation.end2 });
    }
    const facts = this.facts.of(guid);
    if (facts === undefined) return;
    // An import into the store may give a version.
    const given = 'version' in mutation ? mutation.version : undefined;
    facts.storeVersion = Math.max(facts.storeVersion + 1, given ?? 1);
    if (mutation.kind === 'classify') {
      const before = facts.classifications.get(mutation.typeName);
      const owner = before === undefined ? by.owner : before.owner;
      const stamp = { ...nextStamp(before, at), owner, isInitial: before?.isInitial ?? false };
      facts.classifications.set(mutation.typeName, stamp);
    } else if (mutation.kind === 'declassify') {
      facts.classifications.delete(mutation.typeName);
    } else {
      facts.stamps.set(facts.storeVersion, nextStamp(stampAt(facts, facts.storeVersion), at));
    }
  }

  /** A mutation as the store can carry it out: without an anchor, and under a name that is free there. */
  async #forStore(mutation: Mutation): Promise<Mutation> {
    if (mutation.kind !== 'create-element') return mutation;
    const { anchorGuid: _anchor, anchorScopeGuid: _scope, ...element } = mutation.element;
    const { qualifiedName: name, guid } = element;
    if (guid !== undefined) this.names.forget(guid);
    const isTaken = name !== '' && (await this.inner.elementNamed(name, { forLineage: true })) !== undefined;
    if (!isTaken || guid === undefined) return { kind: 'create-element', element };
    this.names.show(guid, name, 1);
    return { kind: 'create-element', element: { ...element, qualifiedName: asQualifiedName(`${name} ${guid}`) } };
  }

  async #anchorOf({
    typeName,
    anchorGuid,
    anchorScopeGuid,
  }: (Mutation & { readonly kind: 'create-element' })['element']): Promise<Anchor> {
    const scopes = anchorScopeGuid === undefined ? [] : [anchorScopeGuid];
    const anchor = anchorGuid === undefined ? undefined : await this.inner.element(anchorGuid, { forLineage: true });
    return anchorAt(anchor ?? { guid: undefined, typeName }, scopes);
  }
}
