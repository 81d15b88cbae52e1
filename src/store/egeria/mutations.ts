import { isDeepStrictEqual } from 'node:util';
import { ConflictError, IntegrationError, InvalidMetadataError } from '../../messages/error-kinds.ts';
import type { Message } from '../../messages/message.ts';
import type { Classification, Element, Origin, Relationship } from '../../metadata/element.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import { checkClassification, checkEntityProperties, checkRelationship } from '../../metadata/types/check-element.ts';
import { changedProperties, isMultiLink, refuse, refuseAnchors, refuseDates, refuseName } from '../mutation-checks.ts';
import type { DeleteMethod, Mutation, MutationOutcome, Writer } from '../open-metadata-store.ts';
import { refusals } from '../refusals.ts';
import type { CreatedElements } from './created-elements.ts';
import type { EgeriaClient, Owner, RemoteElement } from './egeria-client.ts';
import { egeriaMessages as messages } from './messages.ts';
import { elementsOn, pagesOf } from './pages.ts';
import { isGone } from './sending/rejection.ts';

/** One kind of mutation. */
type Of<Kind extends Mutation['kind']> = Mutation & { readonly kind: Kind };

const ANCHORED = { forLineage: true };
const MEMENTO = 'Memento';

/** Where mutations are carried out. */
export interface MutatedStore {
  readonly client: EgeriaClient;
  readonly created: CreatedElements;
  /** Is told each element that was changed, or at which a relationship was, as soon as it is. */
  readonly changed: (guid: Guid) => void;
}

/**
 * Carries out mutations one by one, in their order, each checked first against the types and against who owns what. A
 * server has no transactions: when one fails, those before it stay, and the error says how many.
 */
export async function carryOut(
  mutations: readonly Mutation[],
  { metadataSource }: Writer,
  store: MutatedStore,
): Promise<readonly MutationOutcome[]> {
  const writing = new MutationWriter(store, metadataSource);
  const outcomes: MutationOutcome[] = [];
  for (const mutation of mutations) {
    try {
      outcomes.push(await writing.mutate(mutation));
    } catch (error) {
      throw outcomes.length === 0 ? error : afterPart(error, outcomes.length, mutations.length);
    }
  }
  return outcomes;
}

/** The same error, which says that something was written before. */
function afterPart(error: unknown, done: number, total: number): unknown {
  if (!(error instanceof IntegrationError)) return error;
  const { systemAction } = messages.partlyWritten();
  const facts = { ...error.notice.facts, written: `${done} of ${total}` };
  const notice: Message = { ...error.notice, systemAction, facts };
  const Kind = error.constructor as new (notice: Message, options: ErrorOptions) => IntegrationError;
  return new Kind(notice, { cause: error.cause ?? error });
}

/** Carries out the mutations of one request for one owner; the type of an element is read once. */
class MutationWriter {
  readonly #client: EgeriaClient;
  readonly #owner: Owner;
  readonly #changed: (guid: Guid) => void;
  readonly #created: CreatedElements;
  readonly #types = new Map<Guid, string>();

  constructor({ client, created, changed }: MutatedStore, owner: Owner) {
    this.#client = client;
    this.#created = created;
    this.#owner = owner;
    this.#changed = changed;
  }

  async mutate(mutation: Mutation): Promise<MutationOutcome> {
    switch (mutation.kind) {
      case 'create-element':
        return this.#create(mutation);
      case 'update-element':
        return this.#update(mutation);
      case 'update-effectivity':
        return this.#updateEffectivity(mutation);
      case 'classify':
        return this.#classify(mutation);
      case 'declassify':
        return this.#declassify(mutation);
      case 'relate':
        return this.#relate(mutation);
      case 'update-relationship':
        return this.#updateRelationship(await this.#ownRelationship(mutation.guid), mutation);
      case 'unrelate':
        return this.#unrelate(mutation);
      case 'delete-element':
        return this.#delete(mutation);
      default:
        return mutation satisfies never;
    }
  }

