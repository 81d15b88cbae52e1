import { isDeepStrictEqual } from 'node:util';
import type { PropertyMap, StatedRelationship } from '../../metadata/element.ts';
import type { Guid, QualifiedName } from '../../metadata/qualified-name.ts';
import type { DeleteMethod, Writer } from '../open-metadata-store.ts';
import { misfitRejection } from '../refusals.ts';
import type {
  ApplyOutcome,
  CurrentElement,
  LedgerChange,
  LedgerMatch,
  LedgerScope,
  OwnedRelationship,
  PreparedElement,
  RelationshipState,
  RemovalOutcome,
  Settlement,
  SyncLedger,
  UnseenEntry,
} from '../sync-ledger.ts';
import type { CatalogWriter } from './catalog-writer.ts';
import type { StoreConnection } from './connection.ts';
import { LedgerApply } from './ledger-apply.ts';
import type { GuidSource, PendingEnd, SettledEnd } from './ledger-apply.ts';
import { dropLateIndexes, makeLateIndexes } from './late-indexes.ts';
import { STALE } from './ledger-rows.ts';
import { LedgerWalk } from './ledger-walk.ts';
import { misfitOf } from './misfit.ts';
import type { RelationshipRow } from './relationship-rows.ts';
import { ELEMENT_COLUMNS, ELEMENT_JOINS, classificationRows, elementOf } from './rows.ts';
import type { ClassificationRow } from './rows.ts';

/** Entries that a sweep looks at, or a removal takes, at once. */
const PAGE = 2000;

/** In place of a digest: entries were written under several configurations. */
const SEVERAL = 'several';

/** The scope of a ledger that was never written to. */
const NO_SCOPE = 0;

/** Opens the ledger of one scope in an embedded store. Nothing is written before the first `apply`. */
export async function openSqliteLedger(
  connection: StoreConnection,
  writer: CatalogWriter,
  scope: LedgerScope,
  guids: GuidSource = newGuids(writer),
): Promise<SyncLedger> {
  return connection.read(() => {
    const row = connection.database
      .prepare(
        `SELECT id, configuration, (SELECT count(*) FROM ledger WHERE scope = scope.id) AS owned,
           (SELECT coalesce(sum(kept), 0) FROM ledger WHERE scope = scope.id) AS kept,
           (SELECT max(element) FROM ledger WHERE scope = scope.id) AS last
         FROM scope WHERE source = ? AND target = ?`,
      )
      .get(scope.metadataSourceName, scope.catalogTargetName);
    const configuration = row?.['configuration'] ?? null;
    return new SqliteLedger(connection, writer, guids, scope, {
      id: Number(row?.['id'] ?? NO_SCOPE),
      owned: Number(row?.['owned'] ?? 0),
      kept: Number(row?.['kept'] ?? 0),
      last: Number(row?.['last'] ?? 0),
      configurationChanged: configuration !== null && configuration !== scope.configurationDigest,
    });
  });
}

/** The GUIDs of an embedded store: made when they are needed. */
function newGuids(writer: CatalogWriter): GuidSource {
  return {
    ofElement: (_stated, change) => writer.newGuid(change),
    ofRelationship: (_from, _stated, change) => writer.newGuid(change),
  };
}

interface LedgerFacts {
  readonly id: number;
  readonly owned: number;
  readonly kept: number;
  /** The highest key; what comes later was stated while this ledger was open. */
  readonly last: number;
  readonly configurationChanged: boolean;
}

class SqliteLedger implements SyncLedger {
  readonly owned: number;
  readonly kept: number;
  readonly configurationChanged: boolean;
  readonly #connection: StoreConnection;
  readonly #writer: CatalogWriter;
  readonly #guids: GuidSource;
  readonly #named: LedgerScope;
  readonly #walk: LedgerWalk;
  readonly #statements;
  readonly #last: number;
  #scope: number;
  #apply: LedgerApply;
  /** What waits for elements that are stated later. */
  #pending: PendingEnd[] = [];
  #isMixed = false;
  /** The elements of which something is missing after all. */
  readonly #incomplete = new Set<number>();

