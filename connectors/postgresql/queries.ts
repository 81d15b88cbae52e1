/** Makes SQL of an expression for a text that the catalog keeps (see `raw-text.ts`). */
export type TextExpression = (expression: string) => string;

/** Starts the one transaction in which a database is read. Texts that PostgreSQL decompiles name everything with its schema. */
export function beginStatements(statementTimeoutSeconds: number): string {
  return `
    BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
    SET LOCAL search_path = pg_catalog;
    SET LOCAL statement_timeout = ${statementTimeoutSeconds * 1000};
    SET LOCAL jit = off;
    SET LOCAL max_parallel_workers_per_gather = 0`;
}

/** Sets a comment; both names and text are quoted already. Sent together, these are one transaction. */
export function commentStatements(object: string, text: string, statementTimeoutSeconds: number): string {
  return `SET LOCAL statement_timeout = ${statementTimeoutSeconds * 1000}; COMMENT ON ${object} IS ${text}`;
}

/**
 * Makes the planner join catalogs by their indexes, which are in the order of what is read: rows then stream, without a
 * sort that would hold all of them back, and the plan does not depend on whether the catalogs were analyzed.
 */
const byIndex = (isOn: boolean): string =>
  ['hashjoin', 'nestloop', 'seqscan', 'bitmapscan']
    .map((way) => `SET LOCAL enable_${way} = ${isOn ? 'off' : 'on'}`)
    .join('; ');
export const joinByIndex = byIndex(true);
export const joinFreely = byIndex(false);

/** The databases of the server but for templates. `$1`: only the one that we are connected to. */
export const databasesQuery = (text: TextExpression): string => `
  SELECT ${text('d.datname')} AS name,
         ${text("shobj_description(d.oid, 'pg_database')")} AS description,
         pg_encoding_to_char(d.encoding) AS encoding,
         d.datallowconn AS "acceptsConnections"
    FROM pg_database d
   WHERE CASE WHEN $1 THEN d.datname = current_database() ELSE NOT d.datistemplate END
   ORDER BY d.oid`;

/**
 * The schemas, in the order of their creation. A schema that an extension owns is one of its objects as long as it holds
 * nothing else. `$1`: the system schemas too; `$2`: what extensions own too.
 */
export const schemasQuery = (text: TextExpression): string => `
  SELECT n.oid::text AS oid,
         ${text('n.nspname')} AS name,
         ${text("obj_description(n.oid, 'pg_namespace')")} AS description,
         has_schema_privilege(n.oid, 'USAGE') IS NOT FALSE AS "isUsable"
    FROM pg_namespace n
   WHERE n.nspname !~ '^pg_(toast|temp_|toast_temp_)'
     AND ($1 OR (n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'))
     AND ($2 OR n.oid NOT IN (${extensionObjects('pg_namespace')})
             OR EXISTS (SELECT FROM pg_class c
                         WHERE c.relnamespace = n.oid AND ${isRelation('c')}
                           AND c.oid NOT IN (${extensionObjects('pg_class')})))
   ORDER BY n.oid`;

/** The types that columns have, each with its type modifier, and what is to be known of them. */
export const typesQuery = (text: TextExpression): string => `
  SELECT a.atttypid || ' ' || a.atttypmod AS key,
         ${text('format_type(a.atttypid, a.atttypmod)')} AS name,
         a.atttypid::text AS oid,
         a.atttypmod AS modifier,
         CASE WHEN t.typtype = 'd' THEN ${text('format_type(t.typbasetype, t.typtypmod)')} END AS "baseName",
         CASE WHEN t.typtype = 'd' THEN t.typbasetype::text END AS "baseOid",
         CASE WHEN t.typtype = 'd' THEN t.typtypmod END AS "baseModifier",
         t.typtype = 'd' AND t.typnotnull AS "isNotNull",
         ${text(`(SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)::text FROM pg_enum e
            WHERE e.enumtypid IN (t.oid, t.typelem, t.typbasetype))`)} AS "enumValues"
    FROM (SELECT DISTINCT atttypid, atttypmod FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped) a
    JOIN pg_type t ON t.oid = a.atttypid`;

/** Which of the patterns `$2` match the name of a table in the schemas `$1`, as their numbers from 1. */
export const matchedPatternsQuery = `
  SELECT p.number::int AS number
    FROM unnest($2::text[]) WITH ORDINALITY AS p (pattern, number)
   WHERE EXISTS (SELECT FROM pg_class c
                  WHERE c.relnamespace = ANY ($1::oid[]) AND ${isRelation('c')} AND ${matches('c', 'p.pattern')})`;

/** Tables and views of all kinds, in the order of their creation. For the parameters see `isSelected`. */
export const relationsQuery = (text: TextExpression): string => `
  SELECT c.oid, c.relnamespace, ${text('c.relname')}, c.relkind, ${text('d.description')},
         CASE WHEN c.relkind IN ('v', 'm') THEN ${text('pg_get_viewdef(c.oid)')} END,
         c.relispartition, ${text('i.parents')}, ${text('pg_get_expr(c.relpartbound, 0)')},
         CASE WHEN c.relkind = 'p' THEN ${text('pg_get_partkeydef(c.oid)')} END,
         has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT')
    FROM pg_class c
    LEFT JOIN (${descriptions('objsubid = 0')}) d ON d.objoid = c.oid
    LEFT JOIN (SELECT inhrelid, string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno) AS parents
                 FROM pg_inherits GROUP BY inhrelid) i ON i.inhrelid = c.oid
   WHERE ${isSelected('c')} AND c.oid > $5
   ORDER BY c.oid`;

/**
 * The columns of these, in the order of their tables. A default has no columns in it, so it is decompiled without its
 * table: that takes a sixth of the time, and neither a lock nor the risk that the table is gone.
 */
