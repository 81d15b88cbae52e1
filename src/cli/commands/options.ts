import { Argument, Option } from 'commander';
import { defaultDefinitionFile } from '../../config/default-definition-file.ts';

/** The daemon definition as an argument. */
export function definitionArgument(): Argument {
  return new Argument('[definition]', `the daemon definition (default: ${defaultDefinitionFile})`);
}

/** The daemon definition as an option, where the argument is something else. */
export function definitionOption(): Option {
  return new Option('--definition <file>', 'the daemon definition, which names the open metadata store').default(
    defaultDefinitionFile,
  );
}

/** How the command shows its results. */
export function outputOption(): Option {
  return new Option('--output <format>', 'how results are shown').choices(['pretty', 'plain', 'json']);
}

/** Gathers the values of an option that may be repeated. */
export function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}
