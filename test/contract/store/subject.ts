import { it, onTestFinished } from 'vitest';
import type { IntegrationError } from '../../../src/messages/error-kinds.ts';
import type { Element, PropertyMap, Relationship } from '../../../src/metadata/element.ts';
import { asQualifiedName } from '../../../src/metadata/qualified-name.ts';
import type { Guid } from '../../../src/metadata/qualified-name.ts';
import type { Clock } from '../../../src/runtime/clock.ts';
import type {
  ElementQuery,
  MetadataSource,
  Mutation,
  NewElement,
  OpenMetadataStore,
  ReadOptions,
  Writer,
} from '../../../src/store/open-metadata-store.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import type { FakeClock } from '../../support/fake-clock.ts';

/** Opens a store that is empty. */
export type OpenStore = (clock: Clock) => Promise<OpenMetadataStore>;

/** Whose time counts in a store: a server of its own has no other than its own. */
export type TimeOf = 'the test' | 'the server';

/** A test of what an adapter can do: one that declares that it cannot has no such test. */
export function itWhere(isDeclared: boolean): (name: string, test: () => Promise<void>) => void {
  return isDeclared ? it : () => undefined;
}

/** Somebody who writes for the local cohort. */
export const erin: Writer = { userId: 'erinoverview', metadataSource: undefined };

/** A store under test, and how tests speak to it. */
export interface Subject {
  readonly store: OpenMetadataStore;
  readonly clock: FakeClock;
  /** Adds an element and returns its GUID. */
  readonly create: (
    typeName: string,
    qualifiedName: string,
    properties?: PropertyMap,
    details?: Partial<NewElement>,
    writer?: Writer,
  ) => Promise<Guid>;
  /** Relates two elements and returns the relationship's GUID. */
  readonly relate: (
    typeName: string,
    end1: Guid,
    end2: Guid,
    properties?: PropertyMap,
    writer?: Writer,
  ) => Promise<Guid>;
  /** Carries out one mutation, `erin`'s when nobody else is named. */
  readonly write: (mutation: Mutation, writer?: Writer) => ReturnType<OpenMetadataStore['write']>;
  readonly element: (guid: Guid, options?: ReadOptions) => Promise<Element>;
  readonly relationships: (guid: Guid, options?: ReadOptions) => Promise<readonly Relationship[]>;
  /** The qualified names of what is found, in its order. */
  readonly find: (query: ElementQuery) => Promise<readonly string[]>;
  /** A writer for a metadata source of this name. */
  readonly writerFor: (name: string) => Promise<Writer & { readonly metadataSource: MetadataSource }>;
}

/** A store of the test's own; disconnected when the test ends. */
export async function subjectOf(open: OpenStore): Promise<Subject> {
  const clock = fakeClock();
  const store = await open(clock);
  onTestFinished(async () => store.disconnect());
  const write = async (mutation: Mutation, writer = erin) => store.write([mutation], writer);
  const guidOf = async (mutation: Mutation, writer: Writer): Promise<Guid> => {
    const [outcome] = await store.write([mutation], writer);
    if (outcome === undefined) throw new Error('The store gave no outcome for a mutation.');
    return outcome.guid;
  };
  return {
    store,
    clock,
    write,
    async create(typeName, qualifiedName, properties = {}, details = {}, writer = erin) {
      const element = { typeName, qualifiedName: asQualifiedName(qualifiedName), properties, ...details };
      return guidOf({ kind: 'create-element', element }, writer);
    },
    relate: async (typeName, end1, end2, properties = {}, writer = erin) =>
      guidOf({ kind: 'relate', typeName, end1, end2, properties }, writer),
    async element(guid, options) {
      const element = await store.element(guid, options);
      if (element === undefined) throw new Error(`There is no element ${guid}.`);
      return element;
    },
    relationships: async (guid, options) => Array.fromAsync(store.relationships(guid, options)),
    find: async (query) => Array.fromAsync(store.find(query), (element) => element.qualifiedName),
    async writerFor(name) {
      const metadataSource = await store.metadataSource(asQualifiedName(name), 'daemon');
      return { userId: 'daemon', metadataSource };
    },
  };
}

/** What a refusal says: its kind, the permanent id of its message and its facts. */
export async function refusalOf(
  attempt: Promise<unknown>,
): Promise<{ readonly kind: string; readonly id: string; readonly facts: Readonly<Record<string, string>> }> {
  try {
    await attempt;
  } catch (error) {
    const { kind, notice } = error as IntegrationError;
    return { kind, id: notice.id, facts: notice.facts };
  }
  throw new Error('It was not refused.');
}