export const columnsQuery = (text: TextExpression): string => `
  SELECT a.attrelid, a.attnum, ${text('a.attname')}, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity,
         a.attgenerated,
         ${text("pg_get_expr(v.adbin, CASE a.attgenerated WHEN '' THEN 0::oid ELSE v.adrelid END)")},
         ${text('d.description')}
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid
    LEFT JOIN pg_attrdef v ON v.adrelid = a.attrelid AND v.adnum = a.attnum
    LEFT JOIN (${descriptions('objsubid > 0')}) d ON d.objoid = a.attrelid AND d.objsubid = a.attnum
   WHERE a.attnum > 0 AND NOT a.attisdropped AND ${isSelected('c')} AND c.oid > $5
   ORDER BY a.attrelid, a.attnum`;

/**
 * Primary, unique and foreign keys of these, in the order of their tables. A foreign key that refers to a partitioned
 * table has an entry for each partition besides, which is not stated.
 */
export const constraintsQuery = (text: TextExpression): string => `
  SELECT k.conrelid, k.contype, ${text('k.conname')}, k.conkey,
         ${text('n.nspname')}, ${text('f.relname')},
         CASE WHEN k.contype = 'f' THEN ${text(`(
           SELECT json_agg(a.attname ORDER BY u.position)
             FROM unnest(k.confkey) WITH ORDINALITY AS u (number, position)
             JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number)`)} END,
         CASE WHEN k.contype = 'f' THEN ${isSelected('f')} END
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    LEFT JOIN pg_class f ON f.oid = k.confrelid
    LEFT JOIN pg_namespace n ON n.oid = f.relnamespace
   WHERE k.contype IN ('p', 'u', 'f') AND ${isSelected('c')} AND c.oid > $5
     AND (k.conparentid = 0
          OR NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid))
   ORDER BY k.conrelid, k.conname`;

/** Tables and views whose name occurs in the qualified name `$1`, and which have the column `$2` if that is not null. */
export const namedRelationsQuery = (text: TextExpression): string => `
  SELECT ${text('n.nspname')} AS "schemaName", ${text('c.relname')} AS "tableName", c.relkind AS kind
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE ${isRelation('c')} AND position(replace(c.relname, '"', '""') IN $1) > 0
     AND ($2::text IS NULL
          OR EXISTS (SELECT FROM pg_attribute a
                      WHERE a.attrelid = c.oid AND a.attname = $2 AND a.attnum > 0 AND NOT a.attisdropped))`;

/** What the cursors are given: see `isSelected`. */
export interface Selection {
  readonly schemaOids: readonly string[];
  readonly includeTables: readonly string[] | undefined;
  readonly excludeTables: readonly string[] | undefined;
  readonly includeExtensionObjects: boolean;
}

/** The parameters of the cursors, which read the relations after the one with this object identifier. */
export function selectionParameters(selection: Selection, afterOid: string): readonly (string | null)[] {
  return [
    arrayText(selection.schemaOids),
    selection.includeTables === undefined ? null : arrayText(selection.includeTables.map(likePattern)),
    selection.excludeTables === undefined ? null : arrayText(selection.excludeTables.map(likePattern)),
    String(selection.includeExtensionObjects),
    afterOid,
  ];
}

/** The pattern with `*` and `?` as one of `LIKE`. */
export function likePattern(pattern: string): string {
  return pattern
    .replaceAll(/[\\%_]/gu, String.raw`\$&`)
    .replaceAll('*', '%')
    .replaceAll('?', '_');
}

/** A list as PostgreSQL writes an array. */
export function arrayText(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replaceAll(/["\\]/gu, String.raw`\$&`)}"`).join(',')}}`;
}

function isRelation(c: string): string {
  return `${c}.relkind IN ('r', 'p', 'f', 'v', 'm') AND ${c}.relpersistence <> 't'`;
}

/**
 * Whether a relation is to be catalogued. `$1`: the schemas; `$2` and `$3`: patterns to include and to exclude, or null;
 * `$4`: what extensions own too.
 */
function isSelected(c: string): string {
  return `(${isRelation(c)} AND ${c}.relnamespace = ANY ($1::oid[])
    AND ($2::text[] IS NULL OR EXISTS (SELECT FROM unnest($2::text[]) AS p (pattern) WHERE ${matches(c, 'p.pattern')}))
    AND ($3::text[] IS NULL OR NOT EXISTS (SELECT FROM unnest($3::text[]) AS p (pattern) WHERE ${matches(c, 'p.pattern')}))
    AND ($4::boolean OR ${c}.oid NOT IN (${extensionObjects('pg_class')})))`;
}

/** A pattern with a dot is compared with `schema.table`, one without with the name of the table. */
function matches(c: string, pattern: string): string {
  return `CASE WHEN position('.' IN ${pattern}) > 0
    THEN (SELECT s.nspname FROM pg_namespace s WHERE s.oid = ${c}.relnamespace) || '.' || ${c}.relname
    ELSE ${c}.relname END LIKE ${pattern}`;
}

function extensionObjects(catalog: 'pg_class' | 'pg_namespace'): string {
  return `SELECT x.objid FROM pg_depend x
    WHERE x.refclassid = 'pg_extension'::regclass AND x.classid = '${catalog}'::regclass AND x.deptype = 'e'`;
}

/** The comments in the order of the index; `OFFSET` keeps the planner from forgetting that order. */
function descriptions(which: string): string {
  return `SELECT objoid, objsubid, description FROM pg_description
    WHERE classoid = 'pg_class'::regclass AND ${which} ORDER BY objoid, objsubid OFFSET 0`;
}
