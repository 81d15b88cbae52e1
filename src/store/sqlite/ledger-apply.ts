import type { PropertyMap, StatedClassification, StatedElement, StatedRelationship } from '../../metadata/element.ts';
import type { QualifiedName } from '../../metadata/qualified-name.ts';
import type { SqliteDatabase } from '../../runtime/sqlite.ts';
import type { ApplyOutcome, LedgerChange, OwnedRelationship, PreparedElement } from '../sync-ledger.ts';
import type { CatalogChange, CatalogWriter } from './catalog-writer.ts';
import { searchTextOf } from './element-rows.ts';
import { STALE } from './ledger-rows.ts';
import { classificationRows } from './rows.ts';
import type { ClassificationRow } from './rows.ts';

/** Names whose ids are remembered: the last so many that were parents, anchors or new. */
const REMEMBERED_NAMES = 4096;
const MEMENTO = 'Memento';

/** A relationship or an anchor whose other element was not there yet when it was stated. */
export interface PendingEnd {
  readonly key: number;
  readonly prepared: PreparedElement;
  readonly base: PropertyMap | undefined;
  readonly waiting: readonly StatedRelationship[];
  /** Whether the element counted as unchanged. */
  readonly countedUnchanged: boolean;
}

/** Writes one scope's changes: elements, relationships and ledger entries, within the caller's transaction. */
export class LedgerApply {
  readonly #writer: CatalogWriter;
  readonly #scope: number;
  readonly #statements;
  #recentIds = new Map<string, number>();
  #olderIds = new Map<string, number>();
  /** What waits for an element that is stated later. */
  pending: PendingEnd[] = [];

