import { describe, expect, it } from 'vitest';
import { asGuid } from '../../../src/metadata/qualified-name.ts';
import type { StoreCapabilities } from '../../../src/store/open-metadata-store.ts';
import { itWhere, subjectOf } from './subject.ts';
import type { OpenStore } from './subject.ts';

/** Effectivity dates, history, and the state of the catalog as of a time. */
export function describeTime(open: OpenStore, capabilities: StoreCapabilities): void {
  describeEffectivity(open, capabilities);
  describeHistory(open, capabilities);
  if (capabilities.asOfTime) describeAsOfTime(open);
}

function describeEffectivity(open: OpenStore, { changesEffectivity }: StoreCapabilities): void {
  describe('effectivity dates', () => {
    const year2020 = { effectiveFrom: '2020-01-01T00:00:00.000Z', effectiveTo: '2021-01-01T00:00:00.000Z' };

    it('of an element show it only within them, and always when no time is asked for', async () => {
      const { create, element, find } = await subjectOf(open);
      const guid = await create('GlossaryTerm', 'term', {}, year2020);
      expect(await element(guid)).toMatchObject(year2020);
      const at = async (effectiveTime: string): Promise<readonly string[]> => find({ effectiveTime });
      expect(await at('2019-12-31T23:59:59.999Z')).toEqual([]);
      expect(await at('2020-01-01T00:00:00.000Z')).toEqual(['term']);
      expect(await at('2020-12-31T23:59:59.999Z')).toEqual(['term']);
      expect(await at('2021-01-01T00:00:00.000Z')).toEqual([]);
      await expect(element(guid, { effectiveTime: '2022-01-01T00:00:00.000Z' })).rejects.toThrow('no element');
    });

    it('that are missing are open', async () => {
      const { create, find } = await subjectOf(open);
      await create('GlossaryTerm', 'until', {}, { effectiveTo: '2020-01-01T00:00:00.000Z' });
      await create('GlossaryTerm', 'from', {}, { effectiveFrom: '2020-01-01T00:00:00.000Z' });
      await create('GlossaryTerm', 'ever');
      expect(await find({ effectiveTime: '2019-01-01T00:00:00.000Z' })).toEqual(['until', 'ever']);
      expect(await find({ effectiveTime: '2021-01-01T00:00:00.000Z' })).toEqual(['from', 'ever']);
    });

    itWhere(changesEffectivity)('of classifications and relationships count for them alone', async () => {
      const { create, relate, write, element, relationships, find } = await subjectOf(open);
      const key = await create('RelationalColumn', 'a');
      const other = await create('RelationalColumn', 'b');
      await write({ kind: 'classify', guid: key, typeName: 'PrimaryKey', properties: {}, ...year2020 });
      const guid = await relate('ForeignKey', key, other);
      await write({ kind: 'update-effectivity', guid, ...year2020 });
      const [within, after] = ['2020-06-01T00:00:00.000Z', '2021-06-01T00:00:00.000Z'] as const;
      const namesAt = async (effectiveTime: string): Promise<readonly string[]> =>
        (await element(key, { effectiveTime })).classifications.map(({ typeName }) => typeName);
      expect(await namesAt(within)).toEqual(['Anchors', 'PrimaryKey']);
      expect(await namesAt(after)).toEqual(['Anchors']);
      expect((await element(key)).classifications[1]).toMatchObject(year2020);
      expect(await find({ classification: 'PrimaryKey', effectiveTime: within })).toEqual(['a']);
      expect(await find({ classification: 'PrimaryKey', effectiveTime: after })).toEqual([]);
      expect(await relationships(key, { effectiveTime: within })).toMatchObject([{ guid, ...year2020 }]);
      expect(await relationships(key, { effectiveTime: after })).toEqual([]);
      expect(await relationships(key)).toHaveLength(1);
    });

    itWhere(changesEffectivity)('can be changed and opened again, a version each', async () => {
      const { create, element, write } = await subjectOf(open);
      const guid = await create('GlossaryTerm', 'term', {}, year2020);
      await write({ kind: 'update-effectivity', guid, effectiveFrom: '2020-02-01T00:00:00.000Z' });
      const read = await element(guid);
      expect(read).toMatchObject({ effectiveFrom: '2020-02-01T00:00:00.000Z', versions: { version: 2 } });
      expect(read.effectiveTo).toBeUndefined();
    });

    it('must be dates', async () => {
      const { create } = await subjectOf(open);
      const attempt = create('GlossaryTerm', 'term', {}, { effectiveFrom: 'yesterday' });
      await expect(attempt).rejects.toMatchObject({ kind: 'InvalidMetadataError' });
    });
  });
}

