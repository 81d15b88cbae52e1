import { defaultDefinitionFile } from '../../config/default-definition-file.ts';
import { readDefinition } from '../../config/load.ts';
import { rebuildLedgers } from '../../daemon/catalog/rebuild-ledgers.ts';
import type { Message } from '../../messages/message.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { messageLines } from '../render/message-lines.ts';
import { openScreen } from '../render/screen.ts';
import type { OutputFormat } from '../render/screen.ts';
import { tableText } from '../render/table.ts';

/** The options of `ledger rebuild`. */
export interface LedgerOptions {
  readonly output?: OutputFormat;
}

/** `ledger rebuild`: brings the ledgers beside a remote store to what the server has. */
export async function runLedgerRebuild(
  file: string = defaultDefinitionFile,
  { output }: LedgerOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { host, redactor } = context;
  const { currentFolder, environment, clock } = host;
  const screen = await openScreen(context, output);
  const { signal } = context.interruptible((text) => screen.tell(text));
  const definition = await readDefinition({ file, currentFolder });
  const notify = (message: Message): void =>
    screen.tell(messageLines({ weight: 'warning', message }, screen.noteStyle, screen.columns));
  const rebuilt = await rebuildLedgers({ definition, environment, redactor, clock, signal, notify });
  if (rebuilt === undefined) {
    screen.tell('The ledger lies within this store: there is nothing to rebuild.\n');
    return exitCodes.done;
  }
  if (screen.format === 'json') for (const ledger of rebuilt) screen.printJson({ kind: 'ledger', ...ledger });
  else {
    const columns = [{ title: 'connector' }, { title: 'target' }, { title: 'elements', isNumber: true }];
    const rows = rebuilt.map((one) => [one.connectorName, one.catalogTargetName, String(one.elements)]);
    screen.print(await tableText(columns, rows, screen.style, screen.columns));
  }
  return signal.aborted ? exitCodes.interrupted : exitCodes.done;
}
