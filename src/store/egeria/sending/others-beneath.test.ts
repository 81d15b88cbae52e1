import { describe, expect, it, onTestFinished } from 'vitest';
import { clientOverStore } from '../../../../test/support/client-over-store.ts';
import type { ClientOverStore } from '../../../../test/support/client-over-store.ts';
import { egeriaWorld, smallDatabase, wideTables } from '../../../../test/support/egeria-world.ts';
import { connectorOf } from '../../../../test/support/generated-world.ts';
import { refreshWorld } from '../../../../test/support/refresh-world.ts';
import { storeBesideLedger } from '../../../../test/support/store-beside-ledger.ts';
import { tempFolder } from '../../../../test/support/temp-folder.ts';
import { memoryStore } from '../../../../test/support/test-store.ts';
import { StoreError } from '../../../messages/error-kinds.ts';
import { asQualifiedName } from '../../../metadata/qualified-name.ts';
import type { Guid } from '../../../metadata/qualified-name.ts';
import type { OpenMetadataStore } from '../../open-metadata-store.ts';
import { egeriaMessages } from '../messages.ts';

const erin = { userId: 'erin', metadataSource: undefined };

/** A comment on an element and a reply to it, each anchored to what it is about; nobody states them. */
async function addComments(store: OpenMetadataStore, about: string): Promise<void> {
  const comment = async (name: string, above: Guid): Promise<Guid> => {
    const qualifiedName = asQualifiedName(`${name} on ${about}`);
    const element = { typeName: 'Comment', qualifiedName, properties: {}, anchorGuid: above };
    const [created] = await store.write([{ kind: 'create-element', element }], erin);
    if (created === undefined) throw new Error('There is no comment.');
    const ends = { end1: above, end2: created.guid };
    await store.write([{ kind: 'relate', typeName: 'AttachedComment', ...ends, properties: {} }], erin);
    return created.guid;
  };
  const element = await store.elementNamed(asQualifiedName(about));
  if (element === undefined) throw new Error(`There is no ${about}.`);
  await comment('reply', await comment('comment', element.guid));
}

async function left(store: OpenMetadataStore): Promise<readonly string[]> {
  return Array.fromAsync(store.find({}), ({ typeName }) => typeName);
}

describe('what others have anchored beneath elements that a sync removes', () => {
  it('is counted as an embedded store counts it', async () => {
    const embedded = await memoryStore();
    await refreshWorld(embedded, { connector: connectorOf(smallDatabase()) });
    const { fake, refresh } = await egeriaWorld();
    const ledger = tempFolder();
    await refresh(smallDatabase(), { ledger });
    for (const store of [embedded, fake.store])
      for (const about of ['shop', 'orders.c1']) await addComments(store, about);
    const expected = await refreshWorld(embedded, { connector: connectorOf([]) }, { allowRemovals: true });
    const { report } = await refresh([], { ledger });
    expect(expected.report.totals.removed).toBe(smallDatabase().length + 4);
    expect(report.totals).toEqual(expected.report.totals);
    expect(await left(fake.store)).toEqual(['MetadataCollection']);
  });

  it('is asked for by two hundred elements in a call', async () => {
    const { fake, refresh } = await egeriaWorld();
    const ledger = tempFolder();
    await refresh(wideTables(), { ledger });
    await addComments(fake.store, 'customer');
    for (const dryRun of [true, false]) {
      fake.calls.clear();
      const { report } = await refresh([], { ledger, dryRun });
      expect(report.totals.removed).toBe(202 + 2);
      // Two questions about 202 elements and one about each comment, each a page and an empty one; and the ledger’s own.
      expect(fake.calls.count('find-elements')).toBeLessThan(20);
      expect(fake.calls.count('read-element')).toBeLessThan(20);
    }
  });

  it('is left out of the count when the server does not list it, and goes all the same', async () => {
    const client = await clientOverStore();
    const refusing: ClientOverStore = {
      ...client,
      async listElements(listing, page) {
        if (listing.anchoredTo !== undefined) throw new StoreError(egeriaMessages.failed());
        return client.listElements(listing, page);
      },
    };
    const store = storeBesideLedger(refusing);
    onTestFinished(async () => store.disconnect());
    await refreshWorld(store, { connector: connectorOf(smallDatabase()) });
    await addComments(client.server, 'shop');
    const { report } = await refreshWorld(store, { connector: connectorOf([]) }, { allowRemovals: true });
    expect(report.totals.removed).toBe(smallDatabase().length);
    expect(await left(client.server)).toEqual(['MetadataCollection']);
  });
});
