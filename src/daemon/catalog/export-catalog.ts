import type { Element, ElementStub, Relationship } from '../../metadata/element.ts';
import type { Catalog } from './open-catalog.ts';

/**
 * Every element of the catalog as it is exported, parents before children as they were created. A relationship stands with
 * the element at its end 2, which is the child or the referring one: so it stands once, and no line grows with its children.
 */
export async function* exportedElements({ store }: Catalog): AsyncIterable<object> {
  for await (const { element, relationships } of store.catalog()) {
    yield exportedElement(element, relationships.map(exportedRelationship));
  }
}

function exportedElement(element: Element, relationships: readonly object[]): object {
  const { guid, typeName, qualifiedName, properties, classifications, origin, anchorGuid, ...rest } = element;
  return {
    guid,
    typeName,
    qualifiedName,
    properties,
    classifications,
    relationships,
    origin,
    anchorGuid: anchorGuid === guid ? undefined : anchorGuid,
    ...rest,
  };
}

function exportedRelationship({ end1, end2, ...rest }: Relationship): object {
  return { ...rest, end1: exportedEnd(end1), end2: exportedEnd(end2) };
}

function exportedEnd({ guid, typeName, qualifiedName }: ElementStub): object {
  return { guid, typeName, qualifiedName };
}
