import type { Element } from '../../metadata/element.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import { ahead } from '../../runtime/ahead.ts';
import { isMultiLink } from '../../store/mutation-checks.ts';
import { refusals } from '../../store/refusals.ts';
import type { Mutation, OpenMetadataStore } from '../../store/open-metadata-store.ts';
import type { ExportedClassification, ExportedEnd } from './exported-element.ts';
import { Counterparts, isAlike, neighboursIn } from './import-counterparts.ts';
import type { Surroundings } from './import-counterparts.ts';
import { levelsOf } from './import-levels.ts';
import {
  changes,
  classified,
  creation,
  foreignClassifications,
  isClassified,
  isNoNews,
  relation,
} from './import-mutations.ts';
import type { Edition, ImportedElement, ImportedRelationship } from './import-mutations.ts';
import { workWriter } from './import-works.ts';
import type { Refused, Work } from './import-works.ts';
import { catalogMessages } from './messages.ts';
import type { Catalog } from './open-catalog.ts';

/** What importing came to, in elements, and how many relationships were added or changed. */
export interface ImportOutcome {
  readonly stated: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly relationships: number;
}

/** Who follows an import. */
export interface ImportListener {
  /** Ends the import after the batch in hand. */
  readonly signal: AbortSignal;
  readonly refused: Refused;
}

/** A classification that is brought in without its element. */
export interface ImportedClassification {
  readonly element: ExportedEnd;
  readonly classification: ExportedClassification;
  readonly edition: Edition;
}

/** How an element of a batch is brought in. */
interface Arrival {
  readonly element: ImportedElement;
  readonly known: Element | undefined;
  state: 'created' | 'updated' | 'unchanged' | 'refused';
}

/** Elements that come together where each is a write of its own: few enough to end soon, many enough for several at once. */
const FEW_ELEMENTS = 250;

/** How many elements, relationships or classifications an import takes together. */
export function batchLength({ capabilities }: OpenMetadataStore): number {
  const { atomicWrites, batchRecords } = capabilities;
  return atomicWrites ? batchRecords : Math.min(batchRecords, FEW_ELEMENTS);
}

/** An import in progress. */
export class CatalogImport implements AsyncDisposable {
  readonly #store: OpenMetadataStore;
  readonly #refused: Refused;
  readonly #write: (works: readonly Work[]) => Promise<void>;
  readonly #outcome = { stated: 0, created: 0, updated: 0, unchanged: 0, refused: 0, relationships: 0 };
  readonly #counterparts: Counterparts;
  /** Relationships whose other element has not come yet. */
  #waiting: ImportedRelationship[] = [];

  constructor({ store, userName: userId }: Catalog, { refused }: ImportListener) {
    this.#store = store;
    this.#refused = refused;
    this.#counterparts = new Counterparts(store);
    this.#write = workWriter({ store, userId, refused, ownerElement: async (guid) => this.#counterparts.owner(guid) });
  }

  /** Brings in a batch: its elements, then those of their relationships whose other element is there. */
  async add(elements: readonly ImportedElement[]): Promise<void> {
    this.#outcome.stated += elements.length;
    const arrivals = await this.#arrivals(elements);
    const news = arrivals.filter(({ state }) => state === 'refused');
    const guids = new Set(elements.map(({ guid }) => guid));
    // Where the store gives GUIDs, that of an anchor is known when it is there.
    for (const level of this.#store.capabilities.givenGuids ? [news] : levelsOf(news)) {
      const works: Work[] = [];
      for (const arrival of level) {
        const work = await this.#elementWork(arrival, guids);
        if (work.mutations.length > 0) works.push(work);
        else arrival.state = 'unchanged';
      }
      await this.#write(works);
    }
    await this.#attach(news.filter(({ state }) => state !== 'refused'));
    for (const { state } of arrivals) this.#outcome[state] += 1;
    await this.relate(elements.flatMap((element) => element.relationships));
  }

