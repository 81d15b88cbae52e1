import { describeSameCatalog } from '../contract/describe-same-catalog.ts';
import { canaryDatabase } from '../e2e/bad-weather/postgres-database.ts';
import { describeWithPostgres } from '../support/describe-with-postgres.ts';
import { comparedPlatform, describeWithEgeria } from './live-platform.ts';

describeWithEgeria('a platform', (platform) => {
  describeWithPostgres('beside an embedded store', (postgres) => {
    const served = async () => canaryDatabase(postgres, 'live_catalog');
    describeSameCatalog(
      'a metadata access server',
      'by archives',
      async () => comparedPlatform(platform, platform.store),
      served,
    );
    describeSameCatalog('a view server', 'by calls', async () => comparedPlatform(platform, platform.view), served);
  });
});
