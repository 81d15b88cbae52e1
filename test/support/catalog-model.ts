import type { PropertyMap } from '../../src/metadata/element.ts';
import type { Guid, QualifiedName } from '../../src/metadata/qualified-name.ts';
import type { DeleteMethod, Mutation } from '../../src/store/open-metadata-store.ts';

interface ModelElement {
  readonly guid: Guid;
  readonly qualifiedName: QualifiedName;
  readonly properties: PropertyMap;
  readonly classifications: readonly { readonly typeName: string; readonly notes: unknown }[];
  readonly anchorGuid: Guid;
  readonly version: number;
  readonly effectiveFrom: string | undefined;
}

interface ModelRelationship {
  readonly guid: Guid;
  readonly typeName: string;
  readonly end1: Guid;
  readonly end2: Guid;
  readonly properties: PropertyMap;
  readonly version: number;
}

/** All elements, in the order of their creation, and all relationships, in the order of their GUIDs. */
export interface CatalogState {
  readonly elements: readonly ModelElement[];
  readonly relationships: readonly ModelRelationship[];
}

/** What a store must hold, kept in two maps: for tests that compare the two. */
export interface CatalogModel {
  /** How many requests were written. */
  readonly count: number;
  /** The GUIDs of all that was ever there. */
  readonly elementGuids: readonly Guid[];
  readonly relationshipGuids: readonly Guid[];
  /** Carries out all mutations, or none; says which. */
  readonly write: (mutations: readonly Mutation[]) => boolean;
  /** Remembers the state of now and returns its number. */
  readonly mark: () => number;
  /** The state of now, or that of a mark less what was purged since. */
  readonly state: (mark?: number) => CatalogState;
}

interface Catalog {
  readonly elements: Map<Guid, ModelElement>;
  readonly relationships: Map<Guid, ModelRelationship>;
}

class Refused extends Error {}

export function catalogModel(): CatalogModel {
  let catalog: Catalog = { elements: new Map(), relationships: new Map() };
  const marks: Catalog[] = [];
  const purged = new Set<Guid>();
  const elementGuids: Guid[] = [];
  const relationshipGuids: Guid[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    elementGuids,
    relationshipGuids,
    write(mutations) {
      count += 1;
      const after: Catalog = { elements: new Map(catalog.elements), relationships: new Map(catalog.relationships) };
      const newlyPurged: Guid[] = [];
      try {
        for (const mutation of mutations) carryOut(mutation, after, newlyPurged);
      } catch (error) {
        if (error instanceof Refused) return false;
        throw error;
      }
      for (const guid of after.elements.keys()) if (!elementGuids.includes(guid)) elementGuids.push(guid);
      for (const guid of after.relationships.keys())
        if (!relationshipGuids.includes(guid)) relationshipGuids.push(guid);
      for (const guid of newlyPurged) purged.add(guid);
      catalog = after;
      return true;
    },
    mark: () => marks.push(catalog) - 1,
    state(mark) {
      const { elements, relationships } = (mark === undefined ? undefined : marks[mark]) ?? catalog;
      return {
        elements: [...elements.values()].filter(({ guid }) => !purged.has(guid)),
        relationships: [...relationships.values()]
          .filter(({ end1, end2 }) => !purged.has(end1) && !purged.has(end2))
          .toSorted((a, b) => a.guid.localeCompare(b.guid)),
      };
    },
  };
}

function carryOut(mutation: Mutation, catalog: Catalog, purged: Guid[]): void {
  switch (mutation.kind) {
    case 'create-element':
      return create(mutation.element, catalog);
    case 'delete-element':
      return remove(mutation.guid, mutation.deleteMethod ?? 'LOOK_FOR_LINEAGE', catalog, purged);
    case 'relate':
    case 'update-relationship':
    case 'unrelate':
      return changeRelationship(mutation, catalog);
    default:
      return changeElement(mutation, catalog);
  }
}

function create(element: (Mutation & { kind: 'create-element' })['element'], { elements }: Catalog): void {
  const { guid, qualifiedName, anchorGuid } = element;
  if (guid === undefined || elements.has(guid)) throw new Refused();
  if (anchorGuid !== undefined && !elements.has(anchorGuid)) throw new Refused();
  if ([...elements.values()].some((one) => one.qualifiedName === qualifiedName)) throw new Refused();
  elements.set(guid, {
    guid,
    qualifiedName,
    properties: defined(element.properties),
    classifications: [],
    anchorGuid: anchorGuid ?? guid,
    version: 1,
    effectiveFrom: element.effectiveFrom,
  });
}

