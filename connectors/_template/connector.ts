import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { namePattern } from '../../src/kit/index.ts';
import type { IntegrationConnector, IntegrationContext, MetadataRecord } from '../../src/kit/index.ts';
import { classify, messages } from './errors.ts';
import { hostRecords } from './mapping.ts';
import { HostLine } from './schema.ts';

export interface TemplateConfig {
  /** Absolute. */
  readonly file: string;
  readonly inventoryName: string;
  readonly includeHosts: readonly string[];
}

export class TemplateConnector implements IntegrationConnector {
  readonly #config: TemplateConfig;

  private constructor(config: TemplateConfig) {
    this.#config = config;
  }

  /** Proves that the list can be read. */
  static async open(config: TemplateConfig): Promise<TemplateConnector> {
    const list = await openList(config.file);
    await list.close();
    return new TemplateConnector(config);
  }

  async *refresh(context: IntegrationContext): AsyncIterable<readonly MetadataRecord[]> {
    const { file, inventoryName, includeHosts } = this.#config;
    const included = namePattern(includeHosts);
    const list = await openList(file);
    try {
      for await (const line of list.readLines({ autoClose: false })) {
        context.signal.throwIfAborted();
        if (line.trim() === '' || line.startsWith('#')) continue;
        const host = HostLine.parse(line);
        if (!included.matches(host.name)) continue;
        context.at(host.name);
        yield hostRecords(inventoryName, host);
      }
    } catch (error) {
      throw classify(error, file);
    } finally {
      await list.close();
    }
    for (const pattern of included.unmatched()) context.warn(messages.patternMatchesNothing({ pattern }));
  }

  /** Nothing is kept open between refreshes. A connector with a connection closes it here. */
  disconnect(): Promise<void> {
    return Promise.resolve();
  }
}

async function openList(file: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (error) {
    throw classify(error, file);
  }
}