function describeHistory(open: OpenStore, capabilities: StoreCapabilities): void {
  describe('history', () => {
    itWhere(capabilities.historyOfRemoved)('holds every version, from when until when, and the removal', async () => {
      const { create, store, write, clock } = await subjectOf(open);
      const guid = await create('Glossary', 'glossary', { displayName: 'one' });
      clock.advance(1000);
      await write({ kind: 'update-element', guid, properties: { displayName: 'two' } });
      clock.advance(1000);
      await write({ kind: 'classify', guid, typeName: 'Confidentiality', properties: {} });
      expect((await store.history(guid)).at(-1)).toMatchObject({ until: undefined, removed: false });
      clock.advance(1000);
      await write({ kind: 'delete-element', guid, deleteMethod: 'SOFT_DELETE' });
      const history = await store.history(guid);
      expect(history.map(({ element, from, until, removed }) => [element.properties, from, until, removed])).toEqual([
        [{ displayName: 'one' }, '2027-01-01T12:00:00.000Z', '2027-01-01T12:00:01.000Z', false],
        [{ displayName: 'two' }, '2027-01-01T12:00:01.000Z', '2027-01-01T12:00:02.000Z', false],
        [{ displayName: 'two' }, '2027-01-01T12:00:02.000Z', '2027-01-01T12:00:03.000Z', true],
      ]);
      expect(history.map(({ element }) => element.versions.version)).toEqual([1, 2, 3]);
      expect(history.map(({ element }) => element.classifications.length)).toEqual([1, 1, 2]);
      expect(await store.history(asGuid('no-such-guid'))).toEqual([]);
    });

    itWhere(capabilities.givenGuids)('of a GUID that was brought back begins with its first life', async () => {
      const { create, store, write } = await subjectOf(open);
      const guid = await create('Glossary', 'first', {});
      await write({ kind: 'delete-element', guid });
      await create('Glossary', 'second', {}, { guid });
      expect((await store.history(guid)).map(({ element, removed }) => [element.qualifiedName, removed])).toEqual([
        ['first', true],
        ['second', false],
      ]);
    });
  });
}

function describeAsOfTime(open: OpenStore): void {
  describe('as of a time', () => {
    it('elements, names and searches are as they were', async () => {
      const { create, store, write, find, clock, element } = await subjectOf(open);
      const times: string[] = [];
      const tick = (): void => {
        times.push(new Date(clock.now()).toISOString());
        clock.advance(1000);
      };
      tick();
      const glossary = await create('Glossary', 'glossary', { displayName: 'blue whale' });
      tick();
      await write({ kind: 'update-element', guid: glossary, properties: { displayName: 'red fox' } });
      tick();
      await write({ kind: 'delete-element', guid: glossary });
      const term = await create('GlossaryTerm', 'glossary', { displayName: 'a term of the same name' });
      tick();
      const names = async (asOfTime?: string): Promise<unknown> => {
        const found = await Array.fromAsync(store.find({ asOfTime }));
        return found.map(({ guid, properties }) => [guid, properties['displayName']]);
      };
      expect(await names(times[0])).toEqual([]);
      expect(await names(times[1])).toEqual([[glossary, 'blue whale']]);
      expect(await names(times[2])).toEqual([[glossary, 'red fox']]);
      expect(await names(times[3])).toEqual([[term, 'a term of the same name']]);
      expect(await names()).toEqual(await names(times[3]));
      expect(await element(glossary, { asOfTime: times[1] })).toMatchObject({ versions: { version: 1 } });
      expect(await find({ asOfTime: times[1], text: 'whale' })).toEqual(['glossary']);
      expect(await find({ asOfTime: times[2], text: 'whale' })).toEqual([]);
      expect(await find({ asOfTime: times[2], typeName: 'GlossaryTerm' })).toEqual([]);
      const red = { property: 'displayName', operator: 'EQ', value: 'red fox' } as const;
      expect(await find({ asOfTime: times[2], conditions: [red] })).toEqual(['glossary']);
    });

    it('relationships are as they were, with the stubs of then', async () => {
      const { create, relate, write, relationships, clock } = await subjectOf(open);
      const key = await create('RelationalColumn', 'a', { displayName: 'old name' });
      const other = await create('RelationalColumn', 'b');
      const before = new Date(clock.now()).toISOString();
      clock.advance(1000);
      const guid = await relate('ForeignKey', key, other, { displayName: 'one' });
      const related = new Date(clock.now()).toISOString();
      clock.advance(1000);
      await write({ kind: 'update-relationship', guid, properties: { displayName: 'two' } });
      await write({ kind: 'update-element', guid: key, properties: { displayName: 'new name' } });
      const changed = new Date(clock.now()).toISOString();
      clock.advance(1000);
      await write({ kind: 'delete-element', guid: key });
      const at = async (asOfTime?: string): Promise<unknown> =>
        (await relationships(other, { asOfTime })).map(({ properties, end1, versions }) => [
          properties['displayName'],
          end1.displayName,
          versions.version,
        ]);
      expect(await at(before)).toEqual([]);
      expect(await at(related)).toEqual([['one', 'old name', 1]]);
      expect(await at(changed)).toEqual([['two', 'new name', 2]]);
      expect(await at()).toEqual([]);
      expect(await relationships(key, { asOfTime: related })).toMatchObject([{ guid }]);
    });

    it('an archived element was not yet one, and a removed anchor still anchored', async () => {
      const { create, write, find, clock } = await subjectOf(open);
      const anchor = await create('RelationalDatabase', 'database');
      await create('RelationalColumn', 'column', {}, { anchorGuid: anchor });
      const asOfTime = new Date(clock.now()).toISOString();
      clock.advance(1000);
      await write({ kind: 'delete-element', guid: anchor, deleteMethod: 'ARCHIVE' });
      expect(await find({ asOfTime })).toEqual(['database', 'column']);
      clock.advance(1000);
      await write({ kind: 'delete-element', guid: anchor, deleteMethod: 'SOFT_DELETE' });
      expect(await find({ asOfTime })).toEqual(['database', 'column']);
      expect(await find({ asOfTime, anchoredTo: [anchor] })).toEqual(['column']);
    });

    it('goes on when the clock goes back', async () => {
      const { create, find, clock, element } = await subjectOf(open);
      const first = await create('Glossary', 'first');
      clock.advance(-3_600_000);
      const second = await create('Glossary', 'second');
      expect((await element(second)).versions.createTime).toBe((await element(first)).versions.createTime);
      expect(await find({ asOfTime: '2027-01-01T12:00:00.000Z' })).toEqual(['first', 'second']);
    });
  });
}
