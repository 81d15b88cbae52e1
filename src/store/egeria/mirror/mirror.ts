import { hash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Guid, QualifiedName } from '../../../metadata/qualified-name.ts';
import { StoreError } from '../../../messages/error-kinds.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { CatalogWriter } from '../../sqlite/catalog-writer.ts';
import { openConnection } from '../../sqlite/connection.ts';
import type { StoreConnection } from '../../sqlite/connection.ts';
import { migrations } from '../../sqlite/schema.ts';
import { ledgerMessages } from '../ledger-messages.ts';
import { UNCLAIMED } from './mirror-rows.ts';

/**
 * What the ledger beside a remote store has besides the tables of an embedded one: it keeps no history and no full text,
 * and it notes which GUIDs were chosen for elements that are on their way.
 */
const ADDITIONS = `
  DROP TABLE search;
  CREATE TABLE search (search TEXT, text TEXT);
  CREATE TRIGGER no_search BEFORE INSERT ON search BEGIN SELECT RAISE(IGNORE); END;
  CREATE TRIGGER no_element_history BEFORE INSERT ON element_history BEGIN SELECT RAISE(IGNORE); END;
  CREATE TRIGGER no_relationship_history BEFORE INSERT ON relationship_history BEGIN SELECT RAISE(IGNORE); END;
  CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX unclaimed ON relationship (id) WHERE scope = ${UNCLAIMED};
  CREATE TABLE intent (id INTEGER PRIMARY KEY, chosen TEXT NOT NULL);
  CREATE TABLE listed (
    scope INTEGER, guid TEXT, anchor TEXT, anchor_scope TEXT, PRIMARY KEY (scope, guid)
  ) WITHOUT ROWID;
`;

const SCHEMA = [[...migrations, ADDITIONS].join('\n')];

/** Kept in the file: a ledger of another layout is made anew, since the server can tell all that it holds. */
const LAYOUT = hash('sha1', SCHEMA.join(''), 'base64url');

/** Where a ledger is: a file, or `:memory:` for a dry run without one. */
export type LedgerFile = string;

/**
 * A local copy of what this daemon's metadata sources have in a remote store, in the tables of an embedded one: the
 * elements with their GUIDs and versions, the relationships, and the ledgers of all catalog targets.
 */
export interface Mirror {
  readonly connection: StoreConnection;
  readonly writer: CatalogWriter;
  /** Whether the file was made by this opening. */
  readonly isNew: boolean;
  /** Something small that is remembered: what the server permits, how far a listing came. */
  fact(name: string): string | undefined;
  setFact(name: string, value: string | undefined): void;
  guidNamed(name: QualifiedName): Guid | undefined;
  typeNameOf(guid: Guid): string | undefined;
  close(): void;
}

/**
 * Opens the ledger of a remote store, made when absent or of another layout.
 *
 * @throws StoreError when the file cannot be used
 */
export async function openMirror(file: LedgerFile, clock: Clock): Promise<Mirror> {
  if (file !== ':memory:') mkdirSync(path.dirname(file), { recursive: true });
  const isNew = file === ':memory:' || !existsSync(file);
  const mirror = await opened(file, clock, isNew);
  if (isNew) mirror.setFact('layout', LAYOUT);
  if (mirror.fact('layout') === LAYOUT) return mirror;
  mirror.close();
  for (const part of [file, `${file}-wal`, `${file}-shm`]) rmSync(part, { force: true });
  const renewed = await opened(file, clock, true);
  renewed.setFact('layout', LAYOUT);
  return renewed;
}

async function opened(file: LedgerFile, clock: Clock, isNew: boolean): Promise<Mirror> {
  try {
    return mirrorOver(await openConnection(file, clock, { steps: SCHEMA, durability: 'all but the last' }), isNew);
  } catch (error) {
    throw new StoreError(ledgerMessages.unusable({ ledger: file }), { cause: error });
  }
}

function mirrorOver(connection: StoreConnection, isNew: boolean): Mirror {
  const writer = new CatalogWriter(connection);
  return {
    connection,
    writer,
    isNew,
    fact(name) {
      const value = connection.prepared('SELECT value FROM fact WHERE name = ?').get(name)?.['value'];
      return typeof value === 'string' ? value : undefined;
    },
    setFact(name, value) {
      if (value === undefined) connection.prepared('DELETE FROM fact WHERE name = ?').run(name);
      else connection.prepared('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)').run(name, value);
    },
    guidNamed(name) {
      const row = connection.prepared('SELECT guid FROM element WHERE name = ?').get(name);
      return row === undefined ? undefined : (String(row['guid']) as Guid);
    },
    typeNameOf(guid) {
      const row = writer.elements.byGuid(guid);
      return row && writer.codes.typeName(row.type);
    },
    close: () => connection.close(),
  };
}
