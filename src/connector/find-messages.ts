import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MessageDefinition } from '../messages/message.ts';
import { connectorsFolder, installedProviders, moduleExtension } from './find-providers.ts';

/** The messages of every connector that is installed as a folder: those of its `errors` module. */
export async function connectorMessages(): Promise<readonly MessageDefinition[]> {
  const found: MessageDefinition[] = [];
  for (const name of await installedProviders()) {
    const file = path.join(connectorsFolder(), name, `errors.${moduleExtension}`);
    if (!existsSync(file)) continue;
    const module = (await import(pathToFileURL(file).href)) as {
      readonly messages?: { readonly definitions?: unknown };
    };
    if (Array.isArray(module.messages?.definitions))
      found.push(...(module.messages.definitions as MessageDefinition[]));
  }
  return found;
}
