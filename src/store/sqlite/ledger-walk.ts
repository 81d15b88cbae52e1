import type { SqliteDatabase } from '../../runtime/sqlite.ts';
import type { LedgerMatch, PreparedElement } from '../sync-ledger.ts';
import { STALE } from './ledger-rows.ts';

/** Entries that a cursor reads ahead at first: many a stretch is short. */
const FIRST_PAGE = 32;
/** Entries that it reads ahead at most, growing fourfold as long as it is followed. */
const LARGEST_PAGE = 2000;
/** How far apart two looked-up entries may be to count as the start of a stretch in ledger order. */
const STRETCH = 4;
/** How many entries ahead of a cursor one that was looked up may be, so that the cursor moves on behind it. */
const NEAR = 8;
/** A store with at most so many elements counts as new: their names are held in memory. */
const FEW = 64;

/** A place in the ledger from which entries are read in order, a page at a time. */
class LedgerCursor {
  ids: number[] = [];
  fingerprints: string[] = [];
  position = 0;
  #after: number;
  #atEnd = false;
  #page = FIRST_PAGE;
  readonly #readPage: (after: number, limit: number) => unknown[][];

  constructor(after: number, readPage: (after: number, limit: number) => unknown[][]) {
    this.#after = after;
    this.#readPage = readPage;
  }

  /** Whether the next entry has this fingerprint, which covers the name too; if so the cursor moves on. */
  takes(fingerprint: string): number | undefined {
    if (this.position === this.ids.length && !this.#fill()) return undefined;
    if (this.fingerprints[this.position] !== fingerprint) return undefined;
    this.position += 1;
    return this.ids[this.position - 1];
  }

  /** Moves on behind this entry if it is the next one or close: what lies between is no longer stated, or elsewhere. */
  skip(id: number): void {
    const end = Math.min(this.position + NEAR, this.ids.length);
    for (let place = this.position; place < end; place += 1) {
      if (this.ids[place] !== id) continue;
      this.position = place + 1;
      return;
    }
  }

  #fill(): boolean {
    if (this.#atEnd) return false;
    const rows = this.#readPage(this.#after, this.#page);
    this.#atEnd = rows.length < this.#page;
    this.#page = Math.min(this.#page * 4, LARGEST_PAGE);
    this.ids = rows.map((row) => Number(row[0]));
    this.fingerprints = rows.map((row) => String(row[1]));
    this.position = 0;
    this.#after = this.ids.at(-1) ?? this.#after;
    return rows.length > 0;
  }
}

/**
 * Matches statements with a ledger that is walked in its own order beside them.
 *
 * A third party states its elements in the order of the last refresh, so the next entry is nearly always the one.
 * Where it is not, the element is looked up by name; two look-ups close together start a second cursor there, so
 * that tables which were added later (and stand at the ledger's end) cost two look-ups and not one a column.
 */
export class LedgerWalk {
  readonly #scope: number;
  readonly #statements;
  #cursors: [LedgerCursor, LedgerCursor | undefined];
  #lastLookedUp = Number.NEGATIVE_INFINITY;
  /** All names of a store that is new: every other name can only be new as well, and is not looked up. */
  readonly #fewNames: ReadonlySet<string> | undefined;

  constructor(database: SqliteDatabase, scope: number) {
    this.#scope = scope;
    this.#statements = {
      page: database.prepare(
        `SELECT element, fingerprint FROM ledger WHERE scope = ? AND element > ? ORDER BY element LIMIT ?`,
      ),
      lookUp: database.prepare(
        `SELECT e.id, l.fingerprint FROM element e LEFT JOIN ledger l ON l.scope = ? AND l.element = e.id WHERE e.name = ?`,
      ),
    };
    this.#statements.page.setReturnArrays(true);
    this.#statements.lookUp.setReturnArrays(true);
    this.#cursors = [this.#cursorAfter(0), undefined];
    const names = database.prepare(`SELECT name FROM element LIMIT ${FEW + 1}`).all();
    this.#fewNames = names.length > FEW ? undefined : new Set(names.map((row) => String(row['name'])));
  }

  match(prepared: PreparedElement): LedgerMatch | undefined {
    const [first, second] = this.#cursors;
    const id = first.takes(prepared.fingerprint) ?? this.#takeSecond(second, prepared.fingerprint);
    return id === undefined ? this.#lookUp(prepared) : { key: id, unchanged: true };
  }

  #takeSecond(second: LedgerCursor | undefined, fingerprint: string): number | undefined {
    const id = second?.takes(fingerprint);
    if (second !== undefined && id !== undefined) this.#cursors = [second, this.#cursors[0]];
    return id;
  }

  /** What is written to a new store meanwhile is not noticed here but by `apply`, whose insert then does nothing. */
  #lookUp(prepared: PreparedElement): LedgerMatch | undefined {
    if (this.#fewNames?.has(prepared.stated.qualifiedName) === false) return undefined;
    const row = this.#statements.lookUp.get(this.#scope, prepared.stated.qualifiedName) as unknown as
      | unknown[]
      | undefined;
    if (row === undefined) return undefined;
    const id = Number(row[0]);
    const [first, second] = this.#cursors;
    first.skip(id);
    second?.skip(id);
    if (row[1] !== null) this.#follow(id);
    const fingerprint = typeof row[1] === 'string' ? row[1] : STALE;
    return { key: id, unchanged: fingerprint !== STALE && fingerprint === prepared.fingerprint };
  }

  #follow(id: number): void {
    const distance = id - this.#lastLookedUp;
    this.#lastLookedUp = id;
    const isNext = this.#cursors[0].ids[this.#cursors[0].position - 1] === id;
    if (distance > 0 && distance <= STRETCH && !isNext) this.#cursors = [this.#cursorAfter(id), this.#cursors[0]];
  }

  #cursorAfter(id: number): LedgerCursor {
    const { page } = this.#statements;
    return new LedgerCursor(id, (after, limit) => page.all(this.#scope, after, limit) as unknown as unknown[][]);
  }
}
