import type { CheckedDefinition } from '../../config/checked-definition.ts';
import { placeText } from '../../config/definition-error.ts';
import { defaultDefinitionFile } from '../../config/default-definition-file.ts';
import { readDefinition } from '../../config/load.ts';
import { createTally, sync } from '../../daemon/integration-daemon.ts';
import type { RunInput } from '../../daemon/integration-daemon.ts';
import { watch } from '../../daemon/watch.ts';
import type { DaemonEvent } from '../../report/events.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext, Interruption } from '../command-context.ts';
import { exitCodeOfError, noticesOf, tellFailure } from '../failure.ts';
import { createRenderer } from '../render/renderer.ts';
import { openReportFile } from '../render/report-file.ts';
import { openScreen } from '../render/screen.ts';
import type { OutputFormat } from '../render/screen.ts';

/** The options of `sync` and `watch`, as commander gives them. */
export interface RunOptions {
  readonly service?: readonly string[];
  readonly connector?: readonly string[];
  readonly target?: readonly string[];
  readonly dryRun?: boolean;
  readonly allowRemovals?: boolean;
  readonly strict?: boolean;
  readonly verify?: boolean;
  readonly output?: OutputFormat;
  readonly report?: string;
}

/** `sync`: refreshes every connector once. */
export function runSync(file: string | undefined, options: RunOptions, context: CommandContext): Promise<ExitCode> {
  return run('sync', file, options, context, (input) => sync(input));
}

/** `watch`: keeps the connectors running until it is told to stop. SIGTERM is how one tells a daemon, so that ends it well. */
export async function runWatch(
  file: string | undefined,
  options: RunOptions,
  context: CommandContext,
): Promise<ExitCode> {
  let isAbandoned = false;
  const exitCode = await run('watch', file, options, context, async (input, { received }) => {
    const { stopped, tally } = await watch({ ...input, verification: 'some' });
    isAbandoned = !stopped;
    const code = received() === 'SIGTERM' ? exitCodes.done : exitCodes.interrupted;
    input.onEvent(tally.result(code));
    return code;
  });
  // A connector that does not stop would keep the process alive.
  if (isAbandoned) context.host.exitNow(exitCode);
  return exitCode;
}

type Work = (input: RunInput, interruption: Interruption) => Promise<ExitCode>;

async function run(
  command: 'sync' | 'watch',
  file: string = defaultDefinitionFile,
  options: RunOptions,
  context: CommandContext,
  work: Work,
): Promise<ExitCode> {
  const { host } = context;
  const { clock, currentFolder } = host;
  const screen = await openScreen(context, options.output);
  const report = options.report === undefined ? undefined : openReportFile(options.report, currentFolder, screen);
  const renderer = await createRenderer(screen, { command, clock, nextSteps: nextSteps(host.program, file) });
  const onEvent = (event: DaemonEvent): void => {
    const shown = context.debug ? event : withoutStack(event);
    renderer.onEvent(shown);
    report?.onEvent(shown);
  };
  let exitCode: ExitCode;
  let failure: { readonly error: unknown } | undefined;
  try {
    const interruption = context.interruptible((text) => renderer.tell(text));
    const definition = await readDefinition({ file, currentFolder });
    tellWarnings(definition, onEvent);
    exitCode = await work(inputOf(definition, options, { context, interruption, onEvent }), interruption);
  } catch (error) {
    failure = { error };
    exitCode = context.isInterrupted ? exitCodes.interrupted : exitCodeOfError(error);
    if (screen.format === 'json') for (const notice of noticesOf(error)) onEvent(notice);
    // A failed command too ends with a result, so that a program that reads the events need not guess.
    onEvent(createTally([]).result(exitCode));
  }
  await renderer.close();
  if (failure !== undefined && screen.format !== 'json') tellFailure(failure.error, screen, context);
  report?.close();
  return exitCode;
}

interface Circumstances {
  readonly context: CommandContext;
  readonly interruption: Interruption;
  readonly onEvent: (event: DaemonEvent) => void;
}

function inputOf(
  definition: CheckedDefinition,
  options: RunOptions,
  { context, interruption, onEvent }: Circumstances,
): RunInput {
  const { service = [], connector = [], target = [], dryRun = false, allowRemovals = false, strict = false } = options;
  return {
    definition,
    environment: context.host.environment,
    redactor: context.redactor,
    selection: { services: service, connectors: connector, catalogTargets: target },
    dryRun,
    allowRemovals,
    strict,
    verification: options.verify === true ? 'all' : 'none',
    wantsElements: dryRun || options.report !== undefined,
    signal: interruption.signal,
    clock: context.host.clock,
    onEvent,
  };
}

function tellWarnings({ warnings }: CheckedDefinition, onEvent: (event: DaemonEvent) => void): void {
  for (const { place, message } of warnings) {
    onEvent({ kind: 'notice', severity: 'warning', message, cause: undefined, place: placeText(place) });
  }
}

function withoutStack(event: DaemonEvent): DaemonEvent {
  if (event.kind !== 'report' || event.error === undefined) return event;
  return { ...event, error: { ...event.error, stack: undefined } };
}

function nextSteps(program: string, file: string): string[] {
  const definition = file === defaultDefinitionFile ? '' : ` ${file}`;
  const option = definition === '' ? '' : ` --definition${definition}`;
  return [
    `${program} find --type RelationalTable${option}`,
    `${program} export${definition}`,
    `${program} sync${definition}`,
  ];
}
