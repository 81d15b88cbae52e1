import { Command, CommanderError } from 'commander';
import { exitCodes } from '../report/exit-codes.ts';
import type { ExitCode } from '../report/exit-codes.ts';
import { commandContext } from './command-context.ts';
import type { CommandContext } from './command-context.ts';
import { addCatalogCommands } from './commands/catalog-commands.ts';
import { addDefinitionCommands } from './commands/definition-commands.ts';
import { addKnowledgeCommands } from './commands/knowledge-commands.ts';
import { addLedgerCommands, addRunCommands } from './commands/run-commands.ts';
import type { Host } from './host.ts';
import { version } from './version.ts';

/** What a command's definition is given: it imports its module and runs it. */
export type Run = (command: (context: CommandContext) => Promise<ExitCode>) => Promise<void>;

/** Parses the command line and runs the command. Never throws: what goes wrong is told, and becomes an exit code. */
export async function runProgram(commandLine: readonly string[], host: Host): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  // Whoever reads may close a stream early, a help text too; what that means for a command is seen below.
  for (const stream of [host.stdout, host.stderr]) stream.on('error', () => undefined);
  const program = createProgram(host, async (command) => {
    exitCode = await guarded(command, host, program.opts<{ debug?: boolean }>().debug === true);
  });
  try {
    await program.parseAsync([...commandLine], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.configuration;
  }
}

async function guarded(
  command: (context: CommandContext) => Promise<ExitCode>,
  host: Host,
  debug: boolean,
): Promise<ExitCode> {
  const context = commandContext(host, debug);
  const output: { failure?: Error } = {};
  host.stdout.on('error', (error) => {
    // Whoever closes it has read enough, as `head` has.
    if (!('code' in error && error.code === 'EPIPE')) output.failure ??= error;
  });
  try {
    const exitCode = await command(context).catch((error: unknown) => exitCodeOf(error, context));
    await new Promise<void>((written) => void host.stdout.write('', () => written()));
    return output.failure === undefined ? exitCode : await outputFailed(output.failure, exitCode, context);
  } finally {
    context.dispose();
  }
}

/** Tells what went wrong. */
async function exitCodeOf(error: unknown, context: CommandContext): Promise<ExitCode> {
  const { OutputClosedError, openScreen } = await import('./render/screen.ts');
  if (error instanceof OutputClosedError) return exitCodes.done;
  const { isEndOfQuestions } = await import('./prompts/questions.ts');
  if (isEndOfQuestions(error)) return exitCodes.interrupted;
  const { exitCodeOfError, tellFailure } = await import('./failure.ts');
  tellFailure(error, await openScreen(context, 'plain'), context);
  return context.isInterrupted ? exitCodes.interrupted : exitCodeOfError(error);
}

/** Whoever reads the output would take a part of it for the whole: that is a failure, unless there was a graver one. */
async function outputFailed(cause: Error, exitCode: ExitCode, context: CommandContext): Promise<ExitCode> {
  const { UnavailableError } = await import('../messages/error-kinds.ts');
  const { cliMessages } = await import('./messages.ts');
  const error = new UnavailableError(cliMessages.outputNotWritten(), { cause });
  const told = await exitCodeOf(error, context);
  return exitCode === exitCodes.done ? told : exitCode;
}

function createProgram(host: Host, run: Run): Command {
  const width = (stream: Host['stdout']): number => stream.columns ?? 80;
  const program = new Command('egeria-integrate')
    .description("Egeria's Integration Daemon on the command line: catalogs databases, files and other technology.")
    .version(version, '-V, --version')
    .option('--debug', 'show the stack of every error')
    .showHelpAfterError('Help: egeria-integrate --help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(text),
      getOutHelpWidth: () => width(host.stdout),
      getErrHelpWidth: () => width(host.stderr),
    })
    // At the width of a phone too: the names alone, and their descriptions wrapped beside them.
    .configureHelp({ minWidthToWrap: 12, subcommandTerm: (command) => command.name() })
    .addHelpText('after', examples);
  addRunCommands(program, run);
  addDefinitionCommands(program, run);
  addCatalogCommands(program, run);
  addLedgerCommands(program, run);
  addKnowledgeCommands(program, run);
  return program;
}

const examples = `
Examples:
  egeria-integrate init
  egeria-integrate sync
  egeria-integrate find orders
  egeria-integrate connectors list

Exit codes:
    0  all in sync
    1  our fault
    2  wrong command line or definition
    3  nothing could be reached
    4  some of it failed
    5  the removal guard refused
  130  interrupted
`;
