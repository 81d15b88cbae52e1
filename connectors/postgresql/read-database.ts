import type { IntegrationContext, MetadataRecord } from '../../src/kit/index.ts';
import { columnType } from './column-type.ts';
import type { ColumnTypes } from './column-type.ts';
import { leadsOutside } from './constraints.ts';
import type { RowCursor } from './cursor.ts';
import { isOutdatedSnapshot, messages } from './errors.ts';
import { databaseRecord, relationRecords, schemaRecords } from './mapping.ts';
import type { RelationRows } from './mapping.ts';
import { schemaPlace } from './names.ts';
import type { SchemaPlace } from './names.ts';
import {
  arrayText,
  beginStatements,
  columnsQuery,
  constraintsQuery,
  databasesQuery,
  joinByIndex,
  joinFreely,
  likePattern,
  matchedPatternsQuery,
  relationsQuery,
  schemasQuery,
  selectionParameters,
  typesQuery,
} from './queries.ts';
import type { Selection } from './queries.ts';
import { DatabaseRow, MatchedPatternRow, SchemaRow, TypeRow } from './schema.ts';
import type { Patterns, SelectionConfig } from './selection.ts';
import type { Session } from './session.ts';

/** How a database is read. */
export interface ReadOptions {
  readonly config: SelectionConfig & { readonly statementTimeoutSeconds: number };
  readonly serverName: string;
  readonly patterns: Patterns;
  readonly context: IntegrationContext;
}

/** Few hundred: what is stated at once. */
const recordsPerBatch = 400;
/** How often a read goes on in a new snapshot before it counts as failed when no table gets finished in between. */
const attemptsWithoutProgress = 3;

/** What came of a database that the reader is to be told. */
interface Remarks {
  readonly unreadableBySchema: Map<string, number>;
  foreignKeysOutside: number;
}

/** The databases of the server but for templates, or the one that the session is in, in the order of their creation. */
export async function listDatabases(
  session: Session,
  which: 'all' | 'current',
  { statementTimeoutSeconds }: { readonly statementTimeoutSeconds: number },
): Promise<readonly DatabaseRow[]> {
  await session.execute(beginStatements(statementTimeoutSeconds));
  const databases = await session.query(databasesQuery, DatabaseRow, [which === 'current']);
  await session.execute('COMMIT');
  return databases;
}

/**
 * States a database and everything in it, by a fixed number of queries: the schemas first, then table after table in
 * the order of their creation, each with its columns. What was created since the last refresh comes last, and nothing has to
 * be sorted or held back.
 */
export async function* readDatabase(
  session: Session,
  row: DatabaseRow,
  options: ReadOptions,
): AsyncGenerator<readonly MetadataRecord[]> {
  await session.execute(beginStatements(options.config.statementTimeoutSeconds));
  const schemas = await readSchemas(session, row.name, options);
  const places = new Map(schemas.map(({ row: { oid }, place }) => [oid, place]));
  await matchTablePatterns(session, [...places.keys()], options.patterns);
  yield [databaseRecord(options.serverName, row)];
  yield* inBatches(schemas.map(({ place, row: schema }) => schemaRecords(place, schema)));
  const remarks: Remarks = { unreadableBySchema: new Map(), foreignKeysOutside: 0 };
  yield* inBatches(readRelations(session, row.name, places, options, remarks));
  await session.execute('COMMIT');
  warn(row.name, schemas, remarks, options.context);
}

interface FoundSchema {
  readonly row: SchemaRow;
  readonly place: SchemaPlace;
}

async function readSchemas(session: Session, database: string, options: ReadOptions): Promise<readonly FoundSchema[]> {
  const { includeSystemSchemas, includeExtensionObjects } = options.config;
  const rows = await session.query(schemasQuery, SchemaRow, [includeSystemSchemas, includeExtensionObjects]);
  return rows
    .filter(({ name }) => options.patterns.selectsSchema(name))
    .map((row) => ({ row, place: schemaPlace(options.serverName, database, row.name) }));
}

