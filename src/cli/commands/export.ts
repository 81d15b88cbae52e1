import { defaultDefinitionFile } from '../../config/default-definition-file.ts';
import { exportedArchive } from '../../daemon/catalog/export-archive.ts';
import { exportedElements } from '../../daemon/catalog/export-catalog.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { openScreen } from '../render/screen.ts';
import { existingCatalog } from './with-catalog.ts';

/** What `export` is given. */
export interface ExportOptions {
  /** An Open Metadata Archive instead of lines. */
  readonly archive?: boolean;
}

/** `export`: the catalog on standard output, as fast as it is read there. */
export async function runExport(
  file: string = defaultDefinitionFile,
  { archive }: ExportOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const screen = await openScreen(context, 'json');
  const { signal } = context.interruptible(screen.tell);
  await existingCatalog(file, context, async (catalog) => {
    if (archive === true) {
      for await (const stretch of exportedArchive(catalog, context.host.clock)) {
        if (signal.aborted) return;
        await screen.printDataText(stretch);
      }
      return;
    }
    for await (const element of exportedElements(catalog)) {
      if (signal.aborted) return;
      await screen.printData(element);
    }
  });
  return signal.aborted ? exitCodes.interrupted : exitCodes.done;
}
