import { afterAll, describe, inject, it } from 'vitest';
import { createDatabase, dropDatabase } from './postgres-server.ts';
import type { PostgresAddress } from './postgres-server.ts';

/** The server of the run, as a test sees it. */
export interface TestPostgres extends PostgresAddress {
  /**
   * Creates an empty database, dropped again after the tests, and returns its URL for the superuser. The server is
   * shared with other test files, so the name must be this suite's own.
   */
  createDatabase(name: string): Promise<string>;
}

/**
 * `describe` for tests that need a real PostgreSQL. Where none can be had they are skipped and the run says why; in
 * continuous integration (`CI=true`) that is a failure.
 */
export function describeWithPostgres(name: string, tests: (postgres: TestPostgres) => void): void {
  const postgres = inject('postgres');
  describe(name, () => {
    if ('unavailable' in postgres) needServer(postgres.unavailable);
    else tests(ownDatabases(postgres));
  });
}

function needServer(reason: string): void {
  it('has a PostgreSQL server', (context) => {
    if (process.env['CI'] === 'true') throw new Error(`No PostgreSQL server: ${reason}`);
    context.skip(`no PostgreSQL server: ${reason}`);
  });
}

function ownDatabases(server: PostgresAddress): TestPostgres {
  const names: string[] = [];
  afterAll(async () => {
    for (const name of names) await dropDatabase(server, name);
  });
  return {
    ...server,
    createDatabase: (name) => {
      names.push(name);
      return createDatabase(server, name);
    },
  };
}
