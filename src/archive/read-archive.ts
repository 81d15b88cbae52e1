import type { z } from 'zod';
import { ConfigurationError } from '../messages/error-kinds.ts';
import { asGuid, asQualifiedName } from '../metadata/qualified-name.ts';
import { typeRegistry } from '../metadata/types/type-registry.ts';
import type { DefinedType } from '../metadata/types/type-registry.ts';
import type {
  ArchiveAnchor,
  ArchiveEnd,
  ArchiveEntity,
  ArchiveInstance,
  ArchiveProvenance,
  ArchiveRelationship,
} from './archive-content.ts';
import {
  ArchivedRelationship,
  ArchivedTypeDef,
  ClassificationEntityExtension,
  EntityDetail,
  OpenMetadataArchiveProperties,
} from './archive-format.ts';
import type { ArchivedClassification, ArchivedInstance, EntityProxy, InstanceProperties } from './archive-format.ts';
import { jsonItems } from './json-items.ts';
import type { JsonItem } from './json-items.ts';
import { archiveMessages } from './messages.ts';
import { propertyMapOf } from './read-values.ts';

/** What an archive says of itself, as far as its instances depend on it. */
export interface ArchiveDescription {
  readonly guid: string;
  readonly name: string;
  readonly originator: string;
  /** ISO 8601. */
  readonly creationDate: string;
  readonly type: 'CONTENT_PACK' | 'METADATA_EXPORT' | 'REPOSITORY_BACKUP';
  /** GUIDs of the archives that are to be loaded before this one. */
  readonly dependsOn: readonly string[];
}

/** One thing that an archive holds, in the order of its file. */
export type ArchiveItem =
  | { readonly kind: 'description'; readonly description: ArchiveDescription }
  /** A type that the archive defines: of elements, relationships or classifications, or an enum. */
  | { readonly kind: 'type'; readonly name: string }
  /** A primitive or collection type, of which nothing depends on an archive. */
  | { readonly kind: 'attribute-type' }
  | { readonly kind: 'entity'; readonly entity: ArchiveEntity }
  | { readonly kind: 'relationship'; readonly relationship: ArchiveRelationship }
  /** A classification of an element that mostly belongs to another archive. */
  | { readonly kind: 'classification'; readonly element: ArchiveEnd; readonly classification: ArchiveInstance }
  /** An instance that was soft-deleted where the archive was made: there is nothing to be had of it. */
  | { readonly kind: 'deleted' };

const TYPES = 'archiveTypeStore';
const INSTANCES = 'archiveInstanceStore';
const PROPERTIES = 'archiveProperties';

const parts = {
  values: new Set([PROPERTIES]),
  items: new Set([
    `${TYPES}.attributeTypeDefs`,
    `${TYPES}.newTypeDefs`,
    `${INSTANCES}.entities`,
    `${INSTANCES}.relationships`,
    `${INSTANCES}.classifications`,
  ]),
};

