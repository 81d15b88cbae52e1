import { createReadStream } from 'node:fs';
import { anchorsFirst } from '../../archive/archive-order.ts';
import type { ArchiveEntity, ArchiveInstance, ArchiveProvenance } from '../../archive/archive-content.ts';
import { archiveItems } from '../../archive/read-archive.ts';
import type { ArchiveDescription, ArchiveItem } from '../../archive/read-archive.ts';
import { ConfigurationError } from '../../messages/error-kinds.ts';
import { typeRegistry } from '../../metadata/types/type-registry.ts';
import type { ExportedEnd, ExportedOrigin } from './exported-element.ts';
import { CatalogImport, batchLength } from './import-batches.ts';
import type { ImportedClassification, ImportListener, ImportOutcome } from './import-batches.ts';
import type { Edition, ImportedElement, ImportedRelationship } from './import-mutations.ts';
import { catalogMessages } from './messages.ts';
import type { Catalog } from './open-catalog.ts';

/** A file that is brought in. */
export interface ImportFile {
  /** As it was named. */
  readonly name: string;
  /** Its absolute path. */
  readonly path: string;
}

/**
 * Brings an Open Metadata Archive in, with its GUIDs and versions. What its content packs and external sources own is
 * theirs here too; what has the GUID of the collection that owns it stands for that collection, and belongs to the
 * local cohort. What the catalog has already is changed only where the archive has a later edition of it. The whole
 * file is checked before anything is written; bringing it in twice changes nothing.
 *
 * @throws ConfigurationError when it is no archive, or an instance has not the form of one
 */
export async function importArchive(
  catalog: Catalog,
  file: ImportFile,
  listener: ImportListener,
): Promise<ImportOutcome> {
  const survey = await surveyed(file);
  for (const name of survey.newTypes) listener.refused(catalogMessages.newTypes(), name);
  for (const { classification, element } of survey.unfit) {
    listener.refused(catalogMessages.notAClassification(), `${element} as ${classification}`);
  }
  await using importing = new CatalogImport(catalog, listener);
  const length = batchLength(catalog.store);
  let batch = new Batch(survey);
  for await (const item of anchorsFirst(itemsOf(file, survey.description), survey.guids)) {
    if (batch.isFull(length) || !batch.takes(item)) {
      await batch.bringIn(importing);
      batch = new Batch(survey);
      if (listener.signal.aborted) break;
    }
    batch.add(item);
  }
  await batch.bringIn(importing);
  return await importing.end();
}

function itemsOf({ name, path }: ImportFile, description?: ArchiveDescription): AsyncIterable<ArchiveItem> {
  return archiveItems(textOf({ name, path }), name, description);
}

async function* textOf({ name, path }: ImportFile): AsyncGenerator<string> {
  try {
    yield* createReadStream(path, 'utf8') as AsyncIterable<string>;
  } catch (cause) {
    throw new ConfigurationError(catalogMessages.importNotReadable({ subject: name }), { cause });
  }
}

/** What is in an archive. */
interface Survey {
  readonly description: ArchiveDescription | undefined;
  /** Its elements. */
  readonly guids: ReadonlySet<string>;
  /** By the GUID of an element: what it is classified as apart from it. */
  readonly classifications: ReadonlyMap<string, readonly ArchiveInstance[]>;
  readonly newTypes: readonly string[];
  /** What is no type of classification, and the name of the element that has it (Egeria 6.1's Core pack: `FileSystem`). */
  readonly unfit: readonly { readonly classification: string; readonly element: string }[];
}

