import { importCatalog } from '../../daemon/catalog/import-catalog.ts';
import type { Message } from '../../messages/message.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { messageLines } from '../render/message-lines.ts';
import { openScreen } from '../render/screen.ts';
import type { Screen } from '../render/screen.ts';
import { newCatalog } from './with-catalog.ts';
import type { CatalogOptions } from './with-catalog.ts';

/** Elements that a refusal names; of the others it tells how many there are. */
const shownExamples = 3;

/** `import`: brings in a catalog that was exported, or an Open Metadata Archive. */
export async function runImport(file: string, options: CatalogOptions, context: CommandContext): Promise<ExitCode> {
  const screen = await openScreen(context, 'plain');
  const { signal } = context.interruptible(screen.tell);
  const { currentFolder } = context.host;
  const refusals = new Map<string, { readonly message: Message; readonly subjects: string[] }>();
  const refused = (message: Message, subject: string): void => {
    // What does not fit the types is told apart by what is wrong with it.
    const key = `${message.id} ${message.facts['problem'] ?? ''}`;
    const group = refusals.get(key) ?? { message, subjects: [] };
    group.subjects.push(subject);
    refusals.set(key, group);
  };
  const outcome = await newCatalog(
    options.definition,
    context,
    (catalog) => importCatalog(catalog, { file, currentFolder }, { signal, refused }),
    signal,
  );
  const { stated, created, updated, unchanged, relationships } = outcome;
  screen.print(
    `${stated} elements: ${created} created, ${updated} updated, ${unchanged} unchanged, ${outcome.refused} refused. ` +
      `${relationships} relationships added or changed.\n`,
  );
  for (const { message, subjects } of refusals.values()) tellRefusal(message, subjects, screen);
  if (signal.aborted) return exitCodes.interrupted;
  return refusals.size > 0 ? exitCodes.partial : exitCodes.done;
}

function tellRefusal({ facts: { problem }, ...message }: Message, subjects: readonly string[], screen: Screen): void {
  const examples = subjects.slice(0, shownExamples).join(', ');
  const more = subjects.length > shownExamples ? ` and ${subjects.length - shownExamples} more` : '';
  const facts = {
    ...(problem === undefined ? {} : { because: problem }),
    count: String(subjects.length),
    of: `${examples}${more}`,
  };
  screen.tell(messageLines({ weight: 'error', message: { ...message, facts } }, screen.noteStyle, screen.columns));
}
