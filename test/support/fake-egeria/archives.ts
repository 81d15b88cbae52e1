import type { Element } from '../../../src/metadata/element.ts';
import { asGuid, asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { Mutation } from '../../../src/store/open-metadata-store.ts';
import { anchorAt } from './anchors.ts';
import { JsonFault } from './answer.ts';
import { Archive } from './archive-content.ts';
import type {
  ArchivedClassification,
  ArchivedEntity,
  ArchivedRelationship,
  InstanceHeader,
} from './archive-content.ts';
import { archivedProperties, archivedTexts } from './archived-values.ts';
import type { Json } from './element-json.ts';
import { stampAt } from './facts.ts';
import type { Anchor, ClassificationStamp, Owner, Stamp } from './facts.ts';
import { isMultiLink } from './multi-link.ts';
import { isoTime, writerOf } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { readBody } from './request-bodies.ts';

/** How many elements are written at once. */
const BATCH = 500;

/** What whoever operates a server may do, and nobody else. */
export const serverOperations: readonly Operation[] = [
  {
    name: 'read-server-status',
    method: 'GET',
    path: '/instance/status',
    response: 'OMAGServerStatusResponse',
    action: 'getActiveServerStatus',
    run: async () => ({ serverStatus: { serverType: 'Metadata Access Store', serverActiveStatus: 'RUNNING' } }),
  },
  {
    name: 'load-archive',
    method: 'POST',
    path: '/instance/open-metadata-archives/archive-content',
    response: 'VoidResponse',
    action: 'addOpenMetadataArchive',
    needsBody: true,
    run: loadArchive,
  },
];

/**
 * Loads an archive as Egeria 6.1 does: an instance is taken when its version is higher than what is there, and of the
 * same owner; what does not fit the types is left out without a word. Names are not looked at. A relationship to
 * something that is not there is seen when that comes. Unlike Egeria the stand-in leaves out a relationship whose ends
 * are of the wrong types, and a second one between two elements that can have one: our store has no place for them.
 */
async function loadArchive(call: Call): Promise<Json> {
  const { class: className } = call.body as { readonly class?: unknown };
  if (className !== 'OpenMetadataArchive') throw new JsonFault('databind.exc.InvalidTypeIdException');
  const archive = readBody(Archive, call.body);
  const { entities, relationships } = archive.archiveInstanceStore ?? {};
  const loading: Loading = { call, archive, created: [], related: [], ends: new Map() };
  for (const entity of entities ?? []) await loadEntity(entity, loading);
  await createNoted(loading.created, loading);
  const { pending } = call.repository;
  for (const relationship of relationships ?? []) pending.set(relationship.guid, { relationship, archive });
  for (const [guid, each] of pending) {
    if (await loadRelationship(each.relationship, { ...loading, archive: each.archive })) pending.delete(guid);
  }
  await createNoted(loading.related, loading);
  return {};
}

/** Something new on its way. */
interface Noted {
  readonly instance: ArchivedEntity | ArchivedRelationship;
  readonly mutation: Mutation;
  readonly owner: Owner;
}

interface Loading {
  readonly call: Call;
  readonly archive: Archive;
  /** New elements, to be written together. */
  readonly created: Noted[];
  /** New relationships, to be written together. */
  readonly related: Noted[];
  /** Elements at the ends of relationships. */
  readonly ends: Map<string, Element>;
}

async function loadEntity(entity: ArchivedEntity, loading: Loading): Promise<void> {
  const { repository } = loading.call;
  if (isOld(entity, loading)) return;
  const type = typeRegistry().entity(entity.type.typeDefName);
  const given = type && archivedProperties(type, entity.properties);
  const owner = ownerOf(entity, loading.archive);
  const existing = await repository.element(entity.guid, { forLineage: true });
  if (type === undefined || given === undefined || !isNews(entity, existing, owner, loading)) return;
  const { qualifiedName = '', ...properties } = given;
  const name = typeof qualifiedName === 'string' ? qualifiedName : '';
  const classifications = classificationsOf(entity);
  if (classifications === undefined) return;
  const guid = asGuid(entity.guid);
  const effectiveFrom = isoTime(entity.properties?.effectiveFromTime ?? undefined);
  const effectiveTo = isoTime(entity.properties?.effectiveToTime ?? undefined);
  if (existing === undefined) {
    const named = { typeName: type.name, qualifiedName: asQualifiedName(name) };
    const element = { guid, ...named, properties, classifications, effectiveFrom, effectiveTo };
    loading.created.push({ instance: entity, mutation: { kind: 'create-element', element }, owner });
    if (loading.created.length >= BATCH) await createNoted(loading.created, loading);
    return;
  }
  const gone = existing.classifications.filter((each) =>
    classifications.every((one) => one.typeName !== each.typeName),
  );
  await repository.write(
    [
      { kind: 'update-element', guid, properties, replaceProperties: true },
      { kind: 'update-effectivity', guid, effectiveFrom, effectiveTo },
      ...gone
        .filter(({ typeName }) => typeName !== 'Anchors')
        .map(({ typeName }): Mutation => ({ kind: 'declassify', guid, typeName })),
      ...classifications.map((each): Mutation => ({ kind: 'classify', guid, ...each })),
    ],
    writerOf(loading.call, owner),
  );
  stamp(entity, owner, loading, existing.versions.version);
  if (name !== existing.qualifiedName) repository.rename(guid, name);
}

/** Writes what is new and was noted, that of each owner together. */
async function createNoted(noted: Noted[], loading: Loading): Promise<void> {
  const byOwner = Map.groupBy(noted.splice(0), ({ owner }) => owner.guid);
  for (const members of byOwner.values()) {
    const [first] = members;
    if (first === undefined) continue;
    const entities = members.flatMap(({ instance }) => ('classifications' in instance ? [instance] : []));
    const anchors = new Map(entities.map((entity) => [entity.guid, anchorOf(entity)]));
    const mutations = members.map(({ mutation }) => mutation);
    const { repository } = loading.call;
    await repository.write(mutations, writerOf(loading.call, first.owner), anchors);
    for (const entity of entities) stamp(entity, first.owner, loading);
    for (const { instance } of members) repository.facts.of(instance.guid)?.stamps.set(1, stampOf(instance, loading));
  }
}

/** Whether what is there is as new: nothing else has to be looked at then. A removal is a version too. */
function isOld({ guid, version }: ArchivedEntity | ArchivedRelationship, { call }: Loading): boolean {
  const facts = call.repository.facts.of(guid);
  const known = facts && stampAt(facts, facts.storeVersion)?.version;
  return known !== undefined && (version ?? 1) <= known;
}

/** Whether an instance is newer than what is there, and of the same owner. */
function isNews(
  entity: ArchivedEntity,
  existing: Element | undefined,
  owner: Owner,
  { call, created }: Loading,
): boolean {
  if (created.some((each) => each.instance.guid === entity.guid)) return false;
  const { repository } = call;
  const facts = repository.facts.of(entity.guid);
  const known = facts === undefined ? existing?.versions.version : stampAt(facts, facts.storeVersion)?.version;
  if (known === undefined) return true;
  if (existing !== undefined && repository.ownerOf(existing)?.guid !== owner.guid) return false;
  // A removal is a version too.
  return (entity.version ?? 1) > (existing === undefined ? known + 1 : known);
}

/** The classifications of an entity but for its anchor; `undefined` when one does not fit. */
function classificationsOf(entity: ArchivedEntity) {
  const read = entity.classifications
    .filter(({ name }) => name !== 'Anchors')
    .map(({ name, properties: given }) => {
      const type = typeRegistry().classification(name);
      const isFit = type?.validFor.some((each) => typeRegistry().isSubtypeOf(entity.type.typeDefName, each)) ?? false;
      const properties = type && isFit ? archivedProperties(type, given) : undefined;
      return properties && { typeName: name, properties };
    });
  const fitting = read.filter((each) => each !== undefined);
  return fitting.length === read.length ? fitting : undefined;
}

function anchorOf(entity: ArchivedEntity): Anchor | undefined {
  const anchors = entity.classifications.find(({ name }) => name === 'Anchors');
  if (anchors === undefined) return undefined;
  const { anchorGUID, anchorTypeName = entity.type.typeDefName } = archivedTexts(anchors.properties);
  const isOther = anchorGUID !== undefined && anchorGUID !== entity.guid;
  return anchorAt({ guid: isOther ? anchorGUID : undefined, typeName: anchorTypeName }, scopesOf(anchors));
}

function scopesOf({ properties }: ArchivedClassification): readonly string[] {
  const scopes = properties?.instanceProperties?.['anchorScopeGUIDs'];
  const values = scopes?.class === 'ArrayPropertyValue' ? scopes.arrayValues?.instanceProperties : undefined;
  return Object.values(values ?? {}).flatMap((each) =>
    each.class === 'PrimitivePropertyValue' && typeof each.primitiveValue === 'string' ? [each.primitiveValue] : [],
  );
}

/** Whose an instance says that it is; the archive's own when it does not say. */
function ownerOf(header: InstanceHeader, { archiveProperties }: Archive): Owner {
  const { instanceProvenanceType, metadataCollectionId, metadataCollectionName } = header;
  if (instanceProvenanceType === undefined || instanceProvenanceType === null) {
    const guid = archiveProperties?.archiveGUID ?? '';
    return { guid, name: archiveProperties?.archiveName ?? undefined, provenance: 'Export Archive' };
  }
  const provenance = instanceProvenanceType === 'CONTENT_PACK' ? 'Content Pack' : 'External Source';
  return { guid: metadataCollectionId ?? '', name: metadataCollectionName ?? undefined, provenance };
}

function stampOf(header: InstanceHeader, { call }: Loading): Stamp {
  return {
    createdBy: header.createdBy ?? call.userId,
    createTime: header.createTime ?? call.repository.clock.now(),
    updatedBy: header.updatedBy ?? undefined,
    updateTime: header.updateTime ?? undefined,
    version: header.version ?? 1,
    requestId: '',
  };
}

/** Notes who made what and in which version, as the archive says it. */
function stamp(entity: ArchivedEntity, owner: Owner, loading: Loading, since = 0): void {
  const facts = loading.call.repository.facts.of(entity.guid);
  if (facts === undefined) return;
  // What the store took several steps for is one version.
  for (const version of facts.stamps.keys()) if (version > since) facts.stamps.delete(version);
  facts.stamps.set(since + 1, stampOf(entity, loading));
  facts.anchor = anchorOf(entity);
  for (const each of entity.classifications) {
    const given: ClassificationStamp = {
      ...stampOf(each, loading),
      owner: each.instanceProvenanceType === undefined ? owner : ownerOf(each, loading.archive),
      isInitial: false,
    };
    facts.classifications.set(each.name, given);
  }
}

/** Whether the relationship has found its place; if not, it waits for its ends. */
async function loadRelationship(given: ArchivedRelationship, loading: Loading): Promise<boolean> {
  const { repository } = loading.call;
  if (isOld(given, loading)) return true;
  const end1 = await endOf(given.entityOneProxy.guid, loading);
  const end2 = await endOf(given.entityTwoProxy.guid, loading);
  if (end1 === undefined || end2 === undefined) return false;
  const typeName = given.type.typeDefName;
  const type = typeRegistry().relationship(typeName);
  const properties = type && archivedProperties(type, given.properties);
  if (type === undefined || properties === undefined) return true;
  const owner = ownerOf(given, loading.archive);
  const guid = asGuid(given.guid);
  const existing = await repository.relationship(guid);
  if (existing === undefined) {
    const types = typeRegistry();
    const isFit = types.isSubtypeOf(end1.typeName, type.end1.type) && types.isSubtypeOf(end2.typeName, type.end2.type);
    const other = isMultiLink(typeName) ? undefined : await repository.singleBetween(typeName, end1.guid, end2.guid);
    if (!isFit || other !== undefined) return true;
    const mutation = { kind: 'relate', guid, typeName, end1: end1.guid, end2: end2.guid, properties } as const;
    loading.related.push({ instance: given, mutation, owner });
    if (loading.related.length >= BATCH) await createNoted(loading.related, loading);
  } else if (repository.ownerOf(existing)?.guid === owner.guid) {
    const update = { kind: 'update-relationship', guid, properties, replaceProperties: true } as const;
    await repository.write([update], writerOf(loading.call, owner));
    const facts = repository.facts.of(guid);
    facts?.stamps.set(facts.storeVersion, stampOf(given, loading));
  }
  return true;
}

async function endOf(guid: string, { call, ends }: Loading): Promise<Element | undefined> {
  const element = ends.get(guid) ?? (await call.repository.element(guid, { forLineage: true }));
  if (element !== undefined) ends.set(guid, element);
  return element;
}
