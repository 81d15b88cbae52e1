import { createHash } from 'node:crypto';
import typeData from '../../../src/metadata/types/open-metadata-types-6.1.json' with { type: 'json' };
import type {
  AttributeData,
  EnumData,
  OpenMetadataTypeData,
  RelationshipEndData,
  TypeData,
} from '../../../src/metadata/types/type-data.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { Json } from './element-json.ts';
import { isMultiLink } from './multi-link.ts';
import { parameter } from './operation.ts';
import type { Call, Operation } from './operation.ts';

const types: OpenMetadataTypeData = typeData;

const VERSION_NAME = '6.1-SNAPSHOT';
/** The archive that the open metadata types come from. */
const ORIGIN = 'bce3b0a0-662a-4f87-b8dc-844078a11a6e';

/** GUIDs of attribute types that the recordings tell. */
const knownGuids: Readonly<Record<string, string>> = {
  int: '7fc49104-fd3a-46c8-b6bf-f16b6074cd35',
  string: 'b34a64b9-554a-42b1-8f8a-7d5c2339f9c4',
  'map<string,string>': '005c7c14-ac84-4136-beed-959401b041f8',
};

const list = { method: 'GET', response: 'TypeDefListResponse' } as const;
const one = { method: 'GET', response: 'TypeDefResponse' } as const;

export const typeReads: readonly Operation[] = [
  {
    name: 'read-types',
    method: 'GET',
    path: '/open-metadata-types',
    response: 'TypeDefGalleryResponse',
    action: 'getAllTypes',
    run: async () => ({ attributeTypeDefs: attributeTypes(), typeDefs: allTypes() }),
  },
  {
    ...list,
    name: 'read-entity-types',
    path: '/open-metadata-types/entity-defs',
    action: 'getEntityDefs',
    run: async () => typeList(Object.keys(types.entities)),
  },
  {
    ...list,
    name: 'read-relationship-types',
    path: '/open-metadata-types/relationship-defs',
    action: 'getRelationshipDefs',
    run: async () => typeList(Object.keys(types.relationships)),
  },
  {
    ...list,
    name: 'read-classification-types',
    path: '/open-metadata-types/classification-defs',
    action: 'getClassificationDefs',
    run: async () => typeList(Object.keys(types.classifications)),
  },
  { ...list, name: 'read-subtypes', path: '/open-metadata-types/sub-types', action: 'getSubTypes', run: readSubtypes },
  {
    ...one,
    name: 'read-type',
    path: '/open-metadata-types/name/{name}',
    action: 'getTypeDefByName',
    run: async (call) => typeJson(parameter(call, 'name')),
  },
  {
    ...one,
    name: 'read-type',
    path: '/open-metadata-types/guid/{guid}',
    action: 'getTypeDefByGUID',
    run: async (call) => typeJson(nameOf(parameter(call, 'guid'))),
  },
];

async function readSubtypes(call: Call): Promise<Json> {
  const name = call.query.get('typeName') ?? '';
  return typeList([...typeRegistry().subtypesOf(name)].filter((each) => each !== name));
}

function typeList(names: readonly string[]): Json {
  if (names.length === 0) return {};
  return { typeDefList: { typeDefs: names.map((name) => typeDef(name)), mermaidGraph: 'flowchart LR' } };
}

/** A type that there is not is no error: nothing comes back (recordings, "unknown type"). */
function typeJson(name: string): Json {
  const type = typeDef(name);
  return type === undefined ? {} : { typeDef: type };
}

function allTypes(): readonly Json[] {
  const names = [types.entities, types.relationships, types.classifications].flatMap((each) => Object.keys(each));
  return names.map((name) => typeDef(name)).filter((type) => type !== undefined);
}

function nameOf(guid: string): string {
  const all = Object.entries({ ...types.entities, ...types.relationships, ...types.classifications });
  return all.find(([, type]) => type.guid === guid)?.[0] ?? '';
}

