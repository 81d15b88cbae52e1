import type { PropertyMap } from '../../metadata/element.ts';
import type { Guid } from '../../metadata/qualified-name.ts';
import { typeRegistry } from '../../metadata/types/type-registry.ts';
import type { DeleteMethod, Writer } from '../open-metadata-store.ts';
import { codesOf } from './codes.ts';
import type { Codes } from './codes.ts';
import type { StoreConnection } from './connection.ts';
import { ElementRows } from './element-rows.ts';
import type { ElementRow } from './element-rows.ts';
import { guidMaker } from './guid.ts';
import { LedgerRows } from './ledger-rows.ts';
import { RelationshipRows } from './relationship-rows.ts';
import type { RelationshipRow } from './relationship-rows.ts';
import { MEMENTO, classificationRows, isoTime } from './rows.ts';

const LINEAGE = 'LineageRelationship';

/** One write transaction: who writes, in which change. */
export interface CatalogChange {
  /** The id of the row of `change` that this will be. */
  readonly id: number;
  /** The time of the change in milliseconds: never before that of an earlier change. */
  readonly time: number;
  readonly userId: string;
  /** The code of the metadata source; null for the local cohort. */
  readonly source: number | null;
}

/** Writes elements, relationships and their history, and tells the ledgers what others must compare again. */
export class CatalogWriter {
  readonly codes: Codes;
  readonly elements: ElementRows;
  readonly relationships: RelationshipRows;
  readonly ledgers: LedgerRows;
  readonly #connection: StoreConnection;
  readonly #newGuid = guidMaker();
  readonly #statements;

  constructor(connection: StoreConnection) {
    this.#connection = connection;
    const { database } = connection;
    this.codes = codesOf(database);
    this.elements = new ElementRows(database);
    this.relationships = new RelationshipRows(database);
    this.ledgers = new LedgerRows(database);
    this.#statements = {
      lastChange: database.prepare('SELECT id, time FROM change ORDER BY id DESC LIMIT 1'),
      addChange: database.prepare('INSERT INTO change (id, user_id, time, source) VALUES (?, ?, ?, ?)'),
      rowsWritten: database.prepare('SELECT total_changes() AS count'),
    };
  }

  /** Runs `work` in a write transaction, as one change. If it writes nothing, nothing is written. */
  async transaction<T>(writer: Writer, work: (change: CatalogChange) => T): Promise<T> {
    const { addChange, rowsWritten } = this.#statements;
    try {
      return await this.#connection.transaction(() => {
        const before = rowsWritten.get()?.['count'];
        const change = this.#begin(writer);
        const result = work(change);
        if (rowsWritten.get()?.['count'] !== before) {
          addChange.run(change.id, change.userId, change.time, change.source);
        }
        return result;
      });
    } catch (error) {
      this.codes.forget();
      throw error;
    }
  }

  newGuid(change: CatalogChange): Guid {
    return this.#newGuid(change.time);
  }

  /** Removes an element and what is anchored to it; returns how many elements went (or became mementos). */
  removeElement(row: ElementRow, deleteMethod: DeleteMethod, change: CatalogChange): number {
    const family = this.#familyOf(row.id);
    const method = deleteMethod === 'LOOK_FOR_LINEAGE' ? this.#methodByLineage(family) : deleteMethod;
    if (method === 'ARCHIVE') return family.filter((id) => this.#archive(id, change)).length;
    for (const id of family) this.#removeOne(id, method === 'SOFT_DELETE', change);
    return family.length;
  }

  /** Removes a relationship; what states it, or may state it as well as whoever wrote it, is compared again. */
  removeRelationship(row: RelationshipRow, keepHistory: boolean, change: CatalogChange): void {
    this.relationships.remove(row.id, keepHistory, change.id);
    if (row.scope !== null) this.ledgers.markStaleIn(row.scope, row.stated_by === 1 ? row.end1 : row.end2);
    else for (const end of [row.end1, row.end2]) this.ledgers.markStale(end);
  }

  #begin(writer: Writer): CatalogChange {
    this.elements.begin();
    this.relationships.begin();
    const last = this.#statements.lastChange.get();
    const time = Math.max(this.#connection.clock.now(), Number(last?.['time'] ?? 0));
    const source = writer.metadataSource === undefined ? null : this.codes.sourceCode(writer.metadataSource);
    return { id: Number(last?.['id'] ?? 0) + 1, time, userId: writer.userId, source };
  }

  /** The element and all that is anchored to it, what is anchored first. */
  #familyOf(id: number): number[] {
    // A set is walked while it grows, and ends an anchor that is anchored to what it anchors.
    const family = new Set([id]);
    for (const member of family) for (const anchored of this.elements.anchoredTo(member)) family.add(anchored);
    return [...family].toReversed();
  }

  /** Egeria 6.1: with lineage an element is archived, without it is soft-deleted. */
  #methodByLineage(family: readonly number[]): 'ARCHIVE' | 'SOFT_DELETE' {
    const registry = typeRegistry();
    const isLineage = (row: RelationshipRow): boolean => registry.isSubtypeOf(this.codes.typeName(row.type), LINEAGE);
    return family.some((id) => this.relationships.of(id).some(isLineage)) ? 'ARCHIVE' : 'SOFT_DELETE';
  }

  #removeOne(id: number, keepHistory: boolean, change: CatalogChange): void {
    for (const row of this.relationships.of(id)) this.removeRelationship(row, keepHistory, change);
    if (!keepHistory) this.relationships.forgetHistoryOf(id);
    this.elements.remove(id, keepHistory, change.id);
    this.ledgers.forget(id);
  }

  /** False when the element was archived before. */
  #archive(id: number, change: CatalogChange): boolean {
    const row = this.elements.byId(id);
    if (row === undefined || row.memento === 1) return false;
    const memento: PropertyMap = {
      archiveDate: isoTime(change.time),
      archiveUser: change.userId,
      archiveMethod: 'ARCHIVE',
    };
    const source = change.source === null ? {} : { s: change.source };
    const classifications = [...classificationRows(row.classifications), { t: MEMENTO, p: memento, ...source }];
    this.elements.update(id, { classifications, memento: true }, change.id);
    this.ledgers.forget(id);
    return true;
  }
}
