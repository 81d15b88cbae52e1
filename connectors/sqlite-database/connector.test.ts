import { truncateSync } from 'node:fs';
import { describeConnector } from '../../test/contract/describe-connector.ts';
import { seed, sqliteFile } from './__fixtures__/sqlite-file.ts';
import { provider } from './provider.ts';

describeConnector(provider, {
  target: () => sqliteFile(seed),
  change: (target) => target.run('ALTER TABLE customer ADD COLUMN added TEXT'),
  breakIt: (target) => truncateSync(target.config.file, 5000),
  brokenKind: 'UnavailableError',
  golden: '__fixtures__/expected.records.json',
});
