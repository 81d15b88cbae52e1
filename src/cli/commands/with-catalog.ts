import { withCatalog } from '../../daemon/catalog/open-catalog.ts';
import type { Catalog } from '../../daemon/catalog/open-catalog.ts';
import type { CommandContext } from '../command-context.ts';
import type { OutputFormat } from '../render/screen.ts';

/** The options of commands that work on the catalog. */
export interface CatalogOptions {
  readonly definition: string;
  readonly output?: OutputFormat;
}

/** Opens the catalog that a definition names. One that does not exist counts as empty, and none is left behind. */
export function existingCatalog<Result>(
  definition: string,
  context: CommandContext,
  work: (catalog: Catalog) => Promise<Result>,
): Promise<Result> {
  return withCatalog({ ...locationOf(definition, context), create: false }, work);
}

/** Opens the catalog that a definition names; makes it where there is none. */
export function newCatalog<Result>(
  definition: string,
  context: CommandContext,
  work: (catalog: Catalog) => Promise<Result>,
): Promise<Result> {
  return withCatalog({ ...locationOf(definition, context), create: true }, work);
}

function locationOf(file: string, { host }: CommandContext) {
  const { currentFolder, environment, clock, userName } = host;
  return { file, currentFolder, environment, clock, userName };
}
