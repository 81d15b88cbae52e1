import { describe, expect, it, onTestFinished } from 'vitest';
import { creation, database } from '../../../test/contract/store/ledger-subject.ts';
import { storeFile } from '../../../test/support/test-store.ts';
import { asQualifiedName } from '../../metadata/qualified-name.ts';
import { systemClock } from '../../runtime/clock.ts';
import { openSqlite } from '../../runtime/sqlite.ts';
import type { MetadataSource, OpenMetadataStore, Writer } from '../open-metadata-store.ts';
import type { SyncLedger } from '../sync-ledger.ts';
import { openSqliteStore } from './sqlite-store.ts';

const name = asQualifiedName('MetadataCollection::tests');
const late = ['element_anchor', 'element_type', 'relationship_end1', 'relationship_end2'];

describe('the indexes that a first load does without', () => {
  it('are there from the beginning, and after the load', async () => {
    const file = storeFile();
    const store = await opened(file);
    expect(await lateIndexesOf(file)).toEqual(late);
    const { ledger, writer } = await begun(store);
    expect(await lateIndexesOf(file)).toEqual([]);
    await ledger.settle(writer);
    expect(await lateIndexesOf(file)).toEqual(late);
  });

  it('are made by the next refresh when the first one was killed', async () => {
    const file = storeFile();
    const killed = await opened(file);
    await begun(killed);
    await killed.disconnect();
    const store = await opened(file);
    const { ledger } = await ledgerOf(store);
    await ledger.current([asQualifiedName('table')]);
    expect(await lateIndexesOf(file)).toEqual(late);
  });

  it('stay when another connector begins', async () => {
    const file = storeFile();
    const store = await opened(file);
    const first = await begun(store);
    await first.ledger.settle(first.writer);
    await begun(store, 'other');
    expect(await lateIndexesOf(file)).toEqual(late);
  });
});

async function opened(file: string): Promise<OpenMetadataStore> {
  const store = await openSqliteStore(file, systemClock);
  onTestFinished(async () => store.disconnect());
  return store;
}

async function ledgerOf(
  store: OpenMetadataStore,
  catalogTargetName = '',
): Promise<{ readonly ledger: SyncLedger; readonly writer: Writer }> {
  const owner: MetadataSource = await store.metadataSource(name, 'daemon');
  const ledger = await store.ledger({
    metadataSourceName: name,
    catalogTargetName,
    owner,
    configurationDigest: 'digest',
    entityTypes: [],
    relationshipTypes: [],
  });
  return { ledger, writer: { userId: 'daemon', metadataSource: owner } };
}

/** A first load that has written a batch and is not settled. */
async function begun(store: OpenMetadataStore, target?: string): ReturnType<typeof ledgerOf> {
  const of = await ledgerOf(store, target);
  await of.ledger.apply(database(['a', 'b']).map(creation), of.writer);
  return of;
}

/** As another connection sees them. */
async function lateIndexesOf(file: string): Promise<readonly string[]> {
  const reader = await openSqlite(file, { readOnly: true });
  try {
    const rows = reader.prepare(`SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY name`).all();
    return rows.map((row) => String(row['name'])).filter((one) => late.includes(one));
  } finally {
    reader.close();
  }
}
