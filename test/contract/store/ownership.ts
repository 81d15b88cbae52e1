import { describe, expect, it } from 'vitest';
import { asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import type { StoreCapabilities } from '../../../src/store/open-metadata-store.ts';
import { erin, itWhere, refusalOf, subjectOf } from './subject.ts';
import type { OpenStore } from './subject.ts';

const foreign = { kind: 'ConflictError', id: 'EGERIA-INTEGRATE-STORE-403-002' };

/** External provenance: who may change what, as a running Egeria 6.1 answers. */
export function describeOwnership(open: OpenStore, { namedUsers, historyOfRemoved }: StoreCapabilities): void {
  describe('ownership', () => {
    it('makes the MetadataCollection of a metadata source once', async () => {
      const { store, find, element } = await subjectOf(open);
      const name = asQualifiedName('MetadataCollection::coco::orders');
      const source = await store.metadataSource(name, 'daemon');
      expect(await store.metadataSource(name, 'daemon')).toEqual(source);
      expect(await find({ typeName: 'MetadataCollection' })).toEqual([name]);
      expect(await element(source.guid)).toMatchObject({
        typeName: 'MetadataCollection',
        qualifiedName: name,
        origin: { category: 'LOCAL_COHORT' },
        ...(namedUsers ? { versions: { createdBy: 'daemon' } } : {}),
      });
    });

    it('keeps the source for which an element was written as its origin', async () => {
      const { create, element, writerFor, write } = await subjectOf(open);
      const orders = await writerFor('MetadataCollection::orders');
      const guid = await create('RelationalColumn', 'column', {}, {}, orders);
      await write({ kind: 'classify', guid, typeName: 'PrimaryKey', properties: {} }, orders);
      const origin = { category: 'EXTERNAL_SOURCE', ...orders.metadataSource };
      const read = await element(guid);
      expect(read.origin).toEqual(origin);
      expect(read.classifications.map((one) => one.origin)).toEqual([origin, origin]);
    });

    it('lets only the owner change or remove an element, and names the owner', async () => {
      const { create, element, writerFor, write } = await subjectOf(open);
      const orders = await writerFor('MetadataCollection::orders');
      const archive = await writerFor('MetadataCollection::archive');
      const guid = await create('RelationalDatabase', 'db', { displayName: 'db' }, {}, orders);
      const facts = { element: 'db', owner: 'MetadataCollection::orders' };
      for (const intruder of [archive, erin]) {
        for (const mutation of [
          { kind: 'update-element', guid, properties: { description: 'intruder' } },
          { kind: 'update-effectivity', guid },
          { kind: 'delete-element', guid },
        ] as const) {
          expect(await refusalOf(write(mutation, intruder))).toEqual({ ...foreign, facts });
        }
      }
      await write({ kind: 'update-element', guid, properties: { description: 'own' } }, orders);
      expect((await element(guid)).properties).toEqual({ displayName: 'db', description: 'own' });
      await write({ kind: 'delete-element', guid }, orders);
      await expect(element(guid)).rejects.toThrow('There is no element');
    });

    it('lets anyone change what belongs to the local cohort, which it goes on doing', async () => {
      const { create, element, writerFor, write } = await subjectOf(open);
      const guid = await create('Glossary', 'glossary', { displayName: 'g' });
      const orders = await writerFor('MetadataCollection::orders');
      const peter = { userId: 'peterprofile', metadataSource: undefined };
      await write({ kind: 'update-element', guid, properties: { description: 'by peter' } }, peter);
      await write({ kind: 'update-element', guid, properties: { category: 'by a source' } }, orders);
      expect(await element(guid)).toMatchObject({
        properties: { displayName: 'g', description: 'by peter', category: 'by a source' },
        origin: { category: 'LOCAL_COHORT' },
      });
    });

    it('belongs to a classification and to a relationship apart from their elements', async () => {
      const { create, relate, writerFor, write } = await subjectOf(open);
      const orders = await writerFor('MetadataCollection::orders');
      const column = await create('RelationalColumn', 'column', {}, {}, orders);
      const term = await create('GlossaryTerm', 'term');
      // People may add to what belongs to a source, and what they added is theirs.
      const link = await relate('SemanticDefinition', column, term, { description: 'erin' });
      await write({ kind: 'classify', guid: column, typeName: 'Confidentiality', properties: { notes: 'erin' } });
      await write({ kind: 'classify', guid: column, typeName: 'PrimaryKey', properties: {} }, orders);
      const primaryKey = { guid: column, typeName: 'PrimaryKey' };
      const facts = { element: 'PrimaryKey', owner: 'MetadataCollection::orders' };
      expect(await refusalOf(write({ kind: 'declassify', ...primaryKey }))).toEqual({ ...foreign, facts });
      const changed = { kind: 'classify', ...primaryKey, properties: { displayName: 'mine' } } as const;
      expect(await refusalOf(write(changed))).toEqual({ ...foreign, facts });
      await write({ kind: 'unrelate', guid: link });
      const owned = await relate('SemanticDefinition', column, term, {}, orders);
      expect(await refusalOf(write({ kind: 'unrelate', guid: owned }))).toMatchObject(foreign);
      const update = { kind: 'update-relationship', guid: owned, properties: { description: 'x' } } as const;
      expect(await refusalOf(write(update))).toMatchObject(foreign);
      await write(update, orders);
    });

    itWhere(namedUsers && historyOfRemoved)(
      'is told of every version: by whom, and on behalf of which metadata source',
      async () => {
        const { create, store, writerFor, write } = await subjectOf(open);
        const orders = await writerFor('MetadataCollection::orders');
        const guid = await create('Glossary', 'glossary');
        await write({ kind: 'update-element', guid, properties: { description: 'd' } }, orders);
        await write({ kind: 'delete-element', guid }, { userId: 'peterprofile', metadataSource: undefined });
        expect(await store.history(guid)).toMatchObject([
          { changedBy: 'erinoverview', onBehalfOf: undefined, removed: false, removedBy: undefined },
          { changedBy: 'daemon', onBehalfOf: 'MetadataCollection::orders', removed: true, removedBy: 'peterprofile' },
        ]);
      },
    );
  });
}
