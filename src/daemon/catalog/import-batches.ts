import type { Element, Relationship } from '../../metadata/element.ts';
import { asGuid, asQualifiedName } from '../../metadata/qualified-name.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import type { OpenMetadataStore } from '../../store/open-metadata-store.ts';
import type { ExportedClassification, ExportedEnd, ExportedRelationship } from './exported-element.ts';
import { changes, classified, creation, foreignClassifications, isNoNews, relation } from './import-mutations.ts';
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

/** What became of an element. */
interface Progress {
  state: 'created' | 'updated' | 'unchanged' | 'refused';
}

/** An import in progress. */
export class CatalogImport {
  readonly #store: OpenMetadataStore;
  readonly #refused: Refused;
  readonly #write: (works: readonly Work[]) => Promise<void>;
  readonly #outcome = { stated: 0, created: 0, updated: 0, unchanged: 0, refused: 0, relationships: 0 };
  /** The GUIDs in the store of elements that have another one in the file. */
  readonly #guids = new Map<string, Guid>();
  /** Elements that were not there before: nothing needs to be looked up of them. */
  readonly #created = new Set<string>();
  /** Relationships whose other element has not come yet. */
  #waiting: ImportedRelationship[] = [];

  constructor({ store, userName }: Catalog, { refused }: ImportListener) {
    this.#store = store;
    this.#refused = refused;
    this.#write = workWriter(store, userName, refused);
  }

  /** Brings in a batch: its elements, then those of their relationships whose other element is there. */
  async add(elements: readonly ImportedElement[]): Promise<void> {
    const works: Work[] = [];
    const attached: { readonly progress: Progress; readonly work: Work }[] = [];
    const all: Progress[] = [];
    const guids = new Set(elements.map(({ guid }) => guid));
    for (const element of elements) {
      const progress: Progress = { state: 'refused' };
      all.push(progress);
      const known = await this.#known(element);
      if (known !== undefined && isNoNews(element.edition, known.versions)) {
        progress.state = 'unchanged';
        continue;
      }
      works.push(await this.#elementWork(element, known, progress, guids));
      for (const one of foreignClassifications(element)) {
        attached.push({ progress, work: this.#classificationWork(element, this.#guidOf(element.guid), one, progress) });
      }
    }
    await this.#write(works);
    await this.#write(attached.filter(({ progress }) => progress.state !== 'refused').map(({ work }) => work));
    this.#outcome.stated += elements.length;
    for (const { state } of all) this.#outcome[state] += 1;
    await this.relate(elements.flatMap((element) => element.relationships));
  }

  /** Brings relationships in whose elements are there; the others wait for the end. */
  async relate(relationships: readonly ImportedRelationship[]): Promise<void> {
    const works: Work[] = [];
    for (const relationship of relationships) {
      const [end1, end2] = [this.#guidOf(relationship.end1.guid), this.#guidOf(relationship.end2.guid)];
      if (!(await this.#has(end1)) || !(await this.#has(end2))) this.#waiting.push(relationship);
      else {
        const known = await this.#knownRelationship(relationship, end1, end2);
        if (known !== undefined && isNoNews(relationship.edition, known.versions)) continue;
        works.push({
          subject: `${relationship.typeName} of ${relationship.end2.qualifiedName}`,
          origin: relationship.origin,
          mutations: relation(relationship, end1, end2, known),
          written: (outcomes) => void (this.#outcome.relationships += outcomes.some(({ changed }) => changed) ? 1 : 0),
        });
      }
    }
    await this.#write(works);
  }

  /** Brings in classifications of elements that are there. */
  async classify(classifications: readonly ImportedClassification[]): Promise<void> {
    for (const { element, classification, edition } of classifications) {
      const known = await this.#known(element);
      const progress: Progress = { state: known === undefined ? 'refused' : 'unchanged' };
      if (known === undefined) {
        const message = catalogMessages.classifiedMissing({ classification: classification.typeName });
        this.#refused(message, element.qualifiedName || element.guid);
      } else if (!isAttached(classification, known) || !isNoNews(edition, known.versions)) {
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

  #guidOf(guid: string): Guid {
    return this.#guids.get(guid) ?? asGuid(guid);
  }

  async #has(guid: Guid): Promise<boolean> {
    return this.#created.has(guid) || (await this.#store.element(guid, { forLineage: true })) !== undefined;
  }

  /** The element of the catalog that has the GUID, or the name under another GUID. */
  async #known({ guid, qualifiedName }: ExportedEnd): Promise<Element | undefined> {
    const everything = { forLineage: true };
    const known =
      (await this.#store.element(asGuid(guid), everything)) ??
      (qualifiedName === '' ? undefined : await this.#store.elementNamed(asQualifiedName(qualifiedName), everything));
    if (known !== undefined && known.guid !== guid) this.#guids.set(guid, known.guid);
    return known;
  }

  async #elementWork(
    element: ImportedElement,
    known: Element | undefined,
    progress: Progress,
    batch: ReadonlySet<string>,
  ): Promise<Work> {
    const subject = element.qualifiedName || element.guid;
    const there = async (guid: string | undefined): Promise<Guid | undefined> => {
      if (guid === undefined || guid === element.guid) return undefined;
      const anchor = this.#guidOf(guid);
      if (batch.has(guid) || (await this.#has(anchor))) return anchor;
      this.#refused(catalogMessages.anchorMissing(), subject);
      return undefined;
    };
    const mutations =
      known === undefined
        ? [
            creation(element, {
              anchorGuid: await there(element.anchorGuid),
              anchorScopeGuid: await there(element.anchorScopeGuid),
            }),
          ]
        : changes(element, known);
    return {
      subject,
      origin: element.origin,
      mutations,
      written: (outcomes) => {
        if (known === undefined) this.#created.add(element.guid);
        if (known === undefined) progress.state = 'created';
        else progress.state = outcomes.some(({ changed }) => changed) ? 'updated' : 'unchanged';
      },
    };
  }

  #classificationWork(
    element: ExportedEnd,
    guid: Guid,
    classification: ExportedClassification,
    progress: Progress,
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

  async #knownRelationship(
    { guid }: ExportedEnd | ExportedRelationship,
    end1: Guid,
    end2: Guid,
  ): Promise<Relationship | undefined> {
    if (this.#created.has(end1) || this.#created.has(end2)) return undefined;
    for await (const known of this.#store.relationships(end2, { forLineage: true }))
      if (known.guid === guid) return known;
    return undefined;
  }
}

function isAttached({ typeName }: ExportedClassification, { classifications }: Element): boolean {
  return classifications.some((known) => known.typeName === typeName);
}
