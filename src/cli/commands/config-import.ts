import { existsSync } from 'node:fs';
import path from 'node:path';
import { placeText } from '../../config/definition-error.ts';
import type { DefinitionProblem } from '../../config/definition-error.ts';
import { importConfiguration } from '../../config/egeria-configuration/import-configuration.ts';
import type { ImportedConfiguration } from '../../config/egeria-configuration/import-configuration.ts';
import { installedCounterparts } from '../../config/egeria-configuration/java-counterparts.ts';
import { configurationMessages } from '../../config/egeria-configuration/messages.ts';
import { readConfigurationDocument } from '../../config/egeria-configuration/read-document.ts';
import { ConfigurationError } from '../../messages/error-kinds.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { cliMessages } from '../messages.ts';
import { noticeText } from '../render/notices.ts';
import { openScreen } from '../render/screen.ts';
import type { Screen } from '../render/screen.ts';
import { writeDefinition } from './scaffold.ts';

/** The options of `config import`. */
export interface ConfigImportOptions {
  readonly definition?: string;
  readonly placeholder?: readonly string[];
  readonly tokenEnv?: string;
  readonly caFile?: string;
}

/** `config import`: turns the configuration document of a Java integration daemon into a daemon definition. */
export async function runConfigImport(
  source: string,
  { definition: file, placeholder = [], tokenEnv, caFile }: ConfigImportOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { currentFolder, program } = context.host;
  if (file !== undefined && existsSync(path.resolve(currentFolder, file))) {
    throw new ConfigurationError(cliMessages.definitionExists({ file }));
  }
  const screen = await openScreen(context, 'plain');
  const { signal } = context.interruptible(screen.tell);
  const token = tokenEnv === undefined ? undefined : tokenIn(tokenEnv, context);
  const placeholders = new Map(placeholder.map(nameAndValue));
  const location = { source, currentFolder, token, caFile, placeholders };
  const document = await readConfigurationDocument(location, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  if (document === undefined) return exitCodes.interrupted;
  const imported = importConfiguration(document, await installedCounterparts());
  tellRemarks(imported.remarks, screen);
  tellSummary(imported, screen);
  if (file === undefined) {
    screen.print(imported.text);
  } else {
    await writeDefinition(path.resolve(currentFolder, file), file, imported.text);
    screen.print(`Written: ${file}\nNext:\n  ${program} validate ${file}\n  ${program} sync ${file} --dry-run\n`);
  }
  return imported.leftOut > 0 ? exitCodes.partial : exitCodes.done;
}

function tokenIn(name: string, { host, redactor }: CommandContext): string {
  const token = host.environment[name];
  if (token === undefined || token === '') {
    throw new ConfigurationError(configurationMessages.tokenMissing({ subject: name }));
  }
  redactor.add(token, `\${env:${name}}`);
  return token;
}

function nameAndValue(written: string): readonly [string, string] {
  const equals = written.indexOf('=');
  if (equals < 1) throw new ConfigurationError(cliMessages.notAPlaceholder({ subject: written }));
  return [written.slice(0, equals), written.slice(equals + 1)];
}

/** Tells what there is to say of places in a document, or in a definition. */
export function tellRemarks(remarks: readonly DefinitionProblem[], screen: Screen): void {
  for (const { place, message } of remarks) {
    const notice = { kind: 'notice', severity: 'warning', message, cause: undefined, place: placeText(place) } as const;
    screen.tell(noticeText(notice, screen));
  }
}

function tellSummary({ connectors, leftOut, variables }: ImportedConfiguration, screen: Screen): void {
  screen.tell(`Imported: ${connectors} of ${connectors + leftOut} connectors and integration groups.\n`);
  if (variables.length > 0) screen.tell(`Set before the first sync: ${variables.join(', ')}\n`);
  if (connectors === 0) screen.tell('The definition has no connector yet: add one with egeria-integrate add\n');
}
