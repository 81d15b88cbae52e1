import { hash } from 'node:crypto';
import type {
  ArchiveAnchor,
  ArchiveEntity,
  ArchiveInstance,
  ArchiveProvenance,
  ArchiveRelationship,
} from '../../archive/archive-content.ts';
import { archiveText } from '../../archive/write-archive.ts';
import type { Classification, Element, Origin, PropertyValue, Relationship, Versions } from '../../metadata/element.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { OpenMetadataStore } from '../../store/open-metadata-store.ts';
import type { Catalog } from './open-catalog.ts';

const everything = { forLineage: true };

/**
 * The catalog as the text of an Open Metadata Archive, in stretches: what was archived (`Memento`) too. The store is
 * walked twice, for the elements and for their relationships, and no more is held than the relationships of a few
 * elements; what is added meanwhile may be in it with its relationships alone.
 *
 * What belongs to the local cohort belongs to a metadata collection of this catalog's own, whose GUID every export of
 * it has: a server that loads a later export takes it for a later edition.
 */
export async function* exportedArchive({ store }: Catalog, clock: Clock): AsyncIterable<string> {
  const elements = store.find(everything)[Symbol.asyncIterator]();
  const oldest = await elements.next();
  const local: ArchiveProvenance = {
    category: 'LOCAL_COHORT',
    guid: collectionGuid(oldest.done === true ? undefined : oldest.value),
    name: 'egeria-integrate',
  };
  yield* archiveText({
    properties: {
      guid: local.guid,
      name: 'Catalog of egeria-integrate',
      originator: 'egeria-integrate',
      creationDate: new Date(clock.now()).toISOString(),
    },
    entities: entities(oldest, elements, local),
    relationships: relationships(store, local),
  });
}

/** Of the oldest element of the catalog: it stays the same from export to export, and is no other catalog's. */
function collectionGuid(oldest: Element | undefined): string {
  const hex = hash('sha256', `metadata collection of the catalog of ${oldest?.guid ?? 'nothing'}`, 'hex');
  // The form of a UUID of one's own making: version 8 (RFC 9562).
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function* entities(
  oldest: IteratorResult<Element>,
  others: AsyncIterator<Element>,
  local: ArchiveProvenance,
): AsyncGenerator<ArchiveEntity> {
  for (let next = oldest; next.done !== true; next = await others.next()) yield archiveEntity(next.value, local);
}

/** A relationship stands with the element at its end 2: so it comes once, and no page grows with the children. */
async function* relationships(store: OpenMetadataStore, local: ArchiveProvenance): AsyncGenerator<ArchiveRelationship> {
  for await (const { relationships: own } of store.catalog(everything)) {
    for (const relationship of own) yield archiveRelationship(relationship, local);
  }
}

const ANCHORS = 'Anchors';

function archiveEntity(element: Element, local: ArchiveProvenance): ArchiveEntity {
  const { guid, qualifiedName, classifications, versions } = element;
  const anchors = classifications.find(({ typeName }) => typeName === ANCHORS);
  return {
    ...archiveInstance(element, versions, local),
    guid,
    qualifiedName,
    classifications: classifications
      .filter((one) => one !== anchors)
      .map((one) => archiveInstance(one, versions, local)),
    anchor: anchors === undefined ? undefined : archiveAnchor(anchors, element),
  };
}

function archiveAnchor({ properties }: Classification, { guid, anchorGuid, anchorScopeGuid }: Element): ArchiveAnchor {
  return {
    guid: anchorGuid === guid ? undefined : anchorGuid,
    typeName: textOf(properties['anchorTypeName']),
    domainName: textOf(properties['anchorDomainName']),
    scopeGuids: anchorScopeGuid === undefined ? [] : [anchorScopeGuid],
  };
}

function textOf(value: PropertyValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function archiveRelationship(relationship: Relationship, local: ArchiveProvenance): ArchiveRelationship {
  const { guid, end1, end2, versions } = relationship;
  return { ...archiveInstance(relationship, versions, local), guid, end1, end2 };
}

/** The store keeps no versions of classifications: they have those of their element. */
function archiveInstance(
  { typeName, properties, origin, effectiveFrom, effectiveTo }: Classification,
  versions: Versions,
  local: ArchiveProvenance,
): ArchiveInstance {
  return { typeName, properties, provenance: provenanceOf(origin, local), ...versions, effectiveFrom, effectiveTo };
}

function provenanceOf(origin: Origin, local: ArchiveProvenance): ArchiveProvenance {
  return origin.category === 'LOCAL_COHORT' ? local : origin;
}
