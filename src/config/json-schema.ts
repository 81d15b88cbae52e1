import { z } from 'zod';

/** As much of JSON Schema (2020-12) as zod writes for what people configure, and our mark on secrets. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  /** Set by `.meta({ secret: true })`: the value is shown nowhere. */
  readonly secret?: boolean;
}

/** For parsing a definition: to compile its schemas first, as zod does, takes longer than it saves. */
export const parsedOnce = { jitless: true } as const;

/** What may be written, as a JSON Schema: defaults may be left out. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
}

/** The schemas that may hold for the value at a path; several where there are alternatives, none where there is no such place. */
export function schemasAt(schema: JsonSchema, path: readonly PropertyKey[]): readonly JsonSchema[] {
  const alternatives = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const [step, ...rest] = path;
  if (step === undefined) return alternatives;
  return alternatives.flatMap((alternative) => {
    const next = typeof step === 'number' ? alternative.items : propertyOf(alternative, String(step));
    return next === undefined ? [] : schemasAt(next, rest);
  });
}

function propertyOf(schema: JsonSchema, name: string): JsonSchema | undefined {
  const { properties = {}, additionalProperties } = schema;
  if (Object.hasOwn(properties, name)) return properties[name];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

/** The keys that may stand in the mapping at a path. */
export function keysAt(schema: JsonSchema, path: readonly PropertyKey[]): readonly string[] {
  return schemasAt(schema, path).flatMap((each) => Object.keys(each.properties ?? {}));
}

/** Whether the value at a path, or one around it, is marked as a secret. */
export function isSecretAt(schema: JsonSchema, path: readonly PropertyKey[]): boolean {
  return path.some((_, index) => schemasAt(schema, path.slice(0, index + 1)).some((each) => each.secret === true));
}
