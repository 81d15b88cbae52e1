import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { uniqueNames } from './structure.ts';

it.each([
  [
    ['id', 'name'],
    ['id', 'name'],
  ],
  [
    ['amount', 'amount', 'amount'],
    ['amount', 'amount (2)', 'amount (3)'],
  ],
  [
    ['amount', 'amount', 'amount (2)'],
    ['amount', 'amount (3)', 'amount (2)'],
  ],
  [
    ['', 'a', ''],
    ['column1', 'a', 'column3'],
  ],
  [
    ['', 'column1', 'column1'],
    ['column1 (2)', 'column1', 'column1 (3)'],
  ],
])('makes %j into %j', (names, unique) => {
  expect(uniqueNames(names)).toEqual(unique);
});

it('gives every name its own, and leaves the first use of each as it is', () => {
  const name = fc.constantFrom('', 'a', 'a (2)', 'a (3)', 'a (2) (2)', 'column1', 'column2', 'column2 (2)');
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), (names: readonly string[]) => {
      const unique = uniqueNames(names);
      expect(new Set(unique).size).toBe(names.length);
      expect(unique).not.toContain('');
      const isFirst = (each: string, index: number): boolean => each !== '' && names.indexOf(each) === index;
      expect(unique.filter((_, index) => isFirst(names[index] ?? '', index))).toEqual(names.filter(isFirst));
    }),
    { numRuns: 1_000, seed: 7 },
  );
});

it('takes no longer for 30,000 equal names than for as many different ones', { timeout: 2_000 }, () => {
  expect(uniqueNames(Array.from({ length: 30_000 }, () => 'a')).at(-1)).toBe('a (30000)');
});
