import { hash } from 'node:crypto';
import type {
  ArchiveAnchor,
  ArchiveEntity,
  ArchiveInstance,
  ArchiveProvenance,
  ArchiveRelationship,
} from '../../../archive/archive-content.ts';
import type { StatedElement, StatedRelationship } from '../../../metadata/element.ts';
import { asGuid } from '../../../metadata/qualified-name.ts';
import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import { ANCHORS, domainOf } from '../../sqlite/rows.ts';
import type { LedgerChange } from '../../sync-ledger.ts';
import type { Owner, RemoteElement } from '../egeria-client.ts';
import type { CreationTimes } from './creation-times.ts';

/** An element that others of an archive may name: of the same batch, or there before. */
export interface End {
  readonly guid: Guid;
  readonly typeName: string;
  readonly qualifiedName: QualifiedName;
}

/** What the instances of a batch have in common. */
export interface BulkBatch {
  /** The element of this name; `undefined` when it is not there yet. */
  end(name: QualifiedName): End | undefined;
  readonly made: Omit<ArchiveInstance, 'typeName' | 'properties'>;
  readonly creationTimes: CreationTimes;
  /** Anchors that were put together: neighbours share theirs, and with it its text. */
  readonly anchors: Map<string, ArchiveAnchor>;
}

/** Elements of an external source keep it when they come with an archive (a running Egeria 6.1). */
export function provenanceOf(owner: Owner): ArchiveProvenance {
  if (owner === undefined) throw new Error('only what an external source owns is loaded with an archive');
  return { category: 'EXTERNAL_SOURCE', guid: owner.guid, name: owner.name };
}

/** A stated element as an archive holds it. */
export function entityOf(stated: StatedElement, batch: BulkBatch): ArchiveEntity {
  const { typeName, qualifiedName, properties, classifications } = stated;
  return {
    ...batch.made,
    createTime: batch.creationTimes.element(),
    guid: batch.end(qualifiedName)?.guid ?? ('' as Guid),
    typeName,
    qualifiedName,
    properties,
    classifications: classifications.map((one) => ({ ...batch.made, ...one })),
    anchor: anchorOf(stated, batch),
  };
}

export type Update = LedgerChange & { readonly kind: 'update' };

/** Whether an update changes nothing but properties and classifications that are there: an archive can carry that. */
export function isOfValues(change: LedgerChange): change is Update {
  if (change.kind !== 'update') return false;
  const { declassify, relate, unrelate, updateRelationships, reanchor, reown } = change.update;
  const others = declassify.length + relate.length + unrelate.length + updateRelationships.length;
  return others === 0 && !reanchor && !reown;
}

/**
 * An element after an update, with a version that is higher than the one that is there. All classifications of the same
 * owner go with it, `Anchors` included: those that an archive leaves out are taken away, those of others stay (a running
 * Egeria 6.1).
 */
export function updatedEntity(
  { update, current, prepared }: Update,
  there: RemoteElement,
  made: Pick<ArchiveInstance, 'provenance' | 'updatedBy' | 'updateTime'>,
): ArchiveEntity {
  const { typeName, qualifiedName } = prepared.stated;
  const { version, createdBy, createTime } = there.versions;
  const instance = { ...made, version: version + 1, createdBy, createTime };
  const stated = update.classifications ?? [];
  const statedNames = new Set<string>(stated.map((one) => one.typeName));
  const others = there.classifications.filter(
    ({ typeName: name, origin }) =>
      name !== ANCHORS &&
      !statedNames.has(name) &&
      origin.category === 'EXTERNAL_SOURCE' &&
      origin.guid === made.provenance.guid,
  );
  return {
    ...instance,
    guid: there.guid,
    typeName,
    qualifiedName,
    properties: update.properties ?? current.element.properties,
    classifications: [...others, ...stated].map((one) => ({
      ...instance,
      typeName: one.typeName,
      properties: one.properties,
    })),
    anchor: anchorThere(there),
  };
}

/** What an element is anchored to in the server. */
function anchorThere({ typeName, classifications, anchorScopeGuid }: RemoteElement): ArchiveAnchor {
  const properties = classifications.find((one) => one.typeName === ANCHORS)?.properties ?? {};
  const text = (name: string): string | undefined => {
    const value = properties[name];
    return typeof value === 'string' ? value : undefined;
  };
  const anchorTypeName = text('anchorTypeName') ?? typeName;
  return {
    guid: text('anchorGUID') as Guid | undefined,
    typeName: anchorTypeName,
    domainName: text('anchorDomainName') ?? domainOf(anchorTypeName),
    scopeGuids: anchorScopeGuid === undefined ? [] : [anchorScopeGuid],
  };
}

/**
 * The GUID of a relationship that is loaded with a new element: it follows from those of the elements, so that loading it
 * twice makes no twin.
 */
export function relationshipGuid(own: Guid, { typeName, toEnd }: StatedRelationship, other: Guid): Guid {
  const digits = hash('sha1', `${own} ${typeName} ${toEnd} ${other}`, 'hex');
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `a${digits.slice(17, 20)}`];
  return asGuid(`${parts.join('-')}-${digits.slice(20, 32)}`);
}

/** A relationship as the element of a name states it. */
export interface StatedFrom {
  readonly from: QualifiedName;
  readonly stated: StatedRelationship;
}

/** One with the GUID that it is loaded with. */
export interface RelatedFrom extends StatedFrom {
  readonly guid: Guid;
}

/** A stated relationship with its GUID; `undefined` while one of its elements is not there. */
export function relatedBy({ from, stated }: StatedFrom, batch: BulkBatch): RelatedFrom | undefined {
  const [own, other] = [batch.end(from), batch.end(stated.to)];
  if (own === undefined || other === undefined) return undefined;
  return { from, stated, guid: relationshipGuid(own.guid, stated, other.guid) };
}

/** A stated relationship as an archive holds it; `undefined` while its other element is not there. */
export function archiveRelationship(
  { from, stated, guid }: RelatedFrom,
  batch: BulkBatch,
): ArchiveRelationship | undefined {
  const own = batch.end(from);
  const other = batch.end(stated.to);
  if (own === undefined || other === undefined) return undefined;
  const [end1, end2] = stated.toEnd === 1 ? [other, own] : [own, other];
  return {
    ...batch.made,
    createTime: batch.creationTimes.relationship(),
    guid,
    typeName: stated.typeName,
    end1,
    end2,
    properties: stated.properties,
  };
}

function anchorOf({ qualifiedName, typeName, anchor, anchorScope }: StatedElement, batch: BulkBatch): ArchiveAnchor {
  const isOwn = anchor === undefined || anchor === qualifiedName;
  const key = `${isOwn ? typeName : anchor}\n${anchorScope ?? ''}\n${isOwn}`;
  const known = batch.anchors.get(key);
  if (known !== undefined) return known;
  const other = isOwn ? undefined : batch.end(anchor);
  const scope = anchorScope === undefined ? undefined : batch.end(anchorScope);
  const anchorTypeName = other?.typeName ?? typeName;
  const made: ArchiveAnchor = {
    guid: other?.guid,
    typeName: anchorTypeName,
    domainName: domainOf(anchorTypeName),
    scopeGuids: scope === undefined ? [] : [scope.guid],
  };
  batch.anchors.set(key, made);
  return made;
}