  constructor(
    connection: StoreConnection,
    writer: CatalogWriter,
    guids: GuidSource,
    named: LedgerScope,
    facts: LedgerFacts,
  ) {
    this.#connection = connection;
    this.#writer = writer;
    this.#guids = guids;
    this.#named = named;
    this.#scope = facts.id;
    this.#last = facts.last;
    this.owned = facts.owned;
    this.kept = facts.kept;
    this.configurationChanged = facts.configurationChanged;
    this.#walk = new LedgerWalk(connection.database, facts.id);
    this.#apply = new LedgerApply(connection.database, writer, facts.id, guids);
    this.#statements = ledgerStatements(connection);
  }

  async match(prepared: readonly PreparedElement[]): Promise<readonly (LedgerMatch | undefined)[]> {
    return this.#connection.read(() => prepared.map((one) => this.#walk.match(one)));
  }

  async current(names: readonly QualifiedName[]): Promise<readonly (CurrentElement | undefined)[]> {
    await makeLateIndexes(this.#connection);
    return this.#connection.read(() => names.map((name) => this.#current(name)));
  }

  async relationshipStates(
    key: number,
    relationships: readonly StatedRelationship[],
  ): Promise<readonly RelationshipState[]> {
    return this.#connection.read(() => relationships.map((one) => this.#stateOf(key, one)));
  }

  async apply(changes: readonly LedgerChange[], writer: Writer): Promise<readonly ApplyOutcome[]> {
    await this.#ensureScope();
    await this.#mixConfigurations();
    const { outcomes, pending } = await this.#writer.transaction(writer, (change) =>
      this.#apply.applyAll(changes, change),
    );
    for (const one of pending) this.#pending.push(one);
    return outcomes;
  }

