import { describe, expect, it } from 'vitest';
import { relationship } from '../../../src/metadata/element.ts';
import { asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import { column, creation, database, ledgerSubjectOf, prepared, recording, state, updating } from './ledger-subject.ts';
import { erin } from './subject.ts';
import type { StoreCapabilities } from '../../../src/store/open-metadata-store.ts';
import type { OpenStore } from './subject.ts';

const toA = relationship('ForeignKey', asQualifiedName('a'), 1, { displayName: 'fk' });

/** What cannot be written at once: elements that wait for others, and those that others are quicker with. */
export function describeLedgerWaiting(open: OpenStore, capabilities: StoreCapabilities): void {
  describeWaiting(open, capabilities);
  describeRaces(open, capabilities);
}

function describeWaiting(open: OpenStore, capabilities: StoreCapabilities): void {
  describe('a ledger whose elements wait for others', () => {
    it('relates what was stated before its other element', async () => {
      const { ledger, writer, unchanged, store, relationships } = await ledgerSubjectOf(open);
      const early = column('early', 'table', { relationships: [toA] });
      const opened = await ledger();
      await opened.apply([...database([]), early].map(creation), writer);
      expect(await unchanged([early])).toEqual([false]);
      await opened.apply([column('a', 'table')].map(creation), writer);
      expect(await opened.settle(writer)).toEqual({ related: [], missing: [] });
      expect(await unchanged([early])).toEqual([true]);
      const guid = (await store.elementNamed(early.qualifiedName))?.guid ?? ('' as never);
      expect(await relationships(guid)).toMatchObject([{}, { typeName: 'ForeignKey', end1: { qualifiedName: 'a' } }]);
      expect(await opened.settle(writer)).toEqual({ related: [], missing: [] });
    });

    it('names what is neither stated nor in the store, and compares it again', async () => {
      const { ledger, writer, unchanged, current } = await ledgerSubjectOf(open);
      const dangling = column('dangling', 'table', { relationships: [toA] });
      const opened = await ledger();
      await opened.apply([...database([]), dangling].map(creation), writer);
      const missing = [{ from: 'dangling', relationship: toA }];
      expect(await opened.settle(writer)).toEqual({ related: [], missing });
      expect(await unchanged([dangling])).toEqual([false]);
      // The next refresh notes that it still waits; once more the other element does not come.
      const next = await ledger();
      const change = { ...recording(dangling, await current(next, dangling)), waiting: [toA] };
      await next.apply([change], writer);
      expect(await next.settle(writer)).toEqual({ related: [], missing });
      expect(await unchanged([dangling])).toEqual([false]);
      expect((await ledger()).owned).toBe(4);
      // Then it does.
      const last = await ledger();
      const again = { ...recording(dangling, await current(last, dangling)), waiting: [toA] };
      await last.apply([again, creation(column('a', 'table'))], writer);
      const { related } = await last.settle(writer);
      expect(related.map(({ from }) => from)).toEqual([dangling]);
      expect(await unchanged([dangling])).toEqual([true]);
    });

    it('notes an element that waits at its first meeting, so that it can be swept', async () => {
      const { create, ledger, writer, current } = await ledgerSubjectOf(open);
      await create('RelationalColumn', 'dangling', {}, {}, writer);
      const dangling = state('RelationalColumn', 'dangling', {}, { relationships: [toA] });
      const opened = await ledger();
      await opened.apply([{ ...recording(dangling, await current(opened, dangling)), waiting: [toA] }], writer);
      await opened.settle(writer);
      expect((await ledger()).owned).toBe(1);
    });

    it('anchors what was stated before its anchor', async () => {
      const { ledger, writer, unchanged, current } = await ledgerSubjectOf(open);
      const [db = state('RelationalDatabase', 'db')] = database();
      const early = state('RelationalColumn', 'early', {}, { anchor: db.qualifiedName, anchorScope: db.qualifiedName });
      const opened = await ledger();
      await opened.apply([creation(early)], writer);
      expect(await unchanged([early])).toEqual([false]);
      await opened.apply([creation(db)], writer);
      await opened.settle(writer);
      expect(await current(opened, early)).toMatchObject({ anchor: 'db', anchorScope: 'db' });
      expect(await unchanged([early])).toEqual([true]);
    });

    it('takes an element that names itself as its anchor for its own', async () => {
      const { created, unchanged, current, ledger } = await ledgerSubjectOf(open);
      const own = state('RelationalDatabase', 'own', {}, { anchor: asQualifiedName('own') });
      await created([own]);
      expect(await unchanged([own])).toEqual([true]);
      expect((await current(await ledger(), own)).anchor).toBeUndefined();
    });

    it('ends at anchors in a circle when one of them is removed', async () => {
      const { created, ledger, current, writer, write, find } = await ledgerSubjectOf(open);
      const [a, b] = ['a', 'b'].map((name) => state('Glossary', name));
      if (a === undefined || b === undefined) throw new Error('There are two.');
      await created([a, b]);
      const opened = await ledger();
      const circle = [
        { ...a, anchor: b.qualifiedName },
        { ...b, anchor: a.qualifiedName },
      ];
      for (const one of circle) {
        await opened.apply([updating(one, await current(opened, one), { reanchor: true })], writer);
      }
      const { guid } = (await current(opened, a)).element;
      const [outcome] = await write({ kind: 'delete-element', guid }, writer);
      expect(outcome?.removed).toBe(2);
      // A server goes from one to the other by their relationships, and here there are none.
      const left = capabilities.removesWhatIsAnchoredTwice ? 0 : 1;
      expect((await find({ typeName: 'Glossary' })).length).toBeLessThanOrEqual(left);
    });
  });
}

function describeRaces(open: OpenStore, capabilities: StoreCapabilities): void {
  describe('a ledger that others are quicker than', () => {
    it('creates nothing under a name that was taken meanwhile', async () => {
      const { create, ledger, writer, find, unchanged } = await ledgerSubjectOf(open);
      const opened = await ledger();
      const stated = state('Glossary', 'g', { displayName: 'stated' });
      expect(await opened.match([prepared(stated)])).toEqual([undefined]);
      await create('Glossary', 'g', { displayName: 'by hand' });
      const outcomes = await opened.apply([stated, state('Glossary', 'h')].map(creation), writer);
      expect(outcomes.map(({ raced }) => raced)).toEqual([true, false]);
      expect(await find({ typeName: 'Glossary' })).toEqual(['g', 'h']);
      expect(await unchanged([stated])).toEqual([capabilities.ledgerWithin ? false : undefined]);
      expect((await ledger()).owned).toBe(1);
    });

    it.each(['changed', 'removed'] as const)('writes nothing of an element that was %s meanwhile', async (fate) => {
      const { create, ledger, current, write, store, unchanged } = await ledgerSubjectOf(open);
      const guid = await create('Glossary', 'g', { displayName: 'before' });
      const stated = state('Glossary', 'g', { displayName: 'stated' });
      const opened = await ledger();
      const found = await current(opened, stated);
      if (fate === 'changed') await write({ kind: 'update-element', guid, properties: { description: 'by hand' } });
      else await write({ kind: 'delete-element', guid });
      const update = updating(stated, found, { properties: stated.properties });
      expect(await opened.apply([update], erin)).toMatchObject([{ raced: true }]);
      expect(await opened.apply([recording(stated, found)], erin)).toMatchObject([{ raced: true }]);
      const expected = fate === 'changed' ? { displayName: 'before', description: 'by hand' } : undefined;
      expect((await store.element(guid))?.properties).toEqual(expected);
      expect(await unchanged([stated])).toEqual([fate === 'changed' ? false : undefined]);
      expect((await ledger()).owned).toBe(0);
    });
  });
}
