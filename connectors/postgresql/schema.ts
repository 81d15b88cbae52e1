import { z } from 'zod';

/** A database of the server. */
export const DatabaseRow = z
  .object({
    name: z.string(),
    description: z.string().nullable(),
    encoding: z.string(),
    acceptsConnections: z.boolean(),
  })
  .transform((row) => ({ ...row, description: row.description ?? undefined }));
export type DatabaseRow = z.infer<typeof DatabaseRow>;

export const SchemaRow = z
  .object({ oid: z.string(), name: z.string(), description: z.string().nullable(), isUsable: z.boolean() })
  .transform((row) => ({ ...row, description: row.description ?? undefined }));
export type SchemaRow = z.infer<typeof SchemaRow>;

/** A type as columns have it; for a domain with what it is based on. Enum values are a JSON array. */
export const TypeRow = z.object({
  key: z.string(),
  name: z.string(),
  oid: z.string(),
  modifier: z.number(),
  baseName: z.string().nullable(),
  baseOid: z.string().nullable(),
  baseModifier: z.number().nullable(),
  isNotNull: z.boolean(),
  enumValues: z.string().nullable(),
});
export type TypeRow = z.infer<typeof TypeRow>;

export const MatchedPatternRow = z.object({ number: z.number() });

/** A table or view that a comment may be meant for. */
export const NamedRelationRow = z.object({
  schemaName: z.string(),
  tableName: z.string(),
  kind: z.enum(['r', 'p', 'f', 'v', 'm']),
});
export type NamedRelationRow = z.infer<typeof NamedRelationRow>;

/** The names of the columns that a foreign key refers to. */
export const ColumnNames = z.array(z.string());
