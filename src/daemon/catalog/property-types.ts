import { ConfigurationError } from '../../messages/error-kinds.ts';
import { describeAttributeType, isOfType } from '../../metadata/types/attribute-type.ts';
import type { AttributeType } from '../../metadata/types/attribute-type.ts';
import { nearestName } from '../../metadata/types/nearest-name.ts';
import { typeRegistry } from '../../metadata/types/type-registry.ts';
import type { EntityType } from '../../metadata/types/type-registry.ts';
import type { PropertyValue } from '../../metadata/element.ts';
import { catalogMessages } from './messages.ts';

/**
 * The entity type of a name.
 *
 * @throws ConfigurationError with the nearest right name
 */
export function entityType(name: string): EntityType {
  const type = typeRegistry().entity(name);
  if (type !== undefined) return type;
  throw new ConfigurationError(
    catalogMessages.unknownType({ subject: name, nearest: typeRegistry().nearest(name, 'entity') }),
  );
}

/** The names of all entity types that elements found under a type may have; of all there are for `undefined`. */
export function typesBeneath(typeName: string | undefined): Iterable<string> {
  return typeName === undefined ? typeRegistry().names('entity') : typeRegistry().subtypesOf(typeName);
}

/**
 * The type of a property of the first of these entity types that has it.
 *
 * @throws ConfigurationError with the nearest right name
 */
export function propertyType(property: string, typeNames: Iterable<string>): AttributeType {
  const known = new Set<string>();
  for (const name of typeNames) {
    for (const [each, { type }] of typeRegistry().entity(name)?.properties ?? []) {
      if (each === property) return type;
      known.add(each);
    }
  }
  const nearest = nearestName(property, known);
  throw new ConfigurationError(catalogMessages.unknownProperty({ subject: property, nearest }));
}

/**
 * A value that somebody typed, as the property's type wants it.
 *
 * @throws ConfigurationError with what it must be
 */
export function typedValue(property: string, type: AttributeType, text: string): PropertyValue {
  const value = read(type, text);
  if (value !== undefined && isOfType(type, value)) return value as PropertyValue;
  const nearest = type.kind === 'enum' ? nearestName(text, type.values) : undefined;
  const facts = { subject: property, expected: describeAttributeType(type), found: `"${text}"`, nearest };
  throw new ConfigurationError(catalogMessages.wrongValue(facts));
}

function read(type: AttributeType, text: string): unknown {
  if (type.kind === 'enum') return [...type.values].find((value) => value.toLowerCase() === text.toLowerCase());
  if (type.kind === 'array' && !text.trimStart().startsWith('[')) return text.split(',').map((item) => item.trim());
  if (type.kind !== 'primitive') return fromJson(text);
  switch (type.name) {
    case 'string':
      return text;
    case 'boolean':
      return /^(?:true|false)$/iu.test(text) ? text.toLowerCase() === 'true' : undefined;
    case 'date': {
      const time = Date.parse(text);
      return Number.isNaN(time) ? undefined : new Date(time).toISOString();
    }
    case 'object':
      return fromJson(text);
    default:
      return text.trim() === '' ? undefined : Number(text);
  }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
