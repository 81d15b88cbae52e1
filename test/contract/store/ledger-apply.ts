import { describe, expect, it } from 'vitest';
import { classification, relationship } from '../../../src/metadata/element.ts';
import { asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import { column, creation, database, ledgerSubjectOf, prepared, recording, state, updating } from './ledger-subject.ts';
import { erin } from './subject.ts';
import type { StoreCapabilities } from '../../../src/store/open-metadata-store.ts';
import type { OpenStore } from './subject.ts';

const toA = relationship('ForeignKey', asQualifiedName('a'), 1, { displayName: 'fk' });

/** Writing what was compared: elements, relationships and ledger in one. */
export function describeLedgerApply(open: OpenStore, capabilities: StoreCapabilities): void {
  describeCreating(open, capabilities);
  describeUpdating(open);
}

function describeCreating(open: OpenStore, capabilities: StoreCapabilities): void {
  describe('a ledger that creates', () => {
    it('writes an element with all that was stated of it', async () => {
      const { created, store, relationships, find, writer } = await ledgerSubjectOf(open);
      const embedded = classification('TypeEmbeddedAttribute', { dataType: 'text' });
      const details = { classifications: [embedded], anchorScope: asQualifiedName('db'), relationships: [toA] };
      await created([...database(['a']), column('b', 'table', details)]);
      const origin = { category: 'EXTERNAL_SOURCE', ...writer.metadataSource };
      const db = await store.elementNamed(asQualifiedName('db'));
      const b = await store.elementNamed(asQualifiedName('b'));
      expect(b).toMatchObject({
        typeName: 'RelationalColumn',
        properties: { displayName: 'b' },
        origin,
        anchorGuid: db?.guid,
        anchorScopeGuid: db?.guid,
        versions: { version: 1, createdBy: capabilities.namedUsers ? 'daemon' : erin.userId },
      });
      expect(b?.classifications.slice(1)).toEqual([{ ...embedded, origin }]);
      expect(await relationships(b?.guid ?? ('' as never))).toMatchObject([
        { typeName: 'NestedSchemaAttribute', end1: { qualifiedName: 'table' }, end2: { qualifiedName: 'b' }, origin },
        { typeName: 'ForeignKey', end1: { qualifiedName: 'a' }, properties: { displayName: 'fk' }, origin },
      ]);
      expect(await find({ text: 'table' })).toEqual(['table']);
    });

    it('tells what it has written when it is asked for the current element', async () => {
      const { created, ledger, current } = await ledgerSubjectOf(open);
      const details = {
        classifications: [classification('PrimaryKey')],
        anchorScope: asQualifiedName('db schema type'),
        relationships: [toA],
      };
      const stated = column('b', 'table', details);
      const keys = await created([...database(['a']), stated]);
      const opened = await ledger();
      expect(await current(opened, stated)).toMatchObject({
        key: keys.at(-1),
        element: { qualifiedName: 'b' },
        relationships: [
          { typeName: 'NestedSchemaAttribute', to: 'table', toEnd: 1, properties: {} },
          { typeName: 'ForeignKey', to: 'a', toEnd: 1, properties: { displayName: 'fk' } },
        ],
        ownedClassifications: ['PrimaryKey'],
        anchor: 'db',
        anchorScope: 'db schema type',
        inLedger: true,
        base: undefined,
      });
      expect((await opened.current([asQualifiedName('db')]))[0]?.anchor).toBeUndefined();
      expect(await opened.current([asQualifiedName('nothing')])).toEqual([undefined]);
    });

    it('leaves what people have added out of what it owns', async () => {
      const { created, ledger, current, store, write, relate } = await ledgerSubjectOf(open);
      const [stated = column('a', 'table')] = database().slice(3);
      await created(database());
      const guid = (await store.elementNamed(stated.qualifiedName))?.guid ?? ('' as never);
      const other = (await store.elementNamed(asQualifiedName('b')))?.guid ?? ('' as never);
      await write({ kind: 'classify', guid, typeName: 'Confidentiality', properties: {} });
      await relate('ForeignKey', guid, other);
      const { ownedClassifications, relationships, element } = await current(await ledger(), stated);
      expect(element.classifications.map(({ typeName }) => typeName)).toEqual(['Anchors', 'Confidentiality']);
      expect(ownedClassifications).toEqual([]);
      expect(relationships.map(({ typeName }) => typeName)).toEqual(['NestedSchemaAttribute']);
    });

    it('keeps for the local cohort what was agreed on, and which classifications are its own', async () => {
      const { ledger, current, write } = await ledgerSubjectOf(open);
      const stated = state(
        'Glossary',
        'g',
        { description: 'd' },
        { classifications: [classification('Confidentiality')] },
      );
      const opened = await ledger();
      await opened.apply([{ kind: 'create', prepared: prepared(stated), base: { description: 'd' } }], erin);
      const { element, base, ownedClassifications } = await current(await ledger(), stated);
      expect(element.origin).toEqual({ category: 'LOCAL_COHORT' });
      expect(base).toEqual({ description: 'd' });
      expect(ownedClassifications).toEqual(['Confidentiality']);
      expect((await current(await ledger({ catalogTargetName: 'other' }), stated)).ownedClassifications).toEqual([]);
      await write({ kind: 'classify', guid: element.guid, typeName: 'Criticality', properties: {} });
      expect((await current(await ledger(), stated)).ownedClassifications).toEqual(['Confidentiality']);
    });
  });
}

function describeUpdating(open: OpenStore): void {
  describe('a ledger that updates', () => {
    it('writes properties as a new version, and knows the statement afterwards', async () => {
      const { created, ledger, current, unchanged, store, find, writer } = await ledgerSubjectOf(open);
      await created(database());
      const stated = state('RelationalDatabase', 'db', { displayName: 'renamed', description: 'd' });
      const opened = await ledger();
      const change = updating(stated, await current(opened, stated), { properties: stated.properties });
      const outcomes = await opened.apply([change], { ...writer, userId: erin.userId });
      expect(outcomes).toEqual([{ key: change.current.key, raced: false }]);
      expect(await store.elementNamed(asQualifiedName('db'))).toMatchObject({
        properties: { displayName: 'renamed', description: 'd' },
        versions: { version: 2, updatedBy: 'erinoverview' },
      });
      expect(await unchanged([stated])).toEqual([true]);
      expect(await find({ text: 'renamed' })).toEqual(['db']);
      expect(await find({ text: 'db' })).toEqual([]);
    });

    it('changes the classifications that it owns, and no other', async () => {
      const { created, ledger, current, store, write, writer } = await ledgerSubjectOf(open);
      const before = column('a', 'table', {
        classifications: [classification('PrimaryKey'), classification('TypeEmbeddedAttribute', { dataType: 'int' })],
      });
      await created([...database([]), before]);
      const guid = (await store.elementNamed(before.qualifiedName))?.guid ?? ('' as never);
      await write({ kind: 'classify', guid, typeName: 'Confidentiality', properties: { notes: 'mine' } });
      const after = column('a', 'table', {
        classifications: [classification('TypeEmbeddedAttribute', { dataType: 'bigint' })],
      });
      const opened = await ledger();
      const update = { classifications: after.classifications, declassify: ['PrimaryKey'] };
      await opened.apply([updating(after, await current(opened, after), update)], writer);
      const { element, ownedClassifications } = await current(await ledger(), after);
      expect(element.classifications.slice(1)).toMatchObject([
        { typeName: 'Confidentiality', properties: { notes: 'mine' }, origin: { category: 'LOCAL_COHORT' } },
        { typeName: 'TypeEmbeddedAttribute', properties: { dataType: 'bigint' } },
      ]);
      expect(ownedClassifications).toEqual(['TypeEmbeddedAttribute']);
    });

    it('adds, changes and removes relationships without a new version of the element', async () => {
      const { created, ledger, current, relationships, writer, unchanged } = await ledgerSubjectOf(open);
      const toB = relationship('ForeignKey', asQualifiedName('b'), 1);
      await created([...database(['a', 'b']), column('c', 'table', { relationships: [toA] })]);
      const changed = { ...toA, properties: { displayName: 'renamed' } };
      const both = column('c', 'table', { relationships: [changed, toB] });
      const opened = await ledger();
      const found = await current(opened, both);
      const foreignKey = found.relationships.find(({ typeName }) => typeName === 'ForeignKey');
      if (foreignKey === undefined) throw new Error('The foreign key was not written.');
      const first = { relate: [toB], updateRelationships: [{ ...foreignKey, properties: changed.properties }] };
      await opened.apply([updating(both, found, first)], writer);
      const { guid } = found.element;
      const keys = async (): Promise<unknown> =>
        (await relationships(guid))
          .filter(({ typeName }) => typeName === 'ForeignKey')
          .toSorted((one, other) => (one.end1.qualifiedName < other.end1.qualifiedName ? -1 : 1))
          .map(({ end1, properties }) => [end1.qualifiedName, properties]);
      expect(await keys()).toEqual([
        ['a', { displayName: 'renamed' }],
        ['b', {}],
      ]);
      const one = column('c', 'table', { relationships: [toB] });
      const now = await current(opened, one);
      expect(now.element.versions.version).toBe(1);
      const unrelate = now.relationships.filter(({ to }) => to === 'a');
      await opened.apply([updating(one, now, { unrelate })], writer);
      expect(await keys()).toEqual([['b', {}]]);
      expect(await unchanged([one])).toEqual([true]);
    });

    it('moves an element to another anchor', async () => {
      const { created, ledger, current, writer, write } = await ledgerSubjectOf(open);
      await created([state('RelationalDatabase', 'other'), ...database(['a'])]);
      const moved = column('a', 'table', { anchor: asQualifiedName('other') });
      const opened = await ledger();
      await opened.apply([updating(moved, await current(opened, moved), { reanchor: true })], writer);
      const { anchor, element } = await current(opened, moved);
      expect([anchor, element.versions.version > 1]).toEqual(['other', true]);
      const [outcome] = await write({ kind: 'delete-element', guid: element.anchorGuid }, writer);
      expect(outcome?.removed).toBe(2);
    });

    it('brings back what was archived when it is stated again', async () => {
      const { created, ledger, current, store, write, writer, unchanged } = await ledgerSubjectOf(open);
      const stated = database()[0] ?? state('RelationalDatabase', 'db');
      await created([stated]);
      const guid = (await store.elementNamed(stated.qualifiedName))?.guid ?? ('' as never);
      await write({ kind: 'delete-element', guid, deleteMethod: 'ARCHIVE' }, writer);
      const opened = await ledger();
      await opened.apply([updating(stated, await current(opened, stated), { declassify: ['Memento'] })], writer);
      expect((await store.elementNamed(stated.qualifiedName))?.guid).toBe(guid);
      expect(await unchanged([stated])).toEqual([true]);
    });

    it('records an element that is as stated, and writes nothing else of it', async () => {
      const { create, ledger, current, unchanged } = await ledgerSubjectOf(open);
      await create('Glossary', 'g', { displayName: 'g' });
      const stated = state('Glossary', 'g', { displayName: 'g' });
      const opened = await ledger();
      await opened.apply([recording(stated, await current(opened, stated))], erin);
      const { inLedger, element } = await current(await ledger(), stated);
      expect([inLedger, element.versions.version]).toEqual([true, 1]);
      expect(await unchanged([stated])).toEqual([true]);
    });
  });

  describe('a change to be carried out', () => {
    it('keeps the element compared until it is acknowledged', async () => {
      const { create, ledger, current, unchanged } = await ledgerSubjectOf(open);
      await create('Glossary', 'g', { description: 'theirs' });
      const before = state('Glossary', 'g', { description: 'ours' });
      const after = state('Glossary', 'g', { description: 'theirs' });
      const opened = await ledger();
      const change = { ...recording(before, await current(opened, before)), base: {}, pending: true };
      const [outcome] = await opened.apply([change], erin);
      expect(await unchanged([before, after])).toEqual([false, false]);
      const key = outcome?.key ?? 0;
      await opened.acknowledge(key, undefined, { description: 'theirs' });
      expect(await unchanged([before, after])).toEqual([false, false]);
      await opened.acknowledge(key, prepared(after), { description: 'theirs' });
      expect(await unchanged([before, after])).toEqual([false, true]);
      expect((await current(opened, after)).base).toEqual({ description: 'theirs' });
    });

    it('goes on being one when somebody changed the element again meanwhile', async () => {
      const { create, ledger, current, unchanged, write } = await ledgerSubjectOf(open);
      const guid = await create('Glossary', 'g', { description: 'first' });
      const stated = state('Glossary', 'g', { description: 'first' });
      const opened = await ledger();
      const change = { ...recording(stated, await current(opened, stated)), base: {}, pending: true };
      const [outcome] = await opened.apply([change], erin);
      await write({ kind: 'update-element', guid, properties: { description: 'second' } });
      await opened.acknowledge(outcome?.key ?? 0, prepared(stated), { description: 'first' });
      expect(await unchanged([stated])).toEqual([false]);
    });

    it('is still one after its element waited for another', async () => {
      const { create, ledger, current, unchanged } = await ledgerSubjectOf(open);
      await create('Glossary', 'g', {});
      const toLate = relationship('DataFlow', asQualifiedName('late'), 2);
      const stated = state('Glossary', 'g', {}, { relationships: [toLate] });
      const opened = await ledger();
      const change = { ...recording(stated, await current(opened, stated)), pending: true, waiting: [toLate] };
      await opened.apply([change, creation(state('Glossary', 'late'))], erin);
      expect((await opened.settle(erin)).related).toMatchObject([{ from: stated, relationships: [toLate] }]);
      expect(await unchanged([stated])).toEqual([false]);
    });
  });
}
