/**
 * Writes what the documentation has from the code: the tables between markers in each connector's README, which are
 * committed, and `docs/generated/`, which is not.
 *
 * Run by `npm run docs`; `test/architecture/docs.test.ts` fails when a README is stale.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import type { Host } from '../src/cli/host.ts';
import { main } from '../src/cli/main.ts';
import { cliMessages } from '../src/cli/messages.ts';
import { definitionSchema } from '../src/config/definition-schema.ts';
import { settingsOf } from '../src/config/setting-description.ts';
import { findProvider, installedProviders } from '../src/connector/find-providers.ts';
import type { ConnectorProvider } from '../src/connector/provider.ts';
import { messageCatalogue } from '../src/daemon/message-catalogue.ts';
import { systemClock } from '../src/runtime/clock.ts';

const root = new URL('../', import.meta.url);

/** Every provider that is installed as a folder. */
export async function allProviders(): Promise<readonly ConnectorProvider[]> {
  const providers: ConnectorProvider[] = [];
  for (const name of await installedProviders()) {
    const { found } = await findProvider(name, import.meta.dirname);
    if (found === undefined) throw new Error(`connectors/${name}/provider.ts exports no provider`);
    providers.push(found);
  }
  return providers;
}

/** Where the README of a connector is. */
export function readmeOf({ id }: ConnectorProvider): URL {
  return new URL(`connectors/${id}/README.md`, root);
}

const facts = /(?<=<!-- generated: facts -->\n)[\s\S]*?(?=<!-- \/generated -->)/u;

/** A README with its generated part as it is to be. Pure. */
export function withFacts(readme: string, provider: ConnectorProvider): string {
  return readme.replace(facts, () => `\n${factsText(provider)}\n`);
}

/** What a provider says of itself: facts and settings, as Markdown. */
export function factsText(provider: ConnectorProvider): string {
  const {
    integrationService,
    stability,
    synchronizations,
    catalogs,
    relates,
    publishes,
    javaCounterparts = [],
  } = provider;
  const rows = [
    ['integration service', code(integrationService)],
    ['stability', stability],
    ['directions', synchronizations.map(code).join(', ')],
    ['catalogs', catalogs.map(code).join(', ')],
    ['relates by', relates.length === 0 ? 'nothing' : relates.map(code).join(', ')],
    ...(publishes.length === 0 ? [] : [['carries out', publishes.map(code).join(', ')]]),
    ...(javaCounterparts.length === 0 ? [] : [['stands for', standsFor(javaCounterparts)]]),
  ];
  const settings = settingsOf(provider.config).map(({ name, type, detail, description, isRequired }) => {
    return [code(name), type, isRequired || detail === 'optional' ? detail : code(detail), description];
  });
  return `${markdownTable(['fact', 'value'], rows)}\n${markdownTable(['setting', 'type', 'default', 'meaning'], settings)}`;
}

/** Classes of the Java daemon, without their packages. */
function standsFor(counterparts: NonNullable<ConnectorProvider['javaCounterparts']>): string {
  const classes = counterparts.flatMap(({ providerClasses }) => providerClasses);
  return `Egeria's ${classes.map((name) => code(name.slice(name.lastIndexOf('.') + 1))).join(', ')}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

/** A table as the formatter leaves it: every column as wide as its widest cell. */
function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', String.raw`\|`)));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  const [first = [], ...others] = cells;
  return `${line(first)}${line(widths.map((width) => '-'.repeat(width)))}${others.map(line).join('')}`;
}

async function connectorsPage(): Promise<string> {
  const providers = await allProviders();
  const parts = providers.map((provider) => {
    return `## ${provider.id}: ${provider.displayName}\n\n${provider.description}\n\n${factsText(provider)}`;
  });
  return `# Connectors\n\n${parts.join('\n')}`;
}

async function messagesPage(): Promise<string> {
  const messages = [...(await messageCatalogue()), ...cliMessages.definitions];
  const sorted = messages.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const rows = sorted.map(({ id, text, systemAction, userAction }) => [code(id), text, systemAction, userAction]);
  return `# Messages\n\n${markdownTable(['id', 'what happened', 'what was done', 'what to do'], rows)}`;
}

const subcommands: Readonly<Record<string, readonly string[]>> = {
  connectors: ['list', 'describe'],
  config: ['import', 'export'],
  ledger: ['rebuild'],
};

/** The help of every command, as it is shown at 100 columns. */
async function commandsPage(): Promise<string> {
  const overview = await helpOf([]);
  const names = [...overview.matchAll(/^ {2}(?<name>[a-z]+) {2,}\S/gmu)].map(({ groups }) => groups?.['name'] ?? '');
  const commands = names
    .filter((name) => name !== 'help')
    .flatMap((name) => (name in subcommands ? (subcommands[name] ?? []).map((inner) => [name, inner]) : [[name]]));
  const parts = [`# Command line\n\n${fenced(overview)}`];
  for (const command of commands) parts.push(`## ${command.join(' ')}\n\n${fenced(await helpOf(command))}`);
  return parts.join('\n');
}

function fenced(text: string): string {
  return `\`\`\`\n${text.trim()}\n\`\`\`\n`;
}

async function helpOf(command: readonly string[]): Promise<string> {
  let text = '';
  const stream = Object.assign(
    new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, written) {
        text += chunk;
        written();
      },
    }),
    { columns: 100 },
  );
  const host: Host = {
    stdout: stream,
    stderr: stream,
    stdin: process.stdin,
    isInteractive: false,
    environment: {},
    currentFolder: import.meta.dirname,
    userName: 'nobody',
    program: 'egeria-integrate',
    clock: systemClock,
    onSignal: () => () => undefined,
    exitNow: () => undefined,
  };
  await main([...command, '--help'], host);
  return text;
}

async function generate(): Promise<void> {
  const providers = await allProviders();
  for (const provider of providers) {
    const readme = readmeOf(provider);
    writeFileSync(readme, withFacts(readFileSync(readme, 'utf8'), provider));
  }
  const folder = new URL('docs/generated/', root);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('connectors.md', folder), await connectorsPage());
  writeFileSync(new URL('messages.md', folder), await messagesPage());
  writeFileSync(new URL('cli.md', folder), await commandsPage());
  writeFileSync(
    new URL('daemon-definition.schema.json', folder),
    `${JSON.stringify(definitionSchema(providers), null, 2)}\n`,
  );
}

if (import.meta.main) await generate();
