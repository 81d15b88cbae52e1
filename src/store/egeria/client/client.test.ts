import { describe, expect, it, onTestFinished } from 'vitest';
import { fakeClock } from '../../../../test/support/fake-clock.ts';
import { startFakeEgeria } from '../../../../test/support/fake-egeria/fake-egeria.ts';
import type { FakeEgeria } from '../../../../test/support/fake-egeria/fake-egeria.ts';
import { platformOf } from '../../../../test/support/small-platform.ts';
import type { Message } from '../../../messages/message.ts';
import type { PropertyMap } from '../../../metadata/element.ts';
import { asGuid, asQualifiedName } from '../../../metadata/qualified-name.ts';
import type { Guid } from '../../../metadata/qualified-name.ts';
import { metadataCollection } from '../../metadata-collection.ts';
import { adaptiveLimit } from './adaptive-limit.ts';
import { openEgeriaClient } from './client.ts';
import type { EgeriaSettings } from './connect.ts';
import { withPatientReads } from './patient-reads.ts';
import type { EgeriaClient, NewRemoteElement, Owner } from '../egeria-client.ts';

const all = { startFrom: 0, pageSize: 100 };

describe.each(['store', 'view'])('a client of the server %s', (serverName) => {
  it('knows who it is, and the version of the platform', async () => {
    const { client, warnings } = await clientOf(serverName);
    expect(client).toMatchObject({ userId: 'baseline', version: '6.1', maxPageSize: 1000 });
    expect(client.description).toMatch(new RegExp(`^${serverName} at http://127.0.0.1:\\d+$`, 'u'));
    expect(warnings.map(({ id }) => id)).toEqual(serverName === 'view' ? ['EGERIA-INTEGRATE-OMAG-200-002'] : []);
  });

  it('creates an element with its anchor, its parent and its classifications, for its owner', async () => {
    const { client } = await clientOf(serverName);
    const owner = await ownerOf(client, 'MetadataCollection::orders');
    const table = await client.createElement(element('RelationalTable', 'orders', {}), owner);
    const guid = await client.createElement(
      {
        ...element('RelationalColumn', 'orders.id', { displayName: "what's", length: 80, sortOrder: 'UNSORTED' }),
        classifications: [{ typeName: 'TypeEmbeddedAttribute', properties: { dataType: 'bigint' } }],
        anchorGuid: table,
        anchorScopeGuid: table,
        parent: {
          guid: table,
          relationshipTypeName: 'NestedSchemaAttribute',
          parentAtEnd1: true,
          properties: { position: 3 },
        },
        effectiveFrom: '2020-01-01T00:00:00.000Z',
      },
      owner,
    );
    const origin = { category: 'EXTERNAL_SOURCE', ...owner };
    expect(await client.element(guid)).toMatchObject({
      guid,
      typeName: 'RelationalColumn',
      qualifiedName: 'orders.id',
      properties: { displayName: "what's", length: 80, sortOrder: 'UNSORTED' },
      classifications: [
        { typeName: 'Anchors', properties: { anchorGUID: table, anchorScopeGUIDs: [table] }, origin },
        { typeName: 'TypeEmbeddedAttribute', properties: { dataType: 'bigint' }, origin },
      ],
      origin,
      versions: { version: 1, createdBy: 'baseline', updatedBy: undefined },
      anchorGuid: table,
      anchorScopeGuid: table,
      effectiveFrom: '2020-01-01T00:00:00.000Z',
    });
    expect(await client.relationshipsOf(guid, all)).toMatchObject([
      {
        typeName: 'NestedSchemaAttribute',
        end1: { guid: table, qualifiedName: 'orders', typeName: 'RelationalTable' },
        end2: { guid, qualifiedName: 'orders.id', displayName: "what's" },
        properties: { position: 3 },
        origin,
      },
    ]);
  });

  it('merges and replaces properties, and takes one away, without losing the qualified name', async () => {
    const { client } = await clientOf(serverName);
    const named = { qualifiedName: asQualifiedName('g') };
    const properties = { displayName: 'a', description: 'b' };
    const guid = await client.createElement(element('Glossary', 'g', properties), undefined);
    const read = async () => client.element(guid);
    expect(await client.updateElement({ guid, ...named }, { category: 'c' }, false, undefined)).toBe(true);
    expect(await client.updateElement({ guid, ...named }, { category: 'c' }, false, undefined)).toBe(false);
    expect(await read()).toMatchObject({ ...named, properties: { ...properties, category: 'c' } });
    await client.updateElement({ guid, ...named }, { description: undefined }, false, undefined);
    expect(await read()).toMatchObject({ ...named, properties: { displayName: 'a', category: 'c' } });
    await client.updateElement({ guid, ...named }, { description: 'only' }, true, undefined);
    expect((await read())?.properties).toEqual({ description: 'only' });
    expect(await read()).toMatchObject(named);
  });

  it('tells the states of an element apart, of its classifications too', async () => {
    const { client } = await clientOf(serverName);
    const guid = await client.createElement(element('RelationalColumn', 'c', {}), undefined);
    const revisions = [(await client.element(guid))?.revision];
    const key = { typeName: 'PrimaryKey', properties: { displayName: 'pk' } };
    const note = async (): Promise<void> => void revisions.push((await client.element(guid))?.revision);
    await client.classify(guid, key, undefined);
    await note();
    await client.reclassify(guid, { ...key, properties: { displayName: 'renamed' } }, undefined);
    await note();
    expect((await client.element(guid))?.classifications[1]).toMatchObject({ properties: { displayName: 'renamed' } });
    await client.declassify(guid, 'PrimaryKey', undefined);
    expect(new Set(revisions).size).toBe(3);
    expect((await client.element(guid))?.classifications.map(({ typeName }) => typeName)).toEqual(['Anchors']);
  });

  it('takes all properties of a classification away, and gives it dates with an element', async () => {
    const { client } = await clientOf(serverName);
    const dates = { effectiveFrom: '2020-01-01T00:00:00.000Z' };
    const dated = { typeName: 'PrimaryKey', properties: { displayName: 'pk' }, ...dates };
    const guid = await client.createElement(
      { ...element('RelationalColumn', 'c', {}), classifications: [dated] },
      undefined,
    );
    expect((await client.element(guid))?.classifications[1]).toMatchObject(dated);
    await client.reclassify(guid, { typeName: 'PrimaryKey', properties: {} }, undefined);
    expect((await client.element(guid))?.classifications[1]?.properties).toEqual({});
  });

  it('finds the elements that have names, whatever is in them', async () => {
    const { client } = await clientOf(serverName);
    const names = [`it's "odd" 100% \\ 🐘`, 'plain', 'new\nline'];
    for (const name of names) await client.createElement(element('Glossary', name, {}), undefined);
    const asked = [...names, 'nobody'].map((name) => asQualifiedName(name));
    const found = await client.elementsNamed(asked);
    expect(found.map(({ qualifiedName }) => qualifiedName).toSorted()).toEqual(names.toSorted());
    expect(await client.elementsNamed([asQualifiedName('nobody')])).toEqual([]);
    expect(await client.elementsNamed([])).toEqual([]);
  });

  it('finds and reads what was written on a server that doubles apostrophes', async () => {
    const { client, platform } = await clientOf(serverName);
    platform.faults.doublesApostrophes = true;
    const source = { ...metadataCollection(asQualifiedName('MetadataCollection::x')), classifications: [] };
    const name = asQualifiedName("what's");
    const guid = await client.createElement(element('Glossary', name, { displayName: "it's ''odd''" }), undefined);
    expect(await client.elementsNamed([name])).toEqual([]);
    await client.element(await client.createElement(source, undefined));
    const written = { guid, qualifiedName: "what's", properties: { displayName: "it's ''odd''" } };
    expect(await client.elementsNamed([name])).toMatchObject([written]);
    expect(await client.elementsNamed([asQualifiedName("what''s")])).toEqual([]);
    expect((await client.listElements({ typeName: 'Glossary' }, all)).elements).toMatchObject([written]);
    const another = await openEgeriaClient(settingsOf(platform, serverName), fakeClock(), () => undefined);
    onTestFinished(async () => another.disconnect());
    expect(await another.element(guid)).toMatchObject(written);
  });

  it('changes what it is told to, and no apostrophe of the rest, on a server that doubles them', async () => {
    const { client, platform } = await clientOf(serverName);
    platform.faults.doublesApostrophes = true;
    const source = { ...metadataCollection(asQualifiedName('MetadataCollection::x')), classifications: [] };
    await client.element(await client.createElement(source, undefined));
    const [name, kept] = [asQualifiedName("what's"), "a = ''"];
    const guid = await client.createElement(element('Glossary', name, { displayName: kept }), undefined);
    for (const description of ["it's", "it isn't"]) {
      await client.updateElement({ guid, qualifiedName: name }, { description }, false, undefined);
    }
    const properties = { displayName: kept, description: "it isn't" };
    expect(await client.element(guid)).toMatchObject({ qualifiedName: "what's", properties });
  });

  it('takes doubled apostrophes for what they are on a server that leaves them alone', async () => {
    const { client } = await clientOf(serverName);
    const guid = await client.createElement(element('Glossary', "what''s", {}), undefined);
    expect(await client.elementsNamed([asQualifiedName("what's")])).toEqual([]);
    expect(await client.elementsNamed([asQualifiedName("what''s")])).toMatchObject([{ guid }]);
  });

  it('removes, and reads what was archived for lineage only', async () => {
    const { client } = await clientOf(serverName);
    const guid = await client.createElement(element('Glossary', 'g', {}), undefined);
    await client.classify(guid, { typeName: 'Memento', properties: {} }, undefined);
    expect(await client.element(guid)).toBeUndefined();
    expect((await client.element(guid, { forLineage: true }))?.classifications[1]).toMatchObject({
      typeName: 'Memento',
    });
    await client.deleteElement(guid, 'SOFT_DELETE', undefined);
    expect(await client.element(guid, { forLineage: true })).toBeUndefined();
    expect(await client.history(asGuid('no-such-guid'))).toEqual([]);
    expect(await client.element(asGuid('no-such-guid'))).toBeUndefined();
  });

  it('relates, and changes and removes a relationship', async () => {
    const { client } = await clientOf(serverName);
    const end1 = await client.createElement(element('RelationalColumn', 'a', {}), undefined);
    const end2 = await client.createElement(element('RelationalColumn', 'b', {}), undefined);
    const properties = { displayName: 'fk', confidence: 3 };
    const guid = await client.relate({ typeName: 'ForeignKey', end1, end2, properties }, undefined);
    const expected = { guid, typeName: 'ForeignKey', end1: { guid: end1 }, end2: { guid: end2 }, properties };
    expect(await client.relationship(guid)).toMatchObject(expected);
    expect(await client.listRelationships('ForeignKey', all)).toMatchObject([expected]);
    expect(await client.relationshipsOf(end2, all)).toMatchObject([expected]);
    expect(await client.relationshipsBetween(end1, end2, 'ForeignKey')).toMatchObject([expected]);
    expect(await client.relationshipsBetween(end1, end2, 'DataFlow')).toEqual([]);
    expect(await client.relationshipsBetween(end2, end1, 'ForeignKey')).toEqual([]);
    await client.updateRelationship(guid, { confidence: undefined, description: 'd' }, false, undefined);
    expect((await client.relationship(guid))?.properties).toEqual({ displayName: 'fk', description: 'd' });
    await client.unrelate(guid, undefined);
    expect(await client.relationship(guid)).toBeUndefined();
    expect(await client.relationshipsOf(end1, all)).toEqual([]);
    expect(await client.relationshipsOf(asGuid('no-such-guid'), all)).toEqual([]);
  });

  it('lists by type, conditions, classification and anchor, whatever the server ignores', async () => {
    const { client } = await clientOf(serverName);
    const database = await client.createElement(element('RelationalDatabase', 'db', {}), undefined);
    const anchored = { ...element('RelationalColumn', 'anchored', { length: 5 }), anchorGuid: database };
    await client.createElement(anchored, undefined);
    const key = await client.createElement(element('RelationalColumn', 'key', { length: 50 }), undefined);
    await client.classify(key, { typeName: 'PrimaryKey', properties: {} }, undefined);
    const names = async (listing: Parameters<EgeriaClient['listElements']>[0]) =>
      (await client.listElements(listing, all)).elements.map(({ qualifiedName }) => qualifiedName);
    expect(await names({ anchoredTo: [database] })).toEqual(['anchored']);
    expect(await names({ classification: 'PrimaryKey' })).toEqual(['key']);
    expect(await names({ conditions: [{ property: 'length', operator: 'GT', value: 10 }] })).toEqual(['key']);
    expect(await names({ conditions: [{ property: 'length', operator: 'EQ', value: 5 }] })).toEqual(['anchored']);
    expect(await names({ typeName: 'NoSuchType' })).toEqual([]);
    await client.createElement(
      element('Glossary', 'g', { displayName: 'Customer orders', description: 'all' }),
      undefined,
    );
    expect(await names({ words: ['ORDERS', 'All'] })).toEqual(['g']);
    expect(await names({ words: ['orders', 'nobody'] })).toEqual([]);
    const columns = await client.listElements({ typeName: 'RelationalColumn' }, all);
    expect(columns).toMatchObject({ isEnd: false });
    expect(columns.elements).toHaveLength(2);
    expect(await client.listElements({ typeName: 'RelationalColumn' }, { ...all, startFrom: 100 })).toEqual({
      elements: [],
      isEnd: true,
    });
  });
});

