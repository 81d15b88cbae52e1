import { expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

const properties = ['displayName', 'description', 'length', 'precision', 'isNullable'];

it.each([
  ['a letter left out', 'displayNam', 'displayName'],
  ['a letter too many', 'lenngth', 'length'],
  ['another letter', 'precisiom', 'precision'],
  ['two letters swapped', 'lenght', 'length'],
  ['other case', 'isnullable', 'isNullable'],
  ['another convention', 'display_name', 'displayName'],
])('finds what was meant by a name with %s', (_, misspelt, meant) => {
  expect(nearestName(misspelt, properties)).toBe(meant);
});

it('finds nothing for a name that resembles none', () => {
  expect(nearestName('colour', properties)).toBeUndefined();
});

it('finds the only name that begins with what was written', () => {
  expect(nearestName('desc', properties)).toBe('description');
});

it('does not choose between names that begin with what was written', () => {
  expect(nearestName('display', ['displayAlternatives', 'displayPreferences'])).toBeUndefined();
});

it('prefers the name in the same case among equally near ones', () => {
  expect(nearestName('Scheme', ['SCHEMA', 'Schema', 'schema'])).toBe('Schema');
});

it('finds nothing among nothing', () => {
  expect(nearestName('length', [])).toBeUndefined();
});
