import type { z } from 'zod';
import { inputSchema } from './json-schema.ts';
import type { JsonSchema } from './json-schema.ts';

/** One key of a connector's settings, in words: for help, prompts and documentation. */
export interface SettingDescription {
  readonly name: string;
  /** `text`, `whole number`, `list of text`, `one of fast, careful`. */
  readonly type: string;
  /** `required`, `optional` or the default as YAML. */
  readonly detail: string;
  readonly description: string;
  readonly isRequired: boolean;
  readonly isSecret: boolean;
}

/** The keys of a connector's settings, in the order of its schema. */
export function settingsOf(config: z.ZodObject): readonly SettingDescription[] {
  const schema = inputSchema(config);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const isRequired = schema.required?.includes(name) === true;
    const isSecret = property.secret === true;
    return {
      name,
      type: `${typeWords(property)}${isSecret ? ', secret' : ''}`,
      detail: detailOf(property, isRequired),
      description: property.description ?? '',
      isRequired,
      isSecret,
    };
  });
}

function detailOf({ default: value }: JsonSchema, isRequired: boolean): string {
  if (isRequired) return 'required';
  return value === undefined ? 'optional' : JSON.stringify(value);
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'mapping',
};

function typeWords(schema: JsonSchema): string {
  if (schema.enum !== undefined) return `one of ${schema.enum.join(', ')}`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'anything' : typeWords(schema.items)}`;
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) return alternatives.map(typeWords).join(' or ');
  return words[schema.type ?? ''] ?? 'anything';
}
