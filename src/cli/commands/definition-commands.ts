import type { Command } from 'commander';
import type { Run } from '../program.ts';
import type { ConfigImportOptions } from './config-import.ts';
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
  addConfig(program, run);
}

function addConfig(program: Command, run: Run): void {
  const config = program.command('config').description("move in from Egeria's Java integration daemon, and back");
  config
    .command('import')
    .description('turn the configuration document of a Java integration daemon into a daemon definition')
    .argument('<document>', 'a file, or the URL from which a platform gives it out')
    .option('--definition <file>', 'write it to this file, which must not exist yet; else it is printed')
    .option('--placeholder <name=value>', 'what to put in the place of ~{name}~; may be repeated', collect)
    .option('--ca-file <file>', 'PEM certificates of the authorities to trust for the URL')
    .option('--token-env <name>', 'the environment variable with the bearer token for the URL')
    .addHelpText(
      'after',
      `
What has no counterpart is told on standard
error and in comments; exit code 4 then.
Passwords are never written out.

Examples:
  egeria-integrate config import daemon.config > egeria-integrate.yaml
  egeria-integrate config import daemon.config --definition coco.yaml --placeholder egeriaEndpoint=https://localhost:9443
  egeria-integrate config import https://localhost:9443/open-metadata/admin-services/servers/daemon/configuration --token-env TOKEN
`,
    )
    .action((source: string, options: ConfigImportOptions) =>
      run(async (context) => (await import('./config-import.ts')).runConfigImport(source, options, context)),
    );
  config
    .command('export')
    .description('print a daemon definition as a configuration document of the Java integration daemon, 3.15 to 5.3')
    .addArgument(definitionArgument())
    .addHelpText(
      'after',
      `
Egeria 6 has no connectors in its documents:
it reads them from integration groups.
Secrets are never written out: they become
placeholders, or stay in their secrets file.

Example:
  egeria-integrate config export coco.yaml > daemon.config
`,
    )
    .action((file: string | undefined) =>
      run(async (context) => (await import('./config-export.ts')).runConfigExport(file, context)),
    );
}

function withScaffolding(command: Command): Command {
  return command
    .option('--connector-name <name>', 'the name of the connector; by default its provider')
    .option('--set <key=value>', 'a setting of the connector; may be repeated. Secrets as ${env:NAME}', collect)
    .option('--skip-test', 'do not connect to see whether it works')
    .option('-y, --yes', 'ask nothing, and write');
}
