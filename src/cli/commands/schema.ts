import { definitionSchema } from '../../config/definition-schema.ts';
import { installedProviders } from '../../connector/find-providers.ts';
import type { ConnectorProvider } from '../../connector/provider.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { openScreen } from '../render/screen.ts';
import { loadProvider } from './knowledge.ts';

/** `schema`: the JSON Schema of daemon definitions. */
export async function runSchema(context: CommandContext): Promise<ExitCode> {
  const screen = await openScreen(context, 'plain');
  const providers: ConnectorProvider[] = [];
  for (const name of await installedProviders()) providers.push(await loadProvider(name, context));
  screen.print(`${JSON.stringify(definitionSchema(providers), null, 2)}\n`);
  return exitCodes.done;
}
