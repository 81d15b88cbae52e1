import type { Command } from 'commander';
import type { Run } from '../program.ts';
import type { AddOptions, InitOptions } from './init.ts';
import { collect, definitionArgument, definitionOption, outputOption } from './options.ts';
import type { ValidateOptions } from './validate.ts';

/** Adds the commands that make and check daemon definitions. */
export function addDefinitionCommands(program: Command, run: Run): void {
  program
    .command('validate')
    .description('check a daemon definition, without network and without secrets')
    .addArgument(definitionArgument())
    .addOption(outputOption())
    .addHelpText('after', '\nExample:\n  egeria-integrate validate coco.yaml\n')
    .action((file: string | undefined, options: ValidateOptions) =>
      run(async (context) => (await import('./validate.ts')).runValidate(file, options, context)),
    );
  withScaffolding(program.command('init'))
    .description('make a daemon definition with a first connector, asking for what is not given')
    .addArgument(definitionArgument())
    .option('--name <name>', "the integration daemon's name")
    .option('--connector <provider>', 'the first connector: a name of `connectors list`, or an npm package')
    .addHelpText(
      'after',
      `
Examples:
  egeria-integrate init
  egeria-integrate init --yes --name coco --connector sqlite-database --set file=orders.db
`,
    )
    .action((file: string | undefined, options: InitOptions) =>
      run(async (context) => (await import('./init.ts')).runInit(file, options, context)),
    );
  withScaffolding(program.command('add'))
    .description('add a connector to a daemon definition, asking for what is not given')
    .argument('<connector>', 'a name of `connectors list`, or an npm package')
    .addOption(definitionOption())
    .addHelpText(
      'after',
      `
Examples:
  egeria-integrate add postgresql
  egeria-integrate add postgresql --yes --connector-name orders --set 'url=\${env:ORDERS_URL}'
`,
    )
    .action((provider: string, options: AddOptions) =>
      run(async (context) => (await import('./init.ts')).runAdd(provider, options, context)),
    );
  program
    .command('schema')
    .description('print the JSON Schema of daemon definitions, with the settings of every connector, for editors')
    .addHelpText('after', '\nExample:\n  egeria-integrate schema > daemon-definition.schema.json\n')
    .action(() => run(async (context) => (await import('./schema.ts')).runSchema(context)));
}

function withScaffolding(command: Command): Command {
  return command
    .option('--connector-name <name>', 'the name of the connector; by default its provider')
    .option('--set <key=value>', 'a setting of the connector; may be repeated. Secrets as ${env:NAME}', collect)
    .option('--skip-test', 'do not connect to see whether it works')
    .option('-y, --yes', 'ask nothing, and write');
}
