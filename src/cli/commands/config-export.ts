import { defaultDefinitionFile } from '../../config/default-definition-file.ts';
import { exportConfiguration } from '../../config/egeria-configuration/export-configuration.ts';
import { readDefinition } from '../../config/load.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { openScreen } from '../render/screen.ts';
import { tellRemarks } from './config-import.ts';

/** `config export`: turns a daemon definition into a configuration document of the Java integration daemon. */
export async function runConfigExport(
  file: string = defaultDefinitionFile,
  context: CommandContext,
): Promise<ExitCode> {
  const screen = await openScreen(context, 'plain');
  const definition = await readDefinition({ file, currentFolder: context.host.currentFolder });
  const { document, remarks, connectors, leftOut } = exportConfiguration(definition);
  tellRemarks(remarks, screen);
  screen.tell(`Exported: ${connectors} of ${connectors + leftOut} connectors.\n`);
  screen.print(`${JSON.stringify(document, null, 2)}\n`);
  return leftOut > 0 ? exitCodes.partial : exitCodes.done;
}
