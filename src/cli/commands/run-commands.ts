import type { Command } from 'commander';
import type { Run } from '../program.ts';
import { collect, definitionArgument, outputOption } from './options.ts';
import type { LedgerOptions } from './ledger.ts';
import type { RunOptions } from './run.ts';

/** Adds `sync` and `watch`, which run connectors. */
export function addRunCommands(program: Command, run: Run): void {
  withSelection(program.command('sync'))
    .description('refresh every connector once and show what became of every element')
    .addArgument(definitionArgument())
    .option('--dry-run', 'show what would be done, and write nothing')
    .option('--allow-removals', 'remove what is gone, however much it is, and what a changed configuration hides')
    .option('--verify', 'compare the ledger beside a remote store with it first: finds what others changed there')
    .option('--strict', 'count elements that were refused as a failure (exit code 4)')
    .option('--report <file>', 'write every event to a file, one a line as JSON')
    .addOption(outputOption())
    .addHelpText(
      'after',
      `
Examples:
  egeria-integrate sync
  egeria-integrate sync --dry-run
  egeria-integrate sync coco.yaml --connector orders
  egeria-integrate sync --output json | jq .
`,
    )
    .action((file: string | undefined, options: RunOptions) =>
      run(async (context) => (await import('./run.ts')).runSync(file, options, context)),
    );
  withSelection(program.command('watch'))
    .description(
      'keep the connectors running: each again and again, refreshTimeInterval minutes after its last refresh',
    )
    .addArgument(definitionArgument())
    .option('--report <file>', 'write every event to a file, one a line as JSON, at the end')
    .addOption(outputOption())
    .addHelpText(
      'after',
      `
A connector that fails is tried again after
1, 5, 30 and 180 minutes; the others go on.
Ctrl-C and SIGTERM end it within 10 seconds.

Examples:
  egeria-integrate watch
  egeria-integrate watch coco.yaml --service database-integrator --output json
`,
    )
    .action((file: string | undefined, options: RunOptions) =>
      run(async (context) => (await import('./run.ts')).runWatch(file, options, context)),
    );
}

/** Adds `ledger rebuild`. */
export function addLedgerCommands(program: Command, run: Run): void {
  program
    .command('ledger')
    .description('work on the ledger beside a remote open metadata store')
    .command('rebuild')
    .description('bring the ledger to what the server has, a page a call; goes on where it was cut short')
    .addArgument(definitionArgument())
    .addOption(outputOption())
    .addHelpText(
      'after',
      `
A sync does it by itself when the ledger is
lost. This does it beforehand, or when others
have changed much in the server.

Example:
  egeria-integrate ledger rebuild coco.yaml
`,
    )
    .action((file: string | undefined, options: LedgerOptions) =>
      run(async (context) => (await import('./ledger.ts')).runLedgerRebuild(file, options, context)),
    );
}

function withSelection(command: Command): Command {
  return command
    .option('--service <marker>', 'only this integration service; may be repeated', collect)
    .option('--connector <name>', 'only this connector; may be repeated', collect)
    .option('--target <name>', 'only this catalog target; may be repeated', collect);
}
