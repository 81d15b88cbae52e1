import { onTestFinished } from 'vitest';
import { describeSameCatalog } from '../contract/describe-same-catalog.ts';
import type { ComparedPlatform } from '../contract/describe-same-catalog.ts';
import { describeWithPostgres } from '../support/describe-with-postgres.ts';
import { isWriting } from '../support/egeria-world.ts';
import { startFakeEgeria } from '../support/fake-egeria/fake-egeria.ts';
import { canaryDatabase } from './bad-weather/postgres-database.ts';

describeWithPostgres('a platform', (postgres) => {
  const served = async () => canaryDatabase(postgres, 'same_catalog');
  describeSameCatalog('that takes archives', 'by archives', async () => platform(false), served);
  describeSameCatalog('that takes none', 'by calls', async () => platform(true), served);
});

async function platform(refusesArchives: boolean): Promise<ComparedPlatform> {
  const fake = await startFakeEgeria();
  onTestFinished(async () => fake.stop());
  fake.faults.refusesArchives = refusesArchives;
  return {
    name: 'coco',
    openMetadataStore: {
      type: 'egeria',
      platformURL: fake.origin,
      serverName: 'store',
      userId: 'baseline',
      password: 'baseline',
    },
    store: async () => fake.store,
    orphans: fake.orphans,
    loads: () => fake.calls.count('load-archive'),
    writes: () => fake.calls.all.filter(({ operation }) => isWriting(operation)).length,
  };
}
