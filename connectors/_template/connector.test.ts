import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeConnector } from '../../test/contract/describe-connector.ts';
import { recordingContext, recordsOf } from '../../test/contract/recording-context.ts';
import { tempFolder } from '../../test/support/temp-folder.ts';
import { provider } from './provider.ts';

const hosts = readFileSync(path.join(import.meta.dirname, '__fixtures__/hosts.txt'), 'utf8');

function listOf(text: string): { config: { file: string; inventoryName: string } } {
  return { config: { file: path.join(tempFolder({ 'hosts.txt': text }), 'hosts.txt'), inventoryName: 'lab' } };
}

// The contract that every connector fulfils.
describeConnector(provider, {
  folder: '_template',
  target: () => listOf(hosts),
  change: ({ config }) => appendFileSync(config.file, 'new.example:\n'),
  breakIt: ({ config }) => rmSync(config.file),
  brokenKind: 'UnavailableError',
  golden: '__fixtures__/expected.records.json',
});

// What is this connector's own.
describe('a list of hosts', () => {
  const connectorFor = (text: string, includeHosts: readonly string[] = ['*']) =>
    provider.connect(
      { name: '', config: provider.config.parse({ ...listOf(text).config, includeHosts }) },
      { signal: new AbortController().signal, permittedSynchronization: 'FROM_THIRD_PARTY', baseFolder: '/' },
    );

  it('is read as far as patterns say, and a pattern that matches nothing is named', async () => {
    const context = recordingContext();
    const records = await recordsOf(await connectorFor(hosts, ['web?.*', 'mail*']), context);
    expect(records.map(({ properties }) => properties['displayName'])).toEqual(['web1.example', 'nginx']);
    expect(context.warnings).toMatchObject([{ id: 'TEMPLATE-404-002', facts: { pattern: 'mail*' } }]);
  });

  it('is unavailable from a line on that is not understood', async () => {
    const connector = await connectorFor('fine.example: nginx\nno colon\n');
    const records = connector.refresh(recordingContext())[Symbol.asyncIterator]();
    expect(await records.next()).toMatchObject({ value: [{ typeName: 'Host' }, { typeName: 'SoftwareServer' }] });
    await expect(records.next()).rejects.toMatchObject({
      kind: 'UnavailableError',
      notice: { id: 'TEMPLATE-422-001' },
    });
  });
});
