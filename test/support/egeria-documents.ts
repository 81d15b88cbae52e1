import { readFileSync } from 'node:fs';
import { importConfiguration } from '../../src/config/egeria-configuration/import-configuration.ts';
import type { ImportedConfiguration } from '../../src/config/egeria-configuration/import-configuration.ts';
import { installedCounterparts } from '../../src/config/egeria-configuration/java-counterparts.ts';
import { readConfigurationDocument } from '../../src/config/egeria-configuration/read-document.ts';
import { messageSentence } from '../../src/messages/sentence.ts';
import { tempFolder } from './temp-folder.ts';

/** Imports a configuration document of the Java daemon, as `config import` does. */
export async function imported(
  document: unknown,
  placeholders: Readonly<Record<string, string>> = {},
): Promise<ImportedConfiguration> {
  const currentFolder = tempFolder({ 'daemon.config': JSON.stringify(document) });
  const location = { source: 'daemon.config', currentFolder, placeholders: new Map(Object.entries(placeholders)) };
  const read = await readConfigurationDocument(location, new AbortController().signal);
  return importConfiguration(read, await installedCounterparts());
}

/** A document in the shape of a major version of Egeria: 2, 4, 5 or 6. */
export function egeriaDocument(version: number): unknown {
  const folder = '../../src/config/egeria-configuration/__fixtures__/';
  return JSON.parse(readFileSync(new URL(`${folder}egeria-${version}.json`, import.meta.url), 'utf8'));
}

/** What was said on the way. */
export function sentences({ remarks }: Pick<ImportedConfiguration, 'remarks'>): string[] {
  return remarks.map(({ message }) => messageSentence(message));
}