/** Whether a file is an archive, told by its beginning: the first key of an exported catalog's line is none of these. */
export function isArchive(beginning: string): boolean {
  return /^\s*\{\s*"(?:@?class|archiveProperties|archiveTypeStore|archiveInstanceStore)"/u.test(beginning);
}

/**
 * Reads an archive of Egeria's as its text comes, one instance at a time: neither the file nor its content is ever in
 * memory whole. Instances are not checked against the types.
 *
 * `name` is what the archive is called in messages. `description` is what it says of itself, by which its instances'
 * provenance goes; without it, as far as it came before the instances.
 *
 * @throws ConfigurationError when it is no archive, or an instance has not the form of one
 */
export async function* archiveItems(
  text: AsyncIterable<string>,
  name: string,
  description?: ArchiveDescription,
): AsyncGenerator<ArchiveItem> {
  let known = description;
  try {
    for await (const item of jsonItems(text, parts)) {
      const read = archiveItem(item, known);
      if (read.kind === 'description') known ??= read.description;
      yield read;
    }
    if (known === undefined) throw new SyntaxError(`it has no ${PROPERTIES}`);
  } catch (cause) {
    if (cause instanceof WrongForm) {
      const { at, message } = cause;
      throw new ConfigurationError(archiveMessages.notAnInstance({ subject: name, at, because: message }), { cause });
    }
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new ConfigurationError(archiveMessages.notAnArchive({ subject: name, because: cause.message }), { cause });
  }
}

/** Something has not the form that it has in archives. */
class WrongForm extends Error {
  /** Its place in the archive: `archiveInstanceStore.entities[3]`. */
  readonly at: string;

  constructor(at: string, because: string) {
    super(because);
    this.at = at;
  }
}

function archiveItem(item: JsonItem, description: ArchiveDescription | undefined): ArchiveItem {
  switch (item.path) {
    case PROPERTIES:
      return { kind: 'description', description: descriptionOf(parsed(item, OpenMetadataArchiveProperties)) };
    case `${INSTANCES}.entities`: {
      const entity = parsed(item, EntityDetail);
      return isDeleted(entity) ? deleted : { kind: 'entity', entity: entityOf(entity, description) };
    }
    case `${INSTANCES}.relationships`: {
      const relationship = parsed(item, ArchivedRelationship);
      if (isDeleted(relationship)) return deleted;
      return { kind: 'relationship', relationship: relationshipOf(relationship, description) };
    }
    case `${INSTANCES}.classifications`: {
      const { classification, entityToClassify } = parsed(item, ClassificationEntityExtension);
      if (isDeleted(classification)) return deleted;
      const instance = classificationOf(classification, description);
      return { kind: 'classification', element: endOf(entityToClassify), classification: instance };
    }
    default: {
      const { class: className, name } = parsed(item, ArchivedTypeDef);
      const isDefined = className !== 'PrimitiveDef' && className !== 'CollectionDef';
      return isDefined ? { kind: 'type', name } : { kind: 'attribute-type' };
    }
  }
}

const deleted = { kind: 'deleted' } as const;

function isDeleted({ status }: { readonly status?: string | null | undefined }): boolean {
  return status === 'DELETED';
}

function parsed<Output>({ path, index, text }: JsonItem, form: z.ZodType<Output>): Output {
  const at = path === PROPERTIES ? path : `${path}[${index}]`;
  let because: string;
  try {
    const { success, data, error } = form.safeParse(JSON.parse(text));
    if (success) return data;
    const [issue] = error.issues;
    because = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  } catch (error) {
    because = error instanceof Error ? error.message : String(error);
  }
  throw new WrongForm(at, because);
}

function descriptionOf(properties: OpenMetadataArchiveProperties): ArchiveDescription {
  const type = properties.archiveType;
  return {
    guid: properties.archiveGUID ?? '',
    name: properties.archiveName ?? '',
    originator: properties.originatorName ?? '',
    creationDate: properties.creationDate ?? UNKNOWN_TIME,
    // As a server takes it (6.1).
    type: type === 'METADATA_EXPORT' || type === 'REPOSITORY_BACKUP' ? type : 'CONTENT_PACK',
    dependsOn: properties.dependsOnArchives ?? [],
  };
}

const UNKNOWN_TIME = '1970-01-01T00:00:00.000Z';
const ANCHORS = 'Anchors';

function entityOf(entity: EntityDetail, description: ArchiveDescription | undefined): ArchiveEntity {
  const type = typeRegistry().entity(entity.type.typeDefName);
  // Of a classification that an archive repeats, the last one holds.
  const classifications = new Map(
    (entity.classifications ?? [])
      .filter((one) => !isDeleted(one))
      .map((one) => [one.type.typeDefName, classificationOf(one, description)]),
  );
  const anchors = classifications.get(ANCHORS);
  classifications.delete(ANCHORS);
  const instance = instanceOf(entity, type, description);
  const { qualifiedName, ...properties } = instance.properties;
  return {
    ...instance,
    properties,
    guid: asGuid(entity.guid),
    qualifiedName: asQualifiedName(typeof qualifiedName === 'string' ? qualifiedName : ''),
    classifications: [...classifications.values()],
    anchor: anchors === undefined ? undefined : anchorOf(anchors, entity.guid),
  };
}

function anchorOf({ properties }: ArchiveInstance, guid: string): ArchiveAnchor {
  const { anchorGUID, anchorTypeName, anchorDomainName, anchorScopeGUIDs } = properties;
  const scopes = Array.isArray(anchorScopeGUIDs) ? anchorScopeGUIDs : [];
  return {
    guid: typeof anchorGUID !== 'string' || anchorGUID === guid ? undefined : asGuid(anchorGUID),
    typeName: typeof anchorTypeName === 'string' ? anchorTypeName : '',
    domainName: typeof anchorDomainName === 'string' ? anchorDomainName : '',
    scopeGuids: scopes.map((scope) => asGuid(String(scope))),
  };
}

function relationshipOf(
  relationship: ArchivedRelationship,
  description: ArchiveDescription | undefined,
): ArchiveRelationship {
  return {
    ...instanceOf(relationship, typeRegistry().relationship(relationship.type.typeDefName), description),
    guid: asGuid(relationship.guid),
    end1: endOf(relationship.entityOneProxy),
    end2: endOf(relationship.entityTwoProxy),
  };
}

function classificationOf(
  classification: ArchivedClassification,
  description: ArchiveDescription | undefined,
): ArchiveInstance {
  return instanceOf(classification, typeRegistry().classification(classification.type.typeDefName), description);
}

function endOf({ guid, type, uniqueProperties }: EntityProxy): ArchiveEnd {
  const { qualifiedName } = valuesOf(uniqueProperties, undefined);
  return {
    guid: asGuid(guid),
    typeName: type.typeDefName,
    qualifiedName: asQualifiedName(typeof qualifiedName === 'string' ? qualifiedName : ''),
  };
}

function instanceOf(
  instance: ArchivedInstance,
  type: DefinedType | undefined,
  description: ArchiveDescription | undefined,
): ArchiveInstance {
  const { properties } = instance;
  const isChanged = instance.updateTime !== null && instance.updateTime !== undefined;
  return {
    typeName: instance.type.typeDefName,
    properties: valuesOf(properties, type),
    provenance: provenanceOf(instance, description),
    version: versionOf(instance.version),
    createdBy: instance.createdBy ?? description?.originator ?? '',
    createTime: instance.createTime ?? description?.creationDate ?? UNKNOWN_TIME,
    updatedBy: isChanged ? (instance.updatedBy ?? undefined) : undefined,
    updateTime: instance.updateTime ?? undefined,
    ...(properties?.effectiveFromTime ? { effectiveFrom: properties.effectiveFromTime } : {}),
    ...(properties?.effectiveToTime ? { effectiveTo: properties.effectiveToTime } : {}),
  };
}

/** Content packs have milliseconds as versions; from what is greater than any of those nothing could be counted on. */
const greatestVersion = 2 ** 50;

/** A server makes 1 of a 0. */
function versionOf(version: number | null | undefined): number {
  const isVersion = Number.isInteger(version) && Number(version) <= greatestVersion;
  return isVersion ? Math.max(1, Number(version)) : 1;
}

function valuesOf(properties: InstanceProperties | null | undefined, type: DefinedType | undefined) {
  return propertyMapOf(properties ?? {}, type, typeRegistry());
}

/**
 * Whose an instance is once a server has loaded it (6.1's archive manager): a content pack's are all the pack's own; a
 * metadata export's are what they say, and what says nothing is the archive's; a backup's are what they say.
 */
function provenanceOf(
  { instanceProvenanceType, metadataCollectionId, metadataCollectionName }: ArchivedInstance,
  description: ArchiveDescription | undefined,
): ArchiveProvenance {
  const archive = { guid: description?.guid ?? '', name: description?.name ?? '' };
  const category = provenanceTypes.find((known) => known === instanceProvenanceType);
  if (description?.type === 'CONTENT_PACK') return { category: 'CONTENT_PACK', ...archive };
  return {
    category: category ?? (description?.type === 'METADATA_EXPORT' ? 'EXPORT_ARCHIVE' : 'LOCAL_COHORT'),
    guid: metadataCollectionId ?? archive.guid,
    name: metadataCollectionName ?? archive.name,
  };
}

const provenanceTypes = ['LOCAL_COHORT', 'EXPORT_ARCHIVE', 'CONTENT_PACK', 'EXTERNAL_SOURCE'] as const;
