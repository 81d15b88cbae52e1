import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.ts';
import type { PostgresAddress, PostgresServer } from './postgres-server.ts';

/** The one server of a run, or why there is none. */
export type ProvidedPostgres = PostgresAddress | { readonly unavailable: string };

declare module 'vitest' {
  interface ProvidedContext {
    postgres: ProvidedPostgres;
  }
}

/** Projects are set up one by one, each with a copy of this module; the run has one server for all of them. */
const run = globalThis as { egeriaIntegratePostgres?: Promise<PostgresServer | { readonly unavailable: string }> };

/** Starts the real servers that tests need, once for a whole run, and ends them with it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  run.egeriaIntegratePostgres ??= startPostgres().catch((error: unknown) => ({ unavailable: String(error) }));
  const server = await run.egeriaIntegratePostgres;
  if ('unavailable' in server) {
    project.provide('postgres', server);
    return () => Promise.resolve();
  }
  const { host, port, user, password, url } = server;
  project.provide('postgres', { host, port, user, password, url });
  return () => server.stop();
}
