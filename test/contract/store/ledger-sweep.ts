import { describe, expect, it } from 'vitest';
import { asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import type { SyncLedger, UnseenEntry } from '../../../src/store/sync-ledger.ts';
import { column, database, ledgerSubjectOf, recording, state } from './ledger-subject.ts';
import type { StoreCapabilities } from '../../../src/store/open-metadata-store.ts';
import type { OpenStore } from './subject.ts';

const other = { catalogTargetName: 'other' };

/** What a complete refresh did not state: found, kept, released, removed. */
export function describeLedgerSweep(open: OpenStore, capabilities: StoreCapabilities): void {
  describe('a ledger that is swept', () => {
    it('gives the entries that were not seen, in the order of their creation, with what they lie beneath', async () => {
      const { created, ledger } = await ledgerSubjectOf(open);
      const [, , table, a, b] = await created(database(['a', 'b']));
      const opened = await ledger();
      const entries = await unseen(opened, [table, b]);
      expect(entries.map(({ qualifiedName }) => qualifiedName)).toEqual(['db', 'db schema type', 'a']);
      expect(entries[2]).toMatchObject({ key: a, parentKey: table, typeName: 'RelationalColumn', kept: false });
      expect(entries[0]?.parentKey).toBeUndefined();
      expect(await opened.parentOf(a ?? 0)).toBe(table);
      expect(await opened.parentOf(entries[0]?.key ?? 0)).toBeUndefined();
      expect(await unseen(opened, [])).toHaveLength(5);
    });

    it('removes entries with what is anchored to them, and counts each element once', async () => {
      const { created, ledger, find, writer } = await ledgerSubjectOf(open);
      await created([...database(['a', 'b']), state('RelationalDatabase', 'stays')]);
      const opened = await ledger();
      const entries = (await unseen(opened, [])).filter(({ qualifiedName }) => qualifiedName !== 'stays');
      expect(await opened.remove(entries, 'SOFT_DELETE', writer)).toEqual({ removed: 5 });
      expect(await find({ typeName: 'Asset' })).toEqual(['MetadataCollection::tests', 'stays']);
      expect((await ledger()).owned).toBe(1);
      expect(await opened.remove(entries, 'SOFT_DELETE', writer)).toEqual({ removed: 0 });
    });

    it('counts what went with an anchor though nobody stated it', async () => {
      const { created, ledger, store, create, writer } = await ledgerSubjectOf(open);
      await created(database(['a']));
      const anchorGuid = (await store.elementNamed(asQualifiedName('db')))?.guid;
      await create('Comment', 'comment', {}, { anchorGuid });
      const opened = await ledger();
      const entries = (await unseen(opened, [])).filter(({ qualifiedName }) => qualifiedName === 'db');
      expect(await opened.remove(entries, 'LOOK_FOR_LINEAGE', writer)).toEqual({ removed: 5 });
      expect((await ledger()).owned).toBe(0);
    });

    it.each([
      ['SOFT_DELETE', undefined, 1],
      ['PURGE', undefined, 0],
      ['ARCHIVE', 'a', 2],
    ] as const)('removes by %s as asked', async (method, forLineage, versions) => {
      const { created, ledger, store, writer } = await ledgerSubjectOf(open);
      await created(database(['a']));
      const guid = (await store.elementNamed(asQualifiedName('a')))?.guid ?? ('' as never);
      const opened = await ledger();
      const entries = (await unseen(opened, [])).filter(({ qualifiedName }) => qualifiedName === 'a');
      expect(await opened.remove(entries, method, writer)).toEqual({ removed: 1 });
      expect(await store.element(guid)).toBeUndefined();
      expect((await store.element(guid, { forLineage: true }))?.qualifiedName).toBe(forLineage);
      const kept = capabilities.historyOfRemoved ? versions : Math.min(versions, forLineage === undefined ? 0 : 1);
      expect(await store.history(guid)).toHaveLength(kept);
      expect((await ledger()).owned).toBe(3);
    });

    it('sweeps its own catalog target only', async () => {
      const { created, ledger } = await ledgerSubjectOf(open);
      await created(database(['a']));
      await created([state('RelationalDatabase', 'archive')], other);
      const names = async (opened: SyncLedger): Promise<unknown> =>
        (await unseen(opened, [])).map(({ qualifiedName }) => qualifiedName);
      expect(await names(await ledger(other))).toEqual(['archive']);
      expect(await names(await ledger())).toEqual(['db', 'db schema type', 'table', 'a']);
    });

    it('says what another catalog target states too, and forgets it without removing it', async () => {
      const { created, ledger, current, writer, find } = await ledgerSubjectOf(open);
      const [db = state('RelationalDatabase', 'db')] = database();
      await created(database([]));
      const second = await ledger(other);
      await second.apply([recording(db, await current(second, db))], writer);
      const opened = await ledger();
      const entries = await unseen(opened, []);
      expect(entries.map(({ shared }) => shared)).toEqual([true, false, false]);
      await opened.release(entries.filter(({ shared }) => shared));
      expect((await ledger()).owned).toBe(2);
      expect((await unseen(await ledger(other), [])).map(({ shared }) => shared)).toEqual([false]);
      expect(await find({ typeName: 'RelationalDatabase' })).toEqual(['db']);
    });

    it('keeps exactly what it is told to keep', async () => {
      const { created, ledger } = await ledgerSubjectOf(open);
      const keys = await created(database(['a', 'b']));
      const kept = async (): Promise<unknown> =>
        (await unseen(await ledger(), [])).filter((entry) => entry.kept).map(({ qualifiedName }) => qualifiedName);
      const opened = await ledger();
      const columns = await unseen(opened, keys.slice(0, 3));
      await opened.keep(columns);
      expect(await kept()).toEqual(['a', 'b']);
      expect((await ledger()).kept).toBe(2);
      // One of them is stated again.
      await (await ledger()).keep(columns.slice(1));
      expect(await kept()).toEqual(['b']);
      await (await ledger()).keep([]);
      expect((await ledger()).kept).toBe(0);
      expect((await ledger()).owned).toBe(5);
    });

    it('tells a configuration under which not all of its entries were written', async () => {
      const { created, ledger } = await ledgerSubjectOf(open);
      const filtered = { configurationDigest: 'another digest' };
      const changed = async (scope: object): Promise<boolean> => (await ledger(scope)).configurationChanged;
      expect([await changed({}), await changed(filtered)]).toEqual([false, false]);
      await created(database([]));
      expect([await changed({}), await changed(filtered)]).toEqual([false, true]);
      expect(await changed({ ...filtered, ...other })).toBe(false);
      // A refresh with the other configuration begins, and is complete at last.
      await created([state('RelationalDatabase', 'another')], filtered);
      expect([await changed({}), await changed(filtered)]).toEqual([true, true]);
      await (await ledger(filtered)).complete();
      expect([await changed({}), await changed(filtered)]).toEqual([true, false]);
    });

    it('remembers a complete refresh that stated nothing', async () => {
      const { ledger } = await ledgerSubjectOf(open);
      await (await ledger()).complete();
      expect((await ledger({ configurationDigest: 'another' })).configurationChanged).toBe(true);
    });

    it('finds more entries than one page', { timeout: 600_000 }, async () => {
      const { created, ledger, writer, find } = await ledgerSubjectOf(open);
      const count = capabilities.ledgerWithin ? 4500 : 2100;
      const names = Array.from({ length: count }, (_, index) => `column ${index}`);
      const keys = await created([...database([]), ...names.map((name) => column(name, 'table'))]);
      const opened = await ledger();
      const entries = await unseen(opened, keys.slice(0, 3));
      expect(entries.map(({ qualifiedName }) => qualifiedName)).toEqual(names);
      expect(await opened.remove(entries, 'SOFT_DELETE', writer)).toEqual({ removed: count });
      expect(await find({ typeName: 'RelationalColumn' })).toEqual([]);
    });
  });
}

async function unseen(ledger: SyncLedger, seen: readonly (number | undefined)[]): Promise<readonly UnseenEntry[]> {
  const keys = new Set(seen);
  return (await Array.fromAsync(ledger.unseen((key) => keys.has(key)))).flat();
}
