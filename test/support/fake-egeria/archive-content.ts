import { z } from 'zod';

/** What the stand-in reads of an Open Metadata Archive; the rest is left alone, as a platform leaves what it does not need. */

const PrimitiveValue = z.object({ class: z.literal('PrimitivePropertyValue'), primitiveValue: z.unknown() });
const EnumValue = z.object({ class: z.literal('EnumPropertyValue'), symbolicName: z.string() });
const Values = z
  .object({
    instanceProperties: z
      .record(
        z.string(),
        z.lazy((): z.ZodType<InstanceValue> => Value),
      )
      .nullish(),
  })
  .nullish();
const MapValue = z.object({ class: z.literal('MapPropertyValue'), mapValues: Values });
const ArrayValue = z.object({ class: z.literal('ArrayPropertyValue'), arrayValues: Values });
const Value = z.discriminatedUnion('class', [PrimitiveValue, EnumValue, MapValue, ArrayValue]);

interface InstanceValues {
  readonly instanceProperties?: Readonly<Record<string, InstanceValue>> | null | undefined;
}

/** A value of a property as an archive holds it. Dates are in milliseconds. */
export type InstanceValue =
  | { readonly class: 'PrimitivePropertyValue'; readonly primitiveValue?: unknown }
  | { readonly class: 'EnumPropertyValue'; readonly symbolicName: string }
  | { readonly class: 'MapPropertyValue'; readonly mapValues?: InstanceValues | null | undefined }
  | { readonly class: 'ArrayPropertyValue'; readonly arrayValues?: InstanceValues | null | undefined };

const Properties = z
  .object({
    instanceProperties: z.record(z.string(), Value).nullish(),
    effectiveFromTime: z.number().nullish(),
    effectiveToTime: z.number().nullish(),
  })
  .nullish();

export type InstanceProperties = z.infer<typeof Properties>;

const header = {
  version: z.number().nullish(),
  createdBy: z.string().nullish(),
  createTime: z.number().nullish(),
  updatedBy: z.string().nullish(),
  updateTime: z.number().nullish(),
  instanceProvenanceType: z.string().nullish(),
  metadataCollectionId: z.string().nullish(),
  metadataCollectionName: z.string().nullish(),
};

const Header = z.object(header);
export type InstanceHeader = z.infer<typeof Header>;

const type = z.object({ typeDefName: z.string() });

const Classification = z.object({ ...header, name: z.string(), properties: Properties });
export type ArchivedClassification = z.infer<typeof Classification>;

const Entity = z.object({
  ...header,
  guid: z.string(),
  type,
  properties: Properties,
  classifications: z
    .array(Classification)
    .nullish()
    .transform((list) => list ?? []),
});
export type ArchivedEntity = z.infer<typeof Entity>;

const End = z.object({ guid: z.string() });

const Relationship = z.object({
  ...header,
  guid: z.string(),
  type,
  properties: Properties,
  entityOneProxy: End,
  entityTwoProxy: End,
});
export type ArchivedRelationship = z.infer<typeof Relationship>;

/** What the stand-in reads of an archive. */
export const Archive = z.object({
  class: z.literal('OpenMetadataArchive'),
  archiveProperties: z.object({ archiveGUID: z.string(), archiveName: z.string().nullish() }).nullish(),
  archiveInstanceStore: z
    .object({
      entities: z.array(Entity).nullish(),
      relationships: z.array(Relationship).nullish(),
    })
    .nullish(),
});
export type Archive = z.infer<typeof Archive>;

/** A relationship whose ends are not both there yet, and the archive that it came in. */
export interface PendingRelationship {
  readonly relationship: ArchivedRelationship;
  readonly archive: Archive;
}
