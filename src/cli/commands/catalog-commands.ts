import type { Command } from 'commander';
import type { Run } from '../program.ts';
import type { ExportOptions } from './export.ts';
import type { FindOptions } from './find.ts';
import { collect, definitionArgument, definitionOption, outputOption } from './options.ts';
import type { CatalogOptions } from './with-catalog.ts';

/** Adds the commands that work on the catalog: the open metadata store that a definition names. */
export function addCatalogCommands(program: Command, run: Run): void {
  program
    .command('find')
    .description('look for elements of the catalog by words, type and properties')
    .argument('[words...]', 'words that all occur in display name or description; a word may end in *')
    .option('--type <name>', 'of this type or one of its subtypes')
    .option('--where <condition>', "a condition such as 'dataType=integer'; may be repeated", collect)
    .option('--limit <number>', 'at most so many; by default 50, with --output json all')
    .addOption(definitionOption())
    .addOption(outputOption())
    .addHelpText(
      'after',
      `
Conditions:
  = != < <= > >=   compare
  ~                matches, with * and ?
  description=     has no description
  description!=    has one

Examples:
  egeria-integrate find orders
  egeria-integrate find 'cust*' --type RelationalTable
  egeria-integrate find --type RelationalColumn --where 'displayName~*_id' --output json
`,
    )
    .action((words: string[], options: FindOptions) =>
      run(async (context) => (await import('./find.ts')).runFind(words.join(' '), options, context)),
    );
  program
    .command('show')
    .description('show an element as a tree: what it is, where from, what is attached, when it changed')
    .argument('<element>', 'its GUID, its qualified name, or its display name where that is unique')
    .addOption(definitionOption())
    .addOption(outputOption())
    .addHelpText('after', '\nExample:\n  egeria-integrate show orders\n')
    .action((element: string, options: CatalogOptions) =>
      run(async (context) => (await import('./show.ts')).runShow(element, options, context)),
    );
  addSet(program, run);
  addTransfer(program, run);
}

function addSet(program: Command, run: Run): void {
  program
    .command('set')
    .description('change properties of an element of the catalog, if it may be changed by people')
    .argument('<element>', 'its GUID, its qualified name, or its display name where that is unique')
    .argument('<property=value...>', 'what to set; without a value the property is removed')
    .addOption(definitionOption())
    .addHelpText(
      'after',
      `
Lists and maps are written as JSON.
What belongs to a metadata source is changed
in the third party, not here.

Examples:
  egeria-integrate set orders 'description=What customers ordered'
  egeria-integrate set orders 'additionalProperties={"owner":"Peter"}'
`,
    )
    .action((element: string, assignments: string[], options: CatalogOptions) =>
      run(async (context) => (await import('./set.ts')).runSet(element, assignments, options, context)),
    );
}

function addTransfer(program: Command, run: Run): void {
  program
    .command('export')
    .description(
      'print the catalog: one line of JSON an element, with its properties, classifications and relationships',
    )
    .addArgument(definitionArgument())
    .option('--archive', 'as an Open Metadata Archive, which an Egeria server can load, instead of lines')
    .addHelpText(
      'after',
      `
A relationship stands with the element at
its end 2 (the child, the referring column),
so that it stands once.

Examples:
  egeria-integrate export > catalog.ndjson
  egeria-integrate export --archive > catalog.omarchive
`,
    )
    .action((file: string | undefined, options: ExportOptions) =>
      run(async (context) => (await import('./export.ts')).runExport(file, options, context)),
    );
  program
    .command('import')
    .description(
      'bring in a catalog that was exported, or an Open Metadata Archive: what is new is added, what differs is changed',
    )
    .argument('<file>', "what `export` printed, or an archive of Egeria's such as a content pack")
    .addOption(definitionOption())
    .addHelpText(
      'after',
      `
What the catalog has in the same or a later
version, an archive leaves as it is.

Examples:
  egeria-integrate import catalog.ndjson --definition other.yaml
  egeria-integrate import CoreContentPack.omarchive
`,
    )
    .action((file: string, options: CatalogOptions) =>
      run(async (context) => (await import('./import.ts')).runImport(file, options, context)),
    );
}
