import { IntegrationError } from '../../messages/error-kinds.ts';
import type { Message } from '../../messages/message.ts';
import type { PropertyMap } from '../../metadata/element.ts';
import { asGuid, asQualifiedName } from '../../metadata/qualified-name.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import type { Mutation, MutationOutcome, OpenMetadataStore, Writer } from '../../store/open-metadata-store.ts';
import type { ExportedElement, ExportedOrigin, ExportedRelationship } from './exported-element.ts';
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
  /** Something could not be brought in. */
  readonly refused: (message: Message, subject: string) => void;
}

/** Mutations that are carried out together or not at all. */
interface Work {
  readonly subject: string;
  readonly origin: ExportedOrigin;
  readonly mutations: readonly Mutation[];
  readonly written: (outcomes: readonly MutationOutcome[]) => void;
}

/** An import in progress. */
export class CatalogImport {
  readonly #store: OpenMetadataStore;
  readonly #refused: ImportListener['refused'];
  readonly #write: (works: readonly Work[]) => Promise<number>;
  readonly #outcome = { stated: 0, created: 0, updated: 0, unchanged: 0, refused: 0, relationships: 0 };
  /** The GUIDs in the store of elements that have another one in the file. */
  readonly #guids = new Map<string, Guid>();
  /** Relationships whose other element has not come yet. */
  #waiting: ExportedRelationship[] = [];

  constructor({ store, userName }: Catalog, { refused }: ImportListener) {
    this.#store = store;
    this.#refused = refused;
    this.#write = workWriter(store, userName, refused);
  }

  /** Brings in a batch: its elements, then those of their relationships whose other element is there. */
  async add(elements: readonly ExportedElement[]): Promise<void> {
    const works: Work[] = [];
    for (const element of elements) works.push(await this.#elementWork(element));
    this.#outcome.stated += elements.length;
    this.#outcome.refused += await this.#write(works);
    await this.#relate(elements.flatMap((element) => element.relationships));
  }

  /** Brings in the relationships that waited for their other element. */
  async end(): Promise<ImportOutcome> {
    const last = this.#waiting;
    this.#waiting = [];
    await this.#relate(last);
    for (const { typeName, end1, end2 } of this.#waiting) {
      const message = catalogMessages.endMissing({ relationship: typeName });
      this.#refused(message, `${end1.qualifiedName} → ${end2.qualifiedName}`);
    }
    return this.#outcome;
  }

  #guidOf(guid: string): Guid {
    return this.#guids.get(guid) ?? asGuid(guid);
  }

  async #elementWork(element: ExportedElement): Promise<Work> {
    const known = await knownGuid(this.#store, element);
    if (known !== undefined && known !== element.guid) this.#guids.set(element.guid, known);
    const guidOf = (guid: string): Guid => this.#guidOf(guid);
    return {
      subject: element.qualifiedName || element.guid,
      origin: element.origin,
      mutations: known === undefined ? [creation(element, guidOf)] : await changes(element, known, this.#store),
      written: (outcomes) => {
        if (known === undefined) this.#outcome.created += 1;
        else if (outcomes.some(({ changed }) => changed)) this.#outcome.updated += 1;
        else this.#outcome.unchanged += 1;
      },
    };
  }

  async #relate(relationships: readonly ExportedRelationship[]): Promise<void> {
    const works: Work[] = [];
    for (const relationship of relationships) {
      const work = await this.#relationshipWork(relationship);
      if (work === undefined) this.#waiting.push(relationship);
      else works.push(work);
    }
    await this.#write(works);
  }

