import { defaultDefinitionFile } from '../../config/default-definition-file.ts';
import { placeText } from '../../config/definition-error.ts';
import { readDefinition } from '../../config/load.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodeOfError, noticesOf, tellFailure } from '../failure.ts';
import { noticeText } from '../render/notices.ts';
import { openScreen } from '../render/screen.ts';
import type { OutputFormat } from '../render/screen.ts';
import { visible } from '../render/visible.ts';

/** The options of `validate`. */
export interface ValidateOptions {
  readonly output?: OutputFormat;
}

/** `validate`: says everything that is wrong with a definition at once. */
export async function runValidate(
  file: string = defaultDefinitionFile,
  { output }: ValidateOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const screen = await openScreen(context, output);
  try {
    const definition = await readDefinition({ file, currentFolder: context.host.currentFolder });
    for (const { place, message } of definition.warnings) {
      const notice = {
        kind: 'notice',
        severity: 'warning',
        message,
        cause: undefined,
        place: placeText(place),
      } as const;
      if (screen.format === 'json') screen.printJson(notice);
      else screen.tell(noticeText(notice, screen));
    }
    const targets = definition.connectors.flatMap(({ catalogTargets }) => catalogTargets).length;
    const counts = { connectors: definition.connectors.length, catalogTargets: targets };
    if (screen.format === 'json') screen.printJson({ kind: 'valid', name: definition.name, ...counts });
    else
      screen.print(
        `${visible(file)} is valid: ${many(counts.connectors, 'connector')}, ${many(targets, 'catalog target')}.\n`,
      );
    return exitCodes.done;
  } catch (error) {
    if (screen.format !== 'json') tellFailure(error, screen, context);
    else for (const notice of noticesOf(error)) screen.printJson(notice);
    return exitCodeOfError(error);
  }
}

function many(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
