import type { Element, Relationship } from '../../../src/metadata/element.ts';
import { asGuid, asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { ElementQuery, Mutation, OpenMetadataStore, ReadOptions } from '../../../src/store/open-metadata-store.ts';
import { hidden, notOwner, unknownElement } from './exceptions.ts';
import type { Asking } from './exceptions.ts';
import { isMultiLink } from './multi-link.ts';
import { ownerOf } from './element-json.ts';
import { FactBook } from './facts.ts';
import type { Owner } from './facts.ts';
import { ShownNames } from './shown-names.ts';
import type { ReadBody } from './request-bodies.ts';

const MEMENTO = 'Memento';

/**
 * The stand-in's repository: our store in memory, and beside it what a platform knows and our store has no place for.
 * What tests write to `store` directly is seen here too.
 */
export class Repository {
  readonly facts = new FactBook();
  readonly names = new ShownNames();
  readonly store: OpenMetadataStore;
  /** Which relationships there are or were, and where: the store finds them by their ends only. */
  readonly #relationships = new Map<string, { readonly typeName: string; readonly end: string }>();

  constructor(store: OpenMetadataStore) {
    this.store = {
      ...store,
      write: async (mutations, writer) => {
        const outcomes = await store.write(mutations, writer);
        for (const [index, mutation] of mutations.entries()) {
          const guid = outcomes[index]?.guid;
          if (mutation.kind === 'relate' && guid !== undefined) {
            this.#relationships.set(guid, { typeName: mutation.typeName, end: mutation.end2 });
          }
        }
        return outcomes;
      },
    };
  }

  async element(guid: string, options: ReadOptions = {}): Promise<Element | undefined> {
    const element = await this.store.element(asGuid(guid), options);
    return element && this.names.of(element);
  }

  /** The element that a call is about; throws what Egeria throws when it is not there or hidden from the call. */
  async visible(guid: string, parameterName: string, asking: Asking, read: Partial<ReadBody> = {}): Promise<Element> {
    const asOfTime = read.asOfTime === undefined ? undefined : new Date(read.asOfTime).toISOString();
    const element = await this.element(guid, { asOfTime, forLineage: true });
    if (element === undefined) throw unknownElement(guid, parameterName, asking);
    if (isVisible(element, read)) return element;
    const { effectiveFrom = '<null>', effectiveTo = '<null>' } = element;
    const effectiveTime = read.effectiveTime === undefined ? '<null>' : new Date(read.effectiveTime).toISOString();
    const typeName = parameterName === 'potentialAnchoredEntity' ? element.typeName : 'OpenMetadataRoot';
    const classifications = element.classifications.map((each) => each.typeName);
    throw hidden(
      { typeName, guid, effectiveFrom, effectiveTo, classifications },
      { parameterName, effectiveTime, forLineage: read.forLineage === true },
      asking,
    );
  }

  /** The elements of this name: several, when an archive has brought a twin. */
  async named(name: string, options: ReadOptions = {}): Promise<readonly Element[]> {
    const known = await this.store.elementNamed(asQualifiedName(name), options);
    const others = await Promise.all(this.names.holdersOf(name).map((guid) => this.element(guid, options)));
    const found = [known && this.names.of(known), ...others];
    return found.filter((element) => element !== undefined && element.qualifiedName === name) as Element[];
  }

  async *find(query: ElementQuery): AsyncIterable<Element> {
    for await (const element of this.store.find(query)) yield this.names.of(element);
  }

  async relationshipsOf(guid: string, options: ReadOptions = {}): Promise<readonly Relationship[]> {
    return Array.fromAsync(this.store.relationships(asGuid(guid), options));
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
    const types = typeName === undefined ? undefined : typeRegistry().subtypesOf(typeName);
    const places = [...this.#relationships].filter(([, place]) => types?.has(place.typeName) ?? true);
    const found = new Map<string, Relationship>();
    for (const end of new Set(places.map(([, place]) => place.end))) {
      for (const one of await this.relationshipsOf(end, options)) found.set(one.guid, one);
    }
    return places.flatMap(([guid]) => found.get(guid) ?? []);
  }

  /** Throws what Egeria throws when something belongs to somebody else than the caller. */
  checkOwner(subject: Element | Relationship, caller: Owner | undefined, asking: Asking): void {
    const owner = this.ownerOf(subject);
    if (owner === undefined || owner.guid === caller?.guid) return;
    throw notOwner(subject, owner, caller, asking);
  }

  ownerOf(subject: Element | Relationship): Owner | undefined {
    const facts = this.facts.of(subject.guid);
    return facts === undefined ? ownerOf(subject.origin) : facts.owner;
  }

  /** Carries out mutations on behalf of an owner, and notes in which request each version was made. */
  async write(
    mutations: readonly Mutation[],
    by: { readonly userId: string; readonly owner: Owner | undefined; readonly requestId: string },
  ): Promise<readonly { readonly guid: string; readonly changed: boolean }[]> {
    const { owner } = by;
    const metadataSource = owner && { guid: asGuid(owner.guid), name: asQualifiedName(owner.name ?? '') };
    const outcomes = await this.store.write(mutations, { userId: by.userId, metadataSource });
    for (const [index, { guid, changed }] of outcomes.entries()) {
      const kind = mutations[index]?.kind;
      const facts = kind === 'create-element' || kind === 'relate' ? this.facts.note(guid, owner) : this.facts.of(guid);
      if (changed) facts?.requestIds.push(by.requestId);
    }
    return outcomes;
  }
}

/** What is archived is seen by who asks for lineage only; effectivity counts when a time is asked for. */
function isVisible(element: Element, read: Partial<ReadBody>): boolean {
  const isArchived = element.classifications.some((each) => each.typeName === MEMENTO);
  if (isArchived && read.forLineage !== true) return false;
  const { effectiveTime: time } = read;
  if (time === undefined) return true;
  const { effectiveFrom, effectiveTo } = element;
  const hasBegun = effectiveFrom === undefined || Date.parse(effectiveFrom) <= time;
  return hasBegun && (effectiveTo === undefined || Date.parse(effectiveTo) > time);
}
