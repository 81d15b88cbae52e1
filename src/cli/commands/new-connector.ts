import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connectorFiles, connectorIdOf, connectorTemplate } from '../../connector/connector-template.ts';
import { ConfigurationError } from '../../messages/error-kinds.ts';
import { exitCodes } from '../../report/exit-codes.ts';
import type { ExitCode } from '../../report/exit-codes.ts';
import type { CommandContext } from '../command-context.ts';
import { cliMessages } from '../messages.ts';
import { openScreen } from '../render/screen.ts';
import { version, zodVersion } from '../version.ts';

/** `connectors new`: a connector to begin with, a copy of the template. */
export async function runConnectorsNew(name: string, context: CommandContext): Promise<ExitCode> {
  const screen = await openScreen(context, 'plain');
  const { currentFolder, program } = context.host;
  const template = connectorTemplate(currentFolder);
  const id = connectorIdOf(name);
  if (id === undefined || (template.kind === 'folder' && id !== name)) {
    throw new ConfigurationError(cliMessages.notAConnectorName({ subject: name }));
  }
  const folder = template.kind === 'folder' ? path.join(template.folder, '..', id) : path.join(currentFolder, id);
  const shown = path.relative(currentFolder, folder) || '.';
  if (existsSync(folder)) throw new ConfigurationError(cliMessages.folderExists({ subject: shown }));
  const files = await connectorFiles(template, name, { program: version, zod: zodVersion });
  for (const [file, text] of files) {
    const place = path.join(folder, file);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, text, { flag: 'wx' });
  }
  screen.print(`${[...files.keys()].map((file) => `Written: ${path.join(shown, file)}`).join('\n')}\n`);
  const steps =
    template.kind === 'folder'
      ? ['npm run format', 'npm run docs', `npx vitest run ${shown}`, `${program} connectors describe ${id}`]
      : [`npm install ./${shown}`, `${program} connectors describe ${name}`];
  screen.print(
    `Next:\n${steps.map((step) => `  ${step}\n`).join('')}What to fill in: ${path.join(shown, 'README.md')}\n`,
  );
  return exitCodes.done;
}
