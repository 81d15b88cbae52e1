import { describe, expect, it } from 'vitest';
import { TABLE, describedTable, expectSettled } from '../../test/support/described-table.ts';
import { noTotals, refreshWorld } from '../../test/support/refresh-world.ts';
import { worldName, worldTable } from '../../test/support/stated-world.ts';
import { dumpOf } from '../../test/support/store-dump.ts';
import { withLedger } from '../../test/support/with-ledger.ts';
import { StoreError } from '../messages/error-kinds.ts';
import { defineMessages } from '../messages/message.ts';
import { asGuid } from '../metadata/qualified-name.ts';

const messages = defineMessages({
  broken: { id: 'TEST-500-001', text: 'It broke', systemAction: 'Nothing.', userAction: 'Nothing.' },
});
const person = { userId: 'erin', metadataSource: undefined };

describe('a change that cannot be carried out', () => {
  it('is told, kept, tried again in each refresh, costs no writing meanwhile, and then is settled', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await table.here('here');
    table.world.beforePublish = () => {
      throw new Error('must be owner of table first');
    };
    const failed = {
      severity: 'failed',
      message: { id: 'EGERIA-INTEGRATE-REFRESH-502-001', facts: { cause: 'must be owner of table first' } },
      count: 1,
    };
    const first = await table.refresh();
    expect(first.report).toMatchObject({ published: 0, findings: [failed], complete: true, error: undefined });
    expect(first.report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5 });
    expect(await table.sides()).toEqual(['here', 'old']);
    const before = await dumpOf(table.file);
    const second = await table.refresh();
    expect(second.report.findings).toMatchObject([failed]);
    expect(await dumpOf(table.file)).toEqual(before);
    table.world.beforePublish = () => undefined;
    const third = await table.refresh();
    expect(third.report).toMatchObject({ published: 1, findings: [] });
    expect(await table.sides()).toEqual(['here', 'here']);
    await expectSettled(table);
  });

  it('is a conflict when the third party changes meanwhile', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await table.here('here');
    table.world.beforePublish = () => {
      throw new Error('must be owner of table first');
    };
    await table.refresh();
    table.there('there');
    const { report } = await table.refresh();
    expect(report.totals.refused).toBe(1);
    expect(await table.sides()).toEqual(['here', 'there']);
  });

  it('of which the connector says nothing is told too', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await table.here('here');
    const publish = async function* publish() {};
    const { report } = await refreshWorld(
      table.store,
      { connector: { ...table.world.connector, publish } },
      { permittedSynchronization: 'BOTH_DIRECTIONS', localCohort: true },
    );
    expect(report.findings).toMatchObject([{ severity: 'failed', count: 1 }]);
    await table.refresh();
    expect(await table.sides()).toEqual(['here', 'here']);
  });

  it('because the connector throws ends the refresh with its error, and nothing is removed', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await table.here('here');
    table.world.table(TABLE).columns = {};
    const publish = (): never => {
      throw new Error('gone away');
    };
    const { report } = await refreshWorld(
      table.store,
      { connector: { ...table.world.connector, publish } },
      { permittedSynchronization: 'BOTH_DIRECTIONS', localCohort: true },
    );
    expect(report).toMatchObject({ complete: false, error: { kind: 'IntegrationBug' }, totals: { removed: 0 } });
    const { report: next } = await table.refresh();
    expect(next).toMatchObject({ published: 1, totals: { removed: 1 } });
  });

  it('because the refresh is aborted is tried in the next one', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await table.here('here');
    const abort = new AbortController();
    table.world.beforePublish = () => {
      abort.abort();
      throw new Error('aborted');
    };
    const options = { permittedSynchronization: 'BOTH_DIRECTIONS', localCohort: true } as const;
    const { report } = await refreshWorld(table.store, table.world, { ...options, signal: abort.signal });
    expect(report).toMatchObject({ complete: false, published: 0 });
    table.world.beforePublish = () => undefined;
    await table.refresh();
    expect(await table.sides()).toEqual(['here', 'here']);
  });

  it('is not tried after a refresh that was not whole', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await table.here('here');
    table.world.beforeRecord = (index) => {
      if (index === 4) throw new Error('gone away');
    };
    await table.refresh();
    expect(await table.sides()).toEqual(['here', 'old']);
    table.world.beforeRecord = () => undefined;
    await table.refresh();
    expect(await table.sides()).toEqual(['here', 'here']);
    await expectSettled(table);
  });
});

describe('a change that was carried out', () => {
  it('is known in the next refresh although the store failed when it was to be noted', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await table.here('here');
    const failing = withLedger(table.store, () => ({
      acknowledge: async () => Promise.reject(new StoreError(messages.broken())),
    }));
    const options = { permittedSynchronization: 'BOTH_DIRECTIONS', localCohort: true } as const;
    const { report } = await refreshWorld(failing, table.world, options);
    expect(report).toMatchObject({ complete: false, published: 1, error: { kind: 'StoreError' } });
    expect(await table.sides()).toEqual(['here', 'here']);
    const { report: next } = await table.refresh();
    expect(next).toMatchObject({ published: 0, totals: { ...noTotals, stated: 5, unchanged: 5 } });
    await expectSettled(table);
  });
});

describe('carrying out', () => {
  it('does not hide what somebody changed meanwhile', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await table.here('here');
    table.world.beforePublish = async () => table.here('newer');
    await table.refresh();
    expect(await table.sides()).toEqual(['newer', 'here']);
    table.world.beforePublish = () => undefined;
    await table.refresh();
    expect(await table.sides()).toEqual(['newer', 'newer']);
    await expectSettled(table);
  });

  it('takes over what the third party made of it', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    await table.here('  here  ');
    await table.refresh();
    table.there('here');
    await table.refresh();
    expect(await table.sides()).toEqual(['here', 'here']);
    await expectSettled(table);
  });

  it('of several properties goes on with those that failed', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    const found = await table.store.elementNamed(worldName(TABLE));
    const properties = { description: 'here', displayName: 'renamed' };
    await table.store.write([{ kind: 'update-element', guid: found?.guid ?? asGuid(''), properties }], person);
    const provider = { id: 'world', publishes: ['displayName', 'description'] } as never;
    const options = { permittedSynchronization: 'BOTH_DIRECTIONS', localCohort: true, provider } as const;
    table.world.beforePublish = ({ propertyName }) => {
      if (propertyName === 'displayName') throw new Error('a table cannot be renamed');
    };
    const { report } = await refreshWorld(table.store, table.world, options);
    expect(report).toMatchObject({ published: 1, findings: [{ severity: 'failed', count: 1 }] });
    expect(await table.sides()).toEqual(['here', 'here']);
    const { report: next, actions } = await refreshWorld(table.store, table.world, options);
    expect(next).toMatchObject({ published: 0, findings: [{ severity: 'failed', count: 1 }] });
    expect(actions).toEqual(['publish shop.a.first']);
  });

  it('waits as well for a relationship whose other element is missing', async () => {
    const table = await describedTable('BOTH_DIRECTIONS', 'old');
    const columns = { id: { dataType: 'integer', references: ['b.late.id'] } };
    table.world.tables = { [TABLE]: { comment: 'old', columns } };
    await table.refresh();
    await table.here('here');
    await table.refresh();
    expect(await table.sides()).toEqual(['here', 'here']);
    table.world.tables['b.late'] = worldTable('id');
    const { report } = await table.refresh();
    expect(report.totals).toMatchObject({ updated: 1, created: 4 });
  });
});
