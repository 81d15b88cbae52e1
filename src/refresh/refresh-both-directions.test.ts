import { describe, expect, it } from 'vitest';
import { TABLE, describedTable, expectSettled } from '../../test/support/described-table.ts';
import { noTotals, refreshWorld } from '../../test/support/refresh-world.ts';
import { worldName } from '../../test/support/stated-world.ts';
import { dumpOf } from '../../test/support/store-dump.ts';
import type { IntegrationContext, PermittedSynchronization } from '../connector/connector.ts';
import { openSqlite } from '../runtime/sqlite.ts';

type Text = string | undefined;

// From the issue: changed here, carried out; changed there, taken over (TO_THIRD_PARTY: overwritten); both: a conflict.
const outcomes: [PermittedSynchronization, Text, Text, Text, 'taken over' | 'carried out' | 'conflict' | 'nothing'][] =
  [
    ['BOTH_DIRECTIONS', 'old', 'old', 'old', 'nothing'],
    ['BOTH_DIRECTIONS', 'old', 'here', 'old', 'carried out'],
    ['BOTH_DIRECTIONS', undefined, 'here', undefined, 'carried out'],
    ['BOTH_DIRECTIONS', 'old', undefined, 'old', 'carried out'],
    ['BOTH_DIRECTIONS', 'old', 'old', 'there', 'taken over'],
    ['BOTH_DIRECTIONS', undefined, undefined, 'there', 'taken over'],
    ['BOTH_DIRECTIONS', 'old', 'old', undefined, 'taken over'],
    ['BOTH_DIRECTIONS', 'old', 'here', 'there', 'conflict'],
    ['BOTH_DIRECTIONS', undefined, 'here', 'there', 'conflict'],
    ['BOTH_DIRECTIONS', 'old', undefined, 'there', 'conflict'],
    ['BOTH_DIRECTIONS', 'old', 'here', undefined, 'conflict'],
    ['BOTH_DIRECTIONS', 'old', 'same', 'same', 'nothing'],
    ['BOTH_DIRECTIONS', 'old', undefined, undefined, 'nothing'],
    ['TO_THIRD_PARTY', 'old', 'old', 'old', 'nothing'],
    ['TO_THIRD_PARTY', 'old', 'here', 'old', 'carried out'],
    ['TO_THIRD_PARTY', undefined, 'here', undefined, 'carried out'],
    ['TO_THIRD_PARTY', 'old', undefined, 'old', 'carried out'],
    ['TO_THIRD_PARTY', 'old', 'old', 'there', 'carried out'],
    ['TO_THIRD_PARTY', undefined, undefined, 'there', 'carried out'],
    ['TO_THIRD_PARTY', 'old', 'here', 'there', 'carried out'],
    ['TO_THIRD_PARTY', 'old', 'same', 'same', 'nothing'],
    ['FROM_THIRD_PARTY', 'old', 'old', 'old', 'nothing'],
    ['FROM_THIRD_PARTY', 'old', 'here', 'old', 'taken over'],
    ['FROM_THIRD_PARTY', 'old', undefined, 'old', 'taken over'],
    ['FROM_THIRD_PARTY', 'old', 'old', 'there', 'taken over'],
    ['FROM_THIRD_PARTY', 'old', 'old', undefined, 'taken over'],
    ['FROM_THIRD_PARTY', 'old', 'here', 'there', 'taken over'],
  ];

describe('a description that was agreed on', () => {
  it.each(outcomes)(
    '%s: of "%s" became "%s" here and "%s" there: %s',
    async (synchronization, agreed, here, there, outcome) => {
      const table = await describedTable(synchronization, agreed);
      await table.here(here);
      table.there(there);
      const { report, actions } = await table.refresh();
      const isConflict = outcome === 'conflict';
      const isUpdated = outcome === 'taken over';
      expect(report.totals).toEqual({
        ...noTotals,
        stated: 5,
        unchanged: isConflict || isUpdated ? 4 : 5,
        updated: isUpdated ? 1 : 0,
        refused: isConflict ? 1 : 0,
      });
      expect(report.published).toBe(outcome === 'carried out' ? 1 : 0);
      const told = { 'taken over': 'update', 'carried out': 'publish', conflict: 'refuse', nothing: undefined }[
        outcome
      ];
      expect(actions).toEqual(told === undefined ? [] : [`${told} shop.a.first`]);
      const left = {
        'taken over': [there, there],
        'carried out': [here, here],
        conflict: [here, there],
        nothing: [here, there],
      };
      expect(await table.sides()).toEqual(left[outcome]);
    },
  );

  it.each(outcomes.filter(([, , , , outcome]) => outcome !== 'conflict'))(
    '%s: of "%s", "%s" and "%s" is settled afterwards',
    async (synchronization, agreed, here, there) => {
      const table = await describedTable(synchronization, agreed);
      await table.here(here);
      table.there(there);
      await table.refresh();
      await expectSettled(table);
    },
  );

  it('may be changed again and again, on either side', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', undefined);
    await table.here('first');
    await table.refresh();
    expect(await table.sides()).toEqual(['first', 'first']);
    table.there('second');
    await table.refresh();
    expect(await table.sides()).toEqual(['second', 'second']);
    await table.here('third');
    await table.refresh();
    expect(await table.sides()).toEqual(['third', 'third']);
    await expectSettled(table);
  });

  it('goes with other changes of the element, each in its direction', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await table.here('here');
    const { connector } = table.world;
    const additionalProperties = { rows: '7' };
    const counted = {
      ...connector,
      async *refresh(context: IntegrationContext) {
        for await (const item of connector.refresh(context)) {
          yield [item]
            .flat()
            .map((one) =>
              one.typeName === 'RelationalTable'
                ? { ...one, properties: { ...one.properties, additionalProperties } }
                : one,
            );
        }
      },
    };
    const options = { permittedSynchronization: 'BOTH_DIRECTIONS', localCohort: true } as const;
    const { report, actions } = await refreshWorld(table.store, { connector: counted }, options);
    expect(report).toMatchObject({ published: 1, totals: { stated: 5, updated: 1, unchanged: 4 } });
    expect(actions).toEqual(['update shop.a.first', 'publish shop.a.first']);
    expect(await table.sides()).toEqual(['here', 'here']);
    expect(await table.store.elementNamed(worldName(TABLE))).toMatchObject({ properties: { additionalProperties } });
    const before = await dumpOf(table.file);
    const { report: next } = await refreshWorld(table.store, { connector: counted }, options);
    expect(next.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5 });
    expect(await dumpOf(table.file)).toEqual(before);
  });
});

