import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeType, PrimitiveName } from './attribute-type.ts';
import { checkEntityProperties } from './check-element.ts';
import { typeRegistry } from './type-registry.ts';

describe('every entity type', () => {
  const seed = 20_261_123;
  const types = typeRegistry();
  const primitives: Readonly<Record<PrimitiveName, fc.Arbitrary<unknown>>> = {
    string: fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
    boolean: fc.boolean(),
    int: fc.integer(),
    long: fc.maxSafeInteger(),
    float: fc.float({ noDefaultInfinity: true, noNaN: true }),
    double: fc.double({ noDefaultInfinity: true, noNaN: true }),
    date: fc
      .date({
        min: new Date('0001-01-01T00:00:00.000Z'),
        max: new Date('9999-12-31T23:59:59.999Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString()),
    object: fc.jsonValue({ stringUnit: 'grapheme-ascii' }),
  };
  const key = fc.string({ unit: 'grapheme-ascii' }).filter((text) => text !== '__proto__');

  function valueOf(type: AttributeType): fc.Arbitrary<unknown> {
    if (type.kind === 'enum') return fc.constantFrom(...type.values);
    if (type.kind === 'array') return fc.array(primitives[type.itemType], { maxLength: 3 });
    if (type.kind === 'map') return fc.dictionary(key, primitives[type.valueType], { maxKeys: 3 });
    return primitives[type.name];
  }

  const propertiesOf = (typeName: string) =>
    Array.from(types.entity(typeName)?.properties.values() ?? []).filter(({ name }) => name !== 'qualifiedName');

  const stated = fc.constantFrom(...types.names('entity')).chain((typeName) => {
    const properties = propertiesOf(typeName);
    const values = Object.fromEntries(properties.map(({ name, type }) => [name, valueOf(type)]));
    const requiredKeys = properties.filter(({ required }) => required).map(({ name }) => name);
    return fc.record({ typeName: fc.constant(typeName), properties: fc.record(values, { requiredKeys }) });
  });

  it('takes every element made of its properties', () => {
    fc.assert(
      fc.property(stated, ({ typeName, properties }) => checkEntityProperties(typeName, properties) === undefined),
      { numRuns: 300, seed },
    );
  });

  const misspelt = stated.chain(({ typeName, properties }) =>
    fc.record({
      typeName: fc.constant(typeName),
      properties: fc.constant(properties),
      name: fc.constantFrom(...propertiesOf(typeName).map(({ name }) => name)),
      at: fc.nat(),
      letter: fc.constantFrom('a', 'e', 'n', 'x'),
      how: fc.constantFrom('replace', 'leave out', 'add'),
    }),
  );

  it('refuses a property with one wrong letter, and names what was meant', () => {
    fc.assert(
      fc.property(misspelt, ({ typeName, properties, name, at, letter, how }) => {
        const position = at % name.length;
        const rest = name.slice(how === 'add' ? position : position + 1);
        const wrongName = name.slice(0, position) + (how === 'leave out' ? '' : letter) + rest;
        const known = propertiesOf(typeName).map((attribute) => attribute.name);
        fc.pre(!known.includes(wrongName) && wrongName !== 'qualifiedName' && name.length > 4);
        const problem = checkEntityProperties(typeName, { [wrongName]: 'x', ...properties });
        expect(problem).toMatchObject({ kind: 'unknown-property', name: wrongName, nearest: name });
      }),
      { numRuns: 300, seed },
    );
  });
});