  async settle(writer: Writer): Promise<Settlement> {
    await makeLateIndexes(this.#connection);
    const pending = this.#pending;
    const settled = await this.#writer.transaction(writer, (change) => this.#apply.settleAll(pending, change));
    this.#pending = [];
    for (const one of settled) if (one.missing.length > 0) this.#incomplete.add(one.pending.key);
    return settlementOf(settled);
  }

  async acknowledge(key: number, prepared: PreparedElement | undefined, base: PropertyMap): Promise<void> {
    await this.#connection.transaction(() => {
      const isAgreed = this.#holds(key, base) && !this.#incomplete.has(key);
      const fingerprint = (isAgreed ? prepared?.fingerprint : undefined) ?? STALE;
      this.#statements.acknowledge.run(fingerprint, JSON.stringify(base), this.#scope, key);
    });
  }

  async *unseen(isSeen: (key: number) => boolean): AsyncIterable<readonly UnseenEntry[]> {
    let after = 0;
    for (;;) {
      const rows = await this.#connection.read(() =>
        this.#statements.entries.all(this.#scope, after, this.#last, PAGE),
      );
      const last = rows.at(-1);
      if (last === undefined) return;
      after = Number(last['element']);
      const unseen = rows.filter((row) => !isSeen(Number(row['element'])));
      if (unseen.length > 0) yield await this.#connection.read(() => unseen.map((row) => this.#entryOf(row)));
    }
  }

  async keyOf(name: QualifiedName): Promise<number | undefined> {
    return this.#connection.read(() => this.#writer.elements.idOf(name));
  }

  async parentOf(key: number): Promise<number | undefined> {
    const row = await this.#connection.read(() => this.#statements.entry.get(this.#scope, key));
    return row === undefined || row['parent'] === null ? undefined : Number(row['parent']);
  }

  async remove(entries: readonly UnseenEntry[], deleteMethod: DeleteMethod, writer: Writer): Promise<RemovalOutcome> {
    await makeLateIndexes(this.#connection);
    let removed = 0;
    for (let start = 0; start < entries.length; start += PAGE) {
      removed += await this.#writer.transaction(writer, (change) => {
        let count = 0;
        for (const entry of entries.slice(start, start + PAGE)) {
          const row = this.#writer.elements.byId(entry.key);
          if (row !== undefined) count += this.#writer.removeElement(row, deleteMethod, change);
          this.#statements.forget.run(this.#scope, entry.key);
        }
        return count;
      });
    }
    return { removed };
  }

  async release(entries: readonly UnseenEntry[]): Promise<void> {
    await makeLateIndexes(this.#connection);
    await this.#connection.transaction(() => {
      for (const { key } of entries) {
        this.#statements.forget.run(this.#scope, key);
        const heir = this.#statements.others.get(key, this.#scope)?.['scope'];
        if (heir === undefined) continue;
        this.#writer.relationships.handOver(this.#scope, key, Number(heir));
        this.#writer.elements.handOver(this.#scope, key, Number(heir));
        this.#writer.ledgers.markStaleIn(Number(heir), key);
      }
    });
  }

  async keep(entries: readonly UnseenEntry[]): Promise<void> {
    const kept = new Set(entries.map((entry) => entry.key));
    await this.#connection.transaction(() => {
      for (const row of this.#statements.keptOnes.all(this.#scope)) {
        if (!kept.delete(Number(row['element']))) this.#statements.mark.run(0, this.#scope, Number(row['element']));
      }
      for (const key of kept) this.#statements.mark.run(1, this.#scope, key);
    });
  }

  async complete(): Promise<void> {
    await this.#ensureScope();
    const row = await this.#connection.read(() => this.#statements.configuration.get(this.#scope));
    if (row?.['configuration'] === this.#named.configurationDigest) return;
    const { configurationDigest } = this.#named;
    await this.#connection.transaction(() => this.#statements.configure.run(configurationDigest, this.#scope));
  }

  async #ensureScope(): Promise<void> {
    if (this.#scope !== NO_SCOPE) return;
    const { metadataSourceName, catalogTargetName, configurationDigest } = this.#named;
    const { database } = this.#connection;
    const row = await this.#connection.transaction(() => {
      dropLateIndexes(this.#connection);
      return this.#statements.addScope.get(metadataSourceName, catalogTargetName, configurationDigest);
    });
    this.#scope = Number(row?.['id']);
    this.#apply = new LedgerApply(database, this.#writer, this.#scope, this.#guids);
  }

  #current(name: QualifiedName): CurrentElement | undefined {
    const row = this.#statements.current.get(name);
    if (row === undefined) return undefined;
    const key = Number(row['id']);
    const entry = this.#statements.entry.get(this.#scope, key);
    const base = entry?.['base'];
    const nameOf = (id: unknown): QualifiedName | undefined =>
      id === null
        ? undefined
        : ((this.#writer.elements.byId(Number(id))?.name ?? undefined) as QualifiedName | undefined);
    return {
      key,
      element: elementOf(row, this.#writer.codes),
      ownedClassifications: classificationRows(row['classifications'])
        .filter((one) => this.#owns(one))
        .map((one) => one.t),
      anchor: nameOf(row['anchor']),
      anchorScope: nameOf(row['anchor_scope']),
      relationships: this.#writer.relationships.statedFor(this.#scope, key).map((one) => this.#ownedOf(one)),
      inLedger: entry !== undefined,
      base: typeof base === 'string' ? (JSON.parse(base) as PropertyMap) : undefined,
    };
  }

  /** Whether an element of the store has these values. */
  #holds(key: number, base: PropertyMap): boolean {
    const row = this.#writer.elements.byId(key);
    if (row === undefined) return false;
    const properties = JSON.parse(row.properties) as PropertyMap;
    return Object.keys(base).every((name) => isDeepStrictEqual(properties[name], base[name]));
  }

  /** From here until a refresh is complete the entries are of more than one configuration. */
  async #mixConfigurations(): Promise<void> {
    if (!this.configurationChanged || this.#isMixed) return;
    await this.#connection.transaction(() => this.#statements.configure.run(SEVERAL, this.#scope));
    this.#isMixed = true;
  }

  #stateOf(key: number, stated: StatedRelationship): RelationshipState {
    const { typeName, to, toEnd } = stated;
    const { elements, relationships, codes } = this.#writer;
    const other = elements.idOf(to);
    if (other === undefined) return 'waiting';
    const own = codes.typeName(elements.typeOf(key) ?? 0);
    // What cannot lead there is not written, as long as nothing else is there.
    if (misfitOf(own, stated, other, this.#writer) !== undefined) return 'waiting';
    const [type] = codes.knownTypeCodes([typeName]);
    const [end1, end2] = toEnd === 1 ? [other, key] : [key, other];
    return type !== undefined && relationships.between(type, end1, end2) !== undefined ? 'present' : 'absent';
  }

  #owns(row: ClassificationRow): boolean {
    if (row.s === undefined) return row.l === this.#scope;
    return this.#writer.codes.source(row.s).name === this.#named.metadataSourceName;
  }

  #ownedOf(row: RelationshipRow): OwnedRelationship {
    const toEnd = row.stated_by === 1 ? 2 : 1;
    const other = toEnd === 1 ? row.end1 : row.end2;
    return {
      guid: row.guid,
      typeName: this.#writer.codes.typeName(row.type) as OwnedRelationship['typeName'],
      to: (this.#writer.elements.byId(other)?.name ?? '') as QualifiedName,
      toEnd,
      properties: JSON.parse(row.properties) as PropertyMap,
    };
  }

  #entryOf(row: Record<string, unknown>): UnseenEntry {
    const key = Number(row['element']);
    const element = this.#writer.elements.byId(key);
    return {
      key,
      parentKey: row['parent'] === null ? undefined : Number(row['parent']),
      guid: (element?.guid ?? '') as Guid,
      typeName: element === undefined ? '' : this.#writer.codes.typeName(element.type),
      qualifiedName: (element?.name ?? '') as QualifiedName,
      kept: row['kept'] === 1,
      shared: this.#statements.others.get(key, this.#scope) !== undefined,
    };
  }
}

