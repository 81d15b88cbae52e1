import { describe, expect, it } from 'vitest';
import { classification, relationship } from '../../../src/metadata/element.ts';
import type { StatedElement } from '../../../src/metadata/element.ts';
import { asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import type { Guid } from '../../../src/metadata/qualified-name.ts';
import { column, creation, database, ledgerSubjectOf, prepared, recording, state, updating } from './ledger-subject.ts';
import type { LedgerSubject } from './ledger-subject.ts';
import { erin } from './subject.ts';
import type { OpenStore } from './subject.ts';

const toA = relationship('ForeignKey', asQualifiedName('a'), 1);
/** A table with the columns `a` and `b`, of which `b` refers to `a`. */
const stated: readonly StatedElement[] = [
  ...database(['a']),
  column('b', 'table', { relationships: [toA], classifications: [classification('PrimaryKey')] }),
];

/** Somebody else's change is found in the next refresh although the third party states what it stated before. */
export function describeLedgerStaleness(open: OpenStore): void {
  describe('a ledger of which others change the elements', () => {
    it('compares an element again whose properties were changed', async () => {
      const { unchanged, write, guidOf, writer } = await catalogued(open);
      await write({ kind: 'update-element', guid: await guidOf('b'), properties: { description: 'new' } }, writer);
      expect(await unchanged(stated)).toEqual([true, true, true, true, false]);
    });

    it('compares an element again whose classifications were changed', async () => {
      const { unchanged, write, guidOf } = await catalogued(open);
      await write({ kind: 'classify', guid: await guidOf('a'), typeName: 'Confidentiality', properties: {} });
      expect(await unchanged(stated)).toEqual([true, true, true, false, true]);
    });

    it('compares the element again that states a relationship which was removed or changed', async () => {
      const { unchanged, write, guidOf, relationships, writer, ledger, current } = await catalogued(open);
      const guid = (await relationships(await guidOf('a'))).find(({ typeName }) => typeName === 'ForeignKey')?.guid;
      const foreignKey = guid ?? ('' as Guid);
      const properties = { displayName: 'by hand' };
      await write({ kind: 'update-relationship', guid: foreignKey, properties }, writer);
      expect(await unchanged(stated)).toEqual([true, true, true, true, false]);
      const [, , , , b = column('b', 'table')] = stated;
      const opened = await ledger();
      await opened.apply([recording(b, await current(opened, b))], writer);
      expect(await unchanged(stated)).toEqual([true, true, true, true, true]);
      await write({ kind: 'unrelate', guid: foreignKey }, writer);
      expect(await unchanged(stated)).toEqual([true, true, true, true, false]);
    });

    it('is not bothered by what people relate to its elements', async () => {
      const { unchanged, create, relate, guidOf } = await catalogued(open);
      await relate('SemanticDefinition', await guidOf('a'), await create('GlossaryTerm', 'term'));
      expect(await unchanged(stated)).toEqual([true, true, true, true, true]);
    });

    it.each(['SOFT_DELETE', 'PURGE', 'ARCHIVE'] as const)('forgets an element that went by %s', async (method) => {
      const { unchanged, write, guidOf, writer, ledger } = await catalogued(open);
      await write({ kind: 'delete-element', guid: await guidOf('a'), deleteMethod: method }, writer);
      // The relationship to what was archived is still there; that to what was removed must be made again.
      const [a, b] = method === 'ARCHIVE' ? [false, true] : [undefined, false];
      expect(await unchanged(stated)).toEqual([true, true, true, a, b]);
      expect((await ledger()).owned).toBe(4);
    });

    it('forgets all that went with an anchor', async () => {
      const { unchanged, write, guidOf, writer, ledger } = await catalogued(open);
      await write({ kind: 'delete-element', guid: await guidOf('db') }, writer);
      expect(await unchanged(stated)).toEqual(stated.map(() => undefined));
      expect((await ledger()).owned).toBe(0);
    });

    it('takes a change for the last time it is told of it, not the first', async () => {
      const { unchanged, write, guidOf, writer, ledger, current } = await catalogued(open);
      const [, , , a = column('a', 'table')] = stated;
      const opened = await ledger();
      expect(await opened.match([prepared(a)])).toMatchObject([{ unchanged: true }]);
      await write({ kind: 'update-element', guid: await guidOf('a'), properties: { description: 'new' } }, writer);
      await opened.apply([recording(a, await current(opened, a))], writer);
      expect(await unchanged([a])).toEqual([true]);
      await write({ kind: 'update-element', guid: await guidOf('a'), properties: { description: 'newer' } }, writer);
      expect(await unchanged([a])).toEqual([false]);
    });

    it('never meets a key again, not even after a purge', async () => {
      const { created, write, guidOf, writer, ledger, unchanged } = await catalogued(open);
      const opened = await ledger();
      const last = column('last', 'table');
      const [key] = await created([last]);
      await write({ kind: 'delete-element', guid: await guidOf('last'), deleteMethod: 'PURGE' }, writer);
      const [next] = await created([column('next', 'table')]);
      expect(next).not.toBe(key);
      expect(await opened.match([prepared(last)])).toEqual([undefined]);
      expect(await unchanged([last])).toEqual([undefined]);
    });
  });

  describe('two ledgers that state the same element', () => {
    it('compare it again when the other one changes it, and not when they change it themselves', async () => {
      const { ledger, current, unchanged, writer } = await catalogued(open);
      const [db = state('RelationalDatabase', 'db')] = stated;
      const other = { catalogTargetName: 'other' };
      const second = await ledger(other);
      await second.apply([recording(db, await current(second, db))], writer);
      expect([await unchanged([db]), await unchanged([db], other)]).toEqual([[true], [true]]);
      const renamed = { ...db, properties: { displayName: 'renamed' } };
      const update = updating(renamed, await current(second, db), { properties: renamed.properties });
      await second.apply([update], writer);
      expect([await unchanged([db]), await unchanged([renamed], other)]).toEqual([[false], [true]]);
    });

    it('leave its relationships to the other one when one of them releases it', async () => {
      const { ledger, current, unchanged, writer, created } = await ledgerSubjectOf(open);
      const shared = column('b', 'table', { relationships: [toA] });
      await created([...database(['a']), shared]);
      const other = { catalogTargetName: 'other' };
      const second = await ledger(other);
      await second.apply([recording(shared, await current(second, shared))], writer);
      expect((await current(second, shared)).relationships).toEqual([]);
      const first = await ledger();
      const all = await Array.fromAsync(first.unseen(() => false));
      await first.release(all.flat().filter(({ qualifiedName }) => qualifiedName === 'b'));
      const heir = await current(await ledger(other), shared);
      expect(heir.relationships.map(({ typeName }) => typeName)).toEqual(['NestedSchemaAttribute', 'ForeignKey']);
      expect(await unchanged([shared], other)).toEqual([false]);
      expect((await ledger()).owned).toBe(4);
    });

    it('belong to local-cohort elements as well', async () => {
      const { ledger, unchanged, write, store, current } = await ledgerSubjectOf(open);
      const glossary = state('Glossary', 'g');
      await (await ledger()).apply([creation(glossary)], erin);
      const other = { metadataSourceName: asQualifiedName('MetadataCollection::other') };
      const second = await ledger(other);
      await second.apply([recording(glossary, await current(second, glossary))], erin);
      const guid = (await store.elementNamed(glossary.qualifiedName))?.guid ?? ('' as Guid);
      await write({ kind: 'update-element', guid, properties: { description: 'by hand' } });
      expect([await unchanged([glossary]), await unchanged([glossary], other)]).toEqual([[false], [false]]);
    });
  });
}

interface Catalogued extends LedgerSubject {
  /** The GUID of the element of this name. */
  readonly guidOf: (name: string) => Promise<Guid>;
}

async function catalogued(open: OpenStore): Promise<Catalogued> {
  const subject = await ledgerSubjectOf(open);
  await subject.created(stated);
  return {
    ...subject,
    async guidOf(name) {
      const element = await subject.store.elementNamed(asQualifiedName(name));
      if (element === undefined) throw new Error(`There is no element ${name}.`);
      return element.guid;
    },
  };
}