async function matchTablePatterns(session: Session, schemaOids: readonly string[], patterns: Patterns): Promise<void> {
  if (patterns.tablePatterns.length === 0) return;
  const parameters = [arrayText(schemaOids), arrayText(patterns.tablePatterns.map(likePattern))];
  const matched = await session.query(() => matchedPatternsQuery, MatchedPatternRow, parameters);
  patterns.noteTables(matched.map(({ number }) => number));
}

/**
 * The records of table after table. PostgreSQL decompiles definitions as of now and not as of the snapshot, so a view
 * that was dropped meanwhile makes it fail. Then the read goes on in a new snapshot, behind the last table that is finished.
 */
async function* readRelations(
  session: Session,
  database: string,
  places: ReadonlyMap<string, SchemaPlace>,
  options: ReadOptions,
  remarks: Remarks,
): AsyncGenerator<readonly MetadataRecord[]> {
  const selection = options.patterns.selection([...places.keys()]);
  let afterOid = '0';
  for (let attempt = 1; ; attempt += 1) {
    try {
      const cursors = await openCursors(session, selection, afterOid);
      for (;;) {
        const rows = await nextRelation(cursors);
        if (rows === undefined) return;
        const [oid, schemaOid, name] = rows.relation;
        const place = places.get(schemaOid ?? '');
        if (place === undefined) continue;
        options.context.at(`${database}.${place.name}.${name}`);
        noteRemarks(remarks, place, rows);
        yield relationRecords(place, rows, cursors.types);
        afterOid = oid ?? '';
        attempt = 1;
      }
    } catch (error) {
      if (!isOutdatedSnapshot(error) || attempt >= attemptsWithoutProgress) throw error;
      await session.execute('ROLLBACK');
      await session.execute(beginStatements(options.config.statementTimeoutSeconds));
    }
  }
}

/** The three cursors walk side by side, all of them in the order of the tables. */
async function nextRelation({ relations, constraints, columns }: Cursors): Promise<RelationRows | undefined> {
  const relation = await relations.next();
  if (relation === undefined) return undefined;
  const oid = relation[0] ?? '';
  return { relation, constraints: await constraints.nextOf(oid), columns: await columns.nextOf(oid) };
}

interface Cursors {
  readonly types: ColumnTypes;
  readonly relations: RowCursor;
  readonly columns: RowCursor;
  readonly constraints: RowCursor;
}

async function openCursors(session: Session, selection: Selection, afterOid: string): Promise<Cursors> {
  const types = new Map((await session.query(typesQuery, TypeRow)).map((row) => [row.key, columnType(row)]));
  const parameters = selectionParameters(selection, afterOid);
  const constraints = await session.cursor('constraints', constraintsQuery, parameters);
  await session.execute(joinByIndex);
  const relations = await session.cursor('relations', relationsQuery, parameters);
  const columns = await session.cursor('columns', columnsQuery, parameters);
  await session.execute(joinFreely);
  return { types, relations, columns, constraints };
}

/** What is stated together, in arrays of a size that the engine likes. */
async function* inBatches(
  groups: Iterable<readonly MetadataRecord[]> | AsyncIterable<readonly MetadataRecord[]>,
): AsyncGenerator<readonly MetadataRecord[]> {
  let batch: MetadataRecord[] = [];
  for await (const group of groups) {
    for (const record of group) batch.push(record);
    if (batch.length < recordsPerBatch) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function noteRemarks(remarks: Remarks, place: SchemaPlace, { relation, constraints }: RelationRows): void {
  if (relation[10] === 'f') {
    remarks.unreadableBySchema.set(place.name, (remarks.unreadableBySchema.get(place.name) ?? 0) + 1);
  }
  for (const constraint of constraints) if (leadsOutside(constraint)) remarks.foreignKeysOutside += 1;
}

function warn(database: string, schemas: readonly FoundSchema[], remarks: Remarks, context: IntegrationContext): void {
  for (const { row } of schemas) {
    const tables = remarks.unreadableBySchema.get(row.name);
    if (!row.isUsable) context.warn(messages.schemaIsUnusable({ database, schema: row.name }));
    else if (tables !== undefined) context.warn(messages.tablesAreUnreadable({ database, schema: row.name, tables }));
  }
  if (remarks.foreignKeysOutside > 0) {
    context.warn(messages.foreignKeysLeadOutside({ database, foreignKeys: remarks.foreignKeysOutside }));
  }
}
