import type { Element, Origin, PropertyMap, Relationship } from '../../src/metadata/element.ts';
import type { Guid } from '../../src/metadata/qualified-name.ts';
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

/** So many elements are asked for their relationships at once. */
const AT_ONCE = 16;

/**
 * The elements of a store by qualified name, in the order of the names; a twin has its number after its name.
 *
 * @param isMeant which elements; all by default
 */
export async function catalogOf(
  store: OpenMetadataStore,
  isMeant: (element: Element) => boolean = () => true,
): Promise<Record<string, CatalogElement>> {
  const all = await Array.fromAsync(store.find({ forLineage: true }));
  const names = new Map(all.map(({ guid, qualifiedName }) => [guid, qualifiedName]));
  const elements = all.filter(isMeant).toSorted((one, other) => (one.qualifiedName < other.qualifiedName ? -1 : 1));
  const catalog: Record<string, CatalogElement> = {};
  for (let start = 0; start < elements.length; start += AT_ONCE) {
    const some = elements.slice(start, start + AT_ONCE);
    const relationships = await Promise.all(
      some.map(async ({ guid }) => Array.fromAsync(store.relationships(guid, { forLineage: true }))),
    );
    for (const [index, element] of some.entries()) {
      let name: string = element.qualifiedName;
      for (let twin = 2; name in catalog; twin += 1) name = `${element.qualifiedName} (${String(twin)})`;
      catalog[name] = catalogElement(element, relationships[index] ?? [], names);
    }
  }
  return catalog;
}

function catalogElement(
  element: Element,
  relationships: readonly Relationship[],
  names: ReadonlyMap<Guid, string>,
): CatalogElement {
  const { typeName, properties, origin, anchorGuid, anchorScopeGuid } = element;
  const owner = ownerOf(origin);
  // Named only where it is another than the element's.
  const ofOther = (one: Origin): string => (ownerOf(one) === owner ? '' : ` of ${ownerOf(one) ?? 'the local cohort'}`);
  return {
    typeName,
    properties,
    owner,
    anchor: anchorGuid === element.guid ? undefined : names.get(anchorGuid),
    anchorScope: anchorScopeGuid === undefined ? undefined : names.get(anchorScopeGuid),
    classifications: element.classifications
      .filter((one) => one.typeName !== 'Anchors')
      .map((one) => `${one.typeName} ${propertiesText(one.properties)}${ofOther(one.origin)}`)
      .toSorted(),
    relationships: relationships
      .map((one) => {
        const ends = `${one.end1.qualifiedName} -> ${one.end2.qualifiedName}`;
        return `${one.typeName} ${ends} ${propertiesText(one.properties)}${ofOther(one.origin)}`;
      })
      .toSorted(),
  };
}

function ownerOf(origin: Origin): string | undefined {
  return origin.category === 'EXTERNAL_SOURCE' ? origin.name : undefined;
}

/** The same text of the same properties, in whatever order a store gives them. */
function propertiesText(properties: PropertyMap): string {
  return JSON.stringify(properties, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
