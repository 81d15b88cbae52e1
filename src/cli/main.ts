import path from 'node:path';
import { systemClock } from '../runtime/clock.ts';
import type { Host } from './host.ts';
import { runProgram } from './program.ts';

/**
 * Runs the command line. What a command needs is imported when it runs, so that `--help` costs next to nothing.
 *
 * @param commandLine the arguments after the program's name
 * @returns the exit code
 */
export function main(commandLine: readonly string[], host: Host = processHost()): Promise<number> {
  return runProgram(commandLine, host);
}

/** The process as it is. Only here are its arguments, its environment and its end touched. */
function processHost(): Host {
  const { env, stdout, stderr } = process;
  return {
    stdout,
    stderr,
    // Opening it takes a tenth of the time of a short command, and few ask for it.
    get stdin() {
      return process.stdin;
    },
    get isInteractive() {
      return stderr.isTTY && (env['CI'] ?? '') === '' && env['TERM'] !== 'dumb' && process.stdin.isTTY;
    },
    environment: env,
    currentFolder: process.cwd(),
    userName: env['USER'] ?? env['LOGNAME'] ?? env['USERNAME'] ?? 'unknown',
    program: programName(),
    clock: systemClock,
    onSignal(listener) {
      process.on('SIGINT', listener);
      process.on('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
    exitNow: (exitCode) => process.exit(exitCode),
  };
}

/** How the program was called, so that texts can say what to type. npm's scripts find it by `npx`. */
function programName(): string {
  const { argv, env } = process;
  if (env['npm_lifecycle_event'] !== undefined) return 'npx egeria-integrate';
  const [, script = ''] = argv;
  if (!script.endsWith('.js')) return 'egeria-integrate';
  const relative = path.relative(process.cwd(), script);
  return `node ${relative.startsWith('..') ? script : relative}`;
}