  async #create({ element }: Of<'create-element'>): Promise<MutationOutcome> {
    const { typeName, classifications: given = [] } = element;
    refuse(checkEntityProperties(typeName, element.properties));
    refuseName(element);
    refuseDates(element);
    for (const one of given) refuse(checkClassification(typeName, one.typeName, one.properties));
    refuseGuid(element.guid);
    const classifications = given.filter((one) => one.typeName !== 'Anchors');
    const guid = await this.#client.createElement({ ...element, classifications }, this.#owner);
    this.#created.add(guid, typeName);
    return touched(guid);
  }

  async #update(mutation: Of<'update-element'>): Promise<MutationOutcome> {
    const element = await this.#ownElement(mutation.guid);
    const after = changedProperties(element.properties, mutation);
    if (after === undefined) return untouched(element.guid);
    refuse(checkEntityProperties(element.typeName, after));
    await this.#client.updateElement(element, after, true, this.#owner);
    this.#changed(element.guid);
    return touched(element.guid);
  }

  async #updateEffectivity(mutation: Of<'update-effectivity'>): Promise<MutationOutcome> {
    refuseDates(mutation);
    const relationship = await this.#client.relationship(mutation.guid);
    if (relationship === undefined) await this.#ownElement(mutation.guid);
    else this.#refuseForeign(relationship.origin, relationship.typeName);
    throw new InvalidMetadataError(messages.cannotChangeEffectivity({ guid: mutation.guid }));
  }

  async #classify(mutation: Of<'classify'>): Promise<MutationOutcome> {
    const { guid, typeName, properties, effectiveFrom, effectiveTo } = mutation;
    const element = await this.#existingElement(guid);
    refuseAnchors(typeName);
    refuseDates(mutation);
    refuse(checkClassification(element.typeName, typeName, properties));
    const existing = element.classifications.find((one) => one.typeName === typeName);
    const classification = { typeName, properties, effectiveFrom, effectiveTo };
    if (existing === undefined) {
      await this.#client.classify(guid, classification, this.#owner);
    } else {
      this.#refuseForeign(existing.origin, typeName);
      if (isSame(existing, classification)) return untouched(guid);
      await this.#reclassify(guid, existing, classification);
    }
    this.#changed(guid);
    return touched(guid);
  }

  /** Its dates are given with a classification only. */
  async #reclassify(guid: Guid, existing: Classification, next: Omit<Classification, 'origin'>): Promise<void> {
    const hasSameDates = existing.effectiveFrom === next.effectiveFrom && existing.effectiveTo === next.effectiveTo;
    if (hasSameDates) return this.#client.reclassify(guid, next, this.#owner);
    await this.#client.declassify(guid, next.typeName, this.#owner);
    return this.#client.classify(guid, next, this.#owner);
  }

  async #declassify({ guid, typeName }: Of<'declassify'>): Promise<MutationOutcome> {
    const element = await this.#existingElement(guid);
    refuseAnchors(typeName);
    const existing = element.classifications.find((one) => one.typeName === typeName);
    if (existing === undefined) return untouched(guid);
    this.#refuseForeign(existing.origin, typeName);
    await this.#client.declassify(guid, typeName, this.#owner);
    this.#changed(guid);
    return touched(guid);
  }

  async #relate(mutation: Of<'relate'>): Promise<MutationOutcome> {
    const { typeName, end1, end2, properties } = mutation;
    refuse(checkRelationship(typeName, await this.#typeOf(end1), await this.#typeOf(end2), properties));
    refuseDates(mutation);
    // Relating again replaces the properties (6.1), which the port merges.
    const mayExist = this.#created.mayBeRelated(end1, end2) && !isMultiLink(typeName);
    const [existing] = !mayExist ? [] : await this.#client.relationshipsBetween(end1, end2, typeName);
    if (existing !== undefined) {
      this.#refuseForeign(existing.origin, typeName);
      return this.#updateRelationship(existing, mutation);
    }
    refuseGuid(mutation.guid);
    const guid = await this.#client.relate(mutation, this.#owner);
    for (const end of [end1, end2]) this.#changed(end);
    return touched(guid);
  }

  async #updateRelationship(
    { guid, typeName, end1, end2, properties: before }: Relationship,
    mutation: Of<'update-relationship'> | Of<'relate'>,
  ): Promise<MutationOutcome> {
    const after = changedProperties(before, mutation);
    if (after === undefined) return untouched(guid);
    const types = [end1.typeName || (await this.#typeOf(end1.guid)), end2.typeName || (await this.#typeOf(end2.guid))];
    refuse(checkRelationship(typeName, types[0] ?? '', types[1] ?? '', after));
    await this.#client.updateRelationship(guid, after, true, this.#owner);
    for (const end of [end1, end2]) this.#changed(end.guid);
    return touched(guid);
  }

  async #unrelate({ guid }: Of<'unrelate'>): Promise<MutationOutcome> {
    const { end1, end2 } = await this.#ownRelationship(guid);
    await this.#client.unrelate(guid, this.#owner);
    for (const end of [end1, end2]) this.#changed(end.guid);
    return touched(guid);
  }

  async #delete({ guid, deleteMethod = 'LOOK_FOR_LINEAGE' }: Of<'delete-element'>): Promise<MutationOutcome> {
    const element = await this.#ownElement(guid);
    const isMemento = element.classifications.some(({ typeName }) => typeName === MEMENTO);
    if (isMemento && deleteMethod === 'ARCHIVE') return untouched(guid);
    const anchored = await this.#anchoredTo(guid);
    await this.#deleteWith(anchored, guid, deleteMethod);
    for (const each of [guid, ...anchored]) {
      this.#types.delete(each);
      this.#created.remove(each);
      this.#changed(each);
    }
    return { guid, changed: true, removed: 1 + anchored.size };
  }

  async #deleteWith(members: Iterable<Guid>, guid: Guid, deleteMethod: DeleteMethod): Promise<void> {
    if (await this.#isDeleted(guid, deleteMethod)) return;
    for (const member of members) await this.#isDeleted(member, deleteMethod);
    await this.#client.deleteElement(guid, deleteMethod, this.#owner);
  }

  /** False when it is there still, since what goes with it was in the way. */
  async #isDeleted(guid: Guid, deleteMethod: DeleteMethod): Promise<boolean> {
    try {
      await this.#client.deleteElement(guid, deleteMethod, this.#owner);
      return true;
    } catch (error) {
      if (!isGone(error)) throw error;
      return (await this.#client.element(guid)) === undefined;
    }
  }

  /** What goes with an element: a server does not say (6.1). */
  async #anchoredTo(anchor: Guid): Promise<ReadonlySet<Guid>> {
    const client = this.#client;
    const pages = pagesOf(client.maxPageSize, async (page) => elementsOn(page, { anchoredTo: [anchor] }, client));
    return new Set((await Array.fromAsync(pages)).flat().map(({ guid }) => guid));
  }

  async #typeOf(guid: Guid): Promise<string> {
    return this.#types.get(guid) ?? this.#created.typeName(guid) ?? (await this.#existingElement(guid)).typeName;
  }

  async #existingElement(guid: Guid): Promise<RemoteElement> {
    const element = await this.#client.element(guid, ANCHORED);
    if (element === undefined) throw new InvalidMetadataError(refusals.noSuchElement({ guid }));
    this.#types.set(guid, element.typeName);
    return element;
  }

  async #ownElement(guid: Guid): Promise<RemoteElement> {
    const element = await this.#existingElement(guid);
    this.#refuseForeign(element.origin, nameOf(element));
    return element;
  }

  async #ownRelationship(guid: Guid): Promise<Relationship> {
    const relationship = await this.#client.relationship(guid);
    if (relationship === undefined) throw new InvalidMetadataError(refusals.noSuchRelationship({ guid }));
    this.#refuseForeign(relationship.origin, relationship.typeName);
    return relationship;
  }

  /** What has an external source is its own to change; what the local cohort has anyone's. The server looks again. */
  #refuseForeign(origin: Origin, subject: string): void {
    if (origin.category === 'LOCAL_COHORT' || origin.guid === this.#owner?.guid) return;
    throw new ConflictError(refusals.belongsToOther({ element: subject, owner: origin.name }));
  }
}

function nameOf({ qualifiedName, guid }: Element): string {
  return qualifiedName === '' ? guid : qualifiedName;
}

function refuseGuid(guid: Guid | undefined): void {
  if (guid !== undefined) throw new InvalidMetadataError(messages.cannotChooseGuid({ guid }));
}

function isSame({ origin: _origin, ...existing }: Classification, next: Omit<Classification, 'origin'>): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(existing)), JSON.parse(JSON.stringify(next)));
}

function touched(guid: Guid): MutationOutcome {
  return { guid, changed: true, removed: 0 };
}

function untouched(guid: Guid): MutationOutcome {
  return { guid, changed: false, removed: 0 };
}