describe('what is under way when a client disconnects', () => {
  it('is given up, and not asked for again', async () => {
    const { client, platform } = await clientOf('store');
    platform.faults.add({ fault: { kind: 'latency', milliseconds: 60_000 } });
    const clock = fakeClock();
    const patient = withPatientReads(client, { limit: adaptiveLimit(8, clock), clock, signal: undefined });
    const [reading] = await Promise.allSettled([patient.listElements({}, all), client.disconnect()]);
    expect(reading).toMatchObject({ status: 'rejected', reason: { kind: 'StoreError' } });
  });
});

describe('archiving', () => {
  it('leaves a memento on a metadata access server', async () => {
    const { client } = await clientOf('store');
    const guid = await client.createElement(element('Glossary', 'g', {}), undefined);
    await client.deleteElement(guid, 'ARCHIVE', undefined);
    const archived = await client.element(guid, { forLineage: true });
    expect(archived?.classifications.map(({ typeName }) => typeName)).toContain('Memento');
  });

  it('is refused before a view server is asked, which fails at it', async () => {
    const { client, platform } = await clientOf('view');
    const guid = await client.createElement(element('Glossary', 'g', {}), undefined);
    const calls = platform.calls.all.length;
    await expect(client.deleteElement(guid, 'ARCHIVE', undefined)).rejects.toThrow('cannot archive');
    expect(platform.calls.all.length).toBe(calls);
    expect(client.archives).toBe(false);
  });
});

