import type { QualifiedName } from '../metadata/qualified-name.ts';
import type { NewElement } from './open-metadata-store.ts';

/** The element that stands for a metadata source, which every store creates alike (Egeria 6.1's `setUpMetadataSource`). */
export function metadataCollection(name: QualifiedName): NewElement {
  const displayName = name.split('::').slice(1).join(' ') || name;
  const properties = { displayName, deployedImplementationType: 'Metadata Collection' };
  return { typeName: 'MetadataCollection', qualifiedName: name, properties };
}
