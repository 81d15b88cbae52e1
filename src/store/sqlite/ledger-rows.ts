import type { SqliteDatabase } from '../../runtime/sqlite.ts';

/** The fingerprint of an entry that must be compared whatever is stated. */
export const STALE = '';

/** The rows of all ledgers, as far as other writers must tell them of changes. */
export class LedgerRows {
  readonly #statements;

  constructor(database: SqliteDatabase) {
    this.#statements = {
      stale: database.prepare(
        `UPDATE ledger SET fingerprint = '' WHERE element = ? AND scope IN (SELECT id FROM scope WHERE id <> ?)`,
      ),
      forget: database.prepare('DELETE FROM ledger WHERE element = ? AND scope IN (SELECT id FROM scope)'),
      staleIn: database.prepare(`UPDATE ledger SET fingerprint = '' WHERE scope = ? AND element = ?`),
    };
  }

  /** Somebody else than `bySomeScope` changed the element: the next refresh compares it. */
  markStale(element: number, byScope = 0): void {
    this.#statements.stale.run(element, byScope);
  }

  /** What one scope wrote of an element was changed. */
  markStaleIn(scope: number, element: number): void {
    this.#statements.staleIn.run(scope, element);
  }

  /** The element is gone. */
  forget(element: number): void {
    this.#statements.forget.run(element);
  }
}