function settlementOf(settled: readonly SettledEnd[]): Settlement {
  const rejected = settled.flatMap(({ pending: { prepared }, misfits }) =>
    [...misfits].map(([{ to }, problem]) => ({
      from: prepared.stated.qualifiedName,
      rejection: misfitRejection(problem, to),
    })),
  );
  return {
    related: settled
      .filter(({ isUpdated }) => isUpdated)
      .map(({ pending: { prepared, waiting }, missing }) => ({
        from: prepared.stated,
        relationships: waiting.filter((one) => !missing.includes(one)),
      })),
    missing: settled.flatMap(({ pending: { prepared }, missing, misfits }) =>
      missing
        .filter((one) => !misfits.has(one))
        .map((relationship) => ({ from: prepared.stated.qualifiedName, relationship })),
    ),
    ...(rejected.length === 0 ? {} : { rejected }),
  };
}

function ledgerStatements({ database }: StoreConnection) {
  return {
    current: database.prepare(`SELECT ${ELEMENT_COLUMNS} FROM element e ${ELEMENT_JOINS} WHERE e.name = ?`),
    addScope: database.prepare(
      `INSERT INTO scope (source, target, configuration) VALUES (?, ?, ?)
       ON CONFLICT (source, target) DO UPDATE SET target = excluded.target RETURNING id`,
    ),
    entry: database.prepare('SELECT parent, base FROM ledger WHERE scope = ? AND element = ?'),
    entries: database.prepare(
      `SELECT element, parent, kept FROM ledger WHERE scope = ? AND element > ? AND element <= ?
       ORDER BY element LIMIT ?`,
    ),
    others: database.prepare(
      'SELECT scope FROM ledger WHERE element = ? AND scope IN (SELECT id FROM scope WHERE id <> ?) LIMIT 1',
    ),
    acknowledge: database.prepare('UPDATE ledger SET fingerprint = ?, base = ? WHERE scope = ? AND element = ?'),
    forget: database.prepare('DELETE FROM ledger WHERE scope = ? AND element = ?'),
    keptOnes: database.prepare('SELECT element FROM ledger WHERE scope = ? AND kept = 1'),
    mark: database.prepare('UPDATE ledger SET kept = ? WHERE scope = ? AND element = ?'),
    configuration: database.prepare('SELECT configuration FROM scope WHERE id = ?'),
    configure: database.prepare('UPDATE scope SET configuration = ? WHERE id = ?'),
  };
}
