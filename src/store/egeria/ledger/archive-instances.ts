import type {
  ArchiveAnchor,
  ArchiveEntity,
  ArchiveInstance,
  ArchiveProvenance,
  ArchiveRelationship,
} from '../../../archive/archive-content.ts';
import type { StatedElement, StatedRelationship } from '../../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import { domainOf } from '../../sqlite/rows.ts';
import type { Owner } from '../egeria-client.ts';

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
  guidOf(from: QualifiedName, stated: StatedRelationship): Guid;
  readonly made: Omit<ArchiveInstance, 'typeName' | 'properties'>;
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
    guid: batch.end(qualifiedName)?.guid ?? ('' as Guid),
    typeName,
    qualifiedName,
    properties,
    classifications: classifications.map((one) => ({ ...batch.made, ...one })),
    anchor: anchorOf(stated, batch),
  };
}

/** A stated relationship as an archive holds it; `undefined` while its other element is not there. */
export function archiveRelationship(
  from: StatedElement,
  stated: StatedRelationship,
  batch: BulkBatch,
): ArchiveRelationship | undefined {
  const own = batch.end(from.qualifiedName);
  const other = batch.end(stated.to);
  if (own === undefined || other === undefined) return undefined;
  const [end1, end2] = stated.toEnd === 1 ? [other, own] : [own, other];
  return {
    ...batch.made,
    guid: batch.guidOf(from.qualifiedName, stated),
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
