import { z } from 'zod';
import { JsonFault } from './answer.ts';

/**
 * What the platform reads of a request body. Everything else in it is dropped without a word, as Jackson does there
 * (recordings, "unknown JSON field").
 */

/** Jackson reads a date of milliseconds or of ISO 8601. */
const Time = z
  .union([z.number(), z.string()])
  .transform((value, context) => {
    const time = typeof value === 'number' ? value : Date.parse(value);
    if (Number.isNaN(time)) context.addIssue('not a date');
    return time;
  })
  .nullish()
  .transform((time) => time ?? undefined);

const Flag = z.boolean().nullish();
const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);
const Texts = z
  .array(z.string())
  .nullish()
  .transform((texts) => texts ?? []);
const Count = z
  .number()
  .int()
  .nullish()
  .transform((count) => count ?? 0);

const categories: Readonly<Record<string, (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  byte: Number.isInteger,
  char: (value) => typeof value === 'string' && value.length === 1,
  short: Number.isInteger,
  int: Number.isInteger,
  long: Number.isInteger,
  // A number in JSON is no Java float: there is no way to write one.
  float: () => false,
  double: (value) => typeof value === 'number',
  biginteger: Number.isInteger,
  bigdecimal: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  date: Number.isInteger,
};

/** A primitive value must be what its own type name says, or the JSON layer refuses the whole body. */
const Primitive = z
  .object({
    class: z.literal('PrimitiveTypePropertyValue'),
    typeName: Text,
    primitiveTypeCategory: Text,
    primitiveValue: z.unknown(),
  })
  .transform((value, context) => {
    const fromCategory = value.primitiveTypeCategory?.replace('OM_PRIMITIVE_TYPE_', '').toLowerCase();
    const typeName = value.typeName ?? fromCategory;
    const isFit = categories[fromCategory ?? typeName ?? ''] ?? (() => true);
    const { primitiveValue } = value;
    if (primitiveValue !== null && primitiveValue !== undefined && !isFit(primitiveValue)) {
      context.addIssue({ code: 'custom', message: 'JsonMappingException' });
    }
    return { class: value.class, typeName, primitiveValue };
  });

const Enum = z.object({
  class: z.literal('EnumTypePropertyValue'),
  typeName: Text,
  symbolicName: Text,
});

const Collected = z
  .object({
    propertyValueMap: z
      .record(
        z.string(),
        z.lazy((): z.ZodType<AnyValue> => PropertyValueBody),
      )
      .nullish(),
  })
  .nullish();

const MapValue = z.object({ class: z.literal('MapTypePropertyValue'), typeName: Text, mapValues: Collected });

const ArrayValue = z.object({ class: z.literal('ArrayTypePropertyValue'), typeName: Text, arrayValues: Collected });

/** A value in a map or an array, which may be one of any class. */
type AnyValue =
  | z.infer<typeof Primitive>
  | z.infer<typeof Enum>
  | { readonly class: 'MapTypePropertyValue'; readonly typeName?: string | undefined; readonly mapValues?: Values }
  | { readonly class: 'ArrayTypePropertyValue'; readonly typeName?: string | undefined; readonly arrayValues?: Values };

type Values = { readonly propertyValueMap?: Readonly<Record<string, AnyValue>> | null | undefined } | null | undefined;

/** One property's value. */
export const PropertyValueBody = z.discriminatedUnion('class', [Primitive, Enum, MapValue, ArrayValue]);
export type PropertyValueBody = AnyValue;

/** Properties with the time that they are effective: dates beside them are dropped (recordings, "effectivity dates"). */
export const PropertiesBody = z.object({
  propertyValueMap: z.record(z.string(), PropertyValueBody.nullable()).nullish(),
  effectiveFrom: Time,
  effectiveTo: Time,
});
export type PropertiesBody = z.infer<typeof PropertiesBody>;

const Properties = PropertiesBody.nullish();

const External = { externalSourceGUID: Text, externalSourceName: Text };

/** On whose behalf something is written. */
export interface ExternalBody {
  readonly externalSourceGUID?: string | undefined;
  readonly externalSourceName?: string | undefined;
}

export const NewElementBody = z.object({
  ...External,
  typeName: Text,
  properties: Properties,
  initialClassifications: z.record(z.string(), Properties).nullish(),
  isOwnAnchor: Flag,
  anchorGUID: Text,
  anchorScopeGUIDs: Texts,
  parentGUID: Text,
  parentRelationshipTypeName: Text,
  parentRelationshipProperties: Properties,
  parentAtEnd1: Flag,
});
export type NewElementBody = z.infer<typeof NewElementBody>;

