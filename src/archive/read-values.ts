import type { PropertyMap, PropertyValue } from '../metadata/element.ts';
import type { DefinedType, TypeRegistry } from '../metadata/types/type-registry.ts';
import type { EnumPropertyValue, InstanceProperties, InstancePropertyValue } from './archive-format.ts';

/**
 * The property values of an instance. A value that cannot be made sense of is read as null, which no type permits, so
 * that whoever checks the instance refuses it; an enum value is taken by its number where its name is an older one.
 */
export function propertyMapOf(
  { instanceProperties }: Pick<InstanceProperties, 'instanceProperties'>,
  type: DefinedType | undefined,
  types: TypeRegistry,
): PropertyMap {
  const properties: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(instanceProperties ?? {})) {
    if (value === null) continue;
    properties[name] = value.class === 'EnumPropertyValue' ? enumValue(value, type, name, types) : valueOf(value);
  }
  // What is not a PropertyValue is found by the check against the types, as what comes from a connector is.
  return properties as Record<string, PropertyValue>;
}

function enumValue(
  { symbolicName, ordinal }: EnumPropertyValue,
  type: DefinedType | undefined,
  property: string,
  types: TypeRegistry,
): unknown {
  const attribute = type?.properties.get(property)?.type;
  const known = attribute?.kind === 'enum' ? types.enumType(attribute.name) : undefined;
  if (symbolicName !== null && symbolicName !== undefined && known?.ordinals.has(symbolicName) !== false) {
    return symbolicName;
  }
  const [byNumber] = [...(known?.ordinals ?? [])].find(([, number]) => number === ordinal) ?? [];
  return byNumber ?? symbolicName ?? null;
}

function valueOf(value: InstancePropertyValue): unknown {
  switch (value.class) {
    case 'PrimitivePropertyValue':
      return value.primitiveDefCategory === 'OM_PRIMITIVE_TYPE_DATE'
        ? dateOf(value.primitiveValue)
        : value.primitiveValue;
    case 'EnumPropertyValue':
      return value.symbolicName ?? null;
    case 'MapPropertyValue':
      return Object.fromEntries(entriesOf(value.mapValues));
    case 'ArrayPropertyValue':
      // The keys are the places of the items.
      return entriesOf(value.arrayValues)
        .toSorted(([one], [other]) => Number(one) - Number(other))
        .map(([, item]) => item);
    case 'other':
      return null;
    default:
      return value satisfies never;
  }
}

function entriesOf(values: InstanceProperties | null | undefined): [string, unknown][] {
  return Object.entries(values?.instanceProperties ?? {}).map(([name, value]) => [
    name,
    value === null ? null : valueOf(value),
  ]);
}

function dateOf(value: unknown): unknown {
  if (typeof value !== 'number' && typeof value !== 'string') return value;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? value : time.toISOString();
}
