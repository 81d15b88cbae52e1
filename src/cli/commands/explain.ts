import { messageCatalogue } from '../../daemon/message-catalogue.ts';
import { ConfigurationError } from '../../messages/error-kinds.ts';
import { nearestName } from '../../metadata/types/nearest-name.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { cliMessages } from '../messages.ts';
import { detail } from '../render/message-lines.ts';
import { openScreen } from '../render/screen.ts';

/** `explain`: a message with what was done and what to do. */
export async function runExplain(id: string, context: CommandContext): Promise<ExitCode> {
  const screen = await openScreen(context, 'plain');
  const messages = [...(await messageCatalogue()), ...cliMessages.definitions];
  const message = messages.find((each) => each.id === id.trim().toUpperCase());
  if (message === undefined) {
    const nearest = nearestName(
      id,
      messages.map((each) => each.id),
    );
    throw new ConfigurationError(cliMessages.unknownMessage({ subject: id, nearest }));
  }
  const { style, columns } = screen;
  const lines = [
    style.bold(message.id),
    ...detail('what', `${message.text}.`, style, columns),
    ...detail('done', message.systemAction, style, columns),
    ...detail('do', message.userAction, style, columns),
  ];
  screen.print(`${lines.join('\n')}\n`);
  return exitCodes.done;
}
