import { describe, expect, it, onTestFinished } from 'vitest';
import { fakeClock } from '../../../../test/support/fake-clock.ts';
import { platformOf } from '../../../../test/support/small-platform.ts';
import { asGuid, asQualifiedName } from '../../../metadata/qualified-name.ts';
import answers from './__fixtures__/answers-5.3.json' with { type: 'json' };
import types from './__fixtures__/types-5.3.json' with { type: 'json' };
import type { EgeriaClient } from '../egeria-client.ts';
import { openEgeriaClient } from './client.ts';

/** A call as a server of 5.3 got it: its path behind the user, and its body. */
interface Asked {
  readonly path: string;
  readonly body: unknown;
}

const success = { class: 'VoidResponse', relatedHTTPCode: 200 };
const file = { guid: asGuid('CSVFile-1'), qualifiedName: asQualifiedName('customers.csv'), typeName: 'CSVFile' };

describe('a server of 5.3', () => {
  it('does not tell the GUID of a new relationship, which is looked for', async () => {
    const { client, asked } = await clientOf53({
      '/related-elements': answers['relating'],
      '/metadata-elements/RelationalColumn-2/linked-by-type/ForeignKey/to-elements/RelationalColumn-1?forDuplicateProcessing=true&startFrom=0&pageSize=1000':
        answers['between the two'],
    });
    const [end1, end2] = [asGuid('RelationalColumn-2'), asGuid('RelationalColumn-1')];
    const properties = { displayName: 'fk' };
    expect(await client.relate({ typeName: 'ForeignKey', end1, end2, properties }, undefined)).toBe('ForeignKey-1');
    expect(asked.find(({ path }) => path === '/related-elements')?.body).toMatchObject({
      properties: { class: 'ElementProperties', propertyValueMap: { name: { primitiveValue: 'fk' } } },
    });
  });

  it('lists with its flags and its page in the query, and by regular expressions', async () => {
    const { client, asked } = await clientOf53({});
    await client.listRelationships('Schema', { startFrom: 0, pageSize: 10 }, { forLineage: true });
    await client.listElements({ nameBeginning: 'orders', words: ['Cus'] }, { startFrom: 5, pageSize: 10 });
    expect(asked.map(({ path }) => path)).toEqual([
      '/relationships/by-search-conditions?forLineage=true&startFrom=0&pageSize=10',
      '/metadata-elements/by-search-conditions?startFrom=5&pageSize=10',
    ]);
    expect(asked[0]?.body).toMatchObject({ relationshipTypeName: 'AssetSchemaType' });
    expect(asked[1]?.body).toMatchObject({
      searchProperties: {
        conditions: [
          { property: 'qualifiedName', operator: 'LIKE', value: { primitiveValue: String.raw`\Qorders\E.*` } },
          {
            nestedConditions: {
              matchCriteria: 'ANY',
              conditions: ['displayName', 'name', 'description'].map((property) => ({
                property,
                operator: 'LIKE',
                value: { primitiveValue: String.raw`(?i).*\QCus\E.*` },
              })),
            },
          },
        ],
      },
    });
  });

  it('reads as of a time by a body, since its query has none', async () => {
    const { client, asked } = await clientOf53({ '/metadata-elements/CSVFile-1': answers['the file'] });
    await client.element(file.guid, { asOfTime: '2026-01-01T00:00:00.000Z' });
    expect(asked).toMatchObject([{ body: { asOfTime: '2026-01-01T00:00:00.000Z' } }]);
  });

  it('is sent all that an element has where a part of it stands among the additional properties', async () => {
    const { client, asked } = await clientOf53({
      '/metadata-elements/CSVFile-1': answers['the file'],
      '/metadata-elements/CSVFile-1/update-properties': success,
    });
    await client.updateElement(file, { contentStatus: 'DEPRECATED' }, false, undefined);
    expect(asked.at(-1)?.body).toMatchObject({
      replaceProperties: true,
      properties: {
        propertyValueMap: {
          qualifiedName: { primitiveValue: 'customers.csv' },
          name: { primitiveValue: 'customers' },
          additionalProperties: {
            mapValues: {
              propertyValueMap: {
                owner: { primitiveValue: 'sales' },
                contentStatus: { primitiveValue: 'DEPRECATED' },
              },
            },
          },
        },
      },
    });
  });

  it('is never asked to remove what an element holds, whoever owns it, and says that it does not', async () => {
    const { client, asked } = await clientOf53({
      '/metadata-elements/FileFolder-1/delete': answers['removing a folder that holds a file'],
    });
    await expect(client.deleteElement(asGuid('FileFolder-1'), 'SOFT_DELETE', undefined)).rejects.toMatchObject({
      kind: 'ConflictError',
      notice: { id: 'EGERIA-INTEGRATE-OMAG-409-001', facts: { guid: 'FileFolder-1' } },
    });
    expect(JSON.stringify(asked)).not.toContain('ascade');
  });
});

/** A client of a platform that answers these paths as it was recorded, and every other one with nothing. */
async function clientOf53(
  recorded: Readonly<Record<string, unknown>>,
): Promise<{ client: EgeriaClient; asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const origin = await platformOf('5.3', (url, body) => {
    const [, path] = url.split('/open-metadata-store/users/baseline');
    if (path === undefined) return undefined;
    if (path === '/open-metadata-types') return JSON.stringify(types);
    asked.push({ path, body: JSON.parse(body) });
    return JSON.stringify(recorded[path] ?? success);
  });
  const client = await openEgeriaClient(
    {
      platformURL: origin,
      serverName: 'store',
      credentials: { kind: 'password', userId: 'baseline', password: 'baseline' },
      trust: {},
      requestTimeoutMilliseconds: 5000,
      concurrency: 4,
    },
    fakeClock(),
    () => undefined,
  );
  onTestFinished(async () => client.disconnect());
  asked.length = 0;
  return { client, asked };
}
