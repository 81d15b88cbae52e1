import { z } from 'zod';

const Properties = z.record(z.string(), z.unknown());
const Effectivity = { effectiveFrom: z.string().optional(), effectiveTo: z.string().optional() };
const Origin = z.discriminatedUnion('category', [
  z.object({ category: z.literal('LOCAL_COHORT') }),
  z.object({ category: z.literal('EXTERNAL_SOURCE'), guid: z.string(), name: z.string() }),
]);
const End = z.object({ guid: z.string(), typeName: z.string(), qualifiedName: z.string() });
export type ExportedEnd = z.output<typeof End>;

const ExportedClassification = z.object({
  typeName: z.string(),
  properties: Properties,
  origin: Origin,
  ...Effectivity,
});
export type ExportedClassification = z.output<typeof ExportedClassification>;

const ExportedVersions = z.object({ version: z.number(), createTime: z.string(), updateTime: z.string().optional() });

const ExportedRelationship = z.object({
  guid: z.string(),
  typeName: z.string(),
  end1: End,
  end2: End,
  properties: Properties,
  origin: Origin,
  versions: ExportedVersions.optional(),
  ...Effectivity,
});
export type ExportedRelationship = z.output<typeof ExportedRelationship>;

/** A line of an exported catalog: an element, and those of its relationships that it is at end 2 of. */
export const ExportedElement = z.object({
  guid: z.string().min(1),
  typeName: z.string().min(1),
  qualifiedName: z.string(),
  properties: Properties,
  classifications: z.array(ExportedClassification),
  relationships: z.array(ExportedRelationship),
  origin: Origin,
  anchorGuid: z.string().optional(),
  anchorScopeGuid: z.string().optional(),
  ...Effectivity,
});
export type ExportedElement = z.output<typeof ExportedElement>;
export type ExportedOrigin = z.output<typeof Origin>;
