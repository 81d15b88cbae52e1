import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOfType } from '../metadata/types/attribute-type.ts';
import type { AttributeType, PrimitiveName } from '../metadata/types/attribute-type.ts';
import { typeRegistry } from '../metadata/types/type-registry.ts';
import type { Attribute, DefinedType } from '../metadata/types/type-registry.ts';
import type { InstanceProperties } from './archive-format.ts';
import { propertyMapOf } from './read-values.ts';
import { valueWriter } from './write-values.ts';

const types = typeRegistry();

/** One attribute for each type that attributes have. */
const attributes = new Map<string, { readonly attribute: Attribute; readonly of: DefinedType }>();
for (const kind of ['entity', 'relationship', 'classification'] as const) {
  for (const name of types.names(kind)) {
    const of = types[kind](name);
    for (const attribute of of?.properties.values() ?? []) {
      if (of !== undefined) attributes.set(attribute.type.name, { attribute, of });
    }
  }
}

const text = fc.string({ unit: 'grapheme' }).filter((value) => value.isWellFormed() && !value.includes('\0'));
/** JSON has no -0. */
const number = (arbitrary: fc.Arbitrary<number>) => arbitrary.map((value) => value + 0);
const double = number(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()));
const primitives: Readonly<Record<PrimitiveName, fc.Arbitrary<unknown>>> = {
  string: text,
  boolean: fc.boolean(),
  int: fc.integer(),
  long: fc.maxSafeInteger(),
  float: number(fc.oneof(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.integer())),
  double,
  date: fc
    .date({ min: new Date('0000-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  object: fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.boolean(),
      double,
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      entries(tie('value')),
    ),
  })).value,
};

/** Names that an object has by itself are keys like any others. */
function entries(value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc.dictionary(fc.oneof(text, fc.constantFrom('toString', 'constructor', '10', '9')), value, { maxKeys: 4 });
}

function valuesOf(type: AttributeType): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'primitive':
      return primitives[type.name];
    case 'enum':
      return fc.constantFrom(...type.values);
    case 'array':
      return fc.array(primitives[type.itemType], { maxLength: 12 });
    case 'map':
      return entries(primitives[type.valueType]);
    default:
      return type satisfies never;
  }
}

describe('the value of a property', () => {
  it('has one of the types that Egeria 6.1 has, whose values are made here', () => {
    expect([...attributes.keys()]).toEqual(
      expect.arrayContaining([
        'string',
        'float',
        'array<string>',
        'map<string,date>',
        'map<string,object>',
        'StarRating',
      ]),
    );
    expect(attributes.size).toBeGreaterThan(30);
  });

  it.each([...attributes])('of type %s is read as it was written', (_name, { attribute, of }) => {
    const write = valueWriter(attribute, of, (name) => types.enumType(name));
    fc.assert(
      fc.property(
        valuesOf(attribute.type).filter((value) => isOfType(attribute.type, value)),
        (value) => {
          const written = JSON.parse(
            `{"instanceProperties":{"${attribute.name}":${write(value)}}}`,
          ) as InstanceProperties;
          expect(propertyMapOf(written, of, types)).toEqual({ [attribute.name]: value });
        },
      ),
      { seed: 20_261_126, numRuns: 200 },
    );
  });
});