  /** Brings relationships in whose elements are there; the others wait for the end. */
  async relate(all: readonly ImportedRelationship[]): Promise<void> {
    const relationships = lastOfEach(all);
    const { callsAtOnce } = this.#store.capabilities;
    const neighbours = neighboursIn(this.#store);
    const surroundings = { neighbours, batch: relationships };
    const found = ahead(relationships, callsAtOnce, async (relationship) => this.#relation(relationship, surroundings));
    const works = (await Array.fromAsync(found)).filter((work) => work !== undefined);
    await this.#write(works);
  }

  /** Brings in classifications of elements that are there. */
  async classify(classifications: readonly ImportedClassification[]): Promise<void> {
    for (const { element, classification, edition } of classifications) {
      const [known] = await this.#counterparts.known([element]);
      const progress: Pick<Arrival, 'state'> = { state: known === undefined ? 'refused' : 'unchanged' };
      if (known === undefined) {
        const message = catalogMessages.classifiedMissing({ classification: classification.typeName });
        this.#refused(message, element.qualifiedName || element.guid);
      } else if (!isAttached(classification, known) || !this.#isNoNews(element.guid, edition, known)) {
        await this.#write([this.#classificationWork(element, known.guid, classification, progress)]);
      }
      this.#outcome.stated += 1;
      this.#outcome[progress.state] += 1;
    }
  }

  /** Brings in the relationships that waited for their other element. */
  async end(): Promise<ImportOutcome> {
    const last = this.#waiting;
    this.#waiting = [];
    await this.relate(last);
    for (const { typeName, end1, end2 } of this.#waiting) {
      const message = catalogMessages.endMissing({ relationship: typeName });
      this.#refused(message, `${end1.qualifiedName || end1.guid} → ${end2.qualifiedName || end2.guid}`);
    }
    return this.#outcome;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#counterparts.close();
  }

  /** What there is of elements; those that have to be written count as refused until they are. */
  async #arrivals(elements: readonly ImportedElement[]): Promise<readonly Arrival[]> {
    const known = await this.#counterparts.known(elements);
    const arrivals: Arrival[] = [];
    for (const [position, stated] of elements.entries()) {
      const element = await this.#ownedHere(stated);
      // By its content, once it is known what its anchor is here.
      const isNamed = element.qualifiedName !== '';
      const there = known[position] ?? (isNamed ? undefined : await this.#counterparts.alike(element));
      if (there === undefined && !this.#counterparts.isFirstOfName(element)) {
        this.#refused(refusals.nameTaken(), element.qualifiedName);
        this.#outcome.refused += 1;
        continue;
      }
      const isNoNews = there !== undefined && this.#isNoNews(element.guid, element.edition, there);
      arrivals.push({ element, known: there, state: isNoNews ? 'unchanged' : 'refused' });
    }
    return arrivals;
  }

  async #ownedHere(element: ImportedElement): Promise<ImportedElement> {
    const origin = await this.#counterparts.originHere(element.origin);
    const classifications: ExportedClassification[] = [];
    for (const one of element.classifications) {
      classifications.push({ ...one, origin: await this.#counterparts.originHere(one.origin) });
    }
    return { ...element, origin, classifications };
  }

  /** A store that gives GUIDs counts versions of its own, too: only what has its GUID can be earlier than what it has. */
  #isNoNews(guid: string, edition: Edition | undefined, known: Pick<Element, 'guid' | 'versions'>): boolean {
    const isComparable = this.#store.capabilities.givenGuids || known.guid === guid;
    return isComparable && isNoNews(edition, known.versions);
  }

  async #relation(stated: ImportedRelationship, surroundings: Surroundings): Promise<Work | undefined> {
    const relationship = { ...stated, origin: await this.#counterparts.originHere(stated.origin) };
    const [end1, end2] = [relationship.end1, relationship.end2].map(({ guid }) => this.#counterparts.guidOf(guid));
    if (end1 === undefined || end2 === undefined) return undefined;
    if (!(await this.#counterparts.has(end1)) || !(await this.#counterparts.has(end2))) {
      this.#waiting.push(stated);
      return undefined;
    }
    const known = await this.#counterparts.relationship(relationship, [end1, end2], surroundings);
    if (known !== undefined && this.#isNoNews(relationship.guid, relationship.edition, known)) return undefined;
    if (known !== undefined && isAlike(relationship, known)) return undefined;
    return {
      subject: `${relationship.typeName} of ${relationship.end2.qualifiedName}`,
      origin: relationship.origin,
      mutations: relation(relationship, end1, end2, known, this.#store.capabilities.givenGuids),
      written: (outcomes) => void (this.#outcome.relationships += outcomes.some(({ changed }) => changed) ? 1 : 0),
    };
  }

  async #elementWork(arrival: Arrival, batch: ReadonlySet<string>): Promise<Work> {
    const { element, known } = arrival;
    const subject = element.qualifiedName || element.guid;
    const there = async (guid: string | undefined): Promise<Guid | undefined> => {
      if (guid === undefined || guid === element.guid) return undefined;
      const anchor = this.#counterparts.guidOf(guid);
      if (batch.has(guid) || (await this.#counterparts.has(anchor))) return anchor;
      this.#refused(catalogMessages.anchorMissing(), subject);
      return undefined;
    };
    const created = async (): Promise<Mutation[]> => {
      const anchors = {
        anchorGuid: await there(element.anchorGuid),
        anchorScopeGuid: await there(element.anchorScopeGuid),
      };
      return [creation(element, anchors, this.#store.capabilities.givenGuids)];
    };
    return {
      subject,
      origin: element.origin,
      mutations: known === undefined ? await created() : changes(element, known),
      written: (outcomes) => {
        const [first] = outcomes;
        if (known !== undefined) arrival.state = outcomes.some(({ changed }) => changed) ? 'updated' : 'unchanged';
        else if (first !== undefined) {
          arrival.state = 'created';
          this.#counterparts.created(element.guid, first.guid);
        }
      },
    };
  }

  /** Brings in what others than its owner attached to elements: one after the other to each. */
  async #attach(arrivals: readonly Arrival[]): Promise<void> {
    const rounds: Work[][] = [];
    for (const arrival of arrivals) {
      const { element, known } = arrival;
      const guid = this.#counterparts.guidOf(element.guid);
      const attached = foreignClassifications(element).filter(
        (one) => known === undefined || !isClassified(known, one),
      );
      for (const [round, one] of attached.entries()) {
        const works = (rounds[round] ??= []);
        works.push(this.#classificationWork(element, guid, one, arrival));
      }
    }
    for (const works of rounds) await this.#write(works);
  }

  #classificationWork(
    element: ExportedEnd,
    guid: Guid,
    classification: ExportedClassification,
    progress: Pick<Arrival, 'state'>,
  ): Work {
    return {
      subject: `${classification.typeName} of ${element.qualifiedName || element.guid}`,
      origin: classification.origin,
      mutations: [classified(guid, classification)],
      written: ([outcome]) => {
        if (outcome?.changed === true && progress.state === 'unchanged') progress.state = 'updated';
      },
    };
  }
}

function isAttached({ typeName }: ExportedClassification, { classifications }: Element): boolean {
  return classifications.some((known) => known.typeName === typeName);
}

/**
 * Of several relationships between the same two elements, of a type of which there may be one, the last: each would
 * replace the one before, in every import anew.
 */
function lastOfEach(relationships: readonly ImportedRelationship[]): readonly ImportedRelationship[] {
  const last = new Map<string, ImportedRelationship>();
  for (const one of relationships) {
    const { guid, typeName, end1, end2 } = one;
    last.set(isMultiLink(typeName) ? guid : `${typeName} ${end1.guid} ${end2.guid}`, one);
  }
  return [...last.values()];
}
