import { cpSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MetadataRecord } from '../../src/metadata/element.ts';
import {
  comparableCatalog,
  egeriaWorld,
  embeddedCatalog,
  isWriting,
  smallDatabase,
  wideDatabase,
  wideTables,
} from '../support/egeria-world.ts';
import { tempFolder } from '../support/temp-folder.ts';

describe.each([
  { way: 'by calls', records: smallDatabase(), batchRecords: 1000, loads: 0 },
  { way: 'by calls, three batches at once', records: smallDatabase(), batchRecords: 3, loads: 0 },
  { way: 'by archives', records: wideTables(), batchRecords: 1000, loads: 4 },
  { way: 'by archives, two batches at once', records: wideDatabase(200), batchRecords: 200, loads: 7 },
])('a refresh that writes $way', ({ records, batchRecords, loads }) => {
  const stated = records.length;
  const world: KilledWorld = { records, batchRecords };

  it.each(['kept', 'lost'] as const)(
    'comes to the whole catalog though killed at any call, its ledger %s',
    async (fate) => {
      const expected = await embeddedCatalog(records);
      const operations = await operationsOf(world);
      expect(operations.filter((operation) => operation === 'load-archive')).toHaveLength(loads);
      for (const at of callsThatCount(operations, fate)) {
        const killed = await killedAndRefreshed(world, at, fate);
        expect(killed, `killed at call ${String(at)}, ${operations[at - 1] ?? ''}`).toEqual({
          isWhole: false,
          report: expect.objectContaining({ complete: true, error: undefined }),
          totals: expect.objectContaining({ stated, refused: 0, failed: 0, removed: 0 }),
          again: expect.objectContaining({ unchanged: stated }),
          writesAgain: 0,
          catalog: expected,
          orphans: [],
        });
      }
    },
  );
});

interface KilledWorld {
  readonly records: readonly MetadataRecord[];
  readonly batchRecords: number;
}

/** What the platform is asked in a refresh that nothing happens to, in that order. */
async function operationsOf({ records, batchRecords }: KilledWorld): Promise<readonly string[]> {
  const { fake, refresh } = await egeriaWorld();
  await refresh(records, { ledger: tempFolder(), batchRecords });
  await fake.stop();
  return fake.calls.all.map(({ operation }) => operation);
}

/** The calls, from 1, after which something is left behind: on the platform by those that write, in the ledger by all from there on. */
function callsThatCount(operations: readonly string[], fate: 'kept' | 'lost'): readonly number[] {
  const first = operations.findIndex(isWriting);
  return [...operations.keys()]
    .filter((index) => index >= first && (fate === 'kept' || isWriting(operations[index] ?? '')))
    .map((index) => index + 1);
}

/**
 * A refresh whose process dies when the platform has done the work of so many calls, of which the last is never answered,
 * and the two after it.
 */
async function killedAndRefreshed({ records, batchRecords }: KilledWorld, killedAt: number, fate: 'kept' | 'lost') {
  const { fake, refresh, writes } = await egeriaWorld();
  const [running, left] = [tempFolder(), tempFolder()];
  // What the process leaves behind is what is on the disk by then: all that it does later is in another folder.
  let done = 0;
  fake.onDone(() => {
    done += 1;
    if (done === killedAt) cpSync(running, left, { recursive: true });
  });
  fake.dieAfter(killedAt, { lastIsAnswered: false });
  const first = await refresh(records, { ledger: running, batchRecords }).catch(() => undefined);
  fake.revive();
  const ledger = fate === 'kept' ? left : tempFolder();
  const { report } = await refresh(records, { ledger, batchRecords });
  const before = writes();
  const again = await refresh(records, { ledger, batchRecords });
  const catalog = await comparableCatalog(fake.store);
  const orphans = await fake.orphans();
  await fake.stop();
  return {
    isWhole: first?.report.complete === true,
    report,
    totals: report.totals,
    again: again.report.totals,
    writesAgain: writes() - before,
    catalog,
    orphans,
  };
}