/** Reads the whole archive once: it is well-formed, and this is what is in it. */
async function surveyed(file: ImportFile): Promise<Survey> {
  let description: ArchiveDescription | undefined;
  const guids = new Set<string>();
  const classifications = new Map<string, ArchiveInstance[]>();
  const newTypes: string[] = [];
  const unfit: { classification: string; element: string; guid: string }[] = [];
  const noteUnfit = ({ guid, qualifiedName }: ExportedEnd, all: readonly ArchiveInstance[]): void => {
    const element = qualifiedName || guid;
    for (const { typeName } of all.filter((one) => !isFit(one)))
      unfit.push({ classification: typeName, element, guid });
  };
  for await (const item of itemsOf(file)) {
    if (item.kind === 'description') description = item.description;
    else if (item.kind === 'entity') {
      guids.add(item.entity.guid);
      noteUnfit(item.entity, item.entity.classifications);
    } else if (item.kind === 'type' && typeRegistry().kindOf(item.name) === undefined) newTypes.push(item.name);
    else if (item.kind === 'classification') {
      const { guid } = item.element;
      classifications.set(guid, [...(classifications.get(guid) ?? []), item.classification]);
      noteUnfit(item.element, [item.classification]);
    }
  }
  // Of elements that are not in the archive, each classification is brought in by itself, and refused by itself.
  return { description, guids, classifications, newTypes, unfit: unfit.filter(({ guid }) => guids.has(guid)) };
}

function isFit({ typeName }: ArchiveInstance): boolean {
  return typeRegistry().classification(typeName) !== undefined;
}

/** Neighbours of one kind. */
class Batch {
  readonly #survey: Survey;
  readonly #elements: ImportedElement[] = [];
  readonly #relationships: ImportedRelationship[] = [];
  readonly #classifications: ImportedClassification[] = [];
  #kind: ArchiveItem['kind'] | undefined;
  #length = 0;

  constructor(survey: Survey) {
    this.#survey = survey;
  }

  isFull(length: number): boolean {
    return this.#length >= length;
  }

  takes({ kind }: ArchiveItem): boolean {
    return this.#kind === undefined || this.#kind === kind;
  }

  add(item: ArchiveItem): void {
    this.#kind = item.kind;
    this.#length += 1;
    if (item.kind === 'entity') {
      const apart = this.#survey.classifications.get(item.entity.guid) ?? [];
      this.#elements.push(importedElement(item.entity, apart));
    }
    if (item.kind === 'relationship') {
      const { relationship } = item;
      const { version, createTime, updateTime } = relationship;
      const versions = { version, createTime, updateTime };
      this.#relationships.push({ ...relationship, ...importedInstance(relationship), versions });
    }
    // What is apart from an element of the archive came with the element.
    if (item.kind === 'classification' && !this.#survey.guids.has(item.element.guid)) {
      const { element, classification } = item;
      const { origin, edition } = importedInstance(classification);
      this.#classifications.push({ element, classification: { ...classification, origin }, edition });
    }
  }

  async bringIn(importing: CatalogImport): Promise<void> {
    if (this.#elements.length > 0) await importing.add(this.#elements);
    if (this.#relationships.length > 0) await importing.relate(this.#relationships);
    if (this.#classifications.length > 0) await importing.classify(this.#classifications);
  }
}

function importedElement(entity: ArchiveEntity, apart: readonly ArchiveInstance[]): ImportedElement {
  const { guid, anchor } = entity;
  const all = [...entity.classifications, ...apart].filter(isFit);
  const classifications = new Map(all.map((one) => [one.typeName, one]));
  return {
    ...entity,
    ...importedInstance(entity, guid),
    classifications: [...classifications.values()].map((one) => ({ ...one, ...importedInstance(one, guid) })),
    relationships: [],
    anchorGuid: anchor?.guid,
    anchorScopeGuid: anchor?.scopeGuids[0],
  };
}

function importedInstance(
  { provenance, version, createTime, updateTime }: ArchiveInstance,
  elementGuid?: string,
): { readonly origin: ExportedOrigin; readonly edition: Edition } {
  return { origin: originOf(provenance, elementGuid), edition: { version, time: updateTime ?? createTime } };
}

/** The store knows the local cohort and external sources: a content pack and an exporting server are external sources. */
function originOf({ category, guid, name }: ArchiveProvenance, elementGuid: string | undefined): ExportedOrigin {
  if (category === 'LOCAL_COHORT' || guid === '' || guid === elementGuid) return { category: 'LOCAL_COHORT' };
  return { category: 'EXTERNAL_SOURCE', guid, name: name === '' ? guid : name };
}
