/**
 * Runs the command line.
 *
 * @param commandLine the arguments after the program's name
 * @returns the exit code
 */
export function main(commandLine: readonly string[]): Promise<number> {
  process.stderr.write(`egeria-integrate: unknown command ${commandLine[0] ?? ''}\n`);
  return Promise.resolve(2);
}
