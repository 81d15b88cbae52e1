import type { PropertyMap, PropertyValue } from '../../../src/metadata/element.ts';
import { isOfType } from '../../../src/metadata/types/attribute-type.ts';
import type { AttributeType } from '../../../src/metadata/types/attribute-type.ts';
import type { InstanceProperties, InstanceValue } from './archive-content.ts';
import type { Described } from './property-values.ts';

/** The properties of something in an archive as our store holds them; `undefined` when one does not fit the type. */
export function archivedProperties(type: Described, given: InstanceProperties): PropertyMap | undefined {
  const properties: Record<string, PropertyValue> = {};
  for (const [name, value] of Object.entries(given?.instanceProperties ?? {})) {
    const attribute = type.properties.get(name);
    if (attribute === undefined) return undefined;
    const read = valueOf(value, attribute.type);
    if (!isOfType(attribute.type, read)) return undefined;
    properties[name] = read as PropertyValue;
  }
  return properties;
}

/** The texts of a classification's properties, as far as they are texts. */
export function archivedTexts(given: InstanceProperties): Readonly<Record<string, string>> {
  const entries = Object.entries(given?.instanceProperties ?? {});
  return Object.fromEntries(
    entries.flatMap(([name, value]) => {
      const text = value.class === 'PrimitivePropertyValue' ? value.primitiveValue : undefined;
      return typeof text === 'string' ? [[name, text]] : [];
    }),
  );
}

function valueOf(value: InstanceValue, type: AttributeType): unknown {
  switch (value.class) {
    case 'PrimitivePropertyValue':
      return type.name === 'date' ? isoTime(value.primitiveValue) : value.primitiveValue;
    case 'EnumPropertyValue':
      return value.symbolicName;
    case 'MapPropertyValue': {
      const entries = Object.entries(value.mapValues?.instanceProperties ?? {});
      const isOfDates = type.kind === 'map' && type.valueType === 'date';
      return Object.fromEntries(entries.map(([key, item]) => [key, itemOf(item, isOfDates)]));
    }
    case 'ArrayPropertyValue': {
      const entries = Object.entries(value.arrayValues?.instanceProperties ?? {});
      return entries.toSorted(([one], [other]) => Number(one) - Number(other)).map(([, item]) => itemOf(item, false));
    }
    default:
      return value satisfies never;
  }
}

function itemOf(item: InstanceValue, isDate: boolean): unknown {
  if (item.class !== 'PrimitivePropertyValue') return undefined;
  return isDate ? isoTime(item.primitiveValue) : item.primitiveValue;
}

function isoTime(value: unknown): string | undefined {
  return typeof value === 'number' ? new Date(value).toISOString() : undefined;
}
