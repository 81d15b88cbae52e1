import type { Element } from '../../../src/metadata/element.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import { elementInUse } from './exceptions.ts';
import type { Repository } from './repository.ts';

/** What depends on elements of a type by a relationship: it goes with the cascade, and without it keeps them. */
interface Dependency {
  readonly type: string;
  readonly relationship: string;
  /** The end that the dependent is at. */
  readonly dependentAt: 1 | 2;
  /** The name of Egeria's check. */
  readonly check: string;
  readonly goes: boolean;
  readonly keeps: boolean;
}

/** Egeria 6.1's rules for what is deleted, as far as connectors make such types. */
const dependencies: readonly Dependency[] = [
  {
    type: 'Asset',
    relationship: 'DataSetContent',
    dependentAt: 1,
    check: 'validateNoDataSetContent',
    goes: false,
    keeps: true,
  },
  {
    type: 'Database',
    relationship: 'DataSetContent',
    dependentAt: 1,
    check: 'validateNoDataSetContent',
    goes: true,
    keeps: false,
  },
  ...['NestedFile', 'FolderHierarchy'].map((relationship): Dependency => ({
    type: 'FileFolder',
    relationship,
    dependentAt: 2,
    check: 'validateEmptyFolder',
    goes: true,
    keeps: true,
  })),
  {
    type: 'Collection',
    relationship: 'CollectionMembership',
    dependentAt: 2,
    check: 'validateNoCollectionMembers',
    goes: true,
    keeps: true,
  },
];

/** What goes with an element when it is deleted with the cascade. */
export async function dependentsOf(element: Element, repository: Repository): Promise<readonly Element[]> {
  const found: Element[] = [];
  for (const { dependency, relationshipGuid } of await dependentRelationships(element, repository)) {
    const one = dependency.goes ? await repository.relationship(relationshipGuid) : undefined;
    const end = dependency.dependentAt === 1 ? one?.end1 : one?.end2;
    const dependent = end && (await repository.element(end.guid, { forLineage: true }));
    if (dependent !== undefined) found.push(dependent);
  }
  return found;
}

/** Throws what Egeria throws when an element that is to be deleted without the cascade has something that depends on it. */
export async function checkUnused(element: Element, repository: Repository): Promise<void> {
  for (const { dependency, relationshipGuid, dependent } of await dependentRelationships(element, repository)) {
    const { check } = dependency;
    if (dependency.keeps) throw elementInUse(element, dependent, { relationshipGuid, check });
  }
  if (!typeRegistry().isSubtypeOf(element.typeName, 'DeployedDatabaseSchema')) return;
  // A database schema is in use by the tables of its schema type.
  for (const toSchemaType of await repository.relationshipsOf(element.guid, { forLineage: true })) {
    if (toSchemaType.typeName !== 'Schema' || toSchemaType.end1.guid !== element.guid) continue;
    const ofSchemaType = await repository.relationshipsOf(toSchemaType.end2.guid, { forLineage: true });
    const toTable = ofSchemaType.find((one) => one.typeName === 'AttributeForSchema');
    if (toTable === undefined) continue;
    const found = { relationshipGuid: toTable.guid, check: 'validateEmptyDatabaseSchema' };
    throw elementInUse(element, toTable.end2, found);
  }
}

async function dependentRelationships(element: Element, repository: Repository) {
  const all = await repository.relationshipsOf(element.guid, { forLineage: true });
  return all.flatMap((one) =>
    dependencies
      .filter(({ type, relationship, dependentAt }) => {
        const self = dependentAt === 1 ? one.end2 : one.end1;
        const isOfType = typeRegistry().isSubtypeOf(element.typeName, type);
        return one.typeName === relationship && isOfType && self.guid === element.guid;
      })
      .map((dependency) => ({
        dependency,
        relationshipGuid: one.guid,
        dependent: dependency.dependentAt === 1 ? one.end1 : one.end2,
      })),
  );
}
