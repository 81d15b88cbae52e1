import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ConfigurationError, IntegrationError } from '../../messages/error-kinds.ts';
import { ExportedElement } from './exported-element.ts';
import { CatalogImport } from './import-batches.ts';
import type { ImportListener, ImportOutcome } from './import-batches.ts';
import { catalogMessages } from './messages.ts';
import type { Catalog } from './open-catalog.ts';

/**
 * Brings an exported catalog in: with its GUIDs and origins where the store does not have the element yet, else as a change
 * of it. The whole file is checked before anything is written; bringing it in twice changes nothing.
 *
 * @throws ConfigurationError when the file cannot be read or a line is no element
 */
export async function importCatalog(
  catalog: Catalog,
  { file, currentFolder }: { readonly file: string; readonly currentFolder: string },
  listener: ImportListener,
): Promise<ImportOutcome> {
  const absolute = path.resolve(currentFolder, file);
  for await (const _checked of elementsIn(file, absolute));
  const importing = new CatalogImport(catalog, listener);
  let batch: ExportedElement[] = [];
  for await (const element of elementsIn(file, absolute)) {
    batch.push(element);
    if (batch.length < catalog.store.capabilities.batchRecords) continue;
    await importing.add(batch);
    batch = [];
    if (listener.signal.aborted) break;
  }
  await importing.add(batch);
  return importing.end();
}

async function* elementsIn(file: string, absolute: string): AsyncIterable<ExportedElement> {
  const stream = createReadStream(absolute, 'utf8');
  let line = 0;
  try {
    for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (text.trim() !== '') yield elementOf(text, `${file}:${line}`);
    }
  } catch (cause) {
    if (cause instanceof IntegrationError) throw cause;
    throw new ConfigurationError(catalogMessages.importNotReadable({ subject: file }), { cause });
  } finally {
    stream.destroy();
  }
}

function elementOf(text: string, place: string): ExportedElement {
  let because: string;
  try {
    const parsed = ExportedElement.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    because = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  } catch (error) {
    because = error instanceof Error ? error.message : String(error);
  }
  throw new ConfigurationError(catalogMessages.notAnElement({ at: place, because }));
}
