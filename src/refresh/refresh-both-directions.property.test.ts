import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { refreshWorld } from '../../test/support/refresh-world.ts';
import { statedWorld, worldName, worldTable } from '../../test/support/stated-world.ts';
import { memoryStore } from '../../test/support/test-store.ts';
import type { PermittedSynchronization } from '../connector/connector.ts';
import { asGuid } from '../metadata/qualified-name.ts';

type Text = string | undefined;

/** What people do between two refreshes, and whether the third party takes what is carried out. */
interface Step {
  readonly here: { readonly to: Text } | undefined;
  readonly there: { readonly to: Text } | undefined;
  readonly takesChanges: boolean;
}

/** What both sides have, and what they last agreed on. */
interface Sides {
  readonly here: Text;
  readonly there: Text;
  readonly agreed: Text;
}

const person = { userId: 'erin', metadataSource: undefined };
const text = fc.constantFrom('a', 'b', undefined);
const edit = fc.option(fc.record({ to: text }), { nil: undefined });
const step: fc.Arbitrary<Step> = fc.record({ here: edit, there: edit, takesChanges: fc.boolean() });

/** The rule of the issue: what a refresh makes of two sides. */
function refreshed({ here, there, agreed }: Sides, synchronization: PermittedSynchronization, takes: boolean): Sides {
  const isAgreed = here === there;
  const takeOver = { here: there, there, agreed: there };
  const carryOut = takes ? { here, there: here, agreed: here } : { here, there, agreed };
  if (isAgreed) return { here, there, agreed: here };
  if (synchronization === 'TO_THIRD_PARTY') return carryOut;
  if (synchronization === 'BOTH_DIRECTIONS' && here !== agreed)
    return there === agreed ? carryOut : { here, there, agreed };
  // What people add where the third party never stated anything stays theirs.
  if (synchronization === 'FROM_THIRD_PARTY' && there === undefined && agreed === undefined)
    return { here, there, agreed };
  return takeOver;
}

it.each<PermittedSynchronization>(['BOTH_DIRECTIONS', 'TO_THIRD_PARTY', 'FROM_THIRD_PARTY'])(
  '%s: whatever people do on both sides, each refresh goes by the three-way comparison',
  { timeout: 20_000 },
  async (permittedSynchronization) => {
    const property = fc.asyncProperty(text, fc.array(step, { minLength: 1, maxLength: 8 }), async (first, steps) => {
      const store = await memoryStore();
      const world = statedWorld({ 'a.first': { comment: first, ...worldTable() } });
      const refresh = async () => refreshWorld(store, world, { permittedSynchronization, localCohort: true });
      await refresh();
      const guid = (await store.elementNamed(worldName('a.first')))?.guid ?? asGuid('');
      let expected: Sides = { here: first, there: first, agreed: first };
      for (const { here, there, takesChanges } of steps) {
        if (here !== undefined) {
          const properties = { description: here.to };
          await store.write([{ kind: 'update-element', guid, properties }], person);
        }
        if (there !== undefined) world.table('a.first').comment = there.to;
        world.beforePublish = () => {
          if (!takesChanges) throw new Error('read-only');
        };
        const before = { ...expected, ...(here && { here: here.to }), ...(there && { there: there.to }) };
        expected = refreshed(before, permittedSynchronization, takesChanges);
        const { report } = await refresh();
        const found = await store.element(guid);
        const sides = { here: found?.properties['description'], there: world.table('a.first').comment };
        expect(sides).toEqual({ here: expected.here, there: expected.there });
        const isConflict =
          permittedSynchronization === 'BOTH_DIRECTIONS' &&
          new Set([before.here, before.there, before.agreed]).size === 3;
        expect(report.totals.refused).toBe(isConflict ? 1 : 0);
        expect(report.totals.failed).toBe(0);
      }
    });
    await fc.assert(property, { seed: 20_261_123, numRuns: 60, interruptAfterTimeLimit: 10_000 });
  },
);
