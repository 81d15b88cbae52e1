import path from 'node:path';
import { describeStore } from '../../../test/contract/describe-store.ts';
import { tempFolder } from '../../../test/support/temp-folder.ts';
import { openSqliteStore, sqliteCapabilities } from './sqlite-store.ts';

describeStore('a SQLite store in memory', async (clock) => openSqliteStore(':memory:', clock), sqliteCapabilities);
describeStore(
  'a SQLite store in a file',
  async (clock) => openSqliteStore(path.join(tempFolder(), 'store.db'), clock),
  sqliteCapabilities,
);