function typeDef(name: string): Json | undefined {
  const entity = types.entities[name];
  if (entity !== undefined) return { class: 'OpenMetadataEntityDef', ...headOf(name, entity, 'ENTITY_DEF') };
  const relationship = types.relationships[name];
  if (relationship !== undefined) {
    return {
      class: 'OpenMetadataRelationshipDef',
      ...headOf(name, relationship, 'RELATIONSHIP_DEF'),
      propagationRule: 'NONE',
      endDef1: endDef(relationship.end1),
      endDef2: endDef(relationship.end2),
      relationshipCategory: isMultiLink(name) ? 'MULTI_LINK' : 'UNI_LINK',
    };
  }
  const classification = types.classifications[name];
  if (classification === undefined) return undefined;
  return {
    class: 'OpenMetadataClassificationDef',
    ...headOf(name, classification, 'CLASSIFICATION_DEF'),
    validEntityDefs: classification.validFor.map(link),
    propagatable: false,
  };
}

function headOf(name: string, type: TypeData, category: string): Json {
  const attributes = Object.entries(type.properties);
  return {
    guid: type.guid,
    name,
    status: 'ACTIVE_TYPEDEF',
    version: type.version,
    versionName: VERSION_NAME,
    category,
    ...(type.superType === undefined ? {} : { superType: link(type.superType) }),
    beanClassName: `${name}Properties`,
    origin: ORIGIN,
    createdBy: 'ODPi Egeria',
    createTime: '2020-01-01T13:42:11.090+00:00',
    validElementStatusList: ['ACTIVE', 'DELETED'],
    initialStatus: 'ACTIVE',
    ...(attributes.length === 0 ? {} : { attributeDefinitions: attributes.map(attributeJson) }),
  };
}

function link(name: string): Json {
  const type = types.entities[name] ?? types.relationships[name] ?? types.classifications[name];
  return { guid: type?.guid, name, status: 'ACTIVE_TYPEDEF' };
}

function endDef(end: RelationshipEndData): Json {
  return { entityType: link(end.type), attributeName: end.role, attributeCardinality: end.cardinality };
}

function attributeJson([attributeName, attribute]: [string, AttributeData]): Json {
  return {
    attributeName,
    attributeType: attributeTypeJson(attribute.type),
    attributeStatus: attribute.deprecated === true ? 'DEPRECATED_ATTRIBUTE' : 'ACTIVE_ATTRIBUTE',
    valuesMinCount: attribute.required === true ? 1 : 0,
    valuesMaxCount: 1,
    indexable: true,
    unique: attribute.unique === true,
    attributeCardinality: attribute.required === true ? 'ONE_ONLY' : 'AT_MOST_ONE',
  };
}

function attributeTypes(): readonly Json[] {
  const used = [types.entities, types.relationships, types.classifications]
    .flatMap((each) => Object.values<TypeData>(each))
    .flatMap((type) => Object.values(type.properties).map((attribute) => attribute.type));
  return [...new Set([...Object.keys(types.enums), ...used])].map(attributeTypeJson);
}

const versioned = { version: 1, versionName: VERSION_NAME };

function attributeTypeJson(name: string): Json {
  const enumData = types.enums[name];
  if (enumData !== undefined) return enumJson(name, enumData);
  const [, kind, items] = /^(map|array)<(.+)>$/u.exec(name) ?? [];
  if (kind === undefined || items === undefined) return primitiveJson(name);
  const argumentTypes = items.split(',').map(categoryOf);
  return {
    class: 'OpenMetadataCollectionDef',
    ...versioned,
    category: 'COLLECTION',
    guid: knownGuids[name] ?? madeGuid(name),
    name,
    collectionDefCategory: `OM_COLLECTION_${kind.toUpperCase()}`,
    argumentCount: argumentTypes.length,
    argumentTypes,
  };
}

function primitiveJson(name: string): Json {
  return {
    class: 'OpenMetadataPrimitiveDef',
    ...versioned,
    category: 'PRIMITIVE',
    guid: knownGuids[name] ?? madeGuid(name),
    name,
    primitiveDefCategory: categoryOf(name),
  };
}

function categoryOf(primitive: string): string {
  return `OM_PRIMITIVE_TYPE_${primitive.toUpperCase()}`;
}

function enumJson(name: string, { guid, values, default: byDefault }: EnumData): Json {
  const elementDefs = Object.entries(values).map(([value, ordinal]) => ({ ordinal, value }));
  // Without a default of its own an enum's is 99, which need not be one of its values.
  const defaultValue = elementDefs.find((each) => each.value === byDefault) ?? { ordinal: 99 };
  return { class: 'OpenMetadataEnumDef', ...versioned, category: 'ENUM', guid, name, elementDefs, defaultValue };
}

/** A GUID for a type that our data has none of: nothing goes by it. */
function madeGuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
