import { z } from 'zod';
import type { AttributeType } from '../../../metadata/types/attribute-type.ts';
import { typeRegistry } from '../../../metadata/types/type-registry.ts';
import type { TypeKind } from '../../../metadata/types/type-registry.ts';
import type { TypeGap } from '../egeria-client.ts';

const AttributeTypeDef = z.object({
  name: z.string(),
  elementDefs: z.array(z.object({ value: z.string(), ordinal: z.number().nullish() })).nullish(),
});

const TypeDef = z.object({
  name: z.string(),
  category: z.string().nullish(),
  superType: z.object({ name: z.string() }).nullish(),
  attributeDefinitions: z
    .array(z.object({ attributeName: z.string(), attributeType: z.object({ name: z.string() }) }))
    .nullish(),
});

/** All types of a server (`TypeDefGalleryResponse`). */
export const TypeGallery = z.object({
  attributeTypeDefs: z.array(AttributeTypeDef).nullish(),
  typeDefs: z.array(TypeDef).nullish(),
});
export type TypeGallery = z.output<typeof TypeGallery>;

/**
 * What a server's types lack of ours: types, properties that are missing or of another type, values of enums. What only
 * the server has is never written, and so does no harm.
 */
export function typeGapsOf({ attributeTypeDefs, typeDefs }: TypeGallery): TypeGap[] {
  const types = typeRegistry();
  const serverTypes = new Map((typeDefs ?? []).map((type) => [type.name, type]));
  const serverEnums = new Map((attributeTypeDefs ?? []).map((type) => [type.name, type.elementDefs ?? []]));
  const gaps: TypeGap[] = [];
  const note = (kind: TypeKind, typeName: string, lacking: readonly string[] | undefined): void => {
    if (lacking === undefined || lacking.length > 0) gaps.push({ kind, typeName, lacking });
  };
  for (const kind of ['entity', 'relationship', 'classification'] as const) {
    for (const typeName of types.names(kind)) {
      if (!serverTypes.has(typeName)) {
        note(kind, typeName, undefined);
        continue;
      }
      const held = heldAttributes(typeName, serverTypes);
      const attributes = [...(types[kind](typeName)?.properties.values() ?? [])];
      const lacking = attributes.filter(({ name, type }) => !isSame(held.get(name), type));
      note(
        kind,
        typeName,
        lacking.map(({ name }) => name),
      );
    }
  }
  for (const typeName of types.names('enum')) {
    const values = new Set(serverEnums.get(typeName)?.map(({ value }) => value));
    const lacking = [...(types.enumType(typeName)?.values ?? [])].filter((value) => !values.has(value));
    note('enum', typeName, serverEnums.has(typeName) ? lacking : undefined);
  }
  return gaps;
}

/** The types of relationships, without those beneath another one: a listing of a type has its subtypes in it. */
export function relationshipTypesOf({ typeDefs }: TypeGallery): readonly string[] {
  const relationships = (typeDefs ?? []).filter(({ category }) => category === 'RELATIONSHIP_DEF');
  const names = new Set(relationships.map(({ name }) => name));
  return relationships
    .filter(({ superType }) => superType?.name === undefined || !names.has(superType.name))
    .map(({ name }) => name);
}

/** The attributes of a type by name, with those it inherits: the name of each one's type. */
export function heldAttributes(
  typeName: string,
  types: ReadonlyMap<string, z.output<typeof TypeDef>>,
): ReadonlyMap<string, string> {
  const held = new Map<string, string>();
  const seen = new Set<string>();
  for (let name: string | undefined = typeName; name !== undefined && !seen.has(name);) {
    seen.add(name);
    const type = types.get(name);
    for (const { attributeName, attributeType } of type?.attributeDefinitions ?? []) {
      if (!held.has(attributeName)) held.set(attributeName, attributeType.name);
    }
    name = type?.superType?.name;
  }
  return held;
}

function isSame(held: string | undefined, type: AttributeType): boolean {
  return held === type.name;
}
