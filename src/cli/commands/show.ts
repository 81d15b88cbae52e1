import { describeElement } from '../../daemon/catalog/describe-element.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { elementTree } from '../render/element-tree.ts';
import { openScreen } from '../render/screen.ts';
import { existingCatalog } from './with-catalog.ts';
import type { CatalogOptions } from './with-catalog.ts';

/** `show`: an element as a tree. */
export async function runShow(element: string, options: CatalogOptions, context: CommandContext): Promise<ExitCode> {
  const screen = await openScreen(context, options.output);
  const description = await existingCatalog(options.definition, context, (catalog) =>
    describeElement(catalog, element),
  );
  if (screen.format === 'json') await screen.printData(description);
  else screen.print(elementTree(description, screen.style, screen.columns));
  return exitCodes.done;
}
