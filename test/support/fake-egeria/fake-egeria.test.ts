import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { get } from 'node:https';
import type { RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { asGuid, asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import { certificates } from '../certificates.ts';
import { startFakeEgeria } from './fake-egeria.ts';
import type { FakeEgeria, FakeEgeriaOptions } from './fake-egeria.ts';
import { newElementBody, plainCaller, textValues } from './plain-caller.ts';

const ARCHIVE_CONTENT =
  '/open-metadata/server-operations/servers/store/instance/open-metadata-archives/archive-content';
const emptyArchive = { class: 'OpenMetadataArchive' };

let running: FakeEgeria[] = [];

afterEach(async () => {
  await Promise.all(running.map(async (fake) => fake.stop()));
  running = [];
});

async function started(options: FakeEgeriaOptions = {}): Promise<FakeEgeria> {
  const fake = await startFakeEgeria(options);
  running.push(fake);
  return fake;
}

describe('who may do what', () => {
  it('refuses archives when it is told to', async () => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    expect((await caller.post(ARCHIVE_CONTENT, emptyArchive)).json['relatedHTTPCode']).toBe(200);
    fake.faults.refusesArchives = true;
    const refused = await caller.post(ARCHIVE_CONTENT, emptyArchive);
    expect(refused.status).toBe(200);
    expect(refused.json).toMatchObject({
      relatedHTTPCode: 403,
      exceptionClassName: 'org.odpi.openmetadata.frameworks.openmetadata.ffdc.UserNotAuthorizedException',
    });
  });

  it('lets a user without rights sign in, and do nothing', async () => {
    const users = { baseline: 'baseline', guest: 'guest' };
    const fake = await started({ users, usersWithoutRights: ['guest'] });
    const caller = await plainCaller(fake.origin, 'guest');
    const answer = await caller.post('/metadata-elements', newElementBody('Glossary', { qualifiedName: 'mine' }));
    expect(answer.json).toMatchObject({ relatedHTTPCode: 403, exceptionProperties: { userId: 'guest' } });
    expect(await Array.fromAsync(fake.store.find({ typeName: 'Glossary' }))).toEqual([]);
  });
});

describe('TLS', () => {
  const origin = '/open-metadata/platform-services/server-platform/origin';
  const asked = async (url: string, options: RequestOptions): Promise<string> => {
    const request = get(url + origin, options);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return text(response);
  };

  it('is served with the certificate for tests, which its authority vouches for', async () => {
    const fake = await started({ tls: certificates });
    expect(await asked(fake.origin, { ca: certificates.ca })).toContain('6.1');
    await expect(asked(fake.origin, {})).rejects.toThrow(
      /unable to (?:get local issuer|verify the first) certificate/u,
    );
  });

  it('does not answer plain HTTP on its port', async () => {
    const fake = await started({ tls: certificates });
    await expect(fetch(fake.origin.replace('https', 'http') + origin)).rejects.toThrow('fetch failed');
  });
});

describe('what it holds', () => {
  it('is seen and changed behind its back, anchors included', async () => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    const { json } = await caller.post(
      '/metadata-elements',
      newElementBody('RelationalDatabase', { qualifiedName: 'db' }),
    );
    const guid = asGuid(String(json['guid']));
    await caller.post('/metadata-elements', {
      ...newElementBody('RelationalTable', { qualifiedName: 'db.t' }),
      isOwnAnchor: false,
      anchorGUID: guid,
    });
    const [table] = await Array.fromAsync(fake.store.find({ typeName: 'RelationalTable' }));
    expect(table).toMatchObject({ qualifiedName: 'db.t', anchorGuid: guid });
    await fake.store.write([{ kind: 'update-element', guid, properties: { displayName: 'by somebody else' } }], {
      userId: 'somebody',
      metadataSource: undefined,
    });
    const read = await caller.get(`/metadata-elements/${guid}`);
    expect(read.json['element']).toMatchObject({
      versions: { version: 2, updatedBy: 'somebody' },
      elementProperties: { propertiesAsStrings: { displayName: 'by somebody else' } },
    });
    await fake.store.write([{ kind: 'delete-element', guid }], { userId: 'somebody', metadataSource: undefined });
    expect(await fake.store.elementNamed(asQualifiedName('db.t'))).toBeUndefined();
  });

  it('has a gallery in which each type is as it is by its name', async () => {
    const caller = await plainCaller((await started()).origin);
    const gallery = (await caller.get('/open-metadata-types')).json['typeDefs'] as { readonly name: string }[];
    // Egeria 6.1: 340 entity types, 196 relationship types, 84 classification types.
    expect(gallery).toHaveLength(620);
    const one = await caller.get('/open-metadata-types/name/NestedSchemaAttribute');
    expect(gallery.find(({ name }) => name === 'NestedSchemaAttribute')).toEqual(one.json['typeDef']);
  });

  it('comes from archives in any order', async () => {
    const fake = await started();
    const caller = await plainCaller(fake.origin);
    const type = (typeDefName: string) => ({ class: 'InstanceType', typeDefName });
    const entity = (guid: string, typeName: string, anchorGUID: string) => ({
      class: 'EntityDetail',
      guid,
      version: 1,
      type: type(typeName),
      properties: { instanceProperties: archivedTexts({ qualifiedName: `name of ${guid}` }) },
      classifications: [{ name: 'Anchors', properties: { instanceProperties: archivedTexts({ anchorGUID }) } }],
    });
    const relationship = {
      class: 'Relationship',
      guid: 'r',
      type: type('AttributeForSchema'),
      entityOneProxy: { guid: 'schema' },
      entityTwoProxy: { guid: 'table' },
    };
    const load = async (content: object) =>
      caller.post(ARCHIVE_CONTENT, { ...emptyArchive, archiveInstanceStore: content });
    await load({ entities: [entity('table', 'RelationalTable', 'schema')], relationships: [relationship] });
    expect((await caller.get('/metadata-elements/table')).json['relatedHTTPCode']).toBe(404);
    await load({ entities: [entity('schema', 'RelationalDBSchemaType', 'schema')] });
    expect((await caller.get('/metadata-elements/table')).json['relatedHTTPCode']).toBe(200);
    expect(await Array.fromAsync(fake.store.relationships(asGuid('table')))).toHaveLength(1);
  });
});