describe('what a client refuses, or is refused', () => {
  it('names the owner of what belongs to a source, with what Egeria says', async () => {
    const { client } = await clientOf('store');
    const owner = await ownerOf(client, 'MetadataCollection::orders');
    const guid = await client.createElement(element('RelationalDatabase', 'db', {}), owner);
    const other = await ownerOf(client, 'MetadataCollection::other');
    const named = { guid, qualifiedName: asQualifiedName('db') };
    for (const [intruder, egeriaMessage] of [
      [undefined, 'OMAG-REPOSITORY-HANDLER-400-008'],
      [other, 'OMAG-REPOSITORY-HANDLER-400-007'],
    ] as const) {
      await expect(client.updateElement(named, { description: 'x' }, false, intruder)).rejects.toMatchObject({
        kind: 'ConflictError',
        notice: {
          id: 'EGERIA-INTEGRATE-STORE-403-002',
          facts: { guid, owner: 'MetadataCollection::orders', egeriaMessage },
        },
      });
    }
  });

  it('looks for the owner where Egeria does not name one', async () => {
    const element = {
      elementGUID: 'g',
      type: { typeName: 'RelationalDatabase' },
      origin: {
        originCategory: 'EXTERNAL_SOURCE',
        homeMetadataCollectionId: 's',
        homeMetadataCollectionName: 'MetadataCollection::orders',
      },
      versions: { createdBy: 'x', createTime: '2027-01-01T12:00:00.000+00:00', version: 1 },
    };
    const refusal = {
      relatedHTTPCode: 400,
      exceptionClassName: 'x.UserNotAuthorizedException',
      exceptionErrorMessageId: 'OMAG-REPOSITORY-HANDLER-400-008',
    };
    const origin = await platformOf('6.1', (url) =>
      JSON.stringify(url.endsWith('/g/delete') ? refusal : { relatedHTTPCode: 200, element }),
    );
    const client = await openEgeriaClient(settingsOf({ origin }, 'store'), fakeClock(), () => undefined);
    onTestFinished(async () => client.disconnect());
    await expect(client.deleteElement(asGuid('g'), 'SOFT_DELETE', undefined)).rejects.toMatchObject({
      kind: 'ConflictError',
      notice: { facts: { guid: 'g', owner: 'MetadataCollection::orders' } },
    });
  });

  it('is told of a name that is taken', async () => {
    const { client } = await clientOf('store');
    await client.createElement(element('Glossary', 'taken', {}), undefined);
    await expect(client.createElement(element('Glossary', 'taken', {}), undefined)).rejects.toMatchObject({
      kind: 'ConflictError',
      notice: { id: 'EGERIA-INTEGRATE-STORE-409-002', facts: { qualifiedName: 'taken' } },
    });
  });

  it('is told what is not there', async () => {
    const { client } = await clientOf('store');
    const guid = asGuid('no-such-guid');
    const named = { guid, qualifiedName: asQualifiedName('x') };
    await expect(client.updateElement(named, { description: 'x' }, false, undefined)).rejects.toMatchObject({
      kind: 'InvalidMetadataError',
      notice: { id: 'EGERIA-INTEGRATE-STORE-404-002', facts: { guid } },
    });
    await expect(client.unrelate(guid, undefined)).rejects.toMatchObject({
      notice: { id: 'EGERIA-INTEGRATE-STORE-404-003' },
    });
  });

  it('is told what does not fit the types', async () => {
    const { client } = await clientOf('store');
    const wrong = element('NoSuchType', 'x', {});
    await expect(client.createElement(wrong, undefined)).rejects.toMatchObject({
      kind: 'InvalidMetadataError',
      notice: { id: 'EGERIA-INTEGRATE-STORE-400-002', facts: { egeriaMessage: 'OMAG-COMMON-400-018' } },
    });
  });
});

