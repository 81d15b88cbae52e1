import { findElements } from '../../daemon/catalog/find-elements.ts';
import { ConfigurationError } from '../../messages/error-kinds.ts';
import type { Element } from '../../metadata/element.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { cliMessages } from '../messages.ts';
import { openScreen } from '../render/screen.ts';
import { tableText } from '../render/table.ts';
import { visible } from '../render/visible.ts';
import { existingCatalog } from './with-catalog.ts';
import type { CatalogOptions } from './with-catalog.ts';

/** The options of `find`. */
export interface FindOptions extends CatalogOptions {
  readonly type?: string;
  readonly where?: readonly string[];
  readonly limit?: string;
}

/** Elements that are shown to people; programs get all. */
const shownElements = 50;

/** `find`: the elements of the catalog that have all that was asked for. */
export async function runFind(text: string, options: FindOptions, context: CommandContext): Promise<ExitCode> {
  const screen = await openScreen(context, options.output);
  const stated = options.limit === undefined ? undefined : limitOf(options.limit);
  const search = { text, typeName: options.type, conditions: options.where ?? [] };
  const tellBeginnings = (beginnings: string): void =>
    screen.tell(`Nothing has all of these words; this has words that begin so: ${visible(beginnings)}\n`);
  return existingCatalog(options.definition, context, async (catalog) => {
    const find = (limit: number | undefined): AsyncIterable<Element> =>
      findElements(catalog, { ...search, limit }, tellBeginnings);
    if (screen.format === 'json') {
      for await (const element of find(stated)) await screen.printData(element);
      return exitCodes.done;
    }
    const limit = stated ?? shownElements;
    const found = await Array.fromAsync(find(limit + 1));
    const rows = found.slice(0, limit).map(rowOf);
    const columns = [{ title: 'type' }, { title: 'name' }, { title: 'qualified name' }];
    if (rows.length === 0) screen.tell('Nothing was found.\n');
    else screen.print(await tableText(columns, rows, screen.style, screen.columns));
    if (found.length > limit) screen.tell(`There is more than these ${limit}: --limit NUMBER, --output json\n`);
    return exitCodes.done;
  });
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (Number.isSafeInteger(limit) && limit > 0) return limit;
  throw new ConfigurationError(cliMessages.notANumber({ subject: '--limit', found: `"${text}"` }));
}

function rowOf({ typeName, properties, qualifiedName, guid }: Element): string[] {
  const { displayName } = properties;
  return [typeName, typeof displayName === 'string' ? displayName : '', qualifiedName || guid];
}