function archivedTexts(properties: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(textValues(properties)).map(([name, value]) => [
      name,
      { ...(value as object), class: 'PrimitivePropertyValue' },
    ]),
  );
}

describe('as a process of its own', () => {
  it('prints its origin, swallows archives without looking at them, and says in the end what it was asked', async () => {
    const served = spawn(process.execPath, [path.join(import.meta.dirname, 'serve.ts'), '--light']);
    const lines = createInterface({ input: served.stdout })[Symbol.asyncIterator]();
    const { value: origin } = (await lines.next()) as { readonly value: string };
    const caller = await plainCaller(origin);
    const created = await caller.post('/metadata-elements', {});
    expect(created.json).toMatchObject({ class: 'GUIDResponse', relatedHTTPCode: 200 });
    const megabyte = new Uint8Array(1024 * 1024).fill(32);
    const body = ReadableStream.from(Array.from({ length: 20 }, () => megabyte));
    await fetch(origin + ARCHIVE_CONTENT, { method: 'POST', body, duplex: 'half' });
    served.stdin.end();
    const { value: counts } = (await lines.next()) as { readonly value: string };
    expect(JSON.parse(counts)).toEqual({
      calls: { token: 1, 'create-element': 1, 'load-archive': 1 },
      archiveBytes: 20 * 1024 * 1024,
    });
    const [code] = (await once(served, 'exit')) as [number];
    expect(code).toBe(0);
  });
});
