import { describe, expect, it } from 'vitest';
import { clientOverStore } from '../../../../test/support/client-over-store.ts';
import type { ClientOverStore } from '../../../../test/support/client-over-store.ts';
import { connectorOf } from '../../../../test/support/generated-world.ts';
import { refreshWorld } from '../../../../test/support/refresh-world.ts';
import { storeBesideLedger } from '../../../../test/support/store-beside-ledger.ts';
import { tempFolder } from '../../../../test/support/temp-folder.ts';
import { element } from '../../../metadata/element.ts';
import type { MetadataRecord } from '../../../metadata/element.ts';
import { asQualifiedName } from '../../../metadata/qualified-name.ts';
import type { Guid } from '../../../metadata/qualified-name.ts';

const provider = { id: 'world', catalogs: ['RelationalColumn'], relates: ['ForeignKey'], publishes: [] } as never;
const erin = { userId: 'erin', metadataSource: undefined };

function columns(description: string): readonly MetadataRecord[] {
  return ['a', 'b'].map((name) =>
    element('RelationalColumn', asQualifiedName(name), { displayName: name, description }),
  );
}

async function refreshed(client: ClientOverStore, ledger: string, description: string, localCohort: boolean) {
  const store = storeBesideLedger(client, { folder: ledger });
  const { report } = await refreshWorld(
    store,
    { connector: connectorOf(columns(description)) },
    { provider, localCohort },
  );
  await store.disconnect();
  return report;
}

describe('a relationship that somebody else has made between elements that are stated', () => {
  it.each([
    ['a metadata source', false],
    ['the local cohort', true],
  ])('of %s stays, though they change and the ledger reads them again', async (_whose, localCohort) => {
    const client = await clientOverStore();
    const ledger = tempFolder();
    await refreshed(client, ledger, 'first', localCohort);
    const guidOf = async (name: string): Promise<Guid> =>
      (await client.server.elementNamed(asQualifiedName(name)))?.guid ?? ('' as Guid);
    const [end1, end2] = [await guidOf('a'), await guidOf('b')];
    const store = storeBesideLedger(client, { folder: ledger });
    const properties = { description: 'as I see it' };
    await store.write([{ kind: 'relate', typeName: 'ForeignKey', end1, end2, properties }], erin);
    await store.write([{ kind: 'classify', guid: end1, typeName: 'Confidentiality', properties: {} }], erin);
    await store.disconnect();
    const { complete, totals } = await refreshed(client, ledger, 'second', localCohort);
    expect({ complete, updated: totals.updated }).toEqual({ complete: true, updated: 2 });
    const related = await Array.fromAsync(client.server.relationships(end1));
    expect(related.map(({ typeName }) => typeName)).toEqual(['ForeignKey']);
  });
});
