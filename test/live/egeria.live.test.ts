import { describeCatalog, describeStore } from '../contract/describe-store.ts';
import { describeSameCatalog } from '../contract/describe-same-catalog.ts';
import { canaryDatabase } from '../e2e/bad-weather/postgres-database.ts';
import { describeWithPostgres } from '../support/describe-with-postgres.ts';
import { comparedPlatform, describeWithEgeria, emptyStore, liveCapabilities } from './live-platform.ts';

describeWithEgeria('a platform', (platform) => {
  const { store, view } = platform;
  // First of all, since a lost ledger is rebuilt by listing everything that the other tests leave on the server.
  describeWithPostgres('beside an embedded store', (postgres) => {
    const served = async () => canaryDatabase(postgres, 'live_catalog');
    describeSameCatalog(
      'a metadata access server',
      'by archives',
      async () => comparedPlatform(platform, store),
      served,
    );
    describeSameCatalog('a view server', 'by calls', async () => comparedPlatform(platform, view), served);
  });

  describeCatalog(
    'a view server',
    async (clock) => emptyStore(platform, view, clock),
    { ...liveCapabilities, archives: false },
    'the server',
  );
  describeStore(
    'a metadata access server',
    async (clock) => emptyStore(platform, store, clock),
    liveCapabilities,
    'the server',
  );
});
