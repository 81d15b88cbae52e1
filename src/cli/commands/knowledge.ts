import { inputSchema } from '../../config/json-schema.ts';
import { settingsOf } from '../../config/setting-description.ts';
import { findProvider, installedProviders } from '../../connector/find-providers.ts';
import type { ConnectorProvider } from '../../connector/provider.ts';
import { ConfigurationError } from '../../messages/error-kinds.ts';
import { nearestName } from '../../metadata/types/nearest-name.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import { integrationServices } from '../../services/integration-services.ts';
import type { CommandContext } from '../command-context.ts';
import { cliMessages } from '../messages.ts';
import { openScreen } from '../render/screen.ts';
import type { OutputFormat } from '../render/screen.ts';
import { tableText } from '../render/table.ts';
import { wrap } from '../render/visible.ts';

/** The options of commands that list something. */
export interface ListOptions {
  readonly output?: OutputFormat;
}

/** `services`: the integration services. */
export async function runServices({ output }: ListOptions, context: CommandContext): Promise<ExitCode> {
  const screen = await openScreen(context, output);
  if (screen.format === 'json') {
    for (const service of integrationServices) screen.printJson(service);
    return exitCodes.done;
  }
  const rows = integrationServices.map((service) => [
    service.urlMarker,
    service.defaultPermittedSynchronization,
    `${service.description} Types: ${service.catalogs.join(', ')}.`,
  ]);
  const columns = [{ title: 'service' }, { title: 'direction' }, { title: 'purpose' }];
  screen.print(await tableText(columns, rows, screen.style, screen.columns));
  return exitCodes.done;
}

/** `connectors list`: the connectors that are installed. */
export async function runConnectorsList({ output }: ListOptions, context: CommandContext): Promise<ExitCode> {
  const screen = await openScreen(context, output);
  const providers: ConnectorProvider[] = [];
  for (const name of await installedProviders()) providers.push(await loadProvider(name, context));
  if (screen.format === 'json') {
    for (const provider of providers) screen.printJson(factsOf(provider));
    return exitCodes.done;
  }
  const rows = providers.map(({ id, integrationService, stability, description }) => [
    id,
    integrationService,
    stability,
    description,
  ]);
  const columns = [{ title: 'connector' }, { title: 'service' }, { title: 'stability' }, { title: 'catalogs' }];
  screen.print(await tableText(columns, rows, screen.style, screen.columns));
  return exitCodes.done;
}

/** `connectors describe`: one connector with its settings. */
export async function runConnectorsDescribe(
  name: string,
  { output }: ListOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const screen = await openScreen(context, output);
  const provider = await loadProvider(name, context);
  if (screen.format === 'json') {
    screen.printJson({ ...factsOf(provider), configurationProperties: inputSchema(provider.config) });
    return exitCodes.done;
  }
  const { style, columns: width } = screen;
  const facts = [
    ['service', provider.integrationService],
    ['stability', provider.stability],
    ['directions', provider.synchronizations.join(', ')],
    ['catalogs', provider.catalogs.join(', ')],
    ['relates by', provider.relates.join(', ') || 'nothing'],
    ...(provider.publishes.length === 0 ? [] : [['carries out', provider.publishes.join(', ')]]),
    ...(provider.javaCounterparts === undefined ? [] : [['stands for', standsFor(provider).join(', ')]]),
  ];
  const settings = settingsOf(provider.config).map(({ name: key, type, detail, description }) => [
    key,
    type,
    detail,
    description,
  ]);
  const columns = [{ title: 'setting' }, { title: 'type' }, { title: 'default' }, { title: 'meaning' }];
  screen.print(
    [
      style.bold(`${provider.id}: ${provider.displayName}`),
      ...wrap(provider.description, width),
      '',
      await tableText([{ title: '' }, { title: '' }], facts, style, width),
      await tableText(columns, settings, style, width),
    ].join('\n'),
  );
  return exitCodes.done;
}

/** The classes of the Java daemon in whose place it can stand, without their packages. */
function standsFor({ javaCounterparts = [] }: ConnectorProvider): string[] {
  const classes = javaCounterparts.flatMap(({ providerClasses }) => providerClasses);
  return classes.map((name) => name.slice(name.lastIndexOf('.') + 1));
}

/** What a provider says of itself, without what it does. */
function factsOf(provider: ConnectorProvider): object {
  return Object.fromEntries(Object.entries(provider).filter(([fact]) => fact !== 'config' && fact !== 'connect'));
}

/**
 * A provider by its name.
 *
 * @throws ConfigurationError with the nearest right name
 */
export async function loadProvider(name: string, { host }: CommandContext): Promise<ConnectorProvider> {
  const search = await findProvider(name, host.currentFolder);
  if (search.found !== undefined) return search.found;
  const installed = await installedProviders();
  const nearest = nearestName(name, installed) ?? installed.find((each) => each.startsWith(name));
  const cause = 'cause' in search ? { cause: search.cause } : undefined;
  throw new ConfigurationError(
    cliMessages.unknownProvider({ subject: name, nearest, known: installed.join(', ') }),
    cause,
  );
}
