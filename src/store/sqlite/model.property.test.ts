import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogModel } from '../../../test/support/catalog-model.ts';
import type { CatalogModel, CatalogState } from '../../../test/support/catalog-model.ts';
import { fakeClock } from '../../../test/support/fake-clock.ts';
import type { PropertyMap } from '../../metadata/element.ts';
import { asGuid, asQualifiedName } from '../../metadata/qualified-name.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import type { DeleteMethod, Mutation, OpenMetadataStore, Writer } from '../open-metadata-store.ts';
import { openSqliteStore } from './sqlite-store.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];
const TEXTS = [undefined, 'x', 'y'] as const;
const METHODS: readonly DeleteMethod[] = ['SOFT_DELETE', 'PURGE', 'ARCHIVE', 'LOOK_FOR_LINEAGE'];

/** Numbers from which a mutation is made when it is known what there is. */
interface Draft {
  readonly kind: Mutation['kind'];
  readonly first: number;
  readonly second: number;
  readonly choice: number;
  readonly replace: boolean;
}

const draft = fc.record<Draft>({
  kind: fc.constantFrom(
    ...([
      'create-element',
      'create-element',
      'create-element',
      'relate',
      'relate',
      'update-element',
      'classify',
    ] as const),
    ...(['declassify', 'update-relationship', 'unrelate', 'update-effectivity', 'delete-element'] as const),
  ),
  first: fc.nat(40),
  second: fc.nat(40),
  choice: fc.nat(11),
  replace: fc.boolean(),
});
const FIRST: Draft = { kind: 'create-element', first: 0, second: 0, choice: 0, replace: false };
const requests = fc.array(fc.array(draft, { minLength: 1, maxLength: 2 }), { minLength: 10, maxLength: 30 });

describe('any sequence of mutations', () => {
  it('leaves what a simple model of it holds, now and as of every step', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (drafts) => {
        const clock = fakeClock();
        const store = await openSqliteStore(':memory:', clock);
        const model = catalogModel();
        for (const [index, name] of NAMES.slice(0, 8).entries()) {
          await step(store, model, [{ ...FIRST, first: NAMES.indexOf(name), choice: index }]);
        }
        const steps: { readonly asOfTime: string; readonly step: number }[] = [];
        for (const request of drafts) {
          clock.advance(1000);
          await step(store, model, request);
          steps.push({ asOfTime: new Date(clock.now()).toISOString(), step: model.mark() });
          expect(await stateOf(store, {}, model)).toEqual(model.state());
        }
        for (const { asOfTime, step: number } of steps) {
          expect(await stateOf(store, { asOfTime }, model)).toEqual(model.state(number));
        }
        await store.disconnect();
      }),
      { numRuns: 25, seed: 20_270_101 },
    );
  });
});

/** Writes one request to store and model: both carry it out, or both refuse it. */
async function step(store: OpenMetadataStore, model: CatalogModel, drafts: readonly Draft[]): Promise<void> {
  const mutations = drafts.map((one, index) => mutationOf(one, model, index));
  const by: Writer = { userId: 'erinoverview', metadataSource: undefined };
  const isAccepted = model.write(mutations);
  const written = await store.write(mutations, by).then(
    () => true,
    () => false,
  );
  expect(written).toBe(isAccepted);
}

function mutationOf({ kind, first, second, choice, replace }: Draft, model: CatalogModel, index: number): Mutation {
  const { elements, relationships } = model.state();
  // Of what was ever there some is gone: now and then it is asked for all the same.
  const isOfEver = choice === 0;
  const elementGuids = isOfEver ? model.elementGuids : elements.map((one) => one.guid);
  const element = pick(elementGuids, first);
  const other = pick(elementGuids, second);
  const relationship = pick(isOfEver ? model.relationshipGuids : relationships.map((one) => one.guid), first);
  const properties: PropertyMap = { displayName: TEXTS[choice % 3], description: TEXTS[(choice + second) % 3] };
  switch (kind) {
    case 'create-element': {
      const guid = asGuid(`element-${model.count}-${index}`);
      const qualifiedName = asQualifiedName(NAMES[first % NAMES.length] ?? 'a');
      const anchorGuid = choice % 2 === 0 ? undefined : other;
      return { kind, element: { guid, typeName: 'Glossary', qualifiedName, properties, anchorGuid } };
    }
    case 'update-element':
      return { kind, guid: element, properties, replaceProperties: replace };
    case 'update-effectivity':
      return { kind, guid: element, effectiveFrom: replace ? '2020-01-01T00:00:00.000Z' : undefined };
    case 'classify':
      return { kind, guid: element, typeName: 'Confidentiality', properties: { notes: TEXTS[choice % 3] } };
    case 'declassify':
      return { kind, guid: element, typeName: choice % 4 === 0 ? 'Memento' : 'Confidentiality' };
    case 'relate': {
      const guid = asGuid(`relationship-${model.count}-${index}`);
      const typeName = replace ? 'DataFlow' : 'CollectionMembership';
      const own = { membershipRationale: TEXTS[choice % 3] };
      return { kind, guid, typeName, end1: element, end2: other, properties: replace ? {} : own };
    }
    case 'update-relationship':
      return { kind, guid: relationship, properties: {}, replaceProperties: replace };
    case 'unrelate':
      return { kind, guid: relationship };
    case 'delete-element':
      return { kind, guid: element, deleteMethod: METHODS[choice % METHODS.length] ?? 'SOFT_DELETE' };
    default:
      return kind satisfies never;
  }
}

function pick(guids: readonly Guid[], number: number): Guid {
  return guids[number % Math.max(guids.length, 1)] ?? asGuid('none');
}

/** What the store shows, mementos included, in the model's form. */
async function stateOf(
  store: OpenMetadataStore,
  { asOfTime }: { readonly asOfTime?: string },
  model: CatalogModel,
): Promise<CatalogState> {
  const options = { asOfTime, forLineage: true };
  const elements = await Array.fromAsync(store.find(options), (one) => ({
    guid: one.guid,
    qualifiedName: one.qualifiedName,
    properties: one.properties,
    classifications: one.classifications
      .filter(({ typeName }) => typeName !== 'Anchors')
      .map(({ typeName, properties }) => ({ typeName, notes: properties['notes'] })),
    anchorGuid: one.anchorGuid,
    version: one.versions.version,
    effectiveFrom: one.effectiveFrom,
  }));
  const relationships = new Map<Guid, CatalogState['relationships'][number]>();
  for (const guid of model.elementGuids) {
    for await (const one of store.relationships(guid, options)) {
      relationships.set(one.guid, {
        guid: one.guid,
        typeName: one.typeName,
        end1: one.end1.guid,
        end2: one.end2.guid,
        properties: one.properties,
        version: one.versions.version,
      });
    }
  }
  const byGuid = [...relationships.values()].toSorted((a, b) => a.guid.localeCompare(b.guid));
  return { elements, relationships: byGuid };
}
