import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { keySet } from './key-set.ts';

it('a key set is a set of small integers', () => {
  const operations = fc.array(fc.oneof(fc.nat({ max: 70 }), fc.nat({ max: 200_000 })));
  fc.assert(
    fc.property(operations, (added) => {
      const keys = keySet();
      const expected = new Set<number>();
      for (const key of added) {
        expect(keys.add(key)).toBe(!expected.has(key));
        expected.add(key);
        expect(keys.size).toBe(expected.size);
      }
      const around = added.flatMap((one) => [Math.abs(one - 1), one, one + 1, one + 32]);
      for (const key of [...around, 0, 31, 32, 1_000_000])
        expect([key, keys.has(key)]).toEqual([key, expected.has(key)]);
    }),
    { seed: 1, numRuns: 200 },
  );
});