async function clientOf(
  serverName: string,
): Promise<{ client: EgeriaClient; warnings: readonly Message[]; platform: FakeEgeria }> {
  const clock = fakeClock();
  const platform = await startFakeEgeria({ clock });
  onTestFinished(async () => platform.stop());
  const warnings: Message[] = [];
  const settings = settingsOf(platform, serverName);
  const client = await openEgeriaClient(settings, clock, (warning) => warnings.push(warning));
  onTestFinished(async () => client.disconnect());
  return { client, warnings, platform };
}

function settingsOf(platform: Pick<FakeEgeria, 'origin'>, serverName: string): EgeriaSettings {
  return {
    platformURL: platform.origin,
    serverName,
    credentials: { kind: 'password', userId: 'baseline', password: 'baseline' },
    trust: {},
    requestTimeoutMilliseconds: 5000,
    concurrency: 4,
  };
}

function element(typeName: string, qualifiedName: string, properties: PropertyMap): NewRemoteElement {
  return { typeName, qualifiedName: asQualifiedName(qualifiedName), properties, classifications: [] };
}

async function ownerOf(client: EgeriaClient, name: string): Promise<NonNullable<Owner>> {
  const guid: Guid = await client.createElement(element('MetadataCollection', name, {}), undefined);
  return { guid, name: asQualifiedName(name) };
}
