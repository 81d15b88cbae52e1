import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ConfigurationError, IntegrationError } from '../../messages/error-kinds.ts';
import { isArchive } from '../../archive/read-archive.ts';
import { ExportedElement } from './exported-element.ts';
import { importArchive } from './import-archive.ts';
import { CatalogImport, batchLength } from './import-batches.ts';
import type { ImportListener, ImportOutcome } from './import-batches.ts';
import { catalogMessages } from './messages.ts';
import type { Catalog } from './open-catalog.ts';

/**
 * Brings in a file: an exported catalog or an Open Metadata Archive, told by how it begins. The whole file is checked
 * before anything is written; bringing it in twice changes nothing.
 *
 * @throws ConfigurationError when the file cannot be read, or is neither
 */
export async function importCatalog(
  catalog: Catalog,
  { file, currentFolder }: { readonly file: string; readonly currentFolder: string },
  listener: ImportListener,
): Promise<ImportOutcome> {
  const absolute = path.resolve(currentFolder, file);
  if (isArchive(await beginningOf(file, absolute)))
    return importArchive(catalog, { name: file, path: absolute }, listener);
  return importLines(catalog, { file, absolute }, listener);
}

/** As much of a file as it takes to tell what it is. */
async function beginningOf(file: string, absolute: string): Promise<string> {
  try {
    await using handle = await open(absolute);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch (cause) {
    throw new ConfigurationError(catalogMessages.importNotReadable({ subject: file }), { cause });
  }
}

/** An exported catalog: with its GUIDs and origins where the store does not have the element yet, else as a change of it. */
async function importLines(
  catalog: Catalog,
  { file, absolute }: { readonly file: string; readonly absolute: string },
  listener: ImportListener,
): Promise<ImportOutcome> {
  for await (const _checked of elementsIn(file, absolute));
  await using importing = new CatalogImport(catalog, listener);
  const length = batchLength(catalog.store);
  let batch: ExportedElement[] = [];
  for await (const element of elementsIn(file, absolute)) {
    batch.push(element);
    if (batch.length < length) continue;
    await importing.add(batch);
    batch = [];
    if (listener.signal.aborted) break;
  }
  await importing.add(batch);
  return await importing.end();
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