describe('a conflict', () => {
  it('is told in each refresh, costs no writing, and removes nothing', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await table.here('here');
    table.there('there');
    await table.refresh();
    const before = await dumpOf(table.file);
    const { report } = await table.refresh();
    expect(report.findings).toMatchObject([
      {
        severity: 'refused',
        message: { id: 'EGERIA-INTEGRATE-REFRESH-409-003', facts: { properties: 'description' } },
        count: 1,
        examples: [expect.stringContaining(worldName(TABLE))],
      },
    ]);
    expect(report).toMatchObject({ complete: true, error: undefined, totals: { removed: 0, refused: 1 } });
    expect(await dumpOf(table.file)).toEqual(before);
  });

  it('does not keep others from being removed', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await table.here('here');
    table.there('there');
    table.world.table(TABLE).columns = {};
    const { report } = await table.refresh();
    expect(report.totals).toEqual({ ...noTotals, stated: 4, unchanged: 3, refused: 1, removed: 1 });
  });

  it.each(['here', 'there'])('ends when both sides are what was %s', async (right) => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await table.here('here');
    table.there('there');
    await table.refresh();
    await table.here(right);
    table.there(right);
    await table.refresh();
    expect(await table.sides()).toEqual([right, right]);
    await expectSettled(table);
  });

  it('ends when one side takes its change back: the other’s counts', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await table.here('here');
    table.there('there');
    await table.refresh();
    table.there('old');
    await table.refresh();
    expect(await table.sides()).toEqual(['here', 'here']);
    await expectSettled(table);
  });
});

describe('without a ledger, which was lost', () => {
  async function loseLedger(file: string): Promise<void> {
    const database = await openSqlite(file, { timeout: 1000 });
    database.exec('DELETE FROM ledger');
    database.close();
  }

  it('nothing is written but the ledger when both sides are alike', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    const before = await dumpOf(table.file);
    await loseLedger(table.file);
    const { report } = await table.refresh();
    expect(report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5 });
    const after = await dumpOf(table.file);
    expect(after['element']).toEqual(before['element']);
    expect(after['relationship']).toEqual(before['relationship']);
    expect(after['ledger']).toEqual(before['ledger']);
    await expectSettled(table);
  });

  it.each<[PermittedSynchronization, Text, Text, Text]>([
    ['BOTH_DIRECTIONS', 'here', 'there', 'refused'],
    ['BOTH_DIRECTIONS', 'here', undefined, 'here'],
    ['BOTH_DIRECTIONS', undefined, 'there', 'there'],
    ['TO_THIRD_PARTY', 'here', 'there', 'here'],
    ['TO_THIRD_PARTY', undefined, 'there', 'there'],
    ['FROM_THIRD_PARTY', 'here', 'there', 'there'],
  ])('%s: "%s" here and "%s" there come to %s', async (synchronization, here, there, outcome) => {
    const table = await describedTable(synchronization, 'old');
    await table.here(here);
    table.there(there);
    await loseLedger(table.file);
    const { report } = await table.refresh();
    const isRefused = outcome === 'refused';
    expect(report.totals.refused).toBe(isRefused ? 1 : 0);
    expect(await table.sides()).toEqual(isRefused ? [here, there] : [outcome, outcome]);
  });

  it('what the store has is still removed when it is gone, once it was stated again', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await loseLedger(table.file);
    table.world.table(TABLE).columns['missing'] = { dataType: 'integer', references: ['no.such.thing'] };
    await table.refresh();
    table.world.table(TABLE).columns = {};
    const { report } = await table.refresh();
    expect(report.totals).toEqual({ ...noTotals, stated: 4, unchanged: 4, removed: 2 });
    expect(await table.store.elementNamed(worldName('a.first.id'))).toBeUndefined();
  });
});
