/**
 * An Open Metadata Archive by hand, as Egeria 6.1's content packs are (shape: `/open-metadata-archives/`, and an archive
 * that a server loaded). Everything belongs to the pack, whatever it says of itself.
 */

/** Its GUID, which is that of the metadata collection too. */
export const packGuid = '11111111-0000-4000-8000-000000000001';

/** The GUID of an element or a relationship of the pack. */
export function packed(number: number): string {
  return `22222222-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

const created = 1_785_057_678_012;

/** What all instances have in common. */
export function audit(version = created): object {
  return {
    headerVersion: 1,
    instanceProvenanceType: 'CONTENT_PACK',
    metadataCollectionId: packGuid,
    metadataCollectionName: 'OrdersContentPack',
    createdBy: 'Egeria Project',
    updatedBy: 'Egeria Project',
    maintainedBy: ['Egeria Project'],
    createTime: created,
    updateTime: created,
    version,
    status: 'ACTIVE',
  };
}

export function string(primitiveValue: string): object {
  return {
    class: 'PrimitivePropertyValue',
    headerVersion: 1,
    instancePropertyCategory: 'PRIMITIVE',
    typeGUID: 'b34a64b9-554a-42b1-8f8a-7d5c2339f9c4',
    typeName: 'string',
    primitiveDefCategory: 'OM_PRIMITIVE_TYPE_STRING',
    primitiveValue,
  };
}

/** Values by name; a text stands for its value of type string. */
export type Values = Readonly<Record<string, string | object>>;

export function instanceProperties(values: Values): object {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? string(value) : value,
  ]);
  return { class: 'InstanceProperties', headerVersion: 1, instanceProperties: Object.fromEntries(entries) };
}

const type = (typeDefCategory: string, typeDefName: string): object => ({
  class: 'InstanceType',
  headerVersion: 1,
  typeDefCategory,
  typeDefGUID: packed(999),
  typeDefName,
  typeDefVersion: 1,
});

export function classification(name: string, values: Values = {}): object {
  return {
    class: 'Classification',
    ...audit(),
    type: type('CLASSIFICATION_DEF', name),
    name,
    classificationOrigin: 'ASSIGNED',
    properties: instanceProperties(values),
  };
}

export function entity(
  typeName: string,
  guid: string,
  values: Values,
  classifications: readonly object[] = [],
): object {
  return {
    class: 'EntityDetail',
    ...audit(),
    type: type('ENTITY_DEF', typeName),
    guid,
    classifications,
    properties: instanceProperties(values),
  };
}

export function proxy(typeName: string, guid: string, qualifiedName: string): object {
  return {
    class: 'EntityProxy',
    ...audit(),
    type: type('ENTITY_DEF', typeName),
    guid,
    uniqueProperties: instanceProperties({ qualifiedName }),
  };
}

export function relationship(typeName: string, guid: string, one: object, two: object, values: Values = {}): object {
  return {
    class: 'Relationship',
    ...audit(),
    type: type('RELATIONSHIP_DEF', typeName),
    guid,
    entityOneProxy: one,
    entityTwoProxy: two,
    properties: instanceProperties(values),
  };
}

/** What an archive holds beside what it says of itself. */
export interface ArchiveContents {
  readonly entities?: readonly object[];
  readonly relationships?: readonly object[];
  readonly classifications?: readonly object[];
  readonly newTypeDefs?: readonly object[];
  readonly archiveType?: string | null;
}

/** The text of an archive. */
export function contentPack({ newTypeDefs, archiveType = 'CONTENT_PACK', ...instances }: ArchiveContents): string {
  return JSON.stringify({
    class: 'OpenMetadataArchive',
    archiveProperties: {
      class: 'OpenMetadataArchiveProperties',
      archiveGUID: packGuid,
      archiveName: 'OrdersContentPack',
      archiveType,
      originatorName: 'Egeria Project',
      creationDate: created,
      dependsOnArchives: ['bce3b0a0-662a-4f87-b8dc-844078a11a6e'],
    },
    ...(newTypeDefs === undefined
      ? {}
      : {
          archiveTypeStore: {
            class: 'OpenMetadataArchiveTypeStore',
            attributeTypeDefs: [{ class: 'PrimitiveDef', name: 'string' }],
            newTypeDefs,
          },
        }),
    archiveInstanceStore: { class: 'OpenMetadataArchiveInstanceStore', ...instances },
  });
}
