import { setProperties } from '../../daemon/catalog/set-properties.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { openScreen } from '../render/screen.ts';
import { visible } from '../render/visible.ts';
import { existingCatalog } from './with-catalog.ts';
import type { CatalogOptions } from './with-catalog.ts';

/** `set`: changes properties of an element as a person. */
export async function runSet(
  element: string,
  assignments: readonly string[],
  options: CatalogOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const screen = await openScreen(context, 'plain');
  const outcome = await existingCatalog(options.definition, context, (catalog) =>
    setProperties(catalog, element, assignments),
  );
  const { typeName, qualifiedName, guid } = outcome.element;
  screen.print(`${typeName} ${visible(qualifiedName || guid)}\n`);
  for (const { name, from, to } of outcome.differences) screen.print(`  ${name}: ${text(from)} → ${text(to)}\n`);
  if (outcome.differences.length === 0) screen.print('  Nothing changed: it is so already.\n');
  return exitCodes.done;
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : visible(JSON.stringify(value));
}