export const NewRelationshipBody = z.object({
  ...External,
  typeName: Text,
  metadataElement1GUID: Text,
  metadataElement2GUID: Text,
  properties: Properties,
});
export type NewRelationshipBody = z.infer<typeof NewRelationshipBody>;

export const NewClassificationBody = z.object({ ...External, properties: Properties });

/** `mergeUpdate: false` replaces; `replaceProperties`, the name of older versions, is dropped (recordings, "replace all"). */
export const UpdateBody = z.object({ ...External, mergeUpdate: Flag, properties: Properties });
export type UpdateBody = z.infer<typeof UpdateBody>;

export const EffectivityBody = z.object({ ...External, effectiveFrom: Time, effectiveTo: Time });

export const DeleteBody = z.object({
  ...External,
  deleteMethod: z.enum(['LOOK_FOR_LINEAGE', 'ARCHIVE', 'SOFT_DELETE', 'PURGE']).nullish(),
  cascadedDelete: Flag,
  archiveDate: Time,
  archiveProcess: Text,
  forLineage: Flag,
});
export type DeleteBody = z.infer<typeof DeleteBody>;

const Reading = { forLineage: Flag, effectiveTime: Time, asOfTime: Time };

/** Which state is read. */
export const ReadBody = z.object(Reading);
export type ReadBody = z.infer<typeof ReadBody>;

const Paging = {
  startFrom: Count,
  pageSize: Count,
  sequencingOrder: Text,
  sequencingProperty: Text,
  metadataElementTypeName: Text,
  metadataElementSubtypeNames: Texts,
  anchorGUID: Text,
};

export const ResultsBody = z.object({ ...Reading, ...Paging, forDuplicateProcessing: Flag });
export type ResultsBody = z.infer<typeof ResultsBody>;

const MatchCriteria = z.enum(['ALL', 'ANY', 'NONE']).nullish();

/** `IN` is none of them. */
const operators = [
  'EQ',
  'NEQ',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'IS_NULL',
  'NOT_NULL',
  'LIKE',
  'NOT_LIKE',
  'STARTS_WITH',
  'ENDS_WITH',
  'CASE_INSENSITIVE_EQ',
  'CASE_INSENSITIVE_LIKE',
  'CASE_INSENSITIVE_NOT_LIKE',
  'CASE_INSENSITIVE_STARTS_WITH',
  'CASE_INSENSITIVE_ENDS_WITH',
] as const;

/** Conditions on properties: on one, or a group of conditions. */
export interface SearchBody {
  readonly matchCriteria?: 'ALL' | 'ANY' | 'NONE' | null | undefined;
  readonly conditions?: readonly ConditionBody[] | null | undefined;
}

export interface ConditionBody {
  readonly property?: string | null | undefined;
  readonly operator?: (typeof operators)[number] | null | undefined;
  readonly value?: PropertyValueBody | null | undefined;
  readonly nestedConditions?: SearchBody | null | undefined;
}

const Search: z.ZodType<SearchBody> = z.lazy(() =>
  z.object({
    matchCriteria: MatchCriteria,
    conditions: z
      .array(
        z.object({
          property: z.string().nullish(),
          operator: z.enum(operators).nullish(),
          value: PropertyValueBody.nullish(),
          nestedConditions: Search.nullish(),
        }),
      )
      .nullish(),
  }),
);

export const FindBody = z.object({
  ...Reading,
  ...Paging,
  searchProperties: Search.nullish(),
  matchClassifications: z
    .object({
      matchCriteria: MatchCriteria,
      conditions: z.array(z.object({ name: z.string(), searchProperties: Search.nullish() })).nullish(),
    })
    .nullish(),
});
export type FindBody = z.infer<typeof FindBody>;

export const FindRelationshipsBody = z.object({
  ...Reading,
  ...Paging,
  relationshipTypeName: Text,
  searchProperties: Search.nullish(),
});
export type FindRelationshipsBody = z.infer<typeof FindRelationshipsBody>;

export const SearchStringBody = z.object({
  ...Reading,
  ...Paging,
  searchString: Text,
  startsWith: Flag,
  endsWith: Flag,
  ignoreCase: Flag,
});
export type SearchStringBody = z.infer<typeof SearchStringBody>;

/** Reads a body; what does not fit is refused as Jackson refuses it. */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new JsonFault(`databind.${faultOf(JSON.stringify(result.error.issues))}`);
}

/** Which of Jackson's exceptions the problems amount to. */
function faultOf(problems: string): string {
  if (problems.includes('JsonMappingException')) return 'JsonMappingException';
  if (problems.includes('discriminator')) return 'exc.InvalidTypeIdException';
  return 'exc.InvalidFormatException';
}
