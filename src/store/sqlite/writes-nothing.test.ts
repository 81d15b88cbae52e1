import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { column, creation, database, prepared, recording } from '../../../test/contract/store/ledger-subject.ts';
import { tempFolder } from '../../../test/support/temp-folder.ts';
import { relationship } from '../../metadata/element.ts';
import { asQualifiedName } from '../../metadata/qualified-name.ts';
import { systemClock } from '../../runtime/clock.ts';
import { openSqlite } from '../../runtime/sqlite.ts';
import type { OpenMetadataStore, Writer } from '../open-metadata-store.ts';
import type { SyncLedger } from '../sync-ledger.ts';
import { openSqliteStore } from './sqlite-store.ts';

const erin: Writer = { userId: 'erinoverview', metadataSource: undefined };
const name = asQualifiedName('MetadataCollection::tests');

describe('nothing is written', () => {
  it('by a refresh that finds everything as it was', async () => {
    const { store, expectNoWrite } = await observed();
    const stated = database(['a', 'b']);
    await refresh(store, async (ledger, writer) => {
      await ledger.apply(stated.map(creation), writer);
    });
    await expectNoWrite(async () =>
      refresh(store, async (ledger) => {
        const matches = await ledger.match(stated.map(prepared));
        expect(matches.every((match) => match?.unchanged)).toBe(true);
        expect((await Array.fromAsync(ledger.unseen(() => true))).flat()).toEqual([]);
      }),
    );
  });

  it('for a relationship whose other element is missing still', async () => {
    const { store, expectNoWrite } = await observed();
    const toNothing = relationship('ForeignKey', asQualifiedName('nothing'), 1);
    const dangling = column('dangling', 'table', { relationships: [toNothing] });
    await refresh(store, async (ledger, writer) => {
      await ledger.apply([...database([]), dangling].map(creation), writer);
    });
    await expectNoWrite(async () =>
      refresh(store, async (ledger, writer) => {
        const [current] = await ledger.current([dangling.qualifiedName]);
        if (current === undefined) throw new Error('It was not created.');
        await ledger.apply([{ ...recording(dangling, current), waiting: [toNothing] }], writer);
      }),
    );
  });

  it('where nothing is noticed: what is written is', async () => {
    const { store, version } = await observed();
    const before = version();
    await store.metadataSource(name, 'daemon');
    expect(version()).not.toBe(before);
  });

  it('by mutations that change nothing, or are refused', async () => {
    const { store, expectNoWrite } = await observed();
    const element = { typeName: 'Glossary', qualifiedName: asQualifiedName('g'), properties: { displayName: 'g' } };
    const [outcome] = await store.write([{ kind: 'create-element', element }], erin);
    const guid = outcome?.guid ?? ('' as never);
    await expectNoWrite(async () => {
      await store.write([], erin);
      await store.write([{ kind: 'update-element', guid, properties: { displayName: 'g' } }], erin);
      await store.write([{ kind: 'declassify', guid, typeName: 'Confidentiality' }], erin);
      const refused = store.write([{ kind: 'create-element', element }], erin);
      await expect(refused).rejects.toMatchObject({ kind: 'ConflictError' });
      expect(await store.history(guid)).toHaveLength(1);
    });
  });
});

/** A store, and a second connection that notices whatever is committed to it. */
async function observed() {
  const file = path.join(tempFolder(), 'store.db');
  const store = await openSqliteStore(file, systemClock);
  const observer = await openSqlite(file);
  onTestFinished(async () => {
    observer.close();
    await store.disconnect();
  });
  const version = (): unknown => observer.prepare('PRAGMA data_version').get()?.['data_version'];
  return {
    store,
    version,
    expectNoWrite: async (work: () => Promise<void>): Promise<void> => {
      const before = version();
      await work();
      expect(version()).toBe(before);
    },
  };
}

async function refresh(
  store: OpenMetadataStore,
  work: (ledger: SyncLedger, writer: Writer) => Promise<void>,
): Promise<void> {
  const writer = { userId: 'daemon', metadataSource: await store.metadataSource(name, 'daemon') };
  const ledger = await store.ledger({
    metadataSourceName: name,
    catalogTargetName: '',
    owner: undefined,
    configurationDigest: '',
    entityTypes: [],
    relationshipTypes: [],
  });
  await work(ledger, writer);
  await ledger.settle(writer);
  await ledger.complete();
}
