import type { Command } from 'commander';
import type { Run } from '../program.ts';
import type { ListOptions } from './knowledge.ts';
import { outputOption } from './options.ts';

/** Adds the commands that tell what there is: services, connectors, types, messages. */
export function addKnowledgeCommands(program: Command, run: Run): void {
  program
    .command('services')
    .description('list the integration services, and what their connectors may catalog')
    .addOption(outputOption())
    .addHelpText('after', '\nExample:\n  egeria-integrate services\n')
    .action((options: ListOptions) =>
      run(async (context) => (await import('./knowledge.ts')).runServices(options, context)),
    );
  const connectors = program.command('connectors').description('what can be catalogued');
  connectors
    .command('list', { isDefault: true })
    .description('list the connectors that are installed')
    .addOption(outputOption())
    .addHelpText('after', '\nExample:\n  egeria-integrate connectors list\n')
    .action((options: ListOptions) =>
      run(async (context) => (await import('./knowledge.ts')).runConnectorsList(options, context)),
    );
  connectors
    .command('describe')
    .description('describe a connector: what it catalogs, and every setting')
    .argument('<connector>', 'a name of `connectors list`, or an npm package')
    .addOption(outputOption())
    .addHelpText('after', '\nExample:\n  egeria-integrate connectors describe postgresql\n')
    .action((provider: string, options: ListOptions) =>
      run(async (context) => (await import('./knowledge.ts')).runConnectorsDescribe(provider, options, context)),
    );
  connectors
    .command('new')
    .description('make a connector to begin with: a folder in a clone of the repository, elsewhere a package')
    .argument('<name>', 'the technology: kafka-topics, or @acme/kafka-topics for a package')
    .addHelpText('after', '\nExample:\n  egeria-integrate connectors new kafka-topics\n')
    .action((name: string) =>
      run(async (context) => (await import('./new-connector.ts')).runConnectorsNew(name, context)),
    );
  program
    .command('types')
    .description('list the open metadata types, or describe one')
    .argument('[name]', 'an entity, relationship, classification or enum type')
    .addOption(outputOption())
    .addHelpText('after', '\nExamples:\n  egeria-integrate types\n  egeria-integrate types RelationalColumn\n')
    .action((name: string | undefined, options: ListOptions) =>
      run(async (context) => (await import('./types.ts')).runTypes(name, options, context)),
    );
  program
    .command('explain')
    .description('explain a message: what happened, what was done, what to do')
    .argument('<message id>', 'as it stands beside the message')
    .addHelpText('after', '\nExample:\n  egeria-integrate explain EGERIA-INTEGRATE-REFRESH-412-001\n')
    .action((id: string) => run(async (context) => (await import('./explain.ts')).runExplain(id, context)));
}
