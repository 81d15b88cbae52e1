import { z } from 'zod';

/**
 * The request bodies of Egeria 6.1, field by field as its classes have them (`BasicOptions`, `GetOptions`, `QueryOptions`,
 * `MetadataSourceOptions`, `AnchorOptions`, `DeleteOptions` …). A field that is not here is dropped by a server silently.
 */

const text = z.string().min(1);
const time = z.iso.datetime();

const primitiveNames = ['STRING', 'BOOLEAN', 'INT', 'LONG', 'FLOAT', 'DOUBLE', 'DATE'] as const;

const Primitive = z.strictObject({
  class: z.literal('PrimitiveTypePropertyValue'),
  typeName: z.string(),
  primitiveTypeCategory: z.enum(primitiveNames.map((name) => `OM_PRIMITIVE_TYPE_${name}`)),
  primitiveValue: z.union([z.string(), z.number(), z.boolean()]),
});

const InnerProperties = z.strictObject({
  class: z.literal('ElementProperties'),
  get propertyValueMap() {
    return z.record(z.string(), PropertyValue);
  },
});

const PropertyValue = z.discriminatedUnion('class', [
  Primitive,
  z.strictObject({ class: z.literal('EnumTypePropertyValue'), typeName: text, symbolicName: text }),
  z.strictObject({
    class: z.literal('MapTypePropertyValue'),
    typeName: text,
    mapElementCount: z.int(),
    mapValues: InnerProperties,
  }),
  z.strictObject({
    class: z.literal('ArrayTypePropertyValue'),
    typeName: text,
    arrayCount: z.int(),
    arrayValues: InnerProperties,
  }),
]);

const effectivity = { effectiveFrom: time.optional(), effectiveTo: time.optional() };

const NewElementProperties = z.strictObject({
  class: z.literal('NewElementProperties'),
  propertyValueMap: z.record(z.string(), PropertyValue),
  ...effectivity,
});

const basicOptions = {
  forLineage: z.boolean().optional(),
  forDuplicateProcessing: z.boolean().optional(),
  effectiveTime: time.optional(),
};
const sourceOptions = { ...basicOptions, externalSourceGUID: text.optional(), externalSourceName: text.optional() };
const getOptions = { ...basicOptions, asOfTime: time.optional(), metadataElementTypeName: text.optional() };
const pagingOptions = { ...getOptions, startFrom: z.int().min(0), pageSize: z.int().min(1) };
const queryOptions = {
  ...pagingOptions,
  /** The default is five deep; lists must not. */
  graphQueryDepth: z.literal(0),
  sequencingOrder: z.enum(['GUID', 'CREATION_DATE_OLDEST', 'CREATION_DATE_RECENT']),
};

const operator = z.enum(['EQ', 'NOT_NULL', 'CASE_INSENSITIVE_LIKE']);

const SearchProperties = z.strictObject({
  class: z.literal('SearchProperties'),
  matchCriteria: z.enum(['ALL', 'ANY']),
  get conditions() {
    return z.array(PropertyCondition);
  },
});

const PropertyCondition = z.strictObject({
  property: z.string().optional(),
  operator: operator.optional(),
  value: Primitive.optional(),
  get nestedConditions() {
    return SearchProperties.optional();
  },
});

const SearchClassifications = z.strictObject({
  class: z.literal('SearchClassifications'),
  matchCriteria: z.literal('ALL'),
  conditions: z.array(z.strictObject({ name: text, searchProperties: SearchProperties.optional() })),
});

const deleteOptions = {
  ...sourceOptions,
  cascadedDelete: z.boolean().optional(),
  deleteMethod: z.enum(['LOOK_FOR_LINEAGE', 'SOFT_DELETE', 'PURGE']).optional(),
};

/** Every body that is sent to a server of 6.x, by its class. */
export const RequestBody = z.discriminatedUnion('class', [
  z.strictObject({
    class: z.literal('NewOpenMetadataElementRequestBody'),
    typeName: text,
    isOwnAnchor: z.boolean(),
    anchorGUID: text.optional(),
    anchorScopeGUIDs: z.array(text).optional(),
    parentGUID: text.optional(),
    parentRelationshipTypeName: text.optional(),
    parentAtEnd1: z.boolean().optional(),
    parentRelationshipProperties: NewElementProperties.optional(),
    initialClassifications: z.record(z.string(), NewElementProperties).optional(),
    properties: NewElementProperties,
    ...sourceOptions,
  }),
  z.strictObject({
    class: z.literal('UpdatePropertiesRequestBody'),
    mergeUpdate: z.boolean(),
    properties: NewElementProperties,
    ...sourceOptions,
  }),
  z.strictObject({ class: z.literal('UpdateEffectivityDatesRequestBody'), ...effectivity, ...sourceOptions }),
  z.strictObject({ class: z.literal('DeleteElementRequestBody'), ...deleteOptions }),
  z.strictObject({ class: z.literal('DeleteRelationshipRequestBody'), ...deleteOptions }),
  z.strictObject({ class: z.literal('DeleteClassificationRequestBody'), ...deleteOptions }),
  z.strictObject({
    class: z.literal('NewOpenMetadataClassificationRequestBody'),
    properties: NewElementProperties,
    ...sourceOptions,
  }),
  z.strictObject({
    class: z.literal('NewRelatedElementsRequestBody'),
    typeName: text,
    metadataElement1GUID: text,
    metadataElement2GUID: text,
    properties: NewElementProperties,
    ...sourceOptions,
  }),
  z.strictObject({ class: z.literal('GetRequestBody'), ...getOptions }),
  z.strictObject({ class: z.literal('ResultsRequestBody'), ...queryOptions }),
  z.strictObject({ class: z.literal('HistoryRequestBody'), ...pagingOptions, oldestFirst: z.literal(true) }),
  z.strictObject({
    class: z.literal('FindRequestBody'),
    ...queryOptions,
    searchProperties: SearchProperties.optional(),
    matchClassifications: SearchClassifications.optional(),
  }),
  z.strictObject({ class: z.literal('FindRelationshipRequestBody'), ...queryOptions, relationshipTypeName: text }),
]);
