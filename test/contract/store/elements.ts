import { describe, expect, it } from 'vitest';
import { asGuid, asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import type { StoreCapabilities } from '../../../src/store/open-metadata-store.ts';
import { erin, itWhere, refusalOf, subjectOf } from './subject.ts';
import type { OpenStore } from './subject.ts';

const oddNames = [
  'with "quotes"',
  'with . dots :: and colons',
  "what's up",
  'back\\slash',
  'new\nline',
  'emoji 🐘',
  'percent % underscore _',
];

/** Elements and their classifications: created, read, changed, named and anchored. */
export function describeElements(open: OpenStore, capabilities: StoreCapabilities): void {
  describe('elements', () => {
    it('reads an element as it was created', async () => {
      const { create, element, store } = await subjectOf(open);
      const properties = {
        displayName: 'orders',
        additionalProperties: { rows: 'many' },
        authors: ['erin', 'peter'],
        storeCreateTime: '2026-11-23T06:00:00.000Z',
      };
      const guid = await create('RelationalDatabase', 'PostgreSQL::server::orders', properties);
      const read = await element(guid);
      expect(read).toMatchObject({
        guid,
        typeName: 'RelationalDatabase',
        qualifiedName: 'PostgreSQL::server::orders',
        properties,
        origin: { category: 'LOCAL_COHORT' },
        anchorGuid: guid,
      });
      expect(await store.elementNamed(asQualifiedName('PostgreSQL::server::orders'))).toEqual(read);
    });

    it('knows nothing of what was never created', async () => {
      const { store } = await subjectOf(open);
      expect(await store.element(asGuid('no-such-guid'))).toBeUndefined();
      expect(await store.elementNamed(asQualifiedName('no such name'))).toBeUndefined();
    });

    itWhere(capabilities.namedUsers)('counts versions, and says who made them when', async () => {
      const { create, element, write, clock } = await subjectOf(open);
      const guid = await create('Glossary', 'Glossary::coco', { displayName: 'Coco' });
      expect((await element(guid)).versions).toEqual({
        version: 1,
        createdBy: 'erinoverview',
        createTime: '2027-01-01T12:00:00.000Z',
        updatedBy: undefined,
        updateTime: undefined,
      });
      clock.advance(60_000);
      await write(
        { kind: 'update-element', guid, properties: { displayName: 'Coco Pharmaceuticals' } },
        { userId: 'peterprofile', metadataSource: undefined },
      );
      expect((await element(guid)).versions).toEqual({
        version: 2,
        createdBy: 'erinoverview',
        createTime: '2027-01-01T12:00:00.000Z',
        updatedBy: 'peterprofile',
        updateTime: '2027-01-01T12:01:00.000Z',
      });
    });

    it('merges properties, and removes one that is undefined', async () => {
      const { create, element, write } = await subjectOf(open);
      const guid = await create('Glossary', 'Glossary::a', { displayName: 'a', description: 'b' });
      const [outcome] = await write({
        kind: 'update-element',
        guid,
        properties: { description: undefined, category: 'c' },
      });
      expect(outcome).toEqual({ guid, changed: true, removed: 0 });
      expect((await element(guid)).properties).toEqual({ displayName: 'a', category: 'c' });
    });

    it('replaces all properties when asked to', async () => {
      const { create, element, write } = await subjectOf(open);
      const guid = await create('Glossary', 'Glossary::a', { displayName: 'a', description: 'b' });
      await write({ kind: 'update-element', guid, properties: { category: 'c' }, replaceProperties: true });
      expect((await element(guid)).properties).toEqual({ category: 'c' });
    });

    it('says that nothing changed, and makes no version, when the same is written again', async () => {
      const { create, element, write } = await subjectOf(open);
      const guid = await create('Glossary', 'Glossary::a', { displayName: 'a', description: 'b' });
      const [merged] = await write({ kind: 'update-element', guid, properties: { description: 'b' } });
      const [replaced] = await write({
        kind: 'update-element',
        guid,
        properties: { description: 'b', displayName: 'a' },
        replaceProperties: true,
      });
      expect([merged?.changed, replaced?.changed]).toEqual([false, false]);
      expect((await element(guid)).versions.version).toBe(1);
    });

    it('refuses a qualified name that is taken, by an element of any type', async () => {
      const { create, element } = await subjectOf(open);
      const guid = await create('Glossary', 'the name', { displayName: 'first' });
      expect(await refusalOf(create('RelationalDatabase', 'the name'))).toMatchObject({
        kind: 'ConflictError',
        id: 'EGERIA-INTEGRATE-STORE-409-002',
        facts: { qualifiedName: 'the name' },
      });
      expect((await element(guid)).properties).toEqual({ displayName: 'first' });
    });

    it('takes any number of elements of the types that have no qualified name', async () => {
      const { create, element } = await subjectOf(open);
      const first = await create('Rating', '', { review: 'good' });
      const second = await create('Rating', '', { review: 'bad' });
      expect(first).not.toBe(second);
      expect((await element(second)).qualifiedName).toBe('');
      expect(await refusalOf(create('Rating', 'a name'))).toMatchObject({ kind: 'InvalidMetadataError' });
      expect(await refusalOf(create('Glossary', ''))).toMatchObject({ kind: 'InvalidMetadataError' });
    });

    it.each(oddNames)('gives back a name %j unharmed', async (name) => {
      const { create, store } = await subjectOf(open);
      const guid = await create('GlossaryTerm', name, { displayName: name });
      const read = await store.elementNamed(asQualifiedName(name));
      expect(read).toMatchObject({ guid, qualifiedName: name, properties: { displayName: name } });
    });

    itWhere(capabilities.givenGuids)(
      'takes a GUID that is given, and refuses one that an element or a relationship has',
      async () => {
        const { create, element, relate } = await subjectOf(open);
        const guid = asGuid('RelationalDatabase-e694f260-4e5c-4c7e-aed9-596a31f071eb');
        expect(await create('RelationalDatabase', 'a', {}, { guid })).toBe(guid);
        expect((await element(guid)).qualifiedName).toBe('a');
        const taken = { kind: 'ConflictError', id: 'EGERIA-INTEGRATE-STORE-409-003' };
        expect(await refusalOf(create('Glossary', 'b', {}, { guid }))).toMatchObject(taken);
        const other = await create('Glossary', 'b');
        const related = await relate('DataFlow', guid, other);
        expect(await refusalOf(create('Glossary', 'c', {}, { guid: related }))).toMatchObject(taken);
      },
    );

    it('refuses what the types do not know, with the nearest right name', async () => {
      const { create } = await subjectOf(open);
      const wrong = async (typeName: string, properties: Record<string, string>): Promise<string> => {
        const { kind, facts } = await refusalOf(create(typeName, 'x', properties));
        expect(kind).toBe('InvalidMetadataError');
        return facts['problem'] ?? '';
      };
      expect(await wrong('RelationalDatabse', {})).toContain('RelationalDatabase');
      expect(await wrong('Glossary', { displayNam: 'x' })).toContain('displayName');
      expect(await wrong('RelationalColumn', { length: 'eighty' })).toContain('length');
      expect(await wrong('RelationalColumn', { sortOrder: 'SIDEWAYS' })).toContain('sortOrder');
    });

    it('refuses to change an element that is not there', async () => {
      const { write } = await subjectOf(open);
      const guid = asGuid('no-such-guid');
      expect(await refusalOf(write({ kind: 'update-element', guid, properties: {} }))).toEqual({
        kind: 'InvalidMetadataError',
        id: 'EGERIA-INTEGRATE-STORE-404-002',
        facts: { guid: 'no-such-guid' },
      });
      expect(await refusalOf(write({ kind: 'delete-element', guid }))).toMatchObject({
        id: 'EGERIA-INTEGRATE-STORE-404-002',
      });
    });

    itWhere(capabilities.atomicWrites)('writes nothing of a request of which one mutation is refused', async () => {
      const { create, store, find, element } = await subjectOf(open);
      const guid = await create('Glossary', 'before', { displayName: 'before' });
      const created = (qualifiedName: string, typeName: string) =>
        ({
          kind: 'create-element',
          element: { typeName, qualifiedName: asQualifiedName(qualifiedName), properties: {} },
        }) as const;
      const request = store.write(
        [
          { kind: 'update-element', guid, properties: { displayName: 'after' } },
          created('new', 'RelationalDatabase'),
          created('newer', 'NoSuchType'),
        ],
        erin,
      );
      expect(await refusalOf(request)).toMatchObject({ kind: 'InvalidMetadataError' });
      expect(await find({})).toEqual(['before']);
      expect(await element(guid)).toMatchObject({ properties: { displayName: 'before' }, versions: { version: 1 } });
      // The type that came up in the failed request is still usable.
      await create('RelationalDatabase', 'new');
      expect(await find({ typeName: 'RelationalDatabase' })).toEqual(['new']);
    });

    itWhere(!capabilities.atomicWrites)(
      'says how much of a request was written before one mutation was refused',
      async () => {
        const { store, find } = await subjectOf(open);
        const created = (qualifiedName: string, typeName: string) =>
          ({
            kind: 'create-element',
            element: { typeName, qualifiedName: asQualifiedName(qualifiedName), properties: {} },
          }) as const;
        const request = store.write([created('new', 'Glossary'), created('newer', 'NoSuchType')], erin);
        expect(await refusalOf(request)).toMatchObject({ kind: 'InvalidMetadataError', facts: { written: '1 of 2' } });
        expect(await find({})).toEqual(['new']);
      },
    );
  });

  describeClassifications(open, capabilities);
  describeAnchors(open);
}

function describeClassifications(open: OpenStore, { countsClassifications }: StoreCapabilities): void {
  describe('classifications', () => {
    it('are given, changed and taken away, a version each where the store counts them', async () => {
      const { create, element, write } = await subjectOf(open);
      const guid = await create('RelationalColumn', 'a column');
      const classify = { kind: 'classify', guid, typeName: 'PrimaryKey' } as const;
      await write({ ...classify, properties: { displayName: 'orders_pk' } });
      expect((await element(guid)).classifications.slice(1)).toEqual([
        { typeName: 'PrimaryKey', properties: { displayName: 'orders_pk' }, origin: { category: 'LOCAL_COHORT' } },
      ]);
      const [again] = await write({ ...classify, properties: { displayName: 'orders_pk' } });
      expect(again?.changed).toBe(false);
      await write({ ...classify, properties: { displayName: 'renamed' } });
      expect((await element(guid)).classifications[1]?.properties).toEqual({ displayName: 'renamed' });
      await write({ kind: 'declassify', guid, typeName: 'PrimaryKey' });
      expect((await element(guid)).classifications.map(({ typeName }) => typeName)).toEqual(['Anchors']);
      const [twice] = await write({ kind: 'declassify', guid, typeName: 'PrimaryKey' });
      expect(twice?.changed).toBe(false);
      expect((await element(guid)).versions.version).toBe(countsClassifications ? 4 : 1);
    });

    it('come with a new element', async () => {
      const { create, element } = await subjectOf(open);
      const embedded = {
        typeName: 'TypeEmbeddedAttribute',
        properties: { dataType: 'numeric(12,2)', schemaTypeName: 'PrimitiveSchemaType' },
      };
      const guid = await create('RelationalColumn', 'a column', {}, { classifications: [embedded] });
      expect((await element(guid)).classifications[1]).toMatchObject(embedded);
    });

    it('are refused where the type does not allow them', async () => {
      const { create, write } = await subjectOf(open);
      const guid = await create('RelationalDatabase', 'a database');
      const attempt = (typeName: string) => refusalOf(write({ kind: 'classify', guid, typeName, properties: {} }));
      expect(await attempt('PrimaryKey')).toMatchObject({ kind: 'InvalidMetadataError' });
      expect(await attempt('NoSuch')).toMatchObject({ kind: 'InvalidMetadataError' });
      expect(await attempt('Anchors')).toMatchObject({ kind: 'InvalidMetadataError' });
    });
  });
}

function describeAnchors(open: OpenStore): void {
  describe('anchors', () => {
    it('name no GUID for an element that is its own anchor', async () => {
      const { create, element } = await subjectOf(open);
      const database = await element(await create('RelationalDatabase', 'db'));
      expect(database.classifications[0]).toMatchObject({
        typeName: 'Anchors',
        properties: { anchorTypeName: 'RelationalDatabase', anchorDomainName: 'Asset' },
      });
      expect(database.classifications[0]?.properties).not.toHaveProperty('anchorGUID');
      const term = await element(await create('GlossaryTerm', 'term'));
      expect(term.classifications[0]?.properties).toEqual({
        anchorTypeName: 'GlossaryTerm',
        anchorDomainName: 'AuthoredReferenceable',
      });
    });

    it('name the anchor, its type and domain, and what the anchor lies in', async () => {
      const { create, element } = await subjectOf(open);
      const database = await create('RelationalDatabase', 'db');
      const schema = await create('DeployedDatabaseSchema', 'schema', {}, { anchorScopeGuid: database });
      const details = { anchorGuid: schema, anchorScopeGuid: database };
      const column = await element(await create('RelationalColumn', 'column', {}, details));
      expect(column).toMatchObject(details);
      expect(column.classifications[0]?.properties).toEqual({
        anchorGUID: schema,
        anchorTypeName: 'DeployedDatabaseSchema',
        anchorDomainName: 'Asset',
        anchorScopeGUIDs: [database],
      });
    });

    it('must be there', async () => {
      const { create } = await subjectOf(open);
      const attempt = create('RelationalColumn', 'column', {}, { anchorGuid: asGuid('no-such-guid') });
      expect(await refusalOf(attempt)).toMatchObject({ id: 'EGERIA-INTEGRATE-STORE-404-002' });
    });
  });
}
