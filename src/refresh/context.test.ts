import { describe, expect, it } from 'vitest';
import { refreshWorld } from '../../test/support/refresh-world.ts';
import { statedWorld, worldName, worldTable } from '../../test/support/stated-world.ts';
import { memoryStore } from '../../test/support/test-store.ts';
import type { IntegrationConnector, IntegrationContext } from '../connector/connector.ts';
import { defineMessages } from '../messages/message.ts';
import type { MetadataRecord } from '../metadata/element.ts';

const messages = defineMessages({
  noMatch: { id: 'TEST-404-001', text: 'A pattern matches nothing', systemAction: 'None.', userAction: 'Check it.' },
});

const world = statedWorld({ 'a.first': worldTable('id', 'name') });

/** A connector that states the world and does something with its context before. */
function using(work: (context: IntegrationContext) => void | Promise<void>): { connector: IntegrationConnector } {
  const { connector } = world;
  return {
    connector: {
      ...connector,
      async *refresh(context): AsyncIterable<MetadataRecord | readonly MetadataRecord[]> {
        await work(context);
        yield* connector.refresh(context);
      },
    },
  };
}

describe('what a connector is given for a refresh', () => {
  it('says in which direction metadata may flow and which catalog target it is', async () => {
    const store = await memoryStore();
    const given: unknown[] = [];
    const connector = using(({ permittedSynchronization, catalogTargetName, signal }) => {
      given.push(permittedSynchronization, catalogTargetName, signal.aborted);
    });
    const options = { permittedSynchronization: 'TO_THIRD_PARTY', localCohort: true } as const;
    await refreshWorld(store, connector, { ...options, catalogTargetName: 'archive' });
    expect(given).toEqual(['TO_THIRD_PARTY', 'archive', false]);
  });

  it('passes on warnings', async () => {
    const store = await memoryStore();
    const message = messages.noMatch({ pattern: 'hr_*' });
    const { report, findings } = await refreshWorld(
      store,
      using((context) => context.warn(message)),
    );
    expect(report.findings).toEqual([{ severity: 'warning', message, count: 1, examples: [] }]);
    expect(findings).toMatchObject([{ severity: 'warning', message, subject: undefined }]);
  });

  it('finds elements of the store by name, type and text', async () => {
    const store = await memoryStore();
    await refreshWorld(store, world);
    const found: string[][] = [];
    const names = async (query: Parameters<IntegrationContext['find']>[0], context: IntegrationContext) => {
      const elements = await Array.fromAsync(context.find(query));
      found.push(elements.map(({ properties }) => JSON.stringify(properties['displayName'])));
    };
    await refreshWorld(
      store,
      using(async (context) => {
        await names({ qualifiedName: worldName('a.first') }, context);
        await names({ qualifiedName: worldName('a.first'), typeName: 'RelationalColumn' }, context);
        await names({ typeName: 'RelationalColumn' }, context);
        await names({ text: 'first' }, context);
      }),
    );
    expect(found).toEqual([['"first"'], [], ['"id"', '"name"'], ['"first"']]);
  });
});

describe('progress', () => {
  it('is told at most ten times a second, with how many records were read and where the refresh is', async () => {
    const store = await memoryStore();
    let now = 0;
    const clock = { now: () => now, sleep: async () => undefined };
    const large = statedWorld(
      Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`a.t${index}`, worldTable('id')])),
    );
    large.arrayLength = 1;
    large.beforeRecord = () => void (now += 30);
    const { connector } = large;
    const place = {
      ...connector,
      refresh: (context: IntegrationContext) => (context.at('schema a'), connector.refresh(context)),
    };
    const { events } = await refreshWorld(store, { connector: place }, { clock });
    const progress = events.filter(({ kind }) => kind === 'progress');
    // 203 records in 6,090 milliseconds, the first of them at once.
    expect(progress.length).toBeGreaterThan(40);
    expect(progress.length).toBeLessThanOrEqual(61);
    expect(progress[0]).toMatchObject({ stated: 0, place: 'schema a', connectorName: 'world' });
    const counts = progress.map((event) => (event.kind === 'progress' ? event.stated : 0));
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    expect(counts.at(-1)).toBeGreaterThan(195);
  });
});
