import { withCatalog } from '../../daemon/catalog/open-catalog.ts';
import type { Catalog } from '../../daemon/catalog/open-catalog.ts';
import type { Message } from '../../messages/message.ts';
import type { CommandContext } from '../command-context.ts';
import { messageLines } from '../render/message-lines.ts';
import { openScreen } from '../render/screen.ts';
import type { OutputFormat } from '../render/screen.ts';

/** The options of commands that work on the catalog. */
export interface CatalogOptions {
  readonly definition: string;
  readonly output?: OutputFormat;
}

/** Opens the catalog that a definition names. One that does not exist counts as empty, and none is left behind. */
export async function existingCatalog<Result>(
  definition: string,
  context: CommandContext,
  work: (catalog: Catalog) => Promise<Result>,
): Promise<Result> {
  return withCatalog({ ...(await locationOf(definition, context)), create: false }, work);
}

/** Opens the catalog that a definition names; makes it where there is none. */
export async function newCatalog<Result>(
  definition: string,
  context: CommandContext,
  work: (catalog: Catalog) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  return withCatalog({ ...(await locationOf(definition, context)), create: true, signal }, work);
}

async function locationOf(file: string, context: CommandContext) {
  const { host, redactor } = context;
  const { currentFolder, environment, clock, userName } = host;
  const screen = await openScreen(context, undefined);
  const notify = (message: Message): void =>
    screen.tell(messageLines({ weight: 'warning', message }, screen.noteStyle, screen.columns));
  return { file, currentFolder, environment, redactor, clock, userName, notify };
}
