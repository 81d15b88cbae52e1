import { expect } from 'vitest';
import type { PermittedSynchronization } from '../../src/connector/connector.ts';
import { asGuid } from '../../src/metadata/qualified-name.ts';
import type { OpenMetadataStore } from '../../src/store/open-metadata-store.ts';
import { noTotals, refreshWorld } from './refresh-world.ts';
import type { WorldRefresh } from './refresh-world.ts';
import { statedWorld, worldName, worldTable } from './stated-world.ts';
import type { StatedWorld } from './stated-world.ts';
import { dumpOf } from './store-dump.ts';
import { fileStore, storeFile } from './test-store.ts';

const person = { userId: 'erin', metadataSource: undefined };

/** The table that is described. */
export const TABLE = 'a.first';

/** A table that both sides describe; a description of `undefined` is none. It is refreshed as the local cohort's. */
export interface DescribedTable {
  readonly file: string;
  readonly store: OpenMetadataStore;
  readonly world: StatedWorld;
  /** Somebody describes the table in open metadata. */
  readonly here: (description: string | undefined) => Promise<void>;
  /** Somebody comments it in the third party. */
  readonly there: (comment: string | undefined) => void;
  readonly refresh: () => Promise<WorldRefresh>;
  /** What each side has: open metadata, third party. */
  readonly sides: () => Promise<readonly [string | undefined, string | undefined]>;
}

/** A table that both sides describe as was agreed on in a first refresh. */
export async function describedTable(
  permittedSynchronization: PermittedSynchronization,
  agreed: string | undefined,
): Promise<DescribedTable> {
  const file = storeFile();
  const store = await fileStore(file);
  const world = statedWorld({ [TABLE]: { comment: agreed, ...worldTable('id') } });
  const refresh = async (): Promise<WorldRefresh> =>
    refreshWorld(store, world, { permittedSynchronization, localCohort: true });
  await refresh();
  return {
    file,
    store,
    world,
    refresh,
    there: (comment) => void (world.table(TABLE).comment = comment),
    here: async (description) => {
      const found = await store.elementNamed(worldName(TABLE));
      const guid = found?.guid ?? asGuid('');
      await store.write([{ kind: 'update-element', guid, properties: { description } }], person);
    },
    sides: async () => {
      const found = await store.elementNamed(worldName(TABLE));
      return [found?.properties['description'] as string | undefined, world.table(TABLE).comment];
    },
  };
}

/** Nothing is left to do: another refresh writes nothing and finds nothing to tell. */
export async function expectSettled({ file, refresh }: DescribedTable): Promise<void> {
  const before = await dumpOf(file);
  const { report, actions } = await refresh();
  expect(report).toMatchObject({ findings: [], published: 0, totals: { ...noTotals, stated: 5, unchanged: 5 } });
  expect(actions).toEqual([]);
  expect(await dumpOf(file)).toEqual(before);
}
