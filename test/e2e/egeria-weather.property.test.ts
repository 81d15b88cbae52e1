import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { comparableCatalog, egeriaWorld, embeddedCatalog } from '../support/egeria-world.ts';
import type { Fault } from '../support/fake-egeria/faults.ts';
import { generatedWorld, recordsOf } from '../support/generated-world.ts';
import type { GeneratedWorld } from '../support/generated-world.ts';
import { tempFolder } from '../support/temp-folder.ts';

const runs = {
  seed: Number(process.env['SEED'] ?? 20_261_125),
  numRuns: Number(process.env['RUNS'] ?? 12),
  interruptAfterTimeLimit: 540_000,
} as const;

const fault: fc.Arbitrary<Fault> = fc.constantFrom<Fault[]>(
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'half-answer' },
  { kind: 'dead-tokens' },
  { kind: 'web-page', status: 200 },
  { kind: 'web-page', status: 503 },
  { kind: 'status', status: 503, retryAfterSeconds: 3 },
  { kind: 'status', status: 429 },
  { kind: 'duplicate' },
  { kind: 'gap' },
);

const relates = ['NestedSchemaAttribute', 'ForeignKey'];
const provider = { id: 'world', catalogs: ['RelationalColumn'], relates, publishes: [] } as never;

/** What goes wrong with which calls of a run. */
const rule = fc.record({ fault, from: fc.integer({ min: 1, max: 40 }), times: fc.integer({ min: 1, max: 15 }) });

/** An earlier state of the third party, and the run that met it. */
const earlierRun = fc.record({
  world: generatedWorld,
  rules: fc.array(rule, { minLength: 1, maxLength: 4 }),
  losesLedger: fc.boolean(),
});

type EarlierRun = typeof earlierRun extends fc.Arbitrary<infer Run> ? Run : never;

function node(id: number, name: string, parent?: number, dataType?: string): GeneratedWorld[number] {
  return { id, parent, references: [], name, description: undefined, dataType };
}

/** Found by seed 3: what was anchored anew is still related to its former parent alone, and its anchor goes. */
const relatedElsewhere: [EarlierRun[], GeneratedWorld] = [
  [
    {
      world: [node(0, 'a'), node(10, '', 0)],
      rules: [{ fault: { kind: 'reset', when: 'before' }, from: 1, times: 1 }],
      losesLedger: false,
    },
    {
      world: [node(1, 'a'), node(0, '', 0), node(10, '', 0, 'integer')],
      rules: [
        { fault: { kind: 'status', status: 429 }, from: 16, times: 7 },
        { fault: { kind: 'reset', when: 'before' }, from: 4, times: 2 },
        { fault: { kind: 'reset', when: 'before' }, from: 23, times: 5 },
      ],
      losesLedger: false,
    },
  ],
  [node(0, 'a', undefined, 'integer'), node(3, 'a', 0, 'text'), node(5, 'b', 0, 'integer')],
];

it(
  'whatever went wrong on the way to a platform, the next refresh comes to the catalog of an embedded store',
  { timeout: 600_000 },
  async () => {
    const property = fc.asyncProperty(
      fc.array(earlierRun, { minLength: 1, maxLength: 2 }),
      generatedWorld,
      async (earlier, world) => {
        const { fake, refresh, writes } = await egeriaWorld();
        let ledger = tempFolder();
        for (const { world: before, rules, losesLedger } of earlier) {
          for (const each of rules) fake.faults.add(each);
          await refresh(recordsOf(before), { ledger, provider }).catch(() => undefined);
          fake.faults.clear();
          if (losesLedger) ledger = tempFolder();
        }
        const records = recordsOf(world);
        const { report } = await refresh(records, { ledger, provider });
        expect(report).toMatchObject({ complete: true, error: undefined });
        expect(await comparableCatalog(fake.store)).toEqual(await embeddedCatalog(records));
        expect(await fake.orphans()).toEqual([]);
        const before = writes();
        const again = await refresh(records, { ledger, provider });
        expect(again.report.totals).toMatchObject({ stated: world.length, unchanged: world.length });
        expect(writes()).toBe(before);
        await fake.stop();
      },
    );
    await fc.assert(property, { ...runs, examples: [relatedElsewhere] });
  },
);
