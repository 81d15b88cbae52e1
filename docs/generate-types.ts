/**
 * Writes `src/metadata/types/type-names.generated.ts` from the data file of open metadata types beside it, so that
 * a connector that misspells a type or a property does not compile.
 *
 * Run by `npm run docs`; `src/metadata/types/type-names.test.ts` fails when the written file is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';

import type { AttributeData, OpenMetadataTypeData, TypeData } from '../src/metadata/types/type-data.ts';

const typesFolder = new URL('../src/metadata/types/', import.meta.url);

export const typeDataFile = new URL('open-metadata-types-6.1.json', typesFolder);
export const generatedTypesFile = new URL('type-names.generated.ts', typesFolder);

type Types = Readonly<Record<string, TypeData>>;

interface TypeKind {
  /** Also the prefix of the generated names: `EntityTypeName`, `EntityProperties`. */
  readonly name: 'Entity' | 'Relationship' | 'Classification';
  readonly article: string;
  readonly types: Types;
}

const header = `// Generated from open-metadata-types-6.1.json by docs/generate-types.ts: do not edit.

/** What the attribute type \`object\` may hold. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** Day and time in UTC: \`2026-11-23T06:00:00.000Z\`. */
export type IsoDate = string;

/** The properties of a type that has none. */
export type NoProperties = Readonly<Record<string, never>>;
`;

const primitives: Readonly<Record<string, string>> = {
  string: 'string',
  date: 'IsoDate',
  int: 'number',
  long: 'number',
  float: 'number',
  double: 'number',
  boolean: 'boolean',
  object: 'JsonValue',
};

/** The text of the generated module. Pure. */
export function generateTypes(data: OpenMetadataTypeData): string {
  const kinds: readonly TypeKind[] = [
    { name: 'Entity', article: 'an', types: data.entities },
    { name: 'Relationship', article: 'a', types: data.relationships },
    { name: 'Classification', article: 'a', types: data.classifications },
  ];
  return [header, enumValues(data), ...kinds.map((kind) => typesOfKind(kind, data))].join('\n');
}

function enumValues(data: OpenMetadataTypeData): string {
  const entries = Object.entries(data.enums).map(([name, { values }]) => {
    const union = Object.keys(values).map((value) => `\n    | '${value}'`);
    return `  readonly ${name}:${union.join('')};\n`;
  });
  return `/** The values of every enum of the open metadata types ${data.version}. */
export interface EnumValues {
${entries.join('')}}

export type EnumTypeName = keyof EnumValues;
`;
}

function typesOfKind(kind: TypeKind, data: OpenMetadataTypeData): string {
  const withProperties = Object.keys(kind.types).filter((name) => declared(kind.types, name).length > 0);
  const interfaces = withProperties.map((name) => propertiesInterface(kind.types, name, data));
  const entries = Object.entries(kind.types).map(([name, type]) => {
    const deprecated = type.deprecated === true ? '  /** @deprecated by Egeria */\n' : '';
    return `${deprecated}  readonly ${name}: ${interfaceOf(kind.types, name)};\n`;
  });
  return `${interfaces.join('\n')}
/** What ${kind.article} ${kind.name.toLowerCase()} of each type may state, inherited properties included. */
export interface ${kind.name}Properties {
${entries.join('')}}

export type ${kind.name}TypeName = keyof ${kind.name}Properties;
`;
}

function propertiesInterface(types: Types, name: string, data: OpenMetadataTypeData): string {
  const parent = interfaceOf(types, types[name]?.superType);
  const base = parent === 'NoProperties' ? '' : ` extends ${parent}`;
  const properties = declared(types, name).map(([property, attribute]) => {
    const deprecated = attribute.deprecated === true ? '  /** @deprecated by Egeria */\n' : '';
    const type = typeScriptType(attribute.type, data);
    return attribute.required === true
      ? `${deprecated}  readonly ${property}: ${type};\n`
      : `${deprecated}  readonly ${property}?: ${type} | undefined;\n`;
  });
  return `export interface ${name}Properties${base} {\n${properties.join('')}}\n`;
}

/** The interface that holds all properties of a type: its own, or that of the nearest supertype that adds any. */
function interfaceOf(types: Types, name: string | undefined): string {
  if (name === undefined) return 'NoProperties';
  if (declared(types, name).length > 0) return `${name}Properties`;
  return interfaceOf(types, types[name]?.superType);
}

/** What a type adds. An element's qualified name is left out: a record states it beside its properties. */
function declared(types: Types, name: string): readonly (readonly [string, AttributeData])[] {
  return Object.entries(types[name]?.properties ?? {}).filter(([, attribute]) => attribute.unique !== true);
}

function typeScriptType(type: string, data: OpenMetadataTypeData): string {
  const primitive = primitives[type];
  if (primitive !== undefined) return primitive;
  if (type in data.enums) return `EnumValues['${type}']`;
  const collection = /^(?:map<string,(?<value>\w+)>|array<(?<item>\w+)>)$/u.exec(type)?.groups;
  if (collection?.['value'] !== undefined) {
    return `Readonly<Record<string, ${typeScriptType(collection['value'], data)}>>`;
  }
  if (collection?.['item'] !== undefined) return `readonly ${typeScriptType(collection['item'], data)}[]`;
  throw new Error(`unknown attribute type: ${type}`);
}

if (import.meta.main) {
  const data: OpenMetadataTypeData = JSON.parse(readFileSync(typeDataFile, 'utf8'));
  writeFileSync(generatedTypesFile, generateTypes(data));
}
