import type { PropertyMap } from '../../metadata/element.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import type { SqliteDatabase } from '../../runtime/sqlite.ts';
import { searchTextOf } from './full-text.ts';
import { classificationRows } from './rows.ts';
import type { ClassificationRow } from './rows.ts';

/** What a new row of `element` holds; codes and integer keys, the texts already JSON. */
export interface NewElementRow {
  readonly guid: Guid;
  readonly type: number;
  readonly name: string | null;
  readonly propertiesText: string;
  readonly classificationsText: string | null;
  readonly source: number | null;
  readonly anchor: number | null;
  readonly anchorScope: number | null;
  readonly effectiveFrom: number | null;
  readonly effectiveTo: number | null;
  readonly memento: 0 | 1;
  /** 1 when absent. */
  readonly version?: number | undefined;
  /** What the full-text index is to find it by. */
  readonly searchText: string;
}

/** A row of `element` as it is needed to change it. */
export interface ElementRow {
  readonly id: number;
  readonly guid: Guid;
  readonly type: number;
  readonly name: string | null;
  readonly properties: string;
  readonly classifications: string | null;
  readonly source: number | null;
  readonly anchor: number | null;
  readonly anchor_scope: number | null;
  readonly version: number;
  readonly memento: 0 | 1;
}

/** The columns of an element that an update may set. */
export interface ElementRowUpdate {
  readonly propertiesText?: string;
  readonly classifications?: readonly ClassificationRow[];
  readonly anchor?: { readonly anchor: number | null; readonly scope: number | null };
  readonly effectivity?: { readonly from: number | null; readonly to: number | null };
  readonly memento?: boolean;
  /** The version that it has afterwards at least. */
  readonly version?: number | undefined;
  /** The metadata source that owns it from now on; null for the local cohort. */
  readonly source?: number | null;
}

/** The columns that `element` and `element_history` have in common. */
export const ELEMENT_ROW_COLUMNS = `id, guid, type, name, properties, classifications, source, anchor, anchor_scope, version, created,
  updated, effective_from, effective_to, memento`;

/** The rows of elements: every method runs within the caller's write transaction. */
export class ElementRows {
  #nextId = 0;
  readonly #statements;

  constructor(database: SqliteDatabase) {
    this.#statements = elementStatements(database);
  }

  /** To be called at the start of each transaction: other processes may have added rows. Ids are never used twice. */
  begin(): void {
    this.#nextId = Number(this.#statements.highestId.get()?.['id']) + 1;
  }

