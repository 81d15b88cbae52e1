import type { Guid } from '../../metadata/qualified-name.ts';
import type { SqliteDatabase } from '../../runtime/sqlite.ts';

/** What a new row of `relationship` holds. */
export interface NewRelationshipRow {
  readonly guid: Guid;
  readonly type: number;
  readonly end1: number;
  readonly end2: number;
  readonly propertiesText: string;
  readonly source: number | null;
  readonly effectiveFrom: number | null;
  readonly effectiveTo: number | null;
  /** 1 when absent. */
  readonly version?: number | undefined;
  /** The ledger's scope that states it, and the end whose element does; null for what people make. */
  readonly scope: number | null;
  readonly statedBy: 1 | 2 | null;
}

/** A row of `relationship` as it is needed to change it. */
export interface RelationshipRow {
  readonly id: number;
  readonly guid: Guid;
  readonly type: number;
  readonly end1: number;
  readonly end2: number;
  readonly properties: string;
  readonly source: number | null;
  readonly scope: number | null;
  readonly stated_by: 1 | 2 | null;
  readonly effective_from: number | null;
  readonly effective_to: number | null;
}

/** The columns of a relationship that an update sets. */
export interface RelationshipRowUpdate {
  readonly propertiesText: string;
  /** Stays as it is when absent. */
  readonly effectivity?: { readonly from: number | null; readonly to: number | null };
  /** The version that it has afterwards at least. */
  readonly version?: number | undefined;
}

const COLUMNS = `id, guid, type, end1, end2, properties, source, version, created, updated, effective_from, effective_to,
  scope, stated_by`;

/** The rows of relationships: every method runs within the caller's write transaction. */
export class RelationshipRows {
  #nextId = 0;
  #isIndexed = false;
  readonly #database: SqliteDatabase;
  readonly #statements;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#statements = relationshipStatements(database);
  }

  /** To be called at the start of each transaction. */
  begin(): void {
    this.#nextId = Number(this.#statements.highestId.get()?.['id'] ?? 0) + 1;
    this.#isIndexed = false;
  }

  insert(row: NewRelationshipRow, change: number): void {
    this.#statements.insert.run(
      this.#nextId,
      row.guid,
      row.type,
      row.end1,
      row.end2,
      row.propertiesText,
      row.source,
      row.version ?? 1,
      change,
      change,
      row.effectiveFrom,
      row.effectiveTo,
      row.scope,
      row.statedBy,
    );
    this.#nextId += 1;
  }

  /**
   * Only people and imports go by a relationship's GUID: the index for it is made when the first of them asks, so that
   * a first load does without.
   */
  byGuid(guid: Guid): RelationshipRow | undefined {
    if (!this.#isIndexed) {
      this.#database.exec('CREATE UNIQUE INDEX IF NOT EXISTS relationship_guid ON relationship (guid)');
      this.#isIndexed = true;
    }
    return this.#statements.byGuid.get(guid) as RelationshipRow | undefined;
  }

  /** One of this type between these ends, if there is one. */
  between(type: number, end1: number, end2: number): RelationshipRow | undefined {
    return this.#statements.between.get(end1, end2, type) as RelationshipRow | undefined;
  }

  /** All at either end of an element. */
  of(element: number): readonly RelationshipRow[] {
    const { atEnd1, atEnd2Only } = this.#statements;
    return [...atEnd1.all(element), ...atEnd2Only.all(element, element)] as unknown as RelationshipRow[];
  }

  /** Those that a ledger's scope states for an element. */
  statedFor(scope: number, element: number): readonly RelationshipRow[] {
    const { statedByEnd1, statedByEnd2 } = this.#statements;
    const rows = [...statedByEnd1.all(element, scope), ...statedByEnd2.all(element, scope)];
    return (rows as unknown as RelationshipRow[]).toSorted((one, other) => one.id - other.id);
  }

  /** Moves the version that stands into the history and sets what is given. */
  update(id: number, { propertiesText, effectivity, version }: RelationshipRowUpdate, change: number): void {
    this.#statements.toHistory.run(change, 0, id);
    this.#statements.setProperties.run(propertiesText, version ?? 0, change, id);
    if (effectivity !== undefined) this.#statements.setEffectivity.run(effectivity.from, effectivity.to, id);
  }

  /** Leaves what one ledger's scope states for an element to another one that states the element too. */
  handOver(scope: number, element: number, heir: number): void {
    for (const row of this.statedFor(scope, element)) this.#statements.setScope.run(heir, row.id);
  }

  /** Gives what one ledger's scope states for an element to another owner. */
  reown(scope: number, element: number, source: number | null): void {
    for (const row of this.statedFor(scope, element)) this.#statements.setSource.run(source, row.id);
  }

  remove(id: number, keepHistory: boolean, change: number): void {
    if (keepHistory) this.#statements.toHistory.run(change, 1, id);
    else this.#statements.forgetHistory.run(id);
    this.#statements.remove.run(id);
  }

  /** Forgets what the history holds of relationships at an element. */
  forgetHistoryOf(element: number): void {
    this.#statements.forgetHistoryOf.run(element, element);
  }
}

function relationshipStatements(database: SqliteDatabase) {
  return {
    highestId: database.prepare(
      'SELECT max(coalesce((SELECT max(id) FROM relationship), 0), coalesce((SELECT max(id) FROM relationship_history), 0)) AS id',
    ),
    insert: database.prepare(`INSERT INTO relationship (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    byGuid: database.prepare(`SELECT ${COLUMNS} FROM relationship WHERE guid = ?`),
    between: database.prepare(`SELECT ${COLUMNS} FROM relationship WHERE end1 = ? AND end2 = ? AND type = ? LIMIT 1`),
    // One look-up of both ends costs several times what two cost.
    atEnd1: database.prepare(`SELECT ${COLUMNS} FROM relationship WHERE end1 = ?`),
    atEnd2Only: database.prepare(`SELECT ${COLUMNS} FROM relationship WHERE end2 = ? AND end1 <> ?`),
    statedByEnd1: database.prepare(
      `SELECT ${COLUMNS} FROM relationship WHERE end1 = ? AND scope = ? AND stated_by = 1`,
    ),
    statedByEnd2: database.prepare(
      `SELECT ${COLUMNS} FROM relationship WHERE end2 = ? AND scope = ? AND stated_by = 2`,
    ),
    toHistory: database.prepare(
      `INSERT INTO relationship_history (${COLUMNS}, until, removed) SELECT ${COLUMNS}, ?, ? FROM relationship WHERE id = ?`,
    ),
    setProperties: database.prepare(
      'UPDATE relationship SET properties = ?, version = max(version + 1, ?), updated = ? WHERE id = ?',
    ),
    setEffectivity: database.prepare('UPDATE relationship SET effective_from = ?, effective_to = ? WHERE id = ?'),
    setSource: database.prepare('UPDATE relationship SET source = ? WHERE id = ?'),
    setScope: database.prepare('UPDATE relationship SET scope = ? WHERE id = ?'),
    remove: database.prepare('DELETE FROM relationship WHERE id = ?'),
    forgetHistory: database.prepare('DELETE FROM relationship_history WHERE id = ?'),
    forgetHistoryOf: database.prepare('DELETE FROM relationship_history WHERE end1 = ? OR end2 = ?'),
  };
}
