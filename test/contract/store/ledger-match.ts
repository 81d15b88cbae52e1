import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relationship } from '../../../src/metadata/element.ts';
import type { StatedElement } from '../../../src/metadata/element.ts';
import { asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import { column, creation, database, ledgerSubjectOf, prepared, state } from './ledger-subject.ts';
import type { StoreCapabilities } from '../../../src/store/open-metadata-store.ts';
import { itWhere } from './subject.ts';
import type { OpenStore } from './subject.ts';

/** Looking up what is stated: in the order of the last refresh and in any other. */
export function describeLedgerMatch(open: OpenStore, capabilities: StoreCapabilities): void {
  describe('a ledger that matches', () => {
    it('knows nothing of a store that is new', async () => {
      const { ledger, unchanged } = await ledgerSubjectOf(open);
      const opened = await ledger();
      expect([opened.owned, opened.kept, opened.configurationChanged]).toEqual([0, 0, false]);
      expect(await unchanged(database())).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
    });

    it('knows what was written, by the keys that writing gave', async () => {
      const { created, ledger } = await ledgerSubjectOf(open);
      const stated = database();
      const keys = await created(stated);
      expect(new Set(keys).size).toBe(stated.length);
      const again = await ledger();
      expect(again.owned).toBe(stated.length);
      const expected = keys.map((key) => ({ key, unchanged: true }));
      expect(await again.match(stated.map(prepared))).toEqual(expected);
      for (const [index, one] of stated.entries()) {
        expect(await again.keyOf(one.qualifiedName)).toBe(keys[index]);
      }
      expect(await again.keyOf(asQualifiedName('never stated'))).toBeUndefined();
    });

    it('tells a statement that differs, and goes on with the next', async () => {
      const { created, unchanged } = await ledgerSubjectOf(open);
      const stated = database();
      await created(stated);
      const changed = stated.with(2, state('RelationalTable', 'table', { displayName: 'TABLE' }));
      expect(await unchanged(changed)).toEqual([true, true, false, true, true, true]);
      const allChanged = stated.map((one) => ({ ...one, properties: { ...one.properties, description: 'new' } }));
      expect(await unchanged(allChanged)).toEqual(stated.map(() => false));
    });

    it('gives the same key for what is stated twice', async () => {
      const { created, ledger } = await ledgerSubjectOf(open);
      const [first = state('Glossary', 'none')] = database();
      const [key] = await created(database());
      const matches = await (await ledger()).match([first, first].map(prepared));
      expect(matches.map((match) => match?.key)).toEqual([key, key]);
    });

    itWhere(capabilities.ledgerWithin)(
      'knows the elements that it has not written, and does not call them unchanged',
      async () => {
        const { create, write, unchanged, store, ledger } = await ledgerSubjectOf(open);
        const guid = await create('RelationalDatabase', 'db', { displayName: 'db' });
        expect(await unchanged(database().slice(0, 2))).toEqual([false, undefined]);
        await write({ kind: 'delete-element', guid, deleteMethod: 'ARCHIVE' });
        expect(await unchanged(database().slice(0, 2))).toEqual([false, undefined]);
        expect((await (await ledger()).current([asQualifiedName('db')]))[0]?.inLedger).toBe(false);
        expect(await store.element(guid)).toBeUndefined();
      },
    );

    it('keeps the statements of catalog targets and of metadata sources apart', async () => {
      const { created, unchanged, ledger } = await ledgerSubjectOf(open);
      await created(database());
      const other = { catalogTargetName: 'other' };
      const foreign = { metadataSourceName: asQualifiedName('MetadataCollection::another') };
      expect(await unchanged(database(), other)).toEqual(database().map(() => false));
      expect(await unchanged(database(), foreign)).toEqual(database().map(() => false));
      expect((await ledger(other)).owned).toBe(0);
    });

    it('finds every element again, in whatever order and with whatever is missing, new or changed', async () => {
      const { created, ledger } = await ledgerSubjectOf(open);
      const names = Array.from({ length: 400 }, (_, index) => `column ${index}`);
      const stated = database(names);
      const keys = await created(stated);
      const keyOf = new Map(stated.map((one, index) => [one.qualifiedName, keys[index]]));
      await assert(
        asyncProperty(statements(stated), async (some) => {
          const matches = await (await ledger()).match(some.map(prepared));
          const expected = some.map((one) => {
            const key = keyOf.get(one.qualifiedName);
            return key === undefined ? undefined : { key, unchanged: stated.includes(one) };
          });
          expect(matches).toEqual(expected);
        }),
        { numRuns: 60, seed: 42 },
      );
    });

    it('follows tables that were added later and stand at its end', async () => {
      const { created, unchanged } = await ledgerSubjectOf(open);
      const early = database(Array.from({ length: 100 }, (_, index) => `early ${index}`));
      const late = Array.from({ length: 100 }, (_, index) => column(`late ${index}`, 'table'));
      await created(early);
      await created(late);
      const interleaved = [...early.slice(0, 50), ...late.slice(0, 50), ...early.slice(50), ...late.slice(50)];
      expect(await unchanged(interleaved)).toEqual(interleaved.map(() => true));
    });

    it('takes names that look like the start of another statement for what they are', async () => {
      const { created, unchanged } = await ledgerSubjectOf(open);
      const parent = relationship('NestedSchemaAttribute', asQualifiedName('table'), 1);
      const plain = state('RelationalColumn', 'a', {}, { parent });
      const odd = state('RelationalColumn', 'a\n{}\nNestedSchemaAttribute1table');
      await created([...database([]), plain, odd]);
      expect(await unchanged([odd, plain])).toEqual([true, true]);
    });

    it('may be asked in batches, while it writes', async () => {
      const { created, ledger, writer } = await ledgerSubjectOf(open);
      const stated = database(Array.from({ length: 50 }, (_, index) => `column ${index}`));
      await created(stated);
      const opened = await ledger();
      const fates: (boolean | undefined)[] = [];
      for (let start = 0; start < stated.length; start += 10) {
        const batch = [...stated.slice(start, start + 10), column(`new ${start}`, 'table')];
        const matches = await opened.match(batch.map(prepared));
        const news = batch.filter((_, index) => matches[index] === undefined);
        const outcomes = await opened.apply(news.map(creation), writer);
        fates.push(...matches.map((match) => match?.unchanged));
        expect(outcomes.map(({ raced }) => raced)).toEqual([false]);
      }
      expect(fates.filter((fate) => fate === true)).toHaveLength(stated.length);
      expect(fates.filter((fate) => fate === undefined)).toHaveLength(6);
      expect((await ledger()).owned).toBe(stated.length + 6);
    });
  });
}

/** Pieces of what was stated, forwards or backwards, with elements that are new or changed in between. */
function statements(stated: readonly StatedElement[]) {
  const piece = record({
    kind: constantFrom('forwards', 'backwards', 'every second', 'new', 'changed'),
    start: integer({ min: 0, max: stated.length - 1 }),
    length: integer({ min: 1, max: 80 }),
  });
  return array(piece, { maxLength: 12 }).map((pieces) =>
    pieces.flatMap(({ kind, start, length }): readonly StatedElement[] => {
      const some = stated.slice(start, start + length);
      switch (kind) {
        case 'backwards':
          return some.toReversed();
        case 'every second':
          return some.filter((_, index) => index % 2 === 0);
        case 'new':
          return [column(`new ${start}`, 'table')];
        case 'changed':
          return some.map((one) => ({ ...one, properties: { ...one.properties, description: 'changed' } }));
        default:
          return some;
      }
    }),
  );
}
