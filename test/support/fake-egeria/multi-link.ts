import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';

/** Types of which two elements may have several relationships, besides those of lineage (Egeria 6.1). */
const MULTI_LINK = new Set(['CatalogTarget', 'ExternalReferenceLink', 'ValidValuesImplementation']);

/** Whether relating two elements again by this type makes a second relationship. */
export function isMultiLink(relationshipTypeName: string): boolean {
  return (
    MULTI_LINK.has(relationshipTypeName) || typeRegistry().isSubtypeOf(relationshipTypeName, 'LineageRelationship')
  );
}
