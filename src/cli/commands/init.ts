import { existsSync } from 'node:fs';
import path from 'node:path';
import { defaultDefinitionFile } from '../../config/default-definition-file.ts';
import { connectorText, newDefinition, withConnector } from '../../config/edit-definition.ts';
import type { NewConnector } from '../../config/edit-definition.ts';
import { readDefinitionText } from '../../config/load.ts';
import { installedProviders } from '../../connector/find-providers.ts';
import { ConfigurationError } from '../../messages/error-kinds.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { cliMessages } from '../messages.ts';
import { connectorAnswers } from '../prompts/connector-answers.ts';
import { openQuestions } from '../prompts/questions.ts';
import type { Questions } from '../prompts/questions.ts';
import { openScreen } from '../render/screen.ts';
import { loadProvider } from './knowledge.ts';
import { scaffold } from './scaffold.ts';

/** What `init` and `add` may be told instead of being asked. */
interface ScaffoldOptions {
  readonly connectorName?: string;
  readonly set?: readonly string[];
  readonly skipTest?: boolean;
  readonly yes?: boolean;
}

/** The options of `init`. */
export interface InitOptions extends ScaffoldOptions {
  readonly name?: string;
  readonly connector?: string;
}

/** The options of `add`. */
export interface AddOptions extends ScaffoldOptions {
  readonly definition: string;
}

/** `init`: makes a definition with a first connector. */
export async function runInit(
  file: string = defaultDefinitionFile,
  options: InitOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { currentFolder } = context.host;
  if (existsSync(path.resolve(currentFolder, file)))
    throw new ConfigurationError(cliMessages.definitionExists({ file }));
  const questions = await questionsFor(options, context);
  if (questions === undefined && options.connector === undefined) {
    const namely = `--connector … --set KEY=VALUE${options.yes === true ? '' : ' --yes'}`;
    throw new ConfigurationError(cliMessages.missingAnswers({ namely }));
  }
  const preset = path.basename(path.dirname(path.resolve(currentFolder, file))) || 'daemon';
  const name = options.name ?? (await questions?.text('Name of the integration daemon', preset)) ?? preset;
  const providerName = options.connector ?? (await chooseProvider(questions, context));
  const connector = await answersFor(providerName, options, questions, context);
  const text = newDefinition(name, connector);
  return scaffold({ file, text, shown: text, connectorName: connector.connectorName, ...options }, questions, context);
}

/** `add`: adds a connector to a definition. */
export async function runAdd(providerName: string, options: AddOptions, context: CommandContext): Promise<ExitCode> {
  const file = options.definition;
  const before = await readDefinitionText({ file, currentFolder: context.host.currentFolder });
  const questions = await questionsFor(options, context);
  const connector = await answersFor(providerName, options, questions, context);
  const text = withConnector(before, file, connector);
  const shown = connectorText(connector);
  return scaffold({ file, text, shown, connectorName: connector.connectorName, ...options }, questions, context);
}

/** Somebody to ask, unless everything is to be taken as given or nobody is there. */
async function questionsFor(
  { yes = false }: ScaffoldOptions,
  { host }: CommandContext,
): Promise<Questions | undefined> {
  return !yes && host.isInteractive ? openQuestions(host) : undefined;
}

async function chooseProvider(questions: Questions | undefined, context: CommandContext): Promise<string> {
  const choices = [];
  for (const value of await installedProviders()) {
    choices.push({ value, description: (await loadProvider(value, context)).description });
  }
  return (await questions?.choice('What to catalog first', choices)) ?? '';
}

async function answersFor(
  providerName: string,
  { connectorName, set = [], yes = false }: ScaffoldOptions,
  questions: Questions | undefined,
  context: CommandContext,
): Promise<NewConnector> {
  const provider = await loadProvider(providerName, context);
  const screen = await openScreen(context, 'plain');
  if (questions !== undefined) screen.tell(`${provider.displayName}: ${provider.description}\n`);
  return connectorAnswers(provider, providerName, { connectorName, set, yes }, questions);
}
