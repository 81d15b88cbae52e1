import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import type { OpenMetadataStore } from '../../src/store/open-metadata-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { tempFolder } from './temp-folder.ts';

/** A store in memory, closed when the test ends. */
export async function memoryStore(): Promise<OpenMetadataStore> {
  return closedAtEnd(await openStore({ type: 'memory' }, systemClock));
}

/** A file for a store, in a folder that is removed when the test ends. */
export function storeFile(): string {
  return path.join(tempFolder(), 'open-metadata.db');
}

/** A place in memory for a store, which several connections may open while one is open. */
export function sharedMemory(): string {
  return `file:${randomUUID()}?mode=memory&cache=shared`;
}

/** The store in a file, opened once more with each call; closed when the test ends. */
export async function fileStore(file: string): Promise<OpenMetadataStore> {
  return closedAtEnd(await openStore({ type: 'sqlite', path: file }, systemClock));
}

/** The same store, with batches of so many records. */
export function withBatches(store: OpenMetadataStore, batchRecords: number): OpenMetadataStore {
  return { ...store, capabilities: { ...store.capabilities, batchRecords } };
}

function closedAtEnd(store: OpenMetadataStore): OpenMetadataStore {
  onTestFinished(async () => store.disconnect());
  return store;
}