type ElementChange = Mutation & { kind: 'update-element' | 'update-effectivity' | 'classify' | 'declassify' };

function changeElement(mutation: ElementChange, { elements }: Catalog): void {
  const before = elements.get(mutation.guid);
  if (before === undefined) throw new Refused();
  const after = changedElement(mutation, before);
  // Dates are written as they are given; all else only where it differs.
  if (mutation.kind !== 'update-effectivity' && JSON.stringify(after) === JSON.stringify(before)) return;
  elements.set(mutation.guid, { ...after, version: before.version + 1 });
}

function changedElement(mutation: ElementChange, before: ModelElement): ModelElement {
  switch (mutation.kind) {
    case 'update-element':
      return { ...before, properties: merged(before.properties, mutation.properties, mutation.replaceProperties) };
    case 'update-effectivity':
      return { ...before, effectiveFrom: mutation.effectiveFrom };
    case 'classify': {
      const given = { typeName: mutation.typeName, notes: mutation.properties['notes'] };
      const existing = before.classifications.find(({ typeName }) => typeName === given.typeName);
      if (existing !== undefined && existing.notes === given.notes) return before;
      return { ...before, classifications: [...before.classifications.filter((one) => one !== existing), given] };
    }
    case 'declassify':
      return { ...before, classifications: before.classifications.filter((one) => one.typeName !== mutation.typeName) };
    default:
      return mutation satisfies never;
  }
}

function changeRelationship(
  mutation: Mutation & { kind: 'relate' | 'update-relationship' | 'unrelate' },
  { elements, relationships }: Catalog,
): void {
  if (mutation.kind !== 'relate') {
    const before = relationships.get(mutation.guid);
    if (before === undefined) throw new Refused();
    if (mutation.kind === 'unrelate') relationships.delete(mutation.guid);
    else update(before, merged(before.properties, mutation.properties, mutation.replaceProperties), relationships);
    return;
  }
  const { guid, typeName, end1, end2, properties } = mutation;
  if (guid === undefined || !elements.has(end1) || !elements.has(end2)) throw new Refused();
  const existing = [...relationships.values()].find(
    (one) => typeName !== 'DataFlow' && one.typeName === typeName && one.end1 === end1 && one.end2 === end2,
  );
  if (existing === undefined)
    relationships.set(guid, { guid, typeName, end1, end2, properties: defined(properties), version: 1 });
  else update(existing, merged(existing.properties, properties), relationships);
}

function update(before: ModelRelationship, properties: PropertyMap, relationships: Map<Guid, ModelRelationship>): void {
  if (sortedText(properties) === sortedText(before.properties)) return;
  relationships.set(before.guid, { ...before, properties, version: before.version + 1 });
}

function remove(guid: Guid, method: DeleteMethod, { elements, relationships }: Catalog, purged: Guid[]): void {
  if (!elements.has(guid)) throw new Refused();
  const family = new Set([guid]);
  for (const member of family) {
    for (const one of elements.values()) if (one.anchorGuid === member) family.add(one.guid);
  }
  const touching = [...relationships.values()].filter(({ end1, end2 }) => family.has(end1) || family.has(end2));
  const hasLineage = touching.some(({ typeName }) => typeName === 'DataFlow');
  if (method === 'ARCHIVE' || (method === 'LOOK_FOR_LINEAGE' && hasLineage)) {
    for (const one of family) archive(one, elements);
    return;
  }
  for (const one of touching) relationships.delete(one.guid);
  for (const one of family) elements.delete(one);
  if (method === 'PURGE') purged.push(...family);
}

function archive(guid: Guid, elements: Map<Guid, ModelElement>): void {
  const before = elements.get(guid);
  if (before === undefined || before.classifications.some(({ typeName }) => typeName === 'Memento')) return;
  const classifications = [...before.classifications, { typeName: 'Memento', notes: undefined }];
  elements.set(guid, { ...before, classifications, version: before.version + 1 });
}

function merged(before: PropertyMap, given: PropertyMap, replace = false): PropertyMap {
  return defined(replace ? given : { ...before, ...given });
}

function defined(properties: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

function sortedText(properties: PropertyMap): string {
  return JSON.stringify(Object.entries(properties).toSorted(([a], [b]) => a.localeCompare(b)));
}
