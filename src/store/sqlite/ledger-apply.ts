import type { PropertyMap, StatedClassification, StatedElement, StatedRelationship } from '../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../metadata/qualified-name.ts';
import type { TypeProblem } from '../../metadata/types/type-problem.ts';
import type { SqliteDatabase } from '../../runtime/sqlite.ts';
import type { ApplyOutcome, ElementUpdate, LedgerChange, PreparedElement } from '../sync-ledger.ts';
import type { CatalogChange, CatalogWriter } from './catalog-writer.ts';
import type { ElementRow, ElementRowUpdate } from './element-rows.ts';
import { searchTextOf } from './full-text.ts';
import { STALE } from './ledger-rows.ts';
import { misfitOf } from './misfit.ts';
import { MEMENTO, classificationRows } from './rows.ts';
import type { ClassificationRow } from './rows.ts';

/** An element whose anchor, or the other element of whose relationship, was not there yet when it was stated. */
export interface PendingEnd {
  readonly key: number;
  readonly prepared: PreparedElement;
  readonly base: PropertyMap | undefined;
  readonly waiting: readonly StatedRelationship[];
  /** The fingerprint of its entry once nothing is missing. */
  readonly fingerprint: string;
  /** Whether the element counted as unchanged. */
  readonly countedUnchanged: boolean;
}

/** Where the GUIDs of what a ledger adds come from. */
export interface GuidSource {
  ofElement(stated: StatedElement, change: CatalogChange): Guid;
  /** `undefined`: the relationship is not there yet; it waits. */
  ofRelationship(from: StatedElement, stated: StatedRelationship, change: CatalogChange): Guid | undefined;
}

/** What became of a pending end. */
export interface SettledEnd {
  readonly pending: PendingEnd;
  /** What is not written still: its other element is not there, or is none that the relationship may lead to. */
  readonly missing: readonly StatedRelationship[];
  /** Why those of them that lead to an element lead to the wrong one. */
  readonly misfits: ReadonlyMap<StatedRelationship, TypeProblem>;
  /** An element that had counted as unchanged was updated. */
  readonly isUpdated: boolean;
}

/** Writes one scope's changes: elements, relationships and ledger entries, within the caller's transaction. */
export class LedgerApply {
  readonly #writer: CatalogWriter;
  readonly #scope: number;
  readonly #guids: GuidSource;
  readonly #statements;
  /** The ids of names, for the time of one transaction: afterwards others may have removed the elements. */
  readonly #ids = new Map<string, number>();
  /** The texts of classifications, for the time of one transaction. */
  readonly #classificationsTexts = new Map<StatedElement['classifications'], string>();
  /** What this transaction has put off. */
  #pending: PendingEnd[] = [];

