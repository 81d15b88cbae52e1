import { describe, expect, it } from 'vitest';
import { noTotals, refreshWorld } from '../../test/support/refresh-world.ts';
import { statedWorld, worldName, worldTable } from '../../test/support/stated-world.ts';
import { dumpOf } from '../../test/support/store-dump.ts';
import { fileStore, memoryStore, storeFile } from '../../test/support/test-store.ts';
import type { StatedWorld } from '../../test/support/stated-world.ts';
import { element } from '../metadata/element.ts';
import { asQualifiedName } from '../metadata/qualified-name.ts';

const all = { configurationDigest: 'all schemas' };
const onlyA = { configurationDigest: 'only a' };

/** A world of schemas `a` and `b`; without `b`, as a filter hides it. */
function bothSchemas(): StatedWorld {
  return statedWorld({ 'a.first': worldTable('id'), 'b.second': worldTable('id') });
}

function withoutB(): StatedWorld {
  return statedWorld({ 'a.first': worldTable('id') });
}

const kept = { severity: 'kept', message: { id: 'EGERIA-INTEGRATE-REFRESH-200-002' }, count: 4 };

describe('elements that a changed configuration hides', () => {
  it('are kept and told, again and again, and cost no writing', async () => {
    const file = storeFile();
    const store = await fileStore(file);
    await refreshWorld(store, bothSchemas(), all);
    const first = await refreshWorld(store, withoutB(), onlyA);
    expect(first.report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5 });
    expect(first.report.findings).toMatchObject([kept]);
    const before = await dumpOf(file);
    const second = await refreshWorld(store, withoutB(), onlyA);
    expect(second.report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5 });
    expect(second.report.findings).toMatchObject([kept]);
    expect(await dumpOf(file)).toEqual(before);
    expect(await store.elementNamed(worldName('b.second.id'))).toBeDefined();
  });

  it('are known again when they are stated again, and then go when they are gone', async () => {
    const store = await memoryStore();
    await refreshWorld(store, bothSchemas(), all);
    await refreshWorld(store, withoutB(), onlyA);
    const again = await refreshWorld(store, bothSchemas(), all);
    expect(again.report.totals).toEqual({ ...noTotals, stated: 9, unchanged: 9 });
    expect(again.report.findings).toEqual([]);
    const gone = await refreshWorld(store, withoutB(), all);
    expect(gone.report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5, removed: 4 });
  });

  it('are removed when that is allowed', async () => {
    const store = await memoryStore();
    await refreshWorld(store, bothSchemas(), all);
    await refreshWorld(store, withoutB(), onlyA);
    const { report } = await refreshWorld(store, withoutB(), { ...onlyA, allowRemovals: true });
    expect(report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5, removed: 4 });
    expect((await refreshWorld(store, withoutB(), onlyA)).report.findings).toEqual([]);
  });

  it('are removed at once when that is allowed with the new configuration', async () => {
    const store = await memoryStore();
    await refreshWorld(store, bothSchemas(), all);
    const { report } = await refreshWorld(store, withoutB(), { ...onlyA, allowRemovals: true });
    expect(report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5, removed: 4 });
  });

  it('do not keep others from being removed later, nor count for the guard', async () => {
    const store = await memoryStore();
    const world = bothSchemas();
    for (let index = 0; index < 20; index += 1) {
      world.extra.push(element('RelationalTable', asQualifiedName(`extra ${index}`), {}));
    }
    await refreshWorld(store, world, all);
    delete world.tables['b.second'];
    await refreshWorld(store, world, onlyA);
    world.extra = world.extra.slice(0, 10);
    const refused = await refreshWorld(store, world, onlyA);
    expect(refused.report.removalRefused).toEqual({ wouldRemove: 10, owned: 25 });
    world.extra.push(element('RelationalTable', asQualifiedName('extra 15'), {}));
    const { report } = await refreshWorld(store, world, onlyA);
    expect(report.totals).toEqual({ ...noTotals, stated: 16, unchanged: 16, removed: 9 });
    expect(await store.elementNamed(worldName('b.second.id'))).toBeDefined();
  });

  it('are kept although the first refresh with the new configuration was not whole', async () => {
    const store = await memoryStore();
    await refreshWorld(store, bothSchemas(), all);
    const world = withoutB();
    world.beforeRecord = (index) => {
      if (index === 2) throw new Error('gone away');
    };
    await refreshWorld(store, world, onlyA);
    const { report } = await refreshWorld(store, withoutB(), onlyA);
    expect(report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5 });
    expect(report.findings).toMatchObject([kept]);
  });

  it('are kept although no refresh with the old configuration was whole', async () => {
    const store = await memoryStore();
    const world = bothSchemas();
    world.beforeRecord = (index) => {
      if (index === 8) throw new Error('gone away');
    };
    expect((await refreshWorld(store, world, all)).report.totals).toMatchObject({ created: 8 });
    const { report } = await refreshWorld(store, withoutB(), onlyA);
    expect(report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5 });
    expect(report.findings).toMatchObject([{ ...kept, count: 3 }]);
  });

  it('are kept although what was found by a configuration in between was not whole', async () => {
    const store = await memoryStore();
    await refreshWorld(store, withoutB(), onlyA);
    const world = bothSchemas();
    world.beforeRecord = (index) => {
      if (index === 8) throw new Error('gone away');
    };
    expect((await refreshWorld(store, world, all)).report.totals).toMatchObject({ created: 3, unchanged: 5 });
    const { report } = await refreshWorld(store, withoutB(), onlyA);
    expect(report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5 });
    expect(report.findings).toMatchObject([{ ...kept, count: 3 }]);
  });

  it('are kept when they were unreadable at first', async () => {
    const store = await memoryStore();
    await refreshWorld(store, bothSchemas(), all);
    const world = withoutB();
    world.unreadable['b'] = 'gone';
    await refreshWorld(store, world, onlyA);
    const { report } = await refreshWorld(store, withoutB(), onlyA);
    expect(report.totals).toEqual({ ...noTotals, stated: 5, unchanged: 5 });
    expect(report.findings).toMatchObject([kept]);
  });
});