  async #relationshipWork(relationship: ExportedRelationship): Promise<Work | undefined> {
    const [end1, end2] = [this.#guidOf(relationship.end1.guid), this.#guidOf(relationship.end2.guid)];
    for (const end of [end1, end2]) if ((await this.#store.element(end)) === undefined) return undefined;
    return {
      subject: `${relationship.typeName} of ${relationship.end2.qualifiedName}`,
      origin: relationship.origin,
      mutations: [await relation(relationship, end1, end2, this.#store)],
      written: ([one]) => void (this.#outcome.relationships += one?.changed === true ? 1 : 0),
    };
  }
}

/** Writes works in as few transactions as their origins permit; where one is refused, each of them alone. */
function workWriter(
  store: OpenMetadataStore,
  userId: string,
  refused: ImportListener['refused'],
): (works: readonly Work[]) => Promise<number> {
  const writerOf = async (origin: ExportedOrigin): Promise<Writer> => {
    if (origin.category === 'LOCAL_COHORT') return { userId, metadataSource: undefined };
    return { userId, metadataSource: await store.metadataSource(asQualifiedName(origin.name), userId) };
  };
  const writeTogether = async (works: readonly Work[], writer: Writer): Promise<number> => {
    try {
      const outcomes = await store.write(
        works.flatMap(({ mutations }) => mutations),
        writer,
      );
      let start = 0;
      for (const { mutations, written } of works) {
        written(outcomes.slice(start, start + mutations.length));
        start += mutations.length;
      }
      return 0;
    } catch (error) {
      if (!(error instanceof IntegrationError) || error.kind === 'StoreError') throw error;
      const [only] = works;
      if (works.length === 1 && only !== undefined) refused(error.notice, only.subject);
      if (works.length <= 1) return works.length;
      let count = 0;
      for (const work of works) count += await writeTogether([work], writer);
      return count;
    }
  };
  return async (works) => {
    let count = 0;
    for (const group of byOrigin(works)) {
      const [first] = group;
      if (first !== undefined) count += await writeTogether(group, await writerOf(first.origin));
    }
    return count;
  };
}

/** Neighbours of one origin together, in their order: parents come before children. */
function byOrigin(works: readonly Work[]): Work[][] {
  const groups: Work[][] = [];
  for (const work of works) {
    const group = groups.at(-1);
    if (group?.[0] !== undefined && nameOf(group[0].origin) === nameOf(work.origin)) group.push(work);
    else groups.push([work]);
  }
  return groups;
}

function nameOf(origin: ExportedOrigin): string {
  return origin.category === 'EXTERNAL_SOURCE' ? origin.name : '';
}

async function knownGuid(
  store: OpenMetadataStore,
  { guid, qualifiedName }: ExportedElement,
): Promise<Guid | undefined> {
  const known =
    (await store.element(asGuid(guid), { forLineage: true })) ??
    (qualifiedName === '' ? undefined : await store.elementNamed(asQualifiedName(qualifiedName), { forLineage: true }));
  return known?.guid;
}

function creation(element: ExportedElement, guidOf: (guid: string) => Guid): Mutation {
  const { guid, typeName, qualifiedName, properties, classifications, anchorGuid, anchorScopeGuid, ...rest } = element;
  return {
    kind: 'create-element',
    element: {
      guid: asGuid(guid),
      typeName,
      qualifiedName: asQualifiedName(qualifiedName),
      properties: properties as PropertyMap,
      classifications: classifications.map((one) => ({ ...one, properties: one.properties as PropertyMap })),
      anchorGuid: anchorGuid === undefined ? undefined : guidOf(anchorGuid),
      anchorScopeGuid: anchorScopeGuid === undefined ? undefined : guidOf(anchorScopeGuid),
      effectiveFrom: rest.effectiveFrom,
      effectiveTo: rest.effectiveTo,
    },
  };
}

/** `Anchors` follows from the anchor that an element was created with, and is not to be changed. */
const ANCHORS = 'Anchors';

async function changes(element: ExportedElement, guid: Guid, store: OpenMetadataStore): Promise<Mutation[]> {
  const stated = element.classifications.filter(({ typeName }) => typeName !== ANCHORS);
  const names = new Set([ANCHORS, ...stated.map(({ typeName }) => typeName)]);
  const gone = ((await store.element(guid, { forLineage: true }))?.classifications ?? []).filter(
    ({ typeName }) => !names.has(typeName),
  );
  return [
    { kind: 'update-element', guid, properties: element.properties as PropertyMap, replaceProperties: true },
    ...stated.map(({ typeName, properties, effectiveFrom, effectiveTo }): Mutation => {
      return { kind: 'classify', guid, typeName, properties: properties as PropertyMap, effectiveFrom, effectiveTo };
    }),
    ...gone.map(({ typeName }): Mutation => ({ kind: 'declassify', guid, typeName })),
  ];
}

/** A relationship that the store has under this GUID is changed; otherwise it is added, or found by type and ends. */
async function relation(
  { guid, typeName, properties, effectiveFrom, effectiveTo }: ExportedRelationship,
  end1: Guid,
  end2: Guid,
  store: OpenMetadataStore,
): Promise<Mutation> {
  const stated = properties as PropertyMap;
  for await (const known of store.relationships(end2)) {
    if (known.guid === guid)
      return { kind: 'update-relationship', guid: known.guid, properties: stated, replaceProperties: true };
  }
  return { kind: 'relate', guid: asGuid(guid), typeName, end1, end2, properties: stated, effectiveFrom, effectiveTo };
}
