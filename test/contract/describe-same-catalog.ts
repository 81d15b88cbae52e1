import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import type { OpenMetadataStore } from '../../src/store/open-metadata-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { catalogOf } from '../support/catalog.ts';
import type { CatalogElement } from '../support/catalog.ts';
import { eventsIn, resultIn, runCli } from '../support/run-cli.ts';
import { thirdParties } from '../support/third-parties.ts';
import type { ServedDatabase, ThirdParties } from '../support/third-parties.ts';

/** A platform whose metadata access server is to hold what an embedded store holds. */
export interface ComparedPlatform {
  /** How a daemon definition names it, but for its ledger. */
  readonly openMetadataStore: Readonly<Record<string, unknown>>;
  /** Part of the names of all that a test writes: another one in each test on a server that others use too. */
  readonly name: string;
  /** What its server holds, as one sees it who comes then. */
  readonly store: () => Promise<OpenMetadataStore>;
  /** How many calls have written something, and how many of them have loaded an archive; as far as that is known. */
  readonly writes?: () => number;
  readonly loads?: () => number;
  /** What is there and is not seen, as far as that can be known. */
  readonly orphans?: () => Promise<readonly string[]>;
}

/** What a definition is synced into, and where one looks for what came of it. */
interface Side {
  readonly definition: string;
  catalog(): Promise<Record<string, CatalogElement>>;
}

/** One definition gives the same catalog on a platform as in an embedded store, element by element. */
export function describeSameCatalog(
  title: string,
  way: 'by archives' | 'by calls',
  platform: () => Promise<ComparedPlatform>,
  served: () => Promise<ServedDatabase | undefined>,
): void {
  describe(title, () => {
    it('holds what an embedded store holds, whatever the third parties do and though the ledger is lost', async () => {
      const { parties, embedded, remote, writes, loads, orphans } = await sidesOf(await platform(), await served());
      const loseLedger = (): void => rmSync(path.join(parties.folder, 'ledger'), { recursive: true });
      await bothSynced(parties, embedded, remote);
      const before = writes();
      const again = resultIn(await synced(parties, remote));
      expect(again.totals).toMatchObject({ created: 0, updated: 0, removed: 0, refused: 0, failed: 0 });
      expect(writes()).toBe(before);

      await parties.change();
      await bothSynced(parties, embedded, remote);
      const changed = writes();
      loseLedger();
      await bothSynced(parties, embedded, remote);
      expect(writes()).toBe(changed);

      loseLedger();
      await parties.shrink();
      await bothSynced(parties, embedded, remote);
      expect(await orphans?.()).toEqual(orphans && []);
      expect(loads === undefined ? way : loads() > 0 ? 'by archives' : 'by calls').toBe(way);
    });
  });
}

async function sidesOf(
  { openMetadataStore, name, store, writes = () => 0, loads, orphans }: ComparedPlatform,
  postgres: ServedDatabase | undefined,
) {
  const parties = await thirdParties(name, postgres);
  const file = path.join(parties.folder, 'open-metadata.db');
  const embedded: Side = {
    definition: parties.define('embedded.yaml', { type: 'sqlite', path: file }),
    async catalog() {
      const opened = await openStore({ type: 'sqlite', path: file }, systemClock);
      try {
        return await catalogOf(opened);
      } finally {
        await opened.disconnect();
      }
    },
  };
  const remote: Side = {
    definition: parties.define('remote.yaml', { ...openMetadataStore, ledger: './ledger' }),
    catalog: async () => ownCatalog(await store(), name),
  };
  return { parties, embedded, remote, writes, loads, orphans };
}

async function synced({ folder: cwd }: ThirdParties, { definition }: Side) {
  const run = await runCli(['sync', definition, '--allow-removals', '--output', 'json'], { cwd });
  const trouble = eventsIn(run).filter(({ kind }) => kind === 'finding');
  expect({ exitCode: run.exitCode, trouble }).toEqual({ exitCode: 0, trouble: [] });
  return run;
}

/** Syncs into both, and compares what came of it: elements, relationships, owners and anchors, and what was told. */
async function bothSynced(parties: ThirdParties, embedded: Side, remote: Side): Promise<void> {
  const told = [resultIn(await synced(parties, embedded)), resultIn(await synced(parties, remote))];
  expect(told[1]?.totals.stated).toBe(told[0]?.totals.stated);
  const expected = await embedded.catalog();
  expect(Object.keys(expected).length).toBeGreaterThan(told[0]?.totals.stated ?? 0);
  expect(withoutNotes(await remote.catalog())).toEqual(withoutNotes(expected));
}

/** What belongs to the metadata sources of a daemon, and their own elements. */
async function ownCatalog(store: OpenMetadataStore, name: string): Promise<Record<string, CatalogElement>> {
  const prefix = `MetadataCollection::${name}::`;
  return catalogOf(
    store,
    ({ qualifiedName, origin }) =>
      qualifiedName.startsWith(prefix) || (origin.category === 'EXTERNAL_SOURCE' && origin.name.startsWith(prefix)),
  );
}

/** Without what the ledger beside a remote store notes on the element of its metadata source. */
function withoutNotes(catalog: Readonly<Record<string, CatalogElement>>): Record<string, CatalogElement> {
  return Object.fromEntries(
    Object.entries(catalog).map(([name, element]) => {
      const { additionalProperties: _note, ...properties } = element.properties;
      return [name, element.typeName === 'MetadataCollection' ? { ...element, properties } : element];
    }),
  );
}