  constructor(database: SqliteDatabase, writer: CatalogWriter, scope: number) {
    this.#writer = writer;
    this.#scope = scope;
    this.#statements = {
      add: database.prepare('INSERT INTO ledger (scope, element, parent, fingerprint, base) VALUES (?, ?, ?, ?, ?)'),
      replace: database.prepare(
        'INSERT OR REPLACE INTO ledger (scope, element, parent, fingerprint, base) VALUES (?, ?, ?, ?, ?)',
      ),
    };
  }

  /** Forgets ids: a transaction was rolled back, or elements were removed. */
  forgetIds(): void {
    this.#recentIds.clear();
    this.#olderIds.clear();
  }

  apply(entry: LedgerChange, change: CatalogChange): ApplyOutcome {
    if (entry.kind === 'create') return this.#create(entry.prepared, entry.base, change);
    const { prepared, current, base } = entry;
    const waiting = entry.kind === 'update' ? this.#update(entry, change) : entry.waiting;
    if (waiting.length > 0) {
      const countedUnchanged = entry.kind === 'record';
      this.pending.push({ key: current.key, prepared, base, waiting, countedUnchanged });
    }
    if (entry.kind === 'update' || waiting.length === 0) {
      const fingerprint = waiting.length > 0 || entry.pending ? STALE : prepared.fingerprint;
      this.#record(current.key, prepared, fingerprint, base);
    }
    this.#remember(prepared.stated.qualifiedName, current.key);
    return { key: current.key, raced: false };
  }

  /** Writes those of a pending element's relationships whose other element is there by now; returns the others. */
  relatePending(pending: PendingEnd, change: CatalogChange): readonly StatedRelationship[] {
    const missing = pending.waiting.filter((stated) => !this.#relate(pending.key, stated, change, true));
    if (missing.length === 0) this.#record(pending.key, pending.prepared, pending.prepared.fingerprint, pending.base);
    return missing;
  }

  /** The id of the element of this name. */
  idOf(name: QualifiedName): number | undefined {
    const known = this.#recentIds.get(name) ?? this.#olderIds.get(name);
    if (known !== undefined) return known;
    const id = this.#writer.elements.idOf(name);
    if (id !== undefined) this.#remember(name, id);
    return id;
  }

  #create(prepared: PreparedElement, base: PropertyMap | undefined, change: CatalogChange): ApplyOutcome {
    const { stated } = prepared;
    const writer = this.#writer;
    const id = writer.elements.insert(
      {
        guid: writer.newGuid(change),
        type: writer.codes.typeCode(stated.typeName),
        name: stated.qualifiedName,
        propertiesText: prepared.propertiesText,
        classificationsText: classificationsText(stated.classifications, this.#ownerOf(change)),
        source: change.source,
        anchor: this.#idOrNull(stated.anchor),
        anchorScope: this.#idOrNull(stated.anchorScope),
        effectiveFrom: null,
        effectiveTo: null,
        searchText: searchTextOf(stated.properties),
      },
      change.id,
    );
    if (id === undefined) return { key: 0, raced: true };
    const waiting = this.#relateAll(id, stated, change);
    const fingerprint = waiting.length === 0 ? prepared.fingerprint : STALE;
    this.#statements.add.run(this.#scope, id, this.#idOrNull(stated.parent?.to), fingerprint, baseText(base));
    if (waiting.length > 0) this.pending.push({ key: id, prepared, base, waiting, countedUnchanged: false });
    this.#remember(stated.qualifiedName, id);
    return { key: id, raced: false };
  }

  #relateAll(id: number, stated: StatedElement, change: CatalogChange): readonly StatedRelationship[] {
    const { parent } = stated;
    const parentWaits = parent !== undefined && !this.#relate(id, parent, change);
    if (stated.relationships.length === 0) return parentWaits ? [parent] : NONE;
    const waiting = stated.relationships.filter((relationship) => !this.#relate(id, relationship, change));
    return parentWaits ? [parent, ...waiting] : waiting;
  }

  /** Writes a relationship; false when its other element is not there. */
  #relate(id: number, stated: StatedRelationship, change: CatalogChange, mayExist = false): boolean {
    const other = this.idOf(stated.to);
    if (other === undefined) return false;
    const { relationships, codes } = this.#writer;
    const type = codes.typeCode(stated.typeName);
    const [end1, end2] = stated.toEnd === 1 ? [other, id] : [id, other];
    if (mayExist && relationships.between(type, end1, end2) !== undefined) return true;
    relationships.insert(
      {
        guid: this.#writer.newGuid(change),
        type,
        end1,
        end2,
        propertiesText: JSON.stringify(stated.properties),
        source: change.source,
        effectiveFrom: null,
        effectiveTo: null,
        scope: this.#scope,
        statedBy: stated.toEnd === 1 ? 2 : 1,
      },
      change.id,
    );
    return true;
  }

  #update(entry: LedgerChange & { kind: 'update' }, change: CatalogChange): readonly StatedRelationship[] {
    const { update, current, prepared } = entry;
    const row = this.#writer.elements.byId(current.key);
    this.#writer.elements.update(
      current.key,
      {
        ...(update.properties === undefined ? {} : { propertiesText: JSON.stringify(update.properties) }),
        ...(update.classifications === undefined && update.declassify.length === 0
          ? {}
          : { classifications: reclassified(classificationRows(row?.classifications), update, this.#ownerOf(change)) }),
        ...(update.declassify.includes(MEMENTO) ? { memento: false } : {}),
        ...(update.reanchor ? { anchor: this.#anchorOf(prepared.stated) } : {}),
      },
      change.id,
    );
    this.#writer.ledgers.markStale(current.key, this.#scope);
    for (const owned of update.unrelate) this.#unrelate(owned, change);
    for (const owned of update.updateRelationships) {
      const existing = this.#writer.relationships.byGuid(owned.guid);
      if (existing)
        this.#writer.relationships.updateProperties(existing.id, JSON.stringify(owned.properties), change.id);
    }
    return update.relate.filter((stated) => !this.#relate(current.key, stated, change, true));
  }

  #unrelate(owned: OwnedRelationship, change: CatalogChange): void {
    const row = this.#writer.relationships.byGuid(owned.guid);
    if (row !== undefined) this.#writer.relationships.remove(row.id, true, change.id);
  }

  #ownerOf({ source }: CatalogChange): ClassificationOwner {
    return source === null ? { l: this.#scope } : { s: source };
  }

  #anchorOf(stated: StatedElement): { anchor: number | null; scope: number | null } {
    return { anchor: this.#idOrNull(stated.anchor), scope: this.#idOrNull(stated.anchorScope) };
  }

  #record(key: number, { stated }: PreparedElement, fingerprint: string, base: PropertyMap | undefined): void {
    const parent = this.#idOrNull(stated.parent?.to);
    this.#statements.replace.run(this.#scope, key, parent, fingerprint, baseText(base));
  }

  #idOrNull(name: QualifiedName | undefined): number | null {
    return name === undefined ? null : (this.idOf(name) ?? null);
  }

  #remember(name: string, id: number): void {
    if (this.#recentIds.size >= REMEMBERED_NAMES) {
      this.#olderIds = this.#recentIds;
      this.#recentIds = new Map();
    }
    this.#recentIds.set(name, id);
  }
}

const NONE: readonly StatedRelationship[] = [];

function baseText(base: PropertyMap | undefined): string | null {
  return base === undefined ? null : JSON.stringify(base);
}

/** What marks a classification as this scope's: its metadata source, or for the local cohort the scope itself. */
type ClassificationOwner = { readonly s: number } | { readonly l: number };

function classificationsText(stated: readonly StatedClassification[], owner: ClassificationOwner): string | null {
  return stated.length === 0 ? null : JSON.stringify(stated.map((one) => classificationRow(one, owner)));
}

function classificationRow(stated: StatedClassification, owner: ClassificationOwner): ClassificationRow {
  return { t: stated.typeName, p: stated.properties, ...owner };
}

/** The classifications after an update: others' stay, those that are stated take the place of their namesakes. */
function reclassified(
  rows: readonly ClassificationRow[],
  update: {
    readonly classifications: readonly StatedClassification[] | undefined;
    readonly declassify: readonly string[];
  },
  owner: ClassificationOwner,
): readonly ClassificationRow[] {
  const stated = update.classifications ?? [];
  const gone = new Set([...update.declassify, ...stated.map((one) => one.typeName as string)]);
  return [...rows.filter((row) => !gone.has(row.t)), ...stated.map((one) => classificationRow(one, owner))];
}
