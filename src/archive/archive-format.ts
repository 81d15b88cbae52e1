import { z } from 'zod';

/** A time as an archive holds it: milliseconds since 1970, or ISO 8601 of any zone; read as ISO 8601 in UTC. */
const Time = z.union([z.number(), z.string()]).transform((value, context) => {
  const time = new Date(value);
  if (!Number.isNaN(time.getTime())) return time.toISOString();
  context.addIssue({ code: 'custom', message: 'is no time' });
  return z.NEVER;
});

/** The value of a property, by its class; `other` is one that no attribute of ours can have, such as a struct. */
export type InstancePropertyValue =
  | {
      readonly class: 'PrimitivePropertyValue';
      readonly primitiveDefCategory?: string | null | undefined;
      readonly primitiveValue?: unknown;
    }
  | EnumPropertyValue
  | { readonly class: 'ArrayPropertyValue'; readonly arrayValues?: InstanceProperties | null | undefined }
  | { readonly class: 'MapPropertyValue'; readonly mapValues?: InstanceProperties | null | undefined }
  | { readonly class: 'other' };

export interface EnumPropertyValue {
  readonly class: 'EnumPropertyValue';
  readonly ordinal?: number | null | undefined;
  readonly symbolicName?: string | null | undefined;
}

/** Property values by name, and from when until when they hold. Times are ISO 8601. */
export interface InstanceProperties {
  readonly effectiveFromTime?: string | null | undefined;
  readonly effectiveToTime?: string | null | undefined;
  readonly instanceProperties?: Readonly<Record<string, InstancePropertyValue | null>> | null | undefined;
}

/** What cannot be made sense of is kept as `other`: only the instance that has it is to suffer from it. */
const InstancePropertyValue: z.ZodType<InstancePropertyValue | null> = z
  .lazy(() =>
    z.discriminatedUnion('class', [
      z.object({
        class: z.literal('PrimitivePropertyValue'),
        primitiveDefCategory: z.string().nullish(),
        primitiveValue: z.unknown(),
      }),
      z.object({
        class: z.literal('EnumPropertyValue'),
        ordinal: z.number().nullish(),
        symbolicName: z.string().nullish(),
      }),
      z.object({ class: z.literal('ArrayPropertyValue'), arrayValues: InstanceProperties.nullish() }),
      z.object({ class: z.literal('MapPropertyValue'), mapValues: InstanceProperties.nullish() }),
      z.object({ class: z.literal('other') }),
    ]),
  )
  .nullable()
  .catch({ class: 'other' });

const InstanceProperties: z.ZodType<InstanceProperties> = z.object({
  effectiveFromTime: Time.nullish(),
  effectiveToTime: Time.nullish(),
  instanceProperties: z.record(z.string(), InstancePropertyValue).nullish(),
});

const InstanceType = z.object({ typeDefName: z.string().min(1) });

const instance = {
  type: InstanceType,
  status: z.string().nullish(),
  version: z.number().nullish(),
  createdBy: z.string().nullish(),
  createTime: Time.nullish(),
  updatedBy: z.string().nullish(),
  updateTime: Time.nullish(),
  instanceProvenanceType: z.string().nullish(),
  metadataCollectionId: z.string().nullish(),
  metadataCollectionName: z.string().nullish(),
  properties: InstanceProperties.nullish(),
};
/** What entities, classifications and relationships have in common. */
export type ArchivedInstance = z.output<z.ZodObject<typeof instance>>;

export const ArchivedClassification = z.object(instance);
export type ArchivedClassification = z.output<typeof ArchivedClassification>;

export const EntityDetail = z.object({
  ...instance,
  guid: z.string().min(1),
  classifications: z.array(ArchivedClassification).nullish(),
});
export type EntityDetail = z.output<typeof EntityDetail>;

export const EntityProxy = z.object({
  guid: z.string().min(1),
  type: InstanceType,
  uniqueProperties: InstanceProperties.nullish(),
});
export type EntityProxy = z.output<typeof EntityProxy>;

export const ArchivedRelationship = z.object({
  ...instance,
  guid: z.string().min(1),
  entityOneProxy: EntityProxy,
  entityTwoProxy: EntityProxy,
});
export type ArchivedRelationship = z.output<typeof ArchivedRelationship>;

/** A classification that an archive adds to an element of another one. */
export const ClassificationEntityExtension = z.object({
  classification: ArchivedClassification,
  entityToClassify: EntityProxy,
});

export const OpenMetadataArchiveProperties = z.object({
  archiveGUID: z.string().nullish(),
  archiveName: z.string().nullish(),
  archiveType: z.string().nullish(),
  originatorName: z.string().nullish(),
  creationDate: Time.nullish(),
  dependsOnArchives: z.array(z.string()).nullish(),
});
export type OpenMetadataArchiveProperties = z.output<typeof OpenMetadataArchiveProperties>;

/** A type that an archive defines, as far as it is needed to name it; primitive and collection types have a class of theirs. */
export const ArchivedTypeDef = z.object({ class: z.string().nullish(), name: z.string() });
