import type { Element, PropertyMap, Relationship } from '../../src/metadata/element.ts';
import type { Guid } from '../../src/metadata/qualified-name.ts';
import type { EgeriaClient, Owner, Page } from '../../src/store/egeria/egeria-client.ts';
import { typeRegistry } from '../../src/metadata/types/type-registry.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import type { Clock } from '../../src/runtime/clock.ts';
import { openConnection } from '../../src/store/sqlite/connection.ts';
import { storeOver } from '../../src/store/sqlite/sqlite-store.ts';
import type { Mutation, OpenMetadataStore, Writer } from '../../src/store/open-metadata-store.ts';

/** A client whose server is a store in this process: what a ledger beside it does shows there, without HTTP. */
export interface ClientOverStore extends EgeriaClient {
  /** What its server holds. */
  readonly server: OpenMetadataStore;
  /** The names of the methods that were called, in their order. */
  readonly calls: string[];
  /** The process dies when it has made so many calls more: the last one is carried out, its answer is never seen. */
  dieAfter(calls: number): void;
}

const USER = 'daemon';

/** A server that is empty, and a client of it. */
export async function clientOverStore(clock: Clock = systemClock, maxPageSize = 1000): Promise<ClientOverStore> {
  const connection = await openConnection(':memory:', clock);
  const server = storeOver(connection);
  const calls: string[] = [];
  let left = Number.POSITIVE_INFINITY;
  const answered = async (name: string, call: () => Promise<unknown>): Promise<unknown> => {
    if (left <= 0) throw new Error('the process is dead');
    left -= 1;
    calls.push(name);
    const answer = await call();
    if (left <= 0) throw new Error('the process died');
    return answer;
  };
  const anchor = async (guid: Guid, properties: PropertyMap): Promise<void> =>
    connection.transaction(() => {
      const idOf = (of: unknown): number | null =>
        (connection.prepared('SELECT id FROM element WHERE guid = ?').get(of as string | null)?.['id'] as number) ??
        null;
      const [scope] = (properties['anchorScopeGUIDs'] as string[] | undefined) ?? [];
      connection
        .prepared('UPDATE element SET anchor = ?, anchor_scope = ?, version = version + 1 WHERE guid = ?')
        .run(idOf(properties['anchorGUID'] ?? null), idOf(scope ?? null), guid);
    });
  const write = async (mutation: Mutation, owner: Owner) => {
    const writer: Writer = { userId: USER, metadataSource: owner };
    const [outcome] = await server.write([mutation], writer);
    if (outcome === undefined) throw new Error('no outcome');
    return outcome;
  };
  const paged = async <T>(all: AsyncIterable<T>, { startFrom, pageSize }: Page): Promise<readonly T[]> =>
    (await Array.fromAsync(all)).slice(startFrom, startFrom + pageSize);
  const remote = (element: Element) => ({ ...element, revision: String(element.versions.version) });
  const client: Omit<EgeriaClient, 'onInterruption'> = {
    description: 'https://double.example/servers/store',
    userId: USER,
    version: '6.1',
    maxPageSize,
    archives: true,
    madeByServer: new Set(),
    async element(guid, options) {
      const element = await server.element(guid, options);
      return element && remote(element);
    },
    async elementsNamed(names, options) {
      const found = await Promise.all(names.map(async (name) => server.elementNamed(name, options)));
      return found.filter((element) => element !== undefined).map(remote);
    },
    async listElements(listing, page) {
      const elements = await paged(server.find(listing), page);
      return { elements: elements.map(remote), isEnd: elements.length === 0 };
    },
    listRelationships: async (typeName, page) => paged(relationshipsOfType(server, typeName), page),
    relationshipsOf: async (guid, page, options) => paged(server.relationships(guid, options), page),
    async relationship(guid) {
      for await (const one of allRelationships(server)) if (one.guid === guid) return one;
      return undefined;
    },
    async relationshipsBetween(end1, end2, typeName) {
      const all = await Array.fromAsync(server.relationships(end2));
      return all.filter((one) => one.typeName === typeName && one.end1.guid === end1 && one.end2.guid === end2);
    },
    history: async (guid) => server.history(guid),
    async createElement({ parent, ...element }, owner) {
      const { guid } = await write({ kind: 'create-element', element }, owner);
      if (parent === undefined) return guid;
      const [end1, end2] = parent.parentAtEnd1 ? [parent.guid, guid] : [guid, parent.guid];
      const { relationshipTypeName: typeName, properties } = parent;
      await write({ kind: 'relate', typeName, end1, end2, properties }, owner);
      return guid;
    },
    updateElement: async ({ guid }, properties, replaceProperties, owner) =>
      (await write({ kind: 'update-element', guid, properties, replaceProperties }, owner)).changed,
    updateElementEffectivity: async (guid, effectivity, owner) =>
      void (await write({ kind: 'update-effectivity', guid, ...effectivity }, owner)),
    deleteElement: async (guid, deleteMethod, owner) =>
      void (await write({ kind: 'delete-element', guid, deleteMethod }, owner)),
    classify: async (guid, one, owner) => void (await write({ kind: 'classify', guid, ...one }, owner)),
    reclassify: async (guid, one, owner) =>
      one.typeName === 'Anchors'
        ? anchor(guid, one.properties)
        : void (await write({ kind: 'classify', guid, ...one }, owner)),
    declassify: async (guid, typeName, owner) => void (await write({ kind: 'declassify', guid, typeName }, owner)),
    relate: async (relationship, owner) => (await write({ kind: 'relate', ...relationship }, owner)).guid,
    updateRelationship: async (guid, properties, replaceProperties, owner) =>
      void (await write({ kind: 'update-relationship', guid, properties, replaceProperties }, owner)),
    updateRelationshipEffectivity: async (guid, effectivity, owner) =>
      void (await write({ kind: 'update-effectivity', guid, ...effectivity }, owner)),
    unrelate: async (guid, owner) => void (await write({ kind: 'unrelate', guid }, owner)),
    relationshipTypes: async () => typeRegistry().names('relationship'),
    typeGaps: async () => [],
    mayLoadArchives: async () => false,
    loadArchive: async () => Promise.reject(new Error('no archives')),
    disconnect: async () => server.disconnect(),
  };
  const dieAfter = (count: number): void => void (left = count);
  const onInterruption = (): void => undefined;
  const own = { server, calls, dieAfter, onInterruption, disconnect: async () => server.disconnect() };
  return new Proxy(
    { ...client, ...own },
    {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (name in own || typeof value !== 'function') return value;
        return async (...args: readonly unknown[]) => answered(String(name), async () => value(...args));
      },
    },
  );
}

async function* allRelationships(server: OpenMetadataStore): AsyncIterable<Relationship> {
  const seen = new Set<Guid>();
  for await (const { guid } of server.find({ forLineage: true })) {
    for await (const one of server.relationships(guid)) {
      if (seen.has(one.guid)) continue;
      seen.add(one.guid);
      yield one;
    }
  }
}

async function* relationshipsOfType(server: OpenMetadataStore, typeName: string): AsyncIterable<Relationship> {
  for await (const one of allRelationships(server)) if (one.typeName === typeName) yield one;
}
