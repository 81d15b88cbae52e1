import { ConfigurationError } from '../../messages/error-kinds.ts';
import type { Element, PropertyMap, PropertyValue } from '../../metadata/element.ts';
import { elementFor } from './find-elements.ts';
import { catalogMessages } from './messages.ts';
import type { Catalog } from './open-catalog.ts';
import { propertyType, typedValue } from './property-types.ts';

/** What setting properties came to. */
export interface SetOutcome {
  /** The element before. */
  readonly element: Element;
  readonly differences: readonly {
    readonly name: string;
    readonly from: PropertyValue | undefined;
    readonly to: PropertyValue | undefined;
  }[];
}

/**
 * Sets properties of an element as a person: `property=value`, without a value to remove it.
 *
 * @throws ConfigurationError for an element, a property or a value that cannot be; ConflictError when the element belongs to
 * a metadata source
 */
export async function setProperties(
  { store, userName }: Catalog,
  text: string,
  assignments: readonly string[],
): Promise<SetOutcome> {
  const element = await elementFor(text, store);
  const properties: Record<string, PropertyValue | undefined> = {};
  for (const assignment of assignments) {
    const { name, value } = /^\s*(?<name>\w+)\s*=(?<value>.*)$/su.exec(assignment)?.groups ?? {};
    if (name === undefined || value === undefined) {
      throw new ConfigurationError(catalogMessages.notAnAssignment({ subject: assignment }));
    }
    if (name === 'qualifiedName') throw new ConfigurationError(catalogMessages.notSettable());
    const type = propertyType(name, [element.typeName]);
    properties[name] = value === '' ? undefined : typedValue(name, type, value);
  }
  const writer = { userId: userName, metadataSource: undefined };
  await store.write([{ kind: 'update-element', guid: element.guid, properties }], writer);
  return { element, differences: differences(element.properties, properties) };
}

function differences(before: PropertyMap, after: PropertyMap): SetOutcome['differences'] {
  return Object.entries(after)
    .map(([name, to]) => ({ name, from: before[name], to }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}