  /** Adds an element; `undefined` when its qualified name is taken. */
  insert(row: NewElementRow, change: number): number | undefined {
    const id = this.#nextId;
    const { changes } = this.#statements.insert.run(
      id,
      row.guid,
      row.type,
      row.name,
      row.propertiesText,
      row.classificationsText,
      row.source,
      row.anchor,
      row.anchorScope,
      row.version ?? 1,
      change,
      change,
      row.effectiveFrom,
      row.effectiveTo,
      row.memento,
    );
    if (changes === 0) return undefined;
    this.#nextId += 1;
    if (row.searchText !== '') this.#statements.addSearch.run(id, row.searchText);
    return id;
  }

  byId(id: number): ElementRow | undefined {
    return this.#statements.byId.get(id) as ElementRow | undefined;
  }

  byGuid(guid: Guid): ElementRow | undefined {
    return this.#statements.byGuid.get(guid) as ElementRow | undefined;
  }

  /** The code of an element's type. */
  typeOf(id: number): number | undefined {
    const row = this.#statements.typeById.get(id);
    return row === undefined ? undefined : Number(row['type']);
  }

  /** The id of the element of this qualified name. */
  idOf(name: string): number | undefined {
    const row = this.#statements.idByName.get(name);
    return row === undefined ? undefined : Number(row['id']);
  }

  /** Those anchored to an element, itself not included. */
  anchoredTo(id: number): readonly number[] {
    return this.#statements.anchored.all(id).map((row) => Number(row['id']));
  }

  /** Moves the version that stands into the history and sets what is given. */
  update(id: number, update: ElementRowUpdate, change: number): void {
    const statements = this.#statements;
    statements.toHistory.run(change, 0, id);
    statements.nextVersion.run(update.version ?? 0, change, id);
    if (update.propertiesText !== undefined) {
      this.#removeFromSearch(id);
      statements.setProperties.run(update.propertiesText, id);
      const text = searchTextOf(JSON.parse(update.propertiesText) as PropertyMap);
      if (text !== '') statements.addSearch.run(id, text);
    }
    if (update.classifications !== undefined) {
      const text = update.classifications.length === 0 ? null : JSON.stringify(update.classifications);
      statements.setClassifications.run(text, id);
    }
    if (update.anchor !== undefined) statements.setAnchor.run(update.anchor.anchor, update.anchor.scope, id);
    if (update.effectivity !== undefined)
      statements.setEffectivity.run(update.effectivity.from, update.effectivity.to, id);
    if (update.source !== undefined) statements.setSource.run(update.source, id);
    if (update.memento !== undefined) statements.setMemento.run(update.memento ? 1 : 0, id);
  }

  /** Leaves the classifications that one ledger's scope states to another one that states the element too. */
  handOver(scope: number, id: number, heir: number): void {
    const rows = classificationRows(this.byId(id)?.classifications);
    if (!rows.some((row) => row.l === scope)) return;
    const left = rows.map((row) => (row.l === scope ? { ...row, l: heir } : row));
    this.#statements.setClassifications.run(JSON.stringify(left), id);
  }

  /** Removes an element's row: its last version goes into the history, or nothing of it stays. */
  remove(id: number, keepHistory: boolean, change: number): void {
    if (keepHistory) this.#statements.toHistory.run(change, 1, id);
    else {
      this.#statements.forgetHistory.run(id);
      this.#statements.notePurged.run(id);
    }
    this.#removeFromSearch(id);
    this.#statements.remove.run(id);
  }

  /** The index keeps no texts: an entry is removed by what it was made of. */
  #removeFromSearch(id: number): void {
    const row = this.#statements.byId.get(id);
    const text = row === undefined ? '' : searchTextOf(JSON.parse(String(row['properties'])) as PropertyMap);
    if (text !== '') this.#statements.removeSearch.run(id, text);
  }
}

function elementStatements(database: SqliteDatabase) {
  return {
    highestId: database.prepare(
      `SELECT max(highest_element, coalesce((SELECT max(id) FROM element), 0),
         coalesce((SELECT max(id) FROM element_history), 0)) AS id FROM purged`,
    ),
    insert: database.prepare(
      `INSERT INTO element (${ELEMENT_ROW_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (name) DO NOTHING`,
    ),
    byId: database.prepare(`SELECT ${ELEMENT_ROW_COLUMNS} FROM element WHERE id = ?`),
    byGuid: database.prepare(`SELECT ${ELEMENT_ROW_COLUMNS} FROM element WHERE guid = ?`),
    typeById: database.prepare('SELECT type FROM element WHERE id = ?'),
    idByName: database.prepare('SELECT id FROM element WHERE name = ?'),
    anchored: database.prepare('SELECT id FROM element WHERE anchor = ? ORDER BY id DESC'),
    toHistory: database.prepare(
      `INSERT INTO element_history (${ELEMENT_ROW_COLUMNS}, until, removed) SELECT ${ELEMENT_ROW_COLUMNS}, ?, ? FROM element WHERE id = ?`,
    ),
    nextVersion: database.prepare('UPDATE element SET version = max(version + 1, ?), updated = ? WHERE id = ?'),
    setProperties: database.prepare('UPDATE element SET properties = ? WHERE id = ?'),
    setClassifications: database.prepare('UPDATE element SET classifications = ? WHERE id = ?'),
    setAnchor: database.prepare('UPDATE element SET anchor = ?, anchor_scope = ? WHERE id = ?'),
    setEffectivity: database.prepare('UPDATE element SET effective_from = ?, effective_to = ? WHERE id = ?'),
    setSource: database.prepare('UPDATE element SET source = ? WHERE id = ?'),
    setMemento: database.prepare('UPDATE element SET memento = ? WHERE id = ?'),
    notePurged: database.prepare('UPDATE purged SET highest_element = max(highest_element, ?)'),
    remove: database.prepare('DELETE FROM element WHERE id = ?'),
    forgetHistory: database.prepare('DELETE FROM element_history WHERE id = ?'),
    addSearch: database.prepare('INSERT INTO search (rowid, text) VALUES (?, ?)'),
    removeSearch: database.prepare(`INSERT INTO search (search, rowid, text) VALUES ('delete', ?, ?)`),
  };
}
