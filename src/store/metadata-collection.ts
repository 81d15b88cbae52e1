import type { QualifiedName } from '../metadata/qualified-name.ts';
import type { NewElement } from './open-metadata-store.ts';

/** The type of the element that stands for a metadata source (Egeria 6.1's `setUpMetadataSource`). */
export const METADATA_COLLECTION = 'MetadataCollection';

/** Who has created every metadata source; the apostrophe is needed, to find out what a server makes of it. */
export const metadataCollectionSource = "egeria-integrate's refreshes";

/** The element that stands for a metadata source, which every store creates alike. */
export function metadataCollection(name: QualifiedName): NewElement {
  const displayName = name.split('::').slice(1).join(' ') || name;
  const source = metadataCollectionSource;
  const properties = { displayName, source, deployedImplementationType: 'Metadata Collection' };
  return { typeName: METADATA_COLLECTION, qualifiedName: name, properties };
}
