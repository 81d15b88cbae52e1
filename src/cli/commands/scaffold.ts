import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DefinitionError, placeText } from '../../config/definition-error.ts';
import { checkDefinition } from '../../config/load.ts';
import { definitionMessages } from '../../config/messages.ts';
import { testConnection } from '../../daemon/test-connection.ts';
import type { ConnectionTest } from '../../daemon/test-connection.ts';
import { ConfigurationError } from '../../messages/error-kinds.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodeOfError, tellFailure } from '../failure.ts';
import { cliMessages } from '../messages.ts';
import type { Questions } from '../prompts/questions.ts';
import { noticeText } from '../render/notices.ts';
import { openScreen } from '../render/screen.ts';
import type { Screen } from '../render/screen.ts';
import { visible } from '../render/visible.ts';

/** A definition that is to be written. */
export interface Draft {
  /** As the user named it. */
  readonly file: string;
  readonly text: string;
  /** The part of it that is new. */
  readonly shown: string;
  /** The connector that is new. */
  readonly connectorName: string;
  readonly skipTest?: boolean;
}

/**
 * Checks a draft, tests the connection of its new connector, shows it and writes it.
 *
 * @param questions nobody is asked when absent, and a connection that fails ends it
 * @throws DefinitionError, and whatever says why the connector does not connect
 */
export async function scaffold(
  draft: Draft,
  questions: Questions | undefined,
  context: CommandContext,
): Promise<ExitCode> {
  const { file, text, shown, connectorName, skipTest = false } = draft;
  const { host, redactor } = context;
  const screen = await openScreen(context, 'plain');
  const definition = await checkDefinition(text, { file, currentFolder: host.currentFolder });
  for (const { place, message } of definition.warnings) {
    screen.tell(
      noticeText({ kind: 'notice', severity: 'warning', message, cause: undefined, place: placeText(place) }, screen),
    );
  }
  const { environment } = host;
  const { signal } = new AbortController();
  const test = { definition, connectorName, environment, redactor, signal };
  const failure = skipTest ? undefined : await failureOf(test, questions, screen, context);
  if (failure !== undefined) return failure;
  screen.tell(`\n${shown.split('\n').map(visible).join('\n')}\n`);
  if (questions !== undefined && !(await questions.confirm(`Write it to ${file}?`))) {
    screen.tell('Nothing was written.\n');
    return exitCodes.done;
  }
  await writeDefinition(path.resolve(host.currentFolder, file), file, text);
  const named = file === 'egeria-integrate.yaml' ? '' : ` ${file}`;
  screen.print(`Written: ${file}\nNext:\n  ${host.program} sync${named} --dry-run\n  ${host.program} sync${named}\n`);
  return exitCodes.done;
}

/** Nothing when the draft may be written: it connects, that cannot be known, or somebody wants it all the same. */
async function failureOf(
  test: ConnectionTest,
  questions: Questions | undefined,
  screen: Screen,
  context: CommandContext,
): Promise<ExitCode | undefined> {
  try {
    await testConnection(await withMissing(test, questions));
    screen.tell(`${visible(test.connectorName)} connects.\n`);
    return undefined;
  } catch (error) {
    const variables = error instanceof DefinitionError ? unsetVariables(error) : [];
    if (variables.length > 0) {
      screen.tell(`Not tested: ${variables.join(', ')} not set here.\n`);
      return undefined;
    }
    if (questions === undefined) throw error;
    tellFailure(error, screen, context);
    const goOn = await questions.confirm('It does not connect. Go on all the same?');
    return goOn ? undefined : exitCodeOfError(error);
  }
}

/** Environment variables that are not set here may be given for the test alone: they are kept nowhere. */
async function withMissing(test: ConnectionTest, questions: Questions | undefined): Promise<ConnectionTest> {
  if (questions === undefined) return test;
  const given: Record<string, string> = {};
  const written = JSON.stringify(
    test.definition.connectors.map(({ catalogTargets }) => catalogTargets.map((each) => each.settings.value)),
  );
  for (const [, name = ''] of written.matchAll(/\$\{env:([^{}]+)\}/gu)) {
    if (test.environment[name] !== undefined || given[name] !== undefined) continue;
    const value = await questions.secret(`${name} is not set here. Its value, for the test only (empty: no test)`);
    if (value !== '') given[name] = value;
  }
  return { ...test, environment: { ...test.environment, ...given } };
}

function unsetVariables({ problems }: DefinitionError): string[] {
  const { id } = definitionMessages.unsetVariable();
  return problems.filter(({ message }) => message.id === id).map(({ message }) => message.facts['subject'] ?? '');
}

/** Writes a definition whole or not at all: it is nothing to lose half of. */
export async function writeDefinition(absolute: string, file: string, text: string): Promise<void> {
  const partial = `${absolute}.${process.pid}.partial`;
  try {
    await writeFile(partial, text);
    await rename(partial, absolute);
  } catch (cause) {
    throw new ConfigurationError(cliMessages.definitionNotWritten({ file }), { cause });
  }
}
