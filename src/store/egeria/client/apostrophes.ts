import type { Element, PropertyMap, PropertyValue, Relationship } from '../../../metadata/element.ts';
import { asQualifiedName } from '../../../metadata/qualified-name.ts';
import { METADATA_COLLECTION, metadataCollectionSource } from '../../metadata-collection.ts';
import type { RemoteElement } from '../egeria-client.ts';

/**
 * Some servers double apostrophes on their way in: `what's` is kept, and given back, as `what''s` (Egeria 6.1 with a
 * PostgreSQL repository). A merge writes what is there anew, and so doubles it once more.
 *
 * A text alone does not tell whether its doubled apostrophes were meant, as those of SQL are. What a metadata source says
 * of who created it tells: this program writes it, always the same and with one apostrophe. Once a server has given it
 * back doubled, every text that it gives back is halved, which is exact, since it doubles every apostrophe of everything
 * that is written, as long as it is never let merge: see `wholeProperties`.
 */
export interface ApostropheMender {
  /** Whether the server is known to double them. */
  readonly doubles: boolean;
  /** The element as it was written. */
  element(element: RemoteElement): RemoteElement;
  relationship(relationship: Relationship): Relationship;
}

export function apostropheMender(): ApostropheMender {
  let doubles = false;
  return {
    get doubles() {
      return doubles;
    },
    element(element) {
      if (isTelling(element)) doubles = true;
      if (!doubles) return element;
      const classifications = element.classifications.map((one) => ({ ...one, properties: halvedAll(one.properties) }));
      return {
        ...element,
        qualifiedName: asQualifiedName(halved(element.qualifiedName)),
        properties: halvedAll(element.properties),
        classifications,
        origin: halvedOrigin(element.origin),
      };
    },
    relationship(relationship) {
      if (!doubles) return relationship;
      const { end1, end2 } = relationship;
      return {
        ...relationship,
        end1: halvedStub(end1),
        end2: halvedStub(end2),
        properties: halvedAll(relationship.properties),
        origin: halvedOrigin(relationship.origin),
      };
    },
  };
}

/** The form in which such a server keeps a text. */
export function doubled(text: string): string {
  return text.replaceAll("'", "''");
}

/** However often it was doubled. */
function isTelling({ typeName, properties: { source } }: Element): boolean {
  if (typeName !== METADATA_COLLECTION || typeof source !== 'string') return false;
  return source !== metadataCollectionSource && source.replaceAll(/'+/gu, "'") === metadataCollectionSource;
}

/** The text of which this is the doubled form; any other text as it is: it was there before the server doubled them. */
function halved(text: string): string {
  const plain = text.replaceAll("''", "'");
  return doubled(plain) === text ? plain : text;
}

function halvedAll(properties: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, halvedValue(value)]));
}

function halvedValue(value: PropertyValue | undefined): PropertyValue | undefined {
  if (typeof value === 'string') return halved(value);
  if (typeof value !== 'object') return value;
  const halvedPart = (part: unknown): unknown => (typeof part === 'string' ? halved(part) : part);
  if (Array.isArray(value)) return value.map(halvedPart) as PropertyValue;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [halved(key), halvedPart(part)]),
  ) as PropertyValue;
}

function halvedOrigin(origin: Element['origin']): Element['origin'] {
  return origin.category === 'LOCAL_COHORT' ? origin : { ...origin, name: asQualifiedName(halved(origin.name)) };
}

function halvedStub(stub: Relationship['end1']): Relationship['end1'] {
  const { qualifiedName, displayName } = stub;
  return {
    ...stub,
    qualifiedName: asQualifiedName(halved(qualifiedName)),
    displayName: displayName === undefined ? undefined : halved(displayName),
  };
}