  constructor(database: SqliteDatabase, writer: CatalogWriter, scope: number, guids: GuidSource) {
    this.#writer = writer;
    this.#scope = scope;
    this.#guids = guids;
    this.#statements = {
      add: database.prepare('INSERT INTO ledger (scope, element, parent, fingerprint, base) VALUES (?, ?, ?, ?, ?)'),
      // A row that is as it is to be is not written.
      record: database.prepare(
        `INSERT INTO ledger (scope, element, parent, fingerprint, base) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (scope, element) DO UPDATE
         SET parent = excluded.parent, fingerprint = excluded.fingerprint, base = excluded.base, kept = 0
         WHERE (parent, fingerprint, base, kept) IS NOT (excluded.parent, excluded.fingerprint, excluded.base, 0)`,
      ),
    };
  }

  /** Applies the changes of one transaction; `pending` is what waits for elements that are stated later. */
  applyAll(
    changes: readonly LedgerChange[],
    change: CatalogChange,
  ): { readonly outcomes: readonly ApplyOutcome[]; readonly pending: readonly PendingEnd[] } {
    this.#begin();
    const outcomes = changes.map((entry) =>
      entry.kind === 'create' ? this.#create(entry.prepared, entry.base, change) : this.#applyKnown(entry, change),
    );
    return { outcomes, pending: this.#pending };
  }

  /** Writes what waited and is there by now. */
  settleAll(pending: readonly PendingEnd[], change: CatalogChange): readonly SettledEnd[] {
    this.#begin();
    return pending.map((one) => this.#settle(one, change));
  }

  #begin(): void {
    this.#ids.clear();
    this.#classificationsTexts.clear();
    this.#pending = [];
  }

  #create(prepared: PreparedElement, base: PropertyMap | undefined, change: CatalogChange): ApplyOutcome {
    const { stated } = prepared;
    const writer = this.#writer;
    const anchor = this.#anchorOf(stated);
    const id = writer.elements.insert(
      {
        guid: this.#guids.ofElement(stated, change),
        type: writer.codes.typeCode(stated.typeName),
        name: stated.qualifiedName,
        propertiesText: prepared.propertiesText,
        classificationsText: this.#classificationsText(stated.classifications, change),
        source: change.source,
        anchor: anchor.anchor,
        anchorScope: anchor.scope,
        effectiveFrom: null,
        effectiveTo: null,
        memento: 0,
        searchText: searchTextOf(stated.properties),
      },
      change.id,
    );
    if (id === undefined) return RACED;
    this.#ids.set(stated.qualifiedName, id);
    const waiting = this.#relateAll(id, stated, change);
    const isWhole = waiting.length === 0 && !anchor.isMissing;
    const { fingerprint } = prepared;
    const parent = this.#idOrNull(stated.parent?.to);
    this.#statements.add.run(this.#scope, id, parent, isWhole ? fingerprint : STALE, baseText(base));
    if (!isWhole) this.#pending.push({ key: id, prepared, base, waiting, fingerprint, countedUnchanged: false });
    return { key: id, raced: false };
  }

  #applyKnown(entry: Exclude<LedgerChange, { kind: 'create' }>, change: CatalogChange): ApplyOutcome {
    const { prepared, current, base } = entry;
    const row = this.#writer.elements.byId(current.key);
    if (row?.version !== current.element.versions.version) return RACED;
    this.#ids.set(prepared.stated.qualifiedName, current.key);
    const isUpdate = entry.kind === 'update';
    const waiting = isUpdate ? this.#update(entry, row, change) : entry.waiting;
    const anchor = this.#anchorOf(prepared.stated);
    // What was recorded while its anchor was missing is anchored when the refresh is settled.
    const isAnchored = !anchor.isMissing && (isUpdate || !isReanchored(row, anchor));
    const isWhole = waiting.length === 0 && isAnchored;
    const fingerprint = entry.pending ? STALE : prepared.fingerprint;
    if (!isWhole) {
      this.#pending.push({ key: current.key, prepared, base, waiting, fingerprint, countedUnchanged: !isUpdate });
    }
    this.#record(current.key, prepared, isWhole ? fingerprint : STALE, base);
    return { key: current.key, raced: false };
  }

  #settle(pending: PendingEnd, change: CatalogChange): SettledEnd {
    const { key, prepared, waiting, countedUnchanged } = pending;
    const { elements } = this.#writer;
    const row = elements.byId(key);
    if (row === undefined) return { pending, missing: waiting, misfits: new Map(), isUpdated: false };
    const missing = waiting.filter((one) => !this.#relate(key, prepared.stated, one, change, true));
    const anchor = this.#anchorOf(prepared.stated);
    const isMoved = !anchor.isMissing && isReanchored(row, anchor);
    const isUpdated = countedUnchanged && (isMoved || missing.length < waiting.length);
    if (isMoved) elements.update(key, { anchor }, change.id);
    if (missing.length === 0 && !anchor.isMissing) this.#record(key, prepared, pending.fingerprint, pending.base);
    return { pending, missing, misfits: this.#misfitsOf(prepared.stated, missing), isUpdated };
  }

  #misfitsOf(
    { typeName }: StatedElement,
    relationships: readonly StatedRelationship[],
  ): ReadonlyMap<StatedRelationship, TypeProblem> {
    const misfits = new Map<StatedRelationship, TypeProblem>();
    for (const one of relationships) {
      const other = this.#idOf(one.to);
      const problem = other === undefined ? undefined : misfitOf(typeName, one, other, this.#writer);
      if (problem !== undefined) misfits.set(one, problem);
    }
    return misfits;
  }

  #relateAll(id: number, stated: StatedElement, change: CatalogChange): readonly StatedRelationship[] {
    const { parent } = stated;
    const parentWaits = parent !== undefined && !this.#relate(id, stated, parent, change);
    if (stated.relationships.length === 0) return parentWaits ? [parent] : NONE;
    const waiting = stated.relationships.filter((one) => !this.#relate(id, stated, one, change));
    return parentWaits ? [parent, ...waiting] : waiting;
  }

  /** Writes a relationship; false when its other element is not there, or is none that it may lead to. */
  #relate(
    id: number,
    from: StatedElement,
    stated: StatedRelationship,
    change: CatalogChange,
    mayExist = false,
  ): boolean {
    const other = this.#idOf(stated.to);
    if (other === undefined) return false;
    const { relationships, codes } = this.#writer;
    const type = codes.typeCode(stated.typeName);
    const [end1, end2] = stated.toEnd === 1 ? [other, id] : [id, other];
    if (mayExist && relationships.between(type, end1, end2) !== undefined) return true;
    // What lies beneath its parent comes right behind it, and was checked with it.
    const isChecked = !mayExist && stated === from.parent;
    if (!isChecked && misfitOf(from.typeName, stated, other, this.#writer) !== undefined) return false;
    const guid = this.#guids.ofRelationship(from, stated, change);
    if (guid === undefined) return false;
    relationships.insert(
      {
        guid,
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

  #update(
    { update, current, prepared }: LedgerChange & { kind: 'update' },
    row: ElementRow,
    change: CatalogChange,
  ): readonly StatedRelationship[] {
    const { elements, ledgers, relationships } = this.#writer;
    const anchor = this.#anchorOf(prepared.stated);
    const isReclassified = update.classifications !== undefined || update.declassify.length > 0;
    const rowUpdate: ElementRowUpdate = {
      ...(update.properties === undefined ? {} : { propertiesText: JSON.stringify(update.properties) }),
      ...(isReclassified ? { classifications: reclassified(row.classifications, update, this.#ownerOf(change)) } : {}),
      ...(update.declassify.includes(MEMENTO) ? { memento: false } : {}),
      ...(update.reown ? { source: change.source } : {}),
      ...(update.reanchor && !anchor.isMissing && isReanchored(row, anchor) ? { anchor } : {}),
    };
    if (update.reown) relationships.reown(this.#scope, current.key, change.source);
    // Relationships have versions of their own: what changes them alone is no new version of the element.
    if (Object.keys(rowUpdate).length > 0) {
      elements.update(current.key, rowUpdate, change.id);
      ledgers.markStale(current.key, this.#scope);
    }
    if (update.unrelate.length + update.updateRelationships.length > 0)
      this.#changeRelated(current.key, update, change);
    return update.relate.filter((one) => !this.#relate(current.key, prepared.stated, one, change, true));
  }

  /** Removes and changes relationships that this scope states for the element. */
  #changeRelated(key: number, { unrelate, updateRelationships }: ElementUpdate, change: CatalogChange): void {
    const { relationships } = this.#writer;
    const idByGuid = new Map(relationships.statedFor(this.#scope, key).map((row) => [row.guid, row.id]));
    for (const { guid } of unrelate) {
      const id = idByGuid.get(guid);
      if (id !== undefined) relationships.remove(id, true, change.id);
    }
    for (const { guid, properties } of updateRelationships) {
      const id = idByGuid.get(guid);
      if (id !== undefined) relationships.update(id, { propertiesText: JSON.stringify(properties) }, change.id);
    }
  }

  /** Connectors state the same array for many elements: all columns of one type. */
  #classificationsText(stated: StatedElement['classifications'], change: CatalogChange): string | null {
    if (stated.length === 0) return null;
    let text = this.#classificationsTexts.get(stated);
    if (text === undefined) {
      const owner = this.#ownerOf(change);
      text = JSON.stringify(stated.map((one) => classificationRow(one, owner)));
      this.#classificationsTexts.set(stated, text);
    }
    return text;
  }

  #ownerOf({ source }: CatalogChange): ClassificationOwner {
    return source === null ? { l: this.#scope } : { s: source };
  }

  /** An element that names itself, or nothing, is its own anchor. */
  #anchorOf({ qualifiedName, anchor, anchorScope }: StatedElement): StatedAnchor {
    const other = anchor === qualifiedName ? undefined : anchor;
    const id = this.#idOrNull(other);
    const scope = this.#idOrNull(anchorScope);
    const isMissing = (other !== undefined && id === null) || (anchorScope !== undefined && scope === null);
    return { anchor: id, scope, isMissing };
  }

  #record(key: number, { stated }: PreparedElement, fingerprint: string, base: PropertyMap | undefined): void {
    const parent = this.#idOrNull(stated.parent?.to);
    this.#statements.record.run(this.#scope, key, parent, fingerprint, baseText(base));
  }

  #idOrNull(name: QualifiedName | undefined): number | null {
    return name === undefined ? null : (this.#idOf(name) ?? null);
  }

  #idOf(name: QualifiedName): number | undefined {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.#writer.elements.idOf(name);
    if (id !== undefined) this.#ids.set(name, id);
    return id;
  }
}

const NONE: readonly StatedRelationship[] = [];
const RACED: ApplyOutcome = { key: 0, raced: true };

interface StatedAnchor {
  readonly anchor: number | null;
  readonly scope: number | null;
  /** Whether it was stated and is not there. */
  readonly isMissing: boolean;
}

function isReanchored(row: ElementRow, { anchor, scope }: StatedAnchor): boolean {
  return row.anchor !== anchor || row.anchor_scope !== scope;
}

function baseText(base: PropertyMap | undefined): string | null {
  return base === undefined ? null : JSON.stringify(base);
}

/** What marks a classification as this scope's: its metadata source, or for the local cohort the scope itself. */
type ClassificationOwner = { readonly s: number } | { readonly l: number };

function classificationRow(stated: StatedClassification, owner: ClassificationOwner): ClassificationRow {
  return { t: stated.typeName, p: stated.properties, ...owner };
}

/** The classifications after an update: others' stay, those that are stated take the place of their namesakes. */
function reclassified(
  text: string | null,
  update: {
    readonly classifications: readonly StatedClassification[] | undefined;
    readonly declassify: readonly string[];
  },
  owner: ClassificationOwner,
): readonly ClassificationRow[] {
  const stated = update.classifications ?? [];
  const gone = new Set([...update.declassify, ...stated.map((one) => one.typeName as string)]);
  const others = classificationRows(text).filter((row) => !gone.has(row.t));
  return [...others, ...stated.map((one) => classificationRow(one, owner))];
}
