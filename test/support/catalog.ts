import type { Origin, PropertyMap } from '../../src/metadata/element.ts';
import type { OpenMetadataStore } from '../../src/store/open-metadata-store.ts';

/** An element without what differs from store to store: GUIDs, times and versions. Elements are named by qualified name. */
export interface CatalogElement {
  readonly typeName: string;
  readonly properties: PropertyMap;
  /** The name of its owner; `undefined`: the local cohort. */
  readonly owner: string | undefined;
  readonly anchor: string | undefined;
  readonly anchorScope: string | undefined;
  /** `Type {properties}`, without the anchors, in the order of the text. */
  readonly classifications: readonly string[];
  /** `Type end1 -> end2 {properties}` of the relationships at either end, in the order of the text. */
  readonly relationships: readonly string[];
}

/** The elements of a store by qualified name, in the order of the names. */
export async function catalogOf(store: OpenMetadataStore): Promise<Record<string, CatalogElement>> {
  const elements = await Array.fromAsync(store.find({ forLineage: true }));
  const names = new Map(elements.map(({ guid, qualifiedName }) => [guid, qualifiedName]));
  const entries: [string, CatalogElement][] = [];
  for (const element of elements.toSorted((one, other) => (one.qualifiedName < other.qualifiedName ? -1 : 1))) {
    const { typeName, properties, origin, anchorGuid, anchorScopeGuid } = element;
    const relationships = await Array.fromAsync(store.relationships(element.guid, { forLineage: true }));
    const owner = ownerOf(origin);
    // Named only where it is another than the element's.
    const ofOther = (one: Origin): string =>
      ownerOf(one) === owner ? '' : ` of ${ownerOf(one) ?? 'the local cohort'}`;
    entries.push([
      element.qualifiedName,
      {
        typeName,
        properties,
        owner,
        anchor: anchorGuid === element.guid ? undefined : names.get(anchorGuid),
        anchorScope: anchorScopeGuid === undefined ? undefined : names.get(anchorScopeGuid),
        classifications: element.classifications
          .filter((one) => one.typeName !== 'Anchors')
          .map((one) => `${one.typeName} ${JSON.stringify(one.properties)}${ofOther(one.origin)}`)
          .toSorted(),
        relationships: relationships
          .map((one) => {
            const ends = `${one.end1.qualifiedName} -> ${one.end2.qualifiedName}`;
            return `${one.typeName} ${ends} ${JSON.stringify(one.properties)}${ofOther(one.origin)}`;
          })
          .toSorted(),
      },
    ]);
  }
  return Object.fromEntries(entries);
}

function ownerOf(origin: Origin): string | undefined {
  return origin.category === 'EXTERNAL_SOURCE' ? origin.name : undefined;
}
